package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
)

func newEvidenceVerify(p *Process) *cobra.Command {
	var checkpoint, publicKey, signers string
	cmd := &cobra.Command{
		Use:   "verify FILE",
		Short: "Verify a package without the register: that it holds, and says what its entries say",
		Long: `Verify a package in JSON, without a register: its digest; the proof of every entry;
that everything it says, gaps too, follows from its entries and its controls; and
that the approvals in it are by the keys in it.

With --public-key its checkpoint has to be signed by that key, and with --checkpoint
it has to be that of a file which was kept elsewhere. With --signers the approvals
have to be by the keys of an allowed_signers file that you trust, rather than by
those of the package.

That nothing was left out of a package is shown by making it again from the register,
against the same checkpoint: its digest is the same.

Exit codes: 0 all holds, 1 it could not be verified, 2 something does not hold.`,
		Example: `  nhi evidence verify acme-2026-q1/evidence.json
  nhi evidence verify acme-2026-q1/evidence.json --public-key audit.key.pub --signers allowed_signers`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if checkpoint != "" && publicKey == "" {
				return usageError(cmd, errors.New("a checkpoint is verified with the key that signed it: give --checkpoint and --public-key"))
			}
			return p.verifyEvidence(args[0], checkpoint, publicKey, signers)
		},
	}
	cmd.Flags().StringVar(&checkpoint, "checkpoint", "", "`file` of a checkpoint that was kept elsewhere")
	cmd.Flags().StringVar(&publicKey, "public-key", "", "`file` of the public key that signed the checkpoint")
	cmd.Flags().StringVar(&signers, "signers", "", "allowed_signers `file` of approvers whom you trust")
	return cmd
}

func (p *Process) verifyEvidence(name, checkpoint, publicKey, signers string) error {
	file, err := os.Open(name)
	if err != nil {
		return unreadable(name, err)
	}
	defer file.Close()
	sealed, err := evidence.Read(file)
	if err != nil {
		return problemf("Evidence cannot be read", "%s: %s. Give the file evidence.json that nhi evidence wrote.", name, err)
	}
	var trust evidence.Trust
	var problems []string
	switch {
	case checkpoint != "":
		tree, err := readCheckpoint(checkpoint, publicKey)
		if err != nil {
			return err
		}
		trust.Tree = &tree
	case publicKey != "":
		verifier, err := readVerifier(publicKey)
		if err != nil {
			return err
		}
		if _, err := note.Open([]byte(sealed.Evidence.Log.Checkpoint), note.VerifierList(verifier)); err != nil {
			problems = append(problems, fmt.Sprintf("The package has no checkpoint that %s verifies: it was made without one, it was changed, or another key signed it.", publicKey))
		}
	}
	if signers != "" {
		content, err := os.ReadFile(signers)
		if err != nil {
			return unreadable(signers, err)
		}
		if diags := new(approval.AllowedSigners).Read(content, signers); diags.HasErrors() {
			return &diagnosed{diags, map[string][]byte{signers: content}}
		}
		text := string(content)
		trust.Signers = &text
	}
	e := sealed.Evidence
	holds := fmt.Sprintf("All holds: %d entries are in the log of %d with hash %s, and the package says what they say.\n%s", len(e.Log.Entries), e.Log.Size, e.Log.Root, sealed.Digest)
	if e.Summary.Gaps > 0 {
		holds += fmt.Sprintf("\nGaps that it names: %d.", e.Summary.Gaps)
	}
	if trust.Tree == nil && publicKey == "" {
		holds += "\nWhose log it is was not verified: give the --public-key of its checkpoint."
	}
	return p.findings(append(problems, sealed.Verify(trust)...), strings.TrimSpace(holds))
}
