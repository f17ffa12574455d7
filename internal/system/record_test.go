package system_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/systemtest"
)

// What a system of kind record has is nowhere but in it, so there is no other way
// in than its own.
func TestRecord(t *testing.T) {
	t.Parallel()
	systemtest.Run(t, func(t *testing.T) systemtest.Subject {
		in, err := system.Open(t.Context(), governance.System{Kind: governance.SystemRecord}, nil)
		if err != nil {
			t.Fatal(err)
		}
		account := func(t *testing.T, name string) system.Account {
			o, err := in.Observe(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			return o.Accounts[0]
		}
		same := func(_ *testing.T, name string) string { return name }
		return systemtest.Subject{
			InMemory:     in,
			AddAccount:   same,
			AddPrivilege: same,
			Members: func(t *testing.T, privilege string) []string {
				o, err := in.Observe(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				var members []string
				for _, m := range o.Memberships {
					if m.Privilege == privilege {
						members = append(members, m.Account)
					}
				}
				return members
			},
			Usable:    func(t *testing.T, name string) bool { return !account(t, name).Suspended },
			ExpiresAt: func(t *testing.T, name string) time.Time { return account(t, name).ExpiresAt },
			Scope:     "billing",
		}
	})
}

func TestRecordHasWhatTheRegisterSays(t *testing.T) {
	t.Parallel()
	granted := []system.Membership{
		{Account: "svc-b", Privilege: "writers"}, {Account: "svc-a", Privilege: "readers", Scope: "eu"}, {Account: "svc-a", Privilege: "readers"},
	}
	in, err := system.Open(t.Context(), governance.System{Kind: governance.SystemRecord}, nil, granted...)
	if err != nil {
		t.Fatal(err)
	}
	got, err := in.Observe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := system.Observation{
		Accounts:    []system.Account{{Name: "svc-a"}, {Name: "svc-b"}},
		Memberships: []system.Membership{granted[2], granted[1], granted[0]},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	ends := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := in.Expire(t.Context(), "svc-a", ends); err != nil {
		t.Fatal(err)
	}
	if got, err = in.Observe(t.Context(), "svc-a"); err != nil || !slices.Equal(got.Accounts, []system.Account{{Name: "svc-a", ExpiresAt: ends}}) {
		t.Errorf("%v %v", got.Accounts, err)
	}
}
