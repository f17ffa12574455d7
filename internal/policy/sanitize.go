package policy

import (
	"errors"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"
)

// sanitized returns the diagnostics without the values that HCL attaches for
// whoever prints them, and without the detail of those about something
// sensitive: functions like to quote their arguments.
func sanitized(diags hcl.Diagnostics) hcl.Diagnostics {
	if len(diags) == 0 {
		return nil
	}
	clean := make(hcl.Diagnostics, 0, len(diags))
	seen := map[string]bool{}
	for _, diag := range diags {
		safe := &hcl.Diagnostic{
			Severity: diag.Severity,
			Summary:  diag.Summary,
			Detail:   diag.Detail,
			Subject:  diag.Subject,
			Context:  diag.Context,
		}
		var crash function.PanicError
		switch call, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](diag); {
		case ok && errors.As(call.FunctionCallError(), &crash):
			safe.Detail = fmt.Sprintf("The function %s ended abruptly. This is a defect of the checker; please report it with the call.", call.CalledFunctionName())
		case touchesSensitive(diag):
			safe.Detail = "What went wrong cannot be shown, because a sensitive value is involved."
		}
		// An expression that fails for one element of a list fails for
		// most of them.
		key := safe.Error()
		if seen[key] {
			continue
		}
		seen[key] = true
		clean = append(clean, safe)
	}
	return clean
}

func touchesSensitive(diag *hcl.Diagnostic) bool {
	if diag.Expression == nil || diag.EvalContext == nil {
		return false
	}
	for _, t := range diag.Expression.Variables() {
		value, diags := t.TraverseAbs(diag.EvalContext)
		if diags.HasErrors() {
			// A path that does not exist may still lead through something
			// sensitive; the error quotes names only, which are in the source.
			continue
		}
		if isSensitive(value) {
			return true
		}
	}
	return false
}
