package plain_test

import (
	"math/big"
	"testing"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"
)

var (
	third  = cty.NumberIntVal(1).Divide(cty.NumberIntVal(3))
	nested = cty.ObjectVal(map[string]cty.Value{
		"list": cty.TupleVal([]cty.Value{cty.StringVal("a"), cty.NumberIntVal(1), cty.NullVal(cty.String)}),
		"half": cty.UnknownVal(cty.String),
	})
	values = map[string]cty.Value{
		"string":        cty.StringVal("a"),
		"other string":  cty.StringVal("ä"),
		"true":          cty.True,
		"one":           cty.NumberIntVal(1),
		"one, parsed":   cty.MustParseNumberVal("1.0"),
		"a third":       third,
		"0.1":           cty.MustParseNumberVal("0.1"),
		"0.1 of a few":  cty.NumberFloatVal(0.1),
		"null":          cty.NullVal(cty.DynamicPseudoType),
		"null string":   cty.NullVal(cty.String),
		"null list":     cty.NullVal(cty.List(cty.String)),
		"tuple":         cty.TupleVal([]cty.Value{cty.StringVal("a")}),
		"empty tuple":   cty.EmptyTupleVal,
		"list":          cty.ListVal([]cty.Value{cty.StringVal("a")}),
		"empty list":    cty.ListValEmpty(cty.String),
		"set":           cty.SetVal([]cty.Value{cty.StringVal("a")}),
		"map":           cty.MapVal(map[string]cty.Value{"a": cty.StringVal("a")}),
		"object":        nested,
		"empty object":  cty.EmptyObjectVal,
		"unknown":       cty.DynamicVal,
		"unknown bool":  cty.UnknownVal(cty.Bool),
		"marked":        cty.StringVal("a").Mark("secret"),
		"marked within": cty.TupleVal([]cty.Value{cty.StringVal("a").Mark("secret")}),
	}
)

// What was made plain can be made what it was.
func TestBackAndForth(t *testing.T) {
	t.Parallel()
	for name, value := range values {
		if got := plain.Cty(plain.Of(value)); !got.RawEquals(value) {
			t.Errorf("%s: %#v, want %#v", name, got, value)
		}
		if got, want := plain.Wholly(plain.Of(value)), value.IsWhollyKnown(); got != want {
			t.Errorf("%s: wholly known %t, want %t", name, got, want)
		}
	}
}

// Equal says what cty does, or that it does not know.
func TestEqual(t *testing.T) {
	t.Parallel()
	decided := 0
	for nameA, a := range values {
		for nameB, b := range values {
			equal, known := plain.Equal(plain.Of(a), plain.Of(b))
			if !known {
				continue
			}
			decided++
			if want, _ := a.Equals(b).Unmark(); !want.IsKnown() || want.True() != equal {
				t.Errorf("%s == %s: %t, want %#v", nameA, nameB, equal, want)
			}
		}
	}
	if decided < len(values)*len(values)/3 {
		t.Errorf("only %d of %d were decided", decided, len(values)*len(values))
	}
}

// A document decodes to what Terraform's jsondecode makes of it.
func TestDecodeJSON(t *testing.T) {
	t.Parallel()
	for _, document := range []string{
		`null`, `true`, `"a\u00e4\u0061\u0308"`, `1.50`, `[]`, `{}`, `[1,"a",[null]]`,
		`{"b":1,"a":{"c":[]},"d":2,"e":3,"f":4,"g":5,"h":6,"i":7,"j":8}`,
	} {
		got, within, err := plain.DecodeJSON(document, 20)
		want, wantErr := stdlib.JSONDecode(cty.StringVal(document))
		if err != nil || wantErr != nil || !within || !plain.Cty(got).RawEquals(want) {
			t.Errorf("%s: %#v (%t, %v), want %#v (%v)", document, got, within, err, want, wantErr)
		}
	}
	for _, document := range []string{``, `{`, `[1,]`, `{"a":1,"a":2}`, `{"ä":1,"a` + "\u0308" + `":2}`, `1 2`} {
		if got, _, err := plain.DecodeJSON(document, 20); err == nil {
			t.Errorf("%s: %#v, want an error", document, got)
		}
	}
	if _, within, err := plain.DecodeJSON(`[1e9]`, 20); within || err != nil {
		t.Errorf("an exponent is within: %t, %v", within, err)
	}
}

// Objects with few members and with many are read alike.
func TestObject(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 1, 8, 9, 100} {
		var members []plain.Member
		for i := range size {
			members = append(members, plain.Member{Name: string(rune('a' + (i*37)%size)), Value: plain.Int(i)})
		}
		object := plain.NewObject(members)
		for _, member := range object.Members() {
			if got, ok := object.Get(member.Name); !ok || got.(*big.Float).Cmp(member.Value.(*big.Float)) != 0 {
				t.Errorf("%d members: %q is %v, want %v", size, member.Name, got, member.Value)
			}
		}
		if _, ok := object.Get("none"); ok || object.Len() != size {
			t.Errorf("%d members: has what it does not have, or is %d long", size, object.Len())
		}
	}
}
