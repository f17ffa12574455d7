package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

const publicSuffix = ".pub"

func newAuditKey(p *Process) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "key NAME --out FILE",
		Short: "Make the key that signs checkpoints",
		Long: `Make an Ed25519 key in the format of signed notes: the private one in FILE, the
public one in FILE.pub. NAME is how the register is called in its checkpoints, such
as register.msp.example.`,
		Example: "  nhi audit key register.msp.example --out audit.key",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError(cmd, errors.New("say where to: --out FILE"))
			}
			if args[0] == "" || strings.ContainsAny(args[0], "+ \t\r\n") {
				return usageError(cmd, fmt.Errorf("%q is no name of a key: it has a space or a + in it", args[0]))
			}
			private, public, err := note.GenerateKey(rand.Reader, args[0])
			if err != nil {
				return err
			}
			if err := writeNew(out, private+"\n", 0o600); err != nil {
				return err
			}
			if err := writeNew(out+publicSuffix, public+"\n", 0o644); err != nil {
				return err
			}
			fmt.Fprintln(p.Stderr, "Keep "+out+" where only the job that makes checkpoints reads it, and give "+out+publicSuffix+" to auditors.")
			return nil
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "new `file` for the private key")
	return cmd
}

// writeNew writes a file that is not there yet.
func writeNew(name, content string, mode os.FileMode) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err == nil {
		_, err = file.WriteString(content)
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return problemf("Key not written", "%s.", words.UpperFirst(err.Error()))
	}
	return nil
}

func newAuditCheckpoint(p *Process) *cobra.Command {
	var location, key string
	cmd := &cobra.Command{
		Use:   "checkpoint --key FILE",
		Short: "Sign what the log is now, to be kept elsewhere",
		Long: `Verify the log, and write its size and hash, signed, to standard output: a signed
note in the checkpoint format of transparency logs (c2sp.org/tlog-checkpoint). A log
that does not hold is not signed.`,
		Example: "  nhi audit checkpoint --key audit.key > checkpoint.txt",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if key == "" {
				return usageError(cmd, errors.New("say with which key: --key FILE, made by nhi audit key"))
			}
			signer, err := readSigner(key)
			if err != nil {
				return err
			}
			kept, err := openRegister(cmd.Context(), p.registerLocation(location))
			if err != nil {
				return err
			}
			tree, contradictions, err := kept.Log().Verify(cmd.Context())
			if err := errors.Join(err, kept.Close()); err != nil {
				return registerProblem(err)
			}
			if len(contradictions) > 0 {
				return problemf("The log does not hold", "It was not signed. %s", strings.Join(contradictions, " "))
			}
			signed, err := note.Sign(&note.Note{Text: register.FormatCheckpoint(signer.Name(), tree)}, signer)
			if err != nil {
				return err
			}
			_, err = p.Stdout.Write(signed)
			return err
		},
	}
	registerFlag(cmd, &location)
	cmd.Flags().StringVar(&key, "key", "", "`file` of the private key")
	return cmd
}

func readSigner(file string) (note.Signer, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, unreadable(file, err)
	}
	signer, err := note.NewSigner(strings.TrimSpace(string(text)))
	if err != nil { // whose text could repeat the key
		return nil, problemf("No key", "%s is no private key that signs checkpoints. Make one with nhi audit key.", file)
	}
	return signer, nil
}

func readVerifier(file string) (note.Verifier, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, unreadable(file, err)
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, problemf("No key", "%s is no public key that verifies checkpoints: give the file that ends in %s.", file, publicSuffix)
	}
	return verifier, nil
}

// readCheckpoint reads a checkpoint, and believes it only with a signature.
func readCheckpoint(file, publicKey string) (tree tlog.Tree, err error) {
	verifier, err := readVerifier(publicKey)
	if err != nil {
		return tree, err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return tree, unreadable(file, err)
	}
	signed, err := note.Open(content, note.VerifierList(verifier))
	if err != nil {
		return tree, problemf("Checkpoint cannot be trusted", "%s has no signature that %s verifies: it was changed, or another key signed it.", file, publicKey)
	}
	name, tree, err := register.ParseCheckpoint(signed.Text)
	switch {
	case err != nil:
		return tree, registerProblem(err)
	case name != verifier.Name():
		return tree, problemf("Checkpoint cannot be trusted", "%s is of %q, and the key of %q.", file, name, verifier.Name())
	}
	return tree, nil
}
