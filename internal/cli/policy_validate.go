package cli

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

type validateOptions struct {
	language language
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
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(_ *cobra.Command, paths []string) error { return p.validatePolicies(paths, options) },
	}
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
	sources := map[string][]byte{}
	for _, file := range files {
		sources[file.Path] = file.Bytes
	}
	set, diags := policy.Load(files, settings)
	if options.json {
		return p.validationJSON(len(files), set, diags)
	}
	if len(diags) > 0 {
		writeDiagnostics(p.Stderr, diags, sources)
	}
	if diags.HasErrors() {
		return exitCode(1)
	}
	_, err = fmt.Fprintf(p.Stdout, "Valid: %d policies in %d files.\n", len(set.Policies()), len(files))
	return err
}

func readSchemas(name string) (*policy.Schemas, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer file.Close()
	schemas, err := policy.ParseSchemas(file)
	if err != nil {
		return nil, problemf("Not provider schemas", "%s: %s. Write them with: terraform providers schema -json >%s", name, err, name)
	}
	return schemas, nil
}

// validationJSON prints the result as "terraform validate -json" does.
func (p *Process) validationJSON(files int, set *policy.Set, diags hcl.Diagnostics) error {
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
	}{Valid: !diags.HasErrors(), Files: files, Diagnostics: []diagnostic{}}
	if set != nil {
		out.Policies = len(set.Policies())
	}
	counts := map[hcl.DiagnosticSeverity]int{}
	for _, diag := range diags {
		counts[diag.Severity]++
		one := diagnostic{Severity: "error", Summary: diag.Summary, Detail: diag.Detail}
		if diag.Severity == hcl.DiagWarning {
			one.Severity = "warning"
		}
		if at := diag.Subject; at != nil {
			one.Range = &place{at.Filename, position(at.Start), position(at.End)}
		}
		out.Diagnostics = append(out.Diagnostics, one)
	}
	out.Errors, out.Warnings = counts[hcl.DiagError], counts[hcl.DiagWarning]
	encoder := json.NewEncoder(p.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return err
	}
	if diags.HasErrors() {
		return exitCode(1)
	}
	return nil
}
