package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// outcomes is what a decision comes to, in words.
var outcomes = map[decision.Outcome]string{
	decision.Allow:        "Allowed",
	decision.Deny:         "Denied",
	decision.CouldNotTell: "Could not check everything",
}

// verdictWord is what a finding does, in a word: denied, warning, waived, passed or error.
func verdictWord(f decision.Finding) string {
	word, _ := effect(f)
	return word
}

// policyID names a policy for machines; it holds while the policy keeps its kind,
// type and name, whatever file it moves to.
func policyID(p decision.PolicyReference) string {
	if p.Type == "" {
		return p.Kind + "/" + p.Name
	}
	return p.Kind + "/" + p.Type + "/" + p.Name
}

// withoutBuiltin tells apart the policies that somebody wrote, and how many come
// with nhi. Those are about many providers: that they match nothing is no sign of a
// mistyped name, and hundreds of names would hide the one that is.
func withoutBuiltin(policies []decision.PolicyReference) (written []decision.PolicyReference, builtin int) {
	for _, p := range policies {
		if strings.HasPrefix(p.File, "builtin:") {
			builtin++
		} else {
			written = append(written, p)
		}
	}
	return written, builtin
}

func ofBuiltin(n int) string {
	return words.Count(n, "policy", "policies") + " of those that come with nhi"
}

// subject is what a finding judges.
func subject(f decision.Finding) string {
	s := f.Address
	if f.Deposed != "" {
		s += " (deposed object " + f.Deposed + ")"
	}
	if f.Operation != f.Action {
		s += " (judged as " + f.Operation + ")"
	}
	return s
}

// sentences say why a finding is what it is and what can be done, each in full.
func sentences(f decision.Finding) []string {
	var result []string
	for _, cause := range f.Causes {
		result = append(result, explain(cause, f.Address))
	}
	for _, m := range f.Messages {
		switch {
		case m.Text == "":
		case m.Verdict == decision.Undecided && m.Condition != "":
			result = append(result, "If it fails: "+m.Text)
		default:
			result = append(result, m.Text)
		}
	}
	if f.Verdict == decision.Waived {
		result = append(result, "Waived by "+f.Exception+".")
	}
	result = append(result, f.NotWaived...)
	if len(f.NotWaived) == 0 {
		for _, control := range f.Exceptable {
			result = append(result, fmt.Sprintf("To except it for a time: nhi_exception with control = %q, targets = [%q].", control, f.Address))
		}
	}
	return result
}

// headline is the first thing to know of a finding.
func headline(f decision.Finding) string {
	for _, m := range f.Messages {
		if m.Text != "" && m.Verdict != decision.Pass {
			return m.Text
		}
	}
	return title(f)
}

// standing tells how an exception stands, in one line.
func standing(e decision.Exception) string {
	s := "Exception " + named(e) + " is " + strings.ReplaceAll(e.Standing, "_", " ") + " (" + about(e) + ")"
	if len(e.Problems) > 0 {
		s += ": " + strings.Join(e.Problems, "; ")
	}
	return s + "."
}

// counting tells whether a tenant was judged by its own value.
func counting(v decision.Variation) string {
	switch {
	case v.Counts:
		return "counts"
	case v.Status == "expired":
		return "expired"
	default:
		return "not counted"
	}
}

func setting(v decision.Variation) string { return oneLine(v.Parameter + " = " + v.Value) }

// variation tells how a variation stands, in one line.
func variation(v decision.Variation) string {
	s := setting(v) + ": " + counting(v) + " (" + scope(v.Tenant, v.Control, v.ExpiresAt) + ")"
	if len(v.Problems) > 0 {
		s += ": " + strings.Join(v.Problems, "; ")
	}
	return s + "."
}

// summary is the whole decision in one line.
func summary(d decision.Decision) string {
	var parts []string
	for _, tally := range tallies(d.Summary) {
		if tally.N > 0 {
			parts = append(parts, tally.String())
		}
	}
	if len(parts) == 0 {
		parts = append(parts, "nothing to judge")
	}
	return fmt.Sprintf("%s: %s.", outcomes[d.Outcome], strings.Join(parts, ", "))
}

// tally is how many findings came to one thing.
type tally struct {
	Word      string // as verdictWord has it
	N         int
	one, many string
}

func (t tally) String() string { return words.Count(t.N, t.one, t.many) }

// tallies are in the order of what matters most.
func tallies(s decision.Summary) []tally {
	return []tally{
		{"denied", s.Denied, "finding denies", "findings deny"},
		{"error", s.Error, "error", "errors"},
		{"warning", s.Warned, "warning", "warnings"},
		{"waived", s.Waived, "waived", "waived"},
		{"passed", s.Pass, "passed", "passed"},
	}
}

// exceptionOf finds what is known of the exception that waives the finding.
func exceptionOf(d decision.Decision, f decision.Finding) (decision.Exception, bool) {
	for _, e := range d.Exceptions {
		if f.Exception != "" && (e.ID == f.Exception || e.Address == f.Exception) {
			return e, true
		}
	}
	return decision.Exception{}, false
}

// fingerprints gives each finding a name of its own that stays the same from run
// to run: lines move and messages are reworded, but policy and subject remain.
func fingerprints(findings []decision.Finding) []string {
	seen := map[string]int{}
	result := make([]string, len(findings))
	for i, f := range findings {
		identity := strings.Join([]string{policyID(f.Policy), f.Address, f.Deposed, f.Operation}, "\x00")
		if seen[identity]++; seen[identity] > 1 {
			identity += fmt.Sprintf("\x00%d", seen[identity])
		}
		sum := sha256.Sum256([]byte(identity))
		result[i] = hex.EncodeToString(sum[:16])
	}
	return result
}

// sourceLine is where the configuration makes the change, when that is known.
func sourceLine(f decision.Finding) string {
	if f.Source == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d", f.Source.File, f.Source.Start.Line)
}

// bySeverity orders findings by what they do; those that do the same stay in order.
func bySeverity(findings []decision.Finding) []decision.Finding {
	rank := map[string]int{}
	for i, t := range tallies(decision.Summary{}) {
		rank[t.Word] = i
	}
	return slices.SortedStableFunc(slices.Values(findings), func(a, b decision.Finding) int {
		return cmp.Compare(rank[verdictWord(a)], rank[verdictWord(b)])
	})
}

// place is where consumers that insist on a file and a line show the finding:
// in the configuration, or at the head of the plan when nobody knows better.
func place(d decision.Decision, f decision.Finding) decision.Range {
	if f.Source != nil {
		return *f.Source
	}
	head := decision.Position{Line: 1, Column: 1}
	file := d.Input.Path
	if file == "-" {
		file = "plan"
	}
	return decision.Range{File: file, Start: head, End: head}
}

func each[From, To any](list []From, convert func(From) To) []To {
	var result []To
	for _, item := range list {
		result = append(result, convert(item))
	}
	return result
}
