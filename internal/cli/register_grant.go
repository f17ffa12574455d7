package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

func newRegisterGrant(p *Process) *cobra.Command {
	var location, tenant, role string
	cmd := &cobra.Command{
		Use:   "grant --tenant SLUG --role ROLE",
		Short: "Let a PostgreSQL role read and write one tenant",
		Long: `Let a PostgreSQL role read and write the records of one tenant, and read shared
systems; row-level security keeps it there, whatever SQL it is given. The role is
created without the right to log in where there is none of that name: give it to
those who log in (GRANT acme_ci TO pipeline), or let it (ALTER ROLE acme_ci LOGIN).

Only the owner of the register can grant. A role that no row-level security would
hold is refused: a superuser, the owner, or a member of either.`,
		Example: "  nhi register grant --tenant acme --role acme_ci",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if tenant == "" || role == "" {
				return usageError(cmd, errors.New("say whose records, and for whom: --tenant SLUG --role ROLE"))
			}
			if err := register.Grant(cmd.Context(), p.registerLocation(location), register.Options{}, role, tenant); err != nil {
				return registerProblem(err)
			}
			fmt.Fprintf(p.Stderr, "The role %s reaches tenant %s, and no other.\n", role, tenant)
			return nil
		},
	}
	registerFlag(cmd, &location)
	cmd.Flags().StringVar(&tenant, "tenant", "", "`slug` of the tenant, which need not be recorded yet")
	cmd.Flags().StringVar(&role, "role", "", "`name` of the role")
	return cmd
}

func newRegisterRevoke(p *Process) *cobra.Command {
	var location, role string
	cmd := &cobra.Command{
		Use:     "revoke --role ROLE",
		Short:   "Take from a PostgreSQL role what was granted to it",
		Long:    "Take from a PostgreSQL role what nhi register grant gave it. The role itself stays.",
		Example: "  nhi register revoke --role acme_ci",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if role == "" {
				return usageError(cmd, errors.New("say from whom: --role ROLE"))
			}
			if err := register.Revoke(cmd.Context(), p.registerLocation(location), register.Options{}, role); err != nil {
				return registerProblem(err)
			}
			fmt.Fprintf(p.Stderr, "The role %s reaches no tenant.\n", role)
			return nil
		},
	}
	registerFlag(cmd, &location)
	cmd.Flags().StringVar(&role, "role", "", "`name` of the role")
	return cmd
}
