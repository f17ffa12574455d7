package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/telemetry"
)

func newNotifyCommand(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "notify",
		Short: "See who was told what, and deliver what is still to be told",
		Long: `What nhi has to tell somebody is a message of the register, recorded in the same
transaction as what it tells of, and delivered after: by nhi reconcile, or by hand.
Where to is said by the sink blocks of the policies.`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newNotifyList(p), newNotifySend(p), newNotifyRetry(p))
	return cmd
}

// outboxFlags say which messages, and how they are printed.
type outboxFlags struct {
	register string
	tenant   string
	printedFlags
}

func (f *outboxFlags) flags(cmd *cobra.Command) {
	registerFlag(cmd, &f.register)
	cmd.Flags().StringVar(&f.tenant, "tenant", "", "`slug` of the one tenant (default all)")
	f.printedFlags.flags(cmd, "text, or json with the events")
}

// tenants are the tenants that are meant.
func (f *outboxFlags) tenants(ctx context.Context, kept register.Register) ([]governance.Tenant, error) {
	if f.tenant == "" {
		all, err := kept.Tenants().List(ctx, "")
		return all, registerProblem(err)
	}
	one, err := kept.Tenants().Find(ctx, f.tenant)
	return []governance.Tenant{one}, registerProblem(err)
}

func newNotifyList(p *Process) *cobra.Command {
	var f outboxFlags
	var all bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Show what is still to be told, and what could not be",
		Long: `Show the messages that wait to be delivered, and those that were given up, each with
why. A message is tried ten times in three days.`,
		Example: `  nhi notify list
  nhi notify list --tenant acme --all -o json | jq -r '.[].reference'`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(cmd); err != nil {
				return err
			}
			kept, err := openRegister(cmd.Context(), p.registerLocation(f.register))
			if err != nil {
				return err
			}
			states := []governance.MessageState{governance.MessagePending, governance.MessageFailed}
			if all {
				states = append(states, governance.MessageDelivered)
			}
			messages, err := f.messages(cmd.Context(), kept, states...)
			if err := errors.Join(err, kept.Close()); err != nil {
				return registerProblem(err)
			}
			if len(messages) == 0 && !f.json {
				fmt.Fprintln(p.Stderr, "There is no message to show.")
				return nil
			}
			return p.printMessages(messages, f.json)
		},
	}
	f.flags(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "show what was delivered as well")
	return cmd
}

// messages are those of the tenants that are meant in some states, oldest first.
func (f *outboxFlags) messages(ctx context.Context, kept register.Register, states ...governance.MessageState) ([]governance.Message, error) {
	if f.tenant == "" {
		return kept.Messages().InState(ctx, "", states...)
	}
	tenants, err := f.tenants(ctx, kept)
	if err != nil {
		return nil, err
	}
	return kept.Messages().InState(ctx, tenants[0].ID, states...)
}

// printMessages prints a table, one message a line and what became of it.
func (p *Process) printMessages(messages []governance.Message, json bool) error {
	if json {
		return p.printJSON(append([]governance.Message{}, messages...))
	}
	table := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "MESSAGE\tSTATE\tTO\tATTEMPTS\tNEXT\tWHAT")
	for _, m := range messages {
		next := "-"
		switch {
		case m.State == governance.MessagePending && m.NextAttemptAt.IsZero():
			next = "now"
		case m.State == governance.MessagePending:
			next = m.NextAttemptAt.Format(time.RFC3339)
		}
		what := "An event that this nhi cannot read"
		if event, err := notify.Decode(m.Event); err == nil {
			what = event.Data.Title
		}
		for _, more := range []string{m.Reference, m.Problem} {
			if more != "" {
				what += ". " + more
			}
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\t%s\n", m.ID, m.State, plainText(m.Sink), m.Attempts, next, plainText(what))
	}
	return table.Flush()
}

func newNotifySend(p *Process) *cobra.Command {
	var f outboxFlags
	var bundle bundleFlags
	cmd := &cobra.Command{
		Use:   "send",
		Short: "Deliver what is due now, as nhi reconcile does",
		Long: `Deliver the messages that are due, each once. A receiver may see one again that was
delivered right before nhi was stopped; it has the same identifier then. A tenant
that another nhi works on is left to it.

Exit codes: 0 nothing is due, or all of it was delivered; 1 something was not.`,
		Example: `  nhi notify send --policies policies
  nhi notify send --policies policies --tenant acme`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(cmd); err != nil {
				return err
			}
			b, err := bundle.load(p, false)
			if err != nil {
				return err
			}
			return p.send(cmd.Context(), f, p.delivery(b))
		},
	}
	f.flags(cmd)
	bundle.flags(cmd)
	return cmd
}

func (p *Process) send(ctx context.Context, f outboxFlags, d *notify.Delivery) (err error) {
	kept, now, err := p.openOutbox(ctx, f.register)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, registerProblem(kept.Close())) }()
	tenants, err := f.tenants(ctx, kept)
	if err != nil {
		return err
	}
	var tried []governance.Message
	for _, t := range tenants {
		some, err := p.sendTenant(ctx, kept, d, t, now)
		tried = append(tried, some...)
		if err != nil {
			return errors.Join(registerProblem(err), p.printMessages(tried, f.json))
		}
	}
	if len(tried) == 0 && !f.json {
		fmt.Fprintln(p.Stderr, "Nothing is due.")
		return nil
	}
	if err := p.printMessages(tried, f.json); err != nil {
		return err
	}
	if slices.ContainsFunc(tried, func(m governance.Message) bool { return m.State != governance.MessageDelivered }) {
		return exitCode(1)
	}
	return nil
}

// sendTenant delivers what is due of a tenant, unless somebody else is at it.
func (p *Process) sendTenant(ctx context.Context, kept register.Register, d *notify.Delivery, t governance.Tenant, now time.Time) (_ []governance.Message, err error) {
	release, claimed, err := kept.Claim(ctx, t.ID)
	if err != nil {
		return nil, err
	}
	if !claimed {
		fmt.Fprintf(p.Stderr, "%s is being worked on elsewhere, and was left alone.\n", t.Slug)
		return nil, nil
	}
	defer release()
	ctx, end := telemetry.Span(ctx, "notify.deliver")
	defer func() { end(err) }()
	return d.Run(ctx, kept.Messages(), t.ID, now)
}

func newNotifyRetry(p *Process) *cobra.Command {
	var f outboxFlags
	var failed bool
	cmd := &cobra.Command{
		Use:   "retry MESSAGE…|--failed",
		Short: "Make messages due now that wait, or were given up",
		Long: `Make messages due at once, with all of their attempts before them: when what kept
them is mended. The next nhi reconcile or nhi notify send delivers them. What was
delivered stays so.`,
		Example: `  nhi notify retry 01a208e6-aa8e-7986-92ae-518956079000
  nhi notify retry --failed --tenant acme && nhi notify send --policies policies`,
		Args: usage(func(_ *cobra.Command, args []string) error {
			if failed == (len(args) > 0) {
				return errors.New("name messages, or --failed for all that were given up")
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(cmd); err != nil {
				return err
			}
			return p.retry(cmd.Context(), f, args)
		},
	}
	f.flags(cmd)
	cmd.Flags().BoolVar(&failed, "failed", false, "all messages that were given up")
	return cmd
}

func (p *Process) retry(ctx context.Context, f outboxFlags, ids []string) (err error) {
	kept, _, err := p.openOutbox(ctx, f.register)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, registerProblem(kept.Close())) }()
	meant, err := f.toRetry(ctx, kept, ids)
	if err != nil {
		return registerProblem(err)
	}
	for i, m := range meant {
		m.State, m.Attempts, m.NextAttemptAt, m.Problem = governance.MessagePending, 0, time.Time{}, ""
		if meant[i], err = kept.Messages().Update(ctx, m); err != nil {
			return registerProblem(err)
		}
	}
	if len(meant) == 0 && !f.json {
		fmt.Fprintln(p.Stderr, "No message was given up.")
		return nil
	}
	return p.printMessages(meant, f.json)
}

// toRetry are the messages of these ids, or without any all that were given up.
func (f *outboxFlags) toRetry(ctx context.Context, kept register.Register, ids []string) (meant []governance.Message, err error) {
	if len(ids) == 0 {
		return f.messages(ctx, kept, governance.MessageFailed)
	}
	tenants, err := f.tenants(ctx, kept)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		m, err := kept.Messages().Get(ctx, id)
		others := f.tenant != "" && m.TenantID != tenants[0].ID
		switch {
		case errors.Is(err, register.ErrNotFound), err == nil && others:
			return nil, problemf("No such message", "There is no message %q. nhi notify list --all shows those there are. Nothing was changed.", id)
		case err != nil:
			return nil, err
		case m.State == governance.MessageDelivered:
			return nil, problemf("Delivered already", "Message %s was delivered at %s, and nobody is told twice. Nothing was changed.", id, m.DeliveredAt.Format(time.RFC3339))
		}
		meant = append(meant, m)
	}
	return meant, nil
}

// openOutbox opens the register for writing, and says what time it is.
func (p *Process) openOutbox(ctx context.Context, named string) (register.Register, time.Time, error) {
	options, err := p.writing()
	if err != nil {
		return nil, time.Time{}, err
	}
	kept, err := openExisting(ctx, p.registerLocation(named), options)
	return kept, options.Now(), err
}
