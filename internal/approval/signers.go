package approval

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"golang.org/x/crypto/ssh"
)

// AllowedSigners says which keys belong to which approvers. The zero value, and
// a nil one, list nobody.
type AllowedSigners struct {
	// Purpose is the namespace that the keys are for; "" is [Namespace].
	Purpose string
	lines   []signerLine
}

func (s *AllowedSigners) purpose() string {
	if s == nil || s.Purpose == "" {
		return Namespace
	}
	return s.Purpose
}

// Nobody reports whether no key is allowed.
func (s *AllowedSigners) Nobody() bool { return len(s.lines) == 0 }

// Named reports whether a line names the purpose itself, rather than admit every
// use of its key.
func (s *AllowedSigners) Named() bool {
	return slices.ContainsFunc(s.lines, func(line signerLine) bool {
		return slices.Contains(line.options.namespaces, s.purpose())
	})
}

// signerLine is one line of a file that allows approvals.
type signerLine struct {
	place      string   // file:line
	principals []string // the first is the approver's name, the others are aliases
	key        ssh.PublicKey
	options    signerOptions
}

func (l signerLine) approver() string { return l.principals[0] }

// Read adds the lines of an allowed_signers file as ssh-keygen(1) describes it,
// so that the file that verifies signed commits can be used as it is. Lines
// whose namespaces leave out the purpose are checked for their form and then
// passed over. It returns every error, each with its line; filename is only
// named in them. After an error the signers are not to be used.
//
// It is stricter than ssh-keygen in what an approval is about, that somebody
// definite gave it:
//
//   - a line names its approver with its first principal; more principals of the
//     line are other names of the same person. Patterns name nobody and are refused;
//   - a key, or a name, that stands for two approvers is refused: one key would
//     otherwise be two approvals;
//   - cert-authority is refused: a certificate ends long before the exception
//     that it would approve;
//   - weak keys are refused: DSA, and RSA of less than 2048 bits;
//   - valid-after and valid-before without Z are read as UTC, where ssh-keygen
//     uses the zone of the machine: the outcome must not depend on the machine.
func (s *AllowedSigners) Read(source []byte, filename string) hcl.Diagnostics {
	var diags hcl.Diagnostics
	offset := 0
	for i, line := range bytes.Split(source, []byte("\n")) {
		entry, err := parseSignerLine(string(line), s.purpose())
		if err == nil && entry != nil {
			entry.place = fmt.Sprintf("%s:%d", filename, i+1)
			err = s.add(*entry)
		}
		if err != nil {
			diags = diags.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Invalid allowed_signers line",
				Detail:   "The line cannot be used to verify approvals: " + err.Error() + ".",
				Subject: &hcl.Range{
					Filename: filename,
					Start:    hcl.Pos{Line: i + 1, Column: 1, Byte: offset},
					End:      hcl.Pos{Line: i + 1, Column: utf8.RuneCount(line) + 1, Byte: offset + len(line)},
				},
			})
		}
		offset += len(line) + 1
	}
	return diags
}

// add keeps a line, unless it makes two approvers of one.
func (s *AllowedSigners) add(entry signerLine) error {
	for _, other := range s.lines {
		if other.approver() == entry.approver() {
			continue
		}
		if sameKey(other.key, entry.key) {
			return fmt.Errorf("its key is that of %s at %s, and one key stands for one approver, whose own name comes first on every line", other.approver(), other.place)
		}
		for _, principal := range entry.principals {
			if slices.Contains(other.principals, principal) {
				return fmt.Errorf("%s stands for %s at %s and for %s here; a name belongs to one approver, whose own name comes first on every line", principal, other.approver(), other.place, entry.approver())
			}
		}
	}
	s.lines = append(s.lines, entry)
	return nil
}

func sameKey(a, b ssh.PublicKey) bool { return bytes.Equal(a.Marshal(), b.Marshal()) }

// Approver returns the name of the approver whose key it is at an instant. The
// error is a clause that says why there is none.
func (s *AllowedSigners) Approver(key ssh.PublicKey, at time.Time) (string, error) {
	var expired error
	if s != nil {
		for _, line := range s.lines {
			if !sameKey(line.key, key) {
				continue
			}
			if err := line.options.validAt(at); err != nil {
				expired = fmt.Errorf("its key %s, of %s, %w", ssh.FingerprintSHA256(key), line.approver(), err)
				continue
			}
			return line.approver(), nil
		}
	}
	if expired != nil {
		return "", expired
	}
	return "", fmt.Errorf("allowed_signers has no key %s for the namespace %s", ssh.FingerprintSHA256(key), s.purpose())
}

// Has reports whether a name is that of somebody with a key at an instant.
func (s *AllowedSigners) Has(name string, at time.Time) bool {
	return s != nil && slices.ContainsFunc(s.lines, func(line signerLine) bool {
		return slices.Contains(line.principals, name) && line.options.validAt(at) == nil
	})
}

// SamePerson reports whether a name, in whatever case, is one of an approver's.
func (s *AllowedSigners) SamePerson(approver, name string) bool {
	same := func(principal string) bool { return strings.EqualFold(principal, name) }
	if same(approver) {
		return true
	}
	return s != nil && slices.ContainsFunc(s.lines, func(line signerLine) bool {
		return line.approver() == approver && slices.ContainsFunc(line.principals, same)
	})
}
