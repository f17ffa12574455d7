package policy_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// quietCorners are conditions in which deciding silence in Go's values is most
// easily not what HCL decides.
var quietCorners = []string{
	// A name is the same in both of its Unicode forms.
	"core::try({ caf\u00e9 = 1 }.cafe\u0301, 2) == 1",
	"core::try({ cafe\u0301 = 1 }.cafe\u0301, 2) == 2",
	"core::try(attrs.cafe\u0301, 2) == 2",
	"core::try({ \"cafe\u0301\" = 1 }[\"caf\u00e9\"], 2) == 2",
	"\"e${\"\u0301\"}\" == \"\u00e9\"",
	"core::contains([\"cafe\u0301\"], \"caf\u00e9\")",
	"core::upper(\"\u0149\") == core::upper(attrs.word)",
	// An error on the way to a typed element leaves its type.
	`(attrs.yes ? 1 : attrs.typed[-"a"]) == 1`,
	`(attrs.yes ? 1 : attrs.typed[-"a"]) != "1"`,
	`(attrs.yes ? 1 : attrs.typed[attrs.missing]) != "1"`,
	`(attrs.yes ? 1 : attrs.typed[attrs.missing]) == 1`,
	`(attrs.yes ? 1 : attrs.map[attrs.missing]) != "1"`,
	`(attrs.yes ? 1 : attrs.missing) == 1`,
	`(attrs.yes ? 1 : attrs.unmarked) == 1`,
	`(attrs.yes ? [] : attrs.missing) == []`,
	`core::length(attrs.yes ? ["a"] : attrs.missing) == 1`,
	`core::length(attrs.yes ? { a = 1 } : attrs.missing) == 1`,
	`core::length(attrs.yes ? attrs.typed : attrs.missing) == 2`,
	`core::length(attrs.yes ? { a = 1 } : attrs.missing.deeper) == 1`,
	`core::can((attrs.yes ? { a = 1 } : attrs.missing).b)`,
	`!core::can((attrs.yes ? { a = 1 } : attrs.missing).b)`,
	`(attrs.yes ? null : 1) == null`, `(attrs.yes ? 1 : "a") == 1`, `(attrs.yes ? 1 : "a") == "1"`, `(attrs.yes ? true : "a") == "true"`,
	`(attrs.yes ? { a = 1 } : { b = 1 }) == { a = 1 }`, `(attrs.yes ? [1] : ["1"]) == ["1"]`, `(attrs.yes ? [1, "a"] : []) == [1, "a"]`,
	// Numbers are equal when they are written the same.
	`attrs.float == 1180591620717411303424`, `attrs.float != 1180591620717411303424`, `attrs.float == 1180591620717411300000`,
	`attrs.float != 1180591620717411300000`, `core::contains([attrs.float], 1180591620717411303424)`, `!core::contains([attrs.float], 1180591620717411303424)`,
	`attrs.int * attrs.int == 1208925819614629174706176`, `attrs.int * attrs.int != 1208925819614629174706176`,
	`attrs.tenth == 0.1`, `attrs.tenth != 0.1`, `attrs.least == -9223372036854775808`, `attrs.most == 9223372036854775807`,
	`attrs.infinite == attrs.infinite`, `attrs.infinite > 1`, `-0 == 0`, `attrs.list[0.5] == null`, `core::can(attrs.list[1e30])`, `core::try(attrs.list[-1], 1) == 1`,
	// What can be evaluated though it is not known.
	`core::length([core::jsondecode(core::join("", ["tru", core::can(attrs.unmarked)]))]) == 1`,
	`core::length([core::jsondecode(core::join("", ["tru", core::can(attrs.inner.unmarked)]))]) == 1`,
	`core::can(attrs.unmarked)`, `core::can(attrs.inner.unmarked)`, `core::can(attrs.unmarked.deeper) || true`,
	// The clause of a for expression is evaluated once for what is not known.
	`core::length([for x in ["a"] : x if core::length(core::getresources(x, {})) == 0]) == 1`,
	`core::length([for x in ["a"] : x if core::length(core::getresources("none", { a = x })) == 0]) == 1`,
	`core::length([for x in [1] : x if core::setproduct(x == 1 ? ["a"] : [1], [2]) != null]) == 1`,
	`core::length([for x in ["a"] : x if core::regex(x, "a") == x]) == 1`,
	`core::length([for x in ["[^a]"] : x if core::regex(x, "b") == "b"]) == 1`,
	`core::length([for x in ["2020-01-01T00:00:00Z"] : x if core::timecmp(x, x) == 0]) == 1`,
	`core::length([for x in [["a"]] : x if core::zipmap(x, [1]).a == 1]) == 1`,
	`core::length([for x in [["a"]] : x if core::element(x, 0) == "a"]) == 1`,
	`core::length([for x in [["a"]] : x if core::try(x[0].b) == "a"]) == 0`,
	`core::length([for x in [{ a = 1 }] : x if core::try(attrs.missing[x.a], x.a) == 1]) == 1`,
	`core::length([for x in [{ a = 1 }] : x if core::merge(x, { b = 2 }).b == 2]) == 1`,
	`core::length([for x in [{ a = 1 }] : x if core::slice(["a", "b"], 0, x.a) != null]) == 1`,
	`core::length([for x in ["%s"] : x if core::format(x, 1) == "1"]) == 1`,
	`core::length([for x in [2] : x if core::chunklist(["a"], x) != null]) == 1`,
	`core::length([for x in [["a"], []] : x if core::one(x) != null]) == 1`,
	`core::length([for x in [null] : x if x == null]) == 1`,
	`core::length([for k, x in { a = 1 } : k if { (k) = x }.a == 1]) == 1`,
	`core::length([for k, x in { a = null } : k if x == null ? true : x]) == 1`,
	`core::length([for x in [true] : x if x ? true : null]) == 1`,
	`core::length([for x in [true] : x if core::can(x) ? true : null]) == 1`,
	`core::length([for x in [true] : x if core::try(x.a, null) == null]) == 1`,
	`core::length([for x in [true] : x if core::try(x.a, null) == null ? true : x]) == 1`,
	`core::length([for x in [] : x if null]) == 0`, `core::length([for x in [] : x if "true"]) == 0`, `core::length([for x in [] : x if [x]]) == 0`,
	`core::length([for x in [] : x if attrs.missing]) == 0`, `core::length([for x in ["a"] : x if "true"]) == 1`,
	`core::length([for x in attrs.secrets : x]) == 2`, `core::length([for x in attrs.set : x if x == "a"]) == 1`, `core::length([for x in attrs.null : x]) == 0`,
	`core::length([for x in [] : x if core::regex_match("b", "\n${core::join("[a-z]*", core::split("*", x))}\n")]) == 0`,
	`core::length([for x in [] : x if "${core::join(",", x)}" == 1]) == 0`, `core::length([for x in [] : x if "a${x}${attrs.missing}"]) == 0`, `core::length([for x in [] : x if "a${x}${[]}" == ""]) == 0`,
	`core::length([for x in [] : x if !core::anytrue(core::flatten([for k, v in core::try(x.a, {}) : [for l in v : l == k]]))]) == 0`,
	`core::length([for x in [] : x if [for k, v in core::tolist(x) : v] == []]) == 0`, `core::length([for x in [] : x if [for v in x : v] == "a"]) == 0`, `core::length([for x in [] : x if core::length([for v in x : v if null]) == 1]) == 0`,
	`"a${attrs.unmarked}" == "b"`, `core::startswith("a${attrs.unmarked}", "b")`, `!core::startswith("a${attrs.unmarked}", "b")`, `core::can("${attrs.unmarked}${null}")`, `core::try("a${attrs.unmarked}", 1) != null`,
	`[for x in attrs.unmarked : x] == []`, `core::can([for x in attrs.unmarked : x])`, `core::length([for x in core::jsondecode(attrs.unmarked) : x]) == 0`,
	// Sides that decide leave out errors of the other, but not that it is no bool.
	`true || "no bool"`, `false && "no bool"`, `true || null`, `false && null`, `true || attrs.missing`, `true || -"a"`, `true || -"a" == 1`, `!(false && -"a" == 1)`,
	`-"a" == 1 || true`, `attrs.missing || true`, `!(attrs.missing && false)`, `true || (attrs.yes ? "no bool" : attrs.missing)`, `true || attrs.unmarked`, `attrs.unmarked || true`,
	`"true" || false`, `true && "true"`, `true || core::contains(null, 1)`, `true || core::alltrue(null)`, `true || core::regex_match("a", "(")`, `true || !"a"`, `true || !null`,
	`true || core::try("a", 1)`, `true || core::can(attrs.missing)`, `true || (null == attrs.missing)`, `true || [] == {}`,
	`core::can(true && -"a" == 1)`, `core::can(false || attrs.missing)`, `!core::can(attrs.missing || false)`, `core::can(true || "no bool")`, `!core::can(true || "no bool")`,
	// Splats and steps of what is null, typed, or no list.
	`core::length(null[*]) == 0`, `core::length(attrs.null[*].a) == 0`, `core::length(attrs.nothing[*].a) == 0`, `core::length("a"[*]) == 1`, `core::length(attrs.typed[*]) == 2`,
	`core::length(attrs.inner[*].unmarked) == 1`, `core::try(attrs.list[*].a, "none") == "none"`, `core::length(attrs.list[*][0]) == 2`, `attrs.list.0 == "a"`, `attrs.typed.0 == "a"`,
	`core::try(attrs.null.a, 1) == 1`, `core::try(attrs.word.a, 1) == 1`, `core::try(attrs.list["0"], 1) == "a"`, `core::try(attrs.list[null], 1) == 1`, `core::try(attrs.tuple[1], 1) == 1`,
	// Conversions, nulls and duplicates.
	`"1" == 1`, `1 == "1"`, `"true" == true`, `null == attrs.typednull`, `attrs.typednull == null`, `core::contains([null], attrs.typednull)`, `core::contains(attrs.typed, null)`,
	`core::contains(["1"], 1)`, `core::contains([[1]], [1])`, `core::contains([[1], 1], 1)`, `core::contains([attrs.unmarked, 1], 1)`, `!core::contains([attrs.unmarked], 1)`,
	`{ a = 1, a = 2 }.a == 2`, `{ a = 1, (attrs.letter) = 2 }.a == 2`, `core::length({ 1 = 1, "1" = 2 }) == 1`, `{ true = 1 }["true"] == 1`, `{ null = 1 }["null"] == 1`,
	`core::length({ for x in ["a", "a"] : x => 1 }) == 1`, `core::length({ for x in [1, "1"] : x => 1 }) == 1`, `core::can({ for x in ["a", "a"] : x => 1 })`,
	`core::keys({ for x in ["b", "a"] : x => 1 }) == ["a", "b"]`, `[for k, v in { b = 1, a = 2 } : v] == [2, 1]`, `[for k, v in { "\u00e9" = 1, f = 2 } : v] == [2, 1]`,
	`core::length(attrs.word) == 1`, `core::length("e\u0301") == 1`, `core::length({}) == 0`, `core::length(attrs.set) == 2`, `core::flatten([["a"], null]) == ["a", null]`,
	`core::flatten([["a"], attrs.typed]) == ["a", "a", "b"]`, `core::flatten([{ a = [1] }]) == [{ a = [1] }]`, `core::concat([], []) == []`, `core::concat(attrs.typed, []) == ["a", "b"]`,
	`core::alltrue([])`, `!core::anytrue([])`, `core::alltrue([true, null])`, `core::alltrue(["true"])`, `core::anytrue([true, "a"])`, `core::alltrue([true, attrs.unmarked])`, `core::anytrue([true, attrs.unmarked])`,
	`core::jsondecode("{\"a\":1,\"a\":2}").a == 2`, `core::can(core::jsondecode("[1] 2"))`, `core::jsondecode("1e2") == 100`, `core::jsondecode("1.0") == 1`, `core::jsondecode("\"\\u0065\\u0301\"") == "\u00e9"`,
	`core::jsondecode("1180591620717411303424") == attrs.float`, `core::jsondecode("null") == null`, `core::can(core::jsondecode("{\"e\u0301\":1,\"\u00e9\":2}"))`, `core::can(core::jsondecode(""))`,
	`core::regex_match("a\n", "a$")`, `core::regex_match("A", "(?i)a")`, `core::can(core::regex_match("a", "("))`, `core::regex_match(1, "1")`, `core::startswith(1, "1")`, `core::startswith("a", "")`,
	`"${1}" == "1"`, `"${true}a" == "truea"`, `"a${1.50}" == "a1.5"`, `"a${attrs.float}" == "a1180591620717411303424"`, `core::can("a${null}")`, `core::can("a${[]}")`, `"${attrs.null}" == null`,
	`core::type(attrs.yes ? 1 : attrs.missing) == "number"`, `core::tolist([1, "a"])[0] == "1"`, `core::issensitive(attrs.secrets.inner)`, `core::issensitive([for x in attrs.secrets : x][1])`,
	`core::nonsensitive([for x in [attrs.secrets] : x][0].inner) == "hunter2"`, `core::can(core::nonsensitive("a"))`, `core::try(attrs.missing, attrs.alsomissing, 1) == 1`, `core::try(attrs.typednull, 1) == null`,
	`core::try([attrs.unmarked], 1) == 1`, `core::length(core::try([attrs.unmarked], [])) == 1`, `core::length(core::try(attrs.holey, [])) == 1`, `core::length(core::try((attrs.holey), [])) == 1`,
	`core::length(core::try(attrs[attrs.unmarked], [])) == 1`, `core::try(attrs.set["a"], 1) == 1`, `core::try({ a = attrs.missing }.b, 1) == 1`, `[for x in [1] : [for x in [2] : x]][0][0] == 2`,
	`[for x in [1, 2] : [for y in [x] : [for z in [y] : "${x}${y}${z}"]]] == [[["111"]], [["222"]]]`, `[for x, x in { a = 1 } : x] == [1]`, `[for attrs in [{ yes = 1 }] : attrs.yes] == [1]`,
}

// TestQuietAgreesInCorners holds the two evaluations together where they are most
// easily different.
func TestQuietAgreesInCorners(t *testing.T) {
	t.Parallel()
	unmarked := cty.UnknownVal(cty.String)
	attrs := cty.ObjectVal(map[string]cty.Value{
		"yes": cty.True, "word": cty.StringVal("\u0149"), "letter": cty.StringVal("a"), "caf\u00e9": cty.NumberIntVal(2),
		"list": cty.TupleVal([]cty.Value{cty.StringVal("a"), cty.StringVal("b")}), "tuple": cty.EmptyTupleVal,
		"typed": cty.ListVal([]cty.Value{cty.StringVal("a"), cty.StringVal("b")}), "set": cty.SetVal([]cty.Value{cty.StringVal("a"), cty.StringVal("b")}),
		"map": cty.MapVal(map[string]cty.Value{"a": cty.StringVal("b")}), "null": cty.NullVal(cty.DynamicPseudoType), "typednull": cty.NullVal(cty.Number),
		"nothing": cty.NullVal(cty.List(cty.String)), "unmarked": unmarked, "inner": cty.ObjectVal(map[string]cty.Value{"unmarked": unmarked}),
		"holey":   cty.TupleVal([]cty.Value{unmarked}),
		"secrets": cty.ObjectVal(map[string]cty.Value{"inner": cty.StringVal("hunter2").Mark(change.Sensitive), "other": cty.StringVal("x")}),
		"float":   cty.NumberFloatVal(math.Ldexp(1, 70)), "int": cty.NumberIntVal(1 << 40), "tenth": cty.NumberFloatVal(0.1),
		"least": cty.NumberIntVal(math.MinInt64), "most": cty.NumberIntVal(math.MaxInt64), "infinite": cty.PositiveInfinity,
	})
	var src strings.Builder
	for i, condition := range quietCorners {
		fmt.Fprintf(&src, "resource_policy \"t\" \"%d\" {\n  enforce { condition = %s }\n}\n", i, condition)
		fmt.Fprintf(&src, "resource_policy \"t\" \"not %d\" {\n  filter = !(%s)\n  enforce { condition = true }\n}\n", i, condition)
	}
	if quiet := agree(t, "corners", src.String(), []cty.Value{attrs}); quiet < len(quietCorners)/2 {
		t.Errorf("only %d were silent, so little was shown", quiet)
	}
}
