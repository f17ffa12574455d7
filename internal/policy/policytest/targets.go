package policytest

import (
	"fmt"
	"path"
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
		// A policy may read an input that another file of its directory
		// declares, so the whole directory gets a try before the error.
		if all, err := l.withSiblings(files); err == nil && len(all) > len(files) {
			if whole := l.load(all); !whole.diags.HasErrors() {
				found = whole
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
			err = fmt.Errorf("there is no policy file at %s", path.Clean(at))
		}
		if err != nil {
			severity := hcl.DiagError
			if !l.options.Policy.Dialect.RefusesUnmatchedTargets() {
				severity = hcl.DiagWarning
			}
			diags = diags.Append(&hcl.Diagnostic{
				Severity: severity,
				Summary:  "Target matches no policy file",
				Detail:   fmt.Sprintf("The target %q, which is relative to the test file, matches nothing: %s.", written, err),
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

func (l *library) withSiblings(files []policy.File) ([]policy.File, error) {
	all := append([]policy.File(nil), files...)
	seen, looked := map[string]bool{}, map[string]bool{}
	for _, f := range files {
		seen[f.Path] = true
	}
	for _, f := range files {
		directory := path.Dir(f.Path)
		if looked[directory] {
			continue
		}
		looked[directory] = true
		below, err := l.options.Source(directory)
		if err != nil {
			return nil, err
		}
		for _, sibling := range below {
			if path.Dir(sibling.Path) == directory && !seen[sibling.Path] {
				seen[sibling.Path] = true
				all = append(all, sibling)
			}
		}
	}
	return all, nil
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
