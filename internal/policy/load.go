package policy

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

// File is one *.policy.hcl file. Path is how diagnostics name it; its directory
// part groups inputs, whose names are unique per directory.
type File struct {
	Path  string
	Bytes []byte
}

// Options say how files are to be read.
type Options struct {
	Dialect Dialect
	// Strict refuses what this engine adds to the language.
	Strict bool
	// Schemas, when given, are the provider schemas that resource types and
	// attribute names must exist in.
	Schemas *schema.Providers
}

// Set is any number of policy files, loaded, validated and compiled. It does
// not change once loaded and may be used by any number of goroutines.
type Set struct {
	files       []*file
	policies    []*Policy
	directories map[string]*directory
	index       map[Kind]*typeIndex
	matches     sync.Map // matchKey → []*Policy
	sources     map[string][]byte
	asked       *elements
}

// directory is the files that share inputs.
type directory struct {
	path       string
	inputs     map[string]*Input
	files      []*file // that were read, for the locals that others borrow
	incomplete bool    // a file did not parse, so what it declares is not known
}

// file is one policy file, compiled.
type file struct {
	path        string
	src         []byte
	directory   *directory
	dialect     Dialect
	locals      map[string]*local
	policies    []*Policy
	level       *levelRule      // default of the file; nil when not set
	plugins     map[string]bool // declared
	pluginCalls map[string]bool // names of the functions that are called

	requiresProviders bool // has a required_providers block
}

// Load reads, validates and compiles policy files. All errors of all files are
// reported at once. With errors the Set is nil. Warnings may come with a Set.
// The diagnostics quote positions, never values.
func Load(files []File, options Options) (*Set, hcl.Diagnostics) {
	var diags hcl.Diagnostics
	set := &Set{
		directories: map[string]*directory{},
		sources:     map[string][]byte{},
		asked:       newElements(),
	}
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })

	loaders := make([]*loader, 0, len(files))
	for i, f := range files {
		if i > 0 && files[i-1].Path == f.Path {
			diags = diags.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "File given twice",
				Detail:   fmt.Sprintf("The policy file %q was given more than once.", f.Path),
			})
			continue
		}
		set.sources[f.Path] = f.Bytes
		name := path.Dir(f.Path)
		dir := set.directories[name]
		if dir == nil {
			dir = &directory{path: name, inputs: map[string]*Input{}}
			set.directories[name] = dir
		}
		body, moreDiags := parse(f)
		diags = append(diags, moreDiags...)
		if moreDiags.HasErrors() {
			dir.incomplete = true
			continue
		}
		l := &loader{
			options: options,
			file:    &file{path: f.Path, src: f.Bytes, directory: dir, dialect: options.Dialect, locals: map[string]*local{}, plugins: map[string]bool{}, pluginCalls: map[string]bool{}},
		}
		diags = append(diags, l.blocks(body)...)
		dir.files = append(dir.files, l.file)
		loaders = append(loaders, l)
	}

	// Expressions wait until every file is read, because an input or a local
	// may be declared in another file of the directory.
	var topLevel []*pendingLocal
	for _, l := range loaders {
		diags = append(diags, l.compileLocals()...)
		topLevel = append(topLevel, l.locals...)
	}
	diags = append(diags, checkLocals(topLevel)...)
	for _, l := range loaders {
		diags = append(diags, l.compilePolicies()...)
		set.files = append(set.files, l.file)
		set.policies = append(set.policies, l.file.policies...)
	}
	sortDiagnostics(diags)
	if diags.HasErrors() {
		return nil, diags
	}
	for _, l := range loaders {
		set.asked.followFile(l.file)
	}
	for _, l := range loaders {
		l.scope.finish()
	}
	set.buildIndex()
	return set, diags
}

// sortDiagnostics puts them in the order of the source, whatever step found them.
func sortDiagnostics(diags hcl.Diagnostics) {
	slices.SortStableFunc(diags, func(a, b *hcl.Diagnostic) int {
		if a.Subject == nil || b.Subject == nil {
			return cmp.Compare(placed(a), placed(b))
		}
		return cmp.Or(cmp.Compare(a.Subject.Filename, b.Subject.Filename), cmp.Compare(a.Subject.Start.Byte, b.Subject.Start.Byte))
	})
}

func parse(f File) (*hclsyntax.Body, hcl.Diagnostics) {
	if len(f.Bytes) > maxFileSize {
		return nil, hcl.Diagnostics{{
			Severity: hcl.DiagError,
			Summary:  "File too large",
			Detail:   fmt.Sprintf("The policy file %q has %d bytes; a policy file may have at most %d. Split it.", f.Path, len(f.Bytes), maxFileSize),
		}}
	}
	if diag := nesting.Config(f.Bytes, f.Path); diag != nil {
		return nil, hcl.Diagnostics{diag}
	}
	parsed, diags := hclsyntax.ParseConfig(f.Bytes, f.Path, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, diags
	}
	return parsed.Body.(*hclsyntax.Body), diags
}

// Policies returns every policy, by path and then by position.
func (s *Set) Policies() []*Policy { return slices.Clone(s.policies) }

// Sources returns the bytes of every file by path, for whoever prints
// diagnostics with the lines they point at.
func (s *Set) Sources() map[string][]byte { return s.sources }

func placed(diag *hcl.Diagnostic) int {
	if diag.Subject == nil {
		return 0
	}
	return 1
}
