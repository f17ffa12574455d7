// Package cli is the command line: flags to calls to an exit code. It is the
// only reader of the environment, the terminal and the machine's clock.
package cli

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
)

// Process is what the command line is given by the operating system.
type Process struct {
	Arguments   []string // without the program's name
	Environment []string // NAME=value
	Stdin       io.Reader
	Stdout      io.Writer
	Stderr      io.Writer
	Version     string // of the program

	stopTelling func(error) error // see telemetry.go; nil when there is nobody to tell
}

// Run carries out the command line and returns the process's exit code: 0 for
// done or allowed, 1 for a failure, 2 for denied. What went wrong is on
// standard error; standard output holds results alone.
func Run(ctx context.Context, p Process) int {
	root := newRoot(&p)
	root.SetArgs(longFlags(p.Arguments))
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	err := execute(ctx, root)
	p.tellOf(err)
	if err == nil {
		return 0
	}
	if code, ok := errors.AsType[exitCode](err); ok {
		return int(code)
	}
	p.printError(err)
	return 1
}

// execute ends with an error where the program would panic, as its exit status
// would then say that a plan is denied.
func execute(ctx context.Context, root *cobra.Command) (err error) {
	defer defect.Catch(&err)
	return root.ExecuteContext(ctx)
}

// exitCode is how a command ends with a code other than 0 and 1 when all that
// there is to say is said.
type exitCode int

func (exitCode) Error() string { return "exit code" }

func newRoot(p *Process) *cobra.Command {
	root := &cobra.Command{
		Use:   "nhi",
		Short: "Govern non-human identities: policy decides, automation carries out",
		Long: `nhi checks Terraform and OpenTofu plans against policy before they are applied,
and honours the exceptions that were approved and recorded for it. The same
program is the Terraform provider "nhi", which keeps those records.`,
		Example: `  terraform plan -out=tfplan
  nhi check tfplan --policies policies`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },

		PersistentPreRun: func(cmd *cobra.Command, _ []string) { p.beginTelling(cmd) },
	}
	root.SetFlagErrorFunc(usageError)
	root.AddCommand(
		newAdoptCommand(p),
		newApproveCommand(p),
		newAuditCommand(p),
		newBreakGlassCommand(p),
		newCheckCommand(p),
		newEvidenceCommand(p),
		newNotifyCommand(p),
		newPolicyCommand(p),
		newReconcileCommand(p),
		newRegisterCommand(p),
		newReplayCommand(p),
		newReviewCommand(p),
		newVerifyCommand(p),
		newVersionCommand(p),
	)
	return root
}
