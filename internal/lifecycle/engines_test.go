package lifecycle_test

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

func TestMain(m *testing.M) {
	code := m.Run()
	postgrestest.Stop()
	os.Exit(code)
}

// The same records and the same instant give the same list, byte for byte, on both
// engines, and looking is what doing does. Then four workers carry it out at once,
// on PostgreSQL: everything once, and nothing is left.
func TestEngines(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			h := newHistory(t, size{tenants: 6, entitlements: 90, months: 6, step: 20 * 24 * time.Hour, outages: 0.2, diligence: 0.3}, seed)
			for h.now.Before(h.end) {
				h.week()
			}
			h.outages, h.world.failing = 0, 0
			for _, d := range h.world.systems {
				d.down = false
			}
			h.now = h.now.AddDate(0, 1, 0)
			for _, c := range h.tenants {
				h.people(c)
			}

			options := register.Options{Now: func() time.Time { return h.now }, Actor: "test"}
			location := postgrestest.Database(t).String()
			h.must(register.Migrate(t.Context(), location, options))
			copied, err := register.Open(t.Context(), location, options)
			h.must(err)
			t.Cleanup(func() { h.must(copied.Close()) })
			h.must(register.Copy(t.Context(), h.kept, copied))

			want := h.list(h.kept, true)
			if len(want.Actions) < 10 || len(want.Problems) > 0 {
				t.Fatalf("%d actions and the problems %v; want many and none", len(want.Actions), want.Problems)
			}
			if diff := cmp.Diff(text(t, want), text(t, h.list(copied, true))); diff != "" {
				t.Errorf("on SQLite and on PostgreSQL (-want +got):\n%s", diff)
			}

			before, idle := h.world.calls, h.world.idle
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() {
					worker, err := register.Open(t.Context(), location, options)
					if err != nil {
						t.Error(err)
						return
					}
					for _, problem := range h.list(worker, false).Problems {
						t.Error(problem.Text)
					}
					if err := worker.Close(); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if h.world.calls == before || h.world.idle != idle {
				t.Errorf("the workers made %d calls, of which %d changed nothing", h.world.calls-before, h.world.idle-idle)
			}
			h.kept = copied
			h.list(copied, false) // tells what is over by what the workers did
			if left := h.list(copied, true); left.Due() > 0 {
				t.Errorf("still due: %s", text(t, left))
			}
			h.agree()
			h.onceOnly()
		})
	}
}

// list is what is due by a register, carried out or not.
func (h *history) list(kept register.Register, dryRun bool) lifecycle.List {
	r := lifecycle.Reconciler{Register: kept, Bundle: h.bundle, Now: h.now, Open: h.world.open, MaxActions: 1 << 30, DryRun: dryRun}
	results, err := r.Run(h.Context(), "")
	if err != nil {
		h.Error(err)
	}
	return lifecycle.NewList(results, h.now)
}

func text(t *testing.T, l lifecycle.List) string {
	t.Helper()
	content, err := json.MarshalIndent(l, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
