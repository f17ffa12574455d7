package provider

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// failure turns an error of the register or of a system into diagnostics: a fixed summary, and
// what happened and what to do about it.
func failure(err error) diag.Diagnostics {
	if err == nil {
		return nil
	}
	if invalid, ok := errors.AsType[*register.InvalidError](err); ok {
		return broken(invalid.Problems)
	}
	if failed, ok := errors.AsType[*register.Error](err); ok {
		return diag.Diagnostics{diag.NewErrorDiagnostic(summary(failed.Summary), sentence(failed.Detail))}
	}
	if failed, ok := errors.AsType[*system.Error](err); ok {
		detail := sentence(failed.Detail)
		if at, ok := errors.AsType[*placeError](err); ok {
			detail = fmt.Sprintf("This is about the system %q. %s", at.system, detail)
		}
		return diag.Diagnostics{diag.NewErrorDiagnostic(words.UpperFirst(failed.Summary.Error()), detail)}
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("Register failed", sentence(err.Error()))}
}

// summary is in the words of somebody who runs Terraform.
func summary(err error) string {
	if errors.Is(err, register.ErrConflict) {
		return "Record changed since it was planned"
	}
	return words.UpperFirst(err.Error())
}

// broken turns broken rules into errors at their attributes.
func broken(problems []governance.Problem) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, problem := range problems {
		diags.AddAttributeError(attributePath(problem.Attribute), "Invalid "+problem.Attribute, problem.Detail)
	}
	return diags
}

// attributePath is the path of an attribute named with dots, such as
// credential.location.
func attributePath(attribute string) path.Path {
	steps := strings.Split(attribute, ".")
	p := path.Root(steps[0])
	for _, step := range steps[1:] {
		p = p.AtName(step)
	}
	return p
}

// sentence makes a whole sentence of an error.
func sentence(text string) string {
	if text == "" || strings.HasSuffix(text, ".") {
		return words.UpperFirst(text)
	}
	return words.UpperFirst(text) + "."
}
