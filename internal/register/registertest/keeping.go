package registertest

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

func roundTrip(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")

	wantTenant := Tenant("acme")
	wantTenant.Meta = e.Tenant.Meta
	same(t, wantTenant, e.Tenant)
	kept(t, r.Tenants(), e.Tenant.ID, wantTenant)

	wantSystem := System(e.Tenant.ID, "directory")
	wantSystem.Meta = e.System.Meta
	kept(t, r.Systems(), e.System.ID, wantSystem)

	wantIdentity := Identity(e.Tenant.ID, "svc-backup")
	wantIdentity.Meta = e.Identity.Meta
	kept(t, r.Identities(), e.Identity.ID, wantIdentity)

	wantSchedule := ReviewSchedule(e.Tenant.ID, "quarterly", e.System.ID)
	wantSchedule.Meta = e.Schedule.Meta
	kept(t, r.ReviewSchedules(), e.Schedule.ID, wantSchedule)

	wantEntitlement := Entitlement(e.Identity.ID, e.System.ID, "reader")
	wantEntitlement.Meta = e.Entitlement.Meta
	wantEntitlement.TenantID, wantEntitlement.ReviewScheduleID = e.Tenant.ID, e.Schedule.ID
	kept(t, r.Entitlements(), e.Entitlement.ID, wantEntitlement)

	wantException := Exception(e.Tenant.ID, "no-wildcards")
	wantException.Meta = e.Exception.Meta
	kept(t, r.Exceptions(), e.Exception.ID, wantException)

	wantSet := EntitlementSet(e.Agent.ID, e.Vault.ID)
	wantSet.Meta = e.Set.Meta
	wantSet.TenantID, wantSet.ReviewScheduleID = e.Tenant.ID, e.Schedule.ID
	kept(t, r.EntitlementSets(), e.Set.ID, wantSet)

	wantBreakGlass := BreakGlass(e.Tenant.ID, e.Identity.ID, e.System.ID, "domain-admin")
	wantBreakGlass.Meta = e.BreakGlass.Meta
	kept(t, r.BreakGlass(), e.BreakGlass.ID, wantBreakGlass)

	wantVariation := Variation(e.Tenant.ID, "keys-rotate", "max_age")
	wantVariation.Meta = e.Variation.Meta
	kept(t, r.Variations(), e.Variation.ID, wantVariation)

	wantActivation := Activation(e.Tenant.ID, e.BreakGlass.ID)
	wantActivation.Meta = e.Activation.Meta
	kept(t, r.Activations(), e.Activation.ID, wantActivation)
	wantAttestation := Attestation(e.Tenant.ID, e.Schedule.ID, e.Set.ID, "")
	wantAttestation.Meta = e.Attestation.Meta
	kept(t, r.Attestations(), e.Attestation.ID, wantAttestation)
	wantDelegation := Delegation(e.Tenant.ID, e.Schedule.ID, e.Set.ID, "")
	wantDelegation.Meta = e.Delegation.Meta
	kept(t, r.Delegations(), e.Delegation.ID, wantDelegation)
	wantMessage := Message(e.Tenant.ID, "lapse/1")
	wantMessage.Meta = e.Message.Meta
	kept(t, r.Messages(), e.Message.ID, wantMessage)

	same(t, e.Snapshot(), must(r.Snapshot(t.Context()))(t))
}

func same[T any](t *testing.T, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// kept reads a record in every way there is.
func kept[R register.Record](t *testing.T, c register.Collection[R], id string, want R) {
	t.Helper()
	same(t, want, must(c.Get(t.Context(), id))(t))
	same(t, want, must(c.Find(t.Context(), id))(t))
	same(t, want, must(c.Find(t.Context(), must(c.Key(t.Context(), id))(t)))(t))
	for _, listed := range must(c.List(t.Context(), ""))(t) {
		if cmp.Equal(want, listed) {
			return
		}
	}
	t.Errorf("it is not listed: %+v", want)
}

// unset keeps absence, both of what was never set and of what is set no more.
func unset(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")

	tenant := governance.Tenant{Meta: e.Tenant.Meta, Slug: "acme", Name: "Acme", Owner: "ops", ContractStart: e.Tenant.ContractStart}
	bare(t, r.Tenants(), func(t *governance.Tenant) *governance.Meta { return &t.Meta }, tenant, nil)
	bare(t, r.Systems(), func(s *governance.System) *governance.Meta { return &s.Meta },
		governance.System{Meta: e.System.Meta, TenantID: e.Tenant.ID, Name: "files", Kind: governance.SystemRecord},
		func(s *governance.System) { s.Name = "other" })
	bare(t, r.Identities(), func(i *governance.Identity) *governance.Meta { return &i.Meta },
		governance.Identity{Meta: e.Identity.Meta, TenantID: e.Tenant.ID, Name: "bare", Kind: governance.Bot, Owner: "a", Purpose: "p", Environment: "test"},
		func(i *governance.Identity) { i.Name = "other" })
	bare(t, r.Identities(), func(i *governance.Identity) *governance.Meta { return &i.Meta },
		governance.Identity{Meta: must(r.Identities().Get(t.Context(), e.Identity.ID))(t).Meta, TenantID: e.Tenant.ID, Name: "located", Kind: governance.Bot, Owner: "a", Purpose: "p", Environment: "test",
			Credential: &governance.Credential{Location: "vault://kv/a"}},
		func(i *governance.Identity) { i.Name = "another" })
	bare(t, r.ReviewSchedules(), func(s *governance.ReviewSchedule) *governance.Meta { return &s.Meta },
		governance.ReviewSchedule{Meta: e.Schedule.Meta, TenantID: e.Tenant.ID, Name: "bare", Subjects: governance.ReviewIdentities, Recurrence: "annual",
			Anchor: e.Schedule.Anchor, Reviewers: []string{"carol"}, DueWithin: governance.Period{Months: 1}, OverdueAction: governance.Revoke},
		func(s *governance.ReviewSchedule) { s.Name = "other" })
	bare(t, r.Entitlements(), func(x *governance.Entitlement) *governance.Meta { return &x.Meta },
		governance.Entitlement{Meta: e.Entitlement.Meta, TenantID: e.Tenant.ID, IdentityID: e.Identity.ID, SystemID: e.System.ID, Privilege: "bare", Justification: "j"},
		func(x *governance.Entitlement) { x.Scope = "other" })
	bare(t, r.Exceptions(), func(x *governance.Exception) *governance.Meta { return &x.Meta },
		governance.Exception{Meta: e.Exception.Meta, TenantID: e.Tenant.ID, Control: "c", Targets: []string{"a.b"}, Category: governance.Waiver, Reason: "r",
			RequestedBy: "bob", ExpiresAt: e.Exception.ExpiresAt},
		func(*governance.Exception) {})
	bare(t, r.EntitlementSets(), func(x *governance.EntitlementSet) *governance.Meta { return &x.Meta },
		governance.EntitlementSet{Meta: e.Set.Meta, TenantID: e.Tenant.ID, IdentityID: e.Agent.ID, SystemID: e.Vault.ID, Justification: "j"},
		func(x *governance.EntitlementSet) { x.SystemID = e.System.ID })
	bare(t, r.BreakGlass(), func(x *governance.BreakGlass) *governance.Meta { return &x.Meta },
		governance.BreakGlass{Meta: e.BreakGlass.Meta, TenantID: e.Tenant.ID, IdentityID: e.Identity.ID, SystemID: e.System.ID, Privilege: "emergency",
			MaxDuration: governance.Period{Months: 1}, ReviewWithin: governance.Period{Days: 1}, Activators: []string{"carol"}, Reason: "r", RequestedBy: "bob"},
		func(x *governance.BreakGlass) { x.Scope = "other" })
	bare(t, r.Variations(), func(x *governance.Variation) *governance.Meta { return &x.Meta },
		governance.Variation{Meta: e.Variation.Meta, TenantID: e.Tenant.ID, Control: "c", Parameter: "p", Value: "1", Reason: "r", RequestedBy: "bob"},
		func(x *governance.Variation) { x.Parameter = "other" })
	created(t, r.Activations(), func(x *governance.Activation) *governance.Meta { return &x.Meta },
		governance.Activation{TenantID: e.Tenant.ID, BreakGlassID: e.BreakGlass.ID, Activator: "carol", Reason: "r",
			StartsAt: e.Activation.StartsAt, EndsAt: e.Activation.EndsAt, Signature: "s"})
	created(t, r.Attestations(), func(x *governance.Attestation) *governance.Meta { return &x.Meta },
		governance.Attestation{TenantID: e.Tenant.ID, SourceID: e.Schedule.ID, SubjectKind: governance.KindEntitlementSet, SubjectID: e.Set.ID,
			DueAt: e.Attestation.DueAt.Add(time.Hour), Outcome: governance.OutcomeKeep, Reviewer: "carol", Reason: "r", Signature: "s"})
	bare(t, r.Messages(), func(x *governance.Message) *governance.Meta { return &x.Meta },
		governance.Message{Meta: e.Message.Meta, TenantID: e.Tenant.ID, Key: "k", Sink: "s", Event: []byte("null"), State: governance.MessageFailed},
		func(x *governance.Message) { x.TenantID = "" })

	// Not privileged is not the same as either.
	schedule := must(r.ReviewSchedules().Get(t.Context(), e.Schedule.ID))(t)
	schedule.Selector.Privileged = new(bool)
	got := must(r.ReviewSchedules().Update(t.Context(), schedule))(t)
	same(t, schedule.Selector, got.Selector)
}

// bare writes a record with nothing optional over a full one, and as a new one.
func bare[R register.Record](t *testing.T, c register.Collection[R], meta func(*R) *governance.Meta, record R, rename func(*R)) {
	t.Helper()
	updated := must(c.Update(t.Context(), record))(t)
	want := record
	*meta(&want) = *meta(&updated)
	same(t, want, updated)
	same(t, want, must(c.Get(t.Context(), meta(&record).ID))(t))
	if rename != nil {
		rename(&record)
		created(t, c, meta, record)
	}
}

// created writes a new record.
func created[R register.Record](t *testing.T, c register.Collection[R], meta func(*R) *governance.Meta, record R) {
	t.Helper()
	got := must(c.Create(t.Context(), record))(t)
	*meta(&record) = *meta(&got)
	same(t, record, got)
}

func normalised(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	tenant := Tenant("acme")
	tenant.Selectors.Accounts = []string{"3", "1", "2", "1"}
	tenant.ApprovedVaults, tenant.Labels = []string{}, map[string]string{}
	tenant.ContractStart = time.Date(2026, 1, 1, 1, 0, 0, 0, time.FixedZone("", 3600))
	given := slices.Clone(tenant.Selectors.Accounts)
	got := must(r.Tenants().Create(t.Context(), tenant))(t)

	same(t, given, tenant.Selectors.Accounts) // the caller's own is left alone
	same(t, []string{"1", "2", "3"}, got.Selectors.Accounts)
	same(t, []string(nil), got.ApprovedVaults)
	same(t, map[string]string(nil), got.Labels)
	if want := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); got.ContractStart != want {
		t.Errorf("got %v, want %v in UTC", got.ContractStart, want)
	}

	a := must(r.Systems().Create(t.Context(), System("", "a")))(t)
	b := must(r.Systems().Create(t.Context(), System(got.ID, "b")))(t)
	schedule := must(r.ReviewSchedules().Create(t.Context(), ReviewSchedule(got.ID, "q", b.ID, a.ID, b.ID)))(t)
	same(t, []string{a.ID, b.ID}, schedule.Selector.SystemIDs)
}

func hostileText(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	for _, text := range []string{
		`'; DROP TABLE tenants; --`, `"quoted" \ back\u0000slash`, "line\nbreak\ttab\r\n", " spaces ", "ünï😀código", "$1 ?1 %s {}", "<&>\u2028",
	} {
		entitlement := Entitlement(e.Identity.ID, e.System.ID, text)
		entitlement.Scope, entitlement.Justification, entitlement.TerraformAddresses = text, text, []string{text}
		got := must(r.Entitlements().Create(t.Context(), entitlement))(t)
		entitlement.Meta, entitlement.TenantID = got.Meta, e.Tenant.ID
		same(t, entitlement, got)
		same(t, got, must(r.Entitlements().Find(t.Context(), "acme/svc-backup/directory/"+text+"@"+text))(t))

		exception := Exception(e.Tenant.ID, text)
		exception.Evidence = map[string]string{text: text}
		recorded := must(r.Exceptions().Create(t.Context(), exception))(t)
		same(t, exception.Evidence, recorded.Evidence)
		same(t, recorded, must(r.Exceptions().Find(t.Context(), "acme/"+text))(t))
	}
}

func sortedIDs(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	var created []string
	for range 50 {
		created = append(created, must(r.Exceptions().Create(t.Context(), Exception(e.Tenant.ID, "c")))(t).ID)
	}
	for _, id := range created {
		if parsed := must(uuid.Parse(id))(t); parsed.Version() != 7 {
			t.Fatalf("%s is version %d, want 7", id, parsed.Version())
		}
	}
	if !slices.IsSorted(created) {
		t.Errorf("ids are not in the order of creation: %v", created)
	}
}

func metadata(t *testing.T, open Open) {
	now := time.Date(2026, 7, 1, 12, 0, 0, 987654321, time.FixedZone("", -7200))
	r := opened(t, open, register.Options{Now: func() time.Time { return now }})
	given := Tenant("acme")
	given.ID, given.Revision, given.CreatedAt = "mine", 7, time.Unix(0, 0)
	created := must(r.Tenants().Create(t.Context(), given))(t)
	first := time.Date(2026, 7, 1, 14, 0, 0, 987654000, time.UTC)
	same(t, governance.Meta{ID: created.ID, Revision: 1, CreatedAt: first, UpdatedAt: first}, created.Meta)
	if created.ID == "mine" {
		t.Error("the register took an id from the caller")
	}

	now = now.Add(time.Hour)
	created.Name, created.CreatedAt = "Renamed", time.Unix(0, 0)
	updated := must(r.Tenants().Update(t.Context(), created))(t)
	same(t, governance.Meta{ID: created.ID, Revision: 2, CreatedAt: first, UpdatedAt: first.Add(time.Hour)}, updated.Meta)
	same(t, updated, must(r.Tenants().Get(t.Context(), created.ID))(t))
}

func fineInstant(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")

	coarse := e.Entitlement
	coarse.ExpiresAt = coarse.ExpiresAt.Add(time.Microsecond)
	got := must(r.Entitlements().Update(t.Context(), coarse))(t)
	same(t, coarse.ExpiresAt, got.ExpiresAt)

	got.ExpiresAt = got.ExpiresAt.Add(time.Nanosecond)
	_, err := r.Entitlements().Update(t.Context(), got)
	wantInvalid(t, "a nanosecond", err, "expires_at")

	identity := e.Identity
	identity.Credential.IssuedAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	identity.Credential.ExpiresAt = time.Time{}
	_, err = r.Identities().Update(t.Context(), identity)
	wantInvalid(t, "year 10000", err, "credential.issued_at")
}
