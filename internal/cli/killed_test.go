package cli_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// TestReconcileKilled kills processes of nhi reconcile with SIGKILL at random
// moments, day after day of a clock on which something is due each day, on servers
// that take their time and are lost now and then; NHI_TEST_KILLS says how many times.
// Then one run brings the servers to what the records say, everything was done and
// told once, and nothing is claimed any more.
func TestReconcileKilled(t *testing.T) {
	t.Parallel()
	for name, engine := range map[string]struct {
		location func(t *testing.T) string
		workers  int // at once
	}{
		"SQLite":     {func(t *testing.T) string { return filepath.Join(t.TempDir(), "register.db") }, 1},
		"PostgreSQL": {func(t *testing.T) string { return postgrestest.Database(t).String() }, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kills, many := 18, false
			if text := os.Getenv("NHI_TEST_KILLS"); text != "" {
				var err error
				if kills, err = strconv.Atoi(text); err != nil {
					t.Fatal(err)
				}
				many = true
			}
			e := newEstate(t, engine.location(t), kills/engine.workers)
			for range e.days {
				e.now = e.now.AddDate(0, 0, 1)
				e.crash(engine.workers)
				e.elapse()
			}
			e.now = e.now.AddDate(0, 0, 1)
			e.crash(engine.workers)
			if !many { // the long run waits for it
				e.elapse()
			}
			e.goesOn()
			e.agrees()
			e.toldOnce()
		})
	}
}

// estate is tenants with access on real servers, some of which begins and some of
// which ends each day.
type estate struct {
	*testing.T
	location string
	kept     register.Register
	policies string
	sink     *receiver
	days     int
	now      time.Time
	places   map[string]place // by the names of systems
	secrets  []string
	landed   int // kills of a process that had not ended
	working  int // days on which something was done before the kill
}

const (
	estateTenants    = 6
	estateIdentities = 4 // of each tenant; the last one's credential is not rotated
	estatePrivileges = 4
)

func newEstate(t *testing.T, location string, days int) *estate {
	var accounts, privileges []string
	for tenant := range estateTenants {
		for identity := range estateIdentities {
			accounts = append(accounts, fmt.Sprintf("t%d-svc%d", tenant, identity))
		}
	}
	for privilege := range estatePrivileges {
		privileges = append(privileges, fmt.Sprintf("group%d", privilege))
	}
	inDirectory, inDatabase := newDirectory(t, accounts, privileges), newDatabase(t, accounts, privileges)
	for _, p := range []place{inDirectory, inDatabase} {
		p.over().slow(2 * time.Millisecond)
	}
	e := &estate{
		T: t, location: location, days: days, policies: t.TempDir(), sink: newReceiver(t),
		places:  map[string]place{"directory": inDirectory, "database": inDatabase},
		secrets: []string{"LDAP_PASSWORD=" + inDirectory.server.Password, "DATABASE_PASSWORD=" + databasePassword},
	}
	for name, text := range map[string]string{"x.policy.hcl": killedPolicy, "x.control.hcl": killedControls} {
		e.must(os.WriteFile(filepath.Join(e.policies, name), []byte(text), 0o600))
	}
	e.now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	options := register.Options{Actor: "test", Now: func() time.Time { return e.now }}
	e.must(register.Migrate(t.Context(), location, options))
	var err error
	e.kept, err = register.Open(t.Context(), location, options)
	e.must(err)
	t.Cleanup(func() { e.must(e.kept.Close()) })
	e.must(e.kept.Together(t.Context(), "", func(ctx context.Context, tx register.Records) error {
		for tenant := range estateTenants {
			if err := e.record(ctx, tx, tenant, inDirectory, inDatabase); err != nil {
				return err
			}
		}
		return nil
	}))
	return e
}

func (e *estate) must(err error) {
	e.Helper()
	if err != nil {
		e.Fatal(err)
	}
}

// record records one tenant: what it has lives in the directory or in the database.
func (e *estate) record(ctx context.Context, tx register.Records, number int, d *directory, db *database) error {
	tenant, err := tx.Tenants().Create(ctx, governance.Tenant{Slug: fmt.Sprintf("t%d", number), Name: "T", Owner: "ops@msp.example", ContractStart: e.now})
	if err != nil {
		return err
	}
	place := governance.System{TenantID: tenant.ID, Name: "directory", Kind: governance.SystemLDAP, Config: map[string]string{
		"url": "ldap://" + d.address, "ca_file": d.server.CAFile, "base_dn": d.unit, "bind_dn": d.server.BindDN, "bind_password_env": "LDAP_PASSWORD",
	}}
	if number%2 == 1 {
		place = governance.System{TenantID: tenant.ID, Name: "database", Kind: governance.SystemPostgreSQL, Config: map[string]string{
			"url": "postgresql://nhi@" + db.address + "/postgres?sslmode=disable", "password_env": "DATABASE_PASSWORD",
		}}
	}
	if place, err = tx.Systems().Create(ctx, place); err != nil {
		return err
	}
	for i := range estateIdentities {
		identity := governance.Identity{TenantID: tenant.ID, Name: fmt.Sprintf("t%d-svc%d", number, i), Kind: governance.ServiceAccount, Owner: "jane@acme.example", Purpose: "work", Environment: "production"}
		if i == estateIdentities-1 {
			identity.Credential = &governance.Credential{Location: "vault://x/y", IssuedAt: e.now, RotateEvery: governance.Period{Days: e.days / 2}}
		}
		if identity, err = tx.Identities().Create(ctx, identity); err != nil {
			return err
		}
		for p := range estatePrivileges {
			entitlement := governance.Entitlement{
				IdentityID: identity.ID, SystemID: place.ID, Privilege: fmt.Sprintf("group%d", p), Justification: "work", Status: governance.EntitlementScheduled,
				StartsAt: e.now.AddDate(0, 0, 1+rand.IntN(e.days)),
			}
			if p%2 == 0 {
				entitlement.ExpiresAt = entitlement.StartsAt.AddDate(0, 0, 1+rand.IntN(e.days))
			}
			if _, err := tx.Entitlements().Create(ctx, entitlement); err != nil {
				return err
			}
		}
	}
	return nil
}

// reconcile is a process that is not started yet.
func (e *estate) reconcile(stdout, stderr io.Writer) *exec.Cmd {
	cmd := exec.Command("nhi", "reconcile", "--register", e.location, "--policies", e.policies, "--max-actions", "1000", "--now", e.now.Format(time.RFC3339))
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + e.policies, "SOC_URL=" + e.sink.URL, "SOC_SECRET=whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"}, e.secrets...)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	return cmd
}

// crash runs workers, and kills each at some moment: of its start, of its look at
// the servers, or of its work. On some days a server is lost in between.
func (e *estate) crash(workers int) {
	running := make([]*exec.Cmd, workers)
	outputs := make([]bytes.Buffer, workers)
	before := e.written()
	for i := range running {
		running[i] = e.reconcile(&outputs[i], &outputs[i])
		e.must(running[i].Start())
	}
	if rand.IntN(4) > 0 {
		// How long a process takes to begin is the machine's affair: what it has written
		// says that it is at work.
		for deadline := time.Now().Add(5 * time.Second); e.written() == before && time.Now().Before(deadline); {
			time.Sleep(time.Millisecond)
		}
	}
	lost := e.places[[]string{"directory", "database", "", ""}[rand.IntN(4)]]
	if lost != nil {
		time.Sleep(time.Duration(rand.Int64N(int64(40 * time.Millisecond))))
		lost.over().sever()
		defer lost.over().mend()
	}
	for i, cmd := range running {
		time.Sleep(time.Duration(rand.Int64N(int64(80 * time.Millisecond))))
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			e.Fatal(err)
		}
		err := cmd.Wait()
		if cmd.ProcessState.Exited() && err != nil && (lost == nil || cmd.ProcessState.ExitCode() != 1) {
			e.Errorf("a worker that was not killed: %v\n%s", err, &outputs[i])
		}
		if !cmd.ProcessState.Exited() {
			e.landed++
		}
	}
	if e.written() > before {
		e.working++
	}
}

// elapse lets half a minute go by, for which a claim in a file outlives who is
// killed. On PostgreSQL it ends at once.
func (e *estate) elapse() {
	if strings.Contains(e.location, "://") {
		return
	}
	db, err := sql.Open("sqlite", e.location+"?_pragma=busy_timeout(10000)")
	e.must(err)
	defer db.Close()
	_, err = db.ExecContext(e.Context(), "UPDATE claims SET until = 0")
	e.must(err)
}

// written is how much the register has.
func (e *estate) written() int64 {
	entries, err := e.kept.Log().Entries(e.Context(), register.Filter{Limit: 1})
	e.must(err)
	return entries[len(entries)-1].Sequence
}

// goesOn runs once more, when what was killed is claimed no more; nobody kills it,
// and nothing is left to be done.
func (e *estate) goesOn() {
	var stdout, stderr bytes.Buffer
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		stdout.Reset()
		stderr.Reset()
		if err := e.reconcile(&stdout, &stderr).Run(); err != nil {
			e.Fatalf("the run after: %v\n%s%s", err, &stdout, &stderr)
		}
		if !strings.Contains(stderr.String(), "is being worked on elsewhere") {
			break
		}
		if time.Now().After(deadline) {
			e.Fatalf("what was killed is claimed still:\n%s", &stderr)
		}
	}
	// A quarantine that ended in it is told to be over in the next one, and that is all.
	for _, left := range []*regexp.Regexp{regexp.MustCompile(`^(Nothing is due\.\n|ACTION .*\n(over .*\n)+)$`), regexp.MustCompile(`^Nothing is due\.\n$`)} {
		stdout.Reset()
		stderr.Reset()
		err := e.reconcile(&stdout, &stderr).Run()
		if got := stdout.String() + stderr.String(); err != nil || !left.MatchString(got) {
			e.Errorf("a run after the last: %v, %q", err, got)
		}
	}
	if e.working == 0 || e.landed == 0 {
		e.Errorf("%d kills landed, and %d days of work were begun", e.landed, e.working)
	}
	e.Logf("%d kills landed, of %d days %d were worked on, %d messages, %d of them sent again", e.landed, e.days, e.working, len(e.sink.titles), e.sink.again)
}

// agrees checks that records and servers have what the dates say, and that each
// step to it was made once.
func (e *estate) agrees() {
	snapshot, err := e.kept.Snapshot(e.Context())
	e.must(err)
	names, systems := map[string]governance.Identity{}, map[string]string{}
	for _, i := range snapshot.Identities {
		names[i.ID] = i
	}
	for _, s := range snapshot.Systems {
		systems[s.ID] = s.Name
	}
	type privilege struct{ system, name string }
	holders, used, unused := map[privilege][]string{}, map[string]string{}, map[string]string{}
	for _, held := range snapshot.Entitlements {
		identity, system := names[held.IdentityID], systems[held.SystemID]
		want, most := governance.EntitlementActive, int64(2) // revisions: made, given
		if identity.Credential != nil {
			want, most = governance.EntitlementQuarantined, 3
		}
		if !held.ExpiresAt.IsZero() && !e.now.Before(held.ExpiresAt) {
			want, most = governance.EntitlementExpired, most+1
		}
		at := privilege{system, held.Privilege}
		if _, known := holders[at]; !known {
			holders[at] = nil // nobody is to have it
		}
		switch want {
		case governance.EntitlementActive:
			holders[at] = append(holders[at], identity.Name)
			used[identity.Name] = system
		case governance.EntitlementQuarantined:
			unused[identity.Name] = system
		}
		if held.Status != want || held.Granted != (want == governance.EntitlementActive) || held.Revision > most {
			e.Errorf("%s/%s from %s to %s is %s (granted: %t) after %d writes; want %s after %d at most", identity.Name, held.Privilege, held.StartsAt, held.ExpiresAt, held.Status, held.Granted, held.Revision, want, most)
		}
	}
	for at, want := range holders {
		got := e.places[at.system].holds(e, at.name)
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			e.Errorf("who has %v (-want +got):\n%s", at, diff)
		}
	}
	for account, in := range used {
		if !e.places[in].usable(e, account) {
			e.Errorf("%s cannot be used", account)
		}
	}
	for account, in := range unused {
		if e.places[in].usable(e, account) {
			e.Errorf("%s can be used", account)
		}
	}
	verify := exec.Command("nhi", "audit", "verify", "--register", e.location)
	verify.Env = e.reconcile(nil, nil).Env
	if text, err := verify.CombinedOutput(); err != nil {
		e.Errorf("nhi audit verify: %v\n%s", err, text)
	}
	problems, err := e.kept.Check(e.Context())
	if err != nil || len(problems) > 0 {
		e.Errorf("the register: %v, %q", err, problems)
	}
}

// toldOnce checks that each end was told by one message, which arrived.
func (e *estate) toldOnce() {
	messages, err := e.kept.Messages().List(e.Context(), "")
	e.must(err)
	for _, m := range messages {
		if m.State != governance.MessageDelivered {
			e.Errorf("the message %s is %s", m.ID, m.State)
		}
	}
	if len(messages) == 0 || len(messages) != len(e.sink.titles) {
		e.Errorf("%d messages were recorded, and %d received", len(messages), len(e.sink.titles))
	}
	told := map[string]bool{}
	for _, title := range e.sink.titles {
		if told[title] {
			e.Errorf("told twice: %s", title)
		}
		told[title] = true
	}
}

// receiver takes webhooks. One whose sender was killed before it noted the answer
// comes again by the same id, and is dropped, as the standard has it.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	titles map[string]string // by id
	again  int
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{titles: map[string]string{}}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		var event struct{ Data struct{ Title string } }
		if err := json.NewDecoder(request.Body).Decode(&event); err != nil {
			return // who sent it was killed
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		id := request.Header.Get("webhook-id")
		if _, known := r.titles[id]; known {
			r.again++
		}
		r.titles[id] = event.Data.Title
	}))
	t.Cleanup(r.Close)
	return r
}

const killedPolicy = `
policy {
  required_providers {
    nhi = { source = "nhi-governance/nhi" }
  }
}

resource_policy "nhi_identity" "purpose" {
  enforce {
    condition = attrs.purpose != ""
  }
}
`

const killedControls = `
sink "soc" {
  kind       = "webhook"
  url_env    = "SOC_URL"
  secret_env = "SOC_SECRET"
}

control "keys-rotate" {
  objective = "Every credential is rotated in time."
  owner     = "security@msp.example"
  severity  = "high"
  policies  = ["nhi_credential_overdue"]
  action    = "quarantine"
  notify    = ["soc"]
}

control "access-ends" {
  objective = "Access ends when it was to end."
  owner     = "security@msp.example"
  severity  = "high"
  policies  = ["nhi_access_expired"]
  notify    = ["soc"]
}
`
