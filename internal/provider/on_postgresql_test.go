package provider

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// cluster is a PostgreSQL server as a system: its roles are accounts and
// privileges.
type cluster struct {
	t      *testing.T
	server *postgrestest.Server
	db     *sql.DB
}

// newCluster has an account svc-backup that holds nothing, and three privileges.
func newCluster(t *testing.T) *cluster {
	t.Helper()
	server := postgrestest.Own(t)
	c := &cluster{t, server, postgrestest.Open(t, server.URL())}
	t.Cleanup(func() { _ = c.db.Close() })
	c.sql(`CREATE ROLE "svc-backup" LOGIN`, `CREATE ROLE readers`, `CREATE ROLE writers`, `CREATE ROLE admins`)()
	return c
}

// sql returns what runs statements by hand, for the PreConfig of a step.
func (c *cluster) sql(statements ...string) func() {
	return func() {
		c.t.Helper()
		for _, statement := range statements {
			if _, err := c.db.ExecContext(c.t.Context(), statement); err != nil {
				c.t.Fatalf("%s: %v", statement, err)
			}
		}
	}
}

// url is the server as a system is configured with it.
func (c *cluster) url() string {
	location := *c.server.URL()
	return (&url.URL{Scheme: "postgresql", User: location.User, Path: "/postgres", RawQuery: location.RawQuery}).String()
}

// estate is one whose directory is the server.
func (c *cluster) estate() string {
	return strings.Replace(estate, `kind   = "record"`, fmt.Sprintf("kind   = \"postgresql\"\n  config = { url = %q }", c.url()), 1)
}

// entitlement and set are the estate with one of them, as on a record system.
func (c *cluster) entitlement(more string) string {
	return c.estate() + strings.NewReplacer("backup-operators", "readers").Replace(strings.TrimPrefix(entitlement(more), estate))
}

func (c *cluster) set(privileges, more string) string {
	return c.estate() + strings.TrimPrefix(entitlementSet(privileges, more), estate)
}

// holds wants an account to hold privileges in the server, whatever Terraform says.
func (c *cluster) holds(account string, want ...string) statecheck.StateCheck {
	return observed(func() error {
		got, err := c.held(account)
		if diff := cmp.Diff(append([]string{}, want...), got); err == nil && diff != "" {
			return fmt.Errorf("%s holds (-want +got):\n%s", account, diff)
		}
		return err
	})
}

func (c *cluster) held(account string) ([]string, error) {
	rows, err := c.db.Query(`SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles a ON a.oid = m.member WHERE a.rolname = $1`, account)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	held := []string{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		held = append(held, name)
	}
	slices.Sort(held)
	return held, rows.Err()
}

// observed is a check of the world beside the state.
type observed func() error

func (look observed) CheckState(_ context.Context, _ statecheck.CheckStateRequest, resp *statecheck.CheckStateResponse) {
	resp.Error = look()
}

var yes = knownvalue.Bool(true)

// What is declared is given, what ends is taken away, and what somebody changed by
// hand is in the next plan and put right.
func TestEntitlementOnSystem(t *testing.T) {
	const address, account = "nhi_entitlement.backup", "svc-backup"
	w, c := newWorld(t), newCluster(t)
	least, bounded := w.config(c.entitlement("")), w.config(c.entitlement(window))
	drift := func(before, after knownvalue.Check) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
			plancheck.ExpectKnownValue(address, tfjsonpath.New("granted"), after),
		}}
	}
	w.run(
		resource.TestStep{
			Config:            least,
			ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", yes), c.holds(account, "readers")},
		},
		imports(least, address, "")[0],
		imports(least, address, "acme/svc-backup/directory/readers")[2],
		resource.TestStep{
			PreConfig:         c.sql(`REVOKE readers FROM "svc-backup"`),
			Config:            least,
			ConfigPlanChecks:  drift(no, yes),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", yes), c.holds(account, "readers")},
		},
		resource.TestStep{
			Config:           least,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
		},
		resource.TestStep{
			// It is to begin later, and is taken away until then.
			Config:            bounded,
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("scheduled")), has(address, "granted", no), c.holds(account)},
		},
		resource.TestStep{
			PreConfig:         c.sql(`GRANT readers TO "svc-backup"`),
			Config:            bounded,
			ConfigPlanChecks:  drift(yes, no),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", no), c.holds(account)},
		},
		resource.TestStep{
			PreConfig:         w.at("2026-02-01T00:00:00Z"),
			Config:            bounded,
			ConfigPlanChecks:  drift(no, yes),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("active")), c.holds(account, "readers")},
		},
		resource.TestStep{
			PreConfig:         w.at("2026-03-01T00:00:00Z"),
			Config:            bounded,
			ConfigPlanChecks:  drift(yes, no),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("expired")), c.holds(account)},
		},
		resource.TestStep{
			// Another privilege is another entitlement; one that an account holds already is not given again.
			PreConfig:         c.sql(`GRANT writers TO "svc-backup"`),
			Config:            strings.ReplaceAll(least, `"readers"`, `"writers"`),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", yes), has(address, "revision", knownvalue.Int64Exact(1)), c.holds(account, "writers")},
		},
		resource.TestStep{Config: w.config(c.estate()), ConfigStateChecks: []statecheck.StateCheck{c.holds(account)}},
		resource.TestStep{
			// What cannot be given is in the state as not given, and can be put right.
			Config:      strings.ReplaceAll(least, `"readers"`, `"nobody"`),
			ExpectError: regexp.MustCompile(`The system does not have it(.|\n)*"directory"(.|\n)*no\s+role\s+"nobody"`),
		},
		resource.TestStep{Config: least, ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", yes), c.holds(account, "readers")}},
	)
	if held, err := c.held(account); err != nil || len(held) > 0 {
		t.Errorf("after destroy the account holds %q, %v", held, err)
	}
}

// A set is all that the account holds: what is more is in the plan, and taken away.
func TestEntitlementSetOnSystem(t *testing.T) {
	const address, account = "nhi_entitlement_set.backup", "svc-backup"
	w, c := newWorld(t), newCluster(t)
	const readers, writers = `{ name = "readers" }`, `{ name = "writers", privileged = true }`
	both, one := w.config(c.set(readers+", "+writers, "")), w.config(c.set(readers, ""))
	w.run(
		resource.TestStep{
			PreConfig:         c.sql(`GRANT admins, readers TO "svc-backup"`),
			Config:            both,
			ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", yes), c.holds(account, "readers", "writers")},
		},
		resource.TestStep{
			PreConfig:    c.sql(`GRANT admins TO "svc-backup"`, `REVOKE writers FROM "svc-backup"`),
			RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectKnownValue(address, tfjsonpath.New("privileges"), knownvalue.SetExact([]knownvalue.Check{privilege("readers", nothing, false), privilege("writers", nothing, true)})),
			}},
		},
		resource.TestStep{
			Config:            both,
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", yes), c.holds(account, "readers", "writers")},
		},
		resource.TestStep{Config: one, ConfigStateChecks: []statecheck.StateCheck{c.holds(account, "readers")}},
		resource.TestStep{Config: one, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}},
		resource.TestStep{
			Config:            w.config(c.set(readers, window)),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("scheduled")), has(address, "granted", no), c.holds(account)},
		},
		resource.TestStep{
			PreConfig:         c.sql(`GRANT admins TO "svc-backup"`),
			Config:            w.config(c.set(readers, window)),
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", no), c.holds(account)},
		},
		resource.TestStep{Config: both, ConfigStateChecks: []statecheck.StateCheck{c.holds(account, "readers", "writers")}},
	)
	if held, err := c.held(account); err != nil || len(held) > 0 {
		t.Errorf("after destroy the account holds %q, %v", held, err)
	}
}

// What a system has and no record says is listed, with whose account it is.
func TestUnmanagedEntitlements(t *testing.T) {
	w, c := newWorld(t), newCluster(t)
	const address = "data.nhi_unmanaged_entitlements.all"
	config := w.config(c.entitlement("") + read(t, filepath.Join(examples, "data-sources", "nhi_unmanaged_entitlements", "data-source.tf")))
	unmanaged := func(account, privilege string, identity knownvalue.Check) knownvalue.Check {
		return knownvalue.ObjectExact(map[string]knownvalue.Check{"account": is(account), "privilege": is(privilege), "scope": nothing, "identity": identity, "suspended": no})
	}
	w.run(
		resource.TestStep{Config: config, ConfigStateChecks: []statecheck.StateCheck{has(address, "entitlements", knownvalue.ListSizeExact(0))}},
		resource.TestStep{
			PreConfig: c.sql(`GRANT writers TO "svc-backup"`, `CREATE ROLE "svc-etl" LOGIN`, `GRANT readers TO "svc-etl"`),
			Config:    config,
			ConfigStateChecks: []statecheck.StateCheck{has(address, "entitlements", knownvalue.ListExact([]knownvalue.Check{
				unmanaged("svc-backup", "writers", knownvalue.NotNull()), unmanaged("svc-etl", "readers", nothing),
			}))},
		},
		resource.TestStep{
			Config: strings.Replace(config, "tenant = nhi_tenant.acme.id\n  name   = \"directory\"", "shared = true\n  name   = \"directory\"", 1),
		},
		resource.TestStep{
			Config:      strings.Replace(strings.Replace(config, "tenant = nhi_tenant.acme.id\n  name   = \"directory\"", "shared = true\n  name   = \"directory\"", 1), "\n}\n", "\n  tenant = \"acme\"\n}\n", 1),
			ExpectError: regexp.MustCompile("System serves other tenants too"),
		},
		resource.TestStep{Config: w.config(c.estate())},
	)
}

// A server that is down is no server without access: nothing is dropped, nothing
// is destroyed, and plan and destroy say why.
func TestSystemIsDown(t *testing.T) {
	w, c := newWorld(t), newCluster(t)
	const address = "nhi_entitlement.backup"
	down := regexp.MustCompile(`The system cannot be reached(.|\n)*This is about the system\s+"directory"`)
	config := w.config(c.entitlement(""))
	w.run(
		resource.TestStep{Config: config},
		resource.TestStep{PreConfig: c.stop, Config: config, PlanOnly: true, ExpectError: down},
		resource.TestStep{Config: config, Destroy: true, ExpectError: down},
		resource.TestStep{Config: w.config(c.estate()), ExpectError: down},
		resource.TestStep{
			PreConfig:         c.start,
			Config:            config,
			ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
			ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", yes), c.holds("svc-backup", "readers")},
		},
	)
}

// Nobody is left with access that no record would say any more: by another account
// of the identity, or by the end of the tenant.
func TestNothingIsLeftBehind(t *testing.T) {
	w, c := newWorld(t), newCluster(t)
	config := w.config(c.entitlement(""))
	moved := strings.Replace(config, `"svc-backup"`, "\"svc-backup\"\n  external_id = \"svc-copy\"", 1)
	gone := w.config("")
	offboarding := strings.Replace(config, "contract_start", "offboard = true\n  contract_start", 1)
	w.run(
		resource.TestStep{Config: config},
		resource.TestStep{
			Config:      moved,
			ExpectError: regexp.MustCompile(`Account still has access(.|\n)*"svc-backup"\s+still\s+holds\s+readers\s+in\s+directory`),
		},
		resource.TestStep{
			PreConfig:         c.sql(`ALTER ROLE "svc-backup" RENAME TO "svc-copy"`),
			Config:            moved,
			ConfigStateChecks: []statecheck.StateCheck{has("nhi_entitlement.backup", "granted", yes), c.holds("svc-copy", "readers")},
		},
		resource.TestStep{PreConfig: c.sql(`ALTER ROLE "svc-copy" RENAME TO "svc-backup"`), Config: offboarding},
		resource.TestStep{
			PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
				tenant, err := kept.Tenants().Find(ctx, "acme")
				if err != nil {
					return err
				}
				m := newTenantModel(tenant)
				if diags := refuseLeaving(ctx, w.session(nil), &m); len(diags) != 1 || diags[0].Summary() != "Tenant still has access" {
					t.Errorf("deleting the tenant: got %v", diags)
				}
				return nil
			}),
			Config: gone,
		},
	)
}

// stop makes the server one that nobody reaches, and start makes it reachable
// again.
func (c *cluster) stop()  { c.rename(".s.PGSQL.", "stopped.") }
func (c *cluster) start() { c.rename("stopped.", ".s.PGSQL.") }

func (c *cluster) rename(from, to string) {
	c.t.Helper()
	query := c.server.URL().Query()
	socket := func(name string) string { return filepath.Join(query.Get("host"), name+query.Get("port")) }
	if err := os.Rename(socket(from), socket(to)); err != nil {
		c.t.Fatal(err)
	}
}
