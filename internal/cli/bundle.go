package cli

import (
	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/baseline"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// bundleFlags say which policies and controls a command works with.
type bundleFlags struct {
	directories []string
	language    language
}

func (f *bundleFlags) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&f.directories, "policies", "p", nil, "`folder` of policies and controls, or "+baseline.Name+", the one used when none is given; may be given several times")
	f.language.flags(cmd)
}

// load reads the folders, or the baseline when none is given. Warnings about
// them are printed, unless quiet.
func (f *bundleFlags) load(p *Process, quiet bool) (*bundle.Bundle, error) {
	directories := f.directories
	if len(directories) == 0 {
		directories = []string{baseline.Name}
	}
	options, err := f.language.options()
	if err != nil {
		return nil, err
	}
	folders, err := bundleFolders(directories)
	if err != nil {
		return nil, err
	}
	b, diags := bundle.LoadWith(options, folders...)
	if diags.HasErrors() {
		return nil, &diagnosed{diags, b.Sources}
	}
	if !quiet && len(diags) > 0 {
		writeDiagnostics(p.Stderr, diags, b.Sources)
	}
	return b, nil
}

func bundleFolders(names []string) ([]bundle.Directory, error) {
	folders, err := baseline.Folders(names...)
	if err != nil {
		return nil, problemf("Unknown bundle", "%s. Name it, or a folder of *%s files.", words.UpperFirst(err.Error()), bundle.PolicySuffix)
	}
	return folders, nil
}
