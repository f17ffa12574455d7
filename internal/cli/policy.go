package cli

import (
	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

func newPolicyCommand(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy",
		Short: "Validate, test and explain policies",
		Long: `Work with policies in the Terraform policy language: *.policy.hcl files, and
their tests in *.policytest.hcl files.`,
		Example: `  nhi policy validate policies
  nhi policy test policies`,
		Args:                       knownCommand,
		SuggestionsMinimumDistance: 2,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		newPolicyValidateCommand(p),
		newPolicyTestCommand(p),
		newPolicyExplainCommand(p),
	)
	return cmd
}

// language is which language policy files are written in.
type language struct {
	dialect string
	strict  bool
}

func (l *language) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&l.dialect, "dialect", "0.4", "version of the policy language: 0.1, 0.2, 0.3 or 0.4")
	cmd.Flags().BoolVar(&l.strict, "strict-dialect", false, "refuse what nhi adds to the language, so that the files run elsewhere too")
	complete(cmd, "dialect", "0.1", "0.2", "0.3", "0.4")
}

func (l *language) options() (policy.Options, error) {
	dialect, err := policy.ParseDialect(l.dialect)
	if err != nil {
		return policy.Options{}, problemf("Unknown dialect", "%s.", words.UpperFirst(err.Error()))
	}
	return policy.Options{Dialect: dialect, Strict: l.strict}, nil
}

// complete offers fixed values for a flag to the shell.
func complete(cmd *cobra.Command, flag string, values ...string) {
	// The only errors are a flag that does not exist and one that is
	// registered twice: a mistake here, which any test of the command finds.
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}
