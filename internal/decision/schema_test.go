package decision_test

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

type schema struct {
	Ref        string            `json:"$ref"`
	Definition map[string]schema `json:"$defs"`
	Required   []string          `json:"required"`
	Properties map[string]schema `json:"properties"`
	Items      *schema           `json:"items"`
	Additional *schema           `json:"additionalProperties"`
}

// UnmarshalJSON takes the schema true for one that asks for nothing.
func (s *schema) UnmarshalJSON(content []byte) error {
	if string(content) == "true" {
		return nil
	}
	type plain schema
	return json.Unmarshal(content, (*plain)(s))
}

// The schemas have the fields that the types have, and ask for those that are
// always written.
func TestSchemasHaveTheFields(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		of      reflect.Type
		objects int // at least
	}{
		"schema.json":         {reflect.TypeFor[decision.Decision](), 10},
		"receipt.schema.json": {reflect.TypeFor[decision.Receipt](), 4},
	}
	for file, test := range tests {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c := comparison{T: t}
			if err := json.Unmarshal(content, &c.root); err != nil {
				t.Fatal(err)
			}
			c.compare(test.of.Name(), c.root, test.of)
			if c.objects < test.objects {
				t.Errorf("only %d objects were compared", c.objects)
			}
		})
	}
}

// comparison holds a schema against types.
type comparison struct {
	*testing.T
	root    schema
	objects int // that were compared
}

func (c *comparison) compare(path string, s schema, v reflect.Type) {
	if s.Ref == "schema.json" {
		if v != reflect.TypeFor[decision.Decision]() {
			c.Errorf("%s is no decision", path)
		}
		return
	}
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		if s, ok = c.root.Definition[name]; !ok {
			c.Fatalf("%s: there is no %s", path, name)
		}
	}
	switch {
	case v == reflect.TypeFor[json.RawMessage](): // of another package
	case v.Kind() == reflect.Pointer:
		c.compare(path, s, v.Elem())
	case v.Kind() == reflect.Slice:
		if s.Items == nil {
			c.Errorf("%s is no array", path)
			return
		}
		c.compare(path+"[]", *s.Items, v.Elem())
	case v.Kind() == reflect.Map:
		if s.Additional == nil {
			c.Errorf("%s is no object of any names", path)
			return
		}
		c.compare(path+".*", *s.Additional, v.Elem())
	case v.Kind() == reflect.Struct && v != reflect.TypeFor[time.Time]():
		c.object(path, s, v)
	case s.Properties != nil:
		c.Errorf("%s is an object", path)
	}
}

func (c *comparison) object(path string, s schema, v reflect.Type) {
	c.objects++
	fields, required := map[string]reflect.Type{}, []string(nil)
	for i := range v.NumField() {
		name, option, _ := strings.Cut(v.Field(i).Tag.Get("json"), ",")
		fields[name] = v.Field(i).Type
		if option != "omitempty" {
			required = append(required, name)
		}
	}
	if diff := cmp.Diff(required, s.Required); diff != "" {
		c.Errorf("%s: required (-types +schema):\n%s", path, diff)
	}
	for name, field := range fields {
		property, ok := s.Properties[name]
		if !ok {
			c.Errorf("%s.%s is not in the schema", path, name)
			continue
		}
		c.compare(path+"."+name, property, field)
	}
	for name := range s.Properties {
		if _, ok := fields[name]; !ok {
			c.Errorf("%s.%s is in the schema alone", path, name)
		}
	}
}
