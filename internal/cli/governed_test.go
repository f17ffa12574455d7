package cli_test

import (
	"context"
	"encoding/json"
	"net/url"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// TestGovernedScript runs the commands with which people review, and use
// break-glass access, on every engine: what they print is the same.
func TestGovernedScript(t *testing.T) {
	t.Parallel()
	for name, location := range map[string]func(t *testing.T) string{
		"SQLite":     func(*testing.T) string { return ".nhi/register.db" },
		"PostgreSQL": func(t *testing.T) string { return postgrestest.Database(t).String() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testscript.Run(t, testscript.Params{
				Dir:                 "testdata/governed",
				UpdateScripts:       update && name == "SQLite",
				RequireExplicitExec: true,
				RequireUniqueNames:  true,
				Cmds: map[string]func(*testscript.TestScript, bool, []string){
					"agent":    serveAgent,
					"allow":    allow,
					"approved": approved,
					"exits":    exits,
					"govern":   govern,
					"keygen":   keygen,
					"pick":     pick,
					"set":      set,
					"sql":      executeAt,
				},
				Setup: func(env *testscript.Env) error {
					env.Setenv("NHI_NOW", scriptNow.Format(time.RFC3339))
					location := location(t)
					env.Setenv("NHI_REGISTER", location)
					if u, err := url.Parse(location); err == nil && u.Scheme != "" {
						location = u.Scheme + "://" + u.Host + u.Path // as it is shown: without a password
					}
					env.Setenv("PLACE", location)
					return nil
				},
			})
		})
	}
}

// at opens the register of the script.
func at(ts *testscript.TestScript, now time.Time) register.Register {
	location := ts.Getenv("NHI_REGISTER")
	if location == ".nhi/register.db" {
		location = ts.MkAbs(location)
	}
	ctx := context.Background()
	options := register.Options{Actor: "test", Now: func() time.Time { return now }}
	check(ts, register.Migrate(ctx, location, options))
	kept, err := register.Open(ctx, location, options)
	check(ts, err)
	ts.Defer(func() { _ = kept.Close() })
	return kept
}

// govern records a tenant with one of everything that is reviewed or used in an
// emergency, in November 2026: jane owns the identity; raj and kim review what it
// holds every quarter, and lee each year who uses what is for emergencies.
func govern(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: govern")
	}
	ctx := context.Background()
	r := at(ts, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	tenant, err := r.Tenants().Create(ctx, governance.Tenant{Slug: "acme", Name: "Acme", Owner: "ops@msp.example", ContractStart: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	check(ts, err)
	directory, err := r.Systems().Create(ctx, governance.System{TenantID: tenant.ID, Name: "directory", Kind: governance.SystemRecord})
	check(ts, err)
	database, err := r.Systems().Create(ctx, governance.System{TenantID: tenant.ID, Name: "database", Kind: governance.SystemRecord})
	check(ts, err)
	identity, err := r.Identities().Create(ctx, governance.Identity{TenantID: tenant.ID, Name: "svc-backup", Kind: governance.ServiceAccount, Owner: "jane@acme.example", Purpose: "Backs up.", Environment: "production"})
	check(ts, err)
	_, err = r.ReviewSchedules().Create(ctx, governance.ReviewSchedule{
		TenantID: tenant.ID, Name: "quarterly", Subjects: governance.ReviewEntitlements, Recurrence: "quarterly", Anchor: time.Date(2026, 11, 15, 9, 0, 0, 0, time.UTC),
		Reviewers: []string{"jane@acme.example", "kim@msp.example", "raj@msp.example"}, DueWithin: governance.Period{Days: 14}, OverdueAction: governance.Quarantine, Evidence: []string{"access_log"},
	})
	check(ts, err)
	_, err = r.Entitlements().Create(ctx, governance.Entitlement{
		IdentityID: identity.ID, SystemID: directory.ID, Privilege: "backup-operators", Justification: "It backs up.", Status: governance.EntitlementActive, Granted: true,
	})
	check(ts, err)
	_, err = r.EntitlementSets().Create(ctx, governance.EntitlementSet{
		IdentityID: identity.ID, SystemID: database.ID, Justification: "It dumps.", Status: governance.EntitlementActive, Granted: true,
		Privileges: []governance.Privilege{{Name: "reader"}, {Name: "writer", Scope: "db1"}},
	})
	check(ts, err)
	_, err = r.BreakGlass().Create(ctx, governance.BreakGlass{
		TenantID: tenant.ID, IdentityID: identity.ID, SystemID: directory.ID, Privilege: "domain-admins", MaxDuration: governance.Period{Clock: time.Hour}, ReviewWithin: governance.Period{Days: 3},
		Activators: []string{"lee@msp.example", "raj@msp.example"}, Reason: "Restores the directory.", RequestedBy: "sam@acme.example", Status: governance.ExceptionPending,
	})
	check(ts, err)
	_, err = r.Variations().Create(ctx, governance.Variation{
		TenantID: tenant.ID, Control: "keys-rotate", Parameter: "max_age", Value: "P6M", Reason: "The vendor's window.", RequestedBy: "sam@acme.example",
		ExpiresAt: time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC), Status: governance.ExceptionPending,
	})
	check(ts, err)
}

// approved adds a signature to the approvals of a record: approved variation|break_glass KEY FILE
func approved(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: approved variation|break_glass KEY FILE")
	}
	ctx := context.Background()
	r := at(ts, scriptNow)
	if args[0] == "variation" {
		v, err := r.Variations().Find(ctx, args[1])
		check(ts, err)
		v.Approvals = append(v.Approvals, ts.ReadFile(args[2]))
		_, err = r.Variations().Update(ctx, v)
		check(ts, err)
		return
	}
	b, err := r.BreakGlass().Find(ctx, args[1])
	check(ts, err)
	b.Approvals = append(b.Approvals, ts.ReadFile(args[2]))
	_, err = r.BreakGlass().Update(ctx, b)
	check(ts, err)
}

// pick puts the id of the one review of a subject, of those that the last command
// printed as JSON, into a variable: pick VARIABLE SUBJECT [DUE]
func pick(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pick VARIABLE SUBJECT [DUE]")
	}
	var all []struct{ ID, Subject, DueAt string }
	var printed struct {
		Reviews []struct {
			ID      string `json:"id"`
			Subject string `json:"subject"`
			DueAt   string `json:"due_at"`
		} `json:"reviews"`
	}
	check(ts, json.Unmarshal([]byte(ts.ReadFile("stdout")), &printed))
	for _, r := range printed.Reviews {
		if r.Subject == args[1] && (len(args) == 2 || r.DueAt == args[2]) {
			all = append(all, struct{ ID, Subject, DueAt string }{r.ID, r.Subject, r.DueAt})
		}
	}
	if len(all) != 1 {
		ts.Fatalf("%d reviews of %s: %v", len(all), args[1], all)
	}
	ts.Setenv(args[0], all[0].ID)
}

// set gives the entitlement, or the set, a status: set entitlement|set STATUS
func set(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] set entitlement|set STATUS")
	}
	ctx := context.Background()
	r := at(ts, scriptNow)
	status := governance.EntitlementStatus(args[1])
	if args[0] == "set" {
		all, err := r.EntitlementSets().List(ctx, "")
		check(ts, err)
		all[0].Status = status
		_, err = r.EntitlementSets().Update(ctx, all[0])
		check(ts, err)
		return
	}
	all, err := r.Entitlements().List(ctx, "")
	check(ts, err)
	all[0].Status = status
	_, err = r.Entitlements().Update(ctx, all[0])
	check(ts, err)
}

// executeAt runs a statement on the database of the register, behind its back: sql STATEMENT
func executeAt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sql STATEMENT")
	}
	location := ts.Getenv("NHI_REGISTER")
	if location == ".nhi/register.db" {
		execute(ts, false, []string{location, args[0]})
		return
	}
	postgresExecute(ts, location, args[0])
}

func postgresExecute(ts *testscript.TestScript, location, statement string) {
	conn, err := pgx.Connect(context.Background(), location)
	check(ts, err)
	defer conn.Close(context.Background())
	_, err = conn.Exec(context.Background(), "SET search_path = nhi; "+statement)
	check(ts, err)
}
