package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/adopt"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

type adoptFlags struct {
	register string
	system   string
	tenant   string
	accounts []string
	out      string
	force    bool
	kind     string
	choices  adopt.Choices
}

func newAdoptCommand(p *Process) *cobra.Command {
	var flags adoptFlags
	cmd := &cobra.Command{
		Use:   "adopt --system KEY",
		Short: "Write the configuration for what a system has and no record says",
		Long: `Write Terraform configuration for what accounts hold in a system and no record of
the register says, to standard output or with --out to adopted_SYSTEM.tf in a
folder. Nothing is changed, in the register or in the system.

To apply the configuration records what is there: an identity for each account that
the register does not know, and an entitlement for each privilege. The system has
them already, so it is left as it is. There is nothing to import: a record of what
only the system has is made by applying. What the register has and no configuration
says is found by terraform query.

Secrets of the system are read from the environment variables that its record names.`,
		Example: "  nhi adopt --system acme/directory\n  nhi adopt --system acme/directory --account 'svc-*' --owner jane@acme.example --out .",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if flags.system == "" {
				return usageError(cmd, errors.New("say where to look: --system TENANT/NAME"))
			}
			flags.choices.Kind = governance.IdentityKind(flags.kind)
			if !slices.Contains(governance.IdentityKinds, flags.choices.Kind) {
				return problemf("No such kind", "--kind %q: the kinds of identities are %s.", flags.kind, strings.Join(identityKinds(), ", "))
			}
			return p.adopt(cmd.Context(), flags)
		},
	}
	registerFlag(cmd, &flags.register)
	f := cmd.Flags()
	f.StringVar(&flags.system, "system", "", "natural `key` of the system, such as acme/directory")
	f.StringVar(&flags.tenant, "tenant", "", "`slug` of the tenant whose accounts they are, for a shared system")
	f.StringArrayVar(&flags.accounts, "account", nil, "only accounts of this `name`, in which * is any run of characters; may be given several times")
	f.StringVar(&flags.out, "out", "", "`folder` to write into")
	f.BoolVar(&flags.force, "force", false, "replace a file that is there; what only it declares is destroyed by the next apply")
	f.StringVar(&flags.kind, "kind", string(governance.ServiceAccount), "`kind` of identities that the register does not know")
	f.StringVar(&flags.choices.Owner, "owner", "", "accountable `person` of those (default the owner of the tenant)")
	f.StringVar(&flags.choices.Environment, "environment", "production", "`environment` of those")
	f.BoolVar(&flags.choices.Sets, "sets", false, "write an entitlement set for each account, which declares all that it holds")
	complete(cmd, "kind", identityKinds()...)
	return cmd
}

func identityKinds() []string {
	kinds := make([]string, len(governance.IdentityKinds))
	for i, kind := range governance.IdentityKinds {
		kinds[i] = string(kind)
	}
	return kinds
}

func (p *Process) adopt(ctx context.Context, flags adoptFlags) error {
	held, where, err := p.whereToAdopt(ctx, flags)
	if err != nil {
		return err
	}
	tenant, err := whoseAccounts(held, where, flags.tenant)
	if err != nil {
		return err
	}
	found, err := p.unmanaged(ctx, held, where)
	if err != nil {
		return err
	}
	others := map[string]bool{}
	for _, i := range held.Identities {
		others[i.ID] = i.TenantID != tenant.ID
	}
	found = slices.DeleteFunc(found, func(u access.Unmanaged) bool {
		named := slices.ContainsFunc(flags.accounts, func(glob string) bool { return governance.MatchAddress(glob, u.Account) })
		return others[u.IdentityID] || !named && len(flags.accounts) > 0
	})
	if len(found) == 0 {
		fmt.Fprintf(p.Stderr, "There is nothing to adopt: a record says everything that %s has.\n", flags.system)
		return nil
	}
	if flags.choices.Owner == "" {
		flags.choices.Owner = tenant.Owner
	}
	content, counts := adopt.Configuration(held, where, tenant, found, flags.choices)
	file, err := p.writeAdopted(content, where.Name, flags)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Stderr, "Wrote %s: %d identities, %d entitlements, %d entitlement sets. Look at each owner, purpose and justification, mark what is privileged, and run terraform apply.\n",
		file, counts.Identities, counts.Entitlements, counts.Sets)
	return nil
}

// whereToAdopt is what the register holds, and the system that was named.
func (p *Process) whereToAdopt(ctx context.Context, flags adoptFlags) (held governance.Snapshot, where governance.System, err error) {
	kept, err := openRegister(ctx, p.registerLocation(flags.register))
	if err != nil {
		return held, where, err
	}
	where, err = kept.Systems().Find(ctx, flags.system)
	if err == nil {
		held, err = kept.Snapshot(ctx)
	}
	if err := errors.Join(err, kept.Close()); err != nil {
		return held, where, registerProblem(err)
	}
	if where.Kind == governance.SystemRecord {
		return held, where, problemf("Nothing to look at", "The system %s is of kind record: the register says what there is in it, and nothing else knows.", flags.system)
	}
	return held, where, nil
}

// whoseAccounts is the tenant of the accounts in a system.
func whoseAccounts(held governance.Snapshot, where governance.System, slug string) (governance.Tenant, error) {
	if where.Shared && slug == "" {
		return governance.Tenant{}, problemf("Whose accounts?", "The system is shared: it may have accounts of several tenants. Name the one to adopt accounts for with --tenant, and say which those are with --account.")
	}
	for _, tenant := range held.Tenants {
		if tenant.Slug == slug || !where.Shared && slug == "" && tenant.ID == where.TenantID {
			if where.Shared || tenant.ID == where.TenantID {
				return tenant, nil
			}
		}
	}
	return governance.Tenant{}, problemf("No such tenant", "The register has no tenant %q, or the system is another's.", slug)
}

// unmanaged is what the system has now and no record says.
func (p *Process) unmanaged(ctx context.Context, held governance.Snapshot, where governance.System) ([]access.Unmanaged, error) {
	reached, err := system.Open(ctx, where, p.getenv)
	if err != nil {
		return nil, systemProblem(where, err)
	}
	observed, err := reached.Observe(ctx)
	if err := errors.Join(err, reached.Close()); err != nil {
		return nil, systemProblem(where, err)
	}
	return access.UnmanagedIn(where, held, observed), nil
}

// systemProblem is an error of a system for people.
func systemProblem(where governance.System, err error) error {
	if told, ok := errors.AsType[*system.Error](err); ok {
		return &problem{words.UpperFirst(told.Summary.Error()), fmt.Sprintf("This is about the system %q. %s", where.Name, told.Detail)}
	}
	return err
}

// writeAdopted writes the configuration, and says where.
func (p *Process) writeAdopted(content []byte, name string, flags adoptFlags) (string, error) {
	if flags.out == "" {
		_, err := p.Stdout.Write(content)
		return "to standard output", err
	}
	path := filepath.Join(flags.out, "adopted_"+adopt.Identifier(name)+".tf")
	switch err := writeFile(path, content, flags.force); {
	case errors.Is(err, fs.ErrExist):
		return "", problemf("File exists", "%s is there already, and was left as it is: what only it declares would be destroyed. Give it another name, write elsewhere with --out, or replace it with --force.", path)
	case err != nil:
		return "", problemf("Not written", "%s.", words.UpperFirst(err.Error()))
	}
	return path, nil
}

// writeFile writes a file and the folder that it is in, and replaces one that is
// there when it may.
func writeFile(path string, content []byte, replace bool) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	how := os.O_EXCL
	if replace {
		how = os.O_TRUNC
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|how, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}
