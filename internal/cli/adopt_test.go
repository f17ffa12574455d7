package cli_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// TestAdoptScript adopts what a PostgreSQL server has.
func TestAdoptScript(t *testing.T) {
	t.Parallel()
	server := postgrestest.Own(t)
	postgrestest.Exec(t, server.URL(), `
		CREATE ROLE readers; CREATE ROLE writers;
		CREATE ROLE "svc-backup" LOGIN; CREATE ROLE "svc-etl" LOGIN;
		GRANT readers, writers TO "svc-etl"; GRANT readers TO "svc-backup"`)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/adopt",
		UpdateScripts:       update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "systems": systems},
		Setup: func(env *testscript.Env) error {
			location := *server.URL()
			env.Setenv("SYSTEM", (&url.URL{Scheme: "postgresql", User: location.User, Path: "/postgres", RawQuery: location.RawQuery}).String())
			env.Setenv("NHI_NOW", "2026-11-23T12:00:00Z")
			return nil
		},
	})
}

// systems writes a register with two tenants, an identity that has an account, and
// systems: systems DB URL
func systems(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: systems DB URL")
	}
	ctx := context.Background()
	kept, err := register.Open(ctx, ts.MkAbs(args[0]), register.Options{Actor: "test", Now: time.Now})
	ts.Check(err)
	defer kept.Close()
	config := map[string]string{"url": args[1]}
	for _, slug := range []string{"acme", "globex"} {
		tenant, err := kept.Tenants().Create(ctx, governance.Tenant{Slug: slug, Name: slug, Owner: "jane@" + slug + ".example", ContractStart: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		ts.Check(err)
		for _, s := range []governance.System{
			{TenantID: tenant.ID, Name: "directory", Kind: governance.SystemPostgreSQL, Config: config},
			{TenantID: tenant.ID, Name: "notes", Kind: governance.SystemRecord},
			{TenantID: tenant.ID, Name: "down", Kind: governance.SystemPostgreSQL, Config: map[string]string{"url": "postgresql://nhi@127.0.0.1:1/postgres?sslmode=disable"}},
		} {
			_, err := kept.Systems().Create(ctx, s)
			ts.Check(err)
		}
		_, err = kept.Identities().Create(ctx, governance.Identity{
			TenantID: tenant.ID, Name: "backup", ExternalID: "svc-backup", Kind: governance.ServiceAccount, Owner: "joe@" + slug + ".example", Purpose: "Takes backups.", Environment: "production",
		})
		ts.Check(err)
	}
	_, err = kept.Systems().Create(ctx, governance.System{Shared: true, Name: "tooling", Kind: governance.SystemPostgreSQL, Config: config})
	ts.Check(err)
}
