// Package adopt writes the Terraform configuration for what a system has and no
// record of the register says. To apply it records what is there, and changes
// nothing in the system.
package adopt

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Choices are what a system cannot tell of what it has.
type Choices struct {
	Kind        governance.IdentityKind // of identities that the register does not know
	Owner       string                  // of those, an accountable person
	Environment string                  // of those
	Sets        bool                    // everything of an account in one entitlement set, where the register has no entitlement of it
}

// Counts are how many resources were written.
type Counts struct{ Identities, Entitlements, Sets int }

// Configuration returns the configuration that adopts what was found in a system,
// formatted, the same for the same. Identities that the register does not know
// become the tenant's.
func Configuration(held governance.Snapshot, s governance.System, tenant governance.Tenant, found []access.Unmanaged, choices Choices) ([]byte, Counts) {
	w := &writer{
		file: hclwrite.NewEmptyFile(), held: held, system: s, tenant: tenant, choices: choices,
		key: tenant.Slug + "/" + s.Name, names: names{},
	}
	if s.Shared {
		w.key = governance.SharedSlug + "/" + s.Name
	}
	w.write(found)
	return hclwrite.Format(w.file.Bytes()), w.counts
}

type writer struct {
	file    *hclwrite.File
	held    governance.Snapshot
	system  governance.System
	tenant  governance.Tenant
	choices Choices
	counts  Counts

	key       string // natural key of the system
	names     names
	theSystem hcl.Traversal
	theTenant hcl.Traversal // nil until it is needed
}

func (w *writer) write(found []access.Unmanaged) {
	for _, line := range []string{
		"What " + w.key + " has and the register did not know. To apply this records it, and",
		"changes nothing in the system. Look at each owner, purpose and justification",
		"first, and mark what is privileged.",
	} {
		w.file.Body().AppendUnstructuredTokens(hclwrite.Tokens{{Type: hclsyntax.TokenComment, Bytes: []byte("# " + line + "\n")}})
	}
	w.theSystem = w.data("nhi_system", w.names.of(w.system.Name), w.key)
	for _, one := range byAccount(found) {
		w.account(one)
	}
}

// byAccount are the accounts in order, each with what it has.
func byAccount(found []access.Unmanaged) (accounts [][]access.Unmanaged) {
	found = slices.Clone(found)
	slices.SortFunc(found, func(a, b access.Unmanaged) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Scope, b.Scope))
	})
	for i, one := range found {
		if i == 0 || found[i-1].Account != one.Account {
			accounts = append(accounts, nil)
		}
		last := len(accounts) - 1
		accounts[last] = append(accounts[last], one)
	}
	return accounts
}

func (w *writer) account(holds []access.Unmanaged) {
	account, name := holds[0].Account, w.names.of(holds[0].Account)
	identity := w.identity(name, account, holds[0].IdentityID)
	if w.choices.Sets && !w.hasEntitlement(holds[0].IdentityID) {
		w.set(name, identity, holds)
		return
	}
	for _, one := range holds {
		w.entitlement(w.names.of(account, one.String()), identity, one)
	}
}

// hasEntitlement reports whether a set would overlap with a record.
func (w *writer) hasEntitlement(identityID string) bool {
	return slices.ContainsFunc(w.held.Entitlements, func(e governance.Entitlement) bool {
		return e.IdentityID == identityID && e.SystemID == w.system.ID
	})
}

// identity writes whose account it is, and returns the reference to the id: of the
// identity that the register knows, else of one that it is to know.
func (w *writer) identity(name, account, id string) hcl.Traversal {
	for _, known := range w.held.Identities {
		if known.ID == id {
			return w.data("nhi_identity", name, w.slugOf(known.TenantID)+"/"+known.Name)
		}
	}
	if w.theTenant == nil {
		w.theTenant = w.data("nhi_tenant", Identifier(w.tenant.Slug), w.tenant.Slug)
	}
	body := w.block("resource", "nhi_identity", name)
	body.SetAttributeTraversal("tenant", w.theTenant)
	called := w.nameFor(account)
	text(body, "name", called)
	text(body, "kind", string(w.choices.Kind))
	text(body, "owner", w.choices.Owner)
	text(body, "purpose", "Held access in "+w.key+" before it was governed.")
	text(body, "environment", w.choices.Environment)
	if called != account {
		text(body, "external_id", account)
	}
	w.counts.Identities++
	return reference("nhi_identity", name, "id")
}

func (w *writer) slugOf(tenantID string) string {
	for _, t := range w.held.Tenants {
		if t.ID == tenantID {
			return t.Slug
		}
	}
	return w.tenant.Slug
}

// nameFor is a name for the identity with an account: the account itself where it
// can be a name and is none yet.
func (w *writer) nameFor(account string) string {
	taken := slices.ContainsFunc(w.held.Identities, func(i governance.Identity) bool { return i.TenantID == w.tenant.ID && i.Name == account })
	broken := slices.ContainsFunc(governance.Identity{Name: account}.Validate(), func(p governance.Problem) bool { return p.Attribute == "name" })
	if !taken && !broken {
		return account
	}
	return hyphened(account) + "-" + digest(account)
}

func (w *writer) entitlement(name string, identity hcl.Traversal, one access.Unmanaged) {
	body := w.block("resource", "nhi_entitlement", name)
	body.SetAttributeTraversal("identity", identity)
	body.SetAttributeTraversal("system", w.theSystem)
	text(body, "privilege", one.Name)
	if one.Scope != "" {
		text(body, "scope", one.Scope)
	}
	text(body, "justification", justification)
	w.counts.Entitlements++
}

func (w *writer) set(name string, identity hcl.Traversal, holds []access.Unmanaged) {
	body := w.block("resource", "nhi_entitlement_set", name)
	body.SetAttributeTraversal("identity", identity)
	body.SetAttributeTraversal("system", w.theSystem)
	privileges := make([]cty.Value, len(holds))
	for i, one := range holds {
		attributes := map[string]cty.Value{"name": cty.StringVal(one.Name)}
		if one.Scope != "" {
			attributes["scope"] = cty.StringVal(one.Scope)
		}
		privileges[i] = cty.ObjectVal(attributes)
	}
	body.SetAttributeValue("privileges", cty.TupleVal(privileges))
	text(body, "justification", justification)
	w.counts.Sets++
}

const justification = "It was held before it was governed."

// data writes a data source that looks a record up, and returns the reference to
// its id.
func (w *writer) data(kind, name, key string) hcl.Traversal {
	text(w.block("data", kind, name), "key", key)
	return reference("data", kind, name, "id")
}

func (w *writer) block(labels ...string) *hclwrite.Body {
	w.file.Body().AppendNewline()
	return w.file.Body().AppendNewBlock(labels[0], labels[1:]).Body()
}

func text(body *hclwrite.Body, name, value string) {
	body.SetAttributeValue(name, cty.StringVal(value))
}

func reference(root string, steps ...string) hcl.Traversal {
	traversal := hcl.Traversal{hcl.TraverseRoot{Name: root}}
	for _, step := range steps {
		traversal = append(traversal, hcl.TraverseAttr{Name: step})
	}
	return traversal
}
