package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
)

func newBreakGlassCommand(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "break-glass",
		Short: "Use emergency access, end it, and see who uses it",
		Long: `Break-glass access is recorded and approved before the emergency, as the resource
nhi_break_glass. One of its activators gets it with a signature, for as long as it
allows at most. It ends by itself, and its use is reviewed.

Whose key it is says allowed_signers in the policies, for the namespace
` + approval.ActivationNamespace + `.`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newBreakGlassActivate(p), newBreakGlassEnd(p), newBreakGlassList(p))
	return cmd
}

// accessJSON is break-glass access as nhi break-glass list prints it.
type accessJSON struct {
	ID          string                     `json:"id"`
	Access      string                     `json:"access"` // natural key
	Tenant      string                     `json:"tenant"` // slug
	Status      governance.ExceptionStatus `json:"status"` // by the policies; without them as last carried out
	Problems    []string                   `json:"problems"`
	Activators  []string                   `json:"activators"`
	MaxDuration governance.Period          `json:"max_duration"`
	Activation  *governance.Activation     `json:"activation"` // that is open; null for none
}

func newBreakGlassList(p *Process) *cobra.Command {
	var flags governedFlags
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List emergency access, whether it may be activated, and who uses it now",
		Example: "  nhi break-glass list --tenant acme --policies policies",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.look(cmd, &flags, func(g *governed) error {
				all := []accessJSON{}
				for _, b := range g.held.BreakGlass {
					all = append(all, g.accessJSON(b, len(flags.policies) > 0))
				}
				if flags.json {
					return p.printJSON(map[string][]accessJSON{"break_glass": all})
				}
				return p.accessTable(all)
			})
		},
	}
	flags.flags(cmd)
	return cmd
}

func (g *governed) accessJSON(b governance.BreakGlass, judged bool) accessJSON {
	standing := governance.Standing{Status: b.Status}
	slug := g.key(governance.KindTenant, b.TenantID)
	if judged {
		standing = g.bundle.StandBreakGlass(b, slug, g.now)
	}
	return accessJSON{
		ID: b.ID, Access: g.key(governance.KindBreakGlass, b.ID), Tenant: slug, Status: standing.Status, Problems: append([]string{}, standing.Problems...),
		Activators: b.Activators, MaxDuration: b.MaxDuration, Activation: g.activation(b.ID),
	}
}

// activation is the one of an access that nobody has ended yet.
func (g *governed) activation(accessID string) *governance.Activation {
	for i := range g.held.Activations {
		if a := &g.held.Activations[i]; a.BreakGlassID == accessID && a.EndedAt.IsZero() {
			return a
		}
	}
	return nil
}

// accessTable prints accesses for people, what is in use in red on a terminal.
func (p *Process) accessTable(all []accessJSON) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(p.Stdout, "No break-glass access is recorded.")
		return err
	}
	rows := [][]string{{"ACCESS", "STATUS", "AT MOST", "ACTIVATORS", "IN USE"}}
	marked := make([]bool, len(all)+1)
	for i, a := range all {
		use := "no"
		if a.Activation != nil {
			use = fmt.Sprintf("by %s until %s", a.Activation.Activator, a.Activation.EndsAt.Format(time.RFC3339))
			marked[i+1] = true
		}
		rows = append(rows, []string{printable(a.Access), string(a.Status), a.MaxDuration.String(), printable(strings.Join(a.Activators, ", ")), printable(use)})
	}
	return p.table(rows, marked)
}

// access finds break-glass access by its id or key.
func (g *governed) access(ctx context.Context, name string) (governance.BreakGlass, error) {
	b, err := g.BreakGlass().Find(ctx, name)
	return b, registerProblem(err)
}

// carryOut lets what follows from an activation be done in its system at once, and
// returns what came of it: the record, and why it was not done, as sentences. What
// else is the matter with the tenant, such as another system that does not answer,
// is nothing to it.
func (p *Process) carryOut(ctx context.Context, g *governed, id string) (a governance.Activation, problems []string, err error) {
	r := p.reconciler(g.Register, g.bundle, g.now)
	var in string // the system
	r.Only = func(due lifecycle.Action) bool {
		own := due.SubjectKind == governance.KindActivation && due.SubjectID == id
		if own {
			in = due.System
		}
		return own
	}
	a, err = g.Activations().Get(ctx, id)
	if err != nil {
		return a, nil, registerProblem(err)
	}
	results, err := r.Run(ctx, a.TenantID)
	if err != nil {
		return a, nil, registerProblem(err)
	}
	for _, result := range results {
		if result.Elsewhere {
			problems = append(problems, "Another worker has the tenant just now, and carries it out when it comes to it.")
		}
		for _, problem := range result.Problems {
			if problem.System == "" || problem.System == in {
				problems = append(problems, problem.Text)
			}
		}
	}
	a, err = g.Activations().Get(ctx, id)
	return a, problems, registerProblem(err)
}
