package core

import (
	"github.com/hashicorp/go-version"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

var semverCmpFunc = function.New(&function.Spec{
	Description: "Compares two semantic versions: -1 if the first is older, 0 if they are the same, 1 if it is newer.",
	Params: []function.Parameter{
		{Name: "version_a", Type: cty.String},
		{Name: "version_b", Type: cty.String},
	},
	Type:         function.StaticReturnType(cty.Number),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		a, err := parseVersion(args, 0)
		if err != nil {
			return cty.NilVal, err
		}
		b, err := parseVersion(args, 1)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.NumberIntVal(int64(a.Compare(b))), nil
	},
})

var semverConstraintFunc = function.New(&function.Spec{
	Description: "Reports whether a version meets a version constraint, in Terraform's syntax.",
	Params: []function.Parameter{
		{Name: "version", Type: cty.String},
		{Name: "constraint", Type: cty.String},
	},
	Type:         function.StaticReturnType(cty.Bool),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		v, err := parseVersion(args, 0)
		if err != nil {
			return cty.NilVal, err
		}
		constraints, err := version.NewConstraint(args[1].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(1, "%q is not a version constraint such as \">= 1.2.0, < 2.0.0\"", args[1].AsString())
		}
		return cty.BoolVal(constraints.Check(v)), nil
	},
})

func parseVersion(args []cty.Value, i int) (*version.Version, error) {
	v, err := version.NewSemver(args[i].AsString())
	if err != nil {
		return nil, function.NewArgErrorf(i, "%q is not a semantic version such as \"1.2.3\"", args[i].AsString())
	}
	return v, nil
}
