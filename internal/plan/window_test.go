package plan

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// rebuilt writes a document as the windows divide it, names unescaped and quoted
// again, without space.
func rebuilt(raw jsontext.Value, out *bytes.Buffer) {
	switch raw.Kind() {
	case '{':
		out.WriteByte('{')
		for name, value := range members(raw) {
			quoted, _ := jsontext.AppendQuote(nil, name)
			out.Write(quoted)
			out.WriteByte(':')
			rebuilt(value, out)
			out.WriteByte(',')
		}
		out.WriteByte('}')
	case '[':
		out.WriteByte('[')
		for value := range elements(raw) {
			rebuilt(value, out)
			out.WriteByte(',')
		}
		out.WriteByte(']')
	case '"':
		quoted, _ := jsontext.AppendQuote(nil, unquote(raw))
		out.Write(quoted)
	default:
		out.Write(raw)
	}
}

// decoded writes a document as the decoder divides it, and reports whether it is
// one.
func decoded(document string, out *bytes.Buffer) bool {
	decoder := jsontext.NewDecoder(strings.NewReader(document))
	for {
		token, err := decoder.ReadToken()
		if err != nil {
			return false
		}
		name := false
		if kind, n := decoder.StackIndex(decoder.StackDepth()); kind == '{' && n%2 == 1 {
			name = token.Kind() != '{'
		}
		if token.Kind() == '"' {
			quoted, _ := jsontext.AppendQuote(nil, token.String())
			out.Write(quoted)
		} else {
			out.WriteString(token.String())
		}
		switch {
		case token.Kind() == '{', token.Kind() == '[':
		case name:
			out.WriteByte(':')
		case decoder.StackDepth() > 0:
			out.WriteByte(',')
		default:
			return true
		}
	}
}

// FuzzWindows divides every document as the decoder does.
func FuzzWindows(f *testing.F) {
	for _, document := range []string{
		`{}`, `[]`, `""`, `null`, ` [ 1 , true , [ ] , { } ] `, "{\n\t\"a\" : { \"b\\\"\" : \"\\\\\" , \"\\u0061\" : -1.5e+3 } ,\r\n \"c\" : \"}]\\\\\\\"{[\" }",
	} {
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, document string) {
		var want, got bytes.Buffer
		if !decoded(document, &want) {
			return
		}
		raw, err := jsontext.NewDecoder(strings.NewReader(document)).ReadValue()
		if err != nil {
			t.Fatalf("%s can be read by tokens but not at once: %v", strconv.Quote(document), err)
		}
		if rebuilt(raw, &got); got.String() != want.String() {
			t.Errorf("%s is %s, want %s", strconv.Quote(document), got.String(), want.String())
		}
	})
}
