package tfplan

import (
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Fields of a resource's change.
const (
	resourceDeposed  = 7
	resourceProvider = 8
	resourceChange   = 9
	resourceReason   = 12
	resourceAddress  = 13
	resourcePrevious = 14
)

// Fields of a change.
const (
	changeAction          = 1
	changeValues          = 2
	changeBeforeSensitive = 3
	changeAfterSensitive  = 4
	changeImporting       = 5
)

// actions are numbered as in the file; 4 was never given out.
var actions = map[uint64]change.Action{
	0: change.NoOp,
	1: change.Create,
	2: change.Read,
	3: change.Update,
	5: change.Delete,
	6: change.DeleteThenCreate,
	7: change.CreateThenDelete,
	8: change.Forget,
	9: change.CreateThenForget,
}

// reasons are numbered as in the file, and worded as in the plan's JSON.
var reasons = map[uint64]string{
	1:  "replace_because_tainted",
	2:  "replace_by_request",
	3:  "replace_because_cannot_update",
	4:  "delete_because_no_resource_config",
	5:  "delete_because_wrong_repetition",
	6:  "delete_because_count_index",
	7:  "delete_because_each_key",
	8:  "delete_because_no_module",
	9:  "replace_by_triggers",
	10: "read_because_config_unknown",
	11: "read_because_dependency_pending",
	12: "delete_because_no_move_target",
	13: "read_because_check_nested",
}

func readChange(message []byte) (change.Change, error) {
	var c change.Change
	var inner []byte
	err := fields(message, func(f field) error {
		switch f.number {
		case resourceAddress:
			c.Address = string(f.bytes)
		case resourcePrevious:
			c.PreviousAddress = string(f.bytes)
		case resourceDeposed:
			c.Deposed = string(f.bytes)
		case resourceProvider:
			c.Provider = providerSource(string(f.bytes))
		case resourceReason:
			c.Reason = reasons[f.varint] // a reason of a later version is only words
		case resourceChange:
			inner = f.bytes
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	address, ok := change.ParseAddress(c.Address)
	if !ok {
		return c, damaged("A resource change has the address %q, which is none of a resource", printable(c.Address))
	}
	c.Module = change.ModuleAddress(address.Module)
	c.Mode, c.Type, c.Name, c.Index = address.Mode, address.Type, address.Name, address.Index
	sides, err := readSides(inner, c.Address)
	if err != nil {
		return c, err
	}
	c.Action, c.Imported, c.Before, c.After = sides.action, sides.imported, sides.before, sides.after
	return c, nil
}

// sides is what a resource's and an output's change have in common.
type sides struct {
	action        change.Action
	imported      bool
	before, after change.Object
}

func readSides(message []byte, address string) (sides, error) {
	var s sides
	var number uint64
	var values [][]byte
	var before, after *tree
	err := fields(message, func(f field) error {
		var err error
		switch f.number {
		case changeAction:
			number = f.varint
		case changeValues:
			var raw []byte
			raw, err = dynamicValue(f.bytes)
			values = append(values, raw)
		case changeBeforeSensitive:
			before, err = before.withPath(f.bytes)
		case changeAfterSensitive:
			after, err = after.withPath(f.bytes)
		case changeImporting:
			s.imported = true
		}
		return err
	})
	if err != nil {
		return s, err
	}
	var known bool
	if s.action, known = actions[number]; !known {
		return s, refuse("Unknown action", "The plan file has action number %d for %s, which this version does not know, so it cannot judge it. Use a newer nhi. %s", number, address, viaJSON)
	}
	want := 2
	switch s.action {
	case change.Create, change.Delete, change.Forget, change.NoOp:
		want = 1
	}
	if len(values) != want {
		return s, damaged("The change of %s has %d values, and its action %q has %d", address, len(values), s.action, want)
	}
	s.before = object{address, values[0], before}
	s.after = object{address, values[want-1], after}
	switch s.action {
	case change.Create:
		s.before = change.Absent
	case change.Delete, change.Forget:
		s.after = change.Absent
	}
	return s, nil
}

// providerSource takes the source address out of a provider configuration's:
// module.a.provider["registry.terraform.io/hashicorp/aws"].alias.
func providerSource(config string) string {
	_, rest, _ := strings.Cut(config, `provider["`)
	source, _, _ := strings.Cut(rest, `"]`)
	return source
}
