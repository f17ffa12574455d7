package report_test

import "testing"

func TestJSONConforms(t *testing.T) {
	t.Parallel()
	published := schema(t, "../decision/schema.json")
	if err := published.Validate(map[string]any{"format_version": "2.0"}); err == nil {
		t.Fatal("the schema takes anything")
	}
	conforms(t, published, write(t, "json", everything()))
	conforms(t, published, write(t, "json", nothing()))
	conforms(t, published, write(t, "json", segmented()))
}
