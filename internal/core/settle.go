package core

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// settle decides which marks of a function's result still hold.
func settle(f callable, passes bool) callable {
	return around(f, func(args []cty.Value) (cty.Value, error) {
		result, err := f.Call(args)
		if err != nil {
			return cty.NilVal, err
		}
		for _, arg := range args {
			switch {
			case !result.IsKnown():
				// cty leaves the marks of a parameter that allows marks
				// to the function, and does not call it for an unknown.
				_, marks := arg.UnmarkDeep()
				result = result.WithMarks(marks)
			case arg.HasMark(change.Sensitive):
				result = result.Mark(change.Sensitive)
			}
		}
		return settleMarks(result, passes), nil
	})
}

// settleMarks drops from the top of a value the Origin of what is now known, and
// the Partial structure of another string.
func settleMarks(value cty.Value, passes bool) cty.Value {
	if !value.IsMarked() {
		return value
	}
	plain, marks := value.Unmark()
	known := plain.IsWhollyKnown()
	kept := make(cty.ValueMarks, len(marks))
	for mark := range marks {
		switch mark.(type) {
		case change.Origin:
			if known {
				continue
			}
		case change.Partial:
			// A set carries its elements' marks as its own, and then
			// they say nothing of any one element.
			if known || !passes || plain.Type() != cty.String {
				continue
			}
		}
		kept[mark] = struct{}{}
	}
	return plain.WithMarks(kept)
}

// callable is a [function.Function], or one with something around it.
type callable interface {
	Description() string
	Params() []function.Parameter
	VarParam() *function.Parameter
	Call(args []cty.Value) (cty.Value, error)
}

// around puts impl in the place of f's Call. It is no function.Function of its
// own, because each of them walks through all of its arguments, in search of
// marks, whenever it is called.
func around(f callable, impl func(args []cty.Value) (cty.Value, error)) callable {
	return wrapped{f, impl}
}

type wrapped struct {
	callable
	impl func(args []cty.Value) (cty.Value, error)
}

func (w wrapped) Call(args []cty.Value) (cty.Value, error) { return w.impl(args) }

// open returns a function of f's signature that lets every value through to it.
// The result's type is left open because f, called within, checks it.
func open(f callable) function.Function {
	params := f.Params()
	for i := range params {
		allowAll(&params[i])
	}
	varParam := f.VarParam()
	if varParam != nil {
		allowAll(varParam)
	}
	return function.New(&function.Spec{
		Description: f.Description(),
		Params:      params,
		VarParam:    varParam,
		Type:        function.StaticReturnType(cty.DynamicPseudoType),
		Impl:        func(args []cty.Value, _ cty.Type) (cty.Value, error) { return f.Call(args) },
	})
}

func allowAll(p *function.Parameter) {
	p.AllowDynamicType = true
	p.AllowMarked = true
	p.AllowNull = true
	p.AllowUnknown = true
}
