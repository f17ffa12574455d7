package plan

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"

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

// change reads one element of resource_changes or resource_drift.
func (r *Reader) change() (change.Change, error) {
	var c change.Change
	var s sides
	var words []string
	err := r.object(func(key string) error {
		switch key {
		case "address":
			return r.string(&c.Address)
		case "previous_address":
			return r.string(&c.PreviousAddress)
		case "module_address":
			return r.string(&c.Module)
		case "mode":
			return r.string((*string)(&c.Mode))
		case "type":
			return r.string(&c.Type)
		case "name":
			return r.string(&c.Name)
		case "index":
			return r.index(&c.Index)
		case "provider_name":
			return r.string(&c.Provider)
		case "deposed":
			return r.string(&c.Deposed)
		case "action_reason":
			return r.string(&c.Reason)
		case "change":
			return r.object(func(key string) error {
				switch key {
				case "actions":
					return r.array(func() error {
						var word string
						err := r.string(&word)
						words = append(words, word)
						return err
					})
				case "importing":
					c.Imported = r.dec.PeekKind() == '{'
					return r.skip()
				case "before":
					return r.raw(&s.before)
				case "after":
					return r.raw(&s.after)
				case "after_unknown":
					return r.raw(&s.afterUnknown)
				case "before_sensitive":
					return r.raw(&s.beforeSensitive)
				case "after_sensitive":
					return r.raw(&s.afterSensitive)
				default:
					return r.skip()
				}
			})
		default:
			return r.skip()
		}
	})
	if err != nil {
		return c, err
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

// index reads an instance key: a number of count, or a string of for_each.
func (r *Reader) index(into *cty.Value) error {
	token, err := r.dec.ReadToken()
	if err != nil {
		return malformed(err)
	}
	switch token.Kind() {
	case '"':
		*into = cty.StringVal(token.String())
		return nil
	case '0':
		number, err := parseNumber(token.String())
		*into = number
		return err
	case 'n':
		return nil
	default:
		return r.unexpected(token.Kind(), "an instance key")
	}
}
