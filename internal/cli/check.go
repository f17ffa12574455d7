package cli

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/telemetry"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// checkCommand is `nhi check`.
type checkCommand struct {
	process   *Process
	bundle    bundleFlags
	inputs    inputFlags
	output    outputFlags
	receipt   receiptFlags
	folder    folderFlags
	config    string
	register  string
	tenant    string
	now       string
	undecided string
	tenants   int
	ring      int64
	drift     bool
	state     bool
	passes    bool
	record    bool
	root      string
}

func newCheckCommand(p *Process) *cobra.Command {
	c := &checkCommand{process: p}
	cmd := &cobra.Command{
		Use:   "check PLAN|DIR|-",
		Short: "Judge a plan or a configuration by policy before it is applied",
		Long: `Judge every change of a Terraform or OpenTofu plan by every policy that matches it.
The plan is the file that "terraform plan -out" writes, or its JSON form, the output
of "terraform show -json"; from a file or from standard input. The plan file knows
more: it holds the configuration, so findings name its lines, and what a document
says although a part of it is not known yet.

A folder of configuration is judged as what it would create, without a plan, providers
or credentials: with its variables, modules, count and for_each. What only a provider
decides is not known then. Modules from a registry are judged when they are installed.

What breaks policy is let through only when an approved exception covers it: a
record of the register, or an nhi_exception of the plan itself.

Exit codes: 0 the plan is allowed, 1 it could not be checked, 2 it is denied.`,
		Example: `  terraform plan -out=tfplan
  nhi check tfplan --policies policies

  # in a pipeline: text for the log, others for code scanning and the pull request
  nhi check tfplan -p policies -o text -o sarif=nhi.sarif -o markdown=nhi.md

  # the configuration itself, in a pull request that has no credentials for a plan
  nhi check . -p policies --var-file prod.tfvars

  # any plan in JSON, from standard input
  terraform show -json tfplan | nhi check - -p policies -o json=decision.json

  # every night: is what was changed by hand still within policy?
  terraform plan -refresh-only -out=drift && nhi check drift -p policies --drift-only

  # as it would have been decided at another time
  nhi check plan.json -p policies --now 2027-01-15T00:00:00Z`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.run(cmd.Context(), args[0], cmd.Flags().Changed("ring"))
		},
	}
	c.bundle.flags(cmd)
	c.inputs.register(cmd.Flags())
	c.output.flags(cmd)
	c.receipt.flags(cmd)
	c.folder.flags(cmd)
	flags := cmd.Flags()
	flags.StringVar(&c.config, "config", "", "`folder` of the configuration: findings of a plan in JSON then name its lines, and those of a plan file name them below it")
	flags.StringVar(&c.register, "register", "", "`location` of the register, or the file of a snapshot of it (default $NHI_REGISTER, or .nhi/register.db beside the plan)")
	flags.StringVar(&c.tenant, "tenant", "", "`slug` of the tenant that the configuration belongs to")
	flags.IntVar(&c.tenants, "max-tenants", 1, "how `many` tenants the plan may change")
	flags.Int64Var(&c.ring, "ring", 0, "last rollout `ring` that the plan may reach (default: the first)")
	flags.BoolVar(&c.state, "state", false, "judge what exists: PLAN is the JSON of a state, the output of \"terraform show -json\" without a plan")
	flags.BoolVar(&c.drift, "drift-only", false, "judge what changed outside of Terraform, and not what is planned")
	flags.StringVar(&c.now, "now", "", "the check's `clock`, RFC 3339 (default $NHI_NOW, or now)")
	flags.StringVar(&c.undecided, "undecided", "", "`which` undecided findings deny: deny (all), authored (what the configuration left open), warn (none) (default authored, and warn for DIR, whose plan decides)")
	complete(cmd, "undecided", string(check.DenyUndecided), string(check.DenyAuthored), string(check.WarnUndecided))
	flags.BoolVar(&c.record, "record", false, "put the decision into the audit log of the register, and tell whom controls name of its violations")
	flags.StringVar(&c.root, "root", "", "`name` of what is planned, the same in every run of it and no other's, such as its repository and folder; with --record, violations that a plan as a whole has no more are told to be over")
	flags.BoolVar(&c.passes, "passes", false, "list what passed as well")
	return cmd
}

func (c *checkCommand) run(ctx context.Context, path string, ringSaid bool) error {
	defer headroom()()
	outputs, err := c.output.parse()
	if err != nil {
		return err
	}
	undecided := check.Undecided(c.undecided)
	switch undecided {
	case "", check.DenyUndecided, check.DenyAuthored, check.WarnUndecided:
	default:
		return problemf("Wrong usage", "--undecided %q: write deny, authored or warn.", c.undecided)
	}
	if c.tenants < 1 {
		return problemf("Wrong usage", "--max-tenants %d: a plan changes at least one tenant.", c.tenants)
	}
	if c.root != "" && !c.record {
		return problemf("Wrong usage", "--root says of what a recorded decision is, and goes with --record.")
	}
	now, err := c.process.instant(c.now)
	if err != nil {
		return err
	}
	inputs, err := c.inputs.read(c.process)
	if err != nil {
		return err
	}
	_, end := telemetry.Span(ctx, "check.read_policies")
	b, err := c.bundle.load(c.process, c.output.quiet)
	end(err)
	if err != nil {
		return err
	}
	signer, err := c.receipt.signer(ctx, c.process, b, now)
	if err != nil {
		return err
	}
	if signer != nil {
		defer signer.close()
	}
	done := c.process.waiting("Checking the plan")
	defer done()
	_, end = telemetry.Span(ctx, "check.read_plan")
	input, err := c.open(path)
	end(err)
	if err != nil {
		return err
	}
	defer input.Close()
	if c.receipt.file != "" && input.kind != "plan" {
		return problemf("No receipt of this", "A receipt binds the decision to the file that is applied, which is the plan file itself and not its JSON, a state or a configuration. Check what `terraform plan -out=tfplan` wrote.")
	}
	var lenient bool
	if undecided == "" {
		undecided = check.DenyAuthored
		if lenient = input.kind == "configuration"; lenient {
			undecided = check.WarnUndecided // a value that nobody gave here is there in the plan, which is judged too
		}
	}
	request := check.Request{
		Bundle: b, Inputs: inputs, Plan: input.Plan,
		Tenant: c.tenant, MaxTenants: c.tenants, Now: now, Undecided: undecided, DriftOnly: c.drift, Passes: c.passes, Workers: runtime.GOMAXPROCS(0),
	}
	if ringSaid {
		request.Ring = &c.ring
	}
	reading, end := telemetry.Span(ctx, "check.read_register")
	facts, err := c.process.facts(reading, c.register, c.tenant, input.folder, b, now)
	end(err)
	if err != nil {
		return err
	}
	request.Facts = facts.Snapshot
	if len(b.Controls) == 0 {
		facts.warning = "" // without controls there are no exceptions to miss
	}
	judging, end := telemetry.Span(ctx, "check.judge")
	d, basis, err := check.Run(judging, request)
	end(err)
	if err != nil {
		return checkProblem(err, b, input.Plan)
	}
	if d.Input.Changes == 0 && len(input.warnings) > 0 {
		return problemf("Nothing to check", "%s", strings.Join(input.warnings, "\n\n"))
	}
	countVerdicts(ctx, d.Summary)
	d.Warnings = append(d.Warnings, input.warnings...)
	if lenient && d.Summary.Undecided > 0 {
		d.Warnings = append(d.Warnings, "What is undecided warns only, because the plan of this configuration decides it: check that as well. Give values with --var or --var-file, or deny with --undecided authored.")
	}
	d.Tool = decision.Tool{Name: "nhi", Version: c.process.Version}
	d.Input.Kind, d.Input.Path, d.Input.Digest = input.kind, path, input.digest()
	if facts.warning != "" {
		d.Warnings = append(d.Warnings, facts.warning)
	}
	done()
	if c.record {
		judged := lifecycle.Judged{Decision: d, Tenant: c.tenant, Root: c.root, Whole: input.Plan.Facts().Complete, Drift: c.drift}
		if err := c.log(ctx, judged, b, basis, input.folder); err != nil {
			return err
		}
	}
	if err := c.output.write(c.process, outputs, d); err != nil {
		return err
	}
	if c.receipt.file != "" {
		receipt, err := newReceipt(d, request, basis)
		if err != nil {
			return problemf("Receipt cannot be written", "%s.", words.UpperFirst(err.Error()))
		}
		receipt.Warning = facts.warning
		receipt.Options.Config = c.config
		receipt.Options.Dialect, receipt.Options.StrictDialect = c.bundle.language.dialect, c.bundle.language.strict
		if err := c.receipt.write(receipt, signer); err != nil {
			return err
		}
	}
	if code := d.Outcome.ExitCode(); code != 0 {
		return exitCode(code)
	}
	return nil
}

// headroom lets the garbage collector wait for so much more garbage, as it does in
// a program that holds this much. A check holds little at a time and is over soon;
// what it holds of a large plan counts double as ever. The memory is never touched,
// so the machine does not provide it.
func headroom() (release func()) {
	held := make([]byte, 16<<20)
	return func() { runtime.KeepAlive(held) }
}

// open opens the plan, or what was said to be a state.
func (c *checkCommand) open(path string) (*planInput, error) {
	if isFolder(path) {
		return c.openFolder(path)
	}
	if ending := filepath.Ext(path); ending == ".tf" || ending == ".tofu" {
		return nil, problemf("Not a plan", "%s is a part of a configuration, which is judged as a whole. Name its folder: nhi check %s", path, filepath.Dir(path))
	}
	if c.folder.given() {
		return nil, problemf("Wrong usage", "--var, --var-file, --workspace and --schema are for a folder of configuration, and %s is none: a plan has its values already.", path)
	}
	if !c.state {
		return c.process.openPlan(path, c.config)
	}
	if c.drift {
		return nil, problemf("Wrong usage", "--drift-only and --state: a state does not say what drifted. Check a plan.")
	}
	return c.process.openState(path)
}

// openFolder opens a configuration, of which there is neither drift nor state.
func (c *checkCommand) openFolder(path string) (*planInput, error) {
	if c.drift || c.state || c.config != "" {
		return nil, problemf("Wrong usage", "--drift-only, --state and --config go with the file of a plan or a state, and %s is a folder.", path)
	}
	return c.process.openFolder(path, c.folder)
}

// checkProblem makes what kept a check from a decision a problem for people.
func checkProblem(err error, b *bundle.Bundle, p check.Plan) error {
	if diags, ok := errors.AsType[hcl.Diagnostics](err); ok {
		sources := maps.Clone(b.Sources)
		if sourced, ok := p.(check.Sourced); ok {
			maps.Copy(sources, sourced.Files())
		}
		return &diagnosed{diags, sources}
	}
	return planProblem(err)
}

func planProblem(err error) error {
	if told, ok := errors.AsType[*plan.InputError](err); ok {
		return &problem{told.Summary, told.Detail}
	}
	if _, crashed := errors.AsType[*defect.Error](err); crashed {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return problemf("Interrupted", "The check was stopped before it was done.")
	}
	return problemf("Plan cannot be read", "%s.", words.UpperFirst(err.Error()))
}
