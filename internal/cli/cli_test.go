package cli_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/nhi-governance/terraform-provider-nhi/internal/cli"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"nhi": func() {
			os.Exit(cli.Run(context.Background(), cli.Process{
				Arguments:   os.Args[1:],
				Environment: os.Environ(),
				Stdin:       os.Stdin,
				Stdout:      os.Stdout,
				Stderr:      os.Stderr,
				Version:     "1.2.3",
			}))
		},
	})
}

// update rewrites the wanted output in the scripts: UPDATE=1 go test ./internal/cli
var update = os.Getenv("UPDATE") != ""

// TestScript runs the command as a person types it.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"agent":     serveAgent,
			"allow":     allow,
			"await":     await,
			"bytes":     writeBytes,
			"collector": collector,
			"conforms":  conforms,
			"exits":     exits,
			"leak":      leak,
			"hold":      hold,
			"keep":      keep,
			"keygen":    keygen,
			"record":    record,
			"repack":    repack,
			"signers":   signers,
			"sql":       execute,
			"tell":      tell,
			"webhook":   webhook,
			"subst":     subst,
			"tenants":   tenants,
			"vary":      vary,
		},
		Setup: func(env *testscript.Env) error {
			plans, err := filepath.Abs(filepath.Join("..", "plan", "testdata"))
			if err != nil {
				return err
			}
			env.Setenv("PLANS", plans)
			env.Setenv("NHI_NOW", "2026-11-23T12:00:00Z")
			return nil
		},
	})
}

// record writes a tenant and an exception of it to a register: record DB SLUG EXCEPTION.json
func record(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: record DB SLUG EXCEPTION.json")
	}
	ctx := context.Background()
	created := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	r, err := register.Open(ctx, ts.MkAbs(args[0]), register.Options{Actor: "test", Now: func() time.Time { return created }})
	ts.Check(err)
	defer r.Close()
	tenant, err := r.Tenants().Create(ctx, governance.Tenant{Slug: args[1], Name: args[1], Owner: "jane@acme.example", ContractStart: created})
	ts.Check(err)
	var e governance.Exception
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[2])), &e))
	e.TenantID = tenant.ID
	_, err = r.Exceptions().Create(ctx, e)
	ts.Check(err)
}

// tenants writes tenants to a register: tenants DB TENANTS.json
func tenants(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tenants DB TENANTS.json")
	}
	ctx := context.Background()
	r, err := register.Open(ctx, ts.MkAbs(args[0]), register.Options{Actor: "test", Now: time.Now})
	ts.Check(err)
	defer r.Close()
	var all []governance.Tenant
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &all))
	for _, t := range all {
		_, err := r.Tenants().Create(ctx, t)
		ts.Check(err)
	}
}

// vary writes a variation of a tenant to a register: vary DB SLUG VARIATION.json
func vary(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: vary DB SLUG VARIATION.json")
	}
	ctx := context.Background()
	created := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	r, err := register.Open(ctx, ts.MkAbs(args[0]), register.Options{Actor: "test", Now: func() time.Time { return created }})
	ts.Check(err)
	defer r.Close()
	tenant, err := r.Tenants().Find(ctx, args[1])
	ts.Check(err)
	var v governance.Variation
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[2])), &v))
	v.TenantID = tenant.ID
	_, err = r.Variations().Create(ctx, v)
	ts.Check(err)
}

// execute runs a statement on an SQLite file, behind the register's back: sql DB STATEMENT
func execute(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql DB STATEMENT")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

// conforms holds a file that was written against a JSON schema of this
// repository: conforms SCHEMA FILE
func conforms(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: conforms SCHEMA FILE")
	}
	content, err := os.ReadFile(filepath.FromSlash(args[0]))
	ts.Check(err)
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	ts.Check(err)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	ts.Check(compiler.AddResource(args[0], document))
	schema, err := compiler.Compile(args[0])
	ts.Check(err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile(args[1])))
	ts.Check(err)
	ts.Check(schema.Validate(value))
}

// exits runs a command that must end with exactly the given code: exits 2 nhi check …
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGUMENT...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if exit, ok := err.(interface{ ExitCode() int }); ok {
		got = string(rune('0' + exit.ExitCode()))
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}
