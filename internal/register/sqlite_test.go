package register_test

import (
	"path/filepath"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

func TestSQLite(t *testing.T) {
	t.Parallel()
	registertest.Run(t, func(t *testing.T) registertest.Open {
		path := filepath.Join(t.TempDir(), register.DefaultLocation)
		create(t, path)
		return func(options register.Options) (register.Register, error) {
			return register.Open(t.Context(), path, options)
		}
	})
}

// create makes an empty register.
func create(t *testing.T, path string) {
	t.Helper()
	r, err := register.Open(t.Context(), path, register.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
}
