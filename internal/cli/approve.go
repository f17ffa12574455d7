package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
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
	key       string
	agent     bool
	as        string
	yes       bool
	canonical bool
	out       string
	now       string
}

func newApproveCommand(p *Process) *cobra.Command {
	var flags approveFlags
	cmd := &cobra.Command{
		Use:   "approve EXCEPTION",
		Short: "Approve an exception with your SSH key",
		Long: `approve shows what an exception permits, asks, and signs exactly that with your
SSH key. EXCEPTION is the id or the key (TENANT/CONTROL) of a recorded exception,
or with --plan the address of a planned one.

The signature goes to standard output, or into a file with --out. It counts once
it is one of the exception's approvals in the configuration:

  approvals = [file("${path.module}/approvals/alice.sig")]

Whose signature counts is in the policies: the control names the approvers, and
allowed_signers holds their keys. A change to anything that was approved makes
the approvals void. No key is ever stored.

ssh-keygen signs as well, with what --print-canonical prints; see the examples.`,
		Example: `  nhi approve acme/privileged-access-is-reviewed --policies policies --agent
  nhi approve nhi_exception.backup --plan tfplan --policies policies \
    --key ~/.ssh/id_ed25519 --out approvals/alice.sig
  nhi approve nhi_exception.backup --plan tfplan --print-canonical |
    ssh-keygen -Y sign -n ` + approval.Namespace + ` -f ~/.ssh/id_ed25519 > approvals/alice.sig
  nhi approve --kind variation acme/keys-rotate/max_age --print-canonical |
    ssh-keygen -Y sign -n ` + approval.Namespace + ` -f ~/.ssh/id_ed25519 > approvals/alice.sig`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.key != "" && flags.agent {
				return usageError(cmd, errors.New("--key and --agent name two keys, and one signs"))
			}
			switch governance.Kind(flags.kind) {
			case governance.KindException:
				return p.approve(cmd.Context(), args[0], flags)
			case governance.KindVariation, governance.KindBreakGlass:
				return p.printCanonical(cmd.Context(), args[0], flags)
			default:
				return usageError(cmd, fmt.Errorf("--kind %q: write exception, variation or break_glass", flags.kind))
			}
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVar(&flags.policies, "policies", nil, "`folder` of policies and controls; may be given several times")
	f.StringVar(&flags.kind, "kind", string(governance.KindException), "exception; or variation or break_glass, with --print-canonical")
	complete(cmd, "kind", string(governance.KindException), string(governance.KindVariation), string(governance.KindBreakGlass))
	f.StringVar(&flags.plan, "plan", "", "plan `file` that has the exception (terraform plan -out), or its JSON")
	f.StringVar(&flags.register, "register", "", "`location` of the register (default $"+envRegister+", else .nhi/register.db)")
	f.StringVar(&flags.key, "key", "", "`file` of the private key to sign with")
	f.BoolVar(&flags.agent, "agent", false, "sign with a key of ssh-agent (the default without --key)")
	f.StringVar(&flags.as, "as", "", "`approver` to sign as, for an agent with keys of several")
	f.StringVar(&flags.out, "out", "", "new `file` for the signature")
	f.BoolVar(&flags.yes, "yes", false, "do not ask")
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
	subject, err := p.exceptionToApprove(ctx, name, flags)
	if err != nil {
		return err
	}
	message, err := approval.OfException(subject.exception, subject.tenant).Canonical()
	if err != nil {
		return problemf("Cannot be approved", "The exception %s cannot be approved: %s.", name, err)
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
	if err := p.confirm(flags.yes); err != nil {
		return err
	}
	return p.sign(ctx, message, ballot, flags)
}

// sign makes the signature, sees that it will count, and hands it over.
func (p *Process) sign(ctx context.Context, message []byte, ballot *ballot, flags approveFlags) error {
	key, err := p.approverKey(ctx, ballot, flags)
	if err != nil {
		return err
	}
	defer key.close()
	armored, err := approval.Sign(message, key.signer)
	if err != nil {
		return problemf("Not signed", "%s.", upperFirst(err.Error()))
	}
	if names, problems := approval.Verify(message, []string{armored}, ballot.signers, ballot.now); len(names) != 1 {
		return problemf("Not signed", "The signature just made does not verify: %s", strings.Join(problems, " "))
	}
	if err := p.hand(armored, flags.out); err != nil {
		return err
	}
	p.tellCount(ballot, key.approver, flags.out)
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

// ballot is who may approve an exception, and who has.
type ballot struct {
	control  *governance.Control
	signers  *approval.AllowedSigners
	now      time.Time
	request  string   // who asked for the exception
	counted  []string // approvers whose approvals are there and count
	problems []string // of approvals that do not
}

// newBallot reads the rules of the exception's control. It refuses an exception
// that would not count even if everybody approved it: mending that makes every
// approval void.
func newBallot(policies []string, s *subject, now time.Time) (*ballot, error) {
	if len(policies) == 0 {
		return nil, problemf("No policies", "An approval is given under the control that the exception names. Give the folder that has it with --policies.")
	}
	loaded, err := loadBundle(policies)
	if err != nil {
		return nil, err
	}
	b := &ballot{control: loaded.Control(s.exception.Control), signers: loaded.Signers, now: now, request: s.exception.RequestedBy}
	var everybody []string
	if b.control != nil && b.control.Exception != nil {
		everybody = b.control.Exception.Approvers
	}
	best := s.exception.Stand(b.control, everybody, now)
	switch {
	case best.Defect != governance.NoDefect:
		return nil, problemf("Approval would not help", "The exception would not count even if everybody approved it: %s. Mend that first: it changes what is approved.", strings.Join(best.Problems, "; "))
	case best.Status == governance.ExceptionExpired:
		return nil, problemf("Approval would not help", "The exception ended at %s. Give it another end first.", s.exception.ExpiresAt.Format(time.RFC3339))
	case best.Status == governance.ExceptionRevoked:
		return nil, problemf("Approval would not help", "The exception was revoked at %s, and an approval does not bring it back. Record a new one.", s.exception.RevokedAt.Format(time.RFC3339))
	}
	valid, problems := approval.Signers(s.exception, s.tenant, b.signers, now)
	b.counted, b.problems = b.control.Exception.Counted(b.request, valid), problems
	return b, nil
}
