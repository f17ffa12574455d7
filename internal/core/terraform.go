package core

import (
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// Terraform returns the functions of configurations that depend on nothing but
// their arguments, by the name that Terraform gives them. Those that read files,
// ask a clock or a random source, or are a provider's, are not among them.
func Terraform() map[string]function.Function {
	table := map[string]function.Function{
		"try": tryFunc, "can": canFunc,
		"sensitive": sensitiveFunc, "nonsensitive": nonsensitiveFunc, "issensitive": isSensitiveFunc,
	}
	add := func(all map[string]callable, passes bool) {
		for name, f := range all {
			table[name] = open(settle(f, passes))
		}
	}
	for name, f := range decoders {
		table[name] = open(f)
	}
	add(passing, true)
	add(passingInConfigurations, true)
	own := maps.Clone(computing)
	for _, name := range []string{"contains_substring", "regex_match", "valuetostring", "semvercmp", "semverconstraint", "type"} {
		delete(own, name) // the policy language's own
	}
	add(own, false)
	add(computingInConfigurations, false)
	return table
}

var passingInConfigurations = map[string]callable{
	"coalesce":  coalesceFunc,
	"lookup":    lookupFunc,
	"matchkeys": matchKeysFunc,
	"tobool":    toFunc(cty.Bool),
	"tomap":     toFunc(cty.Map(cty.DynamicPseudoType)),
	"tonumber":  toFunc(cty.Number),
	"tostring":  toFunc(cty.String),
}

var computingInConfigurations = map[string]callable{
	"base64decode": limited(base64DecodeFunc, bySize),
	"base64encode": limited(base64EncodeFunc, bySize),
	"base64sha256": limited(base64SHA256Func, bySize),
	"base64sha512": limited(base64SHA512Func, bySize),
	"md5":          limited(md5Func, bySize),
	"sha1":         limited(sha1Func, bySize),
	"sha256":       limited(sha256Func, bySize),
	"sha512":       limited(sha512Func, bySize),
	"urldecode":    limited(urlDecodeFunc, bySize),
	"urlencode":    limited(urlEncodeFunc, bySize),
	"uuidv5":       uuidV5Func,

	"textdecodebase64": limited(textDecodeFunc, bySize),
	"textencodebase64": limited(textEncodeFunc, bySize),

	"basename": baseNameFunc,
	"dirname":  dirNameFunc,

	"cidrcontains": cidrContainsFunc,
	"cidrhost":     cidrHostFunc,
	"cidrnetmask":  cidrNetmaskFunc,
	"cidrsubnet":   cidrSubnetFunc,
	"cidrsubnets":  cidrSubnetsFunc,

	"index":       limited(indexFunc, bySize),
	"replace":     limited(replaceFunc, byReplacement),
	"strcontains": containsSubstringFunc,
	"sum":         sumFunc,
	"transpose":   limited(transposeFunc, bySize),
}

// replaceFunc takes a pattern between slashes for a regular expression.
var replaceFunc = function.New(&function.Spec{
	Description:  "Replaces every occurrence of a substring, or of what matches a /pattern/.",
	Params:       []function.Parameter{{Name: "str", Type: cty.String}, {Name: "substr", Type: cty.String}, {Name: "replace", Type: cty.String}},
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if pattern, ok := betweenSlashes(args[1]); ok {
			return stdlib.RegexReplaceFunc.Call([]cty.Value{args[0], cty.StringVal(pattern), args[2]})
		}
		return stdlib.ReplaceFunc.Call(args)
	},
})

func betweenSlashes(value cty.Value) (string, bool) {
	s, ok := text(value)
	if !ok || len(s) < 2 || s[0] != '/' || s[len(s)-1] != '/' {
		return "", false
	}
	return s[1 : len(s)-1], true
}

// byReplacement bounds the steps of a pattern, and what replacing could make.
func byReplacement(args []cty.Value) error {
	if err := bySize(args); err != nil {
		return err
	}
	str, _ := text(args[0])
	with, _ := text(args[2])
	if float64(len(str)+1)*float64(len(with)) > maxSize {
		return function.NewArgErrorf(2, "the result could be longer than %d MiB", maxSize>>20)
	}
	if pattern, ok := betweenSlashes(args[1]); ok {
		return byPattern(1, 0)([]cty.Value{args[0], cty.StringVal(pattern)})
	}
	return nil
}
