// Package core is the function table of the policy language: every pure
// function that a policy calls as core::name.
//
// The functions are Terraform's own where Terraform has them, so that an
// expression means in a policy what it means in a configuration. What they add
// is a discipline for marks (see [change]): Origin marks travel with unknown
// results and end with known ones, a Partial mark opens to jsondecode and
// yamldecode alone, and Sensitive is never lost but by nonsensitive.
//
// Functions that look beyond their arguments (getresources, getdatasource,
// gethttprequest and plugins) are the evaluator's.
package core

import (
	"time"

	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// Prefix is the namespace that every function of the language is called under.
const Prefix = "core::"

// Governance is the namespace of what this engine adds to the language.
const Governance = "nhi::"

// Functions returns the table for conditions, filters and locals, by full name.
// The instant is what core::timestamp says, so that a run has one clock.
func Functions(now time.Time) map[string]function.Function {
	table := make(map[string]function.Function)
	add := func(name string, f function.Function) { table[Prefix+name] = f }

	// These evaluate their arguments themselves, or treat marks as data.
	add("try", tryFunc)
	add("can", canFunc)
	add("issensitive", isSensitiveFunc)
	add("nonsensitive", nonsensitiveFunc)
	add("sensitive", sensitiveFunc)
	add("timestamp", timestamp(now))

	for name, f := range decoders {
		add(name, open(remembering(f)))
	}
	for name, f := range passing {
		add(name, open(settle(f, true)))
	}
	for name, f := range computing {
		add(name, open(settle(f, false)))
	}
	table[Governance+"known"] = knownFunc
	for name, f := range governing {
		table[Governance+name] = open(settle(f, false))
	}
	return table
}

// MessageFunctions returns the table for messages. It differs in one function:
// core::valuetostring renders what is unknown as (unknown), which in a condition
// would turn "not known yet" into a verdict.
func MessageFunctions(now time.Time) map[string]function.Function {
	table := Functions(now)
	table[Prefix+"valuetostring"] = open(settle(valueToString(true), false))
	return table
}

// passing functions hand on elements of their arguments as they are, marks
// included.
var passing = map[string]callable{
	"chunklist":    stdlib.ChunklistFunc,
	"coalescelist": stdlib.CoalesceListFunc,
	"concat":       limited(stdlib.ConcatFunc, bySize),
	"element":      stdlib.ElementFunc,
	"flatten":      limited(flattenFunc, bySize),
	"merge":        limited(stdlib.MergeFunc, byMapping),
	"one":          oneFunc,
	"reverse":      stdlib.ReverseListFunc,
	"setproduct":   limited(explaining(stdlib.SetProductFunc, noCommonType), byProduct),
	"slice":        stdlib.SliceFunc,
	"tolist":       toListFunc,
	"toset":        toSetFunc,
	"values":       stdlib.ValuesFunc,
	"zipmap":       stdlib.ZipmapFunc,
}

const (
	notReal      = "the result is not a real number"
	noCommonType = "the elements must be of one type"
)

// computing functions make new values of their arguments.
var computing = map[string]callable{
	"abs":    stdlib.AbsoluteFunc,
	"ceil":   stdlib.CeilFunc,
	"floor":  stdlib.FloorFunc,
	"log":    explaining(stdlib.LogFunc, notReal),
	"max":    stdlib.MaxFunc,
	"min":    stdlib.MinFunc,
	"pow":    explaining(stdlib.PowFunc, notReal),
	"signum": stdlib.SignumFunc,

	"chomp":      stdlib.ChompFunc,
	"endswith":   endsWithFunc,
	"format":     limited(stdlib.FormatFunc, byFormat),
	"formatdate": limited(stdlib.FormatDateFunc, bySize),
	"formatlist": limited(stdlib.FormatListFunc, byFormat),
	"indent":     limited(stdlib.IndentFunc, byIndent),
	"join":       limited(stdlib.JoinFunc, byJoin),
	"lower":      stdlib.LowerFunc,
	"parseint":   limited(stdlib.ParseIntFunc, byDigits),
	"regex":      limited(stdlib.RegexFunc, byPattern(0, 1)),
	"regexall":   limited(stdlib.RegexAllFunc, byPattern(0, 1)),
	"split":      limited(stdlib.SplitFunc, bySize),
	"startswith": startsWithFunc,
	"strrev":     stdlib.ReverseFunc,
	"substr":     stdlib.SubstrFunc,
	"title":      stdlib.TitleFunc,
	"trim":       stdlib.TrimFunc,
	"trimprefix": stdlib.TrimPrefixFunc,
	"trimspace":  stdlib.TrimSpaceFunc,
	"trimsuffix": stdlib.TrimSuffixFunc,
	"upper":      stdlib.UpperFunc,

	"contains_substring": containsSubstringFunc,
	"regex_match":        limited(regexMatchFunc, byPattern(1, 0)),
	"valuetostring":      valueToString(false),

	"alltrue":         allTrueFunc,
	"anytrue":         anyTrueFunc,
	"compact":         stdlib.CompactFunc,
	"contains":        containsFunc,
	"distinct":        stdlib.DistinctFunc,
	"keys":            stdlib.KeysFunc,
	"length":          lengthFunc,
	"range":           limited(stdlib.RangeFunc, byStep),
	"setintersection": explaining(stdlib.SetIntersectionFunc, noCommonType),
	"setsubtract":     explaining(stdlib.SetSubtractFunc, noCommonType),
	"setunion":        explaining(stdlib.SetUnionFunc, noCommonType),
	"sort":            stdlib.SortFunc,

	"csvdecode":  limited(stdlib.CSVDecodeFunc, bySize),
	"jsonencode": limited(stdlib.JSONEncodeFunc, bySize),
	"yamlencode": limited(yaml.YAMLEncodeFunc, byText),

	"timeadd": stdlib.TimeAddFunc,
	"timecmp": timeCmpFunc,

	"semvercmp":        semverCmpFunc,
	"semverconstraint": semverConstraintFunc,

	"type": typeFunc,
}
