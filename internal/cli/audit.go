package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

func newAuditCommand(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Read the audit log of the register, and prove that nobody edited it",
		Long: `Every write to the register is an entry of its audit log, made in the same
transaction: who, when, what, before and after, and why (the environment variable
` + envReason + `). The log is a Merkle tree. A checkpoint is its size and hash, signed;
kept where those who can write to the register cannot, it proves later that no
entry up to then was edited, inserted or dropped.`,
		Example: `  nhi audit key register.msp.example --out audit.key
  nhi audit checkpoint --key audit.key > checkpoint-$(date +%F).txt
  nhi audit verify --checkpoint checkpoint-2026-11-01.txt --public-key audit.key.pub`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAuditLog(p), newAuditVerify(p), newAuditProve(p), newAuditCheckpoint(p), newAuditKey(p))
	return cmd
}

func newAuditLog(p *Process) *cobra.Command {
	var location, tenant string
	var printed printedFlags
	var filter register.Filter
	cmd := &cobra.Command{
		Use:   "log",
		Short: "Show what was done, by whom, when and why",
		Example: `  nhi audit log --tenant acme --limit 20
  nhi audit log --record 01a208e6-aa8e-7986-92ae-518956079000 -o json | jq '.[].after'`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := printed.check(cmd); err != nil {
				return err
			}
			if filter.Limit < 0 {
				return usageError(cmd, fmt.Errorf("--limit %d: write how many entries, or 0 for all", filter.Limit))
			}
			kept, err := openRegister(cmd.Context(), p.registerLocation(location))
			if err != nil {
				return err
			}
			entries, err := entriesOf(cmd.Context(), kept, tenant, filter)
			if err := errors.Join(err, kept.Close()); err != nil {
				return registerProblem(err)
			}
			if printed.json {
				return p.printJSON(append([]register.Entry{}, entries...))
			}
			return writeEntries(p.Stdout, entries)
		},
	}
	registerFlag(cmd, &location)
	cmd.Flags().StringVar(&tenant, "tenant", "", "`slug` of the tenant, or its id, which finds one that is gone")
	cmd.Flags().StringVar(&filter.RecordID, "record", "", "`id` of a record")
	cmd.Flags().Int64Var(&filter.Limit, "limit", 0, "how `many` of the latest entries; 0 is all")
	printed.flags(cmd, "text, or json with before and after")
	return cmd
}

// entriesOf reads the entries about a tenant, or for "" all. One that is not there
// any more still has its entries, by its id.
func entriesOf(ctx context.Context, kept register.Register, tenant string, filter register.Filter) ([]register.Entry, error) {
	if tenant == "" {
		return kept.Log().Entries(ctx, filter)
	}
	filter.TenantID = tenant
	found, missing := kept.Tenants().Find(ctx, tenant)
	switch {
	case missing == nil:
		filter.TenantID = found.ID
	case !errors.Is(missing, register.ErrNotFound):
		return nil, missing
	}
	entries, err := kept.Log().Entries(ctx, filter)
	if len(entries) == 0 && err == nil {
		err = missing
	}
	return entries, err
}

func writeEntries(out io.Writer, entries []register.Entry) error {
	for _, e := range entries {
		reason := ""
		if e.Reason != "" {
			reason = ": " + strconv.Quote(e.Reason)
		}
		if _, err := fmt.Fprintf(out, "%6d  %s  %-6s  %s %s  by %s%s\n", e.Sequence, e.At.Format(time.RFC3339), e.Action, e.Kind, e.ID, plainText(e.Actor), reason); err != nil {
			return err
		}
	}
	return nil
}

// plainText quotes what could command the terminal. Quotation marks and backslashes
// alone do not.
func plainText(text string) string {
	if quoted := strconv.Quote(text); quoted != `"`+harmless.Replace(text)+`"` {
		return quoted
	}
	return text
}

var harmless = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func newAuditVerify(p *Process) *cobra.Command {
	var location, checkpoint, publicKey, proof string
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Prove that nothing in the log was edited, inserted or dropped",
		Long: `Compute the tree again from the entries, and compare it with the one that is kept,
with a checkpoint, and the records with what the log says of them. Without a
checkpoint it cannot be seen that the latest entries were dropped together with
what they did.

With --proof no register is needed: it verifies that the entry of a proof is in the
tree of the checkpoint.

Exit codes: 0 all holds, 1 it could not be verified, 2 something does not hold.`,
		Example: `  nhi audit verify
  nhi audit verify --checkpoint checkpoint.txt --public-key audit.key.pub
  nhi audit verify --proof proof.json --checkpoint checkpoint.txt --public-key audit.key.pub`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case (checkpoint == "") != (publicKey == ""):
				return usageError(cmd, errors.New("a checkpoint is verified with the key that signed it: give --checkpoint and --public-key"))
			case proof != "" && checkpoint == "":
				return usageError(cmd, errors.New("a proof is verified by a checkpoint and the key that signed it: give --checkpoint and --public-key"))
			}
			var known []tlog.Tree
			if checkpoint != "" {
				tree, err := readCheckpoint(checkpoint, publicKey)
				if err != nil {
					return err
				}
				known = append(known, tree)
			}
			if proof != "" {
				return p.verifyProof(proof, known[0])
			}
			return p.verifyLog(cmd.Context(), p.registerLocation(location), known)
		},
	}
	registerFlag(cmd, &location)
	cmd.Flags().StringVar(&checkpoint, "checkpoint", "", "`file` of a checkpoint that was kept elsewhere")
	cmd.Flags().StringVar(&publicKey, "public-key", "", "`file` of the public key that verifies it")
	cmd.Flags().StringVar(&proof, "proof", "", "`file` of a proof, the output of nhi audit prove")
	return cmd
}

func (p *Process) verifyLog(ctx context.Context, location string, known []tlog.Tree) error {
	kept, err := openRegister(ctx, location)
	if err != nil {
		return err
	}
	tree, contradictions, err := kept.Log().Verify(ctx, known...)
	if err := errors.Join(err, kept.Close()); err != nil {
		return registerProblem(err)
	}
	return p.findings(contradictions, fmt.Sprintf("The log holds: %d entries, hash %s.", tree.N, tree.Hash))
}

func (p *Process) verifyProof(file string, tree tlog.Tree) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return unreadable(file, err)
	}
	var proof register.Proof
	if err := json.Unmarshal(content, &proof); err != nil {
		return problemf("Proof cannot be read", "%s is no proof: %s. Make one with nhi audit prove.", file, err)
	}
	var failed []string
	if err := proof.Check(tree); err != nil {
		told, ok := errors.AsType[*register.Error](err)
		if !ok {
			return err
		}
		failed = append(failed, told.Detail)
	}
	return p.findings(failed, fmt.Sprintf("Entry %d is in the log:\n%s", proof.Sequence, proof.Entry))
}

func newAuditProve(p *Process) *cobra.Command {
	var location string
	var size int64
	cmd := &cobra.Command{
		Use:   "prove SEQUENCE",
		Short: "Prove that an entry is in the log, to somebody who has only a checkpoint",
		Long: `Write the entry and the hashes that lead from it to the hash of a checkpoint, in
JSON. Whoever has the checkpoint verifies it with nhi audit verify --proof, without
access to the register.`,
		Example: "  nhi audit prove 1204 --size 5000 > proof.json",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			sequence, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usageError(cmd, fmt.Errorf("%q is no sequence number, such as nhi audit log shows", args[0]))
			}
			kept, err := openRegister(cmd.Context(), p.registerLocation(location))
			if err != nil {
				return err
			}
			proof, err := kept.Log().Prove(cmd.Context(), sequence, size)
			if err := errors.Join(err, kept.Close()); err != nil {
				return registerProblem(err)
			}
			return p.printJSON(proof)
		},
	}
	registerFlag(cmd, &location)
	cmd.Flags().Int64Var(&size, "size", 0, "`entries` of the checkpoint's tree, its second line (default all)")
	return cmd
}
