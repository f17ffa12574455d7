package evidence

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// Source is what evidence is derived from, and nothing else: no clock, no register.
type Source struct {
	Tool     decision.Tool
	TenantID string
	Period   Period
	Bundle   decision.Bundle
	Controls []Control // what they say
	Signers  string    // allowed_signers files, one after the other
	Log      Log       // entries about the tenant, and about shared systems, in their order
}

// Derive makes evidence. The entries of its log are those of the source that
// something is said of: what is older than the period counts as the state in which
// it left the records.
func Derive(source Source) (Evidence, error) {
	b := &builder{
		Evidence: Evidence{
			Tool: source.Tool, Tenant: Tenant{ID: source.TenantID}, Period: source.Period, Bundle: source.Bundle,
			Gaps: []Gap{}, Controls: make([]Control, len(source.Controls)), Decisions: []Decision{}, Exceptions: []Exception{}, Variations: []Variation{},
			BreakGlass: []BreakGlass{}, Activations: []Activation{}, Reviews: []Review{}, Actions: []Action{}, Signers: source.Signers, Log: source.Log,
		},
		rules: map[string]*governance.Control{}, scheduled: map[string]bool{},
	}
	b.reviewers.Purpose, b.activators.Purpose = approval.AttestationNamespace, approval.ActivationNamespace
	for _, signers := range []*approval.AllowedSigners{&b.approvers, &b.reviewers, &b.activators} {
		if diags := signers.Read([]byte(source.Signers), "allowed_signers"); diags.HasErrors() {
			return Evidence{}, fmt.Errorf("the allowed signers cannot be read: %w", diags)
		}
	}
	for i, c := range source.Controls {
		rules := c.rules()
		b.Controls[i] = c.said()
		b.rules[c.Name] = &rules
		b.all = append(b.all, rules)
		b.scheduled[c.Name] = c.judges("nhi_review_schedule") || c.names(governance.LapseReview)
	}
	if err := b.cut(source.Log.Entries); err != nil {
		return Evidence{}, err
	}
	reviews := reviews{builder: b}
	for _, kept := range b.Log.Entries {
		// Read again rather than kept: all that entries carry is as large as the log.
		e, err := register.ReadEntry(kept.Sequence, kept.Entry)
		if err != nil {
			return Evidence{}, err
		}
		if err := reviews.until(e.At); err != nil {
			return Evidence{}, err
		}
		if err := b.read(e); err != nil {
			return Evidence{}, err
		}
	}
	if err := reviews.until(source.Period.To); err != nil {
		return Evidence{}, err
	}
	b.tenant()
	b.excepted()
	b.varied()
	b.emergencies()
	b.activated()
	reviews.settle()
	b.refer()
	b.missing()
	b.Frameworks = frameworks(b.Controls)
	b.summarise()
	return b.Evidence, nil
}

// builder derives evidence, entry by entry.
type builder struct {
	Evidence
	records records

	approvers, reviewers, activators approval.AllowedSigners

	rules     map[string]*governance.Control // by name
	all       []governance.Control
	scheduled map[string]bool // controls that speak of reviews
}

// cut leaves out what nothing is said of: entries from the end of the period on,
// and of what is older all that a later entry replaced. The whole history of what
// is signed stays, because it says when each signature was given.
func (b *builder) cut(all []Entry) error {
	type older struct {
		record string // id
		signed bool
	}
	type last struct {
		index   int
		deleted bool
	}
	before, state := map[int]older{}, map[string]last{} // entries by index, records by id
	var kept []int
	for i, e := range all {
		entry, err := register.ReadEntry(e.Sequence, e.Entry)
		if err != nil {
			return err
		}
		switch {
		case !entry.At.Before(b.Period.To):
			continue
		case entry.At.Before(b.Period.From):
			state[entry.ID] = last{i, entry.Action == register.ActionDelete}
			if b.records.of(entry.Kind) == nil || b.over(entry) {
				continue
			}
			before[i] = older{entry.ID, signed(entry.Kind)}
		}
		kept = append(kept, i)
	}
	b.Log.Entries = make([]Entry, 0, len(kept))
	for _, i := range kept {
		if e, old := before[i]; old {
			if last := state[e.record]; last.deleted || last.index != i && !e.signed {
				continue
			}
		}
		b.Log.Entries = append(b.Log.Entries, all[i])
	}
	return nil
}

// signed reports whether people sign records of a kind that change after.
func signed(kind governance.Kind) bool {
	switch kind {
	case governance.KindException, governance.KindVariation, governance.KindBreakGlass, governance.KindActivation:
		return true
	default:
		return false
	}
}

// over reports whether an entry that is older than the period is about what was
// over before: a message, or a review that was due.
func (b *builder) over(e register.Entry) bool {
	var review struct {
		DueAt time.Time `json:"due_at"`
	}
	switch e.Kind {
	case governance.KindMessage:
		return true
	case governance.KindAttestation, governance.KindDelegation:
		return json.Unmarshal(e.After, &review) == nil && review.DueAt.Before(b.Period.From)
	default:
		return false
	}
}

// read takes an entry in.
func (b *builder) read(e register.Entry) error {
	table := b.records.of(e.Kind)
	if table != nil {
		if err := table.apply(e); err != nil {
			return err
		}
	}
	switch {
	case !b.Period.Has(e.At), e.TenantID != b.Tenant.ID:
		return nil
	case e.Kind == register.KindDecision:
		return b.decided(e)
	default:
		return b.acted(e)
	}
}

func (b *builder) decided(e register.Entry) error {
	var r decision.Record
	if err := json.Unmarshal(e.After, &r); err != nil {
		return fmt.Errorf("entry %d of the log has no decision that can be read: %w", e.Sequence, err)
	}
	d := Decision{
		Sequence: e.Sequence, At: e.At, Actor: e.Actor, Reason: e.Reason, Outcome: r.Outcome, Digest: r.Digest, Input: r.Input,
		Bundle: r.Bundle.Digest, Summary: r.Summary, Denied: r.Denied, Controls: r.Controls,
	}
	for _, used := range r.Exceptions {
		name := used.ID
		if name == "" {
			name = used.Address
		}
		d.Exceptions = append(d.Exceptions, name)
	}
	for _, v := range r.Variations {
		d.Variations = append(d.Variations, v.ID)
	}
	// What was denied names its controls also in decisions that are older than the
	// list of those that judged.
	for _, denial := range r.Denied {
		d.Controls = append(d.Controls, denial.Controls...)
	}
	for _, used := range r.Exceptions {
		d.Controls = append(d.Controls, used.Control)
	}
	d.Controls = compact(d.Controls)
	b.Decisions = append(b.Decisions, d)
	return nil
}

func (b *builder) acted(e register.Entry) error {
	status := func(record json.RawMessage) (string, error) {
		var r struct {
			Status string `json:"status"`
			State  string `json:"state"` // of a message
		}
		if len(record) == 0 {
			return "", nil
		}
		err := json.Unmarshal(record, &r)
		return cmp.Or(r.Status, r.State), err
	}
	before, err := status(e.Before)
	if err != nil {
		return fmt.Errorf("entry %d of the log has no record that can be read: %w", e.Sequence, err)
	}
	after, err := status(e.After)
	if err != nil {
		return fmt.Errorf("entry %d of the log has no record that can be read: %w", e.Sequence, err)
	}
	action := Action{
		Sequence: e.Sequence, At: e.At, Action: e.Action, Kind: e.Kind, ID: e.ID, Name: b.records.name(e.Kind, e.ID), Actor: e.Actor, Reason: e.Reason,
	}
	if before != after {
		action.From, action.To = before, after
	}
	b.Actions = append(b.Actions, action)
	return nil
}

// tenant is as the period left it.
func (b *builder) tenant() {
	t := b.records.tenants.get(b.Tenant.ID)
	b.Tenant.Slug, b.Tenant.Name = t.Slug, t.Name
}

func (b *builder) summarise() {
	s := Summary{
		Decisions: len(b.Decisions), Exceptions: len(b.Exceptions), Variations: len(b.Variations), BreakGlass: len(b.BreakGlass),
		Activations: len(b.Activations), ReviewsDue: len(b.Reviews), Actions: len(b.Actions), Gaps: len(b.Gaps),
	}
	for _, d := range b.Decisions {
		s.Violations += len(d.Denied)
		switch d.Outcome {
		case decision.Allow:
			s.Allowed++
		case decision.Deny:
			s.Denied++
		default:
			s.NotChecked++
		}
	}
	for _, r := range b.Reviews {
		switch r.State {
		case InTime:
			s.ReviewsInTime++
		case Late:
			s.ReviewsLate++
		case Missing:
			s.ReviewsMissing++
		}
	}
	for _, c := range b.Controls {
		s.Gaps += len(c.Gaps)
	}
	b.Summary = s
}

// compact sorts, and drops what is there twice.
func compact(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}

// Noun is how sentences name a kind.
func Noun(kind governance.Kind) string {
	if kind == governance.KindBreakGlass {
		return "break-glass access"
	}
	return strings.ReplaceAll(string(kind), "_", " ")
}
