package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// compiler validates and prepares the expressions of one file.
type compiler struct {
	options Options
	file    *file
	table   signatures
	done    []*expression // all of the file
}

// compileLocals looks at the top-level locals of the file.
func (l *loader) compileLocals() hcl.Diagnostics {
	l.scope = &compiler{options: l.options, file: l.file, table: knownFunctions()}
	topLevel := place{what: "a top-level local value"}
	if !l.file.dialect.atLeast(Dialect04) {
		// Only later engines refuse what a policy judges here.
		topLevel.subject, topLevel.prior, topLevel.kind = true, true, ResourcePolicy
	}
	return l.scope.compileLocals(l.locals, topLevel)
}

// compilePolicies looks at every other expression of the file.
func (l *loader) compilePolicies() hcl.Diagnostics {
	c := l.scope
	var diags hcl.Diagnostics
	for _, pending := range l.locals {
		pending.local.perSubject = readsSubject(pending.local)
	}
	if l.level != nil {
		level, moreDiags := c.compileLevel(l.level, place{what: "an enforcement level"})
		diags = append(diags, moreDiags...)
		l.file.level = level
	}
	for _, pending := range l.pending {
		diags = append(diags, c.compilePolicy(pending)...)
	}
	return append(diags, l.checkHeader()...)
}

// checkHeader warns of a file that does not say which providers it is for.
func (l *loader) checkHeader() hcl.Diagnostics {
	if l.file.requiresProviders || !l.file.dialect.atLeast(Dialect02) {
		return nil
	}
	for _, p := range l.file.policies {
		if p.Kind == ResourcePolicy || p.Kind == ProviderPolicy {
			return hcl.Diagnostics{{
				Severity: hcl.DiagWarning,
				Summary:  "Required providers are not declared",
				Detail:   "A file with resource or provider policies names the providers that it is written for in policy { required_providers { ... } }; Terraform's own engine refuses the file otherwise.",
				Subject:  p.Range.Ptr(),
			}}
		}
	}
	return nil
}

func (c *compiler) compilePolicy(pending *pendingPolicy) hcl.Diagnostics {
	p := pending.policy
	var diags hcl.Diagnostics
	for name, inner := range p.locals {
		if outer := c.file.locals[name]; outer != nil {
			diags = diags.Append(duplicate("local", fmt.Sprintf("The local value %q is set at top level too, and one would hide the other", name), outer.rng, inner.rng))
		}
	}
	at := place{kind: p.Kind, subject: true, prior: p.Kind == ResourcePolicy, locals: p.locals}

	at.what = "a local value"
	diags = append(diags, c.compileLocals(pending.locals, at)...)
	diags = append(diags, checkLocals(pending.locals)...)

	level := c.file.level
	if pending.level != nil {
		own, moreDiags := c.compileLevel(pending.level.Expr, place{what: "an enforcement level", kind: p.Kind, locals: p.locals})
		diags = append(diags, moreDiags...)
		level = own
	}
	if level == nil {
		level = &levelRule{fixed: Mandatory}
	}
	p.level = level

	var all []*expression
	expression := func(attr *hcl.Attribute, what string) *expression {
		if attr == nil {
			return nil
		}
		at.what = what
		e, moreDiags := c.expression(attr.Expr, at)
		diags = append(diags, moreDiags...)
		all = append(all, e)
		return e
	}
	if p.filter = expression(pending.filter, "a filter"); p.filter != nil {
		p.Filter = &p.filter.rng
	}
	for _, block := range pending.enforce {
		p.Conditions = append(p.Conditions, block["condition"].Expr.Range())
		p.enforce = append(p.enforce, &enforce{
			condition: expression(block["condition"], "a condition"),
			message:   expression(block["error_message"], "a message"),
			info:      expression(block["info_message"], "a message"),
		})
	}
	for _, block := range p.enforce {
		p.passed = append(p.passed, EnforceResult{Outcome: Pass, Condition: block.condition.source, Range: block.condition.rng})
	}
	for _, e := range all {
		e.locals = inOrder(c.file, e.locals)
	}
	diags = append(diags, c.operations(p, pending, all)...)
	c.collectReads(p, all)
	diags = append(diags, c.coverage(p, pending, all)...)
	if c.options.Schemas != nil {
		diags = append(diags, schemaCheck(c.options.Schemas, p, all)...)
	}
	return diags
}

func (c *compiler) compileLocals(pending []*pendingLocal, at place) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, l := range pending {
		e, moreDiags := c.expression(l.expr, at)
		diags = append(diags, moreDiags...)
		l.local.value = e
	}
	return diags
}

// checkLocals looks at compiled locals for what they need.
func checkLocals(pending []*pendingLocal) hcl.Diagnostics {
	diags := checkCycles(pending)
	if !diags.HasErrors() {
		for _, l := range pending {
			l.local.grows = growth(l.local.value) > growing
		}
	}
	return diags
}

// collectReads notes what a policy can read through any of its expressions.
func (c *compiler) collectReads(p *Policy, all []*expression) {
	var total reads
	seen := map[*local]bool{}
	for _, e := range all {
		total.add(e.reads)
		for _, l := range inOrder(nil, e.locals) {
			if !seen[l] && l.value != nil {
				seen[l] = true
				total.add(l.value.reads)
			}
		}
	}
	p.Reads, p.PriorReads, p.Resources, p.Data = total.attrs, total.prior, total.resources, total.data
	p.Paths = slices.Sorted(maps.Keys(total.paths))
	p.meta, p.wholeMeta = slices.Sorted(maps.Keys(total.meta)), total.wholeMeta
	p.MetaReads = change.NamesOf(p.meta...)
	if p.wholeMeta {
		p.MetaReads = change.AllNames
	}
	if !p.Reads.All {
		p.deleted = nullObject(p.Reads.Set)
	}
}

// expression validates an expression and prepares it for evaluation. With
// errors the result may be used to go on looking for more of them only.
func (c *compiler) expression(expr hcl.Expression, at place) (*expression, hcl.Diagnostics) {
	e := &expression{
		syntax: expr.(hclsyntax.Expression),
		source: sourceOf(c.file.src, expr.Range()),
		rng:    expr.Range(),
		reads:  reads{paths: map[string]bool{}, meta: map[string]bool{}},
	}
	if diag := checkDepth(e.syntax); diag != nil {
		return e, hcl.Diagnostics{diag}
	}
	var diags hcl.Diagnostics
	seen := map[string]bool{}
	var uses []*local
	walker := &readsWalker{handled: map[hclsyntax.Node]bool{}}
	walker.found = func(t, suffix hcl.Traversal) {
		at.trying = walker.trying > 0
		locals, diag := c.resolve(t, at)
		if diag != nil {
			diags = diags.Append(diag)
			if diag.Severity == hcl.DiagError {
				return
			}
		}
		e.reads.traversal(t, suffix)
		if root := t.RootName(); root == "attrs" || root == "prior_attrs" {
			full := slices.Clone(t)
			if suffix != nil {
				full = append(append(full, hcl.TraverseSplat{}), suffix...)
			}
			e.subjects = append(e.subjects, subjectRead{full, walker.trying > 0})
		}
		isLocal := t.RootName() == "local"
		if isLocal {
			uses = append(uses, locals...)
			if len(t) < 2 {
				e.wholeLocal = true
			} else if _, named := stepName(t[1]); !named {
				e.wholeLocal = true
			}
		}
		if t.RootName() == "prior_attrs" {
			e.mentions = append(e.mentions, t.SourceRange())
		}
		for _, l := range locals {
			if !slices.Contains(e.locals, l) {
				e.locals = append(e.locals, l)
			}
		}
		source := sourceOf(c.file.src, t.SourceRange())
		if !seen[source] {
			seen[source] = true
			e.references = append(e.references, reference{source, joinRoot(slices.Clone(t)), isLocal})
		}
	}
	walker.call = func(call *hclsyntax.FunctionCallExpr) {
		diags = append(diags, c.checkCall(call)...)
		switch call.Name {
		case getResources:
			e.asks(call)
		case getDataSource:
			e.reads.data = true
		}
	}
	hclsyntax.Walk(e.syntax, walker)
	e.uses, e.loops = uses, walker.loops
	c.done = append(c.done, e)
	return e, diags
}

// finish prepares the expressions for evaluation, once nothing looks at their
// form as written any more.
func (c *compiler) finish() {
	for _, e := range c.done {
		e.syntax = (&rewriter{}).expr(e.syntax)
	}
}

// asks notes a call of core::getresources.
func (e *expression) asks(call *hclsyntax.FunctionCallExpr) {
	if len(call.Args) == 0 {
		return
	}
	typ, diags := literalString(call.Args[0])
	if diags.HasErrors() {
		e.reads.resources = change.AllNames
		return
	}
	e.reads.resources = e.reads.resources.Union(change.NamesOf(typ))
	query := resourceQuery{typ: typ, rng: call.Args[0].Range()}
	if len(call.Args) > 1 {
		query.filter, _ = call.Args[1].(*hclsyntax.ObjectConsExpr)
	}
	e.queries = append(e.queries, query)
}
