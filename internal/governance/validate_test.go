package governance_test

import (
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type validator interface{ Validate() []governance.Problem }

// changed returns the record with one change: a test says only what it is about.
func changed[R any](record R, change func(*R)) R {
	change(&record)
	return record
}

func TestValidate(t *testing.T) {
	t.Parallel()
	tenant := governance.Tenant{Slug: "acme", Name: "Acme", Owner: "jane@acme.example", ContractStart: at("2026-01-01T00:00:00Z")}
	system := governance.System{TenantID: "acme", Name: "directory", Kind: governance.SystemRecord}
	identity := governance.Identity{
		TenantID: "acme", Name: "svc-backup", Kind: governance.ServiceAccount,
		Owner: "jane@acme.example", Purpose: "Nightly backups.", Environment: "production",
		Credential: &governance.Credential{Location: "vault://kv/acme/svc-backup"},
	}
	entitlement := governance.Entitlement{IdentityID: "i", SystemID: "s", Privilege: "backup-operators", Justification: "It backs up."}
	schedule := governance.ReviewSchedule{
		TenantID: "acme", Name: "quarterly", Subjects: governance.ReviewEntitlements, Recurrence: "quarterly",
		Anchor: at("2026-01-15T08:00:00Z"), Reviewers: []string{"jane@acme.example"},
		DueWithin: period("14d"), OverdueAction: governance.Escalate,
	}

	set := governance.EntitlementSet{IdentityID: "i", SystemID: "s", Justification: "It backs up.", Privileges: []governance.Privilege{{Name: "reader"}, {Name: "reader", Scope: "db1"}}}
	variation := governance.Variation{TenantID: "acme", Control: "keys-rotate", Parameter: "max_age", Value: "P6M", Reason: "The vendor.", RequestedBy: "dave@acme.example"}
	breakGlass := governance.BreakGlass{
		TenantID: "acme", IdentityID: "i", SystemID: "s", Privilege: "admin", MaxDuration: period("4h"), ReviewWithin: period("3d"),
		Activators: []string{"jane@acme.example"}, Reason: "The directory is down.", RequestedBy: "dave@acme.example",
	}

	tests := map[string]struct {
		record    validator
		attribute string // with the problem; empty: the record is whole
		detail    string
	}{
		"entitlement set":              {record: set},
		"entitlement set: nothing":     {record: changed(set, func(r *governance.EntitlementSet) { r.Privileges = nil })},
		"entitlement set: no identity": {changed(set, func(r *governance.EntitlementSet) { r.IdentityID = "" }), "identity", "empty"},
		"entitlement set: no system":   {changed(set, func(r *governance.EntitlementSet) { r.SystemID = "" }), "system", "empty"},
		"entitlement set: unjustified": {changed(set, func(r *governance.EntitlementSet) { r.Justification = " " }), "justification", "empty"},
		"entitlement set: nameless": {changed(set, func(r *governance.EntitlementSet) {
			r.Privileges = []governance.Privilege{{Scope: "db1"}}
		}), "privileges", "empty"},
		"entitlement set: twice": {changed(set, func(r *governance.EntitlementSet) {
			r.Privileges = []governance.Privilege{{Name: "reader", Scope: "db1"}, {Name: "reader", Scope: "db1", Privileged: true}}
		}), "privileges", `"reader@db1" is in it twice`},
		"entitlement set: not twice": {record: changed(set, func(r *governance.EntitlementSet) {
			r.Privileges = []governance.Privilege{{Name: "reader@db1"}, {Name: "reader", Scope: "db1"}}
		})},
		"entitlement set: end is start": {changed(set, func(r *governance.EntitlementSet) {
			r.StartsAt, r.ExpiresAt = at("2026-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z")
		}), "expires_at", "not after the start"},
		"entitlement set: status": {changed(set, func(r *governance.EntitlementSet) { r.Status = "dormant" }), "status", "none of"},
		"entitlement set: all":    {changed(set, func(r *governance.EntitlementSet) { r.TerraformAddresses = []string{"*"} }), "terraform_addresses", "nothing in particular"},

		"variation":               {record: variation},
		"variation: no tenant":    {changed(variation, func(r *governance.Variation) { r.TenantID = "" }), "tenant", "empty"},
		"variation: no control":   {changed(variation, func(r *governance.Variation) { r.Control = "" }), "control", "empty"},
		"variation: no parameter": {changed(variation, func(r *governance.Variation) { r.Parameter = "" }), "parameter", "empty"},
		"variation: slash":        {changed(variation, func(r *governance.Variation) { r.Parameter = "a/b" }), "parameter", "slash"},
		"variation: no value":     {changed(variation, func(r *governance.Variation) { r.Value = "" }), "value", "empty"},
		"variation: no reason":    {changed(variation, func(r *governance.Variation) { r.Reason = "" }), "reason", "empty"},
		"variation: by nobody":    {changed(variation, func(r *governance.Variation) { r.RequestedBy = "" }), "requested_by", "empty"},
		"variation: status":       {changed(variation, func(r *governance.Variation) { r.Status = governance.ExceptionRevoked }), "status", "none of"},

		"break-glass":               {record: breakGlass},
		"break-glass: no tenant":    {changed(breakGlass, func(r *governance.BreakGlass) { r.TenantID = "" }), "tenant", "empty"},
		"break-glass: no identity":  {changed(breakGlass, func(r *governance.BreakGlass) { r.IdentityID = "" }), "identity", "empty"},
		"break-glass: no system":    {changed(breakGlass, func(r *governance.BreakGlass) { r.SystemID = "" }), "system", "empty"},
		"break-glass: no privilege": {changed(breakGlass, func(r *governance.BreakGlass) { r.Privilege = "" }), "privilege", "empty"},
		"break-glass: no reason":    {changed(breakGlass, func(r *governance.BreakGlass) { r.Reason = "" }), "reason", "empty"},
		"break-glass: by nobody":    {changed(breakGlass, func(r *governance.BreakGlass) { r.RequestedBy = "" }), "requested_by", "empty"},
		"break-glass: endless":      {changed(breakGlass, func(r *governance.BreakGlass) { r.MaxDuration = governance.Period{} }), "max_duration", "short"},
		"break-glass: unreviewed":   {changed(breakGlass, func(r *governance.BreakGlass) { r.ReviewWithin = governance.Period{} }), "review_within", "after use"},
		"break-glass: for nobody":   {changed(breakGlass, func(r *governance.BreakGlass) { r.Activators = nil }), "activators", "at least one"},
		"break-glass: status":       {changed(breakGlass, func(r *governance.BreakGlass) { r.Status = governance.ExceptionExpired }), "status", "none of"},

		"tenant":                  {record: tenant},
		"tenant: slug":            {changed(tenant, func(r *governance.Tenant) { r.Slug = "Acme Inc" }), "slug", "is not a slug"},
		"tenant: slug, empty":     {changed(tenant, func(r *governance.Tenant) { r.Slug = "" }), "slug", "is not a slug"},
		"tenant: slug, reserved":  {changed(tenant, func(r *governance.Tenant) { r.Slug = "shared" }), "slug", "reserved"},
		"tenant: slug, last dash": {changed(tenant, func(r *governance.Tenant) { r.Slug = "acme-" }), "slug", "is not a slug"},
		"tenant: no name":         {changed(tenant, func(r *governance.Tenant) { r.Name = " " }), "name", "empty"},
		"tenant: no owner":        {changed(tenant, func(r *governance.Tenant) { r.Owner = "" }), "owner", "empty"},
		"tenant: ring":            {changed(tenant, func(r *governance.Tenant) { r.Ring = -1 }), "ring", "from 0"},
		"tenant: end is start":    {changed(tenant, func(r *governance.Tenant) { r.ContractEnd = r.ContractStart }), "contract_end", "not after the start"},
		"tenant: vault":           {changed(tenant, func(r *governance.Tenant) { r.ApprovedVaults = []string{"kv/acme"} }), "approved_vaults", "not a URI prefix"},
		"tenant: selects all": {changed(tenant, func(r *governance.Tenant) {
			r.Selectors.Addresses = []string{"*"}
		}), "selectors.addresses", "nothing in particular"},

		"system":                 {record: system},
		"system: shared":         {record: changed(system, func(r *governance.System) { r.TenantID, r.Shared = "", true })},
		"system: shared, tenant": {changed(system, func(r *governance.System) { r.Shared = true }), "tenant", "no tenant"},
		"system: no tenant":      {changed(system, func(r *governance.System) { r.TenantID = "" }), "tenant", "shared = true"},
		"system: kind":           {changed(system, func(r *governance.System) { r.Kind = "ftp" }), "kind", "none of record"},
		"system: slash":          {changed(system, func(r *governance.System) { r.Name = "a/b" }), "name", "slash"},
		"system: record, config": {changed(system, func(r *governance.System) { r.Config = map[string]string{"url": "x"} }), "config", "no configuration"},
		"system: secret in config": {changed(system, func(r *governance.System) {
			r.Kind, r.Config = governance.SystemLDAP, map[string]string{"bind_password": "hunter2"}
		}), "config", "bind_password_env"},
		"system: where tokens are got": {record: changed(system, func(r *governance.System) {
			r.Kind, r.Config = governance.SystemSCIM, map[string]string{"token_url": "https://login.example/token"}
		})},
		"system: secret by reference": {record: changed(system, func(r *governance.System) {
			r.Kind, r.Config = governance.SystemLDAP, map[string]string{"bind_password_env": "LDAP_PASSWORD"}
		})},

		"identity":           {record: identity},
		"identity: no owner": {changed(identity, func(r *governance.Identity) { r.Owner = "" }), "owner", "empty"},
		"identity: kind":     {changed(identity, func(r *governance.Identity) { r.Kind = "person" }), "kind", "service_account"},
		"identity: location": {changed(identity, func(r *governance.Identity) { r.Credential = &governance.Credential{Location: "the vault"} }), "credential.location", "not a URI"},
		"identity: secret": {changed(identity, func(r *governance.Identity) {
			r.Credential = &governance.Credential{Location: "https://svc:hunter2@vault"}
		}), "credential.location", "password"},
		"identity: no location": {changed(identity, func(r *governance.Identity) { r.Credential = &governance.Credential{} }), "credential.location", "not a URI"},

		"entitlement":               {record: entitlement},
		"entitlement: no privilege": {changed(entitlement, func(r *governance.Entitlement) { r.Privilege = "" }), "privilege", "empty"},
		"entitlement: status":       {changed(entitlement, func(r *governance.Entitlement) { r.Status = "dormant" }), "status", "scheduled"},
		"entitlement: unjustified":  {changed(entitlement, func(r *governance.Entitlement) { r.Justification = "" }), "justification", "empty"},
		"entitlement: ends at start": {changed(entitlement, func(r *governance.Entitlement) {
			r.StartsAt, r.ExpiresAt = at("2026-01-01T00:00:00Z"), at("2026-01-01T01:00:00+01:00")
		}), "expires_at", "not after the start"},
		"entitlement: realised by all": {changed(entitlement, func(r *governance.Entitlement) { r.TerraformAddresses = []string{"*.*"} }), "terraform_addresses", "nothing in particular"},

		"exception":                      {record: exception()},
		"exception: status":              {changed(exception(), func(r *governance.Exception) { r.Status = "dormant" }), "status", "pending"},
		"exception: no end":              {changed(exception(), func(r *governance.Exception) { r.ExpiresAt = at("0001-01-01T00:00:00Z") }), "expires_at", "has an end"},
		"exception: ends before start":   {changed(exception(), func(r *governance.Exception) { r.ExpiresAt = at("2026-10-01T00:00:00Z") }), "expires_at", "not after the start"},
		"exception: no targets":          {changed(exception(), func(r *governance.Exception) { r.Targets = nil }), "targets", "names what it excepts"},
		"exception: everything":          {changed(exception(), func(r *governance.Exception) { r.Targets = []string{"**"} }), "targets", "nothing in particular"},
		"exception: category":            {changed(exception(), func(r *governance.Exception) { r.Category = "other" }), "category", "waiver, mitigated"},
		"exception: mitigated by what":   {changed(exception(), func(r *governance.Exception) { r.Category = governance.Mitigated }), "mitigation", "what mitigates"},
		"exception: nobody requested it": {changed(exception(), func(r *governance.Exception) { r.RequestedBy = "" }), "requested_by", "empty"},

		"review schedule":             {record: schedule},
		"review schedule: recurrence": {changed(schedule, func(r *governance.ReviewSchedule) { r.Recurrence = "fortnightly" }), "recurrence", "write monthly"},
		"review schedule: no anchor":  {changed(schedule, func(r *governance.ReviewSchedule) { r.Anchor = at("0001-01-01T00:00:00Z") }), "anchor", "counted from it"},
		"review schedule: nobody":     {changed(schedule, func(r *governance.ReviewSchedule) { r.Reviewers = nil }), "reviewers", "at least one"},
		"review schedule: never overdue": {changed(schedule, func(r *governance.ReviewSchedule) {
			r.DueWithin = governance.Period{}
		}), "due_within", "overdue"},
		"review schedule: overtaken by the next": {changed(schedule, func(r *governance.ReviewSchedule) {
			r.Recurrence, r.DueWithin = "monthly", period("30d")
		}), "due_within", "The review of 2026-02-15T08:00:00Z would be overdue at 2026-03-17T08:00:00Z, and the next one is due by then, at 2026-03-15T08:00:00Z"},
		"review schedule: overtaken just then": {changed(schedule, func(r *governance.ReviewSchedule) {
			r.Recurrence, r.DueWithin = "FREQ=WEEKLY", period("7d")
		}), "due_within", "never be overdue"},
		"review schedule: just not overtaken": {record: changed(schedule, func(r *governance.ReviewSchedule) {
			r.Recurrence, r.DueWithin = "FREQ=WEEKLY", period("167h")
		})},
		"review schedule: of one date": {record: changed(schedule, func(r *governance.ReviewSchedule) {
			r.Recurrence, r.DueWithin = "FREQ=WEEKLY;COUNT=1", period("30d")
		})},
		"review schedule: action":   {changed(schedule, func(r *governance.ReviewSchedule) { r.OverdueAction = "ignore" }), "overdue_action", "escalate"},
		"review schedule: subjects": {changed(schedule, func(r *governance.ReviewSchedule) { r.Subjects = "people" }), "subjects", "entitlements"},
		"review schedule: kinds": {changed(schedule, func(r *governance.ReviewSchedule) {
			r.Selector.Kinds = []governance.IdentityKind{"person"}
		}), "selector.kinds", "service_account"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			problems := test.record.Validate()
			if test.attribute == "" {
				if len(problems) != 0 {
					t.Fatalf("problems: %v", problems)
				}
				return
			}
			if len(problems) != 1 || problems[0].Attribute != test.attribute || !strings.Contains(problems[0].Detail, test.detail) {
				t.Errorf("problems %q, want one at %s with %q", problems, test.attribute, test.detail)
			}
			for _, problem := range problems {
				if strings.Contains(problem.Detail, "hunter2") {
					t.Errorf("the problem shows the secret: %s", problem.Detail)
				}
			}
		})
	}
}
