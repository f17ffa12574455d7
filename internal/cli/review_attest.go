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
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

type attestFlags struct {
	governedFlags
	key       keyFlags
	outcome   string
	remaining []string
	end       string
	reason    string
	evidence  map[string]string
}

func newReviewAttest(p *Process) *cobra.Command {
	var flags attestFlags
	cmd := &cobra.Command{
		Use:   "attest REVIEW --outcome keep|revoke|reduce --reason TEXT",
		Short: "Make a review: keep, revoke or reduce what it is of",
		Long: `attest shows what is reviewed, asks, and records the outcome, signed with your SSH
key, and what follows from it, at once:

  keep     it stays; a quarantine is lifted
  revoke   it ends; of an identity, with all that it holds
  reduce   the privileges of a set that --remaining names stay, or it ends at
           --expires-at, earlier than before; a quarantine is lifted

nhi reconcile then carries that out in the systems. What the configuration declares
otherwise is in the next terraform plan.`,
		Example: `  nhi review attest 7c9fq-1mw3d --outcome keep --reason "Restores are tested monthly." \
    --evidence access_log=https://logs.example/q3 --policies policies
  nhi review attest 7c9fq-1mw3d --outcome reduce --remaining reader --reason "Nobody writes." \
    --policies policies --key ~/.ssh/id_ed25519`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(flags.check(cmd), flags.key.check(cmd)); err != nil {
				return err
			}
			outcomes := []governance.Outcome{governance.OutcomeKeep, governance.OutcomeRevoke, governance.OutcomeReduce}
			switch {
			case !slices.Contains(outcomes, governance.Outcome(flags.outcome)):
				return usageError(cmd, fmt.Errorf("--outcome %q: write keep, revoke or reduce", flags.outcome))
			case strings.TrimSpace(flags.reason) == "":
				return usageError(cmd, errors.New("say why: --reason TEXT"))
			}
			return p.act(cmd.Context(), flags.governedFlags, func(g *governed) error {
				return p.attest(cmd.Context(), g, args[0], flags)
			})
		},
	}
	flags.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.outcome, "outcome", "", "keep, revoke or reduce")
	complete(cmd, "outcome", "keep", "revoke", "reduce")
	f.StringArrayVar(&flags.remaining, "remaining", nil, "`privilege` that stays, as PRIVILEGE or PRIVILEGE@SCOPE; may be given several times")
	f.StringVar(&flags.end, "expires-at", "", "`instant` at which it ends from now on, RFC 3339")
	f.StringVar(&flags.reason, "reason", "", "`why`, for the register and its log")
	f.StringToStringVar(&flags.evidence, "evidence", nil, "`key=value` that the schedule asks for; may be given several times")
	flags.key.flags(cmd)
	return cmd
}

func (p *Process) attest(ctx context.Context, g *governed, id string, flags attestFlags) error {
	r, err := g.toMake(id)
	if err != nil {
		return err
	}
	a, follows, err := g.attestation(r, flags)
	if err != nil {
		return err
	}
	g.show(p.Stderr, r)
	fmt.Fprintf(p.Stderr, "\n%s\n\n", wrap(fmt.Sprintf("The outcome is to be: %s. %s", a.Outcome, g.inWords(a, follows, "is to be"))))
	if err := p.confirm("Do you sign this?", flags.key.yes); err != nil {
		return err
	}
	slug := g.key(governance.KindTenant, a.TenantID)
	a.Signature, a.Reviewer, err = p.signAs(ctx, approval.AttestationNamespace, g.seatOf(r), flags.key, func(person string) ([]byte, error) {
		a.Reviewer = person
		return approval.OfAttestation(a, slug).Canonical()
	})
	if err != nil {
		return err
	}
	var made governance.Attestation
	err = g.Together(ctx, a.Reason, func(ctx context.Context, tx register.Records) (err error) {
		if made, err = tx.Attestations().Create(ctx, a); err != nil {
			return err
		}
		return follow(ctx, tx, follows)
	})
	if err != nil {
		return registerProblem(err)
	}
	if flags.json {
		return p.printJSON(made)
	}
	_, err = fmt.Fprintln(p.Stdout, wrap(fmt.Sprintf("Review %s: %s, by %s. %s", r.ID(), made.Outcome, made.Reviewer, g.inWords(made, follows, "is"))))
	return err
}

// attestation is what is to be signed, and what would follow from it.
func (g *governed) attestation(r governance.Review, flags attestFlags) (a governance.Attestation, follows governance.Consequences, err error) {
	a = governance.Attestation{
		TenantID: r.TenantID, SourceID: r.SourceID, SubjectKind: r.SubjectKind, SubjectID: r.SubjectID, DueAt: r.DueAt,
		Outcome: governance.Outcome(flags.outcome), Remaining: flags.remaining, Reason: flags.reason, Evidence: flags.evidence,
		Reviewer: "nobody yet", Signature: "none yet",
	}
	if flags.end != "" {
		if a.ExpiresAt, err = governance.ParseInstant(flags.end); err != nil {
			return a, follows, problemf("Not an instant", "--expires-at: %s.", err)
		}
	}
	for _, problem := range a.Validate() {
		return a, follows, problemf("No such outcome", "%s", problem.Detail)
	}
	for _, key := range r.Evidence {
		if strings.TrimSpace(a.Evidence[key]) == "" {
			return a, follows, problemf("Evidence is missing", "The schedule asks who reviews for %s. Say where it is: --evidence %s=…", strings.Join(r.Evidence, ", "), key)
		}
	}
	if follows, err = g.held.Follow(a, g.now); err != nil {
		return a, follows, problemf("No such outcome", "%s.", words.UpperFirst(err.Error()))
	}
	return a, follows, nil
}

// follow writes what follows from an attestation.
func follow(ctx context.Context, tx register.Records, c governance.Consequences) error {
	return errors.Join(
		updateAll(ctx, tx.Entitlements(), c.Entitlements), updateAll(ctx, tx.EntitlementSets(), c.EntitlementSets),
		updateAll(ctx, tx.Exceptions(), c.Exceptions), updateAll(ctx, tx.BreakGlass(), c.BreakGlass))
}

func updateAll[R register.Record](ctx context.Context, all register.Collection[R], records []R) error {
	for _, record := range records {
		if _, err := all.Update(ctx, record); err != nil {
			return err
		}
	}
	return nil
}

// inWords says what follows from an outcome, and what happens next.
func (g *governed) inWords(a governance.Attestation, c governance.Consequences, verb string) string {
	var texts []string
	next := false
	held := func(kind governance.Kind, id string, status governance.EntitlementStatus) {
		left := ""
		if len(a.Remaining) > 0 {
			left = ", with nothing but " + strings.Join(a.Remaining, ", ")
		}
		if !a.ExpiresAt.IsZero() {
			left += ", until " + words.Instant(a.ExpiresAt)
		}
		texts = append(texts, fmt.Sprintf("%s %s %s%s.", g.key(kind, id), verb, status, left))
		next = true
	}
	for _, e := range c.Entitlements {
		held(governance.KindEntitlement, e.ID, e.Status)
	}
	for _, s := range c.EntitlementSets {
		held(governance.KindEntitlementSet, s.ID, s.Status)
	}
	for _, e := range c.Exceptions {
		texts = append(texts, fmt.Sprintf("The exception %s %s revoked as of %s.", g.key(governance.KindException, e.ID), verb, e.RevokedAt.Format("2006-01-02T15:04:05Z")))
	}
	for _, b := range c.BreakGlass {
		texts = append(texts, fmt.Sprintf("The break-glass access %s %s revoked.", g.key(governance.KindBreakGlass, b.ID), verb))
	}
	if len(texts) == 0 {
		return fmt.Sprintf("%s stays as it is.", g.key(a.SubjectKind, a.SubjectID))
	}
	if next {
		texts = append(texts, "nhi reconcile carries that out in the systems.")
	}
	return strings.Join(texts, " ")
}
