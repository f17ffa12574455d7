package cli

import (
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

type validateOptions struct {
	language language
	policies []string
	schema   string
	json     bool
}

func newPolicyValidateCommand(p *Process) *cobra.Command {
	var options validateOptions
	cmd := &cobra.Command{
		Use:   "validate PATH...",
		Short: "Check that policy files follow the rules of the language",
		Long: `Check *.policy.hcl files, and all below the directories given, against the rules of
the Terraform policy language. Every error is reported at once, with its place.

With --schema, resource types and attribute names must exist in the schemas of the
providers, which "terraform providers schema -json" writes.

Exits 0 when the files are valid, and 1 otherwise. Warnings do not change that.`,
		Example: `  nhi policy validate policies
  terraform providers schema -json >schemas.json && nhi policy validate --schema schemas.json policies`,
		RunE: func(_ *cobra.Command, paths []string) error {
			paths = slices.Concat(paths, options.policies)
			if len(paths) == 0 {
				return problemf("Wrong usage", "Say which policies to validate: nhi policy validate PATH...")
			}
			return p.validatePolicies(paths, options)
		},
	}
	cmd.Flags().StringArrayVar(&options.policies, "policies", nil, "`path` of policies, beside those given; may be given several times")
	options.language.flags(cmd)
	cmd.Flags().StringVar(&options.schema, "schema", "", "`file` of provider schemas that types and attributes must exist in")
	cmd.Flags().BoolVar(&options.json, "json", false, "print one JSON object")
	return cmd
}

func (p *Process) validatePolicies(paths []string, options validateOptions) error {
	settings, err := options.language.options()
	if err != nil {
		return err
	}
	if options.schema != "" {
		if settings.Schemas, err = readSchemas(options.schema); err != nil {
			return err
		}
	}
	files, err := languageFiles(policyEnding, paths...)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return problemf("No policy files", "There is no file whose name ends in %s at the paths given, so nothing was validated.", policyEnding)
	}
	found, err := validate(files, settings)
	if err != nil {
		return err
	}
	switch {
	case options.json:
		err = found.json(p.Stdout)
	case found.diags.HasErrors():
		writeDiagnostics(p.Stderr, found.diags, found.sources)
	default:
		if len(found.diags) > 0 {
			writeDiagnostics(p.Stderr, found.diags, found.sources)
		}
		_, err = fmt.Fprintf(p.Stdout, "Valid: %d policies in %d files.\n", found.policies, found.files)
	}
	if err == nil && found.diags.HasErrors() {
		return exitCode(1)
	}
	return err
}

// validation is what is to be said of policy files.
type validation struct {
	files, policies int
	diags           hcl.Diagnostics
	sources         map[string][]byte
}

// validate loads files together with the others of their directories, whose
// inputs they may read, and keeps what is about the files asked for. So a commit
// hook may name just the files that changed.
func validate(files []policy.File, settings policy.Options) (validation, error) {
	v := validation{files: len(files), sources: map[string][]byte{}}
	wanted := map[string]bool{}
	for _, file := range files {
		v.sources[file.Path] = file.Bytes
		wanted[file.Path] = true
	}
	siblings, err := siblingsOf(files)
	if err != nil {
		return v, err
	}
	set, diags := policy.LoadAmong(files, siblings, settings)
	v.diags = diags
	if set != nil {
		for _, one := range set.Policies() {
			if wanted[one.File] {
				v.policies++
			}
		}
	}
	return v, nil
}

func readSchemas(name string) (*schema.Providers, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer file.Close()
	schemas, err := schema.Parse(file)
	if err != nil {
		return nil, problemf("Not provider schemas", "%s: %s. Write them with: terraform providers schema -json >%s", name, err, name)
	}
	return schemas, nil
}

// json prints the result as "terraform validate -json" does.
func (v validation) json(w io.Writer) error {
	type position struct {
		Line   int `json:"line"`
		Column int `json:"column"`
		Byte   int `json:"byte"`
	}
	type place struct {
		Filename string   `json:"filename"`
		Start    position `json:"start"`
		End      position `json:"end"`
	}
	type diagnostic struct {
		Severity string `json:"severity"`
		Summary  string `json:"summary"`
		Detail   string `json:"detail"`
		Range    *place `json:"range,omitempty"`
	}
	out := struct {
		Valid       bool         `json:"valid"`
		Files       int          `json:"files"`
		Policies    int          `json:"policies"`
		Errors      int          `json:"error_count"`
		Warnings    int          `json:"warning_count"`
		Diagnostics []diagnostic `json:"diagnostics"`
	}{Valid: !v.diags.HasErrors(), Files: v.files, Policies: v.policies, Diagnostics: []diagnostic{}}
	for _, diag := range v.diags {
		one := diagnostic{Severity: "error", Summary: diag.Summary, Detail: diag.Detail}
		if diag.Severity == hcl.DiagWarning {
			one.Severity = "warning"
			out.Warnings++
		} else {
			out.Errors++
		}
		if at := diag.Subject; at != nil {
			one.Range = &place{at.Filename, position(at.Start), position(at.End)}
		}
		out.Diagnostics = append(out.Diagnostics, one)
	}
	return writeJSON(w, out)
}
