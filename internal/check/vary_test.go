package check_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

const bounded = `
input "max_age" {
  type    = number
  default = 1
}
input "zone" {
  type    = number
  default = 1
}
resource_policy "thing" "young" {
  enforce {
    condition     = attrs.age <= input.max_age
    error_message = "Older than ${input.max_age}."
  }
}
resource_policy "nhi_identity" "named" {
  enforce {
    condition = input.max_age > 60
  }
}`

const vary = `
control "c" {
  objective = "o"
  owner     = "o@msp.example"
  severity  = "low"
  policies  = ["young", "named"]
  parameter "max_age" {
    default = 30
    minimum = 10
    maximum = 90
  }
  parameter "zone" {
    default = 1
  }
  variation {
    approvals = 0
  }
}`

// varied is a good variation of acme; each test spoils it in one way.
func varied(change func(*governance.Variation)) governance.Variation {
	v := governance.Variation{
		Meta: governance.Meta{ID: "v-1", CreatedAt: now.AddDate(0, -1, 0)}, TenantID: acme.ID, Control: "c", Parameter: "max_age", Value: "80",
		Reason: "r", RequestedBy: "jane@acme.example", ExpiresAt: now.AddDate(0, 1, 0),
	}
	if change != nil {
		change(&v)
	}
	return v
}

func aged(name string, age int64) change.Change {
	return thing(name, change.Create, nil, map[string]cty.Value{"age": cty.NumberIntVal(age)})
}

// A tenant is judged by its own value while that counts, and every other tenant
// by the default.
func TestVariations(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		variation governance.Variation
		tenant    string
		inputs    policy.InputValues
		outcome   decision.Outcome
		counts    bool
		warning   string
	}{
		"counts":            {varied(nil), "acme", nil, decision.Allow, true, ""},
		"of another tenant": {varied(nil), "globex", nil, decision.Deny, false, ""},
		"of no tenant":      {varied(nil), "", nil, decision.Deny, false, ""},
		"not enough":        {varied(func(v *governance.Variation) { v.Value = "69" }), "acme", nil, decision.Deny, true, ""},
		"just before end":   {varied(func(v *governance.Variation) { v.ExpiresAt = now.Add(time.Second) }), "acme", nil, decision.Allow, true, ""},
		"at its end":        {varied(func(v *governance.Variation) { v.ExpiresAt = now }), "acme", nil, decision.Deny, false, ""},
		"beyond its bounds": {varied(func(v *governance.Variation) { v.Value = "91" }), "acme", nil, decision.Deny, false, `Tenant acme's value 91 of parameter "max_age" does not count, and the default does: 91 is above the maximum, 90.`},
		"no such parameter": {varied(func(v *governance.Variation) { v.Parameter = "age" }), "acme", nil, decision.Deny, false, `has no parameter "age"`},
		"no such control":   {varied(func(v *governance.Variation) { v.Control = "d" }), "acme", nil, decision.Deny, false, `no control "d" exists`},
		"not what it takes": {varied(func(v *governance.Variation) { v.Parameter, v.Value = "zone", "eu" }), "acme", nil, decision.Deny, false, "zone"},
		"by hand goes first": {varied(nil), "acme", policy.InputValues{"max_age": {Value: cty.StringVal("20"), Literal: true, Source: "--input max_age"}},
			decision.Deny, true, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := run(t, check.Request{
				Bundle: load(t, bounded, vary), Tenant: test.tenant, Inputs: test.inputs,
				Facts: governance.Snapshot{Tenants: []governance.Tenant{acme, globex}, Variations: []governance.Variation{test.variation}},
				Plan:  thePlan{changes: []change.Change{aged("a", 70), aged("b", 10)}},
			})
			if d.Outcome != test.outcome {
				t.Errorf("outcome %s, want %s: %v", d.Outcome, test.outcome, d.Findings)
			}
			told := len(d.Variations) > 0
			if told != (test.tenant == "acme") || told && d.Variations[0].Counts != test.counts {
				t.Errorf("told of variations %+v, want one that counts: %t", d.Variations, test.counts)
			}
			warnings := strings.Join(d.Warnings, "\n")
			if strings.Contains(warnings, "does not count") != (test.warning != "") || !strings.Contains(warnings, test.warning) {
				t.Errorf("warnings %q, want %q", d.Warnings, test.warning)
			}
		})
	}
}

// A variation counts only with the approvals that its control asks for.
func TestVariationNotApproved(t *testing.T) {
	t.Parallel()
	asks := strings.Replace(vary, "approvals = 0", `approvers = ["alice@msp.example"]`, 1)
	d := run(t, check.Request{
		Bundle: load(t, bounded, asks), Tenant: "acme",
		Facts: governance.Snapshot{Tenants: []governance.Tenant{acme}, Variations: []governance.Variation{varied(nil)}},
		Plan:  thePlan{changes: []change.Change{aged("a", 70)}},
	})
	if d.Outcome != decision.Deny || len(d.Warnings) == 0 || !strings.Contains(d.Warnings[0], "0 of 1 approvals by alice@msp.example") {
		t.Errorf("outcome %s, warnings %q", d.Outcome, d.Warnings)
	}
	if got := d.Findings[0].Messages[0].Text; got != "Older than 30." {
		t.Errorf("it was judged by another value than the default: %q", got)
	}
}

// Two tenants in one plan are each judged by their own, records by the tenant that
// they name, and nothing of it depends on the order of the register or the plan.
func TestVariationsOfSeveralTenants(t *testing.T) {
	t.Parallel()
	one, other := acme, globex
	one.Selectors, other.Selectors = governance.Selectors{Addresses: []string{"thing.acme*"}}, governance.Selectors{Addresses: []string{"thing.globex*"}}
	theirs := varied(func(v *governance.Variation) { v.ID, v.TenantID, v.Value = "v-2", globex.ID, "40" })
	changes := []change.Change{aged("acme", 80), aged("acme_old", 81), aged("globex", 40), aged("globex_old", 41), aged("nobody", 31), aged("nobody_young", 30)}
	want := map[string]string{"thing.acme_old": "Older than 80.", "thing.globex_old": "Older than 40.", "thing.nobody": "Older than 30."}
	var first *decision.Decision
	for _, reversed := range []bool{false, true} {
		variations := []governance.Variation{varied(nil), theirs}
		planned := append([]change.Change{}, changes...)
		if reversed {
			variations = []governance.Variation{theirs, varied(nil)}
			for i, j := 0, len(planned)-1; i < j; i, j = i+1, j-1 {
				planned[i], planned[j] = planned[j], planned[i]
			}
		}
		request := check.Request{
			Bundle: load(t, bounded, vary), MaxTenants: 2, Plan: thePlan{changes: planned},
			Facts: governance.Snapshot{Tenants: []governance.Tenant{one, other}, Variations: variations},
		}
		d := run(t, request)
		got := map[string]string{}
		for _, f := range d.Findings {
			got[f.Address] = f.Messages[0].Text
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
		if first == nil {
			first = &d
		} else if diff := cmp.Diff(*first, d); diff != "" {
			t.Errorf("another order (-first +second):\n%s", diff)
		}
		replayed(t, request, d)
	}
}

// replayed checks again with the facts that the decision rests on alone.
func replayed(t *testing.T, request check.Request, want decision.Decision) {
	t.Helper()
	request.Now = now
	_, basis, err := check.Run(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	request.Facts = basis.Facts
	if diff := cmp.Diff(want, run(t, request)); diff != "" {
		t.Errorf("by its basis (-want +got):\n%s", diff)
	}
}
