package approval

import (
	"fmt"
	"time"

	"golang.org/x/crypto/ssh"
)

// Examined is what one signature over a record is worth at an instant.
type Examined struct {
	Signer      string // whose key it is, "" when nobody's
	Fingerprint string // of the key, as ssh-keygen -l prints it; "" when there is none to read
	Problem     string // a clause that says why it does not count, "" when it does
}

// Examine verifies one signature over the facts, and says whose it is even where
// it does not count: see [Approvers].
func Examine(facts Facts, requestedBy, armored string, signers *AllowedSigners, at time.Time) Examined {
	var found Examined
	if signature, err := parseSignature(armored); err == nil {
		found.Fingerprint = ssh.FingerprintSHA256(signature.PublicKey)
		found.Signer, _ = signers.Approver(signature.PublicKey, at) // why there is none, verify says
	}
	message, err := facts.Canonical()
	if err == nil {
		_, err = verify(message, armored, signers, at)
	}
	switch {
	case err != nil:
		found.Problem = err.Error()
	case requestedBy != "" && signers.SamePerson(found.Signer, requestedBy):
		found.Problem = fmt.Sprintf("%s requested it themselves", found.Signer)
	}
	return found
}
