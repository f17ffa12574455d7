package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestTextsMeanTheSame(t *testing.T) {
	t.Parallel()
	t.Run("instants", func(t *testing.T) {
		same[instantNotation](t, true, "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00")
		same[instantNotation](t, true, "2026-01-01T00:00:00Z", "2025-12-31T19:00:00.000-05:00")
		same[instantNotation](t, false, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+01:00")
		same[instantNotation](t, false, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z")
		same[instantNotation](t, false, "soon", "soon")
	})
	t.Run("periods", func(t *testing.T) {
		same[periodNotation](t, true, "36h", "PT36H")
		same[periodNotation](t, true, "2w", "P14D")
		same[periodNotation](t, true, "P12M", "P1Y")
		same[periodNotation](t, false, "P3M", "90d") // calendar months are not days
		same[periodNotation](t, false, "24h", "1d")  // nor is a day 24 hours, when clocks change
		same[periodNotation](t, false, "long", "long")
	})
}

func same[N notation](t *testing.T, want bool, a, b string) {
	t.Helper()
	got, diags := text[N]{types.StringValue(a)}.StringSemanticEquals(t.Context(), text[N]{types.StringValue(b)})
	if diags.HasError() || got != want {
		t.Errorf("%s and %s mean the same: want %t, got %t %v", a, b, want, got, diags)
	}
}

func TestTextsAreRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		value xattr.ValidateableAttribute
		want  string // a part of the detail, "" for none
	}{
		"instant":         {instant{types.StringValue("2026-01-01T00:00:00Z")}, ""},
		"unknown instant": {instant{types.StringUnknown()}, ""},
		"no instant":      {instant{types.StringNull()}, ""},
		"no offset":       {instant{types.StringValue("2026-01-01T00:00:00")}, "no offset from UTC"},
		"bare date":       {instant{types.StringValue("2026-01-01")}, "no offset from UTC"},
		"nonsense":        {instant{types.StringValue("soon")}, "not an RFC 3339 instant"},
		"period":          {period{types.StringValue("12w")}, ""},
		"unknown period":  {period{types.StringUnknown()}, ""},
		"negative period": {period{types.StringValue("-P1D")}, "negative"},
		"number of what":  {period{types.StringValue("90")}, "write hours, days or weeks"},
		"fraction":        {period{types.StringValue("PT0.5H")}, "fraction"},
		"nothing at all":  {period{types.StringValue("0h")}, "no length"},
		"finer than kept": {instant{types.StringValue("2026-01-01T00:00:00.123456789Z")}, "microsecond"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var response xattr.ValidateAttributeResponse
			test.value.ValidateAttribute(t.Context(), xattr.ValidateAttributeRequest{Path: path.Root("a")}, &response)
			switch {
			case test.want == "" && response.Diagnostics.HasError():
				t.Errorf("want no error, got %v", response.Diagnostics)
			case test.want != "" && (len(response.Diagnostics) != 1 || !strings.Contains(response.Diagnostics[0].Detail(), test.want)):
				t.Errorf("want an error with %q, got %v", test.want, response.Diagnostics)
			}
		})
	}
}
