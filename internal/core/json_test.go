package core_test

import (
	"strings"
	"testing"
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
)

var documents = []string{
	`{"Version":"2012-10-17","Statement":[{"Action":"*","Effect":"Allow","Resource":["a","b"]}]}`,
	`null`, `true`, ` false `, `"x\u00e9\ud83d\ude00\n"`, `-1.50e3`, `123456789012345678901234567890`, `0.1`,
	`[]`, `{}`, `[[],{},null,[1,"a"]]`, `{"a":{"b":{"c":null}}}`, `{"a":1,"a":"twice"}`, "\"e\u0301\"", "{\"e\u0301\":1}",
	``, ` `, `{`, `[1,`, `{"a"`, `{"a":}`, `[1]]`, `{} {}`, `tru`, `01`, `"`, `"\x"`, `{'a':1}`, "\"\xff\"", `1e`, `{"a":1,}`,
}

// The documents that cty's function opens are those that ours does, to the same.
func TestJSONDecodeIsCtys(t *testing.T) {
	t.Parallel()
	for _, document := range documents {
		sameJSON(t, document)
	}
}

func TestJSONDecodeRefuses(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		`{"a":1,"a":1}`: "a member twice", `[1]]`: "something follows", `{"a":[1,`: "ends in the middle",
		`{"canary":x}`:             "malformed at byte 10",
		strings.Repeat("[", 1<<20): "malformed at byte",
	} {
		_, err := core.Functions(time.Time{})["core::jsondecode"].Call([]cty.Value{cty.StringVal(document)})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%.20s: got %v, want %s", document, err, want)
		}
	}
}

func FuzzJSONDecode(f *testing.F) {
	for _, document := range documents {
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, document string) {
		if len(document) < 1<<12 {
			sameJSON(t, document)
		}
	})
}

func sameJSON(t *testing.T, document string) {
	t.Helper()
	want, wantErr := stdlib.JSONDecode(cty.StringVal(document))
	got, gotErr := core.Functions(time.Time{})["core::jsondecode"].Call([]cty.Value{cty.StringVal(document)})
	if wantErr == nil && gotErr != nil {
		for _, refusal := range []string{"its exponent", "a member twice", "something follows"} {
			if strings.Contains(gotErr.Error(), refusal) {
				return // what only ours refuses
			}
		}
	}
	if (wantErr == nil) != (gotErr == nil) {
		t.Fatalf("%q: got error %v, want %v", document, gotErr, wantErr)
	}
	if wantErr == nil && !got.RawEquals(want) {
		t.Errorf("%q: got %#v, want %#v", document, got, want)
	}
}
