package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

type explainOptions struct {
	language language
	inputs   inputFlags
	config   string
	now      string
}

func newPolicyExplainCommand(p *Process) *cobra.Command {
	var options explainOptions
	cmd := &cobra.Command{
		Use:   "explain FILE[:NAME] PLAN|-",
		Short: "Say why policies did or did not apply to what is in a plan",
		Long: `Evaluate the policies of a file, or the one named, on everything in a plan that is
of a type which they are about: changes, data sources, providers, modules, outputs.
Each step is told: type, operation, filter, local values, and every condition with
the values that it looked at. Sensitive values are not shown.

The plan is the file that "terraform plan -out" wrote, or the output of "terraform
show -json". To decide whether a plan is allowed, use: nhi check`,
		Example: `  terraform plan -out=tfplan
  nhi policy explain policies/iam.policy.hcl tfplan
  nhi policy explain policies/iam.policy.hcl:no_wildcard_action tfplan`,
		Args: usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.explainPolicies(cmd.Context(), args[0], args[1], options)
		},
	}
	options.language.flags(cmd)
	options.inputs.register(cmd.Flags())
	cmd.Flags().StringVar(&options.config, "config", "", "`folder` of the configuration, to go with a plan in JSON")
	cmd.Flags().StringVar(&options.now, "now", "", "the `instant` that core::timestamp says, in RFC 3339")
	return cmd
}

func (p *Process) explainPolicies(ctx context.Context, which, plan string, options explainOptions) error {
	file, name := which, ""
	if at := strings.LastIndex(which, ":"); at >= 0 && !exists(which) {
		file, name = which[:at], which[at+1:]
	}
	set, err := policiesOf(file, options.language)
	if err != nil {
		return err
	}
	asked, err := askedFor(set, file, name)
	if err != nil {
		return err
	}
	inputs, err := options.inputs.read(p)
	if err != nil {
		return err
	}
	now, err := p.instant(options.now)
	if err != nil {
		return err
	}
	opened, err := p.openPlan(plan, options.config)
	if err != nil {
		return err
	}
	defer func() { _ = opened.Close() }() // it was only read
	explained, err := check.Explain(ctx, check.Request{
		Bundle: &bundle.Bundle{Policies: set}, Inputs: inputs, Plan: opened.Plan, Now: now,
	}, func(one *policy.Policy) bool { return slices.Contains(asked, one) })
	if diags, ok := errors.AsType[hcl.Diagnostics](err); ok {
		return &diagnosed{diags, set.Sources()}
	}
	if err != nil {
		return planProblem(err)
	}
	return writeExplained(p.Stdout, explained)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// policiesOf loads a policy file together with its directory, whose inputs it
// may read.
func policiesOf(name string, language language) (*policy.Set, error) {
	options, err := language.options()
	if err != nil {
		return nil, err
	}
	files, err := languageFiles(policyEnding, name)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, problemf("No policy files", "%s is no policy file: its name does not end in %s.", name, policyEnding)
	}
	siblings, err := siblingsOf(files)
	if err != nil {
		return nil, err
	}
	set, diags := policy.LoadAmong(files, siblings, options)
	if !diags.HasErrors() {
		return set, nil
	}
	sources := map[string][]byte{}
	for _, file := range files {
		sources[file.Path] = file.Bytes
	}
	return nil, &diagnosed{diags, sources}
}

// askedFor returns the policies of the file, or those of the name.
func askedFor(set *policy.Set, file, name string) ([]*policy.Policy, error) {
	var asked []*policy.Policy
	var names []string
	for _, one := range set.Policies() {
		if !strings.HasPrefix(one.File, strings.TrimSuffix(clean(file), "/")) {
			continue
		}
		names = append(names, one.Name)
		if name == "" || one.Name == name {
			asked = append(asked, one)
		}
	}
	if len(asked) == 0 {
		return nil, problemf("No such policy", "%s has no policy %q; it has %s.", file, name, strings.Join(names, ", "))
	}
	return asked, nil
}

func writeExplained(w io.Writer, explained check.Explained) error {
	var b strings.Builder
	for _, one := range explained.Explanations {
		trace := one.Trace
		happening := ""
		if one.Operation != "" {
			happening = fmt.Sprintf(" (%s)", one.Operation)
		}
		fmt.Fprintf(&b, "%s%s, policy %s\n", one.Address, happening, trace.Policy.Name)
		for _, step := range trace.Steps {
			writeStep(&b, step)
		}
		writeVerdict(&b, trace.Result)
		b.WriteString("\n")
	}
	if len(explained.Explanations) == 0 {
		b.WriteString("The plan has nothing of a type that the policy is about.\n")
	}
	if explained.Unrelated > 0 {
		fmt.Fprintf(&b, "Changes of other types: %d.\n", explained.Unrelated)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeStep(b *strings.Builder, step policy.Step) {
	const width = 10
	source := strings.ReplaceAll(strings.TrimSpace(step.Source), "\n", "\n"+strings.Repeat(" ", width+4))
	separator := ": "
	if step.Name == "filter" || step.Name == "enforce" || strings.HasPrefix(step.Name, "local.") {
		separator = "\n" + strings.Repeat(" ", width+4) + "= "
	}
	name := step.Name
	if len(name) > width {
		name += "\n" + strings.Repeat(" ", width+2)
	}
	fmt.Fprintf(b, "  %-*s  %s%s%s\n", width, name, source, separator, step.Text)
	for _, value := range step.Values {
		fmt.Fprintf(b, "%s%s = %s\n", strings.Repeat(" ", width+6), value.Expression, value.Text)
	}
}

func writeVerdict(b *strings.Builder, result policy.Result) {
	fmt.Fprintf(b, "  → %s\n", strings.ReplaceAll(string(result.Outcome), "_", " "))
	for _, enforce := range result.Enforce {
		for _, text := range []string{enforce.Message, enforce.Info} {
			if text != "" {
				fmt.Fprintf(b, "    %s\n", strings.ReplaceAll(text, "\n", "\n    "))
			}
		}
	}
	for _, diag := range result.Diagnostics {
		fmt.Fprintf(b, "    %s: %s\n", diag.Summary, diag.Detail)
	}
	for _, origin := range result.Origins {
		fmt.Fprintf(b, "    Not known before apply: %s\n", strings.TrimPrefix(origin.Address+"."+origin.Attribute, "."))
	}
}
