package adopt

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// names gives resources names of their own, made of what they are about.
type names map[string]string // what each name is of

// of is the name of something, which its parts say: the same for the same, and for
// nothing else.
func (n names) of(parts ...string) string {
	whole := strings.Join(parts, "\x00")
	name := Identifier(strings.Join(parts, "_"))
	if of, taken := n[name]; taken && of != whole {
		name += "_" + digest(whole)
	}
	n[name] = whole
	return name
}

var others = regexp.MustCompile(`[^a-z0-9]+`)

// Identifier is a text as Terraform names things.
func Identifier(text string) string {
	name := strings.Trim(others.ReplaceAllString(strings.ToLower(text), "_"), "_")
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		name = "_" + name
	}
	return name
}

// hyphened is a text as identities are named.
func hyphened(text string) string {
	return strings.Trim(others.ReplaceAllString(strings.ToLower(text), "-"), "-")
}

// digest tells texts apart that read the same without their special characters.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}
