package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// problem is an error for people: a fixed summary without user data, and full
// sentences that say what, why, and what to do.
type problem struct {
	summary string
	detail  string
}

func (p *problem) Error() string { return p.summary + ": " + p.detail }

func problemf(summary, format string, args ...any) error {
	return &problem{summary, fmt.Sprintf(format, args...)}
}

// usageError is for a command line that does not make sense.
func usageError(cmd *cobra.Command, err error) error {
	return problemf("Wrong usage", "%s. See: %s --help", strings.TrimSuffix(words.UpperFirst(err.Error()), "."), cmd.CommandPath())
}

// usage makes the error of an argument check a problem for people.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError(cmd, err)
		}
		return nil
	}
}

// knownCommand refuses the name of a command that does not exist.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	hint := ""
	if similar := cmd.SuggestionsFor(args[0]); len(similar) > 0 {
		hint = fmt.Sprintf(" Did you mean %q?", similar[0])
	}
	return problemf("Wrong usage", "%s has no command %q.%s See: %s --help", cmd.CommandPath(), args[0], hint, cmd.CommandPath())
}

// diagnosed is an error that is told as diagnostics in source files.
type diagnosed struct {
	diagnostics hcl.Diagnostics
	sources     map[string][]byte // by the file names of the ranges
}

func (d *diagnosed) Error() string { return d.diagnostics.Error() }

// printError writes what kept a command from doing its work.
func (p *Process) printError(err error) {
	if d, ok := errors.AsType[*diagnosed](err); ok {
		writeDiagnostics(p.Stderr, d.diagnostics, d.sources)
		return
	}
	told, ok := errors.AsType[*problem](err)
	if crash, crashed := errors.AsType[*defect.Error](err); crashed {
		told, ok = &problem{"Defect", crash.Error()}, true
	}
	if !ok {
		told = &problem{"Failed", words.UpperFirst(err.Error())}
	}
	fmt.Fprintf(p.Stderr, "Error: %s\n\n%s\n", told.summary, wrap(told.detail))
}
