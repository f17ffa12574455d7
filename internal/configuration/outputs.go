package configuration

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Output is an output of the root module.
type Output struct {
	Name      string
	Value     change.Object // of any type: names choose nothing of it
	Sensitive bool
}

// Outputs returns the outputs of the root module, by name, for an evaluator that
// [Configuration.Static] made.
func (e *Evaluator) Outputs() []Output {
	root, ok := e.scopeOf(nil)
	if !ok {
		return nil
	}
	var outputs []Output
	for _, name := range root.module.names("output.") {
		b := root.module.block("output." + name)
		outputs = append(outputs, Output{name, outputObject{root, b}, b.flag("sensitive")})
	}
	return outputs
}

type outputObject struct {
	scope scope
	block *block
}

// Value evaluates the output, whatever the names.
func (o outputObject) Value(change.Names) (cty.Value, error) {
	at := change.Origin{Address: o.block.name}
	if set := o.block.attribute("value"); set != nil {
		return plannedAt(o.scope.evaluate(set.Expr), at), nil
	}
	return cty.DynamicVal.Mark(at), nil
}
