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
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

func newReviewCommand(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "review",
		Short: "See which reviews are due, and make them with your SSH key",
		Long: `A review is one due date of one review schedule for one subject, or what follows one
use of break-glass access. Its outcome is kept in the register, signed by who made
it, and cannot be changed: what is to be kept, revoked or reduced.

Who may review is in the schedule. Nobody reviews what they own, asked for or used.
Whose key it is says allowed_signers in the policies, for the namespace
` + approval.AttestationNamespace + `.`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newReviewList(p), newReviewShow(p), newReviewAttest(p), newReviewDelegate(p))
	return cmd
}

// governedFlags say which register, whose part of it, and by which policies.
type governedFlags struct {
	register string
	tenant   string
	policies []string
	printedFlags
}

func (g *governedFlags) flags(cmd *cobra.Command) {
	registerFlag(cmd, &g.register)
	f := cmd.Flags()
	f.StringVar(&g.tenant, "tenant", "", "`slug` of the one tenant to look at")
	f.StringArrayVar(&g.policies, "policies", nil, "`folder` of policies and controls; may be given several times")
	g.printedFlags.flags(cmd, "text or json")
	g.short(cmd)
}

// governed is the register as people act on it: what it holds, and the policies
// by which that is judged.
type governed struct {
	register.Register
	bundle  *bundle.Bundle // without policies one that has nothing
	held    governance.Snapshot
	reviews []governance.Review
	now     time.Time
	actor   string // who acts, for the audit log
	names
}

// look does what a command is for with the register as it is. Without policies nothing
// can be said about signatures, which a warning tells.
func (p *Process) look(cmd *cobra.Command, flags *governedFlags, do func(*governed) error) error {
	if err := flags.check(cmd); err != nil {
		return err
	}
	return p.govern(cmd.Context(), *flags, register.Options{ReadOnly: true}, do)
}

// act does what a command is for, which writes to the register. It needs policies.
func (p *Process) act(ctx context.Context, flags governedFlags, do func(*governed) error) error {
	options, err := p.writing()
	if err != nil {
		return err
	}
	return p.govern(ctx, flags, options, do)
}

func (p *Process) govern(ctx context.Context, flags governedFlags, options register.Options, do func(*governed) error) (err error) {
	g := &governed{bundle: &bundle.Bundle{}, actor: options.Actor}
	if g.now, err = p.instant(""); err != nil {
		return err
	}
	if len(flags.policies) > 0 {
		if g.bundle, err = loadBundle(flags.policies); err != nil {
			return err
		}
	} else if !options.ReadOnly {
		return problemf("No policies", "Whose signature counts, and what is allowed, is in the policies. Give the folder that has them with --policies.")
	}
	options.Tenant = flags.tenant
	if g.Register, err = openExisting(ctx, p.registerLocation(flags.register), options); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, registerProblem(g.Close())) }()
	if err := g.read(ctx, p, flags); err != nil {
		return err
	}
	return do(g)
}

func (g *governed) read(ctx context.Context, p *Process, flags governedFlags) (err error) {
	if g.held, err = g.Snapshot(ctx); err != nil {
		return registerProblem(err)
	}
	if flags.tenant != "" && len(g.held.Tenants) == 0 {
		return problemf("No such tenant", "The register has no tenant %q.", flags.tenant)
	}
	g.names = namesOf(g.held)
	if len(flags.policies) > 0 {
		var problems []string
		g.held, problems = g.bundle.Signed(g.held)
		for _, text := range problems {
			p.warn(text)
		}
	} else if len(g.held.Attestations)+len(g.held.Delegations)+len(g.held.Activations) > 0 {
		p.warn("Without --policies, signatures are not verified, and who reviews the use of break-glass access where no schedule does is not known.")
	}
	g.reviews, err = g.held.Reviews(g.now, g.bundle.Controls)
	return err
}

// review finds a review by its id.
func (g *governed) review(id string) (governance.Review, error) {
	i := slices.IndexFunc(g.reviews, func(r governance.Review) bool { return strings.EqualFold(r.ID(), id) })
	if i < 0 {
		return governance.Review{}, problemf("No such review", "The register asks for no review %q now: it has another id, its next due date has come, or what it was of has ended. See: nhi review list --all", id)
	}
	return g.reviews[i], nil
}

// seatOf is who may make the review.
func (g *governed) seatOf(r governance.Review) seat {
	signers := g.bundle.ReviewSigners
	return seat{"a reviewer", signers, g.now, func(person string) error {
		same := func(other string) bool { return signers.SamePerson(person, other) }
		switch {
		case slices.ContainsFunc(r.Barred, same):
			return fmt.Errorf("%s owns what is reviewed, asked for it or used it, and nobody reviews that", person)
		case len(r.Reviewers) == 0:
			return fmt.Errorf("nobody may make this review: all reviewers of %s own what is reviewed, asked for it or used it; name others, or fallback_reviewers", g.key(r.SourceKind, r.SourceID))
		case !slices.ContainsFunc(r.Reviewers, same):
			return fmt.Errorf("%s is not among the reviewers (%s)", person, strings.Join(r.Reviewers, ", "))
		}
		return nil
	}}
}

// toMake finds a review that is to be made now.
func (g *governed) toMake(id string) (governance.Review, error) {
	r, err := g.review(id)
	if err != nil {
		return r, err
	}
	switch r.State {
	case governance.ReviewUpcoming:
		return r, problemf("Not due yet", "The review %s is due at %s. What is looked at before says nothing of then.", r.ID(), r.DueAt.Format(time.RFC3339))
	case governance.ReviewMade:
		return r, problemf("Made already", "%s made the review %s at %s: %s. An outcome is not changed; the next review is a new one.",
			r.Attestation.Reviewer, r.ID(), r.Attestation.CreatedAt.Format(time.RFC3339), r.Attestation.Outcome)
	}
	return r, nil
}
