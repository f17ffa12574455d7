package cli_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
)

// TestSystemsScript lets time go by for records whose access lives in real servers,
// on every engine of the register: what is due happens there.
func TestSystemsScript(t *testing.T) {
	t.Parallel()
	for name, location := range map[string]func(t *testing.T) string{
		"SQLite":     func(*testing.T) string { return ".nhi/register.db" },
		"PostgreSQL": func(t *testing.T) string { return postgrestest.Database(t).String() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inDirectory := newDirectory(t, []string{"svc-backup", "svc-report"}, []string{"backup-operators", "auditors", "readers", "domain-admins"})
			inDatabase := newDatabase(t, []string{"svc-backup"}, []string{"reporting"})
			inService := newService(t, []string{"svc-sync"}, []string{"sales"})
			s := &servers{t, map[string]place{"directory": inDirectory, "database": inDatabase, "crm": inService}}
			testscript.Run(t, testscript.Params{
				Dir:                 "testdata/systems",
				UpdateScripts:       update && name == "SQLite",
				RequireExplicitExec: true,
				RequireUniqueNames:  true,
				Cmds: map[string]func(*testscript.TestScript, bool, []string){
					"allow":    allow,
					"approved": approved,
					"cut":      s.cut,
					"ends":     s.ends,
					"exits":    exits,
					"given":    given,
					"keygen":   keygen,
					"pick":     pick,
					"give":     s.give,
					"holds":    s.holds,
					"mend":     s.mend,
					"take":     s.take,
					"usable":   s.usable,
				},
				Setup: func(env *testscript.Env) error {
					env.Vars = append(env.Vars,
						"NHI_REGISTER="+location(t),
						"DIRECTORY="+inDirectory.address, "CA_FILE="+inDirectory.server.CAFile, "BASE_DN="+inDirectory.unit,
						"BIND_DN="+inDirectory.server.BindDN, "LDAP_PASSWORD="+inDirectory.server.Password,
						"DATABASE="+inDatabase.address, "DATABASE_PASSWORD="+databasePassword,
						"CRM="+inService.address, "CRM_TOKEN="+inService.Token,
					)
					return nil
				},
			})
		})
	}
}

// given keeps records as of the beginning of November 2026, with what the
// environment has in place of its variables: given RECORDS.json
func given(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: given RECORDS.json")
	}
	r := at(ts, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	check(ts, keepAll(r, os.Expand(ts.ReadFile(args[0]), ts.Getenv)))
}

// servers are the real servers of a script, by the names of their systems.
type servers struct {
	t      *testing.T
	places map[string]place
}

func (s *servers) named(ts *testscript.TestScript, args []string, atLeast int, use string) place {
	if len(args) < atLeast {
		ts.Fatalf("usage: %s", use)
	}
	p := s.places[args[0]]
	if p == nil {
		ts.Fatalf("there is no server %q", args[0])
	}
	return p
}

// holds checks who has a privilege, as the server says: holds SYSTEM PRIVILEGE [ACCOUNT...]
func (s *servers) holds(ts *testscript.TestScript, neg bool, args []string) {
	p := s.named(ts, args, 2, "holds SYSTEM PRIVILEGE [ACCOUNT...]")
	got, want := p.holds(s.t, args[1]), args[2:]
	slices.Sort(got)
	if !slices.Equal(got, want) {
		ts.Fatalf("%s has %s, want %q", strings.Join(args[:2], " "), got, want)
	}
}

// usable checks whether an account can be used: [!] usable SYSTEM ACCOUNT
func (s *servers) usable(ts *testscript.TestScript, neg bool, args []string) {
	if got := s.named(ts, args, 2, "[!] usable SYSTEM ACCOUNT").usable(s.t, args[1]); got == neg {
		ts.Fatalf("%s is usable: %t", strings.Join(args, " "), got)
	}
}

// ends checks when the server itself ends the use of an account: ends SYSTEM ACCOUNT never|INSTANT
func (s *servers) ends(ts *testscript.TestScript, neg bool, args []string) {
	at, got := s.named(ts, args, 3, "ends SYSTEM ACCOUNT never|INSTANT").(ending).ends(s.t, args[1]), "never"
	if !at.IsZero() {
		got = at.Format(time.RFC3339)
	}
	if got != args[2] {
		ts.Fatalf("%s ends %s, want %s", strings.Join(args[:2], " "), got, args[2])
	}
}

// give gives a privilege by hand: give SYSTEM ACCOUNT PRIVILEGE
func (s *servers) give(ts *testscript.TestScript, _ bool, args []string) {
	s.named(ts, args, 3, "give SYSTEM ACCOUNT PRIVILEGE").(byHand).give(s.t, args[1], args[2])
}

// take takes a privilege away by hand: take SYSTEM ACCOUNT PRIVILEGE
func (s *servers) take(ts *testscript.TestScript, _ bool, args []string) {
	s.named(ts, args, 3, "take SYSTEM ACCOUNT PRIVILEGE").(byHand).take(s.t, args[1], args[2])
}

// cut makes a server unreachable, until mend: cut SYSTEM
func (s *servers) cut(ts *testscript.TestScript, _ bool, args []string) {
	s.named(ts, args, 1, "cut SYSTEM").over().sever()
}

func (s *servers) mend(ts *testscript.TestScript, _ bool, args []string) {
	s.named(ts, args, 1, "mend SYSTEM").over().mend()
}
