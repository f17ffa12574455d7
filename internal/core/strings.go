package core

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

var (
	endsWithFunc          = stringTestFunc("Reports whether a string ends with a suffix.", "suffix", strings.HasSuffix)
	containsSubstringFunc = stringTestFunc("Reports whether a string contains another.", "substr", strings.Contains)
)

func stringTestFunc(description, second string, test func(s, other string) bool) function.Function {
	return function.New(&function.Spec{
		Description: description,
		Params: []function.Parameter{
			{Name: "str", Type: cty.String, AllowUnknown: true},
			{Name: second, Type: cty.String},
		},
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			other := args[1].AsString()
			if args[0].IsKnown() {
				return cty.BoolVal(test(args[0].AsString(), other)), nil
			}
			if other == "" {
				return cty.True, nil
			}
			return cty.UnknownVal(cty.Bool), nil
		},
	})
}

// startsWithFunc decides by the known beginning of a text, too: what a template
// says before its first unknown part, as in "serviceAccount:${…}".
var startsWithFunc = function.New(&function.Spec{
	Description: "Reports whether a string starts with a prefix.",
	Params: []function.Parameter{
		{Name: "str", Type: cty.String, AllowUnknown: true},
		{Name: "prefix", Type: cty.String},
	},
	Type:         function.StaticReturnType(cty.Bool),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		prefix := args[1].AsString()
		if args[0].IsKnown() {
			return cty.BoolVal(strings.HasPrefix(args[0].AsString(), prefix)), nil
		}
		begins := args[0].Range().StringPrefix()
		switch {
		case strings.HasPrefix(begins, prefix):
			return cty.True, nil
		case !strings.HasPrefix(prefix, begins):
			return cty.False, nil
		default:
			return cty.UnknownVal(cty.Bool), nil
		}
	},
})

// regexMatchFunc takes the string first, unlike Terraform's regex functions.
var regexMatchFunc = function.New(&function.Spec{
	Description: "Reports whether a string matches a regular expression, anywhere in it.",
	Params: []function.Parameter{
		{Name: "str", Type: cty.String},
		{Name: "pattern", Type: cty.String},
	},
	Type:         function.StaticReturnType(cty.Bool),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		pattern, err := compilePattern(args[1].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(1, "invalid regular expression: %s", err)
		}
		return cty.BoolVal(pattern.MatchString(args[0].AsString())), nil
	},
})

// patterns remembers compiled patterns: a policy asks the same few of thousands
// of changes. It forgets everything when full, because patterns made of data
// would otherwise fill the memory.
var patterns = struct {
	sync.Mutex
	compiled map[string]*regexp.Regexp
}{compiled: make(map[string]*regexp.Regexp)}

const maxPatterns = 256

func compilePattern(source string) (*regexp.Regexp, error) {
	patterns.Lock()
	pattern, ok := patterns.compiled[source]
	patterns.Unlock()
	if ok {
		return pattern, nil
	}
	pattern, err := regexp.Compile(source)
	if err != nil {
		return nil, err
	}
	patterns.Lock()
	defer patterns.Unlock()
	if len(patterns.compiled) >= maxPatterns {
		clear(patterns.compiled)
	}
	patterns.compiled[source] = pattern
	return pattern, nil
}

// valueToString returns core::valuetostring: primitive values as they are, null
// as (null), everything else as indented JSON. What is unknown leaves the result
// unknown, unless it is to be shown.
func valueToString(shown bool) callable {
	return limited(function.New(&function.Spec{
		Description: "Converts any value to a string, for people to read.",
		Params: []function.Parameter{{
			Name: "value", Type: cty.DynamicPseudoType,
			AllowDynamicType: true, AllowNull: true, AllowUnknown: true,
		}},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			value := args[0]
			if !value.IsWhollyKnown() {
				if !shown {
					return cty.UnknownVal(cty.String), nil
				}
				value = showUnknown(value)
			}
			if value.IsNull() {
				return cty.StringVal("(null)"), nil
			}
			if value.Type().IsPrimitiveType() {
				return convert.Convert(value, cty.String)
			}
			compact, err := ctyjson.Marshal(value, value.Type())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			var indented bytes.Buffer
			if err := json.Indent(&indented, compact, "", "  "); err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return cty.StringVal(indented.String()), nil
		},
	}), bySize)
}

// showUnknown replaces what is unknown in a value by the word for it. The
// result's types are free to differ, so collections become structures.
func showUnknown(value cty.Value) cty.Value {
	switch ty := value.Type(); {
	case !value.IsKnown():
		return cty.StringVal("(unknown)")
	case value.IsNull(), ty.IsPrimitiveType(), ty.IsCapsuleType():
		return value
	case ty.IsObjectType(), ty.IsMapType():
		attrs := make(map[string]cty.Value)
		for it := value.ElementIterator(); it.Next(); {
			key, element := it.Element()
			attrs[key.AsString()] = showUnknown(element)
		}
		return cty.ObjectVal(attrs)
	default:
		var elements []cty.Value
		for it := value.ElementIterator(); it.Next(); {
			_, element := it.Element()
			elements = append(elements, showUnknown(element))
		}
		return cty.TupleVal(elements)
	}
}
