package format

import (
	"fmt"
	"slices"
	"strings"
	"time"

	oscal "github.com/defenseunicorns/go-oscal/src/types/oscal-1-1-3"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// result is what there is to say of one framework.
func (r results) result(framework evidence.Framework, title string) oscal.Result {
	e := r.Evidence
	a := assessment{results: r, framework: framework.Name, observed: map[string][]string{}, risked: map[string][]string{}}
	var included []oscal.AssessedControlsSelectControlById
	var findings []oscal.Finding
	for _, item := range framework.Items {
		included = append(included, oscal.AssessedControlsSelectControlById{ControlId: token(item.ID)})
		for _, name := range item.Controls {
			a.assess(r.controls[name])
		}
		findings = append(findings, a.finding(item))
	}
	selection := oscal.AssessedControls{Description: "The items that some control serves."}
	if len(included) > 0 {
		selection.IncludeControls = &included
	}
	return oscal.Result{
		UUID: r.id("result", framework.Name), Title: title, Start: e.Period.From, End: &e.Period.To,
		Description:      verdict(e),
		ReviewedControls: oscal.ReviewedControls{ControlSelections: []oscal.AssessedControls{selection}},
		Observations:     orNone(a.observations), Risks: orNone(a.risks), Findings: orNone(findings),
		Remarks: remarks(e.Gaps),
	}
}

// orNone is a list that OSCAL has only with something in it.
func orNone[T any](list []T) *[]T {
	if len(list) == 0 {
		return nil
	}
	return &list
}

func remarks(gaps []evidence.Gap) string {
	var texts []string
	for _, gap := range gaps {
		texts = append(texts, gap.Text)
	}
	return strings.Join(texts, " ")
}

// assessment gathers the observations and risks of one framework's controls.
type assessment struct {
	results
	framework        string
	observations     []oscal.Observation
	risks            []oscal.Risk
	observed, risked map[string][]string // ids, by control
}

// finding says of an item whether evidence of its controls is missing.
func (a *assessment) finding(item evidence.Item) oscal.Finding {
	e := a.Evidence
	status := oscal.ObjectiveStatus{State: "satisfied", Reason: "pass", Remarks: "No evidence is missing that its controls ask for."}
	var missing []string
	var observations []oscal.RelatedObservation
	var risks []oscal.AssociatedRisk
	for _, name := range item.Controls {
		for _, gap := range a.controls[name].Gaps {
			missing = append(missing, name+": "+gap.Text)
		}
		for _, id := range a.observed[name] {
			observations = append(observations, oscal.RelatedObservation{ObservationUuid: id})
		}
		for _, id := range a.risked[name] {
			risks = append(risks, oscal.AssociatedRisk{RiskUuid: id})
		}
	}
	switch {
	case e.Summary.Empty(), e.Log.Unproven != "":
		status = oscal.ObjectiveStatus{State: "not-satisfied", Reason: "other", Remarks: verdict(e) + " " + proven(e.Log)}
	case len(missing) > 0:
		status = oscal.ObjectiveStatus{State: "not-satisfied", Reason: "other", Remarks: strings.Join(missing, "\n")}
	}
	return oscal.Finding{
		UUID: a.id("finding", a.framework, item.ID), Title: line(item.ID), Description: "Served by " + strings.Join(item.Controls, ", ") + ".",
		Target:              oscal.FindingTarget{Type: "objective-id", TargetId: token(item.ID), Title: line(item.ID), Status: status},
		RelatedObservations: orNone(observations), RelatedRisks: orNone(risks),
	}
}

// past are the gaps that are no risk any more: it was done late, or not shown.
var past = []evidence.GapKind{evidence.NoDecision, evidence.ReviewLate, evidence.CredentialLate, evidence.EvidenceMissing}

// assess gathers what there is to show for a control, once.
func (a *assessment) assess(c evidence.Control) {
	if _, done := a.observed[c.Name]; done {
		return
	}
	a.observed[c.Name] = []string{}
	a.decisions(c)
	for _, x := range a.Evidence.Exceptions {
		if slices.Contains(c.Exceptions, x.ID) {
			a.exception(c, x)
		}
	}
	for _, v := range a.Evidence.Variations {
		if slices.Contains(c.Variations, v.ID) {
			a.observe(c, "variation/"+v.ID, "EXAMINE", "historic", a.Evidence.Period.To, v.Entries,
				fmt.Sprintf("The tenant's own value %s of parameter %s (%s). %s", v.Value, v.Parameter, v.Reason, standing(v.Approved)))
		}
	}
	for _, access := range a.Evidence.BreakGlass {
		if slices.Contains(c.BreakGlass, access.ID) {
			a.observe(c, "break_glass/"+access.ID, "EXAMINE", "historic", a.Evidence.Period.To, access.Entries,
				fmt.Sprintf("Break-glass access to %s, for at most %s (%s). %s", access.Access, access.MaxDuration, access.Reason, standing(access.Approved)))
		}
	}
	for _, use := range a.Evidence.Activations {
		if slices.Contains(c.Activations, use.ID) {
			a.observe(c, "activation/"+use.ID, "EXAMINE", "historic", use.StartsAt, use.Entries,
				fmt.Sprintf("Use of break-glass access to %s by %s: %s", use.Access, use.Activator, use.Reason))
		}
	}
	for _, review := range a.Evidence.Reviews {
		if slices.Contains(c.Reviews, review.ID) {
			a.review(c, review)
		}
	}
	for i, gap := range c.Gaps {
		id := a.observe(c, fmt.Sprintf("gap/%d", i), "EXAMINE", "finding", a.Evidence.Period.To, gap.Sequences, gap.Text)
		if !slices.Contains(past, gap.Kind) && !slices.Contains(c.Exceptions, gap.Subject) {
			a.risk(c, fmt.Sprintf("gap/%d", i), oscal.Risk{
				Title: line(c.Name + ": " + strings.ReplaceAll(string(gap.Kind), "_", " ")), Description: gap.Text, Statement: c.Objective, Status: "open",
				RelatedObservations: &[]oscal.RelatedObservation{{ObservationUuid: id}},
			})
		}
	}
}

func (a *assessment) decisions(c evidence.Control) {
	if len(c.Decisions) == 0 {
		return
	}
	of := map[int64]bool{}
	for _, sequence := range c.Decisions {
		of[sequence] = true
	}
	outcomes := map[decision.Outcome]int{}
	var last time.Time
	for _, d := range a.Evidence.Decisions {
		if of[d.Sequence] {
			outcomes[d.Outcome]++
			last = d.At
		}
	}
	a.observe(c, "decisions", "TEST", "control-objective", last, c.Decisions,
		fmt.Sprintf("Changes were judged by the control before they were applied: %s, of which %d allowed, %d denied, and %d could not be made. %s denied.",
			words.Count(len(c.Decisions), "decision", "decisions"), outcomes[decision.Allow], outcomes[decision.Deny], outcomes[decision.CouldNotTell], words.Count(len(c.Violations), "violation of it was", "violations of it were")))
}

// exception is a risk that somebody accepted until a deadline, or would have.
func (a *assessment) exception(c evidence.Control, x evidence.Exception) {
	id := a.observe(c, "exception/"+x.ID, "EXAMINE", "historic", x.Begin, x.Entries,
		fmt.Sprintf("Exception for %s, asked for by %s (%s). %s", strings.Join(x.Targets, ", "), x.RequestedBy, x.Reason, standing(x.Approved)))
	risk := oscal.Risk{
		Title: line("Exception from " + c.Name), Description: x.Reason, Statement: c.Objective, Status: exceptionStatus(x), Deadline: &x.ExpiresAt,
		Props:               props("exception", x.ID, "category", string(x.Category), "requested-by", x.RequestedBy),
		RelatedObservations: &[]oscal.RelatedObservation{{ObservationUuid: id}},
	}
	if x.Mitigation != "" {
		risk.MitigatingFactors = &[]oscal.MitigatingFactor{{UUID: a.id("mitigation", a.framework, c.Name, x.ID), Description: x.Mitigation}}
	}
	a.risk(c, "exception/"+x.ID, risk)
}

func exceptionStatus(x evidence.Exception) string {
	switch {
	case x.Status == governance.ExceptionExpired, x.Status == governance.ExceptionRevoked, !x.DeletedAt.IsZero():
		return "closed"
	case x.Counts:
		return "deviation-approved"
	case x.Status == governance.ExceptionPending, x.Status == governance.ExceptionScheduled:
		return "deviation-requested"
	default:
		return "open"
	}
}

func (a *assessment) review(c evidence.Control, review evidence.Review) {
	at := review.DueAt
	text := fmt.Sprintf("Review of %s %s, due at %s: %s.", evidence.Noun(review.SubjectKind), review.Subject, words.Instant(review.DueAt), strings.ReplaceAll(string(review.State), "_", " "))
	var entries []int64
	for _, made := range review.Attestations {
		if made.Counts {
			at = made.At
			text += fmt.Sprintf(" %s by %s: %s", made.Outcome, made.Reviewer, made.Reason)
		}
		entries = append(entries, made.Sequence)
	}
	a.observe(c, "review/"+review.ID, "EXAMINE", "control-objective", at, entries, text)
}

// standing says whether something approved counts, and by whose approval.
func standing(a evidence.Approved) string {
	var by []string
	for _, approval := range a.Approvals {
		if approval.Counts {
			by = append(by, approval.Signer+" ("+approval.Fingerprint+")")
		}
	}
	text := "It counts"
	if !a.Counts {
		text = "It does not count"
	}
	if len(by) > 0 {
		text += ", approved by " + strings.Join(by, ", ")
	}
	return strings.Join(append([]string{text + "."}, a.Problems...), " ")
}

// observe adds an observation, whose evidence are entries of the log.
func (a *assessment) observe(c evidence.Control, name, method, kind string, at time.Time, entries []int64, text string) string {
	id := a.id("observation", a.framework, c.Name, name)
	o := oscal.Observation{
		UUID: id, Title: line(c.Name), Description: text, Methods: []string{method}, Types: &[]string{kind}, Collected: at, Props: props("control", c.Name),
	}
	if len(entries) > 0 {
		o.RelevantEvidence = &[]oscal.RelevantEvidence{{
			Href: "#" + a.id("evidence"), Description: "Entries of the audit log, by their places in it.", Props: props("log-entries", strings.Trim(fmt.Sprint(entries), "[]")),
		}}
	}
	a.observations = append(a.observations, o)
	a.observed[c.Name] = append(a.observed[c.Name], id)
	return id
}

func (a *assessment) risk(c evidence.Control, name string, risk oscal.Risk) {
	risk.UUID = a.id("risk", a.framework, c.Name, name)
	a.risks = append(a.risks, risk)
	a.risked[c.Name] = append(a.risked[c.Name], risk.UUID)
}
