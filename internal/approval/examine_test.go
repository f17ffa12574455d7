package approval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/ssh"
)

// What is said of a signature that does not count names whose it is all the same.
func TestExamine(t *testing.T) {
	t.Parallel()
	signers := signersOf(t, "alice@msp.example "+public(testKeys.alice), "dave@acme.example "+public(testKeys.bob))
	message, err := OfVariation(varied, "acme").Canonical()
	if err != nil {
		t.Fatal(err)
	}
	alice, own := sign(t, message, testKeys.alice), sign(t, message, testKeys.bob)
	printOf := func(key ssh.Signer) string { return ssh.FingerprintSHA256(key.PublicKey()) }
	tests := map[string]struct {
		tenant, armored string
		want            Examined
	}{
		"an approval":       {"acme", alice, Examined{Signer: "alice@msp.example", Fingerprint: printOf(testKeys.alice)}},
		"the requester's":   {"acme", own, Examined{"dave@acme.example", printOf(testKeys.bob), "dave@acme.example requested it themselves"}},
		"of another tenant": {"globex", alice, Examined{"alice@msp.example", printOf(testKeys.alice), "alice@msp.example signed something else; the record was changed since, or the signature is of another record"}},
		"nothing":           {"acme", "nothing", Examined{Problem: "it is not an OpenSSH signature, which begins with -----BEGIN SSH SIGNATURE----- and has nothing around it"}},
	}
	for name, test := range tests {
		got := Examine(OfVariation(varied, test.tenant), varied.RequestedBy, test.armored, signers, noon)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if got := Examine(OfVariation(varied, "acme"), varied.RequestedBy, alice, new(AllowedSigners), noon); got.Signer != "" || got.Fingerprint == "" || got.Problem == "" {
		t.Errorf("a key that nobody has: got %+v", got)
	}
}
