// Package schema is what providers declare of their types: which attributes
// and nested blocks there are, of which type, who sets them. It reads the
// output of "terraform providers schema -json" (format versions 0.1 to 1.x)
// and asks no provider.
package schema

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"
)

// Kind is what a schema is of.
type Kind int

// The kinds of schemas that policies and configurations name.
const (
	Resource Kind = iota
	Data
	Provider
)

// Providers are the schemas of some providers. The zero value has none.
type Providers struct {
	blocks map[Kind]map[string]func() (*Block, error)
}

// Block is what a resource, a data source, a provider or a nested block may
// hold.
type Block struct {
	Attributes map[string]Attribute `json:"attributes"`
	Blocks     map[string]Nested    `json:"block_types"`
}

// Attribute is an argument of a block, or what the provider says of it.
type Attribute struct {
	// AttributeType is nil where Nested tells more.
	AttributeType *cty.Type `json:"type"`
	Nested        *Object   `json:"nested_type"`
	Required      bool      `json:"required"`
	Optional      bool      `json:"optional"`
	// Computed says that the provider decides what the author leaves out.
	Computed  bool `json:"computed"`
	Sensitive bool `json:"sensitive"`
	WriteOnly bool `json:"write_only"`
}

// Object is an attribute whose value is one object or a collection of them.
type Object struct {
	Nesting    Nesting              `json:"nesting_mode"`
	Attributes map[string]Attribute `json:"attributes"`
}

// Nested is a block type within a block.
type Nested struct {
	Nesting Nesting `json:"nesting_mode"`
	Block   Block   `json:"block"`
}

// Nesting is how many of a nested block there may be, and what they make.
type Nesting string

// The nesting modes. Group is Single with a value where no block stands.
const (
	Single Nesting = "single"
	Group  Nesting = "group"
	List   Nesting = "list"
	Set    Nesting = "set"
	Map    Nesting = "map"
)

// file is the documented part of the format that matters here.
type file struct {
	FormatVersion string `json:"format_version"`
	Providers     map[string]struct {
		Provider  holder            `json:"provider"`
		Resources map[string]holder `json:"resource_schemas"`
		Data      map[string]holder `json:"data_source_schemas"`
	} `json:"provider_schemas"`
}

type holder struct {
	// Block waits: a provider declares hundreds of types, and few are asked
	// for.
	Block json.RawMessage `json:"block"`
}

// Parse reads the output of "terraform providers schema -json".
func Parse(r io.Reader) (*Providers, error) {
	var f file
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return nil, fmt.Errorf("reading provider schemas: %w", err)
	}
	if f.FormatVersion == "" || f.Providers == nil {
		return nil, errors.New("reading provider schemas: this is not the output of \"terraform providers schema -json\"")
	}
	if major, _, _ := strings.Cut(f.FormatVersion, "."); major != "1" && f.FormatVersion != "0.1" && f.FormatVersion != "0.2" {
		return nil, fmt.Errorf("reading provider schemas: format version %s is not known; 1.x is", f.FormatVersion)
	}
	p := &Providers{}
	for address, provider := range f.Providers {
		if provider.Provider.Block != nil {
			p.add(Provider, path.Base(address), provider.Provider)
		}
		for name, block := range provider.Resources {
			p.add(Resource, name, block)
		}
		for name, block := range provider.Data {
			p.add(Data, name, block)
		}
	}
	return p, nil
}

func (p *Providers) add(kind Kind, name string, h holder) {
	p.set(kind, name, sync.OnceValues(func() (*Block, error) {
		var block Block
		if len(h.Block) > 0 {
			if err := json.Unmarshal(h.Block, &block); err != nil {
				return nil, fmt.Errorf("the schema of %s: %w", name, err)
			}
		}
		return &block, nil
	}))
}

func (p *Providers) set(kind Kind, name string, block func() (*Block, error)) {
	if p.blocks == nil {
		p.blocks = map[Kind]map[string]func() (*Block, error){}
	}
	if p.blocks[kind] == nil {
		p.blocks[kind] = map[string]func() (*Block, error){}
	}
	p.blocks[kind][name] = block
}

// Or returns the schemas of p, and those of others for what p does not have.
func (p *Providers) Or(others *Providers) *Providers {
	joined := &Providers{}
	for _, from := range []*Providers{others, p} {
		if from == nil {
			continue
		}
		for kind, blocks := range from.blocks {
			for name, block := range blocks {
				joined.set(kind, name, block)
			}
		}
	}
	return joined
}

// Block returns a schema, or nil when no provider has one of that name.
func (p *Providers) Block(kind Kind, name string) (*Block, error) {
	if p == nil || p.blocks[kind][name] == nil {
		return nil, nil
	}
	return p.blocks[kind][name]()
}

// Names returns the names that have a schema, in order.
func (p *Providers) Names(kind Kind) iter.Seq[string] {
	if p == nil {
		return func(func(string) bool) {}
	}
	return slices.Values(slices.Sorted(maps.Keys(p.blocks[kind])))
}

// Type is the type of the values that the block describes.
func (b *Block) Type() cty.Type {
	types := attributeTypes(b.Attributes)
	for name, nested := range b.Blocks {
		types[name] = nested.Nesting.of(nested.Block.Type())
	}
	return cty.Object(types)
}

// Type is the type of the attribute's values.
func (a Attribute) Type() cty.Type {
	switch {
	case a.AttributeType != nil:
		return *a.AttributeType
	case a.Nested != nil:
		return a.Nested.Nesting.of(cty.Object(attributeTypes(a.Nested.Attributes)))
	default:
		return cty.DynamicPseudoType
	}
}

func attributeTypes(attributes map[string]Attribute) map[string]cty.Type {
	types := make(map[string]cty.Type, len(attributes))
	for name, attribute := range attributes {
		types[name] = attribute.Type()
	}
	return types
}

func (n Nesting) of(object cty.Type) cty.Type {
	switch n {
	case List:
		return cty.List(object)
	case Set:
		return cty.Set(object)
	case Map:
		return cty.Map(object)
	default:
		return object
	}
}
