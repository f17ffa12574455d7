package tfplan

import (
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
)

// Outputs returns the outputs' changes in the order of the file, those that do
// not change among them.
func (p *Plan) Outputs() ([]plan.Output, error) {
	outputs := make([]plan.Output, 0, len(p.outputs))
	for _, message := range p.outputs {
		var o plan.Output
		var inner []byte
		err := fields(message, func(f field) error {
			switch f.number {
			case 1:
				o.Name = string(f.bytes)
			case 2:
				inner = f.bytes
			case 3:
				o.Sensitive = f.varint != 0
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		sides, err := readSides(inner, "output."+o.Name)
		if err != nil {
			return nil, err
		}
		o.Action, o.Before, o.After = sides.action, sides.before, sides.after
		outputs = append(outputs, o)
	}
	return outputs, nil
}

// Check is what came of one object's conditions while planning: preconditions,
// postconditions, validations and check blocks.
type Check struct {
	Address  string // of the object
	Kind     string // resource, output_value, check, var
	Status   string // pass, fail, error, unknown
	Problems []string
}

var checkKinds = map[uint64]string{1: "resource", 2: "output_value", 3: "check", 4: "var"}

var checkStatuses = map[uint64]string{1: "pass", 2: "fail", 3: "error"}

// Checks returns the objects' results in the order of the file.
func (p *Plan) Checks() ([]Check, error) {
	var checks []Check
	for _, message := range p.checks {
		kind := ""
		var objects [][]byte
		err := fields(message, func(f field) error {
			switch f.number {
			case 1:
				kind = checkKinds[f.varint]
			case 4:
				objects = append(objects, f.bytes)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, object := range objects {
			c := Check{Kind: kind, Status: "unknown"}
			err := fields(object, func(f field) error {
				switch f.number {
				case 1:
					c.Address = string(f.bytes)
				case 2:
					if status, ok := checkStatuses[f.varint]; ok {
						c.Status = status
					}
				case 3:
					c.Problems = append(c.Problems, string(f.bytes))
				}
				return nil
			})
			if err != nil {
				return nil, err
			}
			checks = append(checks, c)
		}
	}
	return checks, nil
}
