package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

type useFlags struct {
	governedFlags
	key    keyFlags
	length string
	reason string
}

func newBreakGlassActivate(p *Process) *cobra.Command {
	var flags useFlags
	cmd := &cobra.Command{
		Use:   "activate ACCESS --reason TEXT",
		Short: "Get emergency access now, for a short time",
		Long: `activate records the use of break-glass access, signed with your SSH key, and grants
it at once. It ends by itself, when nhi reconcile finds that its time is over, or
with nhi break-glass end; then its use is reviewed.

Only activators get it, only while enough approvals are there, and never for longer
than it allows. ACCESS is its id or key: TENANT/IDENTITY/SYSTEM/PRIVILEGE.`,
		Example: `  nhi break-glass activate acme/svc-backup/directory/domain-admins --for 30m \
    --reason "INC-7: the directory does not answer." --policies policies`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(flags.check(cmd), flags.key.check(cmd)); err != nil {
				return err
			}
			if strings.TrimSpace(flags.reason) == "" {
				return usageError(cmd, errors.New("say why: --reason TEXT"))
			}
			return p.act(cmd.Context(), flags.governedFlags, func(g *governed) error {
				return p.activate(cmd.Context(), g, args[0], flags)
			})
		},
	}
	flags.flags(cmd)
	cmd.Flags().StringVar(&flags.length, "for", "", "how long, such as `30m` (default as long as it allows)")
	cmd.Flags().StringVar(&flags.reason, "reason", "", "`why`, for the register, its log and the review")
	flags.key.flags(cmd)
	return cmd
}

func (p *Process) activate(ctx context.Context, g *governed, name string, flags useFlags) error {
	b, err := g.access(ctx, name)
	if err != nil {
		return err
	}
	a, err := g.use(b, flags)
	if err != nil {
		return err
	}
	key, slug := g.key(governance.KindBreakGlass, b.ID), g.key(governance.KindTenant, b.TenantID)
	fmt.Fprintf(p.Stderr, "%s\n\n", wrap(fmt.Sprintf("The identity of %s gets %s until %s, for: %s", printable(key),
		printable(governance.Privilege{Name: b.Privilege, Scope: b.Scope}.String()), a.EndsAt.Format(time.RFC3339), printable(a.Reason))))
	if err := p.confirm("Do you sign this?", flags.key.yes); err != nil {
		return err
	}
	a.Signature, _, err = p.signAs(ctx, approval.ActivationNamespace, g.seatAt(b), flags.key, func(person string) ([]byte, error) {
		a.Activator = b.Activators[slices.IndexFunc(b.Activators, func(name string) bool { return g.bundle.ActivationSigners.SamePerson(person, name) })]
		return approval.OfActivation(a, slug).Canonical()
	})
	if err != nil {
		return err
	}
	var made governance.Activation
	err = g.Together(ctx, a.Reason, func(ctx context.Context, tx register.Records) (err error) {
		made, err = g.begin(ctx, tx, a)
		return err
	})
	if err != nil {
		return registerProblem(err)
	}
	made, problems, err := p.carryOut(ctx, g, made.ID)
	if err != nil {
		return err
	}
	return p.tellUse(flags, key, made, problems)
}

// use is what is to be signed: how long the access is to be had.
func (g *governed) use(b governance.BreakGlass, flags useFlags) (governance.Activation, error) {
	a := governance.Activation{TenantID: b.TenantID, BreakGlassID: b.ID, Reason: flags.reason, StartsAt: g.now}
	standing := g.bundle.StandBreakGlass(b, g.key(governance.KindTenant, b.TenantID), g.now)
	if !standing.Honoured() {
		return a, problemf("Access does not stand", "%s may not be activated: it is %s. %s", g.key(governance.KindBreakGlass, b.ID), standing.Status, sentences(standing.Problems))
	}
	length := b.MaxDuration
	if flags.length != "" {
		// A quarter of an hour is 15m here, where a period of a record would be months.
		clock, err := time.ParseDuration(flags.length)
		length = governance.Period{Clock: clock}
		if err != nil {
			length, err = governance.ParsePeriod(flags.length)
		}
		if err != nil {
			return a, problemf("No length of time", "--for %q: write minutes or hours, such as 30m or 2h, or an ISO 8601 duration such as PT30M.", flags.length)
		}
	}
	a.EndsAt = length.After(g.now)
	switch most := b.MaxDuration.After(g.now); {
	case !a.EndsAt.After(g.now):
		return a, problemf("No length of time", "--for %s is no time at all.", flags.length)
	case a.EndsAt.After(most):
		return a, problemf("Too long", "--for %s is until %s, and the access is to be had for %s at most, until %s.", flags.length, a.EndsAt.Format(time.RFC3339), b.MaxDuration, most.Format(time.RFC3339))
	}
	if other := g.activation(b.ID); other != nil && g.now.Before(other.EndsAt) {
		return a, problemf("In use already", "%s has it until %s. End that first: nhi break-glass end %s", other.Activator, other.EndsAt.Format(time.RFC3339), g.key(governance.KindBreakGlass, b.ID))
	}
	return a, nil
}

func sentences(clauses []string) string {
	var text []string
	for _, clause := range clauses {
		text = append(text, words.UpperFirst(strings.TrimSuffix(clause, "."))+".")
	}
	return strings.Join(text, " ")
}

// seatAt is who may activate the access.
func (g *governed) seatAt(b governance.BreakGlass) seat {
	signers := g.bundle.ActivationSigners
	return seat{"an activator", signers, g.now, func(person string) error {
		if slices.ContainsFunc(b.Activators, func(name string) bool { return signers.SamePerson(person, name) }) {
			return nil
		}
		return fmt.Errorf("%s is not among the activators (%s)", person, strings.Join(b.Activators, ", "))
	}}
}

// begin records a use. One before it whose time is over, and that nobody has ended
// yet, ends here, and leaves to the new one what the system still has.
func (g *governed) begin(ctx context.Context, tx register.Records, a governance.Activation) (governance.Activation, error) {
	if before := g.activation(a.BreakGlassID); before != nil {
		ended := *before
		ended.EndedAt, ended.EndedBy = ended.EndsAt, "nhi"
		a.Granted, ended.Granted = ended.Granted, false
		if _, err := tx.Activations().Update(ctx, ended); err != nil {
			return a, err
		}
	}
	return tx.Activations().Create(ctx, a)
}

func newBreakGlassEnd(p *Process) *cobra.Command {
	var flags useFlags
	cmd := &cobra.Command{
		Use:   "end ACCESS --reason TEXT",
		Short: "End the use of emergency access before its time",
		Long: `end takes emergency access away at once. Whoever may write to the register may end
it: it takes no signature to be on the safe side. The use is reviewed from then on.`,
		Example: `  nhi break-glass end acme/svc-backup/directory/domain-admins --reason "INC-7 is over." --policies policies`,
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.check(cmd); err != nil {
				return err
			}
			if strings.TrimSpace(flags.reason) == "" {
				return usageError(cmd, errors.New("say why: --reason TEXT"))
			}
			return p.act(cmd.Context(), flags.governedFlags, func(g *governed) error {
				return p.end(cmd.Context(), g, args[0], flags)
			})
		},
	}
	flags.flags(cmd)
	cmd.Flags().StringVar(&flags.reason, "reason", "", "`why`, for the log")
	return cmd
}

func (p *Process) end(ctx context.Context, g *governed, name string, flags useFlags) error {
	b, err := g.access(ctx, name)
	if err != nil {
		return err
	}
	key := g.key(governance.KindBreakGlass, b.ID)
	open := g.activation(b.ID)
	if open == nil {
		return problemf("Not in use", "Nobody uses %s now, so there is nothing to end.", key)
	}
	ended := *open
	ended.EndedAt, ended.EndedBy = g.now, g.actor
	// A run that was stopped may have given it and not recorded that: it is looked for
	// once more, but for where it may be another tenant's.
	ended.Granted = ended.Granted || !g.shared(b.SystemID)
	err = g.Together(ctx, flags.reason, func(ctx context.Context, tx register.Records) error {
		_, err := tx.Activations().Update(ctx, ended)
		return err
	})
	if err != nil {
		return registerProblem(err)
	}
	ended, problems, err := p.carryOut(ctx, g, ended.ID)
	if err != nil {
		return err
	}
	return p.tellUse(flags, key, ended, problems)
}

func (g *governed) shared(systemID string) bool {
	return slices.ContainsFunc(g.held.Systems, func(s governance.System) bool { return s.ID == systemID && s.Shared })
}

// tellUse says what became of a use. What the system was not brought to is told as
// a failure, though the record stands: nhi reconcile tries again. An access that is given,
// and that not everybody has heard of yet, is none.
func (p *Process) tellUse(flags useFlags, key string, a governance.Activation, problems []string) error {
	if flags.json {
		if err := p.printJSON(a); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(p.Stdout, wrap(useInWords(key, a)))
	}
	if done := a.Granted == a.EndedAt.IsZero(); !done {
		return problemf("Not carried out", "The register has it, and the system could not be brought to it. nhi reconcile tries again. %s", strings.Join(problems, " "))
	}
	for _, problem := range problems {
		p.warn(problem)
	}
	return nil
}

func useInWords(key string, a governance.Activation) string {
	const at = time.RFC3339
	switch {
	case a.EndedAt.IsZero() && a.Granted:
		return fmt.Sprintf("%s has it until %s: %s. End it earlier with nhi break-glass end %s", a.Activator, a.EndsAt.Format(at), key, key)
	case a.EndedAt.IsZero():
		return fmt.Sprintf("%s is to have it until %s: %s. It is not granted yet.", a.Activator, a.EndsAt.Format(at), key)
	case a.Granted:
		return fmt.Sprintf("%s ended at %s, and is not taken away yet.", key, a.EndedAt.Format(at))
	default:
		return fmt.Sprintf("%s ended at %s, and is taken away. Its use is to be reviewed: nhi review list", key, a.EndedAt.Format(at))
	}
}
