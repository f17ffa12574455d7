package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// replayCommand is `nhi replay`.
type replayCommand struct {
	process     *Process
	directories []string
	inputs      inputFlags
	plan        string
}

func newReplayCommand(p *Process) *cobra.Command {
	c := &replayCommand{process: p}
	cmd := &cobra.Command{
		Use:   "replay RECEIPT --plan PLAN --policies DIR",
		Short: "Come to a decision again, and prove that it is the same",
		Long: `Check a plan again as a receipt says it was checked: at the same instant, with the
same options, inputs and facts of the register, which the receipt holds, and by
the same policies. The decision must come out the same, byte for byte.

Values of sensitive inputs are not in a receipt; give them again with --input.

Exit codes: 0 the same decision, 1 it cannot be told, as when the plan or the
policies are not those of the receipt, 2 another decision.`,
		Example: `  nhi replay receipt.json --plan tfplan --policies policies`,
		Args:    usage(cobra.ExactArgs(1)),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0]) },
	}
	c.inputs.register(cmd.Flags())
	cmd.Flags().StringArrayVarP(&c.directories, "policies", "p", nil, "`folder` of policies and controls; may be given several times")
	cmd.Flags().StringVar(&c.plan, "plan", "", "the plan `file`")
	return cmd
}

func (c *replayCommand) run(ctx context.Context, file string) error {
	if c.plan == "" {
		return problemf("No plan", "Say which plan to check again: --plan FILE, the one that the receipt is of.")
	}
	r, content, signature, err := readReceipt(file)
	if err != nil {
		return err
	}
	language := language{r.Options.Dialect, r.Options.StrictDialect}
	b, err := (&bundleFlags{c.directories, language}).load(c.process, true)
	if err != nil {
		return err
	}
	request, err := c.request(r, b)
	if err != nil {
		return err
	}
	again, err := c.decide(ctx, r, request)
	if err != nil {
		return err
	}
	return c.tell(r, again, signedBy(b, content, signature, r.Decision.Instant))
}

// request makes the request anew that the receipt is of.
func (c *replayCommand) request(r decision.Receipt, b *bundle.Bundle) (check.Request, error) {
	request := check.Request{
		Bundle: b, Tenant: r.Options.Tenant, Now: r.Decision.Instant, Undecided: check.Undecided(r.Options.Undecided),
		MaxTenants: r.Options.MaxTenants, Ring: r.Decision.Ring, DriftOnly: r.Options.DriftOnly, Passes: r.Options.Passes,
		Workers: runtime.GOMAXPROCS(0),
	}
	if b.Digest != r.Decision.Bundle.Digest {
		return request, problemf("Other policies", "The decision was made by a bundle with the digest %s, and this one has %s. Give the folder as it was, for instance from the commit of the time.", r.Decision.Bundle.Digest, b.Digest)
	}
	if err := json.Unmarshal(r.Facts, &request.Facts); err != nil {
		return request, problemf("Receipt cannot be read", "The facts in the receipt are none of a register.")
	}
	var err error
	request.Inputs, err = c.given(r)
	return request, err
}

// given are the values of inputs that the receipt has, and for sensitive ones
// those of the command line.
func (c *replayCommand) given(r decision.Receipt) (policy.InputValues, error) {
	typed, err := c.inputs.read(c.process)
	if err != nil {
		return nil, err
	}
	values := policy.InputValues{}
	for _, name := range slices.Sorted(maps.Keys(r.Inputs)) {
		input := r.Inputs[name]
		value := policy.InputValue{Source: "The receipt"}
		switch {
		case input.Sensitive:
			given, ok := typed[name]
			if !ok {
				return nil, problemf("Input missing", "The value of the sensitive input %q is not in the receipt. Give it with --input %s=VALUE or an input file.", name, name)
			}
			value = given
		case input.Text != nil:
			value.Value, value.Literal = cty.StringVal(*input.Text), true
		default:
			typ, err := ctyjson.ImpliedType(input.Value)
			if err == nil {
				value.Value, err = ctyjson.Unmarshal(input.Value, typ)
			}
			if err != nil {
				return nil, problemf("Receipt cannot be read", "Its value of the input %q is none.", name)
			}
		}
		values[name] = value
	}
	return values, nil
}

// decide comes to the decision again. The program and the plan's path are those
// of the receipt, because they had no part in it.
func (c *replayCommand) decide(ctx context.Context, r decision.Receipt, request check.Request) (decision.Decision, error) {
	input, err := c.process.openPlan(c.plan, r.Options.Config)
	if err != nil {
		return decision.Decision{}, err
	}
	defer func() { _ = input.Close() }() // it was only read
	request.Plan = input.Plan
	d, _, err := check.Run(ctx, request)
	if err != nil {
		return d, checkProblem(err, request.Bundle, request.Plan)
	}
	if digest := input.digest(); digest != r.Decision.Input.Digest {
		return d, problemf("Another plan", "The decision is of a plan with the digest %s, and %s has %s.", r.Decision.Input.Digest, c.plan, digest)
	}
	d.Tool, d.Input.Kind, d.Input.Path, d.Input.Digest = r.Decision.Tool, r.Decision.Input.Kind, r.Decision.Input.Path, r.Decision.Input.Digest
	if r.Warning != "" {
		d.Warnings = append(d.Warnings, r.Warning)
	}
	return d, nil
}

// signedBy says whether somebody vouches for the receipt.
func signedBy(b *bundle.Bundle, content []byte, signature string, at time.Time) string {
	if signature == "" {
		return "Nobody signed the receipt."
	}
	signer, err := approval.Signer(content, signature, b.ReceiptSigners, at)
	if err != nil {
		return fmt.Sprintf("The receipt's signature does not count: %s.", err)
	}
	return fmt.Sprintf("The receipt is signed by %s.", signer)
}

func (c *replayCommand) tell(r decision.Receipt, again decision.Decision, signed string) error {
	before, err := marshal(r.Decision)
	if err != nil {
		return err
	}
	after, err := marshal(again)
	if err != nil {
		return err
	}
	same := bytes.Equal(before, after)
	var text strings.Builder
	if same {
		fmt.Fprintf(&text, "Replayed: the same decision, byte for byte: %s, at %s.\n", again.Outcome, again.Instant.Format(time.RFC3339))
	} else {
		fmt.Fprintf(&text, "Replayed: another decision than the receipt's.\n")
		for _, difference := range differences(before, after) {
			fmt.Fprintf(&text, "  %s\n", difference)
		}
	}
	fmt.Fprintln(&text, signed)
	if r.Decision.Tool.Version != c.process.Version {
		fmt.Fprintf(&text, "It was made by nhi %s, and replayed by %s.\n", r.Decision.Tool.Version, c.process.Version)
	}
	if _, err := fmt.Fprint(c.process.Stdout, text.String()); err != nil {
		return err
	}
	if !same {
		return exitCode(decision.Deny.ExitCode())
	}
	return nil
}

// maxDifferences is how many are told: the first few show what it is about.
const maxDifferences = 20

// differences names the members in which two decisions differ.
func differences(before, after []byte) []string {
	var a, b any
	if json.Unmarshal(before, &a) != nil || json.Unmarshal(after, &b) != nil {
		return nil // both were just written
	}
	var found []string
	compare("", a, b, func(path string, a, b any) {
		found = append(found, fmt.Sprintf("%s: %s, and now %s", path, shown(a), shown(b)))
	})
	if more := len(found) - maxDifferences; more > 0 {
		found = append(found[:maxDifferences], fmt.Sprintf("and %d more", more))
	}
	return found
}

func shown(value any) string {
	content, err := json.Marshal(value)
	if err != nil || value == nil {
		return "nothing"
	}
	return string(content)
}

func compare(path string, a, b any, differ func(path string, a, b any)) {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok {
			break
		}
		names := maps.Clone(a)
		maps.Copy(names, b)
		for _, name := range slices.Sorted(maps.Keys(names)) {
			compare(strings.TrimPrefix(path+"."+name, "."), a[name], b[name], differ)
		}
		return
	case []any:
		b, ok := b.([]any)
		if !ok {
			break
		}
		for i := range max(len(a), len(b)) {
			compare(fmt.Sprintf("%s[%d]", path, i), at(a, i), at(b, i), differ)
		}
		return
	}
	if shown(a) != shown(b) {
		differ(path, a, b)
	}
}

func at(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nil
}
