package bundle

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// loadPolicies reads the policy files and returns the names of their policies.
func (b *Bundle) loadPolicies(files []file, directories []Directory) ([]string, hcl.Diagnostics) {
	var names []string
	var diags hcl.Diagnostics
	for _, f := range files {
		if !strings.HasSuffix(f.path, PolicySuffix) {
			continue
		}
		parsed, moreDiags := hclsyntax.ParseConfig(f.content, f.name, hcl.InitialPos)
		diags = append(diags, moreDiags...)
		if parsed == nil {
			continue
		}
		for _, block := range parsed.Body.(*hclsyntax.Body).Blocks {
			if strings.HasSuffix(block.Type, "_policy") && len(block.Labels) == 2 {
				names = append(names, block.Labels[1])
			}
		}
	}
	if len(names) == 0 && !diags.HasErrors() {
		diags = append(diags, noPolicies(directories))
	}
	return names, diags
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
