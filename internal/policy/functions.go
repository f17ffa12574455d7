package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// The functions that look beyond their arguments.
const (
	getResources   = core.Prefix + "getresources"
	getDataSource  = core.Prefix + "getdatasource"
	getHTTPRequest = core.Prefix + "gethttprequest"
)

// signatures are the functions that a policy can call, for checking calls.
type signatures map[string]function.Function

var knownFunctions = sync.OnceValue(func() signatures {
	table := signatures(core.Functions(time.Time{}))
	maps.Copy(table, worldFunctions(nil))
	return table
})

// pluginNamespace is where functions of other people's code are called.
const pluginNamespace = "plugin::"

// checkCall checks that a called function exists and is given as many arguments
// as it takes.
func (c *compiler) checkCall(call *hclsyntax.FunctionCallExpr) hcl.Diagnostics {
	if strings.HasPrefix(call.Name, pluginNamespace) {
		return c.checkPlugin(call)
	}
	f, known := c.table[call.Name]
	if since := functionSince[call.Name]; since != 0 && !c.file.dialect.atLeast(since) {
		return hcl.Diagnostics{{
			Severity: hcl.DiagError,
			Summary:  "Call to unknown function",
			Detail:   fmt.Sprintf("The function %s is not in dialect %s of the policy language; it came with %s.", call.Name, c.file.dialect, since),
			Subject:  call.NameRange.Ptr(),
			Context:  call.Range().Ptr(),
		}}
	}
	if known && c.options.Strict && strings.HasPrefix(call.Name, core.Governance) {
		return hcl.Diagnostics{{
			Severity: hcl.DiagError,
			Summary:  "Not in the strict dialect",
			Detail:   fmt.Sprintf("The function %s is an addition of this engine to the Terraform policy language, and the strict dialect refuses it.", call.Name),
			Subject:  call.NameRange.Ptr(),
			Context:  call.Range().Ptr(),
		}}
	}
	if !known {
		return hcl.Diagnostics{{
			Severity: hcl.DiagError,
			Summary:  "Call to unknown function",
			Detail:   fmt.Sprintf("There is no function %q.%s", call.Name, c.suggestFunction(call.Name)),
			Subject:  call.NameRange.Ptr(),
			Context:  call.Range().Ptr(),
		}}
	}
	if call.ExpandFinal {
		return nil // how many there are is known at evaluation only
	}
	names := make([]string, 0, len(f.Params()))
	for _, param := range f.Params() {
		names = append(names, param.Name)
	}
	given, least, most := len(call.Args), len(names), len(names)
	takes := fmt.Sprintf("takes %s", arguments(least))
	if f.VarParam() != nil {
		names = append(names, f.VarParam().Name+"...")
		most = given
		takes = fmt.Sprintf("takes at least %s", arguments(least))
	}
	if given >= least && given <= most {
		return nil
	}
	return hcl.Diagnostics{{
		Severity: hcl.DiagError,
		Summary:  "Wrong number of arguments",
		Detail:   fmt.Sprintf("%s(%s) %s; this call gives %d.", call.Name, strings.Join(names, ", "), takes, given),
		Subject:  call.Range().Ptr(),
	}}
}

func arguments(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

// suggestFunction also finds a function by its bare name, which is how
// configurations call it.
func (c *compiler) suggestFunction(name string) string {
	if _, ok := c.table[core.Prefix+name]; ok {
		return fmt.Sprintf(" Did you mean %q? In policies, every function needs its namespace.", core.Prefix+name)
	}
	return words.DidYouMean(name, slices.Collect(maps.Keys(c.table)))
}

func (c *compiler) checkPlugin(call *hclsyntax.FunctionCallExpr) hcl.Diagnostics {
	plugin, _, ok := strings.Cut(strings.TrimPrefix(call.Name, pluginNamespace), "::")
	if ok && c.file.plugins[plugin] {
		c.file.pluginCalls[call.Name] = true
		return nil
	}
	return hcl.Diagnostics{{
		Severity: hcl.DiagError,
		Summary:  "Call to a plugin that is not declared",
		Detail:   fmt.Sprintf("%q is called as plugin::NAME::FUNCTION, and NAME must be declared in policy { plugins { ... } }.%s", call.Name, words.DidYouMean(plugin, slices.Collect(maps.Keys(c.file.plugins)))),
		Subject:  call.NameRange.Ptr(),
	}}
}
