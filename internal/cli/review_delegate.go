package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

type delegateFlags struct {
	governedFlags
	key    keyFlags
	to     string
	reason string
}

func newReviewDelegate(p *Process) *cobra.Command {
	var flags delegateFlags
	cmd := &cobra.Command{
		Use:   "delegate REVIEW --to PERSON --reason TEXT",
		Short: "Hand one review over to somebody else",
		Long: `delegate hands over the one review, with its due date as it is, signed with your SSH
key: the other person makes it in your place. To whom needs a key in allowed_signers,
and nobody reviews what they own, asked for or used.`,
		Example: `  nhi review delegate 7c9fq-1mw3d --to erin@msp.example --reason "On leave." --policies policies`,
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(flags.check(cmd), flags.key.check(cmd)); err != nil {
				return err
			}
			if strings.TrimSpace(flags.to) == "" || strings.TrimSpace(flags.reason) == "" {
				return usageError(cmd, errors.New("say to whom and why: --to PERSON --reason TEXT"))
			}
			return p.act(cmd.Context(), flags.governedFlags, func(g *governed) error {
				return p.delegate(cmd.Context(), g, args[0], flags)
			})
		},
	}
	flags.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.to, "to", "", "`person` who makes the review instead, as allowed_signers names them")
	f.StringVar(&flags.reason, "reason", "", "`why`, for the register and its log")
	flags.key.flags(cmd)
	return cmd
}

func (p *Process) delegate(ctx context.Context, g *governed, id string, flags delegateFlags) error {
	r, err := g.toMake(id)
	if err != nil {
		return err
	}
	d := governance.Delegation{TenantID: r.TenantID, SourceID: r.SourceID, SubjectID: r.SubjectID, DueAt: r.DueAt, To: flags.to, Reason: flags.reason}
	signers := g.bundle.ReviewSigners
	same := func(person string) bool { return signers.SamePerson(d.To, person) }
	switch {
	case !signers.Has(d.To, g.now):
		return problemf("Nobody to hand it to", "allowed_signers has no key of %s for the namespace %s, so they could not make the review.", d.To, approval.AttestationNamespace)
	case slices.ContainsFunc(r.Barred, same):
		return problemf("Nobody to hand it to", "%s owns what is reviewed, asked for it or used it, and nobody reviews that.", d.To)
	case slices.ContainsFunc(r.Reviewers, same):
		return problemf("Nobody to hand it to", "%s may make the review as it is.", d.To)
	}
	g.show(p.Stderr, r)
	fmt.Fprintf(p.Stderr, "\nIt is to be made by %s instead.\n\n", printable(d.To))
	if err := p.confirm("Do you sign this?", flags.key.yes); err != nil {
		return err
	}
	d.Signature, _, err = p.signAs(ctx, approval.AttestationNamespace, g.seatOf(r), flags.key, func(person string) ([]byte, error) {
		// The schedule may have another of their names.
		d.From = r.Reviewers[slices.IndexFunc(r.Reviewers, func(name string) bool { return signers.SamePerson(person, name) })]
		return approval.OfDelegation(d, g.key(governance.KindTenant, d.TenantID)).Canonical()
	})
	if err != nil {
		return err
	}
	var made governance.Delegation
	err = g.Together(ctx, d.Reason, func(ctx context.Context, tx register.Records) (err error) {
		made, err = tx.Delegations().Create(ctx, d)
		return err
	})
	if err != nil {
		return registerProblem(err)
	}
	if flags.json {
		return p.printJSON(made)
	}
	_, err = fmt.Fprintf(p.Stdout, "Review %s: %s makes it instead of %s.\n", r.ID(), made.To, made.From)
	return err
}
