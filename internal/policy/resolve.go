package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// place is where an expression stands, and so what it can refer to.
type place struct {
	what    string            // "a condition", as a sentence has it
	kind    Kind              // of the policy; empty at top level
	subject bool              // attrs and meta are in scope
	prior   bool              // prior_attrs is in scope
	trying  bool              // an error here is what a core::try or core::can is for
	locals  map[string]*local // of the policy; nil at top level
}

// metaFields are the documented fields of meta by kind, with the fields below
// them where those are fixed.
var metaFields = map[Kind]map[string][]string{
	ResourcePolicy: {
		"module_path": nil, "operation": nil, "provider_type": nil, "type": nil,
		"tfe_workspace": {"tags"}, "tfe_stack": nil,
	},
	ProviderPolicy: {
		"alias": nil, "name": nil, "namespace": nil, "source": nil, "type": nil, "version": nil,
		"tfe_workspace": {"tags"}, "tfe_stack": nil,
	},
	ModulePolicy: {
		"source": nil, "version": nil, "address": nil,
		"tfe_workspace": {"tags"}, "tfe_stack": nil,
	},
	DataPolicy:   {"module_path": nil, "operation": nil, "provider_type": nil, "type": nil},
	OutputPolicy: {"operation": nil},
}

// addedMetaFields are the fields that this engine adds.
var addedMetaFields = map[Kind][]string{
	ResourcePolicy: {"address", "name", "index", "tenant", "ring", "actions", "imported", "drifted"},
	ProviderPolicy: {"tenant", "ring"},
	ModulePolicy:   {"tenant", "ring"},
	DataPolicy:     {"address", "name", "index", "tenant", "ring", "actions"},
	OutputPolicy:   {"address", "name", "tenant", "ring"},
}

// roots are the names that an expression at the place can start with.
func (p place) roots() []string {
	roots := []string{"input", "local"}
	if p.subject {
		roots = append(roots, "attrs", "meta")
	}
	if p.prior {
		roots = append(roots, "prior_attrs")
	}
	return roots
}

// severity is that of a field which does not exist: below core::try it is what
// people write on purpose.
func (p place) severity() hcl.DiagnosticSeverity {
	if p.trying {
		return hcl.DiagWarning
	}
	return hcl.DiagError
}

// resolve checks that a traversal from the root scope names something, and
// returns the local that it needs.
func (c *compiler) resolve(t hcl.Traversal, p place) ([]*local, *hcl.Diagnostic) {
	root := t.RootName()
	if !slices.Contains(p.roots(), root) {
		return nil, c.unknownRoot(t, p)
	}
	if len(t) < 2 {
		if root == "local" {
			return c.allLocals(p), nil
		}
		return nil, nil
	}
	name, named := stepName(t[1])
	switch root {
	case "local":
		if !named {
			return c.allLocals(p), nil
		}
		if l := p.locals[name]; l != nil {
			return []*local{l}, nil
		}
		if l := c.file.locals[name]; l != nil {
			return []*local{l}, nil
		}
		switch found := c.file.borrowed(name); {
		case len(found) == 1:
			return found, nil
		case len(found) > 1:
			return nil, &hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Local value of more than one file",
				Detail: fmt.Sprintf("This file does not set local.%s, and more than one other file of the directory does, at %s and %s. Set it here, or in one of them only.",
					name, position(found[0].rng), position(found[1].rng)),
				Subject: t.SourceRange().Ptr(),
			}
		case c.file.directory.incomplete:
			return nil, nil
		}
		return nil, &hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Reference to an undeclared local value",
			Detail: fmt.Sprintf("There is no local value %q in this file%s, nor in another file of the directory.%s", name, inPolicy(p),
				words.DidYouMean(name, append(slices.Collect(maps.Keys(p.locals)), slices.Collect(maps.Keys(c.file.locals))...))),
			Subject: t.SourceRange().Ptr(),
		}
	case "input":
		if !named || c.file.directory.inputs[name] != nil || c.file.directory.incomplete {
			return nil, nil
		}
		return nil, &hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Reference to an undeclared input",
			Detail: fmt.Sprintf("No policy file of this directory declares an input %q. Declare it with an input block.%s", name,
				words.DidYouMean(name, slices.Collect(maps.Keys(c.file.directory.inputs)))),
			Subject: t.SourceRange().Ptr(),
		}
	case "meta":
		if named {
			return nil, c.checkMeta(t, name, p)
		}
	}
	return nil, nil
}

// borrowed returns the top-level locals of a name in the other files of the
// directory, for what the file does not set itself. None in dialects where such
// a local can depend on what is judged, and so be none of its file alone.
func (f *file) borrowed(name string) []*local {
	if !f.dialect.atLeast(Dialect04) {
		return nil
	}
	var found []*local
	for _, other := range f.directory.files {
		if l := other.locals[name]; l != nil && other != f {
			found = append(found, l)
		}
	}
	return found
}

func inPolicy(p place) string {
	if p.kind == "" {
		return ""
	}
	return " or its policy"
}

func (c *compiler) allLocals(p place) []*local {
	var all []*local
	for _, name := range slices.Sorted(maps.Keys(c.file.locals)) {
		all = append(all, c.file.locals[name])
	}
	for _, name := range slices.Sorted(maps.Keys(p.locals)) {
		all = append(all, p.locals[name])
	}
	return all
}

func (c *compiler) checkMeta(t hcl.Traversal, name string, p place) *hcl.Diagnostic {
	documented, added := metaFields[p.kind], addedMetaFields[p.kind]
	below, known := documented[name]
	switch {
	case !known && slices.Contains(added, name):
		if !c.options.Strict {
			return nil
		}
		return &hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Not in the strict dialect",
			Detail:   fmt.Sprintf("meta.%s is an addition of this engine to the Terraform policy language, and the strict dialect refuses it.", name),
			Subject:  t.SourceRange().Ptr(),
		}
	case !known:
		fields := slices.Collect(maps.Keys(documented))
		if !c.options.Strict {
			fields = append(fields, added...)
		}
		if !c.file.dialect.atLeast(Dialect02) {
			return nil
		}
		slices.Sort(fields)
		return &hcl.Diagnostic{
			Severity: p.severity(),
			Summary:  "Unknown field of meta",
			Detail:   fmt.Sprintf("In a %s, meta has no field %q; it has %s.%s", p.kind, name, strings.Join(fields, ", "), words.DidYouMean(name, fields)),
			Subject:  t.SourceRange().Ptr(),
		}
	case below != nil && len(t) > 2:
		if field, ok := stepName(t[2]); ok && !slices.Contains(below, field) && c.file.dialect.atLeast(Dialect02) {
			return &hcl.Diagnostic{
				Severity: p.severity(),
				Summary:  "Unknown field of meta",
				Detail:   fmt.Sprintf("meta.%s has no field %q; it has %s.%s", name, field, strings.Join(below, ", "), words.DidYouMean(field, below)),
				Subject:  t.SourceRange().Ptr(),
			}
		}
	}
	return nil
}

func (c *compiler) unknownRoot(t hcl.Traversal, p place) *hcl.Diagnostic {
	root := t.RootName()
	what := words.UpperFirst(p.what)
	suggestion := words.DidYouMean(root, p.roots())
	if elsewhere := configurationRoots[root]; elsewhere != "" {
		suggestion = fmt.Sprintf(" Did you mean %q?", elsewhere)
	}
	detail := fmt.Sprintf("%s can refer to %s and for variables, and to nothing else; %q is none of them.%s",
		what, strings.Join(p.roots(), ", "), root, suggestion)
	switch {
	case root == "prior_attrs" && p.subject:
		detail = fmt.Sprintf("A %s judges what has no prior, so %s cannot refer to prior_attrs; only resource policies can.", p.kind, p.what)
	case root == "attrs" || root == "prior_attrs" || root == "meta":
		detail = fmt.Sprintf("%s is evaluated apart from any resource, so it cannot refer to %s. Use it in a filter, an enforce block or the locals block of a policy.", what, root)
	}
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Unknown reference",
		Detail:   detail,
		Subject:  t.SourceRange().Ptr(),
	}
}

// configurationRoots are what people write from habit, and what they mean.
var configurationRoots = map[string]string{"locals": "local", "inputs": "input", "var": "input", "self": "attrs"}
