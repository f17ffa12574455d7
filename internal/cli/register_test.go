package cli_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
)

// TestPostgreSQLScript runs the commands for teams on a PostgreSQL server.
func TestPostgreSQLScript(t *testing.T) {
	t.Parallel()
	location := postgrestest.Database(t)
	role := fmt.Sprintf("nhi_cli_%d", os.Getpid())
	postgrestest.Exec(t, location, "CREATE ROLE "+role+" LOGIN")
	t.Cleanup(func() { postgrestest.Exec(t, location, "DROP OWNED BY "+role+"; DROP ROLE "+role) })
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/postgresql",
		UpdateScripts:       update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "record": record},
		Setup: func(env *testscript.Env) error {
			env.Setenv("POSTGRES", location.String())
			env.Setenv("POSTGRES_AS_ROLE", postgrestest.As(location, role, "").String())
			env.Setenv("POSTGRES_READ_ONLY", postgrestest.With(location, "default_transaction_read_only", "on").String())
			env.Setenv("ROLE", role)
			env.Setenv("NHI_NOW", "2026-11-23T12:00:00Z")
			return nil
		},
	})
}

// signers adds a line to a file of allowed signers: signers FILE PRINCIPAL OPTIONS KEY.pub
func signers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: signers FILE PRINCIPAL OPTIONS KEY.pub")
	}
	line := strings.Join([]string{args[1], args[2], ts.ReadFile(args[3])}, " ")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(line), 0o644))
}
