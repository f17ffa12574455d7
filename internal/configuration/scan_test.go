package configuration

import (
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// The short cut says what hcl says, of every byte at every place.
func TestIdentifierIsHCLs(t *testing.T) {
	t.Parallel()
	words := []string{"", "aws_iam_role", "größe", "a-b-1", "名"}
	for c := range 256 {
		b := string([]byte{byte(c)})
		words = append(words, b, "a"+b, b+"a", "a"+b+"a")
	}
	for _, word := range words {
		if got, want := identifier(word), hclsyntax.ValidIdentifier(word); got != want {
			t.Errorf("%q: got %t, want %t", word, got, want)
		}
	}
}
