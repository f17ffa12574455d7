package registertest

import (
	"slices"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

func confinedOut(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	own, other := Build(t, r, "acme"), Build(t, r, "other")
	before := must(r.Snapshot(t.Context()))(t)
	for _, name := range []string{"acme", own.Tenant.ID} {
		for _, c := range []register.Register{opened(t, open, register.Options{Tenant: name}), r.Confined(name)} {
			for _, kind := range kinds {
				id := kind.id(other)
				refused := func(what string, err error) {
					t.Helper()
					wantError(t, kind.name+" "+what, err, register.ErrConfined)
				}
				_, err := kind.get(t.Context(), c, id)
				refused("get", err)
				_, err = kind.find(t.Context(), c, id)
				refused("find by id", err)
				_, err = kind.find(t.Context(), c, must(kind.key(t.Context(), r, id))(t))
				refused("find by key", err)
				_, err = kind.key(t.Context(), c, id)
				refused("key", err)
				_, err = kind.list(t.Context(), c, other.Tenant.ID)
				refused("list", err)
				_, err = kind.create(t.Context(), c, other, "third")
				refused("create", err)
				_, err = kind.update(t.Context(), r, c, id, 1)
				refused("update", err)
				refused("delete", kind.remove(t.Context(), c, id, 0))
			}
		}
	}
	// Nor by way of a tenant that does not exist.
	c := opened(t, open, register.Options{Tenant: "nobody"})
	for _, kind := range kinds {
		_, err := kind.get(t.Context(), c, kind.id(own))
		wantError(t, kind.name+" of a tenant while confined to none", err, register.ErrConfined)
		if got := must(kind.list(t.Context(), c, ""))(t); len(got) != 0 {
			t.Errorf("%s: confined to no tenant, one sees %v", kind.name, got)
		}
	}
	same(t, before, must(r.Snapshot(t.Context()))(t))
}

func confinedIn(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	own, _ := Build(t, r, "acme"), Build(t, r, "other")
	c := opened(t, open, register.Options{Tenant: "acme"})
	same(t, own.Snapshot(), must(c.Snapshot(t.Context()))(t))
	same(t, own.Snapshot(), must(r.Confined("acme").Snapshot(t.Context()))(t))
	for _, kind := range slices.Backward(kinds) {
		id := kind.id(own)
		if got, want := must(kind.list(t.Context(), c, ""))(t), must(kind.list(t.Context(), r, own.Tenant.ID))(t); !slices.Equal(got, want) || !slices.Contains(got, id) {
			t.Errorf("%s: one sees %v, want %v", kind.name, got, want)
		}
		must(kind.find(t.Context(), c, must(kind.key(t.Context(), c, id))(t)))(t)
		if kind.changes() {
			must(kind.update(t.Context(), c, c, id, 1))(t)
		}
		if kind.name == "tenant" {
			continue
		}
		more := must(kind.create(t.Context(), c, own, "more"))(t)
		if kind.signed {
			continue
		}
		if err := kind.remove(t.Context(), c, more.ID, 1); err != nil {
			t.Errorf("%s: %v", kind.name, err)
		}
	}
}

func confinedShared(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	own := Build(t, r, "acme")
	shared := must(r.Systems().Create(t.Context(), System("", "tooling")))(t)
	c := opened(t, open, register.Options{Tenant: "acme"})

	same(t, shared, must(c.Systems().Get(t.Context(), shared.ID))(t))
	same(t, shared, must(c.Systems().Find(t.Context(), "shared/tooling"))(t))
	same(t, []governance.System{own.System, own.Vault, shared}, must(c.Systems().List(t.Context(), ""))(t))
	same(t, []governance.System{own.System, own.Vault, shared}, must(c.Snapshot(t.Context()))(t).Systems)
	must(c.Entitlements().Create(t.Context(), Entitlement(own.Identity.ID, shared.ID, "reader")))(t)

	_, err := c.Systems().Create(t.Context(), System("", "mine"))
	wantError(t, "create", err, register.ErrConfined)
	_, err = c.Systems().Update(t.Context(), shared)
	wantError(t, "update", err, register.ErrConfined)
	wantError(t, "delete", c.Systems().Delete(t.Context(), shared.ID, 0), register.ErrConfined)
}

func confinedMessages(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	own := Build(t, r, "acme")
	operators := must(r.Messages().Create(t.Context(), Message("", "log/1")))(t)
	same(t, operators, must(r.Messages().Find(t.Context(), "shared/soc/log/1"))(t))
	c := opened(t, open, register.Options{Tenant: "acme"})
	_, err := c.Messages().Get(t.Context(), operators.ID)
	wantError(t, "get", err, register.ErrConfined)
	_, err = c.Messages().Find(t.Context(), "shared/soc/log/1")
	wantError(t, "find", err, register.ErrConfined)
	same(t, []governance.Message{own.Message}, must(c.Messages().List(t.Context(), ""))(t))
	_, err = c.Messages().Create(t.Context(), Message("", "log/2"))
	wantError(t, "create", err, register.ErrConfined)
	_, err = c.Messages().Update(t.Context(), operators)
	wantError(t, "update", err, register.ErrConfined)
}

func confinedCreate(t *testing.T, open Open) {
	c := opened(t, open, register.Options{Tenant: "acme"})
	_, err := c.Tenants().Create(t.Context(), Tenant("other"))
	wantError(t, "another tenant", err, register.ErrConfined)
	Build(t, c, "acme")
	_, err = c.Tenants().Create(t.Context(), Tenant("acme"))
	wantError(t, "the tenant again", err, register.ErrExists)
}

func readOnly(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	before := must(r.Snapshot(t.Context()))(t)
	reader := opened(t, open, register.Options{ReadOnly: true})
	same(t, before, must(reader.Snapshot(t.Context()))(t))
	for _, kind := range kinds {
		must(kind.get(t.Context(), reader, kind.id(e)))(t)
		must(kind.find(t.Context(), reader, must(kind.key(t.Context(), reader, kind.id(e)))(t)))(t)
		_, err := kind.create(t.Context(), reader, e, "more")
		wantError(t, kind.name+" create", err, register.ErrReadOnly)
		_, err = kind.update(t.Context(), reader, reader, kind.id(e), 1)
		wantError(t, kind.name+" update", err, register.ErrReadOnly)
		wantError(t, kind.name+" delete", kind.remove(t.Context(), reader, kind.id(e), 0), register.ErrReadOnly)
	}
	same(t, before, must(r.Snapshot(t.Context()))(t))

	must(r.Tenants().Create(t.Context(), Tenant("later")))(t)
	if got := must(reader.Tenants().List(t.Context(), ""))(t); len(got) != 2 {
		t.Errorf("an open reader sees %d tenants, want the one created later as well", len(got))
	}
}
