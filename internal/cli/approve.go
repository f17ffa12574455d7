package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type approveFlags struct {
	kind      string
	register  string
	plan      string
	policies  []string
	key       keyFlags
	canonical bool
	out       string
	now       string
}

func newApproveCommand(p *Process) *cobra.Command {
	var flags approveFlags
	cmd := &cobra.Command{
		Use:   "approve RECORD",
		Short: "Approve an exception, a variation or break-glass access with your SSH key",
		Long: `approve shows what an exception, a variation or break-glass access permits, asks,
and signs exactly that with your SSH key. RECORD is the id or the key of what is
recorded, or with --plan the address of a planned exception:

  exception      TENANT/CONTROL
  variation      TENANT/CONTROL/PARAMETER
  break_glass    TENANT/IDENTITY/SYSTEM/PRIVILEGE

The signature goes to standard output, or into a file with --out. It counts once
it is one of the record's approvals in the configuration:

  approvals = [file("${path.module}/approvals/alice.sig")]

Whose signature counts is in the policies: controls name the approvers, and
allowed_signers holds their keys. A change to anything that was approved makes
the approvals void. No key is ever stored.

ssh-keygen signs as well, with what --print-canonical prints; see the examples.`,
		Example: `  nhi approve acme/privileged-access-is-reviewed --policies policies --agent
  nhi approve nhi_exception.backup --plan tfplan --policies policies \
    --key ~/.ssh/id_ed25519 --out approvals/alice.sig
  nhi approve --kind variation acme/keys-rotate/max_age --policies policies
  nhi approve nhi_exception.backup --plan tfplan --print-canonical |
    ssh-keygen -Y sign -n ` + approval.Namespace + ` -f ~/.ssh/id_ed25519 > approvals/alice.sig`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind := governance.Kind(flags.kind)
			if !slices.Contains(approvable, kind) {
				return usageError(cmd, fmt.Errorf("--kind %q: write exception, variation or break_glass", flags.kind))
			}
			if flags.plan != "" && kind != governance.KindException {
				return usageError(cmd, fmt.Errorf("--plan has exceptions to approve; %s is approved once it is recorded, which applying does and leaves it pending", noun(kind)))
			}
			if err := flags.key.check(cmd); err != nil {
				return err
			}
			if flags.canonical {
				for _, unused := range []string{"policies", "key", "agent", "as", "yes", "out", "now"} {
					if cmd.Flags().Changed(unused) {
						return usageError(cmd, fmt.Errorf("--print-canonical signs nothing, so it has no use for --%s", unused))
					}
				}
			}
			return p.approve(cmd.Context(), args[0], flags)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVar(&flags.policies, "policies", nil, "`folder` of policies and controls; may be given several times")
	f.StringVar(&flags.kind, "kind", string(governance.KindException), "exception, variation or break_glass")
	complete(cmd, "kind", string(governance.KindException), string(governance.KindVariation), string(governance.KindBreakGlass))
	f.StringVar(&flags.plan, "plan", "", "plan `file` that has the exception (terraform plan -out), or its JSON")
	f.StringVar(&flags.register, "register", "", "`location` of the register (default $"+envRegister+", else .nhi/register.db)")
	flags.key.flags(cmd)
	f.StringVar(&flags.out, "out", "", "new `file` for the signature")
	f.BoolVar(&flags.canonical, "print-canonical", false, "print what would be signed, and sign nothing")
	f.StringVar(&flags.now, "now", "", "`instant` to judge by, RFC 3339 (default $"+envNow+", else the clock)")
	return cmd
}

// approve shows, asks and signs. Everything but the signature, or the canonical
// form, is told on standard error.
func (p *Process) approve(ctx context.Context, name string, flags approveFlags) error {
	now, err := p.instant(flags.now)
	if err != nil {
		return err
	}
	subject, err := p.toApprove(ctx, name, flags)
	if err != nil {
		return err
	}
	message, err := subject.facts.Canonical()
	if err != nil {
		return problemf("Cannot be approved", "%s cannot be approved: %s.", name, err)
	}
	if flags.canonical {
		_, err := p.Stdout.Write(message)
		return err
	}
	ballot, err := newBallot(flags.policies, subject, now)
	if err != nil {
		return err
	}
	p.describe(subject, ballot)
	if err := p.confirm("Do you approve this?", flags.key.yes); err != nil {
		return err
	}
	armored, approver, err := p.sign(ctx, message, approval.Namespace, ballot.seat(), flags.key)
	if err != nil {
		return err
	}
	if names, problems := approval.Verify(message, []string{armored}, ballot.signers, ballot.now); len(names) != 1 {
		return problemf("Not signed", "The signature just made does not verify: %s", strings.Join(problems, " "))
	}
	if err := p.hand(armored, flags.out); err != nil {
		return err
	}
	p.tellCount(ballot, approver, flags.out)
	return nil
}

// hand writes the signature where it was asked for, never over another file.
func (p *Process) hand(armored, out string) error {
	if out == "" {
		_, err := fmt.Fprint(p.Stdout, armored)
		return err
	}
	file, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return problemf("File exists", "%s exists and was left as it is. Name a new file with --out, or remove the old signature first.", out)
	}
	if err != nil {
		return problemf("Signature not written", "The signature cannot be written: %s.", err)
	}
	_, err = file.WriteString(armored)
	if err := errors.Join(err, file.Close()); err != nil {
		return problemf("Signature not written", "The signature cannot be written: %s.", err)
	}
	return nil
}

// ballot is who may approve a record, and who has.
type ballot struct {
	about    string      // the record's kind, in words
	rules    []approvers // each has to be satisfied
	signers  *approval.AllowedSigners
	now      time.Time
	request  string   // who asked for it
	valid    []string // whose approvals are there and verify
	problems []string // of approvals that do not
}

// approvers are whom one control names.
type approvers struct {
	control *governance.Control
	rule    *governance.ExceptionRule
}

// newBallot reads the rules that the record is under. It refuses a record that
// would not count even if everybody approved it: mending that makes every
// approval void.
func newBallot(policies []string, s *subject, now time.Time) (*ballot, error) {
	if len(policies) == 0 {
		return nil, problemf("No policies", "An approval is given under the control that names its approvers. Give the folder that has it with --policies.")
	}
	loaded, err := loadBundle(policies)
	if err != nil {
		return nil, err
	}
	b := &ballot{about: noun(s.facts.Kind), rules: s.rules(loaded), signers: loaded.Signers, now: now, request: s.request}
	var everybody []string
	for _, r := range b.rules {
		everybody = append(everybody, r.rule.Approvers...)
	}
	best := s.stand(loaded, everybody, now)
	switch {
	case best.Defect != governance.NoDefect:
		return nil, problemf("Approval would not help", "The %s would not count even if everybody approved it: %s. Mend that first: it changes what is approved.", b.about, strings.Join(best.Problems, "; "))
	case best.Status == governance.ExceptionExpired:
		return nil, problemf("Approval would not help", "The %s ended at %s. Give it another end first.", b.about, s.end.Format(time.RFC3339))
	case best.Status == governance.ExceptionRevoked:
		return nil, problemf("Approval would not help", "The %s was revoked at %s, and an approval does not bring it back. Record a new one.", b.about, s.revoked.Format(time.RFC3339))
	}
	b.valid, b.problems = approval.Approvers(s.facts, s.request, s.approvals, b.signers, now)
	return b, nil
}

// seat is whose signature counts: somebody's whom a control names.
func (b *ballot) seat() seat {
	return seat{"an approver", b.signers, b.now, func(approver string) error {
		if b.signers.SamePerson(approver, b.request) {
			return fmt.Errorf("%s requested the %s, and nobody approves what they asked for", approver, b.about)
		}
		var refusals []string
		for _, r := range b.rules {
			if slices.Contains(r.rule.Approvers, approver) {
				return nil
			}
			refusals = append(refusals, fmt.Sprintf("control %s (%s)", r.control.Name, strings.Join(r.rule.Approvers, ", ")))
		}
		return fmt.Errorf("%s is not among the approvers of %s", approver, strings.Join(refusals, ", nor of "))
	}}
}
