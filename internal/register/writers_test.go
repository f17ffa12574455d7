package register_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

// createTogether creates identities by writers who all wait when the first may
// begin, and returns what each came to, and in how many transactions:
// what succeeded is there once, and nothing else.
func createTogether(t *testing.T, r register.Register, purposes ...string) (results []error, transactions int64) {
	t.Helper()
	tenant := registertest.Build(t, r, "acme").Tenant
	others := len(snapshotOf(t, r).Identities)
	results = make([]error, len(purposes))
	var group sync.WaitGroup
	count := register.Gather(t, r, len(purposes), func() {
		for n, purpose := range purposes {
			group.Go(func() {
				identity := registertest.Identity(tenant.ID, fmt.Sprintf("svc-%d", n))
				identity.Purpose = purpose
				_, results[n] = r.Identities().Create(t.Context(), identity)
			})
		}
	})
	group.Wait()
	succeeded := 0
	for _, err := range results {
		if err == nil {
			succeeded++
		}
	}
	if got := len(snapshotOf(t, r).Identities) - others; got != succeeded {
		t.Errorf("%d identities were created, want %d", got, succeeded)
	}
	wantContradiction(t, r, "")
	return results, count()
}

// places are new registers on every engine.
var places = map[string]func(*testing.T) string{
	"SQLite":     func(t *testing.T) string { return newPath(t) },
	"PostgreSQL": newDatabaseLocation,
}

// TestTogether lets writers wait at the same time: one transaction is enough.
func TestTogether(t *testing.T) {
	t.Parallel()
	for name, location := range places {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t, location(t))
			results, transactions := createTogether(t, r, "a", "b", "c", "d", "e")
			if err := errors.Join(results...); err != nil {
				t.Error(err)
			}
			if transactions != 1 {
				t.Errorf("it took %d transactions, want 1", transactions)
			}
		})
	}
}

// TestPostgreSQLFailsApart lets the database itself refuse one write of several.
func TestPostgreSQLFailsApart(t *testing.T) {
	t.Parallel()
	r := openAt(t, newDatabase(t), register.Options{})
	results, _ := createTogether(t, r, "a", "a NUL \x00", "c")
	wantFailure(t, results[1], register.ErrFailed, "cannot keep a text")
	if err := errors.Join(results[0], results[2]); err != nil {
		t.Error(err)
	}
}

// TestPostgreSQLRetriesTogether lets the database refuse to serialise one write
// of several: all are made again, and none is lost or made twice.
func TestPostgreSQLRetriesTogether(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	// A sequence counts on when a transaction is rolled back.
	postgrestest.Exec(t, location, `
		CREATE SEQUENCE tries;
		CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			IF nextval('public.tries') < 3 THEN
				RAISE EXCEPTION 'not now' USING ERRCODE = 'serialization_failure';
			END IF;
			RETURN NEW;
		END $$;
		CREATE TRIGGER refuse BEFORE INSERT ON nhi.identities FOR EACH ROW WHEN (NEW.purpose = 'b') EXECUTE FUNCTION refuse()`)
	r := openAt(t, location, register.Options{})
	results, _ := createTogether(t, r, "a", "b", "c")
	if err := errors.Join(results...); err != nil {
		t.Error(err)
	}
}

// TestGivingUp lets every other writer give up at any point of its work. What came
// back as written is there, what did not is not, and nobody else notices.
func TestGivingUp(t *testing.T) {
	t.Parallel()
	for name, location := range places {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t, location(t))
			tenant := registertest.Build(t, r, "acme").Tenant
			var results [8][40]error
			var group sync.WaitGroup
			for g := range results {
				group.Go(func() {
					for i := range results[g] {
						ctx, cancel := t.Context(), context.CancelFunc(func() {})
						if g%2 == 0 {
							ctx, cancel = context.WithTimeout(ctx, rand.N(20*time.Millisecond))
						}
						_, results[g][i] = r.Identities().Create(ctx, registertest.Identity(tenant.ID, fmt.Sprintf("svc-%d-%d", g, i)))
						cancel()
					}
				})
			}
			group.Wait()
			there := map[string]bool{}
			for _, identity := range snapshotOf(t, r).Identities {
				there[identity.Name] = true
			}
			for g := range results {
				for i, err := range results[g] {
					switch name := fmt.Sprintf("svc-%d-%d", g, i); {
					case err != nil && g%2 != 0:
						t.Errorf("%s did not give up: %v", name, err)
					case err != nil && strings.Contains(err.Error(), "not known"): // PostgreSQL was committing
					case err != nil && !errors.Is(err, context.DeadlineExceeded):
						t.Errorf("%s: %v", name, err)
					case there[name] != (err == nil):
						t.Errorf("%s is there: %t, and its writer was told %v", name, there[name], err)
					}
				}
			}
			wantContradiction(t, r, "")
		})
	}
}

// TestPostgreSQLLockedTogether lets somebody besides nhi hold what several writers
// need: all wait for it as long as one would.
func TestPostgreSQLLockedTogether(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	r := openAt(t, location, register.Options{Wait: time.Second})
	tenant := registertest.Build(t, r, "acme").Tenant
	other, err := postgrestest.Open(t, location).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Rollback()
	if _, err := other.ExecContext(t.Context(), "SELECT FROM nhi.tenants FOR UPDATE"); err != nil {
		t.Fatal(err)
	}
	results := make([]error, 5)
	began := time.Now()
	var group sync.WaitGroup
	register.Gather(t, r, len(results), func() {
		for n := range results {
			group.Go(func() {
				_, results[n] = r.Identities().Create(t.Context(), registertest.Identity(tenant.ID, fmt.Sprintf("svc-%d", n)))
			})
		}
	})
	group.Wait()
	for _, err := range results {
		wantFailure(t, err, register.ErrLocked, "has been held by another writer for 1s")
	}
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("they waited for %s, want about a second", took)
	}
}
