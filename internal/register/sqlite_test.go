package register_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

func TestSQLite(t *testing.T) {
	t.Parallel()
	registertest.Run(t, func(t *testing.T) registertest.Open {
		path := newPath(t)
		create(t, path)
		return func(options register.Options) (register.Register, error) {
			return register.Open(t.Context(), path, options)
		}
	})
}

func newPath(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), register.DefaultLocation)
}

// open opens a register for the length of a test.
func open(t testing.TB, path string) register.Register {
	t.Helper()
	r, err := register.Open(t.Context(), path, register.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// create makes an empty register and leaves it at rest.
func create(t testing.TB, path string) {
	t.Helper()
	r, err := register.Open(t.Context(), path, register.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
}
