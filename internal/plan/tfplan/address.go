package tfplan

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// parseAddress fills a change's module, mode, type, name and index from its
// address, which is all that the file gives.
func parseAddress(c *change.Change) error {
	steps, ok := splitAddress(c.Address)
	if !ok {
		return damaged("A resource change has the address %q, which is none", printable(c.Address))
	}
	local := 0
	for local+1 < len(steps) && steps[local].name == "module" {
		local += 2
	}
	if local > 0 {
		c.Module = c.Address[:steps[local-1].end]
	}
	rest := steps[local:]
	c.Mode = change.Managed
	if len(rest) == 3 && rest[0].name == "data" {
		c.Mode, rest = change.Data, rest[1:]
	}
	if len(rest) != 2 || rest[0].key != "" {
		return damaged("A resource change has the address %q, which is none of a resource", printable(c.Address))
	}
	c.Type, c.Name = rest[0].name, rest[1].name
	if rest[1].key == "" {
		return nil
	}
	index, ok := parseKey(rest[1].key)
	if !ok {
		return damaged("A resource change has the address %q, whose key is none", printable(c.Address))
	}
	c.Index = index
	return nil
}

// addressStep is a name with the instance key behind it, as it is written.
type addressStep struct {
	name, key string
	end       int // where it ends in the address
}

// splitAddress is by hand because hcl's parser takes longer than everything
// else that is done with a change.
func splitAddress(address string) ([]addressStep, bool) {
	steps := make([]addressStep, 0, 4)
	for at := 0; ; at++ {
		step := addressStep{}
		start := at
		for at < len(address) && address[at] != '.' && address[at] != '[' {
			at++
		}
		step.name = address[start:at]
		if step.name == "" {
			return nil, false
		}
		if at < len(address) && address[at] == '[' {
			length := keyLength(address[at:])
			if length < 0 {
				return nil, false
			}
			step.key = address[at+1 : at+length-1]
			at += length
		}
		step.end = at
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

func parseKey(text string) (cty.Value, bool) {
	if text[0] != '"' {
		n, err := strconv.ParseInt(text, 10, 64)
		return cty.NumberIntVal(n), err == nil
	}
	inner := strings.TrimSuffix(text[1:], `"`)
	if !strings.ContainsAny(inner, "\\$%\"") {
		return cty.StringVal(inner), len(text) >= 2
	}
	expression, diags := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, false
	}
	value, diags := expression.Value(nil)
	return value, !diags.HasErrors() && value.Type() == cty.String
}
