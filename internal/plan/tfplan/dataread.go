package tfplan

import (
	"errors"
	"io/fs"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// stateFile is the part of a state file, version 4, that data sources are in.
type stateFile struct {
	Version   int             `json:"version"`
	Resources []stateResource `json:"resources"`
}

type stateResource struct {
	Module    string          `json:"module"` // of an instance: module.a[0]
	Mode      change.Mode     `json:"mode"`
	Type      string          `json:"type"`
	Name      string          `json:"name"`
	Provider  string          `json:"provider"`
	Instances []stateInstance `json:"instances"`
}

type stateInstance struct {
	Key        jsontext.Value            `json:"index_key"`
	Attributes map[string]jsontext.Value `json:"attributes"`
	Sensitive  [][]struct {
		Type  string         `json:"type"`
		Value jsontext.Value `json:"value"`
	} `json:"sensitive_attributes"`
}

// DataRead returns the data sources that were read while planning. The plan has
// no changes of them; they are in the state that was planned from.
func (p *Plan) DataRead() ([]change.Change, error) {
	content, err := p.PriorState()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var state stateFile
	if err := json.Unmarshal(content, &state); err != nil || state.Version != 4 {
		return nil, refuse("Unreadable state in the plan", "The prior state in the plan file is none of version 4, so the data sources that were read cannot be judged. %s", viaJSON)
	}
	var read []change.Change
	for _, r := range state.Resources {
		if r.Mode != change.Data {
			continue
		}
		for _, instance := range r.Instances {
			c, err := instance.change(r)
			if err != nil {
				return nil, err
			}
			read = append(read, c)
		}
	}
	return read, nil
}

func (i stateInstance) change(r stateResource) (change.Change, error) {
	c := change.Change{Module: r.Module, Mode: change.Data, Type: r.Type, Name: r.Name, Action: change.Read, Provider: providerSource(r.Provider)}
	if r.Module != "" {
		c.Address = r.Module + "."
	}
	c.Address += "data." + r.Type + "." + r.Name
	if len(i.Key) > 0 && i.Key.Kind() != 'n' {
		key, err := implied(i.Key)
		if err != nil || key.Type() != cty.String && key.Type() != cty.Number {
			return c, damaged("An instance of %s in the prior state has a key that is none", c.Address)
		}
		c.Index = key
		c.Address += change.Call{Key: key}.KeyText()
	}
	hidden := map[string]bool{}
	for _, path := range i.Sensitive {
		// The whole attribute, which is more than what is sensitive in it.
		if len(path) > 0 && path[0].Type == "get_attr" && path[0].Value.Kind() == '"' {
			name, err := jsontext.AppendUnquote(nil, path[0].Value)
			if err == nil {
				hidden[string(name)] = true
			}
		}
	}
	attrs := make(map[string]cty.Value, len(i.Attributes))
	for name, raw := range i.Attributes {
		value, err := attribute(raw)
		if err != nil {
			return c, damaged("The attribute %q of %s in the prior state cannot be read", name, c.Address)
		}
		if hidden[name] {
			value = value.Mark(change.Sensitive)
		}
		attrs[name] = value
	}
	c.After = change.Known(cty.ObjectVal(attrs))
	c.Before = c.After
	return c, nil
}

// attribute reads one attribute. One whose type the provider leaves open is
// written with its type: {"value": …, "type": …}.
func attribute(raw jsontext.Value) (cty.Value, error) {
	if raw.Kind() == '{' {
		var dynamic map[string]jsontext.Value
		if err := json.Unmarshal(raw, &dynamic); err != nil {
			return cty.NilVal, err
		}
		if value, ok := dynamic["value"]; ok && len(dynamic) == 2 && len(dynamic["type"]) > 0 {
			if _, err := ctyjson.UnmarshalType(dynamic["type"]); err == nil {
				return implied(value)
			}
		}
	}
	return implied(raw)
}

// implied reads objects, tuples, strings, numbers and bools, as reading the
// plan's JSON does.
func implied(raw jsontext.Value) (cty.Value, error) {
	typ, err := ctyjson.ImpliedType(raw)
	if err != nil {
		return cty.NilVal, err
	}
	return ctyjson.Unmarshal(raw, typ)
}
