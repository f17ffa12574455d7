package policy

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"
)

// comparisons are the operators that whole numbers, and what == knows at a look,
// need no more for.
var comparisons = map[*hclsyntax.Operation]func(a, b plain.Value) (result, known bool){
	hclsyntax.OpEqual: plain.Equal,
	hclsyntax.OpNotEqual: func(a, b plain.Value) (bool, bool) {
		equal, known := plain.Equal(a, b)
		return !equal, known
	},
	hclsyntax.OpLessThan:           orders(func(order int) bool { return order < 0 }),
	hclsyntax.OpLessThanOrEqual:    orders(func(order int) bool { return order <= 0 }),
	hclsyntax.OpGreaterThan:        orders(func(order int) bool { return order > 0 }),
	hclsyntax.OpGreaterThanOrEqual: orders(func(order int) bool { return order >= 0 }),
}

func orders(test func(order int) bool) func(a, b plain.Value) (bool, bool) {
	return func(a, b plain.Value) (bool, bool) {
		x, ok := a.(*big.Float)
		y, also := b.(*big.Float)
		if !ok || !also {
			return false, false
		}
		order, known := plain.Compare(x, y)
		return test(order), known
	}
}

// binary is an operator that needs both of its operands.
func (b *builder) binary(e *hclsyntax.BinaryOpExpr) *code {
	left, right := b.expr(e.LHS), b.expr(e.RHS)
	compare := comparisons[e.Op]
	traits := like(left, right)
	traits.truth = compare != nil
	return b.add(fmt.Sprintf("binary %p%s", e.Op, ids(left, right)), traits, func(f *frame) (plain.Value, status) {
		l, status := left.run(f)
		if status != done {
			return nil, status
		}
		r, status := right.run(f)
		if status != done {
			return nil, status
		}
		if compare != nil {
			if result, known := compare(l, r); known {
				return result, done
			}
		}
		return ask(&hclsyntax.BinaryOpExpr{LHS: operand(l), Op: e.Op, RHS: operand(r)}, nil)
	})
}

// logical is && or ||. HCL evaluates both sides, and one that decides leaves out
// what is wrong with the other, except that it is no bool at all.
func (b *builder) logical(e *hclsyntax.BinaryOpExpr) *code {
	left, right := b.expr(e.LHS), b.expr(e.RHS)
	decisive := e.Op == hclsyntax.OpLogicalOr
	traits := like(left, right)
	traits.truth = true
	return b.add(fmt.Sprintf("binary %p%s", e.Op, ids(left, right)), traits, func(f *frame) (plain.Value, status) {
		l, status := left.run(f)
		if status != done {
			return nil, stuck
		}
		if l == decisive && right.truth && !right.pays {
			return decisive, done
		}
		r, status := right.run(f)
		switch _, isBool := r.(bool); {
		case status == stuck, status == failed && (l != !decisive || !right.truth):
			return nil, stuck
		case status == failed:
			return nil, failed
		case isBool && l == !decisive:
			return r, done
		}
		return ask(&hclsyntax.BinaryOpExpr{LHS: operand(l), Op: e.Op, RHS: operand(r)}, nil)
	})
}

func (b *builder) unary(e *hclsyntax.UnaryOpExpr) *code {
	inner := b.expr(e.Val)
	traits := like(inner)
	traits.truth = e.Op == hclsyntax.OpLogicalNot
	return b.shared(fmt.Sprintf("unary %p%s", e.Op, ids(inner)), traits, func(f *frame) (plain.Value, status) {
		v, status := inner.run(f)
		if status != done {
			return nil, status
		}
		if v, ok := v.(bool); ok && e.Op == hclsyntax.OpLogicalNot {
			return !v, done
		}
		return ask(&hclsyntax.UnaryOpExpr{Op: e.Op, Val: operand(v)}, nil)
	})
}

// conditional evaluates both results, as HCL does: the type of one can change the
// other.
func (b *builder) conditional(e *conditional) *code {
	condition, whenTrue, whenFalse := b.expr(e.Condition), b.expr(e.TrueResult), b.expr(e.FalseResult)
	traits := like(condition, whenTrue, whenFalse)
	return b.shared("conditional"+ids(condition, whenTrue, whenFalse), traits, func(f *frame) (plain.Value, status) {
		c, status := condition.run(f)
		chosen, other := whenTrue, whenFalse
		switch {
		case status != done:
			return nil, status
		case c == false:
			chosen, other = whenFalse, whenTrue
		case c != true:
			return nil, stuck
		}
		v, status := chosen.run(f)
		if status != done {
			return nil, status
		}
		w, status := other.run(f)
		switch {
		case status == failed && other.untyped && !other.pays:
			return v, done
		case status != done:
			return nil, stuck
		case sameKind(v, w):
			return v, done
		}
		if c == false {
			v, w = w, v
		}
		return ask(&conditional{&hclsyntax.ConditionalExpr{Condition: operand(c), TrueResult: operand(v), FalseResult: operand(w)}}, nil)
	})
}

// sameKind reports whether two values are of one primitive type.
func sameKind(a, b plain.Value) bool {
	var same bool
	switch a.(type) {
	case string:
		_, same = b.(string)
	case bool:
		_, same = b.(bool)
	case *big.Float:
		_, same = b.(*big.Float)
	}
	return same
}

func (b *builder) template(e *hclsyntax.TemplateExpr) *code {
	parts := make([]*code, len(e.Parts))
	counts := make([]bool, len(e.Parts))
	key := "template"
	for i, part := range e.Parts {
		if inner, ok := part.(*written); ok {
			counts[i], part = true, inner.Expression
		}
		parts[i] = b.expr(part)
		key += fmt.Sprintf(" %t%s", counts[i], ids(parts[i]))
	}
	traits := like(parts...)
	if slices.Contains(counts, true) {
		traits.constant, traits.pays = false, true
	}
	return b.shared(key, traits, func(f *frame) (plain.Value, status) {
		var text strings.Builder
		var few [8]plain.Value
		values, waits := few[:0], false
		for i, part := range parts {
			v, status := part.run(f)
			if status != done {
				return nil, status
			}
			s, ok := v.(string)
			if !ok {
				if other, isCty := v.(cty.Value); isCty && unknown(other) {
					waits = true
				} else if s, ok = asText(v); !ok {
					return nil, stuck
				}
			} else if counts[i] {
				f.spent.bytes += len(s)
			}
			text.WriteString(s)
			values = append(values, v)
			if !f.within() {
				return nil, stuck
			}
		}
		if waits {
			return ask(&hclsyntax.TemplateExpr{Parts: operands(values)}, nil)
		}
		return cty.NormalizeString(text.String()), done
	})
}

// asText converts a number or a bool as a template does.
func asText(v plain.Value) (string, bool) {
	switch v.(type) {
	case bool, *big.Float:
		converted, status := ask(&hclsyntax.TemplateExpr{Parts: []hclsyntax.Expression{operand(v)}}, nil)
		text, ok := converted.(string)
		return text, ok && status == done
	}
	return "", false
}
