package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/actor"
	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

func newRegisterCommand(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "register",
		Short: "Make, move, copy and check the register, and say who reaches which tenant",
		Long: `The register is where governance records live: a file, or for teams a PostgreSQL
database. Its location is a path, or

  postgresql://USER@HOST:5432/DATABASE

with the settings of libpq (sslmode, sslrootcert, target_session_attrs, …) and the
PG… environment variables. Leave the password to PGPASSWORD or a password file.`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newRegisterInit(p), newRegisterMigrate(p), newRegisterCopy(p), newRegisterSnapshot(p),
		newRegisterCheck(p), newRegisterGrant(p), newRegisterRevoke(p))
	return cmd
}

func registerFlag(cmd *cobra.Command, location *string) {
	cmd.Flags().StringVar(location, "register", "", "`location` of the register (default $"+envRegister+", else "+register.DefaultLocation+")")
}

// writing are the options of a command that writes to the register.
func (p *Process) writing() (register.Options, error) {
	now, err := p.instant("")
	if err != nil {
		return register.Options{}, err
	}
	who := actor.Of(p.getenv)
	reason, _ := p.getenv(envReason)
	return register.Options{Now: func() time.Time { return now }, Actor: who.Name, Claims: who.Claims, Reason: reason}, nil
}

func newRegisterInit(p *Process) *cobra.Command {
	var location string
	cmd := &cobra.Command{
		Use:     "init",
		Short:   "Make a register where there is none",
		Long:    "Make a register: the file, or in the database the schema nhi and its tables. Whoever\ndoes that in a database owns the register, and grants to others.",
		Example: "  createdb nhi && nhi register init --register postgresql://nhi_owner@db.example/nhi",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			location := p.registerLocation(location)
			switch there, err := registerExists(cmd.Context(), location); {
			case err != nil:
				return err
			case there:
				return problemf("There is a register already", "Nothing was changed. To bring it to the version of this nhi, run nhi register migrate.")
			}
			return p.migrate(cmd.Context(), location, "The register is made.")
		},
	}
	registerFlag(cmd, &location)
	return cmd
}

func newRegisterMigrate(p *Process) *cobra.Command {
	var location string
	cmd := &cobra.Command{
		Use:     "migrate",
		Short:   "Bring a register to the version of this nhi",
		Long:    "Bring a register to the version of this nhi. Nothing of what is recorded is lost;\nolder versions of nhi cannot use it from then on.",
		Example: "  nhi register migrate --register postgresql://nhi_owner@db.example/nhi",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			location := p.registerLocation(location)
			switch there, err := registerExists(cmd.Context(), location); {
			case err != nil:
				return err
			case !there:
				return problemf("There is no register here", "Check the location, or make one with nhi register init.")
			}
			return p.migrate(cmd.Context(), location, "The register is of the version of this nhi.")
		},
	}
	registerFlag(cmd, &location)
	return cmd
}

// registerExists reports whether there is a register, of whatever older version.
func registerExists(ctx context.Context, location string) (bool, error) {
	kept, err := register.Open(ctx, location, register.Options{ReadOnly: true})
	switch {
	case err == nil:
		return true, registerProblem(kept.Close())
	case errors.Is(err, register.ErrMissing):
		return false, nil
	case errors.Is(err, register.ErrOlder):
		return true, nil
	default:
		return false, registerProblem(err)
	}
}

// openRegister opens a register that is there, to read it.
func openRegister(ctx context.Context, location string) (register.Register, error) {
	return openExisting(ctx, location, register.Options{ReadOnly: true})
}

// openExisting opens a register that is there. Where there is none, opening it for
// writing would make one, at a location that is but misspelt.
func openExisting(ctx context.Context, location string, options register.Options) (register.Register, error) {
	if !options.ReadOnly {
		switch there, err := registerExists(ctx, location); {
		case err != nil:
			return nil, err
		case !there:
			return nil, problemf("There is no register here", "There is no register at %s. Name it with --register, or make one with nhi register init.", openly(location))
		}
	}
	kept, err := register.Open(ctx, location, options)
	if err != nil {
		return nil, registerProblem(err)
	}
	return kept, nil
}

func (p *Process) migrate(ctx context.Context, location, done string) error {
	options, err := p.writing()
	if err != nil {
		return err
	}
	if err := register.Migrate(ctx, location, options); err != nil {
		return registerProblem(err)
	}
	fmt.Fprintln(p.Stderr, done)
	return nil
}

func newRegisterCopy(p *Process) *cobra.Command {
	return &cobra.Command{
		Use:   "copy FROM TO",
		Short: "Copy a register into an empty one, without loss",
		Long: `Copy a register into an empty one, which is made where there is none: from a file
to PostgreSQL, or back. Records keep their ids, revisions and instants, and the
audit log every byte, so that checkpoints hold on. All is copied, or nothing.
Stop those who write to the old one first, and point them to the new one after.`,
		Example: "  nhi register copy .nhi/register.db postgresql://nhi_owner@db.example/nhi",
		Args:    usage(cobra.ExactArgs(2)),
		RunE:    func(cmd *cobra.Command, args []string) error { return p.copyRegister(cmd.Context(), args[0], args[1]) },
	}
}

func (p *Process) copyRegister(ctx context.Context, source, target string) (err error) {
	options, err := p.writing()
	if err != nil {
		return err
	}
	from, err := openRegister(ctx, source)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, registerProblem(from.Close())) }()
	if err := register.Migrate(ctx, target, options); err != nil {
		return registerProblem(err)
	}
	to, err := register.Open(ctx, target, options)
	if err != nil {
		return registerProblem(err)
	}
	defer func() { err = errors.Join(err, registerProblem(to.Close())) }()
	if err := register.Copy(ctx, from, to); err != nil {
		return registerProblem(err)
	}
	tree, err := to.Log().Tree(ctx)
	if err != nil {
		return registerProblem(err)
	}
	fmt.Fprintf(p.Stderr, "Copied, with %d entries of the audit log.\n", tree.N)
	return nil
}

func newRegisterCheck(p *Process) *cobra.Command {
	var location string
	var policies []string
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Look for damage, broken rules, and changes that the audit log does not know",
		Long: `Look for damage, for records that break a rule, for guards of the database that
were switched off, and for changes that the audit log does not know. With --policies
also for outcomes of reviews, for reviews handed over and for uses of break-glass
access that were not signed by whom they name.

Exit codes: 0 nothing is wrong, 1 it could not be checked, 2 something is wrong.`,
		Example: "  nhi register check --policies policies",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			kept, err := openRegister(cmd.Context(), p.registerLocation(location))
			if err != nil {
				return err
			}
			problems, err := kept.Check(cmd.Context())
			var unsigned []string
			if err == nil && len(policies) > 0 {
				unsigned, err = unsignedOf(cmd.Context(), kept, policies)
			}
			if err := errors.Join(err, kept.Close()); err != nil {
				return registerProblem(err)
			}
			problems = append(problems, unsigned...)
			return p.findings(problems, "Nothing is wrong with the register.")
		},
	}
	registerFlag(cmd, &location)
	cmd.Flags().StringArrayVar(&policies, "policies", nil, "`folder` of policies and controls, with allowed_signers; may be given several times")
	return cmd
}

// unsignedOf says which signatures in the register do not count.
func unsignedOf(ctx context.Context, kept register.Register, policies []string) ([]string, error) {
	loaded, err := loadBundle(policies)
	if err != nil {
		return nil, err
	}
	held, err := kept.Snapshot(ctx)
	_, problems := loaded.Signed(held)
	return problems, err
}

// findings prints what is wrong, or that nothing is.
func (p *Process) findings(problems []string, none string) error {
	for _, text := range problems {
		fmt.Fprintln(p.Stdout, text)
	}
	if len(problems) > 0 {
		return exitCode(2)
	}
	fmt.Fprintln(p.Stdout, none)
	return nil
}

func newRegisterSnapshot(p *Process) *cobra.Command {
	var location, tenant, out, key string
	cmd := &cobra.Command{
		Use:   "snapshot --out FILE",
		Short: "Write what the register holds to a file, for checks without access to it",
		Long: `Write what the register holds to a file in JSON, which nhi check --register FILE
reads: a pull request is then checked without access to the register.

With --key it is signed, into FILE.sig beside it, as ssh-keygen signs:

  ssh-keygen -Y sign -n ` + approval.SnapshotNamespace + ` -f KEY FILE

nhi check verifies a signature that is there. It insists on one as soon as a line
of the policies' allowed_signers names the namespace ` + approval.SnapshotNamespace + `.`,
		Example: "  nhi register snapshot --tenant acme --out register.json --key /run/secrets/snapshot_key\n  nhi check tfplan --policies policies --register register.json",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if out == "" {
				return usageError(cmd, errors.New("say where to: --out FILE"))
			}
			return p.snapshot(cmd.Context(), p.registerLocation(location), tenant, out, key)
		},
	}
	registerFlag(cmd, &location)
	cmd.Flags().StringVar(&tenant, "tenant", "", "`slug` of the one tenant to write, with shared systems")
	cmd.Flags().StringVar(&out, "out", "", "`file` to write; one that is there is replaced")
	cmd.Flags().StringVar(&key, "key", "", "`file` of the private SSH key to sign with")
	return cmd
}

func (p *Process) snapshot(ctx context.Context, location, tenant, out, key string) error {
	now, err := p.instant("")
	if err != nil {
		return err
	}
	kept, err := openExisting(ctx, location, register.Options{ReadOnly: true, Tenant: tenant})
	if err != nil {
		return err
	}
	file, err := register.TakeSnapshot(ctx, kept, now)
	if err := errors.Join(err, kept.Close()); err != nil {
		return registerProblem(err)
	}
	if tenant != "" && len(file.Records.Tenants) == 0 {
		return problemf("No such tenant", "The register has no tenant %q. Nothing was written.", tenant)
	}
	content, err := file.Encode()
	if err != nil {
		return err
	}
	// An older signature is not of the new file.
	if err := os.Remove(out + signatureSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		return problemf("Snapshot not written", "%s.", words.UpperFirst(err.Error()))
	}
	if err := os.WriteFile(out, content, 0o600); err != nil {
		return problemf("Snapshot not written", "%s.", words.UpperFirst(err.Error()))
	}
	if key == "" {
		return nil
	}
	return p.signSnapshot(content, out+signatureSuffix, key)
}

const signatureSuffix = ".sig"

func (p *Process) signSnapshot(content []byte, out, key string) error {
	text, err := os.ReadFile(key)
	if err != nil {
		return problemf("No key", "%s.", words.UpperFirst(err.Error()))
	}
	signer, err := approval.ParseKey(text, func() ([]byte, error) { return p.passphrase(key) })
	if err != nil {
		return problemf("No key", "%s: %s.", key, err)
	}
	armored, err := approval.SignFor(approval.SnapshotNamespace, content, signer)
	if err != nil {
		return problemf("Not signed", "%s.", words.UpperFirst(err.Error()))
	}
	if err := os.WriteFile(out, []byte(armored), 0o644); err != nil {
		return problemf("Not signed", "%s.", words.UpperFirst(err.Error()))
	}
	return nil
}
