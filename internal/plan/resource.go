package plan

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// actions maps the pairs and single words of the JSON to one action each.
var actions = map[string]change.Action{
	"no-op":         change.NoOp,
	"create":        change.Create,
	"read":          change.Read,
	"update":        change.Update,
	"delete":        change.Delete,
	"delete create": change.DeleteThenCreate,
	"create delete": change.CreateThenDelete,
	"forget":        change.Forget,
	"create forget": change.CreateThenForget,
	"forget create": change.ForgetThenCreate,
}

// sides is what a change's two objects are made of.
type sides struct {
	before, after                   jsontext.Value
	afterUnknown                    jsontext.Value
	beforeSensitive, afterSensitive jsontext.Value
}

// change reads one element of resource_changes or resource_drift, which are most
// of what is looked into: it is read at once, and its sides share one copy.
func (r *Reader) change() (change.Change, error) {
	var c change.Change
	raw, err := r.dec.ReadValue()
	if err != nil {
		return c, malformed(err)
	}
	if err := expect(raw, "", '{', "an object"); err != nil {
		return c, r.misplaced(err)
	}
	var planned jsontext.Value
	for name, value := range members(raw) {
		var err error
		switch string(name) {
		case "address":
			err = text(value, "/address", &c.Address)
		case "previous_address":
			err = text(value, "/previous_address", &c.PreviousAddress)
		case "module_address":
			err = text(value, "/module_address", &c.Module)
		case "mode":
			err = text(value, "/mode", (*string)(&c.Mode))
		case "type":
			err = text(value, "/type", &c.Type)
		case "name":
			err = text(value, "/name", &c.Name)
		case "index":
			err = instanceKey(value, "/index", &c.Index)
		case "provider_name":
			err = text(value, "/provider_name", &c.Provider)
		case "deposed":
			err = text(value, "/deposed", &c.Deposed)
		case "action_reason":
			err = text(value, "/action_reason", &c.Reason)
		case "change":
			err = expect(value, "/change", '{', "an object")
			planned = value.Clone()
		}
		if err != nil {
			return c, r.misplaced(err)
		}
	}
	var s sides
	var words []string
	for name, value := range members(planned) {
		switch string(name) {
		case "actions":
			if words, err = texts(value, "/change/actions"); err != nil {
				return c, r.misplaced(err)
			}
		case "importing":
			c.Imported = value.Kind() == '{'
		case "before":
			s.before = value
		case "after":
			s.after = value
		case "after_unknown":
			s.afterUnknown = value
		case "before_sensitive":
			s.beforeSensitive = value
		case "after_sensitive":
			s.afterSensitive = value
		}
	}
	if c.Address == "" || c.Type == "" {
		return c, refuse("Not a plan", "A resource change before byte %d has no address or no type. %s", r.dec.InputOffset(), howToPlan)
	}
	action, known := actions[strings.Join(words, " ")]
	if !known {
		return c, refuse("Unknown action", "The plan has actions [%s] for %s, which this version does not know, so it cannot judge them. Use a newer nhi.", strings.Join(words, ", "), c.Address)
	}
	c.Action = action
	c.Before = newObject(c.Address, s.before, nil, s.beforeSensitive, r.facts.Redacted)
	c.After = newObject(c.Address, s.after, s.afterUnknown, s.afterSensitive, r.facts.Redacted)
	return c, nil
}
