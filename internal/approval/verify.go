package approval

import (
	"bytes"
	"encoding/pem"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Signers returns the names of the approvers whose approvals over the exception,
// as it is now, are valid at an instant: see [Approvers].
func Signers(e governance.Exception, tenantSlug string, signers *AllowedSigners, at time.Time) (names, problems []string) {
	return Approvers(OfException(e, tenantSlug), e.RequestedBy, e.Approvals, signers, at)
}

// Approvers returns the names of those whose approvals over the facts are valid
// at an instant, sorted; and for every other approval a sentence that says why it
// does not count. Nobody approves what they asked for, under whatever name of
// theirs. Whether the approvals are enough is for
// [governance.ExceptionRule.Approved] to say.
func Approvers(facts Facts, requestedBy string, approvals []string, signers *AllowedSigners, at time.Time) (names, problems []string) {
	if len(approvals) == 0 {
		return nil, nil
	}
	message, err := facts.Canonical()
	if err != nil {
		return nil, []string{fmt.Sprintf("No approval can be verified: %s.", err)}
	}
	names, problems = Verify(message, approvals, signers, at)
	names = slices.DeleteFunc(names, func(name string) bool {
		own := signers.SamePerson(name, requestedBy)
		if own {
			problems = append(problems, fmt.Sprintf("The approval by %s does not count: they requested the %s themselves.", name, strings.ReplaceAll(string(facts.Kind), "_", " ")))
		}
		return own
	})
	return names, problems
}

// Verify returns the names of the approvers with a valid signature over the
// message, sorted and each once, and for every other signature a sentence.
func Verify(message []byte, armored []string, signers *AllowedSigners, at time.Time) (names, problems []string) {
	valid := map[string]bool{}
	for i, text := range armored {
		name, err := verify(message, text, signers, at)
		if err != nil {
			problems = append(problems, fmt.Sprintf("Approval %d of %d does not count: %s.", i+1, len(armored), err))
			continue
		}
		valid[name] = true
	}
	return slices.Sorted(maps.Keys(valid)), problems
}

// By returns an error, a clause, unless the person that facts name signed them, at
// an instant and for the purpose of the signers.
func By(person string, facts Facts, armored string, signers *AllowedSigners, at time.Time) error {
	message, err := facts.Canonical()
	if err != nil {
		return err
	}
	name, err := verify(message, armored, signers, at)
	if err != nil {
		return err
	}
	if !signers.SamePerson(name, person) {
		return fmt.Errorf("%s signed it, and it says that %s did", name, person)
	}
	return nil
}

// Signer returns who signed the message, or a clause that says why the signature
// does not count.
func Signer(message []byte, armored string, signers *AllowedSigners, at time.Time) (string, error) {
	return verify(message, armored, signers, at)
}

func verify(message []byte, armored string, signers *AllowedSigners, at time.Time) (string, error) {
	signature, err := parseSignature(armored)
	if err != nil {
		return "", err
	}
	key := signature.PublicKey
	if err := checkKey(key); err != nil {
		return "", fmt.Errorf("its key cannot be accepted: %w", err)
	}
	if signature.Namespace != signers.purpose() {
		return "", fmt.Errorf("it was made for another use of the key; sign in the namespace %s", signers.purpose())
	}
	name, err := signers.Approver(key, at)
	if err != nil {
		return "", err
	}
	if untouched(signature) {
		return "", fmt.Errorf("%s made it with a hardware key that nobody touched", name)
	}
	if err := sshsig.Verify(bytes.NewReader(message), signature, key, signature.HashAlgorithm, signers.purpose()); err != nil {
		return "", fmt.Errorf("%s signed something else; the record was changed since, or the signature is of another record", name)
	}
	return name, nil
}

// parseSignature reads exactly one armored signature. What it says about a bad
// one has nothing of its content, which could be anything.
func parseSignature(armored string) (*sshsig.Signature, error) {
	const begin = "-----BEGIN " + sshsig.PEMType + "-----"
	text := strings.TrimSpace(armored)
	block, rest := pem.Decode([]byte(text))
	switch {
	case strings.Count(text, begin) > 1:
		return nil, errors.New("it is several OpenSSH signatures; give every signature as an approval of its own")
	case block == nil || !strings.HasPrefix(text, begin) || len(rest) > 0 || len(block.Headers) > 0:
		return nil, fmt.Errorf("it is not an OpenSSH signature, which begins with %s and has nothing around it", begin)
	}
	signature, err := sshsig.ParseSignature(block.Bytes)
	if err != nil {
		return nil, errors.New("it was cut short, or uses a version, key type or hash that is not known or too weak, such as SHA-1")
	}
	return signature, nil
}

// untouched reports whether a hardware key signed without a user present: the
// first byte after the signature holds the flags, and bit 0 is presence.
func untouched(signature *sshsig.Signature) bool {
	flags := signature.Signature.Rest
	switch signature.PublicKey.Type() {
	case ssh.KeyAlgoSKED25519, ssh.KeyAlgoSKECDSA256:
		return len(flags) == 0 || flags[0]&1 == 0
	default:
		return false
	}
}
