package change

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Address is the absolute address of a resource, taken apart.
type Address struct {
	Module []Call
	Mode   Mode
	Type   string
	Name   string
	Index  cty.Value // number, string, [cty.DynamicVal] when not known, or cty.NilVal
}

// Call is one step into a module: the name of its call, and the key of the
// instance.
type Call struct {
	Name string
	Key  cty.Value // number, string, [cty.DynamicVal] when not known, or cty.NilVal
}

// ParseAddress takes the address of a resource, or of an instance of it, apart.
// It is by hand because every change of a plan needs it, and hcl's parser takes
// longer than everything else that is done with a change.
func ParseAddress(text string) (Address, bool) {
	steps, ok := splitAddress(text)
	if !ok {
		return Address{}, false
	}
	a := Address{Mode: Managed}
	a.Module, steps = takeCalls(steps)
	if len(steps) == 3 && steps[0].Name == "data" && steps[0].Key == cty.NilVal {
		a.Mode, steps = Data, steps[1:]
	}
	if len(steps) != 2 || steps[0].Key != cty.NilVal {
		return Address{}, false
	}
	a.Type, a.Name, a.Index = steps[0].Name, steps[1].Name, steps[1].Key
	return a, true
}

// ParseModule takes the address of a module instance apart; that of the root
// module is empty.
func ParseModule(text string) ([]Call, bool) {
	if text == "" {
		return nil, true
	}
	steps, ok := splitAddress(text)
	if !ok {
		return nil, false
	}
	calls, rest := takeCalls(steps)
	return calls, len(rest) == 0
}

// ModuleAddress writes the address of a module instance.
func ModuleAddress(calls []Call) string {
	var b strings.Builder
	for i, call := range calls {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString("module." + call.Name + call.KeyText())
	}
	return b.String()
}

// Resource is the address of the resource within its module, without the key of
// an instance: as expressions there refer to it.
func (a Address) Resource() string {
	if a.Mode == Data {
		return "data." + a.Type + "." + a.Name
	}
	return a.Type + "." + a.Name
}

// anyKey is how an address has a key that is not known, as Terraform writes it.
const anyKey = "[*]"

// KeyText writes the key as addresses have it: [0], ["a"]; nothing without one.
func (c Call) KeyText() string {
	switch {
	case c.Key == cty.NilVal:
		return ""
	case !c.Key.IsKnown():
		return anyKey
	case c.Key.Type() == cty.String:
		return "[" + string(quoteKey(c.Key.AsString())) + "]"
	default:
		return "[" + c.Key.AsBigFloat().Text('f', -1) + "]"
	}
}

// quoteKey quotes a key as Terraform writes it in addresses.
func quoteKey(s string) []byte {
	s = strings.NewReplacer("${", "$${", "%{", "%%{").Replace(s)
	out := []byte{'"'}
	for _, r := range s {
		switch r {
		case '"', '\\':
			out = append(out, '\\', byte(r))
		case '\n':
			out = append(out, `\n`...)
		case '\r':
			out = append(out, `\r`...)
		case '\t':
			out = append(out, `\t`...)
		default:
			out = append(out, string(r)...)
		}
	}
	return append(out, '"')
}

// takeCalls splits steps behind the last module.
func takeCalls(steps []Call) (calls, rest []Call) {
	for len(steps) >= 2 && steps[0].Name == "module" && steps[0].Key == cty.NilVal {
		calls, steps = append(calls, steps[1]), steps[2:]
	}
	return calls, steps
}

// splitAddress splits an address into names with the keys behind them.
func splitAddress(address string) ([]Call, bool) {
	steps := make([]Call, 0, 4)
	for at := 0; ; at++ {
		start := at
		for at < len(address) && address[at] != '.' && address[at] != '[' {
			at++
		}
		step := Call{Name: address[start:at]}
		if step.Name == "" {
			return nil, false
		}
		if at < len(address) && address[at] == '[' {
			length := keyLength(address[at:])
			if length < 3 {
				return nil, false
			}
			key, ok := cty.DynamicVal, true
			if address[at:at+length] != anyKey {
				key, ok = parseKey(address[at+1 : at+length-1])
			}
			if !ok {
				return nil, false
			}
			step.Key = key
			at += length
		}
		steps = append(steps, step)
		if at == len(address) {
			return steps, true
		}
		if address[at] != '.' {
			return nil, false
		}
	}
}

// keyLength returns how long the bracketed key is that text starts with.
func keyLength(text string) int {
	quoted := false
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && c == ']':
			return i + 1
		}
	}
	return -1
}

// maxKey is the length of the longest key that has to be parsed, in bytes.
const maxKey = 64 << 10

func parseKey(text string) (cty.Value, bool) {
	if text[0] != '"' {
		n, err := strconv.ParseInt(text, 10, 64)
		return cty.NumberIntVal(n), err == nil
	}
	inner, closed := strings.CutSuffix(text[1:], `"`)
	if !strings.ContainsAny(inner, "\\$%\"") {
		return cty.StringVal(inner), closed
	}
	if len(text) > maxKey {
		return cty.NilVal, false
	}
	// A key is text alone. Looking at the tokens keeps a hostile one from the
	// parser, whose recursion has no limit.
	tokens, _ := hclsyntax.LexExpression([]byte(text), "", hcl.InitialPos)
	for i, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOQuote:
			if i > 0 {
				return cty.NilVal, false
			}
		case hclsyntax.TokenQuotedLit, hclsyntax.TokenCQuote, hclsyntax.TokenEOF:
		default:
			return cty.NilVal, false
		}
	}
	expression, diags := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, false
	}
	value, diags := expression.Value(nil)
	if diags.HasErrors() || value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return cty.NilVal, false
	}
	return value, true
}
