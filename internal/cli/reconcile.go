package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
	"github.com/nhi-governance/terraform-provider-nhi/internal/telemetry"
)

// reconcileCommand carries out what is due.
type reconcileCommand struct {
	process    *Process
	bundle     bundleFlags
	register   string
	tenant     string
	now        string
	printed    printedFlags
	dryRun     bool
	every      time.Duration
	maxActions int
}

func newReconcileCommand(p *Process) *cobra.Command {
	c := &reconcileCommand{process: p}
	cmd := &cobra.Command{
		Use:   "reconcile",
		Short: "Carry out what is due: ends, starts, reviews, quarantines, drift, offboarding",
		Long: `Find out what is due by the register, the controls, the systems and the clock, and
carry it out: entitlements, exceptions and variations that end or begin, reviews to
ask for, to remind of and to escalate, what is overdue and leads to quarantine or
revocation, what reviewers decided, emergency access that opens or closes,
credentials past their rotation, drift, and tenants whose contract has ended.

Each action is carried out once, in its system first and then in the register with
its entry of the audit log and its messages. Stopped at any moment and run again, it
goes on where it was. Several may run at once: a tenant is worked on by one of them.

What drifted is told, and is acted on only as a control says that names the policy
` + string(governance.LapseDrift) + `. A system that does not answer says nothing about what it has:
nothing is given or taken there.

Exit codes: 0 nothing is due, or all of it was done; 1 something could not be done,
or found out; 2 with --dry-run, something is due.`,
		Example: `  nhi reconcile --policies policies --dry-run
  nhi reconcile --policies policies --tenant acme
  nhi reconcile --policies policies --every 5m`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.printed.check(cmd); err != nil {
				return err
			}
			if c.maxActions < 0 {
				return usageError(cmd, fmt.Errorf("--max-actions %d: write how many, or 0 for a tenth of a tenant's entitlements", c.maxActions))
			}
			switch {
			case cmd.Flags().Changed("every") && c.every < time.Second:
				return usageError(cmd, fmt.Errorf("--every %s: write at least 1s", c.every))
			case c.every > 0 && (c.dryRun || c.now != ""):
				return usageError(cmd, errors.New("--every works by the clock and carries out what is due, so it goes with neither --dry-run nor --now"))
			case c.every > 0:
				return c.again(cmd.Context())
			}
			return c.once(cmd.Context())
		},
	}
	c.bundle.flags(cmd)
	registerFlag(cmd, &c.register)
	flags := cmd.Flags()
	flags.StringVar(&c.tenant, "tenant", "", "`slug` of the one tenant to work on, or its id (default all)")
	flags.StringVar(&c.now, "now", "", "`instant` at which to ask what is due, RFC 3339 (default $"+envNow+", else the clock)")
	flags.BoolVar(&c.dryRun, "dry-run", false, "print the list and carry nothing out")
	flags.IntVar(&c.maxActions, "max-actions", 0, "how `many` changes of access to make for one tenant at most; when more are due none is made (default a tenth of its entitlements, at least 1)")
	flags.DurationVar(&c.every, "every", 0, "run again and again with `duration` in between, such as 5m, until it is interrupted")
	c.printed.flags(cmd, "text, or json as list.schema.json has it")
	c.printed.short(cmd)
	return cmd
}

// once runs, and ends with the exit code that says what came of it.
func (c *reconcileCommand) once(ctx context.Context) error {
	list, err := c.run(ctx)
	if err != nil {
		return err
	}
	switch {
	case len(list.Problems) > 0:
		return exitCode(1)
	case c.dryRun && list.Due() > 0:
		return exitCode(2)
	}
	return nil
}

// again runs until it is interrupted. What goes wrong in one run may be mended by
// the next; what is wrong from the start is not.
func (c *reconcileCommand) again(ctx context.Context) error {
	if _, err := c.run(ctx); err != nil && ctx.Err() == nil {
		return err
	}
	ticker := time.NewTicker(c.every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if _, err := c.run(ctx); err != nil && ctx.Err() == nil {
				c.process.printError(err)
			}
		}
	}
}

// run carries out what is due, or looks, and prints the list.
func (c *reconcileCommand) run(ctx context.Context) (list lifecycle.List, err error) {
	p := c.process
	ctx, end := telemetry.Span(ctx, "reconcile.run")
	defer func() { end(err) }()
	now, err := p.instant(c.now)
	if err != nil {
		return list, err
	}
	b, err := c.bundle.load(p, c.every > 0)
	if err != nil {
		return list, err
	}
	kept, err := c.open(ctx, now)
	if err != nil {
		return list, err
	}
	r := p.reconciler(kept, b, now)
	r.MaxActions, r.DryRun = c.maxActions, c.dryRun
	results, err := r.Run(ctx, c.tenant)
	list = lifecycle.NewList(results, now)
	countDue(ctx, list.Actions)
	printed := c.print(list)
	return list, errors.Join(registerProblem(err), printed, registerProblem(kept.Close()))
}

// reconciler carries out what is due by the clock given.
func (p *Process) reconciler(kept register.Register, b *bundle.Bundle, now time.Time) lifecycle.Reconciler {
	return lifecycle.Reconciler{
		Register: kept, Bundle: b, Now: now,
		Open: func(ctx context.Context, record governance.System) (system.System, error) {
			opened, err := system.Open(ctx, record, p.getenv)
			if err != nil {
				return nil, err
			}
			return telemetry.System(opened, record), nil
		},
		Delivery: p.delivery(b),
	}
}

// delivery reaches the sinks of a bundle. What they do takes its own time, whatever
// instant is judged by.
func (p *Process) delivery(b *bundle.Bundle) *notify.Delivery {
	return &notify.Delivery{Sinks: b.Sinks, Options: notify.Options{Getenv: p.getenv, Clock: time.Now}}
}

// open opens the register, to look or to write as of one instant.
func (c *reconcileCommand) open(ctx context.Context, now time.Time) (register.Register, error) {
	p := c.process
	location := p.registerLocation(c.register)
	if c.dryRun {
		return openRegister(ctx, location)
	}
	options, err := p.writing()
	if err != nil {
		return nil, err
	}
	options.Now = func() time.Time { return now }
	return openExisting(ctx, location, options)
}

// print writes the list, the same for those who look and those who act, and what
// could not be done.
func (c *reconcileCommand) print(list lifecycle.List) error {
	p := c.process
	if c.printed.json {
		return p.printJSON(list)
	}
	if err := writeActions(p.Stdout, list.Actions); err != nil {
		return err
	}
	for _, slug := range list.Elsewhere {
		fmt.Fprintf(p.Stderr, "%s is being worked on elsewhere, and was left alone.\n", slug)
	}
	for _, warning := range list.Warnings {
		p.warn(warning)
	}
	for _, problem := range list.Problems {
		about := problem.Tenant
		if problem.System != "" {
			about += ", system " + problem.System
		}
		fmt.Fprintf(p.Stderr, "Not done for %s: %s\n", about, problem.Text)
	}
	if c.every == 0 && list.Due() == 0 && len(list.Problems) == 0 {
		fmt.Fprintln(p.Stderr, "Nothing is due.")
	}
	return nil
}

// writeActions writes a table of actions, one a line.
func writeActions(out io.Writer, actions []lifecycle.Action) error {
	if len(actions) == 0 {
		return nil
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ACTION\tSUBJECT\tDUE SINCE\tWHY")
	for _, a := range actions {
		what, since, why := strings.ReplaceAll(string(a.Kind), "_", " "), "now", a.Why
		if !a.DueSince.IsZero() {
			since = a.DueSince.Format(time.RFC3339)
		}
		if a.Lapse == governance.LapseDrift && a.SubjectKind == governance.KindIdentity {
			why += fmt.Sprintf(" Account %s in %s", a.Account, a.System)
			if len(a.Privileges) > 0 {
				why += ": " + strings.Join(a.Privileges, ", ")
			}
			why += "."
		}
		switch {
		case a.Unreachable:
			why += " The system does not answer: left as it is."
		case a.Told:
			why += " Told before."
		case slices.Equal(a.To, []string{governance.Here}):
			why += " No sink reaches those who are to hear of it: only the register says so."
		}
		if a.Control != "" {
			why += " Control: " + a.Control + "."
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", what, plainText(a.Subject), since, plainText(why))
	}
	return table.Flush()
}
