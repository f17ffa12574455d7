package provider

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// wantProblem wants one error, with a part of its detail.
func wantProblem(t *testing.T, diagnostics []*tfprotov6.Diagnostic, summary, detail string) {
	t.Helper()
	if len(diagnostics) != 1 || diagnostics[0].Summary != summary || !strings.Contains(diagnostics[0].Detail, detail) {
		t.Errorf("want the error %q with %q, got %v", summary, detail, texts(diagnostics))
	}
}

// inPostgreSQL is a world whose register is in a database.
func inPostgreSQL(t *testing.T, location *url.URL) *world {
	w := newWorld(t)
	w.location = location.String()
	return w
}

func newRegister(t *testing.T, location *url.URL) *url.URL {
	t.Helper()
	if err := register.Migrate(t.Context(), location.String(), register.Options{Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	return location
}

// create tries to create a tenant.
func (s *server) create(slug string) []*tfprotov6.Diagnostic {
	s.t.Helper()
	config := tenantConfig("Globex")
	config["slug"] = tftypes.NewValue(tftypes.String, slug)
	return s.tryApply("nhi_tenant", s.null(s.schemas.ResourceSchemas["nhi_tenant"].ValueType()), nil, config).Diagnostics
}

// look reads all tenants with the data source.
func (s *server) look() []*tfprotov6.Diagnostic {
	s.t.Helper()
	response, err := s.ReadDataSource(s.t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: "nhi_tenants", Config: s.object(s.schemas.DataSourceSchemas["nhi_tenants"].ValueType(), nil),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return response.Diagnostics
}

// What a database or its server does to a run of Terraform is said with what to
// do about it.
func TestPostgreSQLTrouble(t *testing.T) {
	t.Parallel()
	t.Run("no register", func(t *testing.T) {
		t.Parallel()
		wantProblem(t, inPostgreSQL(t, postgrestest.Database(t)).server(nil).create("globex"), "There is no register here", "nhi register init")
	})
	t.Run("nobody listens", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		w.location = "postgresql://ci:hunter2@127.0.0.1:1/nhi"
		diagnostics := w.server(nil).look()
		wantProblem(t, diagnostics, "The register cannot be reached", "host and port")
		if strings.Contains(strings.Join(texts(diagnostics), " "), "hunter2") {
			t.Errorf("the password is in %v", texts(diagnostics))
		}
	})
	t.Run("a lock that others hold", func(t *testing.T) {
		t.Parallel()
		location := newRegister(t, postgrestest.Database(t))
		db := postgrestest.Open(t, location)
		defer db.Close()
		db.SetMaxOpenConns(1)
		if _, err := db.ExecContext(t.Context(), "BEGIN; LOCK TABLE nhi.writers IN SHARE ROW EXCLUSIVE MODE"); err != nil {
			t.Fatal(err)
		}
		wantProblem(t, inPostgreSQL(t, postgrestest.With(location, "lock_timeout", "200")).server(nil).create("globex"), "The register is locked", "another writer")
		wantProblem(t, inPostgreSQL(t, postgrestest.With(location, "statement_timeout", "200")).server(nil).create("globex"), "The register failed", "statement_timeout")
	})
	t.Run("connections are lost", func(t *testing.T) {
		t.Parallel()
		location := newRegister(t, postgrestest.Database(t))
		s := inPostgreSQL(t, location).server(nil)
		s.clean(s.create("acme"))
		postgrestest.Exec(t, location, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'nhi'")
		s.clean(s.look())
		s.clean(s.create("globex"))
	})
	t.Run("a replica", func(t *testing.T) {
		t.Parallel()
		primary := postgrestest.Own(t)
		newRegister(t, primary.URL())
		ids := inPostgreSQL(t, primary.URL()).seed()
		replica := inPostgreSQL(t, primary.Replica(t).URL()).server(nil)
		replica.clean(replica.look())
		imported := replica.importing("nhi_tenant", &tfprotov6.ImportResourceStateRequest{ID: ids[governance.KindTenant]})
		read, err := replica.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: "nhi_tenant", CurrentState: imported.State})
		if err != nil {
			t.Fatal(err)
		}
		replica.clean(read.Diagnostics)
		wantProblem(t, replica.create("globex"), "The register cannot be written", "target_session_attrs")
	})
	t.Run("the server ends", func(t *testing.T) {
		t.Parallel()
		server := postgrestest.Own(t)
		newRegister(t, server.URL())
		s := inPostgreSQL(t, server.URL()).server(nil)
		s.clean(s.create("acme"))
		server.Stop()
		config := tenantConfig("Globex")
		config["timeouts"] = s.timeouts("create", "2s")
		diagnostics := s.tryApply("nhi_tenant", s.null(s.schemas.ResourceSchemas["nhi_tenant"].ValueType()), nil, config).Diagnostics
		wantProblem(t, diagnostics, "Operation took too long", "timeouts.create")
	})
}
