package format_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/defenseunicorns/go-oscal/src/pkg/validation"
	oscal "github.com/defenseunicorns/go-oscal/src/types/oscal-1-1-3"
	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/evidencetest"
)

// assessed writes a package as OSCAL, and holds it against the schema that NIST
// publishes.
func assessed(t *testing.T, p evidence.Package) oscal.AssessmentResults {
	t.Helper()
	content := []byte(write(t, "oscal", p))
	validator, err := validation.NewValidatorDesiredVersion(content, oscal.Version)
	if err != nil {
		t.Fatal(err)
	}
	if err := validator.Validate(); err != nil {
		t.Fatal(err)
	}
	var model oscal.OscalModels
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&model); err != nil {
		t.Fatal(err)
	}
	return *model.AssessmentResults
}

func of[T any](list *[]T) []T {
	if list == nil {
		return nil
	}
	return *list
}

// The schema holds for what is full, empty, unproven, without frameworks, and with
// names that are none of OSCAL's.
func TestOSCALConforms(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*evidence.Source){
		"the quarter": func(*evidence.Source) {},
		"an empty period": func(s *evidence.Source) {
			s.Period = evidence.Period{From: evidencetest.At("2024-01-01"), To: evidencetest.At("2024-04-01")}
		},
		"without proofs":   func(s *evidence.Source) { s.Log.Size, s.Log.Unproven = 0, "the role reaches one tenant." },
		"without controls": func(s *evidence.Source) { s.Controls = nil },
		"without frameworks": func(s *evidence.Source) {
			for i := range s.Controls {
				s.Controls[i].Frameworks = nil
			}
		},
		"strange names": func(s *evidence.Source) {
			s.Controls[0].Name = "  7 ways\n\tin\u2028\x00 "
			s.Controls[0].Frameworks = []string{"iso 27001:A.5.15 (a)\n", "alone", ":", "ünïcode:1.2/3"}
		},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, source := evidencetest.Quarter(t)
			source.Controls = slices.Clone(source.Controls)
			change(&source)
			results := assessed(t, seal(t, source))
			if len(results.Results) == 0 {
				t.Error("there are no results")
			}
		})
	}
}

// The schema refuses what is none of OSCAL's words.
func TestOSCALSchemaRefuses(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	content := strings.Replace(write(t, "oscal", seal(t, source)), `"state": "not-satisfied"`, `"state": "perhaps"`, 1)
	validator, err := validation.NewValidatorDesiredVersion([]byte(content), oscal.Version)
	if err != nil {
		t.Fatal(err)
	}
	if validator.Validate() == nil {
		t.Error("the schema holds for a state that there is not")
	}
}

// What is said in OSCAL is what the package says, and refers to what is there.
func TestOSCALSays(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	p := seal(t, source)
	results := assessed(t, p)
	ids := map[string]bool{results.UUID: true}
	unique := func(id string) {
		if ids[id] {
			t.Errorf("id %s is there twice", id)
		}
		ids[id] = true
	}
	states, risks := map[string]string{}, map[string]string{}
	for _, result := range results.Results {
		unique(result.UUID)
		for _, o := range of(result.Observations) {
			unique(o.UUID)
		}
		for _, risk := range of(result.Risks) {
			unique(risk.UUID)
			for _, related := range of(risk.RelatedObservations) {
				if !ids[related.ObservationUuid] {
					t.Errorf("risk %s is of no observation", risk.Title)
				}
			}
			if risk.Deadline != nil {
				risks[risk.Deadline.Format("2006-01-02")] = risk.Status
			}
		}
		for _, finding := range of(result.Findings) {
			unique(finding.UUID)
			states[finding.Target.TargetId] = finding.Target.Status.State
			for _, related := range of(finding.RelatedObservations) {
				if !ids[related.ObservationUuid] {
					t.Errorf("finding %s is of no observation", finding.Title)
				}
			}
			for _, related := range of(finding.RelatedRisks) {
				if !ids[related.RiskUuid] {
					t.Errorf("finding %s is of no risk", finding.Title)
				}
			}
		}
	}
	if diff := cmp.Diff(map[string]string{"2026-04-10": "deviation-approved", "2026-03-01": "closed"}, risks); diff != "" {
		t.Errorf("exceptions as risks (-want +got):\n%s", diff)
	}
	missing := "not-satisfied"
	want := map[string]string{
		"AC-2-j": missing, "AC-2.2": missing, "GOVERN-2.1": missing, "IA-5": missing, "NHI1-2025": missing, "NHI7-2025": missing, "PR.AA-01": missing, "PR.AA-05": missing, "RS.MA-04": missing,
	}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}

	// Without gaps an item is satisfied, as far as evidence goes, and never when
	// there is none or it is not proven.
	source.Controls = slices.Clone(source.Controls[1:2])
	source.Controls[0].ExceptionRule = &evidence.Rule{Approvers: []string{"alice@msp.example"}, Approvals: 0, Evidence: []string{"ticket"}}
	for state, change := range map[string]func(*evidence.Source){
		"satisfied": func(s *evidence.Source) { s.Period.To = evidencetest.At("2026-02-01") },
		"not-satisfied": func(s *evidence.Source) {
			s.Period.To, s.Log.Size, s.Log.Unproven = evidencetest.At("2026-02-01"), 0, "no."
		},
	} {
		source := source
		change(&source)
		for _, result := range assessed(t, seal(t, source)).Results {
			for _, finding := range of(result.Findings) {
				if finding.Target.Status.State != state {
					t.Errorf("%s is %s, want %s: %s", finding.Title, finding.Target.Status.State, state, finding.Target.Status.Remarks)
				}
			}
		}
	}
}
