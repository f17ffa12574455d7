package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"
)

// Schemas are the types that providers declare, from the output of
// "terraform providers schema -json".
type Schemas struct {
	types map[Kind]map[string]func() (cty.Type, error)
}

// schemaFile is the documented part of the format that matters here.
type schemaFile struct {
	FormatVersion string `json:"format_version"`
	Providers     map[string]struct {
		Provider  schemaBlockHolder            `json:"provider"`
		Resources map[string]schemaBlockHolder `json:"resource_schemas"`
		Data      map[string]schemaBlockHolder `json:"data_source_schemas"`
	} `json:"provider_schemas"`
}

type schemaBlockHolder struct {
	// Block waits: a provider declares hundreds of types, and policies are
	// about a few.
	Block json.RawMessage `json:"block"`
}

type schemaBlock struct {
	Attributes map[string]schemaAttribute `json:"attributes"`
	BlockTypes map[string]struct {
		NestingMode string      `json:"nesting_mode"`
		Block       schemaBlock `json:"block"`
	} `json:"block_types"`
}

type schemaAttribute struct {
	Type       *cty.Type     `json:"type"`
	NestedType *schemaNested `json:"nested_type"`
}

type schemaNested struct {
	NestingMode string                     `json:"nesting_mode"`
	Attributes  map[string]schemaAttribute `json:"attributes"`
}

// ParseSchemas reads the output of "terraform providers schema -json".
func ParseSchemas(r io.Reader) (*Schemas, error) {
	var f schemaFile
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return nil, fmt.Errorf("reading provider schemas: %w", err)
	}
	if f.FormatVersion == "" || f.Providers == nil {
		return nil, errors.New("reading provider schemas: this is not the output of \"terraform providers schema -json\"")
	}
	if major, _, _ := strings.Cut(f.FormatVersion, "."); major != "1" && f.FormatVersion != "0.1" && f.FormatVersion != "0.2" {
		return nil, fmt.Errorf("reading provider schemas: format version %s is not known; 1.x is", f.FormatVersion)
	}
	s := &Schemas{types: map[Kind]map[string]func() (cty.Type, error){ResourcePolicy: {}, DataPolicy: {}, ProviderPolicy: {}}}
	for address, provider := range f.Providers {
		s.add(ProviderPolicy, path.Base(address), provider.Provider)
		for name, schema := range provider.Resources {
			s.add(ResourcePolicy, name, schema)
		}
		for name, schema := range provider.Data {
			s.add(DataPolicy, name, schema)
		}
	}
	return s, nil
}

func (s *Schemas) add(kind Kind, name string, schema schemaBlockHolder) {
	s.types[kind][name] = sync.OnceValues(func() (cty.Type, error) {
		var block schemaBlock
		if len(schema.Block) > 0 {
			if err := json.Unmarshal(schema.Block, &block); err != nil {
				return cty.NilType, fmt.Errorf("the schema of %s: %w", name, err)
			}
		}
		return block.object(), nil
	})
}

// object is the type of the values that a block describes.
func (b schemaBlock) object() cty.Type {
	attrs := attributeTypes(b.Attributes)
	for name, nested := range b.BlockTypes {
		attrs[name] = nestingMode(nested.NestingMode, nested.Block.object())
	}
	return cty.Object(attrs)
}

func attributeTypes(attributes map[string]schemaAttribute) map[string]cty.Type {
	types := make(map[string]cty.Type, len(attributes))
	for name, attr := range attributes {
		switch {
		case attr.Type != nil:
			types[name] = *attr.Type
		case attr.NestedType != nil:
			types[name] = nestingMode(attr.NestedType.NestingMode, cty.Object(attributeTypes(attr.NestedType.Attributes)))
		default:
			types[name] = cty.DynamicPseudoType
		}
	}
	return types
}

func nestingMode(mode string, object cty.Type) cty.Type {
	switch mode {
	case "list":
		return cty.List(object)
	case "set":
		return cty.Set(object)
	case "map":
		return cty.Map(object)
	default: // single, group
		return object
	}
}
