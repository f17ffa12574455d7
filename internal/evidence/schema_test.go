package evidence_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/evidencetest"
)

// The published schema has every field that is written: readers have to tolerate
// more, but here there is no more.
func TestSchemaHasEveryField(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if closed := closeObjects(document); closed < 25 {
		t.Fatalf("only %d objects were found", closed)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	_, source := evidencetest.Quarter(t)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(written(t, seal(t, source))))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
}

// closeObjects lets every object with properties have those alone.
func closeObjects(schema any) (closed int) {
	switch schema := schema.(type) {
	case map[string]any:
		if _, object := schema["properties"].(map[string]any); object {
			schema["additionalProperties"] = false
			closed++
		}
		for _, below := range schema {
			closed += closeObjects(below)
		}
	case []any:
		for _, below := range schema {
			closed += closeObjects(below)
		}
	}
	return closed
}
