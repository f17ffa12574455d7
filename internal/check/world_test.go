package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
)

// source is a data source that apply will read.
func source(name string, attrs map[string]cty.Value) change.Change {
	c := thing(name, change.Read, nil, attrs)
	c.Address, c.Mode, c.Type = "data.image."+name, change.Data, "image"
	return c
}

// What the plan says of a data source answers as a mock of a test does, whose
// cases are in policytest/testdata/data_mocks.txtar.
func TestDataSource(t *testing.T) {
	t.Parallel()
	filter := func(values ...cty.Value) cty.Value {
		return cty.TupleVal([]cty.Value{cty.ObjectVal(map[string]cty.Value{"name": str("id"), "values": cty.TupleVal(values)})})
	}
	image := func(architecture string, values ...cty.Value) map[string]cty.Value {
		return map[string]cty.Value{"architecture": str(architecture), "filter": filter(values...), "owners": cty.ListVal([]cty.Value{str("self")})}
	}
	tests := map[string]struct {
		images []change.Change
		config string
		want   decision.Verdict
	}{
		"lists and tuples are the same": {
			[]change.Change{source("a", image("x86", str("1")))},
			`{ filter = [{ name = "id", values = core::tolist(["1"]) }], owners = ["self"] }`, decision.Pass,
		},
		"sets and lists are the same": {
			[]change.Change{source("a", image("x86", str("1")))},
			`{ owners = core::toset(["self"]) }`, decision.Pass,
		},
		"another does not answer": {
			[]change.Change{source("a", image("x86", str("1"))), source("b", image("arm", str("2")))},
			`{ filter = [{ name = "id", values = ["2"] }] }`, decision.Fail,
		},
		"two that say the same are one": {
			[]change.Change{source("a", image("x86", str("1"))), source("b", image("x86", str("1")))},
			`{ owners = ["self"] }`, decision.Pass,
		},
		"of two that differ none is meant": {
			[]change.Change{source("a", image("x86", str("1"))), source("b", image("arm", str("2")))},
			`{ owners = ["self"] }`, decision.Undecided,
		},
		"one that has no such argument does not answer": {
			[]change.Change{source("a", image("x86", str("1")))},
			`{ region = "eu" }`, decision.Undecided,
		},
		"one that is not known does not answer": {
			[]change.Change{source("a", image("x86", unknown("data.image.a", "filter")))},
			`{ filter = [{ name = "id", values = ["1"] }] }`, decision.Undecided,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := thePlan{changes: append(test.images, thing("a", change.Create, nil, map[string]cty.Value{"name": str("a")}))}
			d := run(t, check.Request{Plan: p, Passes: true, Bundle: load(t, `
resource_policy "thing" "p" {
  enforce {
    condition = core::getdatasource("image", `+test.config+`).architecture == "x86"
  }
}`, "")})
			if len(d.Findings) != 1 || d.Findings[0].Verdict != test.want {
				t.Errorf("want %s:\n%s", test.want, cmp.Diff(nil, d.Findings))
			}
		})
	}
}

// What is not set in meta is null, and core::try falls back for it, as when a mock
// of a test leaves it out: see what_is_not_said in policytest/testdata.
func TestUnsetMeta(t *testing.T) {
	t.Parallel()
	p := thePlan{
		changes:   []change.Change{thing("a", change.Create, nil, map[string]cty.Value{"name": str("a")})},
		facts:     plan.Facts{Configured: true},
		providers: []plan.Setting{{Address: "provider.thing", Name: "thing", Source: "registry.terraform.io/example/thing", Version: "1.0.0", Arguments: object(nil)}},
		modules:   []plan.Setting{{Address: "module.m", Name: "m", Source: "./m", Arguments: object(nil)}},
	}
	d := run(t, check.Request{Plan: p, Passes: true, Bundle: load(t, `
provider_policy "thing" "p" {
  enforce {
    condition = meta.alias == null && core::try(meta.alias, "none") == "none" && core::try(meta.version, "none") == "1.0.0"
  }
}
module_policy "*" "m" {
  enforce {
    condition = meta.version == null && core::try(meta.version, "none") == "none"
  }
}
resource_policy "thing" "r" {
  enforce {
    condition = meta.index == null && core::try(meta.index, "none") == "none" && meta.tenant == null && core::try(meta.ring, 7) == 7
  }
}`, "")})
	if d.Summary.Pass != 3 || len(d.Findings) != 3 {
		t.Errorf("not all pass:\n%s", cmp.Diff(nil, d.Findings))
	}
}
