// Package tfplan reads the plan file itself, as `terraform plan -out` and
// `tofu plan -out` write it: no terraform, no providers, and with it the
// configuration's sources.
//
// The file is a zip. Its entry tfplan is a protobuf message whose values are in
// msgpack, where an extension type stands for what is not known yet. The format
// is internal to Terraform, and has been version 3 in every Terraform 1.x and
// OpenTofu 1.x; another version is refused. The numbers of its fields are those
// of OpenTofu's planfile.proto; the tests compare every change with the JSON
// that Terraform itself makes of the same plan.
//
// One thing the JSON says and the file does not: msgpack without the provider's
// schema does not tell a number that neither an int64 nor a float64 holds exactly
// (0.1) from the string of its digits, because go-cty writes both as the string.
// Such a number is handed out as a string, unless the provider leaves the type
// open and the plan gives it. Arithmetic, <, <=, > and >= of the language convert
// it; == and != compare the types too, and find it unequal to the number. To take
// it for a number would do the same to strings such as the version "1.21".
package tfplan

import (
	"io"
	"io/fs"
	"iter"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
)

// Plan is an opened plan file. It holds the message in memory, because what is
// not known in one change is looked up in others; values stay encoded until they
// are asked for. It is safe for concurrent use.
type Plan struct {
	Timestamp string // when it was planned, RFC 3339

	facts     plan.Facts
	archive   *archive
	resources [][]byte
	drift     [][]byte
	outputs   [][]byte
	checks    [][]byte
	variables map[string][]byte

	indexOnce  sync.Once
	byResource map[[2]string][][]byte
}

// Open reads the plan file of size bytes in r. It returns a [*plan.InputError]
// when that is not a plan file that can be read, or not one of a whole plan.
func Open(r io.ReaderAt, size int64) (*Plan, error) {
	archive, err := openArchive(r, size)
	if err != nil {
		return nil, err
	}
	message, err := archive.read("tfplan", maxMessage)
	if err != nil {
		return nil, err
	}
	p := &Plan{archive: archive, variables: map[string][]byte{}}
	if err := p.split(message); err != nil {
		return nil, err
	}
	return p, nil
}

// Facts is what the plan says about itself. The format's version is that of plan
// files.
func (p *Plan) Facts() plan.Facts { return p.facts }

// Changes yields every change of the plan, drift before what is planned, in the
// order of the file. An error ends it and leaves nothing decided.
func (p *Plan) Changes() iter.Seq2[change.Change, error] {
	return func(yield func(change.Change, error) bool) {
		for _, side := range []struct {
			messages [][]byte
			drift    bool
		}{{p.drift, true}, {p.resources, false}} {
			for _, message := range side.messages {
				c, err := readChange(message)
				c.Drift = side.drift
				if side.drift && err == nil && c.Action == change.NoOp {
					continue // it only moved, which the planned change says
				}
				if !yield(c, err) || err != nil {
					return
				}
			}
		}
	}
}

// Variables returns the values that were given to the root module's variables,
// encrypted and ephemeral ones excepted; defaults are not among them. The plan
// does not say which are sensitive: the configuration does.
func (p *Plan) Variables() (map[string]cty.Value, error) {
	values := make(map[string]cty.Value, len(p.variables))
	for name, message := range p.variables {
		raw, err := dynamicValue(message)
		if err != nil {
			return nil, err
		}
		if values[name], err = decode(raw, "var."+name); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// Configuration returns the sources that were planned: modules.json, which gives
// every module's key and directory, and the files of the module with key k in
// the directory m-k.
func (p *Plan) Configuration() fs.FS { return p.archive.under("tfconfig") }

// PriorState returns the state that was planned from, in the JSON of a state
// file; an [fs.ErrNotExist] when the plan has none.
func (p *Plan) PriorState() ([]byte, error) { return p.archive.read("tfstate", maxMessage) }

// Locks returns the dependency lock file, .terraform.lock.hcl: the versions of
// the providers. It is an [fs.ErrNotExist] when the plan has none.
func (p *Plan) Locks() ([]byte, error) { return p.archive.read(".terraform.lock.hcl", maxSource) }
