package register_test

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

// TestFirstOpen lets processes create one register at the same moment.
func TestFirstOpen(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	children := make([]*child, 6)
	for i := range children {
		children[i] = start(t, "open", path)
	}
	for _, c := range children {
		c.stdin.Close()
	}
	for _, c := range children {
		c.done(t)
	}
	wantIntact(t, path)
}

// TestTwoProcesses lets two processes count one number up, by ten goroutines
// each: no count may be lost, and every other write must be there.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	const each = 100
	path := newPath(t)
	r := open(t, path)
	tenant := registertest.Tenant("acme")
	tenant.Ring = 0
	tenant, err := r.Tenants().Create(t.Context(), tenant)
	if err != nil {
		t.Fatal(err)
	}
	identity, err := r.Identities().Create(t.Context(), registertest.Identity(tenant.ID, "svc"))
	if err != nil {
		t.Fatal(err)
	}
	system, err := r.Systems().Create(t.Context(), registertest.System("", "tooling"))
	if err != nil {
		t.Fatal(err)
	}
	a := start(t, "count", path, strconv.Itoa(each), identity.ID, system.ID)
	b := start(t, "count", path, strconv.Itoa(each), identity.ID, system.ID)
	a.done(t)
	b.done(t)

	snapshot, err := r.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := snapshot.Tenants[0].Ring; got != 2*each {
		t.Errorf("counted to %d, want %d", got, 2*each)
	}
	if got := len(snapshot.Entitlements); got != 2*each {
		t.Errorf("got %d entitlements, want %d", got, 2*each)
	}
}

// TestFair writes beside a process that writes without pause: it must get its
// turns.
func TestFair(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	busy := start(t, "churn", path)
	if _, err := busy.stdout.Peek(1); err != nil {
		t.Fatal(err)
	}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, busy.stdout)
	}()
	r, err := register.Open(t.Context(), path, register.Options{Now: time.Now, Wait: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 20 {
		if _, err := r.Tenants().Create(t.Context(), registertest.Tenant(fmt.Sprintf("mine-%d", n))); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(r.Close(), busy.Process.Kill()); err != nil {
		t.Error(err)
	}
	<-drained
	_ = busy.Wait()
}

// TestClaimOfKilled frees what a worker had claimed when it was killed: on
// PostgreSQL at once, and in a file when its lease has run out, which a worker
// that lives renews.
func TestClaimOfKilled(t *testing.T) {
	t.Parallel()
	const lease = 500 * time.Millisecond
	for name, location := range places {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			location := location(t)
			r := openLocation(t, location, register.Options{Now: time.Now})
			tenant, err := r.Tenants().Create(t.Context(), registertest.Tenant("acme"))
			if err != nil {
				t.Fatal(err)
			}
			worker := start(t, "claim", location, tenant.ID, lease.String())
			if _, err := worker.stdout.Peek(1); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				if _, claimed, err := r.Claim(t.Context(), tenant.ID); err != nil || claimed {
					t.Errorf("beside a worker: got %t, %v", claimed, err)
				}
				time.Sleep(lease / 2)
			}
			if err := worker.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = worker.Wait()
			deadline := time.Now().Add(10 * time.Second) // a lease takes its time, and a server a moment to notice
			for {
				release, claimed, err := r.Claim(t.Context(), tenant.ID)
				if err != nil {
					t.Fatal(err)
				}
				if claimed {
					release()
					return
				}
				if time.Now().After(deadline) {
					t.Fatal("what the killed worker had is claimed still")
				}
				time.Sleep(20 * time.Millisecond)
			}
		})
	}
}

// TestKilled kills pairs of writers with SIGKILL at random moments; NHI_TEST_KILLS
// says how many times.
func TestKilled(t *testing.T) {
	t.Parallel()
	for name, engine := range map[string]struct {
		fresh  func(*testing.T) string
		intact func(t *testing.T, location string)
	}{
		"SQLite":     {func(t *testing.T) string { return newPath(t) }, wantIntact},
		"PostgreSQL": {newDatabaseLocation, wantSound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			location := engine.fresh(t)
			killWriters(t, location)
			engine.intact(t, location)
		})
	}
}

func killWriters(t *testing.T, location string) {
	t.Helper()
	kills := 40
	if text := os.Getenv("NHI_TEST_KILLS"); text != "" {
		var err error
		if kills, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	acknowledged := map[string]map[string]int64{}
	for range (kills + 1) / 2 {
		pair := []*child{start(t, "churn", location), start(t, "churn", location)}
		for _, c := range pair {
			if _, err := c.stdout.Peek(1); err != nil {
				t.Fatalf("the writer did not start: %v %s", err, c.stderr)
			}
		}
		for _, c := range pair {
			time.Sleep(time.Duration(rand.Int64N(int64(30 * time.Millisecond))))
			if err := c.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range pair {
			collect(t, c, acknowledged)
		}
		wantAcknowledged(t, location, acknowledged)
	}
}

// wantSound asks the register whether it is in order.
func wantSound(t *testing.T, location string) {
	t.Helper()
	r, err := register.Open(t.Context(), location, register.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if problems, err := r.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("the register is not in order: %v %v", problems, err)
	}
}

// collect reads what a killed writer had acknowledged.
func collect(t *testing.T, c *child, acknowledged map[string]map[string]int64) {
	t.Helper()
	lines := bufio.NewScanner(c.stdout)
	for lines.Scan() {
		var kind, id string
		var revision int64
		if _, err := fmt.Sscan(lines.Text(), &kind, &id, &revision); err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		if acknowledged[kind] == nil {
			acknowledged[kind] = map[string]int64{}
		}
		acknowledged[kind][id] = revision
	}
	if err := lines.Err(); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatal(err)
	}
	if err := c.Wait(); err == nil || c.stderr.Len() > 0 {
		t.Fatalf("the writer ended by itself: %v %s", err, c.stderr)
	}
}

// wantAcknowledged reads the register as the next run does, and looks for every
// write that was acknowledged.
func wantAcknowledged(t *testing.T, path string, acknowledged map[string]map[string]int64) {
	t.Helper()
	r, err := register.Open(t.Context(), path, register.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	snapshot, err := r.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := registertest.Whole(snapshot); err != nil {
		t.Error(err)
	}
	wantContradiction(t, r, "")
	kept := map[governance.Kind]map[string]int64{
		governance.KindTenant: {}, governance.KindSystem: {}, governance.KindReviewSchedule: {}, governance.KindException: {},
	}
	for _, record := range snapshot.Tenants {
		kept[governance.KindTenant][record.ID] = record.Revision
	}
	for _, record := range snapshot.Systems {
		kept[governance.KindSystem][record.ID] = record.Revision
	}
	for _, record := range snapshot.ReviewSchedules {
		kept[governance.KindReviewSchedule][record.ID] = record.Revision
		if len(record.Selector.SystemIDs) != 1 {
			t.Errorf("review schedule %s is half written: it selects %v", record.ID, record.Selector.SystemIDs)
		}
	}
	for _, record := range snapshot.Exceptions {
		kept[governance.KindException][record.ID] = record.Revision
	}
	for kind, revisions := range acknowledged {
		for id, revision := range revisions {
			got, there := kept[governance.Kind(kind)][id]
			switch {
			case revision > 0 && got < revision:
				t.Errorf("%s %s: revision %d was acknowledged, and %d is there", kind, id, revision, got)
			case revision == 0 && there:
				t.Errorf("%s %s: its deletion was acknowledged, and it is there", kind, id)
			}
		}
	}
}

// wantIntact asks SQLite whether the file and its references are in order.
func wantIntact(t *testing.T, path string) {
	t.Helper()
	create(t, path) // opens for writing, which recovers
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity check: %s %v", verdict, err)
	}
	var violations int
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM pragma_foreign_key_check").Scan(&violations); err != nil || violations > 0 {
		t.Errorf("foreign keys: %d violations %v", violations, err)
	}
	var mode string
	if err := db.QueryRowContext(t.Context(), "PRAGMA journal_mode").Scan(&mode); err != nil || !strings.EqualFold(mode, "wal") {
		t.Errorf("journal mode: %s %v", mode, err)
	}
}
