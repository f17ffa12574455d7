package register_test

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

func TestLocations(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		location string // below a new directory, unless it has another scheme
		want     error
	}{
		"path":               {location: "register.db"},
		"path with a scheme": {location: "sqlite://register.db"},
		"in new directories": {location: "a/b/c/register.db"},
		"odd characters":     {location: "a b/ü?mode=ro&x#1%41.db"},
		"no name":            {location: "sqlite://", want: register.ErrLocation},
		"nothing":            {location: "", want: register.ErrLocation},
		"unknown scheme":     {location: "mongodb://localhost/nhi", want: register.ErrLocation},
		"a directory":        {location: ".", want: register.ErrNotRegister},
		"below a file":       {location: "file/register.db", want: register.ErrUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			directory := t.TempDir()
			if err := os.WriteFile(filepath.Join(directory, "file"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			location := test.location
			path := filepath.Join(directory, strings.TrimPrefix(location, "sqlite://"))
			if !errors.Is(test.want, register.ErrLocation) {
				location = strings.Replace(location, strings.TrimPrefix(location, "sqlite://"), path, 1)
			}
			r, err := register.Open(t.Context(), location, register.Options{Now: time.Now})
			if test.want != nil {
				if !errors.Is(err, test.want) {
					t.Errorf("got %v, want %v", err, test.want)
				}
				if errors.Is(err, register.ErrLocation) && !strings.Contains(err.Error(), "sqlite://PATH") {
					t.Errorf("the error does not say which locations there are: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(path); err != nil {
				t.Error(err)
			}
		})
	}
}

// files returns the names in a directory and what is in each.
func files(t *testing.T, directory string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(directory)
	if err != nil {
		t.Fatal(err)
	}
	contents := map[string]string{}
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		b, err := os.ReadFile(filepath.Join(directory, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		contents[entry.Name()] = string(sum[:])
	}
	return contents
}

func TestOnlyTheOwnerReads(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	r := open(t, path)
	if _, err := r.Tenants().Create(t.Context(), registertest.Tenant("acme")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{filepath.Dir(path): 0o700, path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s: got mode %o, want %o", name, got, want)
		}
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	_, err := register.Open(t.Context(), filepath.Join(directory, "no", "register.db"), register.Options{ReadOnly: true})
	if !errors.Is(err, register.ErrMissing) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want ErrMissing and fs.ErrNotExist", err)
	}
	if got := files(t, directory); len(got) > 0 {
		t.Errorf("reading created %v", got)
	}
}

// TestReadsWithoutATrace reads a register at rest, beside a writer, and after a
// writer was killed.
func TestReadsWithoutATrace(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	create(t, path)
	read := func(what string) int {
		t.Helper()
		before := files(t, filepath.Dir(path))
		r, err := register.Open(t.Context(), path, register.Options{ReadOnly: true})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		snapshot, err := r.Snapshot(t.Context())
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if err := r.Close(); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		after := files(t, filepath.Dir(path))
		shm := filepath.Base(path) + "-shm" // where readers and writers lock each other
		if _, had := before[shm]; had {
			before[shm] = after[shm]
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("%s: reading left a trace:\n%s", what, diff)
		}
		return len(snapshot.Tenants)
	}
	if got := read("at rest"); got != 0 {
		t.Errorf("got %d tenants, want none", got)
	}

	writer := start(t, "churn", path)
	for range 3 {
		if _, err := writer.stdout.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = writer.Wait()
	if _, left := files(t, filepath.Dir(path))[filepath.Base(path)+"-wal"]; !left {
		t.Fatal("the killed writer left no -wal file; the test tests nothing")
	}
	if got := read("after a killed writer"); got < 1 {
		t.Error("what a killed writer had acknowledged is not read")
	}

	create(t, path)
	if got := len(files(t, filepath.Dir(path))); got != 1 {
		t.Errorf("got %d files at rest, want one", got)
	}
	if got := read("at rest again"); got < 1 {
		t.Error("what a killed writer had acknowledged is lost")
	}
}

// TestReadOnlyMedium opens a register whose file or directory may not be
// written.
func TestReadOnlyMedium(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ file, directory fs.FileMode }{
		"file":               {0o444, 0o777},
		"directory":          {0o666, 0o555},
		"file and directory": {0o444, 0o555},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			directory := openDirectory(t)
			path := filepath.Join(directory, "register.db")
			r, err := register.Open(t.Context(), path, register.Options{Now: time.Now})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := r.Tenants().Create(t.Context(), registertest.Tenant("acme")); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(r.Close(), os.Chmod(path, test.file), os.Chmod(directory, test.directory)); err != nil {
				t.Fatal(err)
			}
			before := files(t, directory)

			reader := start(t, "read", path, "read")
			if stdout, err := reader.end(t); err != nil || stdout != "acme\n" {
				t.Errorf("reading: got %v, %q, %s", err, stdout, reader.stderr)
			}
			writer := start(t, "read", path, "write")
			if _, err := writer.end(t); err == nil || !strings.HasPrefix(writer.stderr.String(), register.ErrReadOnly.Error()) {
				t.Errorf("writing: got %v, %s, want ErrReadOnly", err, writer.stderr)
			}
			if diff := cmp.Diff(before, files(t, directory)); diff != "" {
				t.Errorf("left a trace:\n%s", diff)
			}
		})
	}
}

// TestUnreadable reads as somebody who may not, a file of another user, and one
// whose writer was killed and left changes that only a writer can take in.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(t *testing.T, path string){
		"not permitted": func(t *testing.T, path string) {
			fill(t, path)
			if err := os.Chmod(path, 0); err != nil {
				t.Fatal(err)
			}
		},
		"changes left behind": func(t *testing.T, path string) {
			writer := start(t, "churn", path)
			if _, err := writer.stdout.ReadString('\n'); err != nil {
				t.Fatal(err)
			}
			_ = writer.Process.Kill()
			_ = writer.Wait()
			if err := errors.Join(os.Chmod(path, 0o444), os.Chmod(path+"-wal", 0o444), os.Remove(path+"-shm"), os.Chmod(filepath.Dir(path), 0o555)); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			directory := openDirectory(t)
			path := filepath.Join(directory, "register.db")
			prepare(t, path)
			reader := start(t, "read", path, "read")
			if _, err := reader.end(t); err == nil || !strings.HasPrefix(reader.stderr.String(), register.ErrUnreadable.Error()) {
				t.Errorf("got %v, %s, want ErrUnreadable", err, reader.stderr)
			}
		})
	}
}

// openDirectory is a temporary directory that other users can reach, which
// t.TempDir need not be.
func openDirectory(t *testing.T) string {
	t.Helper()
	directory, err := os.MkdirTemp("", "nhi") //nolint:usetesting // see above
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(os.Chmod(directory, 0o700), os.RemoveAll(directory)); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(directory, 0o755); err != nil {
		t.Fatal(err)
	}
	return directory
}

// TestBadFiles opens what is not a register in order, to write and to read: each
// has its error, and no byte changes.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil func(t *testing.T, path string)
		want  error
	}{
		"text":           {replace("This is a letter, not a register."), register.ErrNotRegister},
		"long text":      {replace(strings.Repeat("This is a letter. ", 10000)), register.ErrNotRegister},
		"damaged header": {overwrite(0, 16), register.ErrNotRegister},
		"damaged pages":  {overwrite(4096, -1), register.ErrCorrupt},
		"truncated":      {truncate(3 * 4096), register.ErrCorrupt},
		"one page left":  {truncate(4096), register.ErrCorrupt},
		"half a page":    {truncate(2000), register.ErrCorrupt},
		"another program's": {func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			execute(t, path, "CREATE TABLE moz_places (id INTEGER)")
		}, register.ErrNotRegister},
		"edited by hand": {func(t *testing.T, path string) {
			execute(t, path, "UPDATE exceptions SET expires_at = 'soon'")
		}, register.ErrCorrupt},
		"newer": {func(t *testing.T, path string) {
			execute(t, path, "INSERT INTO schema_version (version_id, is_applied) VALUES (99999, 1)")
		}, register.ErrNewer},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := newPath(t)
			fill(t, path)
			test.spoil(t, path)
			before := files(t, filepath.Dir(path))
			for _, readOnly := range []bool{false, true} {
				r, err := register.Open(t.Context(), path, register.Options{ReadOnly: readOnly, Now: time.Now})
				if err == nil {
					_, err = r.Snapshot(t.Context())
					r.Close()
				}
				wantExplained(t, err, test.want)
			}
			if after := files(t, filepath.Dir(path)); !maps.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

// fill makes a register of many pages.
func fill(t *testing.T, path string) {
	t.Helper()
	r, err := register.Open(t.Context(), path, register.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	tenant, err := r.Tenants().Create(t.Context(), registertest.Tenant("acme"))
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if _, err := r.Exceptions().Create(t.Context(), registertest.Exception(tenant.ID, "c")); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
}

// wantExplained wants an error that says what to do, and nothing of SQL.
func wantExplained(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
		return
	}
	text := err.Error()
	for _, foreign := range []string{"SELECT", "INSERT", "PRAGMA", "SQLITE_", "goose", "sql:", "goroutine"} {
		if strings.Contains(text, foreign) {
			t.Errorf("the error speaks of %s: %s", foreign, text)
		}
	}
	if !strings.HasSuffix(text, ".") {
		t.Errorf("the error is no sentence: %s", text)
	}
}

func replace(text string) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func overwrite(from, length int) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if length < 0 {
			length = len(b) - from
		}
		for i := range length {
			b[from+i] = 0xa5
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func truncate(size int64) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
	}
}

func execute(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// TestEmptyFile is what a process leaves that was killed before it could write:
// a register yet to be made, which reading does not make.
func TestEmptyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "register.db")
	replace("")(t, path)
	_, err := register.Open(t.Context(), path, register.Options{ReadOnly: true})
	wantExplained(t, err, register.ErrOlder)
	if info, err := os.Stat(path); err != nil || info.Size() > 0 {
		t.Errorf("reading wrote %d bytes, %v", info.Size(), err)
	}
	create(t, path)
	wantIntact(t, path)
}

func TestLocked(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		task  string
		opens bool // whether reading goes on meanwhile
	}{
		"by a writer":     {"hold", true},
		"by a monopolist": {"monopolise", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := newPath(t)
			fill(t, path)
			holder := start(t, test.task, path)
			if line, err := holder.stdout.ReadString('\n'); err != nil || line != "held\n" {
				t.Fatalf("%q %v %s", line, err, holder.stderr)
			}
			for _, options := range []register.Options{{ReadOnly: true}, {Now: time.Now}} {
				options.Wait = 100 * time.Millisecond
				r, err := register.Open(t.Context(), path, options)
				if !test.opens {
					wantExplained(t, err, register.ErrLocked)
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if snapshot, err := r.Snapshot(t.Context()); err != nil || len(snapshot.Exceptions) != 20 {
					t.Errorf("got %d exceptions, %v", len(snapshot.Exceptions), err)
				}
				if !options.ReadOnly {
					_, err = r.Tenants().Create(t.Context(), registertest.Tenant("late"))
					wantExplained(t, err, register.ErrLocked)
				}
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			}
			if _, err := holder.end(t); err != nil {
				t.Fatalf("%v %s", err, holder.stderr)
			}
			r := open(t, path)
			if _, err := r.Tenants().Create(t.Context(), registertest.Tenant("late")); err != nil {
				t.Error(err)
			}
			if got, err := r.Exceptions().List(t.Context(), ""); err != nil || len(got) != 20 {
				t.Errorf("got %d exceptions, %v", len(got), err)
			}
		})
	}
}

func TestFull(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	fill(t, path)
	r := open(t, path)
	tenant, err := r.Tenants().Find(t.Context(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	register.FillUp(t, r)
	created := 0
	for ; err == nil && created < 1000; created++ {
		_, err = r.Exceptions().Create(t.Context(), registertest.Exception(tenant.ID, "c"))
	}
	wantExplained(t, err, register.ErrFull)
	if got, err := r.Exceptions().List(t.Context(), ""); err != nil || len(got) != 20+created-1 {
		t.Errorf("got %d exceptions, %v, want the %d that were acknowledged", len(got), err, 20+created-1)
	}
}
