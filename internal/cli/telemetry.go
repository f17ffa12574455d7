package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
	"go.opentelemetry.io/otel/attribute"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/telemetry"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// beginTelling tells a collector of the command, where there is one. What keeps it
// from that is a warning: a check is not to fail because nobody watches.
func (p *Process) beginTelling(cmd *cobra.Command) {
	ctx, stop, err := telemetry.Start(cmd.Context(), cmd.CommandPath(), p.Version, p.getenv)
	p.warnUntold(err)
	cmd.SetContext(ctx)
	p.stopTelling = stop
}

// tellOf says how the command ended. That a plan is denied is an answer, and no error.
func (p *Process) tellOf(err error) {
	if p.stopTelling == nil {
		return
	}
	if _, answered := errors.AsType[exitCode](err); answered {
		err = nil
	}
	p.warnUntold(p.stopTelling(err))
}

func (p *Process) warnUntold(err error) {
	if err != nil {
		p.warn("No telemetry. " + words.UpperFirst(err.Error()) + ".")
	}
}

// countVerdicts tells how many verdicts of each kind a check came to.
func countVerdicts(ctx context.Context, s decision.Summary) {
	for verdict, n := range map[decision.Verdict]int{
		decision.Pass: s.Pass, decision.Fail: s.Fail, decision.Undecided: s.Undecided, decision.Waived: s.Waived, decision.Error: s.Error,
	} {
		telemetry.Count(ctx, "nhi.check.verdicts", int64(n), attribute.String("nhi.verdict", string(verdict)))
	}
}

// countDue tells how many actions of each kind were due.
func countDue(ctx context.Context, actions []lifecycle.Action) {
	for _, a := range actions {
		if !a.Told {
			telemetry.Count(ctx, "nhi.reconcile.due", 1, attribute.String("nhi.action", string(a.Kind)))
		}
	}
}
