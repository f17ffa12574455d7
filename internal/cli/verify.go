package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// verifyCommand is `nhi verify`.
type verifyCommand struct {
	process  *Process
	bundle   bundleFlags
	receipt  string
	register string
	now      string
	signed   bool
}

func newVerifyCommand(p *Process) *cobra.Command {
	c := &verifyCommand{process: p}
	cmd := &cobra.Command{
		Use:   "verify PLAN --receipt FILE --policies DIR",
		Short: "See that a plan file is the one that was allowed, right before it is applied",
		Long: `Verify that a plan file may be applied by a receipt of nhi check: that it is that
very file and was allowed, by the policies as they are now; that the receipt's
signature (FILE.sig) is that of a key which allowed_signers has for the namespace
` + approval.ReceiptNamespace + `; and that every exception and every variation it relied on still counts.

A receipt must be signed when a line of allowed_signers is for that namespace by
name, or with --signed.

Exit codes: 0 it may be applied, 1 that cannot be told, 2 it may not.`,
		Example: `  nhi check tfplan --policies policies --receipt receipt.json --sign-key ci_key
  nhi verify tfplan --policies policies --receipt receipt.json && terraform apply tfplan`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0]) },
	}
	c.bundle.flags(cmd)
	flags := cmd.Flags()
	flags.StringVar(&c.receipt, "receipt", "", "`file` that nhi check --receipt wrote")
	flags.StringVar(&c.register, "register", "", "`location` of the register (default $NHI_REGISTER, or .nhi/register.db beside the plan)")
	flags.StringVar(&c.now, "now", "", "`clock` to verify by, RFC 3339 (default $NHI_NOW, or now)")
	flags.BoolVar(&c.signed, "signed", false, "refuse a receipt that nobody signed")
	return cmd
}

func (c *verifyCommand) run(ctx context.Context, path string) error {
	if c.receipt == "" {
		return problemf("No receipt", "Say which receipt to verify by: --receipt FILE, which `nhi check --receipt FILE` wrote.")
	}
	now, err := c.process.instant(c.now)
	if err != nil {
		return err
	}
	b, err := c.bundle.load(c.process, true)
	if err != nil {
		return err
	}
	r, content, signature, err := readReceipt(c.receipt)
	if err != nil {
		return err
	}
	digest, err := fileDigest(path)
	if err != nil {
		return err
	}
	signer, reasons := c.signature(b, content, signature, now)
	reasons = append(reasons, bound(r, digest, b)...)
	lapsed, err := c.lapsed(ctx, r, b, filepath.Dir(path), now)
	if err != nil {
		return err
	}
	reasons = append(reasons, lapsed...)
	return c.tell(path, r, signer, reasons)
}

// signature says who signed, or why that does not count.
func (c *verifyCommand) signature(b *bundle.Bundle, content []byte, signature string, now time.Time) (signer string, reasons []string) {
	switch {
	case signature != "":
		signer, err := approval.Signer(content, signature, b.ReceiptSigners, now)
		if err != nil {
			return "", []string{fmt.Sprintf("Its signature does not count: %s.", err)}
		}
		return signer, nil
	case c.signed || b.ReceiptSigners.Named():
		return "", []string{fmt.Sprintf("Nobody signed it: there is no %s%s.", c.receipt, signatureSuffix)}
	default:
		return "", nil
	}
}

// bound says why the receipt does not let the plan file be applied.
func bound(r decision.Receipt, digest string, b *bundle.Bundle) (reasons []string) {
	if r.Decision.Input.Kind != "plan" || r.Decision.Input.Digest != digest {
		reasons = append(reasons, "It is of another plan file.")
	}
	if r.Decision.Bundle.Digest != b.Digest {
		reasons = append(reasons, "It is by other policies than these: the folder has changed since, or is another.")
	}
	if r.Options.DriftOnly {
		reasons = append(reasons, "It judged what had drifted, and not what is planned.")
	}
	switch r.Decision.Outcome {
	case decision.Allow:
	case decision.Deny:
		reasons = append(reasons, "The plan was denied.")
	default:
		reasons = append(reasons, "The plan could not be checked.")
	}
	return reasons
}

// lapsed says which exceptions and variations that the decision relied on no longer
// count.
func (c *verifyCommand) lapsed(ctx context.Context, r decision.Receipt, b *bundle.Bundle, folder string, now time.Time) (reasons []string, err error) {
	relied := slices.ContainsFunc(r.Decision.Variations, func(v decision.Variation) bool { return v.Counts })
	if len(r.Exceptions) == 0 && !relied {
		return nil, nil
	}
	facts, err := c.process.facts(ctx, c.register, r.Options.Tenant, folder, b, now)
	if err != nil {
		return nil, err
	}
	if relied && facts.missing {
		return nil, problemf("Variation cannot be verified", "The decision relies on a tenant's own value of a parameter, which is recorded. %s", facts.warning)
	}
	reasons = c.unvaried(r, b, facts.Snapshot, now)
	for _, relied := range r.Exceptions {
		e, err := reliedOn(relied)
		if err != nil {
			return nil, problemf("Receipt cannot be read", "%s has an exception that is none. Make it again.", c.receipt)
		}
		name := orElse(e.Address, e.ID)
		if e.ID != "" {
			if facts.missing {
				return nil, problemf("Exception cannot be verified", "The decision relies on exception %s, which is recorded. %s", name, facts.warning)
			}
			if gone := c.refresh(&e, facts.Exceptions); gone {
				reasons = append(reasons, fmt.Sprintf("Exception %s, which it relies on, is no longer recorded.", name))
				continue
			}
		}
		digest, err := exceptionDigest(e)
		if err != nil {
			return nil, problemf("Exception cannot be verified", "Exception %s: %s.", name, err)
		}
		if digest != relied.Digest {
			reasons = append(reasons, fmt.Sprintf("Exception %s, which it relies on, has changed since.", name))
		}
		if standing := b.Stand(e.Exception, e.Tenant, now); !standing.Honoured() {
			reasons = append(reasons, fmt.Sprintf("Exception %s, which it relies on, no longer counts: %s.", name, check.WhyNot(e.Exception, standing)))
		}
	}
	return reasons, nil
}

func reliedOn(one decision.ReceiptException) (check.Relied, error) {
	e := check.Relied{Address: one.Address, Tenant: one.Tenant}
	err := json.Unmarshal(one.Record, &e.Exception)
	return e, err
}

// unvaried says which variations that the decision relied on no longer count, or
// say something else.
func (c *verifyCommand) unvaried(r decision.Receipt, b *bundle.Bundle, facts governance.Snapshot, now time.Time) (reasons []string) {
	for _, relied := range r.Decision.Variations {
		if !relied.Counts {
			continue
		}
		name := fmt.Sprintf("Tenant %s's value %s of parameter %q, which it relies on,", relied.Tenant, relied.Value, relied.Parameter)
		i := slices.IndexFunc(facts.Variations, func(v governance.Variation) bool { return v.ID == relied.ID })
		if i < 0 {
			reasons = append(reasons, name+" is no longer recorded.")
			continue
		}
		v := facts.Variations[i]
		switch standing := b.StandVariation(v, relied.Tenant, now); {
		case v.Value != relied.Value || v.Parameter != relied.Parameter || v.Control != relied.Control:
			reasons = append(reasons, name+" has changed since.")
		case standing.Status == governance.ExceptionExpired:
			reasons = append(reasons, fmt.Sprintf("%s ended at %s.", name, v.ExpiresAt.Format(time.RFC3339)))
		case !standing.Honoured():
			reasons = append(reasons, fmt.Sprintf("%s no longer counts: %s.", name, strings.Join(standing.Problems, "; ")))
		}
	}
	return reasons
}

// refresh takes what the register says by now. One that the plan itself changes
// is as planned, unless it was revoked meanwhile.
func (c *verifyCommand) refresh(e *check.Relied, all []governance.Exception) (gone bool) {
	for _, recorded := range all {
		switch {
		case recorded.ID != e.ID:
		case e.Address == "":
			e.Exception = recorded
			return false
		default:
			if !recorded.RevokedAt.IsZero() {
				e.RevokedAt = recorded.RevokedAt
			}
			return false
		}
	}
	return true
}

func (c *verifyCommand) tell(path string, r decision.Receipt, signer string, reasons []string) error {
	var text strings.Builder
	if len(reasons) > 0 {
		fmt.Fprintf(&text, "Refused: by %s, %s may not be applied.\n", c.receipt, path)
		for _, reason := range reasons {
			fmt.Fprintf(&text, "  - %s\n", strings.ReplaceAll(wrap(reason), "\n", "\n    "))
		}
	} else {
		fmt.Fprintf(&text, "Verified: %s is the plan that was allowed at %s.\n", path, r.Decision.Instant.Format(time.RFC3339))
		if signer == "" {
			fmt.Fprintln(&text, "Nobody signed the receipt, so this holds as far as it was kept safe.")
		} else {
			fmt.Fprintf(&text, "The receipt is signed by %s.\n", signer)
		}
	}
	if _, err := fmt.Fprint(c.process.Stdout, text.String()); err != nil {
		return err
	}
	if len(reasons) > 0 {
		return exitCode(decision.Deny.ExitCode())
	}
	return nil
}

func fileDigest(path string) (string, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", problemf("No such plan", "There is no file %s.", path)
	}
	if err != nil {
		return "", problemf("Plan cannot be read", "%s.", words.UpperFirst(err.Error()))
	}
	defer file.Close()
	digest, err := digestOf(file)
	if err != nil {
		return "", problemf("Plan cannot be read", "%s.", words.UpperFirst(err.Error()))
	}
	return digest, nil
}
