//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/tfplan"
)

const resources = 3_000 // every rule is broken once

func inJSON(t *testing.T) *plan.Reader {
	t.Helper()
	var content bytes.Buffer
	if err := writeJSON(&content, resources); err != nil {
		t.Fatal(err)
	}
	reader, err := plan.Open(&content)
	if err != nil {
		t.Fatal(err)
	}
	return reader
}

// What is measured is a plan, and in both forms the same one.
func TestBothFormsAreTheSamePlan(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	if err := writePlanFile(&file, resources); err != nil {
		t.Fatal(err)
	}
	binary, err := tfplan.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	type planned struct {
		Action change.Action
		After  cty.Value
	}
	read := func(p check.Plan) map[string]planned {
		all := map[string]planned{}
		for c, err := range p.Changes() {
			if err != nil {
				t.Fatal(err)
			}
			after, err := c.After.Value(change.AllNames)
			if err != nil {
				t.Fatal(err)
			}
			all[c.Address+" of "+c.Provider] = planned{c.Action, after}
		}
		return all
	}
	want, got := read(inJSON(t)), read(binaryPlan{binary})
	if len(want) != resources {
		t.Errorf("%d changes, want %d", len(want), resources)
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
		t.Errorf("-json +plan file:\n%s", diff)
	}
}

// binaryPlan has no use for who left something unknown.
type binaryPlan struct{ *tfplan.Plan }

func (binaryPlan) Authored(change.Origin) ([]string, bool) { return nil, false }

// The rules find what is broken, so that a run that is fast is not one that
// finds nothing.
func TestRulesFindWhatIsBroken(t *testing.T) {
	t.Parallel()
	b, diags := bundle.Load(bundle.Directory{Name: "testdata/policies", FS: os.DirFS("testdata/policies")})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	d, _, err := check.Run(context.Background(), check.Request{Bundle: b, Plan: inJSON(t), Now: time.Unix(0, 0), Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, f := range d.Findings {
		found[f.Policy.Name]++
	}
	want := map[string]int{
		"owner_is_an_address":    4, // of two applications' worth of tags
		"no_wildcard_action":     1,
		"inline_is_no_admin":     1,
		"no_wildcard_service":    1, // iam:* of the inline policy
		"sessions_are_short":     1,
		"deletion_can_be_undone": 1,
		"rotation_is_frequent":   1,
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Fifty rules are fifty different ones: each variant says something else in both
// languages, and the policies among them judge the plan.
func TestVariantsDiffer(t *testing.T) {
	t.Parallel()
	hcl, err := testdata.ReadFile("testdata/policies/iam.policy.hcl")
	if err != nil {
		t.Fatal(err)
	}
	rego, err := testdata.ReadFile("testdata/rego/iam.rego")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range variants {
		for language, texts := range map[string][5]string{string(hcl): v.hcl, string(rego): v.rego} {
			if !strings.Contains(language, texts[0]) {
				t.Errorf("%q is in no rule", texts[0])
			}
			if len(slices.Compact(slices.Sorted(slices.Values(texts[:])))) != len(texts) {
				t.Errorf("%q holds one twice", texts)
			}
		}
	}
	folder := t.TempDir()
	sets, err := writePolicies(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range sets {
		b, diags := bundle.Load(bundle.Directory{Name: set.what, FS: os.DirFS(set.folder)})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		d, _, err := check.Run(context.Background(), check.Request{Bundle: b, Plan: inJSON(t), Now: time.Unix(0, 0), Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		if d.Summary.Fail == 0 || d.Summary.Pass < 100*d.Summary.Fail || d.Summary.Error > 0 {
			t.Errorf("%s: %+v", set.what, d.Summary)
		}
	}
}
