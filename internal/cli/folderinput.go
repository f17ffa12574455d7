package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/nhi-governance/terraform-provider-nhi/internal/baseline"
	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/configuration"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// folderFlags say how a configuration is evaluated that is not planned yet.
type folderFlags struct {
	variables []variableFlag // in the order that they were given
	workspace string
	schema    string
}

// variableFlag is a --var or a --var-file.
type variableFlag struct{ file, assignment string }

// variableValue appends to a list of them, because the later of the two goes before.
type variableValue struct {
	into *[]variableFlag
	file bool
}

var _ pflag.Value = variableValue{}

func (v variableValue) String() string { return "" }
func (v variableValue) Type() string   { return "string" }

func (v variableValue) Set(text string) error {
	if v.file {
		*v.into = append(*v.into, variableFlag{file: text})
		return nil
	}
	if name, _, ok := strings.Cut(text, "="); !ok || name == "" {
		return errors.New("write NAME=VALUE")
	}
	*v.into = append(*v.into, variableFlag{assignment: text})
	return nil
}

func (f *folderFlags) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Var(variableValue{&f.variables, false}, "var", "`NAME=VALUE` of a variable of the configuration in DIR (may be given again)")
	flags.Var(variableValue{&f.variables, true}, "var-file", "`file` with values of variables of the configuration in DIR (may be given again)")
	flags.StringVar(&f.workspace, "workspace", "", "`name` of the workspace that DIR is evaluated for (default $TF_WORKSPACE, or default)")
	flags.StringVar(&f.schema, "schema", "", "`file` of provider schemas for DIR, the output of \"terraform providers schema -json\"")
}

// given reports whether a flag was given that is about a folder alone.
func (f *folderFlags) given() bool {
	return len(f.variables) > 0 || f.workspace != "" || f.schema != ""
}

// folderInput is a configuration that is judged as what it would create.
type folderInput struct {
	*configuration.Evaluator
	files fs.FS // below the folder
}

var (
	_ check.Sourced    = folderInput{}
	_ check.Configured = folderInput{}
	_ check.Putting    = folderInput{}
	_ check.Written    = folderInput{}
)

func (f folderInput) Changes() iter.Seq2[change.Change, error] { return f.Evaluator.Changes() }

// Facts are few: nothing was planned.
func (f folderInput) Facts() plan.Facts { return plan.Facts{Configured: true} }

func (f folderInput) Providers() []plan.Setting {
	return settings(f.Evaluator.Providers(nil, f.Locks()))
}
func (f folderInput) Modules() []plan.Setting { return settings(f.Evaluator.Modules()) }

func (f folderInput) Outputs() ([]plan.Output, error) {
	var outputs []plan.Output
	for _, o := range f.Evaluator.Outputs() {
		outputs = append(outputs, plan.Output{Name: o.Name, Action: change.Create, Before: change.Absent, After: o.Value, Sensitive: o.Sensitive})
	}
	return outputs, nil
}

// openFolder opens a configuration.
func (p *Process) openFolder(folder string, options folderFlags) (*planInput, error) {
	sources, err := openSources(folder)
	if err != nil {
		return nil, err
	}
	diags := sources.Load()
	values := sources.Values()
	if !diags.HasErrors() {
		values.Environment(p.Environment)
		values.Folder()
		if err := options.give(values); err != nil {
			return nil, err
		}
	}
	given := configuration.Given{Workspace: options.workspace}
	var more hcl.Diagnostics
	given.Variables, more = values.Given()
	diags = append(diags, more...)
	if diags.HasErrors() {
		return nil, &diagnosed{diags, sources.Files()}
	}
	if given.Workspace == "" {
		given.Workspace, _ = p.getenv(envWorkspace)
	}
	files, err := os.OpenRoot(folder)
	if err != nil {
		return nil, problemf("Configuration cannot be read", "%s.", words.UpperFirst(err.Error()))
	}
	given.Files = files.FS()
	if options.schema != "" {
		if given.Schemas, err = readSchemas(options.schema); err != nil {
			return nil, err
		}
	}
	given.Schemas = given.Schemas.Or(baseline.Schemas())
	return &planInput{
		Plan:   folderInput{sources.Static(given), given.Files},
		kind:   "configuration",
		digest: func() string { return digestOfSources(sources.Files()) },
		folder: folder, Closer: files,
		warnings: warnings(diags),
	}, nil
}

// openSources opens the configuration in a folder. Modules may be outside of it,
// so the sources start at the root.
func openSources(folder string) (*configuration.Configuration, error) {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return nil, problemf("Configuration cannot be read", "%s.", words.UpperFirst(err.Error()))
	}
	volume := filepath.VolumeName(absolute) + string(filepath.Separator)
	root := filepath.ToSlash(strings.TrimPrefix(absolute, volume))
	if root == "" {
		root = "."
	}
	sources, err := configuration.FromDirectory(os.DirFS(volume), root, filepath.ToSlash(folder))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, problemf("No configuration", "%s is a folder without .tf files, so there is nothing in it to judge. Name a folder of configuration, or the file that `terraform plan -out` wrote.", folder)
		}
		return nil, problemf("Configuration cannot be read", "%s.", words.UpperFirst(err.Error()))
	}
	return sources, nil
}

// give hands on the values of the command line, in their order.
func (f *folderFlags) give(values *configuration.Values) error {
	for _, v := range f.variables {
		if v.file == "" {
			name, text, _ := strings.Cut(v.assignment, "=")
			values.Text(name, text, "--var "+name)
			continue
		}
		content, err := os.ReadFile(v.file)
		if err != nil {
			return problemf("File of variables cannot be read", "%s.", words.UpperFirst(err.Error()))
		}
		values.File(filepath.ToSlash(v.file), content)
	}
	return nil
}

// warnings are what a decision tells of sources beside its findings.
func warnings(diags hcl.Diagnostics) []string {
	var all []string
	for _, diag := range diags {
		text := diag.Summary + ": " + diag.Detail
		if diag.Subject != nil {
			text = fmt.Sprintf("%s:%d: %s", diag.Subject.Filename, diag.Subject.Start.Line, text)
		}
		all = append(all, text)
	}
	return all
}

// digestOfSources binds a decision to the sources that it is about: names and contents,
// each behind its length.
func digestOfSources(files map[string][]byte) string {
	hash := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(hash, "%d %s %d ", len(name), name, len(files[name]))
		hash.Write(files[name])
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil))
}

// isFolder reports whether what is to be judged is a configuration.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return path != "-" && err == nil && info.IsDir() && !errors.Is(err, fs.ErrNotExist)
}
