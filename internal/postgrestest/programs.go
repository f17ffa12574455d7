//go:build unix

package postgrestest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// programs are those of one folder with bin and lib, or for "" those of PATH or
// of where Debian puts them.
type programs struct{ folder string }

func (p programs) path(name string) (string, error) {
	if p.folder != "" {
		return filepath.Join(p.folder, "bin", name), nil
	}
	if path, err := exec.LookPath(name); err == nil {
		return filepath.EvalSymlinks(path)
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
		return "", fmt.Errorf("%s is neither on PATH nor in /usr/lib/postgresql; install PostgreSQL, or set %s", name, urlVariable)
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))) // 0 sorts first
		return n
	}
	return slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) }), nil
}

func (p programs) environment() []string {
	if p.folder == "" {
		return nil // this process's
	}
	return append(os.Environ(), "LD_LIBRARY_PATH="+filepath.Join(p.folder, "lib"))
}

// unpack copies a package of programs to where anybody may run them, and makes the
// links and permissions that a package cannot have.
func unpack(t testing.TB, folder string) (programs, error) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "pg-symlinks.json"))
	if err != nil {
		return programs{}, err
	}
	var links []struct{ Source, Target string }
	copied, tempErr := os.MkdirTemp("/tmp", "nhipg") //nolint:usetesting // the server of another user is to enter it //nolint:usetesting // what t.TempDir makes is closed to whoever runs the server
	if err := errors.Join(tempErr, json.Unmarshal(text, &links)); err != nil {
		return programs{}, err
	}
	t.Cleanup(func() { _ = os.RemoveAll(copied) })
	if err := errors.Join(os.Chmod(copied, 0o755), os.CopyFS(filepath.Join(copied, "native"), os.DirFS(folder))); err != nil {
		return programs{}, err
	}
	for _, link := range links {
		to, err := filepath.Rel(filepath.Dir(link.Target), link.Source)
		if err == nil {
			err = os.Symlink(to, filepath.Join(copied, link.Target))
		}
		if err != nil && !errors.Is(err, os.ErrExist) {
			return programs{}, err
		}
	}
	native := filepath.Join(copied, "native")
	for _, name := range []string{"postgres", "initdb"} {
		if err := os.Chmod(filepath.Join(native, "bin", name), 0o755); err != nil {
			return programs{}, err
		}
	}
	return programs{native}, nil
}
