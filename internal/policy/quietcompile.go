package policy

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
	"github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"
)

// quietCompiler makes code of rewritten expressions, the same of those that say
// the same.
type quietCompiler struct {
	mutex sync.Mutex
	codes map[string]*code // by what they say
	slots int              // of results
}

// policy compiles one policy.
func (c *quietCompiler) policy(p *Policy, fe *fileEnvironment) *quiet {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	q := &quiet{}
	b := builder{quietCompiler: c, file: fe, built: map[*local]*code{}}
	if p.filter != nil {
		q.filter = b.whole(p.filter)
	}
	for _, block := range p.enforce {
		q.talks = q.talks || block.info != nil
		q.conditions = append(q.conditions, b.whole(block.condition))
	}
	return q
}

// builder compiles the expressions of one policy.
type builder struct {
	*quietCompiler
	file      *fileEnvironment
	locals    []*local // in scope of the expression
	built     map[*local]*code
	variables map[string]int // of for expressions around, by name: their slots
	item      map[*hclsyntax.AnonSymbolExpr]int
	depth     int // of for expressions
}

// add returns the code of that key, which is new unless it was compiled before.
func (b *builder) add(key string, traits traits, run evaluator) *code {
	key = fmt.Sprintf("%s %v", key, traits)
	if known := b.codes[key]; known != nil {
		return known
	}
	c := &code{traits: traits, id: len(b.codes), run: run}
	b.codes[key] = c
	return c
}

// shared adds code that is worth remembering, unless it differs from one round of
// a for expression to the next.
func (b *builder) shared(key string, traits traits, run evaluator) *code {
	if traits.bound {
		return b.add(key, traits, run)
	}
	if traits.constant {
		if v, end := run(&frame{}); end == done {
			return b.add(key, traits, func(*frame) (plain.Value, status) { return v, done })
		}
	}
	c := b.add(key, traits, run)
	if !c.kept {
		c.kept, c.run = true, keep(b.slots, run)
		b.slots++
	}
	return c
}

// value adds a constant.
func (b *builder) value(v plain.Value) *code {
	_, truth := v.(bool)
	return b.add(fmt.Sprintf("value %#v", plain.Cty(v)), traits{constant: true, truth: truth},
		func(*frame) (plain.Value, status) { return v, done })
}

// unable is code for what only HCL evaluates.
func (b *builder) unable() *code {
	return b.add("unable", traits{bound: true, pays: true}, func(*frame) (plain.Value, status) { return nil, stuck })
}

// like combines what holds of code because it holds of its parts.
func like(parts ...*code) traits {
	all := traits{constant: true}
	for _, part := range parts {
		all.constant = all.constant && part.constant
		all.bound = all.bound || part.bound
		all.pays = all.pays || part.pays
	}
	return all
}

func ids(parts ...*code) string {
	var b strings.Builder
	for _, part := range parts {
		fmt.Fprintf(&b, " %d", part.id)
	}
	return b.String()
}

// whole compiles an expression of a policy, which needs all of its locals to be
// without error, whether it comes to read them or not.
func (b *builder) whole(e *expression) *code {
	if e.wholeLocal {
		return b.unable()
	}
	b.locals = e.locals
	var needed []*code
	for _, l := range e.locals {
		needed = append(needed, b.local(l))
	}
	body := b.expr(e.syntax)
	if len(needed) == 0 {
		return body
	}
	parts := append(slices.Clone(needed), body)
	return b.add("needing"+ids(parts...), like(parts...), func(f *frame) (plain.Value, status) {
		for _, l := range needed {
			if _, status := l.run(f); status != done {
				return nil, stuck
			}
		}
		return body.run(f)
	})
}

// local compiles what a local is.
func (b *builder) local(l *local) *code {
	if known := b.built[l]; known != nil {
		return known
	}
	if kept := b.file.locals[l]; kept != nil {
		once := sync.OnceValues(func() (plain.Value, status) {
			if found := kept(); found.ok && len(found.diags) == 0 {
				return plain.Of(found.value), done
			}
			return nil, stuck
		})
		b.built[l] = b.add(fmt.Sprintf("local %p", l), traits{}, func(*frame) (plain.Value, status) { return once() })
		return b.built[l]
	}
	inner := builder{quietCompiler: b.quietCompiler, file: b.file, built: b.built, locals: l.value.locals}
	value := inner.unable()
	if !l.value.wholeLocal {
		value = inner.expr(l.value.syntax)
	}
	if l.grows {
		value = inner.weighed(value)
	}
	b.built[l] = value
	return value
}

// weighed is code whose value must not hold too many others.
func (b *builder) weighed(c *code) *code {
	return b.add("weighed"+ids(c), like(c), func(f *frame) (plain.Value, status) {
		v, status := c.run(f)
		if status == done && plain.Weight(v, maxElements) > maxElements {
			return nil, stuck
		}
		return v, status
	})
}

func (b *builder) expr(e hclsyntax.Expression) *code {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return b.value(plain.Of(e.Val))
	case *hclsyntax.ParenthesesExpr:
		return b.expr(e.Expression)
	case *hclsyntax.TemplateWrapExpr:
		return b.expr(e.Wrapped)
	case *hclsyntax.ScopeTraversalExpr:
		return b.traversal(e)
	case *hclsyntax.RelativeTraversalExpr:
		return b.steps(b.expr(e.Source), e.Traversal, core.IsPath(e))
	case *hclsyntax.IndexExpr:
		return b.index(e)
	case *hclsyntax.FunctionCallExpr:
		return b.call(e)
	case *conditional:
		return b.conditional(e)
	case *hclsyntax.TupleConsExpr:
		return b.tuple(e)
	case *hclsyntax.ObjectConsExpr:
		return b.object(e)
	case *loop:
		return b.loop(e.ForExpr)
	case *counted:
		return b.expr(e.Expression)
	case *weighed:
		return b.weighed(b.expr(e.Expression))
	case *hclsyntax.SplatExpr:
		return b.splat(e)
	case *hclsyntax.AnonSymbolExpr:
		if slot, ok := b.item[e]; ok {
			return b.variable(slot)
		}
		return b.unable()
	case *hclsyntax.TemplateExpr:
		return b.template(e)
	case *hclsyntax.BinaryOpExpr:
		if e.Op.ShortCircuit != nil {
			return b.logical(e)
		}
		return b.binary(e)
	case *hclsyntax.UnaryOpExpr:
		return b.unary(e)
	default:
		return b.unable()
	}
}

func (b *builder) all(exprs []hclsyntax.Expression) []*code {
	codes := make([]*code, len(exprs))
	for i, e := range exprs {
		codes[i] = b.expr(e)
	}
	return codes
}

// variable is that of a for expression around.
func (b *builder) variable(slot int) *code {
	return b.add(fmt.Sprintf("variable %d", slot), traits{bound: true, path: true, untyped: true},
		func(f *frame) (plain.Value, status) { return f.variables[slot], done })
}

func (b *builder) traversal(e *hclsyntax.ScopeTraversalExpr) *code {
	return b.steps(b.root(e.Traversal.RootName()), e.Traversal[1:], true)
}

func (b *builder) root(name string) *code {
	traits := traits{path: true, untyped: true}
	if slot, ok := b.variables[name]; ok {
		return b.variable(slot)
	}
	if name == "attrs" {
		return b.add("root "+name, traits, func(f *frame) (plain.Value, status) { return f.attrs, done })
	}
	if name == "prior_attrs" {
		return b.add("root "+name, traits, func(f *frame) (plain.Value, status) { return f.prior, done })
	}
	if field, ok := strings.CutPrefix(name, "meta."); ok {
		return b.shared("root "+name, traits, func(f *frame) (plain.Value, status) {
			value, _ := metaField(f.subject, field)
			return plain.Of(value), done
		})
	}
	if field, ok := strings.CutPrefix(name, triedMeta); ok {
		return b.shared("root "+name, traits, func(f *frame) (plain.Value, status) {
			value, given := metaField(f.subject, field)
			if !given {
				return nil, failed
			}
			return plain.Of(value), done
		})
	}
	if value, ok := b.file.context.Variables[name]; ok {
		return b.value(plain.Of(value))
	}
	for _, l := range b.locals {
		if l.variable == name {
			return b.local(l)
		}
	}
	return b.unable()
}

// steps is what a path below a value leads to.
func (b *builder) steps(source *code, steps hcl.Traversal, path bool) *code {
	if len(steps) == 0 {
		return source
	}
	traits := like(source)
	traits.path, traits.untyped = path, source.untyped
	key := "steps" + ids(source)
	steps = slices.Clone(steps)
	for i, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			step.Name = cty.NormalizeString(step.Name) // as the names of members are
			steps[i] = step
			key += fmt.Sprintf(" .%q", step.Name)
		case hcl.TraverseIndex:
			key += fmt.Sprintf(" [%#v]", step.Key)
		default:
			return b.unable()
		}
	}
	return b.shared(key, traits, func(f *frame) (plain.Value, status) {
		v, status := source.run(f)
		for i := 0; status == done && i < len(steps); i++ {
			v, status = step(v, steps[i])
		}
		return v, status
	})
}

// operand is one that was evaluated.
func operand(v plain.Value) hclsyntax.Expression {
	return &hclsyntax.LiteralValueExpr{Val: plain.Cty(v)}
}

func operands(values []plain.Value) []hclsyntax.Expression {
	exprs := make([]hclsyntax.Expression, len(values))
	for i, v := range values {
		exprs[i] = operand(v)
	}
	return exprs
}

// ask has HCL evaluate an expression, of operands that were evaluated.
func ask(e hclsyntax.Expression, ctx *hcl.EvalContext) (plain.Value, status) {
	value, diags := e.Value(ctx)
	return told(value, diags)
}

func told(value cty.Value, diags hcl.Diagnostics) (plain.Value, status) {
	if len(diags) == 0 {
		return plain.Of(value), done
	}
	if diags.HasErrors() {
		return nil, failed
	}
	return nil, stuck // a warning is worth a word
}
