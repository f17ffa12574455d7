package plan

import (
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// OpenState is [Open] for the JSON form of a state, the output of `terraform
// show -json` without a plan. Every object in it is a change that changes
// nothing, its prior and planned side the same; a data source was read.
func OpenState(r io.Reader) (*Reader, error) {
	reader, err := Open(r)
	if err == nil {
		reader.facts.State = true
	}
	return reader, err
}

// KeepData has the data sources that were read while planning kept, for
// [Reader.DataRead]. It is called before [Reader.Changes].
func (r *Reader) KeepData() { r.keepData = true }

// DataRead returns the data sources that were read while planning, once
// [Reader.Changes] has ended. The plan has no changes of them; they are in the
// state that was planned from.
func (r *Reader) DataRead() ([]change.Change, error) { return r.data, nil }

func (r *Reader) priorState() error {
	return r.object(func(key string) error {
		if key != "values" {
			return r.skip()
		}
		return r.object(func(key string) error {
			if key != "root_module" {
				return r.skip()
			}
			return r.stateModule(func(c change.Change) bool {
				if c.Mode == change.Data {
					r.data = append(r.data, c)
				}
				return true
			})
		})
	})
}

const howToState = "Make it with `terraform show -json > state.json` where the configuration is (or the same with tofu)."

// stateMember reads what a state has where a plan has changes.
func (r *Reader) stateMember(key string, yield func(change.Change) bool) error {
	switch key {
	case "format_version":
		if err := r.string(&r.facts.FormatVersion); err != nil {
			return err
		}
		return r.supported()
	case "terraform_version":
		return r.string(&r.facts.TerraformVersion)
	case "values":
		return r.object(func(key string) error {
			switch key {
			case "root_module":
				return r.stateModule(yield)
			case "outputs":
				return r.object(r.stateOutput)
			default:
				return r.skip()
			}
		})
	default:
		return r.skip()
	}
}

func (r *Reader) stateModule(yield func(change.Change) bool) error {
	return r.object(func(key string) error {
		switch key {
		case "resources":
			return r.array(func() error {
				c, err := r.stateResource()
				if err == nil && !yield(c) {
					err = errStopped
				}
				return err
			})
		case "child_modules":
			return r.array(func() error { return r.stateModule(yield) })
		default:
			return r.skip()
		}
	})
}

func (r *Reader) stateResource() (change.Change, error) {
	c := change.Change{Action: change.NoOp}
	var values, sensitive jsontext.Value
	err := r.object(func(key string) error {
		switch key {
		case "address":
			return r.string(&c.Address)
		case "mode":
			return r.string((*string)(&c.Mode))
		case "type":
			return r.string(&c.Type)
		case "name":
			return r.string(&c.Name)
		case "index":
			var index jsontext.Value
			if err := r.raw(&index); err != nil {
				return err
			}
			return r.misplaced(instanceKey(index, "", &c.Index))
		case "provider_name":
			return r.string(&c.Provider)
		case "deposed_key":
			return r.string(&c.Deposed)
		case "values":
			if !r.facts.State && c.Mode == change.Managed {
				return r.skip()
			}
			return r.raw(&values)
		case "sensitive_values":
			return r.raw(&sensitive)
		default:
			return r.skip()
		}
	})
	if err != nil {
		return c, err
	}
	address, ok := change.ParseAddress(c.Address)
	if !ok || c.Type == "" {
		return c, refuse("Not a state", "A resource before byte %d has no address or no type. %s", r.dec.InputOffset(), howToState)
	}
	c.Module = change.ModuleAddress(address.Module)
	if c.Mode == change.Data {
		c.Action = change.Read
	}
	c.Before = newObject(c.Address, values, nil, sensitive, false)
	c.After = c.Before
	return c, nil
}

// finishState judges the document as a whole. An empty state has no values.
func (r *Reader) finishState() error {
	const summary = "Not a state"
	switch has := r.keys; {
	case has["resource_changes"] || has["planned_values"]:
		return refuse(summary, "This is a plan. Check it without --state.")
	case has["serial"] && has["lineage"]:
		return refuse(summary, "This is the state file itself, which has no stable format. %s", howToState)
	case r.facts.FormatVersion == "" || !has["values"] && len(has) > 2:
		return refuse(summary, "This is a JSON object, but it has no format_version and no values as a state has. %s", howToState)
	}
	return nil
}
