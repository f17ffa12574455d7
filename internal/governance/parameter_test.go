package governance_test

import (
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

func TestParameterCheck(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		parameter governance.Parameter
		want      string // in the error; empty for none
	}{
		"text without bounds":      {governance.Parameter{Default: "eu-west-1"}, ""},
		"number in bounds":         {governance.Parameter{Default: "90", Minimum: "30", Maximum: "365"}, ""},
		"numbers are not texts":    {governance.Parameter{Default: "9", Minimum: "10"}, "9 is below the minimum, 10"},
		"period in bounds":         {governance.Parameter{Default: "90d", Minimum: "P1M", Maximum: "P3M"}, ""},
		"bounds are inclusive":     {governance.Parameter{Default: "P3M", Minimum: "P3M", Maximum: "P3M"}, ""},
		"period above":             {governance.Parameter{Default: "P4M", Maximum: "P3M"}, "P4M is above the maximum, P3M"},
		"bounds cross":             {governance.Parameter{Default: "2", Minimum: "3", Maximum: "1"}, "the minimum 3 is above the maximum 1"},
		"text with bounds":         {governance.Parameter{Default: "often", Minimum: "P1M"}, "only two numbers or two periods"},
		"period against a number":  {governance.Parameter{Default: "P1M", Minimum: "10"}, "only two numbers or two periods"},
		"an exponent is harmless":  {governance.Parameter{Default: "1e999999999", Maximum: "1"}, "above the maximum"},
		"fractions keep the order": {governance.Parameter{Default: "0.1", Minimum: "0.10000000000000000001"}, "below the minimum"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := test.parameter.Check()
			switch {
			case test.want == "" && err != nil:
				t.Errorf("unexpected error: %v", err)
			case test.want != "" && err == nil:
				t.Errorf("no error, want one with %q", test.want)
			case test.want != "" && !strings.Contains(err.Error(), test.want):
				t.Errorf("error %q lacks %q", err, test.want)
			}
		})
	}
}
