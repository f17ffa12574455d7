package governance

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Standing is how an exception, or what else is approved, stands at an instant.
// It is honoured when it is active and has no problem.
type Standing struct {
	Status   ExceptionStatus
	Defect   Defect   // none, or what kind of problem there is
	Problems []string // sentences, for people
}

// Defect is the kind of problem that keeps an exception from being honoured
// although it was recorded.
type Defect string

// The defects. A malformed exception breaks a rule of its control that is not
// its length or its approvals.
const (
	NoDefect    Defect = ""
	NotApproved Defect = "not_approved"
	OverLong    Defect = "over_long"
	Malformed   Defect = "malformed"
)

// Honoured reports whether the exception counts.
func (s Standing) Honoured() bool { return s.Status == ExceptionActive && s.Defect == NoDefect }

// Stand is the one function that decides whether an exception counts: everything
// that honours exceptions calls it. The control is the one that the exception
// names, nil when no bundle has it; signers are the principals whose approvals
// were verified over this very record.
func (e Exception) Stand(control *Control, signers []string, now time.Time) Standing {
	standing := Standing{}
	for _, breach := range e.Breaches(control, now) {
		standing.add(breach.Defect, "%s", breach.Sentence)
	}
	approved := false
	if control != nil && control.Exception != nil {
		approved = standing.approve(control.Exception, e.RequestedBy, signers)
	}
	standing.Status = e.StatusAt(now, approved)
	return standing
}

// Breach is one rule that an exception breaks, whoever approved it.
type Breach struct {
	Defect    Defect
	Attribute string // as in [Problem]
	Sentence  string // without capital and full stop
}

// Breaches returns every rule that the exception breaks, those of its control
// included. The control is the one that the exception names, nil when no bundle
// has it.
func (e Exception) Breaches(control *Control, now time.Time) []Breach {
	var breaches []Breach
	add := func(defect Defect, attribute, format string, args ...any) {
		breaches = append(breaches, Breach{defect, attribute, fmt.Sprintf(format, args...)})
	}
	if control == nil {
		add(Malformed, "control", "no control %q exists in the policy bundle", e.Control)
		return breaches
	}
	rule := control.Exception
	if rule == nil {
		add(Malformed, "control", "control %q has no exception block, so it cannot be excepted", control.Name)
		return breaches
	}
	for _, problem := range e.Validate() {
		add(Malformed, problem.Attribute, "%s: %s", problem.Attribute, problem.Detail)
	}
	for _, key := range rule.Evidence {
		if strings.TrimSpace(e.Evidence[key]) == "" {
			add(Malformed, "evidence", "evidence %q, which control %q asks for, is missing", key, control.Name)
		}
	}
	if begin := e.Begin(now); !rule.MaxDuration.IsZero() && e.ExpiresAt.After(rule.MaxDuration.After(begin)) {
		add(OverLong, "expires_at", "it lasts until %s; control %q allows at most %s from %s, which is %s",
			instant(e.ExpiresAt), control.Name, rule.MaxDuration, instant(begin), instant(rule.MaxDuration.After(begin)))
	}
	return breaches
}

// add keeps the gravest defect: malformed before over-long before not approved.
func (s *Standing) add(defect Defect, format string, args ...any) {
	gravity := []Defect{NoDefect, NotApproved, OverLong, Malformed}
	if slices.Index(gravity, defect) > slices.Index(gravity, s.Defect) {
		s.Defect = defect
	}
	s.Problems = append(s.Problems, fmt.Sprintf(format, args...))
}

// approve reports whether enough of the rule's approvers have signed, and
// otherwise notes what is missing.
func (s *Standing) approve(rule *ExceptionRule, requestedBy string, signers []string) bool {
	if rule.Approved(requestedBy, signers) {
		return true
	}
	if len(rule.Approvers) == 0 { // as of the baseline, until somebody says who they are
		s.add(NotApproved, "nobody may approve it: no control file of your policies declares the groups that its control names")
		return false
	}
	s.add(NotApproved, "%d of %d approvals by %s are there",
		len(rule.Counted(requestedBy, signers)), rule.Approvals, strings.Join(rule.Approvers, ", "))
	return false
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Target is what an exception may cover: one finding of a check, or one record.
type Target struct {
	TenantID string
	Controls []string // that the violated policy enforces
	RecordID string   // of the record changed, when it is one of ours
	Address  string   // of the planned change
}

// Covers reports whether the exception is about the target: tenant, control and
// one of its targets match. Whether it counts is [Exception.Stand].
func (e Exception) Covers(target Target) bool {
	if e.TenantID == "" || e.TenantID != target.TenantID || !slices.Contains(target.Controls, e.Control) {
		return false
	}
	return slices.ContainsFunc(e.Targets, target.In)
}

// In reports whether one of an exception's targets, a record id or a glob over
// addresses, names the target.
func (t Target) In(named string) bool {
	return t.RecordID != "" && named == t.RecordID || t.Address != "" && MatchAddress(named, t.Address)
}

// MatchAddress matches a whole resource or module address against a glob in
// which * stands for any run of characters and nothing else is special: the
// brackets of instance keys are themselves.
func MatchAddress(glob, address string) bool {
	parts := strings.Split(glob, "*")
	if len(parts) == 1 {
		return glob == address
	}
	first, last := parts[0], parts[len(parts)-1]
	if len(address) < len(first)+len(last) || !strings.HasPrefix(address, first) || !strings.HasSuffix(address, last) {
		return false
	}
	rest := address[len(first) : len(address)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	return true
}
