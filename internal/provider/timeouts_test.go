package provider

import (
	"database/sql"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	_ "modernc.org/sqlite"
)

// timed is a tenant with timeouts.
func timed(timeouts string) string {
	return strings.Replace(acme, "name ", "timeouts = "+timeouts+"\nname ", 1)
}

// Timeouts are set, changed and unset without a write to the register.
func TestTimeoutsAreNoPartOfTheRecord(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_tenant.acme"
	step := func(body string, action plancheck.ResourceActionType, create knownvalue.Check, revision int64) resource.TestStep {
		return resource.TestStep{
			Config: w.config(body), ConfigPlanChecks: plans(action, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "timeouts", create), has(address, "revision", knownvalue.Int64Exact(revision))},
		}
	}
	create := func(text string) knownvalue.Check {
		return knownvalue.ObjectPartial(map[string]knownvalue.Check{"create": is(text), "delete": knownvalue.Null()})
	}
	w.run(
		resource.TestStep{Config: w.config(timed(`{ create = "soon" }`)), ExpectError: regexp.MustCompile("Invalid Attribute Value Time Duration")},
		step(timed(`{ create = "10s" }`), plancheck.ResourceActionCreate, create("10s"), 1),
		step(timed(`{ create = "20s" }`), plancheck.ResourceActionUpdate, create("20s"), 1),
		step(strings.Replace(timed(`{ create = "20s" }`), "Acme", "ACME", 1), plancheck.ResourceActionUpdate, create("20s"), 2),
		step(strings.Replace(acme, "Acme", "ACME", 1), plancheck.ResourceActionUpdate, knownvalue.Null(), 2),
	)
}

// Every operation ends when its time is over, and the error says which timeout
// that was.
func TestTimeoutsAreHonoured(t *testing.T) {
	w := newWorld(t)
	tooLong := func(operation string) *regexp.Regexp {
		return regexp.MustCompile(`Operation took too long(.|\n)*To ` + operation + ` the(.|\n)*timeouts.` + operation)
	}
	renamed := strings.Replace(timed(`{ update = "1ns" }`), "Acme", "ACME", 1)
	w.run(
		resource.TestStep{Config: w.config(timed(`{ create = "1ns" }`)), ExpectError: tooLong("create")},
		resource.TestStep{Config: w.config(timed(`{ read = "5m" }`))},
		resource.TestStep{Config: w.config(renamed), ExpectError: tooLong("update")},
		resource.TestStep{Config: w.config(timed(`{ delete = "1ns" }`))},
		resource.TestStep{Config: w.config(timed(`{ delete = "1ns" }`)), Destroy: true, ExpectError: tooLong("delete")},
		// The timeout that was applied counts, so this one takes two steps.
		resource.TestStep{Config: w.config(timed(`{ delete = "5m" }`))},
	)
	t.Run("read", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		s := w.server(nil)
		of := s.schemas.ResourceSchemas["nhi_tenant"].ValueType()
		config := tenantConfig("Acme")
		config["timeouts"] = s.timeouts("read", "1ns")
		created := s.apply("nhi_tenant", s.null(of), nil, config)
		read, err := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: "nhi_tenant", CurrentState: created.NewState, CurrentIdentity: created.NewIdentity})
		if err != nil {
			t.Fatal(err)
		}
		if len(read.Diagnostics) != 1 || !tooLong("read").MatchString(read.Diagnostics[0].Summary+" "+read.Diagnostics[0].Detail) {
			t.Errorf("want the error that reading took too long, got %v", texts(read.Diagnostics))
		}
	})
}

// A writer who keeps the register is waited for no longer than the timeout says.
func TestTimeoutWhileTheRegisterIsHeld(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.seed()
	held, err := sql.Open("sqlite", w.location)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	held.SetMaxOpenConns(1)
	if _, err := held.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	s := w.server(nil)
	config := tenantConfig("Globex")
	config["slug"] = tftypes.NewValue(tftypes.String, "globex")
	config["timeouts"] = s.timeouts("create", "200ms")
	began := time.Now()
	got := s.tryApply("nhi_tenant", s.null(s.schemas.ResourceSchemas["nhi_tenant"].ValueType()), nil, config).Diagnostics
	if len(got) != 1 || got[0].Summary != "Operation took too long" {
		t.Errorf("want the error that creating took too long, got %v", texts(got))
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %s to give up after 200ms", took)
	}
}

// timeouts are the timeouts of a resource with one operation's.
func (s *server) timeouts(operation, limit string) tftypes.Value {
	of := s.schemas.ResourceSchemas["nhi_tenant"].ValueType().(tftypes.Object).AttributeTypes["timeouts"].(tftypes.Object)
	values := map[string]tftypes.Value{}
	for name, t := range of.AttributeTypes {
		values[name] = tftypes.NewValue(t, nil)
	}
	values[operation] = tftypes.NewValue(tftypes.String, limit)
	return tftypes.NewValue(of, values)
}
