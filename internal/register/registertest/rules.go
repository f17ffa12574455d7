package registertest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

const nobody = "01a208a3-0000-7000-8000-000000000000"

func brokenRules(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	before := must(r.Snapshot(t.Context()))(t)

	broken := e.Tenant
	broken.Slug, broken.Owner = "Not a slug", ""
	_, err := r.Tenants().Create(t.Context(), broken)
	wantInvalid(t, "tenant", err, "slug", "owner")
	broken.Slug = e.Tenant.Slug
	_, err = r.Tenants().Update(t.Context(), broken)
	wantInvalid(t, "tenant", err, "owner")

	system := e.System
	system.Name, system.Kind = "a/b", "mainframe"
	_, err = r.Systems().Create(t.Context(), system)
	wantInvalid(t, "system", err, "name", "kind")
	_, err = r.Systems().Update(t.Context(), system)
	wantInvalid(t, "system", err, "name", "kind")

	identity := e.Identity
	identity.Kind, identity.Credential = "human", &governance.Credential{Location: "nowhere"}
	_, err = r.Identities().Create(t.Context(), identity)
	wantInvalid(t, "identity", err, "kind", "credential.location")
	_, err = r.Identities().Update(t.Context(), identity)
	wantInvalid(t, "identity", err, "kind", "credential.location")

	entitlement := e.Entitlement
	entitlement.ExpiresAt, entitlement.Status = entitlement.StartsAt, "dormant"
	_, err = r.Entitlements().Create(t.Context(), entitlement)
	wantInvalid(t, "entitlement", err, "expires_at", "status")
	_, err = r.Entitlements().Update(t.Context(), entitlement)
	wantInvalid(t, "entitlement", err, "expires_at", "status")

	exception := e.Exception
	exception.Targets, exception.Status = []string{"*"}, "dormant"
	_, err = r.Exceptions().Create(t.Context(), exception)
	wantInvalid(t, "exception", err, "targets", "status")
	_, err = r.Exceptions().Update(t.Context(), exception)
	wantInvalid(t, "exception", err, "targets", "status")

	schedule := e.Schedule
	schedule.Reviewers, schedule.Recurrence = nil, "sometimes"
	_, err = r.ReviewSchedules().Create(t.Context(), schedule)
	wantInvalid(t, "review schedule", err, "reviewers", "recurrence")
	_, err = r.ReviewSchedules().Update(t.Context(), schedule)
	wantInvalid(t, "review schedule", err, "reviewers", "recurrence")

	set := e.Set
	set.Privileges = append(set.Privileges, set.Privileges[0])
	set.Justification = ""
	_, err = r.EntitlementSets().Create(t.Context(), set)
	wantInvalid(t, "entitlement set", err, "justification", "privileges")
	_, err = r.EntitlementSets().Update(t.Context(), set)
	wantInvalid(t, "entitlement set", err, "justification", "privileges")

	breakGlass := e.BreakGlass
	breakGlass.Activators, breakGlass.MaxDuration, breakGlass.Status = nil, governance.Period{}, governance.ExceptionExpired
	_, err = r.BreakGlass().Create(t.Context(), breakGlass)
	wantInvalid(t, "break glass", err, "activators", "max_duration", "status")
	_, err = r.BreakGlass().Update(t.Context(), breakGlass)
	wantInvalid(t, "break glass", err, "activators", "max_duration", "status")

	variation := e.Variation
	variation.Value, variation.Parameter = "", "a/b"
	_, err = r.Variations().Create(t.Context(), variation)
	wantInvalid(t, "variation", err, "value", "parameter")
	_, err = r.Variations().Update(t.Context(), variation)
	wantInvalid(t, "variation", err, "value", "parameter")

	activation := e.Activation
	activation.Reason, activation.EndsAt = "", activation.StartsAt
	_, err = r.Activations().Create(t.Context(), activation)
	wantInvalid(t, "activation", err, "reason", "ends_at")

	attestation := e.Attestation
	attestation.Outcome, attestation.Signature = governance.OutcomeKeep, ""
	_, err = r.Attestations().Create(t.Context(), attestation)
	wantInvalid(t, "attestation", err, "outcome", "signature")
	attestation.SubjectKind = "tenant"
	_, err = r.Attestations().Create(t.Context(), attestation)
	wantInvalid(t, "attestation of no subject", err, "outcome", "signature", "subject", "subject_kind")

	delegation := e.Delegation
	delegation.To, delegation.Reason = delegation.From, ""
	_, err = r.Delegations().Create(t.Context(), delegation)
	wantInvalid(t, "delegation", err, "to", "reason")

	message := e.Message
	message.Event, message.State = []byte(`{"a":`), "lost"
	_, err = r.Messages().Create(t.Context(), message)
	wantInvalid(t, "message", err, "event", "state")
	_, err = r.Messages().Update(t.Context(), message)
	wantInvalid(t, "message", err, "event", "state")

	same(t, before, must(r.Snapshot(t.Context()))(t))
}

// oneTruth keeps two records from saying different things of one privilege.
func oneTruth(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	before := must(r.Snapshot(t.Context()))(t)
	refused := func(what string, err error, by string) {
		t.Helper()
		wantInvalid(t, what, err, "system")
		if err != nil && !strings.Contains(err.Error(), by) {
			t.Errorf("%s: the error does not name %s: %v", what, by, err)
		}
	}
	_, err := r.EntitlementSets().Create(t.Context(), EntitlementSet(e.Identity.ID, e.System.ID))
	refused("a set beside an entitlement", err, "acme/svc-backup/directory/reader")
	_, err = r.Entitlements().Create(t.Context(), Entitlement(e.Agent.ID, e.Vault.ID, "other"))
	refused("an entitlement beside a set", err, "acme/agent/vault")
	moved := e.Entitlement
	moved.IdentityID, moved.SystemID = e.Agent.ID, e.Vault.ID
	_, err = r.Entitlements().Update(t.Context(), moved)
	refused("an entitlement moved to a set", err, "acme/agent/vault")

	_, err = r.Entitlements().Create(t.Context(), Entitlement(e.Identity.ID, e.System.ID, "domain-admin"))
	refused("an entitlement to what is for emergencies", err, "acme/svc-backup/directory/domain-admin")
	_, err = r.BreakGlass().Create(t.Context(), BreakGlass(e.Tenant.ID, e.Identity.ID, e.System.ID, "reader"))
	refused("for emergencies what is held anyway", err, "acme/svc-backup/directory/reader")
	scoped := BreakGlass(e.Tenant.ID, e.Agent.ID, e.Vault.ID, "admin")
	scoped.Scope = "db1"
	_, err = r.BreakGlass().Create(t.Context(), scoped)
	refused("for emergencies what a set declares", err, "acme/agent/vault")
	scoped.Scope = "db2"
	must(r.BreakGlass().Create(t.Context(), scoped))(t)
	wider := e.Set
	wider.Privileges = append(slices.Clone(wider.Privileges), governance.Privilege{Name: "admin", Scope: "db2"})
	_, err = r.EntitlementSets().Update(t.Context(), wider)
	refused("a set with what is for emergencies", err, "acme/agent/vault/admin@db2")

	after := must(r.Snapshot(t.Context()))(t)
	same(t, before.Entitlements, after.Entitlements)
	same(t, before.EntitlementSets, after.EntitlementSets)
	if problems, err := r.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("the register is not sound: %q, %v", problems, err)
	}
}

func uniqueKeys(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e, other := Build(t, r, "acme"), Build(t, r, "other") // the same names in two tenants

	_, err := r.Tenants().Create(t.Context(), Tenant("acme"))
	wantError(t, "slug", err, register.ErrExists)

	_, err = r.Systems().Create(t.Context(), System(e.Tenant.ID, "directory"))
	wantError(t, "system", err, register.ErrExists)
	must(r.Systems().Create(t.Context(), System("", "directory")))(t)
	_, err = r.Systems().Create(t.Context(), System("", "directory"))
	wantError(t, "shared system", err, register.ErrExists)

	_, err = r.Identities().Create(t.Context(), Identity(e.Tenant.ID, "svc-backup"))
	wantError(t, "identity", err, register.ErrExists)
	if err != nil && (!strings.Contains(err.Error(), "acme/svc-backup") || !strings.Contains(err.Error(), e.Identity.ID)) {
		t.Errorf("the error names neither key nor id: %v", err)
	}
	second := must(r.Identities().Create(t.Context(), Identity(e.Tenant.ID, "svc-second")))(t)
	second.Name = "svc-backup"
	_, err = r.Identities().Update(t.Context(), second)
	wantError(t, "identity renamed to another", err, register.ErrExists)

	_, err = r.ReviewSchedules().Create(t.Context(), ReviewSchedule(other.Tenant.ID, "quarterly"))
	wantError(t, "review schedule", err, register.ErrExists)

	_, err = r.Entitlements().Create(t.Context(), Entitlement(e.Identity.ID, e.System.ID, "reader"))
	wantError(t, "entitlement", err, register.ErrExists)
	scoped := Entitlement(e.Identity.ID, e.System.ID, "reader")
	scoped.Scope = "db1"
	must(r.Entitlements().Create(t.Context(), scoped))(t)
	_, err = r.Entitlements().Create(t.Context(), scoped)
	wantError(t, "entitlement with a scope", err, register.ErrExists)

	_, err = r.EntitlementSets().Create(t.Context(), EntitlementSet(e.Agent.ID, e.Vault.ID))
	wantError(t, "entitlement set", err, register.ErrExists)
	_, err = r.BreakGlass().Create(t.Context(), BreakGlass(e.Tenant.ID, e.Identity.ID, e.System.ID, "domain-admin"))
	wantError(t, "break glass", err, register.ErrExists)
	_, err = r.Variations().Create(t.Context(), Variation(e.Tenant.ID, "keys-rotate", "max_age"))
	wantError(t, "variation", err, register.ErrExists)
	must(r.Variations().Create(t.Context(), Variation(e.Tenant.ID, "keys-expire", "max_age")))(t)

	_, err = r.Attestations().Create(t.Context(), Attestation(e.Tenant.ID, e.Schedule.ID, e.Set.ID, ""))
	wantError(t, "a second outcome of a review", err, register.ErrExists)
	must(r.Attestations().Create(t.Context(), Attestation(e.Tenant.ID, e.Activation.ID, e.Set.ID, "")))(t)
	_, err = r.Messages().Create(t.Context(), Message(e.Tenant.ID, "lapse/1"))
	wantError(t, "a message twice", err, register.ErrExists)
	elsewhere := Message(e.Tenant.ID, "lapse/1")
	elsewhere.Sink = "pager"
	must(r.Messages().Create(t.Context(), elsewhere))(t)
	must(r.Messages().Create(t.Context(), Message("", "lapse/1")))(t)
	_, err = r.Messages().Create(t.Context(), Message("", "lapse/1"))
	wantError(t, "a message of no tenant twice", err, register.ErrExists)

	must(r.Exceptions().Create(t.Context(), Exception(e.Tenant.ID, "no-wildcards")))(t) // exceptions have no such rule
}

func slugStays(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	tenant := must(r.Tenants().Create(t.Context(), Tenant("acme")))(t)
	tenant.Slug = "acme-two"
	_, err := r.Tenants().Update(t.Context(), tenant)
	wantInvalid(t, "a new slug", err, "slug")
}

func tenantStays(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e, other := Build(t, r, "acme"), Build(t, r, "other")

	system := e.System
	system.TenantID = other.Tenant.ID
	_, err := r.Systems().Update(t.Context(), system)
	wantInvalid(t, "system", err, "tenant")
	system.TenantID, system.Shared = "", true
	_, err = r.Systems().Update(t.Context(), system)
	wantInvalid(t, "system made shared", err, "tenant")

	identity := e.Identity
	identity.TenantID = other.Tenant.ID
	_, err = r.Identities().Update(t.Context(), identity)
	wantInvalid(t, "identity", err, "tenant")

	exception := e.Exception
	exception.TenantID = other.Tenant.ID
	_, err = r.Exceptions().Update(t.Context(), exception)
	wantInvalid(t, "exception", err, "tenant")

	schedule := e.Schedule
	schedule.TenantID, schedule.Selector.SystemIDs = other.Tenant.ID, nil
	_, err = r.ReviewSchedules().Update(t.Context(), schedule)
	wantInvalid(t, "review schedule", err, "tenant")

	entitlement := e.Entitlement
	entitlement.IdentityID, entitlement.SystemID, entitlement.ReviewScheduleID = other.Identity.ID, other.System.ID, other.Schedule.ID
	entitlement.Privilege = "writer"
	_, err = r.Entitlements().Update(t.Context(), entitlement)
	wantInvalid(t, "entitlement of another tenant's identity", err, "tenant")

	set := e.Set
	set.IdentityID, set.SystemID, set.ReviewScheduleID = other.Agent.ID, other.System.ID, other.Schedule.ID
	_, err = r.EntitlementSets().Update(t.Context(), set)
	wantInvalid(t, "entitlement set of another tenant's identity", err, "tenant")

	breakGlass := e.BreakGlass
	breakGlass.TenantID, breakGlass.IdentityID, breakGlass.SystemID = other.Tenant.ID, other.Agent.ID, other.System.ID
	_, err = r.BreakGlass().Update(t.Context(), breakGlass)
	wantInvalid(t, "break glass", err, "tenant")

	variation := e.Variation
	variation.TenantID = other.Tenant.ID
	_, err = r.Variations().Update(t.Context(), variation)
	wantInvalid(t, "variation", err, "tenant")

	message := e.Message
	message.TenantID = ""
	_, err = r.Messages().Update(t.Context(), message)
	wantInvalid(t, "message", err, "tenant")
}

func references(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e, other := Build(t, r, "acme"), Build(t, r, "other")
	shared := must(r.Systems().Create(t.Context(), System("", "tooling")))(t)

	_, err := r.Systems().Create(t.Context(), System(nobody, "x"))
	wantInvalid(t, "system", err, "tenant")
	_, err = r.Identities().Create(t.Context(), Identity(nobody, "x"))
	wantInvalid(t, "identity", err, "tenant")
	_, err = r.Exceptions().Create(t.Context(), Exception(nobody, "x"))
	wantInvalid(t, "exception", err, "tenant")

	_, err = r.ReviewSchedules().Create(t.Context(), ReviewSchedule(nobody, "x", nobody))
	wantInvalid(t, "review schedule", err, "tenant", "selector.systems")
	_, err = r.ReviewSchedules().Create(t.Context(), ReviewSchedule(e.Tenant.ID, "x", other.System.ID))
	wantInvalid(t, "review schedule of another tenant's system", err, "selector.systems")
	must(r.ReviewSchedules().Create(t.Context(), ReviewSchedule(e.Tenant.ID, "of-shared", shared.ID)))(t)

	lost := Entitlement(nobody, nobody, "x")
	lost.ReviewScheduleID = nobody
	_, err = r.Entitlements().Create(t.Context(), lost)
	wantInvalid(t, "entitlement", err, "identity", "system", "review_schedule")
	stray := Entitlement(e.Identity.ID, other.System.ID, "x")
	stray.ReviewScheduleID = other.Schedule.ID
	_, err = r.Entitlements().Create(t.Context(), stray)
	wantInvalid(t, "entitlement across tenants", err, "system", "review_schedule")
	must(r.Entitlements().Create(t.Context(), Entitlement(e.Identity.ID, shared.ID, "x")))(t)

	astray := EntitlementSet(nobody, nobody)
	astray.ReviewScheduleID = nobody
	_, err = r.EntitlementSets().Create(t.Context(), astray)
	wantInvalid(t, "entitlement set", err, "identity", "system", "review_schedule")
	across := EntitlementSet(e.Identity.ID, other.Vault.ID)
	across.ReviewScheduleID = other.Schedule.ID
	_, err = r.EntitlementSets().Create(t.Context(), across)
	wantInvalid(t, "entitlement set across tenants", err, "system", "review_schedule")
	must(r.EntitlementSets().Create(t.Context(), EntitlementSet(e.Agent.ID, shared.ID)))(t)

	_, err = r.BreakGlass().Create(t.Context(), BreakGlass(nobody, nobody, nobody, "x"))
	wantInvalid(t, "break glass", err, "tenant", "identity", "system")
	_, err = r.BreakGlass().Create(t.Context(), BreakGlass(e.Tenant.ID, other.Identity.ID, other.System.ID, "x"))
	wantInvalid(t, "break glass across tenants", err, "identity", "system")
	must(r.BreakGlass().Create(t.Context(), BreakGlass(e.Tenant.ID, e.Identity.ID, shared.ID, "y")))(t)
	_, err = r.Variations().Create(t.Context(), Variation(nobody, "c", "p"))
	wantInvalid(t, "variation", err, "tenant")

	_, err = r.Activations().Create(t.Context(), Activation(e.Tenant.ID, nobody))
	wantInvalid(t, "activation", err, "break_glass")
	_, err = r.Activations().Create(t.Context(), Activation(e.Tenant.ID, other.BreakGlass.ID))
	wantInvalid(t, "activation of another tenant's", err, "break_glass")
	_, err = r.Attestations().Create(t.Context(), Attestation(e.Tenant.ID, nobody, nobody, "x"))
	wantInvalid(t, "attestation", err, "source", "subject")
	_, err = r.Attestations().Create(t.Context(), Attestation(e.Tenant.ID, other.Schedule.ID, other.Set.ID, "x"))
	wantInvalid(t, "attestation across tenants", err, "source", "subject")
	_, err = r.Attestations().Create(t.Context(), Attestation(e.Tenant.ID, e.Schedule.ID, e.Entitlement.ID, "x"))
	wantInvalid(t, "attestation of another kind of subject", err, "subject")
	_, err = r.Delegations().Create(t.Context(), Delegation(e.Tenant.ID, nobody, e.Set.ID, "x"))
	wantInvalid(t, "delegation", err, "source")
	_, err = r.Delegations().Create(t.Context(), Delegation(e.Tenant.ID, other.Activation.ID, e.Set.ID, "x"))
	wantInvalid(t, "delegation across tenants", err, "source")
	_, err = r.Messages().Create(t.Context(), Message(nobody, "x"))
	wantInvalid(t, "message", err, "tenant")
}

// oneActivation keeps two people from the same access at a time: one of them
// would take it from the other at the end.
func oneActivation(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e, other := Build(t, r, "acme"), Build(t, r, "other")
	use := func(e Estate) governance.Activation {
		a := Activation(e.Tenant.ID, e.BreakGlass.ID)
		a.EndedAt, a.EndedBy = time.Time{}, ""
		return a
	}
	first := must(r.Activations().Create(t.Context(), use(e)))(t)
	must(r.Activations().Create(t.Context(), use(other)))(t)
	_, err := r.Activations().Create(t.Context(), use(e))
	wantInvalid(t, "a second one", err, "break_glass")
	first.EndedAt = first.StartsAt
	must(r.Activations().Update(t.Context(), first))(t)
	must(r.Activations().Create(t.Context(), use(e)))(t)
}

// history outlives what it is about, until its tenant goes.
func history(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	if err := r.EntitlementSets().Delete(t.Context(), e.Set.ID, 0); err != nil {
		t.Fatal(err)
	}
	if err := r.Entitlements().Delete(t.Context(), e.Entitlement.ID, 0); err != nil {
		t.Fatal(err)
	}
	if err := r.ReviewSchedules().Delete(t.Context(), e.Schedule.ID, 0); err != nil {
		t.Fatal(err)
	}
	same(t, e.Attestation, must(r.Attestations().Get(t.Context(), e.Attestation.ID))(t))
	same(t, e.Delegation, must(r.Delegations().Get(t.Context(), e.Delegation.ID))(t))
	if problems, err := r.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("the register is not sound: %q, %v", problems, err)
	}
}

func entitlementTenant(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e, other := Build(t, r, "acme"), Build(t, r, "other")
	claimed := Entitlement(e.Identity.ID, e.System.ID, "writer")
	claimed.TenantID = other.Tenant.ID
	if got := must(r.Entitlements().Create(t.Context(), claimed))(t); got.TenantID != e.Tenant.ID {
		t.Errorf("got tenant %s, want that of the identity, %s", got.TenantID, e.Tenant.ID)
	}
}

// The register says since when something is quarantined, whatever is given, and for
// as long as that lasts.
func quarantinedSince(t *testing.T, open Open) {
	now := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	r := opened(t, open, register.Options{Now: func() time.Time { return now }})
	e := Build(t, r, "acme")
	begin := now
	for _, step := range []struct {
		status governance.EntitlementStatus
		want   time.Duration // after the beginning; none: zero
	}{
		{governance.EntitlementActive, 0},
		{governance.EntitlementQuarantined, 2 * time.Hour},
		{governance.EntitlementQuarantined, 2 * time.Hour},
		{governance.EntitlementActive, 0},
		{governance.EntitlementQuarantined, 5 * time.Hour},
		{governance.EntitlementExpired, 0},
	} {
		now = now.Add(time.Hour)
		want := time.Time{}
		if step.want > 0 {
			want = begin.Add(step.want)
		}
		given := now.Add(-time.Minute)
		e.Entitlement.Status, e.Entitlement.QuarantinedAt, e.Set.Status, e.Set.QuarantinedAt = step.status, given, step.status, given
		e.Entitlement = must(r.Entitlements().Update(t.Context(), e.Entitlement))(t)
		e.Set = must(r.EntitlementSets().Update(t.Context(), e.Set))(t)
		same(t, want, e.Entitlement.QuarantinedAt)
		same(t, want, e.Set.QuarantinedAt)
		kept(t, r.Entitlements(), e.Entitlement.ID, e.Entitlement)
		kept(t, r.EntitlementSets(), e.Set.ID, e.Set)
	}
	now = now.Add(time.Hour)
	other := Entitlement(e.Identity.ID, e.System.ID, "writer")
	other.Status = governance.EntitlementQuarantined
	same(t, now, must(r.Entitlements().Create(t.Context(), other))(t).QuarantinedAt)
}

func staleChange(t *testing.T, open Open) {
	r := opened(t, open, register.Options{Actor: "ci@acme.example"})
	e := Build(t, r, "acme")
	for _, kind := range kinds {
		id := kind.id(e)
		if !kind.changes() {
			wantError(t, kind.name, kind.remove(t.Context(), r, id, 2), register.ErrConflict)
			continue
		}
		if _, err := kind.update(t.Context(), r, r, id, 1); err != nil {
			t.Fatalf("%s: %v", kind.name, err)
		}
		for _, revision := range []int64{0, 1, 3} {
			_, err := kind.update(t.Context(), r, r, id, revision)
			wantError(t, kind.name, err, register.ErrConflict)
			if err != nil && !strings.Contains(err.Error(), "ci@acme.example") {
				t.Errorf("%s: the error does not say who changed it: %v", kind.name, err)
			}
		}
		wantError(t, kind.name, kind.remove(t.Context(), r, id, 1), register.ErrConflict)
		if got := must(kind.get(t.Context(), r, id))(t); got.Revision != 2 {
			t.Errorf("%s: got revision %d, want 2", kind.name, got.Revision)
		}
	}
	if err := r.Exceptions().Delete(t.Context(), e.Exception.ID, 2); err != nil {
		t.Error(err)
	}
	if err := r.Entitlements().Delete(t.Context(), e.Entitlement.ID, 0); err != nil {
		t.Error(err)
	}
}

// signedStays: what a person signed is neither rewritten nor taken away, by who can
// write to the register either. Of an activation, how it ended is still to be said,
// once.
func signedStays(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	begun := Activation(e.Tenant.ID, e.BreakGlass.ID)
	begun.EndedAt, begun.EndedBy = time.Time{}, ""
	begun = must(r.Activations().Create(t.Context(), begun))(t)
	before := must(r.Snapshot(t.Context()))(t)
	for _, kind := range kinds {
		if kind.signed {
			wantError(t, kind.name+" delete", kind.remove(t.Context(), r, kind.id(e), 0), register.ErrSigned)
		}
		if !kind.changes() {
			_, err := kind.update(t.Context(), r, r, kind.id(e), 1)
			wantError(t, kind.name+" update", err, register.ErrSigned)
		}
	}
	for name, change := range map[string]func(*governance.Activation){
		"tenant":    func(a *governance.Activation) { a.TenantID = nobody },
		"access":    func(a *governance.Activation) { a.BreakGlassID = nobody },
		"activator": func(a *governance.Activation) { a.Activator = "mallory@acme.example" },
		"reason":    func(a *governance.Activation) { a.Reason = "Nothing." },
		"start":     func(a *governance.Activation) { a.StartsAt = a.StartsAt.Add(-time.Hour) },
		"end":       func(a *governance.Activation) { a.EndsAt = a.EndsAt.Add(time.Hour) },
		"no end":    func(a *governance.Activation) { a.EndsAt = time.Time{} },
		"signature": func(a *governance.Activation) { a.Signature = "another" },
	} {
		changed := begun
		change(&changed)
		_, err := r.Activations().Update(t.Context(), changed)
		wantError(t, "another "+name, err, register.ErrSigned)
	}
	reopened, moved, blamed := e.Activation, e.Activation, e.Activation
	reopened.EndedAt, reopened.EndedBy = time.Time{}, ""
	moved.EndedAt = moved.EndedAt.Add(time.Minute)
	blamed.EndedBy = "mallory@acme.example"
	for what, changed := range map[string]governance.Activation{"open again": reopened, "another end": moved, "ended by another": blamed} {
		_, err := r.Activations().Update(t.Context(), changed)
		wantInvalid(t, what, err, "ended_at")
	}
	same(t, before, must(r.Snapshot(t.Context()))(t))

	begun.EndedAt, begun.EndedBy = begun.EndsAt, "nhi"
	begun = must(r.Activations().Update(t.Context(), begun))(t)
	begun.Granted = false
	if begun = must(r.Activations().Update(t.Context(), begun))(t); begun.Granted || begun.EndedBy != "nhi" {
		t.Errorf("got %+v, want that it ended and was taken away", begun)
	}
}

func notFound(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	for _, kind := range kinds {
		for _, id := range []string{nobody, "", "'"} {
			_, err := kind.get(t.Context(), r, id)
			wantError(t, kind.name+" get "+id, err, register.ErrNotFound)
			_, err = kind.find(t.Context(), r, id)
			wantError(t, kind.name+" find "+id, err, register.ErrNotFound)
			_, err = kind.key(t.Context(), r, id)
			wantError(t, kind.name+" key "+id, err, register.ErrNotFound)
			wantError(t, kind.name+" delete "+id, kind.remove(t.Context(), r, id, 0), register.ErrNotFound)
		}
	}
	if err := r.Exceptions().Delete(t.Context(), e.Exception.ID, 1); err != nil {
		t.Fatal(err)
	}
	_, err := r.Exceptions().Update(t.Context(), e.Exception)
	wantError(t, "a deleted record", err, register.ErrNotFound)
	wantError(t, "a deleted record", r.Exceptions().Delete(t.Context(), e.Exception.ID, 0), register.ErrNotFound)
}

func inUse(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	before := must(r.Snapshot(t.Context()))(t)
	refused := func(what string, err error, user string) {
		t.Helper()
		wantError(t, what, err, register.ErrInUse)
		if err != nil && !strings.Contains(err.Error(), user) {
			t.Errorf("%s: the error does not name %s: %v", what, user, err)
		}
	}
	const entitlement = "acme/svc-backup/directory/reader"
	refused("identity", r.Identities().Delete(t.Context(), e.Identity.ID, 0), entitlement)
	refused("system", r.Systems().Delete(t.Context(), e.System.ID, 0), entitlement)
	refused("review schedule", r.ReviewSchedules().Delete(t.Context(), e.Schedule.ID, 0), entitlement)
	refused("tenant", r.Tenants().Delete(t.Context(), e.Tenant.ID, 0), "acme/svc-backup")
	same(t, before, must(r.Snapshot(t.Context()))(t))

	// In the order in which Terraform destroys, each is free once its users are gone.
	gone := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	gone("entitlement", r.Entitlements().Delete(t.Context(), e.Entitlement.ID, 0))
	refused("system", r.Systems().Delete(t.Context(), e.System.ID, 0), "acme/quarterly")
	refused("identity", r.Identities().Delete(t.Context(), e.Identity.ID, 0), "break glass acme/svc-backup/directory/domain-admin")
	refused("system", r.Systems().Delete(t.Context(), e.System.ID, 0), "acme/svc-backup/directory/domain-admin")
	refused("break glass", r.BreakGlass().Delete(t.Context(), e.BreakGlass.ID, 0), "activation acme/svc-backup/directory/domain-admin")
	refused("break glass", r.BreakGlass().Delete(t.Context(), e.BreakGlass.ID, 0), "reviewed first: nhi review list")
	reviewed := Attestation(e.Tenant.ID, e.Activation.ID, e.BreakGlass.ID, "")
	reviewed.SubjectKind = governance.KindBreakGlass
	must(r.Attestations().Create(t.Context(), reviewed))(t)
	gone("break glass", r.BreakGlass().Delete(t.Context(), e.BreakGlass.ID, 0))
	if key := must(r.Activations().Key(t.Context(), e.Activation.ID))(t); key != "acme/"+e.BreakGlass.ID {
		t.Errorf("the activation of what has gone is %s", key)
	}
	gone("identity", r.Identities().Delete(t.Context(), e.Identity.ID, 0))
	refused("tenant", r.Tenants().Delete(t.Context(), e.Tenant.ID, 0), "acme/directory")
	for what, err := range map[string]error{
		"agent": r.Identities().Delete(t.Context(), e.Agent.ID, 0), "vault": r.Systems().Delete(t.Context(), e.Vault.ID, 0),
		"review schedule": r.ReviewSchedules().Delete(t.Context(), e.Schedule.ID, 0),
	} {
		refused(what, err, "entitlement set acme/agent/vault")
	}
	gone("entitlement set", r.EntitlementSets().Delete(t.Context(), e.Set.ID, 0))
	gone("agent", r.Identities().Delete(t.Context(), e.Agent.ID, 0))
	gone("vault", r.Systems().Delete(t.Context(), e.Vault.ID, 0))
	gone("review schedule", r.ReviewSchedules().Delete(t.Context(), e.Schedule.ID, 0))
	gone("system", r.Systems().Delete(t.Context(), e.System.ID, 0))
	refused("tenant", r.Tenants().Delete(t.Context(), e.Tenant.ID, 0), "acme/no-wildcards")
	gone("exception", r.Exceptions().Delete(t.Context(), e.Exception.ID, 0))
	refused("tenant", r.Tenants().Delete(t.Context(), e.Tenant.ID, 0), "acme/keys-rotate/max_age")
	gone("variation", r.Variations().Delete(t.Context(), e.Variation.ID, 0))
	// What was done goes along, and the log says so.
	gone("tenant", r.Tenants().Delete(t.Context(), e.Tenant.ID, 0))
	same(t, governance.Snapshot{}, must(r.Snapshot(t.Context()))(t))
	holds(t, r)
}

func offboarding(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	other := Build(t, r, "other")
	want := must(r.Snapshot(t.Context()))(t)
	e := Build(t, r, "acme")

	tenant := e.Tenant
	tenant.Offboard = true
	tenant = must(r.Tenants().Update(t.Context(), tenant))(t)
	wantError(t, "a stale revision", r.Tenants().Delete(t.Context(), tenant.ID, 1), register.ErrConflict)
	if err := r.Tenants().Delete(t.Context(), tenant.ID, tenant.Revision); err != nil {
		t.Fatal(err)
	}
	same(t, want, must(r.Snapshot(t.Context()))(t))
	wantError(t, "another tenant", r.Tenants().Delete(t.Context(), other.Tenant.ID, 0), register.ErrInUse)
}
