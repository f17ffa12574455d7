package check_test

import (
	"crypto/ed25519"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"
	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

const overridable = `
resource_policy "thing" "p" {
  enforcement_level = "mandatory_overridable"
  enforce { condition = false }
}
resource_policy "thing" "strict" {
  filter = attrs.strict
  enforce { condition = false }
}
resource_policy "nhi_entitlement" "ends" {
  enforcement_level = "mandatory_overridable"
  enforce { condition = attrs.expires_at != null }
}`

const excepted = `
control "c" {
  objective = "o"
  owner     = "o@msp.example"
  severity  = "low"
  policies  = ["p", "strict", "ends"]
  exception {
    max_duration = "90d"
    approvals    = 0
    evidence     = ["ticket"]
  }
}`

var acme = governance.Tenant{Meta: governance.Meta{ID: "t-acme"}, Slug: "acme"}
var globex = governance.Tenant{Meta: governance.Meta{ID: "t-globex"}, Slug: "globex"}

// waiver is a good exception of acme; each test spoils it in one way.
func waiver(change func(*governance.Exception)) governance.Exception {
	e := governance.Exception{
		Meta: governance.Meta{ID: "e-1", CreatedAt: now.AddDate(0, -1, 0)}, TenantID: acme.ID, Control: "c",
		Targets: []string{"thing.*"}, Category: governance.Waiver, Reason: "r", RequestedBy: "jane@acme.example",
		Evidence: map[string]string{"ticket": "SEC-1"}, ExpiresAt: now.AddDate(0, 1, 0),
	}
	if change != nil {
		change(&e)
	}
	return e
}

func TestRecordedExceptions(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		exception governance.Exception
		strict    bool // a mandatory policy fails as well
		tenant    string
		standing  string
		outcome   decision.Outcome
		notWaived string // of the first finding
	}{
		"covers":            {waiver(nil), false, "acme", "used", decision.Allow, ""},
		"other target":      {waiver(func(e *governance.Exception) { e.Targets = []string{"other.*"} }), false, "acme", "unused", decision.Deny, ""},
		"other control":     {waiver(func(e *governance.Exception) { e.Control = "d" }), false, "acme", "malformed", decision.Deny, ""},
		"expired":           {waiver(func(e *governance.Exception) { e.ExpiresAt = now }), false, "acme", "expired", decision.Deny, "Exception e-1 does not count: it expired at 2026-11-23T12:00:00Z."},
		"not started":       {waiver(func(e *governance.Exception) { e.StartsAt = now.Add(time.Hour) }), false, "acme", "scheduled", decision.Deny, "it starts at 2026-11-23T13:00:00Z"},
		"revoked":           {waiver(func(e *governance.Exception) { e.RevokedAt = now.Add(-time.Hour) }), false, "acme", "revoked", decision.Deny, "it was revoked at"},
		"too long":          {waiver(func(e *governance.Exception) { e.ExpiresAt = now.AddDate(1, 0, 0) }), false, "acme", "over_long", decision.Deny, "allows at most P90D"},
		"evidence missing":  {waiver(func(e *governance.Exception) { e.Evidence = nil }), false, "acme", "malformed", decision.Deny, `evidence "ticket"`},
		"of another tenant": {waiver(func(e *governance.Exception) { e.TenantID = globex.ID }), false, "acme", "", decision.Deny, ""},
		"no tenant known":   {waiver(nil), false, "", "unused", decision.Deny, "not known to which tenant this change belongs"},
		"mandatory stays":   {waiver(nil), true, "acme", "used", decision.Deny, "the policy is mandatory"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := run(t, check.Request{
				Bundle: load(t, overridable, excepted), Tenant: test.tenant,
				Facts: governance.Snapshot{Tenants: []governance.Tenant{acme, globex}, Exceptions: []governance.Exception{test.exception}},
				Plan:  thePlan{changes: []change.Change{thing("a", change.Create, nil, map[string]cty.Value{"strict": cty.BoolVal(test.strict)})}},
			})
			if d.Outcome != test.outcome {
				t.Errorf("outcome %s, want %s", d.Outcome, test.outcome)
			}
			standing := ""
			if len(d.Exceptions) > 0 {
				standing = d.Exceptions[0].Standing
			}
			if standing != test.standing {
				t.Errorf("standing %q, want %q", standing, test.standing)
			}
			var notWaived []string
			for _, f := range d.Findings {
				notWaived = append(notWaived, f.NotWaived...)
			}
			if got := strings.Join(notWaived, " "); !strings.Contains(got, test.notWaived) || (got != "" && test.notWaived == "") {
				t.Errorf("not waived because %q, want %q", got, test.notWaived)
			}
		})
	}
}

func TestAWaivedFindingKeepsItsVerdict(t *testing.T) {
	t.Parallel()
	soon := waiver(func(e *governance.Exception) { e.ExpiresAt = now.AddDate(0, 0, 14) })
	later := waiver(func(e *governance.Exception) { e.ID = "e-2"; e.ExpiresAt = now.AddDate(0, 0, 15) })
	d := run(t, check.Request{
		Bundle: load(t, overridable, excepted), Tenant: "acme",
		Facts: governance.Snapshot{Tenants: []governance.Tenant{acme}, Exceptions: []governance.Exception{later, soon}},
		Plan:  thePlan{changes: []change.Change{thing("a", change.Create, nil, map[string]cty.Value{"strict": cty.False})}},
	})
	f := d.Findings[0]
	if f.Verdict != decision.Waived || f.Raw != decision.Fail || f.Exception != "e-1" || f.Tenant != "acme" {
		t.Errorf("finding: %+v", f)
	}
	type row struct {
		ID, Standing string
		Expiring     bool
		Findings     int
	}
	var got []row
	for _, e := range d.Exceptions {
		got = append(got, row{e.ID, e.Standing, e.Expiring, e.Findings})
	}
	want := []row{{"e-1", "used", true, 1}, {"e-2", "unused", false, 0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("exceptions (-want +got):\n%s", diff)
	}
}

func TestAMalformedExceptionIsAnError(t *testing.T) {
	t.Parallel()
	broken := waiver(func(e *governance.Exception) { e.Evidence = nil })
	ended := waiver(func(e *governance.Exception) { e.ID, e.Evidence, e.ExpiresAt = "e-2", nil, now.Add(-time.Hour) })
	for name, test := range map[string]struct {
		exception governance.Exception
		want      decision.Outcome
	}{"malformed": {broken, decision.CouldNotTell}, "malformed and over": {ended, decision.Allow}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := run(t, check.Request{
				Bundle: load(t, overridable, excepted),
				Facts:  governance.Snapshot{Tenants: []governance.Tenant{acme}, Exceptions: []governance.Exception{test.exception}},
				Plan:   thePlan{},
			})
			if d.Outcome != test.want {
				t.Errorf("outcome %s, want %s", d.Outcome, test.want)
			}
		})
	}
}

// ours is a change of one of the product's own records.
func ours(typ, name string, action change.Action, before, after map[string]cty.Value) change.Change {
	c := thing(name, action, before, after)
	c.Type, c.Address = typ, typ+"."+name
	return c
}

// plannedWaiver are the attributes of a planned nhi_exception.
func plannedWaiver(set map[string]cty.Value) map[string]cty.Value {
	attrs := map[string]cty.Value{
		"id": unknown("nhi_exception.e", "id"), "tenant": str(acme.ID), "control": str("c"),
		"targets": cty.TupleVal([]cty.Value{str("thing.a")}), "category": str("waiver"), "reason": str("r"),
		"mitigation": cty.NullVal(cty.String), "requested_by": str("jane@acme.example"),
		"evidence":  cty.ObjectVal(map[string]cty.Value{"ticket": str("SEC-1")}),
		"starts_at": cty.NullVal(cty.String), "expires_at": str("2026-12-31T00:00:00Z"), "approvals": cty.EmptyTupleVal,
		"revoked_at": unknown("nhi_exception.e", "revoked_at"), "status": unknown("nhi_exception.e", "status"),
	}
	for name, value := range set {
		attrs[name] = value
	}
	return attrs
}

func TestPlannedExceptions(t *testing.T) {
	t.Parallel()
	recorded := waiver(nil)
	existing := func(set map[string]cty.Value) map[string]cty.Value {
		attrs := plannedWaiver(map[string]cty.Value{"id": str("e-1"), "status": str("active")})
		for name, value := range set {
			attrs[name] = value
		}
		return attrs
	}
	tests := map[string]struct {
		plan     []change.Change
		recorded []governance.Exception
		standing string
		want     decision.Outcome
	}{
		"created":              {[]change.Change{ours("nhi_exception", "e", change.Create, nil, plannedWaiver(nil))}, nil, "used", decision.Allow},
		"revoked by hand":      {[]change.Change{ours("nhi_exception", "e", change.Update, existing(nil), existing(map[string]cty.Value{"revoked_at": str("2026-11-01T00:00:00Z")}))}, []governance.Exception{recorded}, "revoked", decision.Deny},
		"stays revoked":        {[]change.Change{ours("nhi_exception", "e", change.Update, existing(nil), existing(nil))}, []governance.Exception{waiver(func(e *governance.Exception) { e.RevokedAt = now.Add(-time.Hour) })}, "revoked", decision.Deny},
		"kept":                 {[]change.Change{ours("nhi_exception", "e", change.NoOp, existing(nil), existing(nil))}, []governance.Exception{recorded}, "used", decision.Allow},
		"deleted":              {[]change.Change{ours("nhi_exception", "e", change.Delete, existing(nil), nil)}, []governance.Exception{recorded}, "", decision.Deny},
		"forgotten":            {[]change.Change{ours("nhi_exception", "e", change.Forget, existing(nil), nil)}, []governance.Exception{recorded}, "used", decision.Allow},
		"shortened":            {[]change.Change{ours("nhi_exception", "e", change.Update, existing(nil), existing(map[string]cty.Value{"expires_at": str("2026-11-23T00:00:00Z")}))}, []governance.Exception{recorded}, "expired", decision.Deny},
		"narrowed":             {[]change.Change{ours("nhi_exception", "e", change.Update, existing(nil), existing(map[string]cty.Value{"targets": cty.TupleVal([]cty.Value{str("thing.b")})}))}, []governance.Exception{recorded}, "unused", decision.Deny},
		"target not known yet": {[]change.Change{ours("nhi_exception", "e", change.Create, nil, plannedWaiver(map[string]cty.Value{"targets": cty.TupleVal([]cty.Value{str("thing.a"), unknown("nhi_exception.e", "targets[1]")})}))}, nil, "malformed", decision.Deny},
		"end not known yet":    {[]change.Change{ours("nhi_exception", "e", change.Create, nil, plannedWaiver(map[string]cty.Value{"expires_at": unknown("nhi_exception.e", "expires_at")}))}, nil, "malformed", decision.Deny},
		"sensitive":            {[]change.Change{ours("nhi_exception", "e", change.Create, nil, plannedWaiver(map[string]cty.Value{"reason": str("canary").Mark(change.Sensitive)}))}, nil, "malformed", decision.Deny},
		"end is no instant":    {[]change.Change{ours("nhi_exception", "e", change.Create, nil, plannedWaiver(map[string]cty.Value{"expires_at": str("2026-12-31")}))}, nil, "malformed", decision.Deny},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := run(t, check.Request{
				Bundle: load(t, overridable, excepted), Tenant: "acme",
				Facts: governance.Snapshot{Tenants: []governance.Tenant{acme}, Exceptions: test.recorded},
				Plan:  thePlan{changes: append(test.plan, thing("a", change.Create, nil, map[string]cty.Value{"strict": cty.False}))},
			})
			standing := ""
			if len(d.Exceptions) == 1 {
				standing = d.Exceptions[0].Standing
			} else if len(d.Exceptions) > 1 {
				t.Errorf("%d exceptions, want one for one record", len(d.Exceptions))
			}
			if d.Outcome != test.want || standing != test.standing {
				t.Errorf("outcome %s, standing %q; want %s, %q", d.Outcome, standing, test.want, test.standing)
			}
		})
	}
}

// TestEverythingIsNew is the first apply: nothing has an id, and what belongs to
// whom is only in the references of the configuration.
func TestEverythingIsNew(t *testing.T) {
	t.Parallel()
	d := run(t, check.Request{
		Bundle: load(t, overridable, excepted),
		Plan: thePlan{
			changes: []change.Change{
				ours("nhi_entitlement", "admin", change.Create, nil, map[string]cty.Value{
					"id": unknown("nhi_entitlement.admin", "id"), "tenant": unknown("nhi_entitlement.admin", "tenant"),
					"identity": unknown("nhi_entitlement.admin", "identity"), "expires_at": cty.NullVal(cty.String),
				}),
				ours("nhi_exception", "e", change.Create, nil, plannedWaiver(map[string]cty.Value{
					"tenant": unknown("nhi_exception.e", "tenant"), "targets": cty.TupleVal([]cty.Value{str("nhi_entitlement.admin")}),
				})),
				ours("nhi_identity", "backup", change.Create, nil, map[string]cty.Value{"id": unknown("nhi_identity.backup", "id"), "tenant": unknown("nhi_identity.backup", "tenant")}),
				ours("nhi_tenant", "acme", change.Create, nil, map[string]cty.Value{"id": unknown("nhi_tenant.acme", "id"), "slug": str("acme"), "ring": cty.NumberIntVal(0)}),
			},
			authored: map[string][]string{
				"nhi_entitlement.admin identity": {"nhi_identity.backup.id"},
				"nhi_identity.backup tenant":     {"nhi_tenant.acme.id"},
				"nhi_exception.e tenant":         {"nhi_tenant.acme.id"},
			},
		},
	})
	want := []string{"nhi_entitlement.admin create ends waived allow by nhi_exception.e"}
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if d.Findings[0].Tenant != "acme" {
		t.Errorf("tenant %q", d.Findings[0].Tenant)
	}
}

func TestApprovalsAreVerified(t *testing.T) {
	t.Parallel()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	signers := new(approval.AllowedSigners)
	if diags := signers.Read([]byte("alice@msp.example "+string(ssh.MarshalAuthorizedKey(key))), "allowed_signers"); diags.HasErrors() {
		t.Fatal(diags)
	}
	controls := strings.Replace(excepted, "approvals    = 0", "approvals    = 1\n    approvers    = [\"alice@msp.example\"]", 1)
	e := waiver(nil)
	message, err := approval.OfException(e, "acme").Canonical()
	if err != nil {
		t.Fatal(err)
	}
	signature, err := approval.Sign(message, signer)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		change   func(*governance.Exception)
		standing string
	}{
		"signed":             {func(e *governance.Exception) { e.Approvals = []string{signature} }, "used"},
		"unsigned":           {func(*governance.Exception) {}, "not_approved"},
		"changed afterwards": {func(e *governance.Exception) { e.Approvals = []string{signature}; e.Targets = []string{"*.a"} }, "not_approved"},
		"nonsense":           {func(e *governance.Exception) { e.Approvals = []string{"x"} }, "not_approved"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := load(t, overridable, controls)
			b.Signers = signers
			d := run(t, check.Request{
				Bundle: b, Tenant: "acme",
				Facts: governance.Snapshot{Tenants: []governance.Tenant{acme}, Exceptions: []governance.Exception{waiver(test.change)}},
				Plan:  thePlan{changes: []change.Change{thing("a", change.Create, nil, map[string]cty.Value{"strict": cty.False})}},
			})
			if got := d.Exceptions[0].Standing; got != test.standing {
				t.Errorf("standing %q, want %q: %v", got, test.standing, d.Exceptions[0].Problems)
			}
		})
	}
}

func TestSelectorsAttributeChanges(t *testing.T) {
	t.Parallel()
	tenant := func(slug string, s governance.Selectors) governance.Tenant {
		return governance.Tenant{Meta: governance.Meta{ID: "t-" + slug}, Slug: slug, Selectors: s}
	}
	tenants := []governance.Tenant{
		tenant("tagged", governance.Selectors{Tags: map[string]string{"tenant": "tagged"}}),
		tenant("account", governance.Selectors{Accounts: []string{"111122223333"}}),
		tenant("address", governance.Selectors{Addresses: []string{"thing.of_address*"}}),
		tenant("greedy", governance.Selectors{Addresses: []string{"thing.of_*both"}}),
	}
	tags := func(value string) map[string]cty.Value {
		return map[string]cty.Value{"tags": cty.ObjectVal(map[string]cty.Value{"tenant": str(value)})}
	}
	changes := map[string]struct {
		attrs map[string]cty.Value
		want  string
	}{
		"by_tag":          {tags("tagged"), "tagged"},
		"by_other_tag":    {tags("other"), ""},
		"by_unknown_tag":  {map[string]cty.Value{"tags": unknown("thing.by_unknown_tag", "tags")}, ""},
		"by_account":      {map[string]cty.Value{"arn": str("arn:aws:iam::111122223333:user/x")}, "account"},
		"by_name":         {map[string]cty.Value{"arn": str("arn:aws:iam::999999999999:user/x111122223333")}, ""},
		"of_address":      {map[string]cty.Value{}, "address"},
		"of_address_both": {map[string]cty.Value{}, ""},
		"by_both":         {tags("x"), ""},
		"of_tag_both":     {tags("tagged"), ""},
	}
	p := thePlan{}
	for name, c := range changes {
		p.changes = append(p.changes, thing(name, change.Create, nil, c.attrs))
	}
	d := run(t, check.Request{
		Bundle: load(t, `
resource_policy "thing" "p" {
  enforce {
    condition     = false
    error_message = meta.tenant == null ? "" : meta.tenant
  }
}`, ""),
		Facts: governance.Snapshot{Tenants: tenants}, Plan: p, MaxTenants: len(tenants),
	})
	for _, f := range d.Findings {
		want := changes[strings.TrimPrefix(f.Address, "thing.")].want
		if f.Tenant != want || f.Messages[0].Text != want {
			t.Errorf("%s: tenant %q, meta.tenant %q, want %q", f.Address, f.Tenant, f.Messages[0].Text, want)
		}
	}
	if len(d.Findings) != len(changes) {
		t.Errorf("%d findings, want %d", len(d.Findings), len(changes))
	}
}

func TestATenantThatDoesNotExistIsPointedOut(t *testing.T) {
	t.Parallel()
	d := run(t, check.Request{
		Bundle: load(t, overridable, excepted), Tenant: "amce",
		Facts: governance.Snapshot{Tenants: []governance.Tenant{acme}, Exceptions: []governance.Exception{waiver(nil)}},
		Plan:  thePlan{changes: []change.Change{thing("a", change.Create, nil, map[string]cty.Value{"strict": cty.False})}},
	})
	if d.Outcome != decision.Deny || len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], `No tenant "amce"`) {
		t.Errorf("outcome %s, warnings %q", d.Outcome, d.Warnings)
	}
}

func TestSelectorsGoBeforeTheConfigurationsTenant(t *testing.T) {
	t.Parallel()
	globex := globex
	globex.Selectors = governance.Selectors{Addresses: []string{"thing.of_globex", "thing.of_both"}}
	acme := acme
	acme.Selectors = governance.Selectors{Addresses: []string{"thing.of_both"}}
	var p thePlan
	for _, name := range []string{"of_both", "of_globex", "of_nobody"} {
		p.changes = append(p.changes, thing(name, change.Create, nil, map[string]cty.Value{"strict": cty.False}))
	}
	d := run(t, check.Request{
		Bundle: load(t, overridable, excepted), Tenant: "acme", MaxTenants: 2, Plan: p,
		Facts: governance.Snapshot{Tenants: []governance.Tenant{acme, globex}, Exceptions: []governance.Exception{waiver(nil)}},
	})
	want := []string{
		"thing.of_both create p waived allow by e-1",
		"thing.of_globex create p fail deny",
		"thing.of_nobody create p waived allow by e-1",
	}
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	reached := []decision.Tenant{
		{Slug: "acme", Changes: 2, Address: "thing.of_both"},
		{Slug: "globex", Changes: 1, Address: "thing.of_globex"},
	}
	if diff := cmp.Diff(reached, d.Tenants); diff != "" {
		t.Errorf("tenants (-want +got):\n%s", diff)
	}
}
