package lifecycle_test

import (
	"crypto/ed25519"
	"fmt"
	"strings"

	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// person is somebody who signs.
type person struct {
	name string
	key  ssh.Signer
}

// Rita reviews, and Ann breaks glass.
var (
	rita = newPerson("rita@acme.example", 1)
	ann  = newPerson("ann@msp.example", 2)
)

func newPerson(name string, seed byte) person {
	key, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed([]byte(strings.Repeat(string(rune(seed)), ed25519.SeedSize))))
	if err != nil {
		panic(err)
	}
	return person{name, key}
}

func (p person) signs(namespace string, facts approval.Facts) string {
	message, err := facts.Canonical()
	if err != nil {
		panic(err)
	}
	armored, err := approval.SignFor(namespace, message, p.key)
	if err != nil {
		panic(err)
	}
	return armored
}

// newBundle is a bundle with the keys of both.
func newBundle(controls ...governance.Control) *bundle.Bundle {
	b := &bundle.Bundle{
		Controls:          controls,
		Signers:           new(approval.AllowedSigners),
		ReviewSigners:     &approval.AllowedSigners{Purpose: approval.AttestationNamespace},
		ActivationSigners: &approval.AllowedSigners{Purpose: approval.ActivationNamespace},
	}
	for _, p := range []person{rita, ann} {
		line := fmt.Sprintf("%s namespaces=\"%s,%s\" %s", p.name, approval.AttestationNamespace, approval.ActivationNamespace, ssh.MarshalAuthorizedKey(p.key.PublicKey()))
		for _, signers := range []*approval.AllowedSigners{b.ReviewSigners, b.ActivationSigners} {
			if diags := signers.Read([]byte(line), "allowed_signers"); diags.HasErrors() {
				panic(diags.Error())
			}
		}
	}
	return b
}
