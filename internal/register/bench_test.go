package register_test

import (
	"fmt"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

// BenchmarkRegister measures one call each, on a register with that many
// entitlements.
func BenchmarkRegister(b *testing.B) {
	for _, size := range []int{1000, 10_000} {
		b.Run(fmt.Sprintf("entitlements=%d", size), func(b *testing.B) {
			r := open(b, newPath(b))
			identity, system, ids := populate(b, r, size)
			n := 0
			b.Run("create", func(b *testing.B) {
				for b.Loop() {
					n++
					if _, err := r.Entitlements().Create(b.Context(), registertest.Entitlement(identity, system, fmt.Sprintf("new-%d", n))); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("create in parallel", func(b *testing.B) {
				b.SetParallelism(5)
				privileges := make(chan string)
				done := make(chan struct{})
				defer close(done)
				go func() {
					for i := 0; ; i++ {
						select {
						case privileges <- fmt.Sprintf("parallel-%d-%d", b.N, i):
						case <-done:
							return
						}
					}
				}()
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if _, err := r.Entitlements().Create(b.Context(), registertest.Entitlement(identity, system, <-privileges)); err != nil {
							b.Error(err)
							return
						}
					}
				})
			})
			b.Run("get", func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					if _, err := r.Entitlements().Get(b.Context(), ids[i%len(ids)]); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("find", func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					if _, err := r.Entitlements().Find(b.Context(), fmt.Sprintf("acme/svc/tooling/privilege-%d", i%size)); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("list", func(b *testing.B) {
				for b.Loop() {
					if _, err := r.Entitlements().List(b.Context(), ""); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("snapshot", func(b *testing.B) {
				for b.Loop() {
					if _, err := r.Snapshot(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("snapshot of another tenant", func(b *testing.B) {
				other, err := r.Tenants().Create(b.Context(), registertest.Tenant("other"))
				if err != nil {
					b.Fatal(err)
				}
				confined := r.Confined(other.ID)
				for b.Loop() {
					if _, err := confined.Snapshot(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// populate records one identity with many entitlements.
func populate(b *testing.B, r register.Register, size int) (identityID, systemID string, ids []string) {
	b.Helper()
	tenant, err := r.Tenants().Create(b.Context(), registertest.Tenant("acme"))
	if err != nil {
		b.Fatal(err)
	}
	identity, err := r.Identities().Create(b.Context(), registertest.Identity(tenant.ID, "svc"))
	if err != nil {
		b.Fatal(err)
	}
	system, err := r.Systems().Create(b.Context(), registertest.System("", "tooling"))
	if err != nil {
		b.Fatal(err)
	}
	for n := range size {
		e, err := r.Entitlements().Create(b.Context(), registertest.Entitlement(identity.ID, system.ID, fmt.Sprintf("privilege-%d", n)))
		if err != nil {
			b.Fatal(err)
		}
		ids = append(ids, e.ID)
	}
	return identity.ID, system.ID, ids
}
