// Package approval says what an approver signs, makes the signature, and finds
// out whose approvals over a record are valid. It knows no register, no
// provider and no policy; it reads no clock and no file.
//
// # Canonical form
//
// An approval is an OpenSSH signature over the canonical form of a record, which
// holds exactly the facts that were approved and nothing that may change later
// (no id, revision, status or approval). The form is one line of JSON as of
// RFC 8785 (sorted keys, no spaces, the shortest escapes) and a line feed:
//
//	{"attributes":{…},"format":"nhi-approval-v1","kind":"exception","tenant":"acme"}
//
// where tenant is the slug, which is the same in every register, and kind is the
// name of the Terraform resource without nhi_. The attributes have the names and
// values that they have in Terraform, with these rules:
//
//   - an attribute that is not set is left out: empty text, set or map;
//   - an instant is RFC 3339 in UTC with Z, with a fraction of a second only where
//     there is one, and then without trailing zeros: 2026-12-31T16:00:00Z;
//   - a set is an array without duplicates, sorted as RFC 8785 sorts keys, by
//     UTF-16 code units;
//   - a map is an object of strings;
//   - text is taken as it is, and must be UTF-8.
//
// An exception has the attributes category, control, evidence, expires_at,
// mitigation, reason, requested_by, starts_at and targets; a variation has
// control, expires_at, parameter, reason, requested_by and value; break-glass
// access has activators, identity, max_duration, privilege, reason, requested_by,
// review_within, scope and system, where identity and system are ids and periods
// are ISO 8601 durations such as PT4H.
//
// What else people sign has the same form with another format and another
// namespace, so that no signature stands for another. In the format
// nhi-attestation-v1, for the namespace nhi-attestation@v1, are the outcome of a
// review and the handing over of one: an attestation has due_at, evidence,
// expires_at, outcome, reason, remaining, reviewer, source, subject and
// subject_kind; a delegation has due_at, from, reason, source, subject and to. In
// the format nhi-activation-v1, for the namespace nhi-activation@v1, is an
// activation of break-glass access, with activator, break_glass, ends_at, reason
// and starts_at. Source, subject and break_glass are ids. The files
// testdata/*.canonical are examples, each beside its record, with signatures
// that ssh-keygen made.
//
// # Signatures
//
// The signature is what this prints, in the namespace nhi-approval@v1:
//
//	ssh-keygen -Y sign -n nhi-approval@v1 -f ~/.ssh/id_ed25519 < record.canonical
//
// Keys are Ed25519, ECDSA, RSA of at least 2048 bits, and their hardware-backed
// (sk-) forms with a touch. Whose key it is says an allowed_signers file, as
// ssh-keygen(1) describes it; [AllowedSigners.Read] has the differences.
package approval

import (
	"crypto/rsa"
	"errors"
	"fmt"

	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Namespace keeps approvals apart from every other use of an SSH key, such as
// signed commits.
const Namespace = "nhi-approval@v1"

// ReceiptNamespace is for signatures over receipts of nhi check.
const ReceiptNamespace = "nhi-receipt@v1"

// AttestationNamespace is for the outcomes of reviews, and for handing one over.
const AttestationNamespace = "nhi-attestation@v1"

// ActivationNamespace is for activations of break-glass access.
const ActivationNamespace = "nhi-activation@v1"

// SnapshotNamespace is for signatures over snapshots of a register.
const SnapshotNamespace = "nhi-snapshot@v1"

// format is the version of the canonical form, and a part of it.
func (f Facts) format() string {
	switch f.Kind {
	case governance.KindAttestation, governance.KindDelegation:
		return "nhi-attestation-v1"
	case governance.KindActivation:
		return "nhi-activation-v1"
	default:
		return "nhi-approval-v1"
	}
}

// OfException returns what an approver of the exception approves.
func OfException(e governance.Exception, tenantSlug string) Facts {
	return Facts{
		Kind:   governance.KindException,
		Tenant: tenantSlug,
		Attributes: map[string]Value{
			"control":      Text(e.Control),
			"targets":      Set(e.Targets),
			"category":     Text(e.Category),
			"reason":       Text(e.Reason),
			"mitigation":   Text(e.Mitigation),
			"evidence":     Map(e.Evidence),
			"requested_by": Text(e.RequestedBy),
			"starts_at":    spell(e.StartsAt),
			"expires_at":   spell(e.ExpiresAt),
		},
	}
}

// OfVariation returns what an approver of the variation approves.
func OfVariation(v governance.Variation, tenantSlug string) Facts {
	return Facts{
		Kind:   governance.KindVariation,
		Tenant: tenantSlug,
		Attributes: map[string]Value{
			"control":      Text(v.Control),
			"parameter":    Text(v.Parameter),
			"value":        Text(v.Value),
			"reason":       Text(v.Reason),
			"requested_by": Text(v.RequestedBy),
			"expires_at":   spell(v.ExpiresAt),
		},
	}
}

// OfBreakGlass returns what an approver of the break-glass access approves.
func OfBreakGlass(b governance.BreakGlass, tenantSlug string) Facts {
	return Facts{
		Kind:   governance.KindBreakGlass,
		Tenant: tenantSlug,
		Attributes: map[string]Value{
			"identity":      Text(b.IdentityID),
			"system":        Text(b.SystemID),
			"privilege":     Text(b.Privilege),
			"scope":         Text(b.Scope),
			"max_duration":  Text(b.MaxDuration.String()),
			"review_within": Text(b.ReviewWithin.String()),
			"activators":    Set(b.Activators),
			"reason":        Text(b.Reason),
			"requested_by":  Text(b.RequestedBy),
		},
	}
}

// OfAttestation returns what a reviewer attests.
func OfAttestation(a governance.Attestation, tenantSlug string) Facts {
	return Facts{
		Kind:   governance.KindAttestation,
		Tenant: tenantSlug,
		Attributes: map[string]Value{
			"source":       Text(a.SourceID),
			"subject_kind": Text(a.SubjectKind),
			"subject":      Text(a.SubjectID),
			"due_at":       spell(a.DueAt),
			"outcome":      Text(a.Outcome),
			"remaining":    Set(a.Remaining),
			"expires_at":   spell(a.ExpiresAt),
			"reviewer":     Text(a.Reviewer),
			"reason":       Text(a.Reason),
			"evidence":     Map(a.Evidence),
		},
	}
}

// OfDelegation returns what a reviewer signs who hands a review over.
func OfDelegation(d governance.Delegation, tenantSlug string) Facts {
	return Facts{
		Kind:   governance.KindDelegation,
		Tenant: tenantSlug,
		Attributes: map[string]Value{
			"source":  Text(d.SourceID),
			"subject": Text(d.SubjectID),
			"due_at":  spell(d.DueAt),
			"from":    Text(d.From),
			"to":      Text(d.To),
			"reason":  Text(d.Reason),
		},
	}
}

// OfActivation returns what an activator of break-glass access signs.
func OfActivation(a governance.Activation, tenantSlug string) Facts {
	return Facts{
		Kind:   governance.KindActivation,
		Tenant: tenantSlug,
		Attributes: map[string]Value{
			"break_glass": Text(a.BreakGlassID),
			"activator":   Text(a.Activator),
			"reason":      Text(a.Reason),
			"starts_at":   spell(a.StartsAt),
			"ends_at":     spell(a.EndsAt),
		},
	}
}

// minimumRSABits is what NIST SP 800-131A asks of a new signature.
const minimumRSABits = 2048

// checkKey refuses keys that are too weak to approve with.
func checkKey(key ssh.PublicKey) error {
	if _, ok := key.(*ssh.Certificate); ok {
		return errors.New("it is a certificate, which ends long before what it approves: use the key itself")
	}
	switch key.Type() {
	case ssh.KeyAlgoED25519, ssh.KeyAlgoSKED25519, ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521, ssh.KeyAlgoSKECDSA256:
		return nil
	case ssh.KeyAlgoRSA:
		if bits := rsaBits(key); bits < minimumRSABits {
			return fmt.Errorf("it is an RSA key of %d bits; at least %d are needed, and Ed25519 is better", bits, minimumRSABits)
		}
		return nil
	default:
		return fmt.Errorf("keys of type %s are not strong enough or not known: use Ed25519, ECDSA, or RSA of at least 2048 bits", key.Type())
	}
}

// rsaBits is the length of the modulus, 0 for a key that does not tell.
func rsaBits(key ssh.PublicKey) int {
	if known, ok := key.(ssh.CryptoPublicKey); ok {
		if public, ok := known.CryptoPublicKey().(*rsa.PublicKey); ok {
			return public.N.BitLen()
		}
	}
	return 0
}
