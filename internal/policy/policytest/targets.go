package policytest

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// library loads policy files, each selection of them once.
type library struct {
	options Options
	mutex   sync.Mutex
	loaded  map[string]func() loadedSet
}

type loadedSet struct {
	set   *policy.Set
	diags hcl.Diagnostics
}

// target is what one test file is about: a set, and the files of it that its
// cases are judged by.
type target struct {
	set   *policy.Set
	files map[string]bool
}

func (t target) judges(p *policy.Policy) bool { return t.files[p.File] }

// target finds and loads the policies of a test file.
func (l *library) target(file *testFile) (target, hcl.Diagnostics) {
	files := l.options.Policies
	var diags hcl.Diagnostics
	if file.targets != nil {
		if files, diags = l.named(file); diags.HasErrors() {
			return target{}, diags
		}
	}
	t := target{files: map[string]bool{}}
	for _, f := range files {
		t.files[f.Path] = true
	}
	found := l.load(files)
	if found.diags.HasErrors() {
		// A policy may read an input or a local that another file of its
		// directory declares. Most do not, and loading the whole directory
		// for every test of a large library would be slow.
		if siblings, err := l.siblings(files); err == nil && len(siblings) > 0 {
			if set, diags := policy.LoadAmong(files, siblings, l.options.Policy); set != nil {
				found = loadedSet{set, diags}
			}
		}
	}
	t.set = found.set
	for _, diag := range found.diags {
		if diag.Severity == hcl.DiagError { // warnings of policies are for whoever validates them
			diags = diags.Append(diag)
		}
	}
	return t, diags
}

// named returns the policy files that the targets name.
func (l *library) named(file *testFile) ([]policy.File, hcl.Diagnostics) {
	paths, diags := file.targetPaths()
	var files []policy.File
	seen := map[string]bool{}
	for _, written := range paths {
		at := written
		if !path.IsAbs(at) {
			at = path.Join(path.Dir(file.path), at)
		}
		found, err := l.options.Source(path.Clean(at))
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("there is none at %s", path.Clean(at))
		}
		if err != nil {
			severity := hcl.DiagError
			if !l.options.Policy.Dialect.RefusesUnmatchedTargets() {
				severity = hcl.DiagWarning
			}
			diags = diags.Append(&hcl.Diagnostic{
				Severity: severity,
				Summary:  "Target matches no policy file",
				Detail:   fmt.Sprintf("The target %q, which is relative to the test file, does not match any policy file: %s.", written, err),
				Subject:  file.targets.Range().Ptr(),
			})
		}
		for _, f := range found {
			if !seen[f.Path] {
				seen[f.Path] = true
				files = append(files, f)
			}
		}
	}
	return files, diags
}

// siblings returns the other policy files of the directories of files.
func (l *library) siblings(files []policy.File) ([]policy.File, error) {
	given, directories := map[string]bool{}, map[string]bool{}
	for _, f := range files {
		given[f.Path] = true
		directories[path.Dir(f.Path)] = true
	}
	var siblings []policy.File
	for _, directory := range slices.Sorted(maps.Keys(directories)) {
		below, err := l.options.Source(directory)
		if err != nil {
			return nil, err
		}
		for _, f := range below {
			if path.Dir(f.Path) == directory && !given[f.Path] {
				siblings = append(siblings, f)
			}
		}
	}
	return siblings, nil
}

func (l *library) load(files []policy.File) loadedSet {
	var key strings.Builder
	for _, f := range files {
		key.WriteString(f.Path + "\x00")
	}
	l.mutex.Lock()
	load, ok := l.loaded[key.String()]
	if !ok {
		load = sync.OnceValue(func() loadedSet {
			set, diags := policy.Load(files, l.options.Policy)
			return loadedSet{set, diags}
		})
		l.loaded[key.String()] = load
	}
	l.mutex.Unlock()
	return load()
}
