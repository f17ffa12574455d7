package registertest

import (
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// decisions are logged for every recorded tenant that they are about, each
// without what is another's.
func decisions(t *testing.T, open Open) {
	r := opened(t, open, register.Options{Actor: "ci"})
	acme, other := Build(t, r, "acme"), Build(t, r, "other")
	denies := func(tenant, address string) decision.Finding {
		return decision.Finding{Policy: decision.PolicyReference{Name: "p"}, Address: address, Tenant: tenant, Verdict: decision.Fail, Effect: decision.Denies}
	}
	d := decision.Decision{
		Outcome: decision.Deny, Instant: acme.Tenant.ContractStart, Input: decision.Input{Kind: "plan", Digest: "sha256:2"}, Summary: decision.Summary{Fail: 3, Denied: 3},
		Tenants:    []decision.Tenant{{Slug: "acme"}, {Slug: "other"}, {Slug: "nhi_tenant.planned"}},
		Findings:   []decision.Finding{denies("acme", "a.b"), denies("other", "c.d"), denies("", "e.f"), {Address: "g.h", Tenant: "acme", Effect: decision.Warns}},
		Exceptions: []decision.Exception{{ID: "used", Tenant: "acme", Findings: 1}, {ID: "unused", Tenant: "acme"}, {ID: "theirs", Tenant: "other", Findings: 2}},
		Variations: []decision.Variation{{ID: "v", Tenant: "acme", Counts: true}, {ID: "w", Tenant: "acme"}, {ID: "x", Tenant: "other", Counts: true}},
	}
	if err := r.Log().Decide(t.Context(), d, "sha256:1", "acme", []string{"keys-rotate"}); err != nil {
		t.Fatal(err)
	}
	nobodys := d
	nobodys.Tenants, nobodys.Outcome = nil, decision.Allow
	if err := r.Log().Decide(t.Context(), nobodys, "sha256:3", "", nil); err != nil {
		t.Fatal(err)
	}

	all := must(r.Log().Decisions(t.Context(), "", 0))(t)
	if len(all) != 3 || all[2].TenantID != "" || all[2].Record.Outcome != decision.Allow || len(all[2].Denied) != 1 || all[2].Denied[0].Address != "e.f" {
		t.Fatalf("got %+v", all)
	}
	same(t, 1, len(must(r.Log().Decisions(t.Context(), "", 1))(t)))
	own := must(r.Log().Decisions(t.Context(), acme.Tenant.ID, 0))(t)
	if len(own) != 1 || own[0].Actor != "ci" || own[0].ID != "sha256:1" || own[0].Action != "deny" {
		t.Fatalf("got %+v", own)
	}
	same(t, decision.Record{
		Digest: "sha256:1", Tenant: "acme", Instant: d.Instant, Outcome: decision.Deny, Input: d.Input, Summary: d.Summary,
		Denied:     []decision.Denial{{Policy: "p", Address: "a.b", Verdict: decision.Fail}},
		Exceptions: d.Exceptions[:1], Variations: d.Variations[:1], Controls: []string{"keys-rotate"},
	}, own[0].Record)

	confined := opened(t, open, register.Options{Tenant: "acme"})
	same(t, len(own), len(must(confined.Log().Decisions(t.Context(), "", 0))(t)))
	_, err := confined.Log().Decisions(t.Context(), other.Tenant.ID, 0)
	wantError(t, "another's decisions", err, register.ErrConfined)
	wantError(t, "a decision about another", confined.Log().Decide(t.Context(), d, "sha256:4", "acme", nil), register.ErrConfined)
	wantError(t, "a decision about nobody", confined.Log().Decide(t.Context(), nobodys, "sha256:5", "", nil), register.ErrConfined)
	same(t, 3, len(must(r.Log().Decisions(t.Context(), "", 0))(t)))
	holds(t, r)
}
