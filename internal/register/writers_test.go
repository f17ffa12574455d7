package register_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/postgrestest"
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

// TestTogether lets writers wait at the same time: one transaction is enough.
func TestTogether(t *testing.T) {
	t.Parallel()
	for name, location := range map[string]func(*testing.T) string{
		"SQLite":     func(t *testing.T) string { return newPath(t) },
		"PostgreSQL": newDatabaseLocation,
	} {
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
