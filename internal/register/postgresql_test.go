package register_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

func TestPostgreSQL(t *testing.T) {
	t.Parallel()
	registertest.Run(t, func(t *testing.T) registertest.Open {
		location := newDatabase(t).String()
		return func(options register.Options) (register.Register, error) {
			return register.Open(t.Context(), location, options)
		}
	})
}

// newDatabase makes a database that is a register.
func newDatabase(t testing.TB) *url.URL {
	t.Helper()
	location := postgrestest.Database(t)
	if err := register.Migrate(t.Context(), location.String(), register.Options{Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	return location
}
