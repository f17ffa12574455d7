package registertest

import (
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// Records of every kind that break no rule, with every attribute set: what a
// test wants otherwise, it changes.

// Tenant is a tenant with a slug.
func Tenant(slug string) governance.Tenant {
	return governance.Tenant{
		Slug:           slug,
		Name:           "Customer " + slug,
		Ring:           2,
		ContractStart:  time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		ContractEnd:    time.Date(2028, 12, 31, 22, 59, 59, 123456000, time.UTC),
		Owner:          "ops@msp.example",
		ApprovedVaults: []string{"vault://kv/" + slug + "/", "vault://kv/shared/"},
		Selectors: governance.Selectors{
			Tags:      map[string]string{"tenant": slug},
			Accounts:  []string{"111122223333"},
			Addresses: []string{"module." + slug + ".*"},
		},
		Labels: map[string]string{"tier": "gold", "größe": "klein"},
	}
}

// System is a directory of a tenant, or a shared one for "".
func System(tenantID, name string) governance.System {
	return governance.System{
		TenantID: tenantID,
		Shared:   tenantID == "",
		Name:     name,
		Kind:     governance.SystemLDAP,
		Config:   map[string]string{"url": "ldaps://directory.example", "bind_password_env": "LDAP_PASSWORD"},
	}
}

// Identity is a service account of a tenant.
func Identity(tenantID, name string) governance.Identity {
	return governance.Identity{
		TenantID:    tenantID,
		Name:        name,
		Kind:        governance.ServiceAccount,
		Owner:       "alice@acme.example",
		Purpose:     "Backs up the database.",
		Environment: "production",
		ExternalID:  "S-1-5-21",
		Vendor:      "Example Inc.",
		Credential: &governance.Credential{
			Location:    "vault://kv/acme/" + name,
			IssuedAt:    time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC),
			RotateEvery: governance.Period{Months: 3, Days: 1, Clock: 12 * time.Hour},
			ExpiresAt:   time.Date(2027, 2, 3, 4, 5, 6, 0, time.UTC),
		},
		HumanUse: true,
	}
}

// Entitlement is a privilege that an identity holds in a system.
func Entitlement(identityID, systemID, privilege string) governance.Entitlement {
	return governance.Entitlement{
		IdentityID:         identityID,
		SystemID:           systemID,
		Privilege:          privilege,
		Privileged:         true,
		Justification:      "It reads what it backs up.",
		StartsAt:           time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		ExpiresAt:          time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC),
		TerraformAddresses: []string{"aws_iam_user_policy.backup"},
		Status:             governance.EntitlementActive,
		Granted:            true,
	}
}

// Exception is a mitigated exception of a tenant from a control.
func Exception(tenantID, control string) governance.Exception {
	return governance.Exception{
		TenantID:    tenantID,
		Control:     control,
		Targets:     []string{"aws_iam_user_policy.backup", "module.legacy.*"},
		Category:    governance.Mitigated,
		Reason:      "The vendor's agent needs it.",
		Mitigation:  "The network is closed.",
		Evidence:    map[string]string{"ticket": "SEC-1"},
		RequestedBy: "bob@acme.example",
		StartsAt:    time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC),
		ExpiresAt:   time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
		Approvals:   []string{"-----BEGIN SSH SIGNATURE-----\nA\n-----END SSH SIGNATURE-----\n"},
		RevokedAt:   time.Date(2026, 5, 20, 0, 0, 0, 0, time.UTC),
		Status:      governance.ExceptionRevoked,
	}
}

// ReviewSchedule is a quarterly review of a tenant's entitlements in a system.
func ReviewSchedule(tenantID, name string, systemIDs ...string) governance.ReviewSchedule {
	privileged := true
	return governance.ReviewSchedule{
		TenantID: tenantID,
		Name:     name,
		Subjects: governance.ReviewEntitlements,
		Selector: governance.ReviewSelector{
			Kinds:        []governance.IdentityKind{governance.Bot, governance.ServiceAccount},
			Environments: []string{"production"},
			SystemIDs:    systemIDs,
			Privileged:   &privileged,
			Labels:       map[string]string{"tier": "gold"},
		},
		Recurrence:        "quarterly",
		Anchor:            time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC),
		Reviewers:         []string{"carol@msp.example"},
		FallbackReviewers: []string{"dave@msp.example"},
		DueWithin:         governance.Period{Days: 14},
		OverdueAction:     governance.Quarantine,
		Evidence:          []string{"access_log"},
	}
}

// EntitlementSet is what an identity holds in a system.
func EntitlementSet(identityID, systemID string) governance.EntitlementSet {
	return governance.EntitlementSet{
		IdentityID: identityID,
		SystemID:   systemID,
		Privileges: []governance.Privilege{
			{Name: "Writer"}, {Name: "admin", Privileged: true}, {Name: "admin", Scope: "db1"}, {Name: "ümlaut", Scope: "a@b/c"},
		},
		Justification:      "It answers tickets.",
		StartsAt:           time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		ExpiresAt:          time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC),
		TerraformAddresses: []string{"aws_iam_user_policy.agent"},
		Status:             governance.EntitlementActive,
		Granted:            true,
	}
}

// Variation is a tenant's value of a control's parameter.
func Variation(tenantID, control, parameter string) governance.Variation {
	return governance.Variation{
		TenantID:    tenantID,
		Control:     control,
		Parameter:   parameter,
		Value:       "P6M",
		Reason:      "The vendor rotates in its own window.",
		RequestedBy: "bob@acme.example",
		ExpiresAt:   time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC),
		Approvals:   []string{"-----BEGIN SSH SIGNATURE-----\nA\n-----END SSH SIGNATURE-----\n"},
		Status:      governance.ExceptionActive,
	}
}

// BreakGlass is emergency access of an identity of a tenant.
func BreakGlass(tenantID, identityID, systemID, privilege string) governance.BreakGlass {
	return governance.BreakGlass{
		TenantID:     tenantID,
		IdentityID:   identityID,
		SystemID:     systemID,
		Privilege:    privilege,
		MaxDuration:  governance.Period{Clock: 4 * time.Hour},
		ReviewWithin: governance.Period{Days: 3},
		Activators:   []string{"carol@msp.example", "dave@msp.example"},
		Reason:       "The directory does not answer.",
		RequestedBy:  "bob@acme.example",
		Approvals:    []string{"-----BEGIN SSH SIGNATURE-----\nA\n-----END SSH SIGNATURE-----\n"},
		RevokedAt:    time.Date(2026, 4, 2, 0, 0, 0, 0, time.UTC),
		Status:       governance.ExceptionRevoked,
	}
}

// Activation is a use of break-glass access that has ended.
func Activation(tenantID, breakGlassID string) governance.Activation {
	return governance.Activation{
		TenantID:     tenantID,
		BreakGlassID: breakGlassID,
		Activator:    "carol@msp.example",
		Reason:       "INC-7: the directory does not answer.",
		StartsAt:     time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC),
		EndsAt:       time.Date(2026, 4, 1, 0, 30, 0, 0, time.UTC),
		EndedAt:      time.Date(2026, 4, 1, 0, 20, 0, 0, time.UTC),
		EndedBy:      "dave@msp.example",
		Granted:      true,
		Signature:    "-----BEGIN SSH SIGNATURE-----\nA\n-----END SSH SIGNATURE-----\n",
	}
}

// Attestation is the outcome of a review of an entitlement set, whose date
// follows from a name.
func Attestation(tenantID, scheduleID, setID, name string) governance.Attestation {
	return governance.Attestation{
		TenantID:    tenantID,
		SourceID:    scheduleID,
		SubjectKind: governance.KindEntitlementSet,
		SubjectID:   setID,
		DueAt:       dueBy(name),
		Outcome:     governance.OutcomeReduce,
		Remaining:   []string{"admin@db1", "ümlaut@a@b/c"},
		ExpiresAt:   time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC),
		Reviewer:    "carol@msp.example",
		Reason:      "Nobody writes any more.",
		Evidence:    map[string]string{"access_log": "https://logs.example/1"},
		Signature:   "-----BEGIN SSH SIGNATURE-----\nA\n-----END SSH SIGNATURE-----\n",
	}
}

func dueBy(name string) time.Time {
	due := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	for i := range len(name) {
		due = due.Add(time.Duration(i) * time.Duration(name[i]) * time.Hour)
	}
	return due
}

// Delegation hands that review over.
func Delegation(tenantID, scheduleID, subjectID, name string) governance.Delegation {
	return governance.Delegation{
		TenantID:  tenantID,
		SourceID:  scheduleID,
		SubjectID: subjectID,
		DueAt:     dueBy(name),
		From:      "carol@msp.example",
		To:        "erin@msp.example",
		Reason:    "On leave.",
		Signature: "-----BEGIN SSH SIGNATURE-----\nA\n-----END SSH SIGNATURE-----\n",
	}
}

// Message is a message that could not be delivered yet, of a tenant or for "" of
// none.
func Message(tenantID, key string) governance.Message {
	return governance.Message{
		TenantID:      tenantID,
		Key:           key,
		Sink:          "soc",
		Event:         []byte(`{"specversion":"1.0","data":{"b":"<&>","a":[1.50,"ü"]}}`),
		State:         governance.MessagePending,
		Attempts:      2,
		NextAttemptAt: time.Date(2026, 4, 1, 0, 5, 0, 0, time.UTC),
		DeliveredAt:   time.Date(2026, 4, 1, 0, 6, 0, 0, time.UTC),
		Reference:     "https://tickets.example/1",
		Problem:       "The receiver answers 503.",
	}
}

// Estate is one record of every kind, of one tenant, and what a second
// entitlement set needs.
type Estate struct {
	Tenant      governance.Tenant
	System      governance.System
	Vault       governance.System
	Identity    governance.Identity
	Agent       governance.Identity
	Schedule    governance.ReviewSchedule
	Entitlement governance.Entitlement
	Set         governance.EntitlementSet
	BreakGlass  governance.BreakGlass
	Exception   governance.Exception
	Variation   governance.Variation
	Activation  governance.Activation
	Attestation governance.Attestation
	Delegation  governance.Delegation
	Message     governance.Message
}

// IDs are those of all records of the estate, in the order in which they were
// created.
func (e Estate) IDs() []string {
	return []string{
		e.Tenant.ID, e.System.ID, e.Identity.ID, e.Schedule.ID, e.Entitlement.ID, e.Exception.ID,
		e.Vault.ID, e.Agent.ID, e.Set.ID, e.BreakGlass.ID, e.Variation.ID,
		e.Activation.ID, e.Attestation.ID, e.Delegation.ID, e.Message.ID,
	}
}

// Snapshot is what a register holds that has the estate alone.
func (e Estate) Snapshot() governance.Snapshot {
	return governance.Snapshot{
		Tenants:         []governance.Tenant{e.Tenant},
		Systems:         []governance.System{e.System, e.Vault},
		Identities:      []governance.Identity{e.Identity, e.Agent},
		Entitlements:    []governance.Entitlement{e.Entitlement},
		Exceptions:      []governance.Exception{e.Exception},
		ReviewSchedules: []governance.ReviewSchedule{e.Schedule},
		EntitlementSets: []governance.EntitlementSet{e.Set},
		Variations:      []governance.Variation{e.Variation},
		BreakGlass:      []governance.BreakGlass{e.BreakGlass},
		Activations:     []governance.Activation{e.Activation},
		Attestations:    []governance.Attestation{e.Attestation},
		Delegations:     []governance.Delegation{e.Delegation},
		Messages:        []governance.Message{e.Message},
	}
}

// Build records an estate.
func Build(t *testing.T, r register.Register, slug string) Estate {
	t.Helper()
	e := Declared(t, r, slug)
	e.Activation = must(r.Activations().Create(t.Context(), Activation(e.Tenant.ID, e.BreakGlass.ID)))(t)
	e.Attestation = must(r.Attestations().Create(t.Context(), Attestation(e.Tenant.ID, e.Schedule.ID, e.Set.ID, "")))(t)
	e.Delegation = must(r.Delegations().Create(t.Context(), Delegation(e.Tenant.ID, e.Schedule.ID, e.Set.ID, "")))(t)
	e.Message = must(r.Messages().Create(t.Context(), Message(e.Tenant.ID, "lapse/1")))(t)
	return e
}

// Declared records what Terraform declares of an estate: nothing that people did.
func Declared(t *testing.T, r register.Register, slug string) Estate {
	t.Helper()
	e := Core(t, r, slug)
	e.Vault = must(r.Systems().Create(t.Context(), System(e.Tenant.ID, "vault")))(t)
	e.Agent = must(r.Identities().Create(t.Context(), Identity(e.Tenant.ID, "agent")))(t)
	set := EntitlementSet(e.Agent.ID, e.Vault.ID)
	set.ReviewScheduleID = e.Schedule.ID
	e.Set = must(r.EntitlementSets().Create(t.Context(), set))(t)
	e.BreakGlass = must(r.BreakGlass().Create(t.Context(), BreakGlass(e.Tenant.ID, e.Identity.ID, e.System.ID, "domain-admin")))(t)
	e.Variation = must(r.Variations().Create(t.Context(), Variation(e.Tenant.ID, "keys-rotate", "max_age")))(t)
	return e
}

// Core records the first six records of an estate, for tests that count them.
func Core(t *testing.T, r register.Register, slug string) Estate {
	t.Helper()
	var e Estate
	e.Tenant = must(r.Tenants().Create(t.Context(), Tenant(slug)))(t)
	e.System = must(r.Systems().Create(t.Context(), System(e.Tenant.ID, "directory")))(t)
	e.Identity = must(r.Identities().Create(t.Context(), Identity(e.Tenant.ID, "svc-backup")))(t)
	e.Schedule = must(r.ReviewSchedules().Create(t.Context(), ReviewSchedule(e.Tenant.ID, "quarterly", e.System.ID)))(t)
	entitlement := Entitlement(e.Identity.ID, e.System.ID, "reader")
	entitlement.ReviewScheduleID = e.Schedule.ID
	e.Entitlement = must(r.Entitlements().Create(t.Context(), entitlement))(t)
	e.Exception = must(r.Exceptions().Create(t.Context(), Exception(e.Tenant.ID, "no-wildcards")))(t)
	return e
}
