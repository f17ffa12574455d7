package policy

import (
	"fmt"
	"regexp"
	"strings"
	"sync/atomic"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
	"github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"
)

// markFunctions look at marks, which what is decided here has lost.
var markFunctions = map[string]bool{core.Prefix + "issensitive": true, core.Prefix + "sensitive": true, core.Prefix + "nonsensitive": true}

// predicates are the functions that return true or false.
var predicates = map[string]bool{
	"alltrue": true, "anytrue": true, "contains": true, "contains_substring": true, "endswith": true,
	"regex_match": true, "startswith": true,
}

// call is that of a function: one that plain values have, or else HCL calls it.
func (b *builder) call(e *hclsyntax.FunctionCallExpr) *code {
	name := strings.TrimPrefix(e.Name, core.Prefix)
	switch {
	case e.ExpandFinal || markFunctions[e.Name]:
		return b.unable()
	case name == "try":
		return b.try(e)
	case name == "can":
		return b.can(e)
	}
	args := b.all(e.Args)
	function := plain.Functions[name]
	if name == "regex_match" {
		function = matcher()
	}
	traits := like(args...)
	traits.constant, traits.truth, traits.untyped, traits.path = false, predicates[name], true, core.IsPath(e)
	ctx := b.file.context
	return b.shared("call "+e.Name+ids(args...), traits, func(f *frame) (plain.Value, status) {
		base := len(f.args)
		defer func() { f.args = f.args[:base] }()
		for _, arg := range args {
			v, status := arg.run(f)
			if status != done {
				return nil, status
			}
			f.args = append(f.args, v)
		}
		values := f.args[base:]
		if function != nil {
			if v, ok := function(values); ok {
				return v, done
			}
		}
		return ask(&hclsyntax.FunctionCallExpr{Name: e.Name, Args: operands(values)}, ctx)
	})
}

// What a pattern that is compiled once is matched against, and how long it is: of
// more the function itself says whether it would take too long.
const (
	maxMatched = 1 << 16
	maxPattern = 1 << 10
)

// matcher is core::regex_match, which remembers its last pattern: mostly it is
// always the same.
func matcher() plain.Function {
	var last atomic.Pointer[regexp.Regexp]
	return func(args []plain.Value) (plain.Value, bool) {
		s, ok := args[0].(string)
		pattern, also := args[1].(string)
		if !ok || !also || len(s) > maxMatched || len(pattern) > maxPattern || strings.Contains(pattern, "{") {
			return nil, false
		}
		compiled := last.Load()
		if compiled == nil || compiled.String() != pattern {
			var err error
			if compiled, err = regexp.Compile(pattern); err != nil {
				return nil, false
			}
			last.Store(compiled)
		}
		return compiled.MatchString(s), true
	}
}

// try is core::try: the first argument without an error. What could still turn
// into one is HCL's to say.
func (b *builder) try(e *hclsyntax.FunctionCallExpr) *code {
	args := b.all(e.Args)
	references := make([]bool, len(args))
	for i, arg := range e.Args {
		_, references[i] = arg.(*hclsyntax.ScopeTraversalExpr)
	}
	traits := like(args...)
	traits.constant, traits.untyped, traits.path = false, true, true
	return b.shared(fmt.Sprintf("try%s %t", ids(args...), references), traits, func(f *frame) (plain.Value, status) {
		for i, arg := range args {
			switch v, status := arg.run(f); {
			case status == failed && !arg.pays:
				continue
			case status != done:
				return nil, stuck
			default:
				return settled(v, arg.path, references[i])
			}
		}
		return nil, failed
	})
}

// settled is what core::try makes of an argument without an error.
func settled(v plain.Value, path, reference bool) (plain.Value, status) {
	other, isCty := v.(cty.Value)
	switch {
	case !isCty && (path || plain.Wholly(v)), isCty && (reference || other.IsWhollyKnown()):
		return v, done
	case isCty && !other.IsKnown() && !other.IsMarked():
		return cty.DynamicVal, done
	default:
		return nil, stuck
	}
}

// can is core::can.
func (b *builder) can(e *hclsyntax.FunctionCallExpr) *code {
	arg, holder := b.expr(e.Args[0]), b.holder(e.Args[0])
	traits := like(arg)
	traits.constant, traits.truth, traits.untyped = false, true, true
	return b.shared(fmt.Sprintf("can%s %t", ids(arg), holder != nil), traits, func(f *frame) (plain.Value, status) {
		v, status := arg.run(f)
		if status == failed && !arg.pays {
			return false, done
		}
		if status == done {
			v, status = settled(v, arg.path, false)
		}
		switch other, isCty := v.(cty.Value); {
		case status != done:
			return nil, stuck
		case !isCty || other.IsKnown():
			return true, done
		case holder != nil:
			if held, status := holder.run(f); status != done || !isUnknown(held) {
				return nil, stuck // it is there, whatever it will be
			}
		}
		return cty.UnknownVal(cty.Bool), done
	})
}

// holder is what has the attribute or the element that a reference names; nil for
// what names none.
func (b *builder) holder(e hclsyntax.Expression) *code {
	reference, ok := e.(*hclsyntax.ScopeTraversalExpr)
	if !ok || len(reference.Traversal) < 2 {
		return nil
	}
	return b.steps(b.root(reference.Traversal.RootName()), reference.Traversal[1:len(reference.Traversal)-1], true)
}

func isUnknown(v plain.Value) bool {
	other, isCty := v.(cty.Value)
	return isCty && !other.IsKnown()
}
