package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

func TestParse(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ text, want string }{
		"not JSON":        {"aws", "reading provider schemas"},
		"something else":  {`{"format_version": "1.2", "resource_changes": []}`, "this is not the output of"},
		"a later version": {`{"format_version": "2.0", "provider_schemas": {}}`, "format version 2.0 is not known"},
		"no provider":     {`{"format_version": "1.0", "provider_schemas": {}}`, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := schema.Parse(strings.NewReader(c.text))
			if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.Contains(got, c.want) {
				t.Errorf("want %q, got %q", c.want, got)
			}
		})
	}
}

const some = `{"format_version": "1.0", "provider_schemas": {"example.com/x/some": {
	"resource_schemas": {
		"some_key": {"block": {
			"attributes": {
				"id": {"type": "string", "computed": true},
				"name": {"type": "string", "required": true},
				"rotation": {"type": "number", "optional": true},
				"rules": {"nested_type": {"nesting_mode": "list", "attributes": {"open": {"type": "bool", "optional": true}}}, "optional": true}
			},
			"block_types": {
				"replica": {"nesting_mode": "set", "block": {"attributes": {"region": {"type": "string", "required": true}}}},
				"timeouts": {"nesting_mode": "single", "block": {"attributes": {"create": {"type": "string", "optional": true}}}}
			}
		}},
		"some_broken": {"block": {"attributes": {"id": {"type": "strnig"}}}}
	}}}}`

func TestBlock(t *testing.T) {
	t.Parallel()
	providers, err := schema.Parse(strings.NewReader(some))
	if err != nil {
		t.Fatal(err)
	}
	block, err := providers.Block(schema.Resource, "some_key")
	if err != nil {
		t.Fatal(err)
	}
	want := cty.Object(map[string]cty.Type{
		"id": cty.String, "name": cty.String, "rotation": cty.Number,
		"rules":    cty.List(cty.Object(map[string]cty.Type{"open": cty.Bool})),
		"replica":  cty.Set(cty.Object(map[string]cty.Type{"region": cty.String})),
		"timeouts": cty.Object(map[string]cty.Type{"create": cty.String}),
	})
	if got := block.Type(); !got.Equals(want) {
		t.Errorf("want %#v, got %#v", want, got)
	}
	if !block.Attributes["id"].Computed || block.Attributes["rotation"].Computed || !block.Attributes["rotation"].Optional {
		t.Errorf("who sets what is lost: %+v", block.Attributes)
	}
	if _, err := providers.Block(schema.Resource, "some_broken"); err == nil || !strings.Contains(err.Error(), "some_broken") {
		t.Errorf("a broken schema is not told by name: %v", err)
	}
	if block, err := providers.Block(schema.Data, "some_key"); block != nil || err != nil {
		t.Errorf("a resource is no data source: %v, %v", block, err)
	}
}

func TestOr(t *testing.T) {
	t.Parallel()
	parse := func(name, attribute string) *schema.Providers {
		p, err := schema.Parse(strings.NewReader(`{"format_version": "1.0", "provider_schemas": {"x/y/z": {"resource_schemas": {
			"z_both": {"block": {"attributes": {"` + attribute + `": {"type": "string"}}}}, "` + name + `": {}}}}}`))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	joined := parse("z_one", "mine").Or(parse("z_two", "theirs"))
	var names []string
	for name := range joined.Names(schema.Resource) {
		names = append(names, name)
	}
	if diff := cmp.Diff([]string{"z_both", "z_one", "z_two"}, names); diff != "" {
		t.Error(diff)
	}
	block, err := joined.Block(schema.Resource, "z_both")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := block.Attributes["mine"]; !ok {
		t.Errorf("the first does not decide: %+v", block.Attributes)
	}
	var none *schema.Providers
	if block, err := none.Or(nil).Block(schema.Resource, "z_both"); block != nil || err != nil {
		t.Errorf("want nothing, got %v, %v", block, err)
	}
}
