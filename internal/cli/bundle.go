package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
)

// bundleFlags say which policies and controls a command works with.
type bundleFlags struct {
	directories []string
	language    language
}

func (f *bundleFlags) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&f.directories, "policies", "p", nil, "`folder` of policies and controls; may be given several times")
	f.language.flags(cmd)
}

// load reads the folders. Warnings about them are printed, unless quiet.
func (f *bundleFlags) load(p *Process, quiet bool) (*bundle.Bundle, error) {
	if len(f.directories) == 0 {
		return nil, problemf("No policies given", "Say by which policies to check: --policies DIR, the folder of your *%s files.", bundle.PolicySuffix)
	}
	options, err := f.language.options()
	if err != nil {
		return nil, err
	}
	b, diags := bundle.LoadWith(options, bundleFolders(f.directories)...)
	if diags.HasErrors() {
		return nil, &diagnosed{diags, b.Sources}
	}
	if !quiet && len(diags) > 0 {
		writeDiagnostics(p.Stderr, diags, b.Sources)
	}
	return b, nil
}

func bundleFolders(names []string) []bundle.Directory {
	folders := make([]bundle.Directory, len(names))
	for i, name := range names {
		folders[i] = bundle.Directory{Name: filepath.ToSlash(name), FS: os.DirFS(name)}
	}
	return folders
}
