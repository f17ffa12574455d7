package policy

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// LoadAmong loads files together with others of their directories, whose inputs
// and locals they may read. The diagnostics are about the files alone: what is
// wrong with another file is for whoever loads that one, and it is left out.
func LoadAmong(files, others []File, options Options) (*Set, hcl.Diagnostics) {
	wanted := make(map[string]bool, len(files))
	for _, f := range files {
		wanted[f.Path] = true
	}
	for {
		set, diags := Load(slices.Concat(files, others), options)
		about := hcl.Diagnostics{}
		broken := map[string]bool{}
		for _, diag := range diags {
			switch {
			case diag.Subject == nil || wanted[diag.Subject.Filename]:
				about = about.Append(diag)
			case diag.Severity == hcl.DiagError:
				broken[diag.Subject.Filename] = true
			}
		}
		if set != nil || len(broken) == 0 {
			return set, about
		}
		// What is left may have needed what is left out.
		others = slices.DeleteFunc(slices.Clone(others), func(f File) bool { return broken[f.Path] })
	}
}
