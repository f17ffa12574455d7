package bundle

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// loadPolicies compiles the policy files. The set is nil when they have errors.
func loadPolicies(files []file, directories []Directory, options policy.Options) (*policy.Set, hcl.Diagnostics) {
	var sources []policy.File
	for _, f := range files {
		if strings.HasSuffix(f.path, PolicySuffix) {
			sources = append(sources, policy.File{Path: f.name, Bytes: f.content})
		}
	}
	set, diags := policy.Load(sources, options)
	if !diags.HasErrors() && len(set.Policies()) == 0 {
		return nil, append(diags, noPolicies(directories))
	}
	return set, diags
}

// noPolicies is an error because a check without policies would be green for
// nothing.
func noPolicies(directories []Directory) *hcl.Diagnostic {
	names := make([]string, len(directories))
	for i, directory := range directories {
		names[i] = directory.Name
	}
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "No policies",
		Detail: fmt.Sprintf("There is no policy in %s, so nothing would be checked. Put policies into files whose names end in %s, or name the folder that holds them.",
			strings.Join(names, ", "), PolicySuffix),
	}
}
