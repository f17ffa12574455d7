package change

import "strings"

// Block returns the address of the block that an instance belongs to: the
// address without its instance keys.
func Block(address string) string {
	if !strings.Contains(address, "[") {
		return address
	}
	var b strings.Builder
	inKey, quoted := false, false
	for i := 0; i < len(address); i++ {
		switch c := address[i]; {
		case quoted && c == '\\':
			i++
		case quoted:
			quoted = c != '"'
		case inKey && c == '"':
			quoted = true
		case inKey:
			inKey = c != ']'
		case c == '[':
			inKey = true
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
