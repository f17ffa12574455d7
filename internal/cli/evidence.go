package cli

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/format"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// evidenceCommand is `nhi evidence`.
type evidenceCommand struct {
	process    *Process
	bundle     bundleFlags
	register   string
	tenant     string
	from, to   string
	checkpoint string
	publicKey  string
	unproven   bool
	folder     string
	outputs    []string
}

func newEvidenceCommand(p *Process) *cobra.Command {
	c := &evidenceCommand{process: p}
	cmd := &cobra.Command{
		Use:   "evidence --tenant SLUG --from INSTANT",
		Short: "Make an auditor's package of what was decided, approved, reviewed and done in a period",
		Long: `Make a package for an auditor, of one tenant and one period: for each item of each
framework the controls that serve it, and for each control its policies, decisions,
violations, exceptions with their approvals verified again, variations, reviews that
were due and what came of them, uses of break-glass access, what was carried out,
and plainly what is missing.

All of it is derived from the audit log, as it was at the end of the period, and
each fact names its entry, which is in the package with a proof that it is in the
log. The package can be verified without the register: nhi evidence verify. The same
register, period, policies and checkpoint make the same package, byte for byte.

Exit codes: 0 the package is made, with gaps or without, 1 it could not be made,
2 it is made, and there is nothing in it.`,
		Example: `  nhi audit checkpoint --key audit.key > checkpoint.txt
  nhi evidence --tenant acme --from 2026-01-01T00:00:00Z --to 2026-04-01T00:00:00Z \
    --policies policies --checkpoint checkpoint.txt --public-key audit.key.pub --out acme-2026-q1
  nhi evidence --tenant acme --from 2026-10-01T00:00:00Z -o text -o html=acme.html`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.run(cmd) },
	}
	c.bundle.flags(cmd)
	flags := cmd.Flags()
	registerFlag(cmd, &c.register)
	flags.StringVar(&c.tenant, "tenant", "", "`slug` of the tenant, or its id, which finds one that is gone")
	flags.StringVar(&c.from, "from", "", "`instant` at which the period begins, RFC 3339")
	flags.StringVar(&c.to, "to", "", "`instant` at which it ends, which is no part of it (default $"+envNow+", or now)")
	flags.StringVar(&c.checkpoint, "checkpoint", "", "`file` of the signed checkpoint to prove against (default the log as it is, which nobody signed)")
	flags.StringVar(&c.publicKey, "public-key", "", "`file` of the public key that verifies it")
	flags.BoolVar(&c.unproven, "without-proofs", false, "make a package without proofs, which says so: for a role that reaches one tenant alone")
	flags.StringVar(&c.folder, "out", "", "`folder` to write a file of each format to")
	flags.StringArrayVarP(&c.outputs, "output", "o", nil, "`format` ("+strings.Join(evidenceFormats(), ", ")+") or format=file; may be given several times (default text)")
	complete(cmd, "output", evidenceFormats()...)
	cmd.AddCommand(newEvidenceVerify(p))
	return cmd
}

func evidenceFormats() []string { return slices.Sorted(maps.Keys(format.Formats)) }

func (c *evidenceCommand) run(cmd *cobra.Command) error {
	period, err := c.period(cmd)
	if err != nil {
		return err
	}
	places, err := c.places(cmd)
	if err != nil {
		return err
	}
	b, err := c.bundle.load(c.process, true)
	if err != nil {
		return err
	}
	source := evidence.Source{
		Tool: decision.Tool{Name: "nhi", Version: c.process.Version}, Period: period,
		Bundle:   decision.Bundle{Digest: b.Digest, Policies: len(b.Policies.Policies()), Controls: len(b.Controls)},
		Controls: controlsOf(b), Signers: signersOf(b),
	}
	if err := c.read(cmd.Context(), &source); err != nil {
		return err
	}
	derived, err := evidence.Derive(source)
	if err != nil {
		return problemf("Evidence cannot be derived", "%s. Run nhi audit verify.", words.UpperFirst(err.Error()))
	}
	sealed, err := evidence.Seal(derived)
	if err != nil {
		return err
	}
	for _, place := range places {
		if err := place.write(c.process, sealed); err != nil {
			return problemf("Evidence cannot be written", "%s.", words.UpperFirst(err.Error()))
		}
	}
	if derived.Summary.Empty() {
		return exitCode(2)
	}
	return nil
}

func (c *evidenceCommand) period(cmd *cobra.Command) (period evidence.Period, err error) {
	switch {
	case c.tenant == "":
		return period, usageError(cmd, errors.New("say whose evidence: --tenant SLUG"))
	case c.from == "":
		return period, usageError(cmd, errors.New("say from when on: --from 2026-01-01T00:00:00Z"))
	case (c.checkpoint == "") != (c.publicKey == ""):
		return period, usageError(cmd, errors.New("a checkpoint is verified with the key that signed it: give --checkpoint and --public-key"))
	case c.checkpoint != "" && c.unproven:
		return period, usageError(cmd, errors.New("without proofs there is nothing that a checkpoint could prove: leave out --checkpoint or --without-proofs"))
	}
	now, err := c.process.instant("")
	if err != nil {
		return period, err
	}
	period.To = now
	for _, flag := range []struct {
		name, text string
		into       *time.Time
	}{{"--from", c.from, &period.From}, {"--to", c.to, &period.To}} {
		if flag.text == "" {
			continue
		}
		if *flag.into, err = governance.ParseInstant(flag.text); err != nil {
			return period, problemf("Not an instant", "%s: %s.", flag.name, err)
		}
	}
	if err := period.Validate(); err != nil {
		return period, problemf("No period", "%s.", words.UpperFirst(err.Error()))
	}
	if period.To.After(now) {
		return period, problemf("The period is not over", "It ends at %s, and now it is %s: what is still to come is evidence of nothing. Let it end now, which is the default, or make the package later.", period.To.Format(time.RFC3339), now.Format(time.RFC3339))
	}
	return period, nil
}

// read reads the tenant's part of the log, with proofs.
func (c *evidenceCommand) read(ctx context.Context, source *evidence.Source) error {
	var size int64
	if c.checkpoint != "" {
		tree, err := readCheckpoint(c.checkpoint, c.publicKey)
		if err != nil {
			return err
		}
		signed, err := os.ReadFile(c.checkpoint)
		if err != nil {
			return unreadable(c.checkpoint, err)
		}
		size, source.Log.Checkpoint, source.Log.Root = tree.N, string(signed), tree.Hash
	}
	kept, err := openRegister(ctx, c.process.registerLocation(c.register))
	if err != nil {
		return err
	}
	defer kept.Close()
	// One that is gone still has its entries, by its id.
	found, missing := kept.Tenants().Find(ctx, c.tenant)
	source.TenantID = found.ID
	if missing != nil {
		source.TenantID = c.tenant
	}
	err = c.entries(ctx, kept.Log(), source, size)
	switch {
	case err != nil:
		return err
	case missing != nil && !slices.ContainsFunc(source.Log.Entries, func(e evidence.Entry) bool { return strings.Contains(e.Entry, `"tenant_id":"`+c.tenant+`"`) }):
		return registerProblem(missing)
	}
	return nil
}

// entries reads the tenant's entries, and those about shared systems.
func (c *evidenceCommand) entries(ctx context.Context, log register.Log, source *evidence.Source, size int64) error {
	filter := register.Filter{TenantID: source.TenantID, Shared: true}
	if c.unproven {
		entries, err := log.Entries(ctx, filter)
		if err != nil {
			return registerProblem(err)
		}
		source.Log.Unproven = "it was made without access to the whole log, by --without-proofs. Whoever owns the register makes one with proofs."
		for _, e := range entries {
			source.Log.Entries = append(source.Log.Entries, evidence.Entry{Sequence: e.Sequence, Entry: e.Text()})
		}
		return nil
	}
	proofs, tree, err := log.Proofs(ctx, filter, size)
	switch {
	case errors.Is(err, register.ErrDenied):
		return problemf("Nothing can be proven", "Proofs are against the log of all tenants, and this role does not read that. Make the package as the owner of the register, or with --without-proofs, which the package then says.")
	case err != nil:
		return registerProblem(err)
	case size > 0 && tree.Hash != source.Log.Root:
		return problemf("The log is not that of the checkpoint", "The first %d entries of the log are not those that the checkpoint is of: some were edited, inserted or dropped since, or this is another register. Run nhi audit verify --checkpoint %s --public-key %s.", size, c.checkpoint, c.publicKey)
	}
	source.Log.Size, source.Log.Root = tree.N, tree.Hash
	for _, proof := range proofs {
		source.Log.Entries = append(source.Log.Entries, evidence.Entry{Sequence: proof.Sequence, Entry: proof.Entry, Hashes: proof.Hashes})
	}
	if size == 0 {
		return nil
	}
	newer, err := log.Entries(ctx, register.Filter{TenantID: source.TenantID, From: size})
	if err != nil {
		return registerProblem(err)
	}
	if i := slices.IndexFunc(newer, func(e register.Entry) bool { return e.At.Before(source.Period.To) }); i >= 0 {
		return problemf("The checkpoint is too old", "Entry %d is of the period, and the checkpoint is of the first %d entries alone. Make a newer one with nhi audit checkpoint, or let the period end before %s.", newer[i].Sequence, size, newer[i].At.Format(time.RFC3339))
	}
	return nil
}

// controlsOf is what the controls of a bundle say, with the types of their
// policies.
func controlsOf(b *bundle.Bundle) []evidence.Control {
	var policies []evidence.Policy
	for _, p := range b.Policies.Policies() {
		policies = append(policies, evidence.Policy{Name: p.Name, Kind: string(p.Kind), Type: p.Type})
	}
	controls := make([]evidence.Control, len(b.Controls))
	for i, c := range b.Controls {
		controls[i] = evidence.NewControl(c, policies)
	}
	return controls
}

// signersOf is every allowed_signers file of a bundle, one after the other.
func signersOf(b *bundle.Bundle) string {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(b.Sources)) {
		if path.Base(filepath.ToSlash(name)) == bundle.AllowedSigners {
			text.Write(b.Sources[name])
			text.WriteString("\n")
		}
	}
	return text.String()
}

// place is where one format of a package goes to.
type place struct {
	format string
	file   string // empty for standard output
}

func (p place) write(process *Process, sealed evidence.Package) error {
	write := format.Formats[p.format].Write
	if p.file == "" {
		return write(process.Stdout, sealed)
	}
	return toFile(p.file, func(w io.Writer) error { return write(w, sealed) })
}

// places refuses what could not be written before any work is done.
func (c *evidenceCommand) places(cmd *cobra.Command) (places []place, err error) {
	if c.folder != "" {
		if err := os.MkdirAll(c.folder, 0o755); err != nil {
			return nil, problemf("Evidence cannot be written", "%s.", words.UpperFirst(err.Error()))
		}
		for _, name := range evidenceFormats() {
			places = append(places, place{name, filepath.Join(c.folder, format.Formats[name].File)})
		}
	}
	outputs := c.outputs
	if len(outputs) == 0 && c.folder == "" {
		outputs = []string{"text"}
	}
	for _, output := range outputs {
		name, file, toFile := strings.Cut(output, "=")
		if _, known := format.Formats[name]; !known {
			return nil, usageError(cmd, errors.New("--output "+output+": the formats are "+strings.Join(evidenceFormats(), ", ")))
		}
		if toFile && file == "" {
			return nil, usageError(cmd, errors.New("--output "+output+" names no file"))
		}
		if slices.ContainsFunc(places, func(p place) bool { return p.file == file }) {
			return nil, usageError(cmd, errors.New("--output: two formats cannot go to the same place; write one to a file, as in -o json=evidence.json"))
		}
		places = append(places, place{name, file})
	}
	return places, nil
}
