package policy_test

import (
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

func TestLoadAmong(t *testing.T) {
	t.Parallel()
	reads := policy.File{Path: "d/reads.policy.hcl", Bytes: []byte(`
resource_policy "thing" "reads" {
  enforce { condition = attrs.a == input.shared }
}`)}
	declares := policy.File{Path: "d/declares.policy.hcl", Bytes: []byte("input \"shared\" {\n  type = string\n}\n")}
	broken := policy.File{Path: "d/broken.policy.hcl", Bytes: []byte(`nonsense {}`)}
	wrong := policy.File{Path: "d/wrong.policy.hcl", Bytes: []byte(`
resource_policy "thing" "wrong" {
  enforce { condition = core::tyr(attrs.a, 1) == 1 }
}`)}
	needs := policy.File{Path: "d/needs.policy.hcl", Bytes: []byte(`
locals { limit = local.base }
resource_policy "thing" "needs" {
  enforce { condition = attrs.a < local.limit }
}`)}
	sets := policy.File{Path: "d/sets.policy.hcl", Bytes: []byte("locals { base = 3 }\n")}
	needsWrong := policy.File{Path: "d/needs_wrong.policy.hcl", Bytes: []byte(`
locals {
  wrong = core::tyr(1, 2)
}`)}
	needsNeeds := policy.File{Path: "d/needs_needs.policy.hcl", Bytes: []byte("locals { more = local.wrong }\n")}
	tests := map[string]struct {
		files, others []policy.File
		err           string // part of the error; empty when there is none
	}{
		"an input of another file":     {files: []policy.File{reads}, others: []policy.File{declares}},
		"another file that is broken":  {files: []policy.File{reads}, others: []policy.File{broken, declares, wrong}},
		"a local of another file":      {files: []policy.File{needs}, others: []policy.File{sets}},
		"others that need broken ones": {files: []policy.File{needs}, others: []policy.File{sets, needsWrong, needsNeeds}},
		"an input of nobody":           {files: []policy.File{reads}, others: []policy.File{wrong}, err: `declares an input "shared"`},
		"what is wrong with the files": {files: []policy.File{wrong}, others: []policy.File{broken}, err: "core::try"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set, diags := policy.LoadAmong(test.files, test.others, policy.Options{})
			if got := diags.HasErrors(); got != (test.err != "") || got == (set != nil) {
				t.Fatalf("set %v, errors %v", set != nil, diags)
			}
			var told strings.Builder
			for _, diag := range diags {
				told.WriteString(diag.Detail)
			}
			if !strings.Contains(told.String(), test.err) {
				t.Errorf("got %s, want an error with %q", told.String(), test.err)
			}
			for _, diag := range diags {
				if diag.Subject != nil && diag.Subject.Filename != test.files[0].Path {
					t.Errorf("a diagnostic is about %s", diag.Subject.Filename)
				}
			}
		})
	}
}
