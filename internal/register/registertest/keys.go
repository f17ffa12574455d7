package registertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

func naturalKeys(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	Build(t, r, "other")
	want := map[string]string{
		"tenant":          "acme",
		"system":          "acme/directory",
		"identity":        "acme/svc-backup",
		"review schedule": "acme/quarterly",
		"entitlement":     "acme/svc-backup/directory/reader",
		"exception":       "acme/no-wildcards",
		"entitlement set": "acme/agent/vault",
		"break glass":     "acme/svc-backup/directory/domain-admin",
		"variation":       "acme/keys-rotate/max_age",
		"activation":      "acme/svc-backup/directory/domain-admin",
		"attestation":     "acme/" + e.Set.ID,
		"delegation":      "acme/" + e.Set.ID,
		"message":         "acme/soc/lapse/1",
	}
	for _, kind := range kinds {
		key := must(kind.key(t.Context(), r, kind.id(e)))(t)
		if key != want[kind.name] {
			t.Errorf("%s: got key %q, want %q", kind.name, key, want[kind.name])
		}
		if found := must(kind.find(t.Context(), r, key))(t); found.ID != kind.id(e) {
			t.Errorf("%s: %q leads to %s, want %s", kind.name, key, found.ID, kind.id(e))
		}
	}

	shared := must(r.Systems().Create(t.Context(), System("", "tooling")))(t)
	if found := must(r.Systems().Find(t.Context(), "shared/tooling"))(t); found.ID != shared.ID {
		t.Errorf("shared/tooling leads to %s, want %s", found.ID, shared.ID)
	}
	for key, entitlement := range map[string]struct{ privilege, scope string }{
		"acme/svc-backup/tooling/writer":               {"writer", ""},
		"acme/svc-backup/tooling/writer@db1":           {"writer", "db1"},
		"acme/svc-backup/tooling/roles/owner@a/b@c":    {"roles/owner", "a/b@c"},
		"acme/svc-backup/tooling/cn=admins,ou=x/y z@/": {"cn=admins,ou=x/y z", "/"},
	} {
		record := Entitlement(e.Identity.ID, shared.ID, entitlement.privilege)
		record.Scope = entitlement.scope
		created := must(r.Entitlements().Create(t.Context(), record))(t)
		if got := must(r.Entitlements().Key(t.Context(), created.ID))(t); got != key {
			t.Errorf("got key %q, want %q", got, key)
		}
		if found := must(r.Entitlements().Find(t.Context(), key))(t); found.ID != created.ID {
			t.Errorf("%q leads to %s, want %s", key, found.ID, created.ID)
		}
	}
}

func ambiguousKeys(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	second := must(r.Exceptions().Create(t.Context(), Exception(e.Tenant.ID, "no-wildcards")))(t)
	_, err := r.Exceptions().Find(t.Context(), "acme/no-wildcards")
	ambiguous(t, err, e.Exception.ID, second.ID)

	// A shared system may have the name of the tenant's own.
	shared := must(r.Systems().Create(t.Context(), System("", "directory")))(t)
	twin := must(r.Entitlements().Create(t.Context(), Entitlement(e.Identity.ID, shared.ID, "reader")))(t)
	_, err = r.Entitlements().Find(t.Context(), "acme/svc-backup/directory/reader")
	ambiguous(t, err, e.Entitlement.ID, twin.ID)
	at := must(r.Entitlements().Create(t.Context(), Entitlement(e.Identity.ID, shared.ID, "owner@db1")))(t)
	scoped := Entitlement(e.Identity.ID, shared.ID, "owner")
	scoped.Scope = "db1"
	scoped = must(r.Entitlements().Create(t.Context(), scoped))(t)
	_, err = r.Entitlements().Find(t.Context(), "acme/svc-backup/directory/owner@db1")
	ambiguous(t, err, at.ID, scoped.ID)
	if found := must(r.Entitlements().Find(t.Context(), twin.ID))(t); found.ID != twin.ID {
		t.Errorf("got %s, want %s", found.ID, twin.ID)
	}
}

func ambiguous(t *testing.T, err error, ids ...string) {
	t.Helper()
	wantError(t, "ambiguous", err, register.ErrAmbiguous)
	for _, id := range ids {
		if err != nil && !strings.Contains(err.Error(), id) {
			t.Errorf("the error does not name %s: %v", id, err)
		}
	}
}

func suggestions(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	Build(t, r, "acme")
	for key, want := range map[string]string{
		"acme/svc-bakcup":  `Did you mean "acme/svc-backup"?`,
		"acme/svc-backup2": `Did you mean "acme/svc-backup"?`,
		"acme/unlike":      "",
		"nobody/any":       "",
	} {
		_, err := r.Identities().Find(t.Context(), key)
		wantError(t, key, err, register.ErrNotFound)
		switch text := err.Error(); {
		case want == "" && strings.Contains(text, "Did you mean"):
			t.Errorf("%s: a far-fetched suggestion: %v", key, err)
		case !strings.Contains(text, want):
			t.Errorf("%s: got %v, want %q in it", key, err, want)
		}
	}
}

func listings(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e, other := Build(t, r, "acme"), Build(t, r, "other")
	for _, kind := range kinds {
		own, all := must(kind.list(t.Context(), r, e.Tenant.ID))(t), must(kind.list(t.Context(), r, ""))(t)
		if !slices.Contains(own, kind.id(e)) || !slices.Contains(all, kind.id(other)) || slices.Contains(own, kind.id(other)) {
			t.Errorf("%s: the tenant's are %v and all are %v", kind.name, own, all)
		}
		more := must(kind.create(t.Context(), r, e, "more"))(t).ID
		all = append(all, more)
		if kind.name != "tenant" {
			own = append(own, more)
		}
		if got := must(kind.list(t.Context(), r, e.Tenant.ID))(t); !slices.Equal(got, own) {
			t.Errorf("%s: the tenant's are %v, want %v", kind.name, got, own)
		}
		if got := must(kind.list(t.Context(), r, ""))(t); !slices.Equal(got, all) || !slices.IsSorted(got) {
			t.Errorf("%s: all are %v, want %v", kind.name, got, all)
		}
		if got := must(kind.list(t.Context(), r, nobody))(t); len(got) != 0 {
			t.Errorf("%s: a tenant that is not there has %v", kind.name, got)
		}
	}
}

func messagesByState(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e, other := Core(t, r, "acme"), Core(t, r, "other")
	pending, failed, delivered := governance.MessagePending, governance.MessageFailed, governance.MessageDelivered
	for tenant, states := range map[string][]governance.MessageState{
		e.Tenant.ID: {pending, delivered, failed, pending}, other.Tenant.ID: {pending, delivered}, "": {failed, pending},
	} {
		for i, state := range states {
			m := Message(tenant, fmt.Sprintf("lapse/%d", i))
			m.State = state
			must(r.Messages().Create(t.Context(), m))(t)
		}
	}
	for name, confined := range map[string]register.Register{"everybody": r, "acme": r.Confined("acme")} {
		for _, tenant := range []string{e.Tenant.ID, ""} {
			all := must(confined.Messages().List(t.Context(), tenant))(t)
			for _, states := range [][]governance.MessageState{{pending}, {failed}, {pending, failed}, {pending, failed, delivered}} {
				want := slices.DeleteFunc(slices.Clone(all), func(m governance.Message) bool { return !slices.Contains(states, m.State) })
				got := must(confined.Messages().InState(t.Context(), tenant, states...))(t)
				if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
					t.Errorf("%s, of tenant %q in %q (-want +got):\n%s", name, tenant, states, diff)
				}
			}
		}
	}
	_, err := r.Confined("acme").Messages().InState(t.Context(), other.Tenant.ID, pending)
	wantError(t, "another tenant's", err, register.ErrConfined)
	if got := must(r.Messages().InState(t.Context(), nobody, pending))(t); len(got) > 0 {
		t.Errorf("a tenant that is not there has %v", got)
	}
}

func wholeSnapshot(t *testing.T, open Open) {
	r := opened(t, open, register.Options{})
	e := Build(t, r, "acme")
	Build(t, r, "other")
	snapshot := must(r.Snapshot(t.Context()))(t)
	for _, kind := range kinds {
		want := must(kind.get(t.Context(), r, kind.id(e)))(t)
		if got, found := kind.within(r, snapshot, want.ID); !found || got != want {
			t.Errorf("%s: the snapshot has %v (%t), want %v", kind.name, got, found, want)
		}
		later := must(kind.create(t.Context(), r, e, "later"))(t)
		if got, found := kind.within(r, snapshot, later.ID); found {
			t.Errorf("%s: the snapshot has %v, which was created later", kind.name, got)
		}
	}
}
