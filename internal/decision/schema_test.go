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
}

// The schema has the fields that the types have, and asks for those that are
// always written.
func TestSchemaHasTheFields(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root schema
	if err := json.Unmarshal(content, &root); err != nil {
		t.Fatal(err)
	}
	compared := 0
	var compare func(path string, s schema, v reflect.Type)
	compare = func(path string, s schema, v reflect.Type) {
		if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
			if s, ok = root.Definition[name]; !ok {
				t.Fatalf("%s: there is no %s", path, name)
			}
		}
		switch {
		case v.Kind() == reflect.Pointer:
			compare(path, s, v.Elem())
			return
		case v.Kind() == reflect.Slice:
			if s.Items == nil {
				t.Errorf("%s is no array", path)
				return
			}
			compare(path+"[]", *s.Items, v.Elem())
			return
		case v.Kind() != reflect.Struct || v == reflect.TypeFor[time.Time]():
			if s.Properties != nil {
				t.Errorf("%s is an object", path)
			}
			return
		}
		compared++
		fields, required := map[string]reflect.Type{}, []string{}
		for i := range v.NumField() {
			name, option, _ := strings.Cut(v.Field(i).Tag.Get("json"), ",")
			fields[name] = v.Field(i).Type
			if option != "omitempty" {
				required = append(required, name)
			}
		}
		if diff := cmp.Diff(required, s.Required); diff != "" {
			t.Errorf("%s: required (-types +schema):\n%s", path, diff)
		}
		for name, field := range fields {
			property, ok := s.Properties[name]
			if !ok {
				t.Errorf("%s.%s is not in the schema", path, name)
				continue
			}
			compare(path+"."+name, property, field)
		}
		for name := range s.Properties {
			if _, ok := fields[name]; !ok {
				t.Errorf("%s.%s is in the schema alone", path, name)
			}
		}
	}
	compare("decision", root, reflect.TypeFor[decision.Decision]())
	if compared < 10 {
		t.Errorf("only %d objects were compared", compared)
	}
}
