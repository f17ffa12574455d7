package approval

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
)

const blanks = " \t"

// parseSignerLine reads one line: principals, options, key type, key, comment.
// It returns nil for a line that says nothing about approvals.
func parseSignerLine(line, namespace string) (*signerLine, error) {
	line = strings.Trim(line, blanks+"\r")
	if line == "" || line[0] == '#' {
		return nil, nil
	}
	names, rest, err := cut(line, blanks)
	if err != nil {
		return nil, err
	}
	if len(names) > 1 && names[0] == '"' && strings.HasSuffix(names, `"`) {
		names = names[1 : len(names)-1]
	}
	entry := signerLine{principals: strings.Split(names, ",")}
	kind, rest, err := cut(rest, blanks)
	if err != nil {
		return nil, err
	}
	if !isKeyType(kind) {
		if entry.options, err = parseSignerOptions(kind); err != nil {
			return nil, err
		}
		kind, rest, _ = cut(rest, blanks)
	}
	encoded, _, _ := cut(rest, blanks) // a comment may follow
	if entry.key, err = parseSignerKey(kind, encoded); err != nil {
		return nil, err
	}
	if !entry.options.admits(namespace) {
		return nil, nil
	}
	if err := entry.check(); err != nil {
		return nil, err
	}
	return &entry, nil
}

// check refuses what is well formed but cannot say who approved.
func (l signerLine) check() error {
	for _, principal := range l.principals {
		switch {
		case principal == "":
			return errors.New("one of its principals is empty")
		case strings.Contains(principal, `"`):
			return fmt.Errorf("the name %s has a double quote in it", principal)
		case strings.ContainsAny(principal, "*?") || principal[0] == '!':
			return fmt.Errorf("%q is a pattern, which names nobody; give every approver a line with their own name", principal)
		}
	}
	if l.options.certAuthority {
		return errors.New("it has cert-authority, but a certificate ends long before the exception that it would approve; list the approvers' own keys, or keep the line to other uses such as namespaces=\"git\"")
	}
	return checkKey(l.key)
}

// isKeyType reports whether a word stands where a key type stands, rather than
// options. Types that are refused later are key types too.
func isKeyType(word string) bool {
	return strings.HasPrefix(word, "ssh-") || strings.HasPrefix(word, "ecdsa-sha2-") ||
		strings.HasPrefix(word, "sk-ssh-") || strings.HasPrefix(word, "sk-ecdsa-")
}

func parseSignerKey(kind, encoded string) (ssh.PublicKey, error) {
	if kind == "" || encoded == "" {
		return nil, errors.New("it has no key; a line is principals, options if any, key type and key, such as alice@example.com ssh-ed25519 AAAA…")
	}
	if !isKeyType(kind) {
		return nil, fmt.Errorf("%q is not a key type", kind)
	}
	blob, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, errors.New("its key is not base64, or was cut short")
	}
	key, err := ssh.ParsePublicKey(blob)
	if err != nil {
		return nil, fmt.Errorf("its %s key cannot be read: it was cut short, or its type is not supported", kind)
	}
	if key.Type() != kind {
		return nil, fmt.Errorf("it says that the key is %s, but the key is %s", kind, key.Type())
	}
	return key, nil
}

// signerOptions are the options of a line. The zero value is no options.
type signerOptions struct {
	certAuthority bool
	namespaces    []string // a pattern list; nil: every namespace
	validAfter    time.Time
	validBefore   time.Time
}

func parseSignerOptions(list string) (signerOptions, error) {
	var options signerOptions
	var seen []string
	for list != "" {
		var option string
		var err error
		if option, list, err = cut(list, ","); err != nil {
			return options, err
		}
		name, value, hasValue := strings.Cut(option, "=")
		name = strings.ToLower(name)
		if slices.Contains(seen, name) {
			return options, fmt.Errorf("it has the option %s twice", name)
		}
		seen = append(seen, name)
		if err := options.set(name, value, hasValue); err != nil {
			return options, err
		}
	}
	if !options.validAfter.IsZero() && !options.validBefore.IsZero() && !options.validAfter.Before(options.validBefore) {
		return options, errors.New("its valid-before is not after its valid-after, so the key is never valid")
	}
	return options, nil
}

func (o *signerOptions) set(name, value string, hasValue bool) error {
	switch {
	case name == "cert-authority" && !hasValue:
		o.certAuthority = true
		return nil
	case name != "namespaces" && name != "valid-after" && name != "valid-before":
		return fmt.Errorf("%q is neither a key type nor an option; the options are cert-authority, namespaces, valid-after and valid-before", name)
	case len(value) < 2 || value[0] != '"' || value[len(value)-1] != '"':
		return fmt.Errorf("the value of %s must be in double quotes, such as %s", name, signerOptionExamples[name])
	}
	value = strings.ReplaceAll(value[1:len(value)-1], `\"`, `"`)
	if name == "namespaces" {
		if value == "" {
			return errors.New("its namespaces are empty, so the key is for nothing")
		}
		o.namespaces = strings.Split(value, ",")
		return nil
	}
	instant, err := parseTimestamp(value)
	if err != nil {
		return fmt.Errorf("the value of %s %w, such as %s", name, err, signerOptionExamples[name])
	}
	if name == "valid-after" {
		o.validAfter = instant
	} else {
		o.validBefore = instant
	}
	return nil
}

var signerOptionExamples = map[string]string{
	"namespaces":   `namespaces="` + Namespace + `"`,
	"valid-after":  `valid-after="20260101Z"`,
	"valid-before": `valid-before="20271231235959Z"`,
}

// parseTimestamp reads YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, with or without
// Z or UTC at the end.
func parseTimestamp(text string) (time.Time, error) {
	digits := strings.ToUpper(text)
	if short, ok := strings.CutSuffix(digits, "Z"); ok {
		digits = short
	} else {
		digits = strings.TrimSuffix(digits, "UTC")
	}
	for _, layout := range []string{"20060102", "200601021504", "20060102150405"} {
		if len(digits) == len(layout) {
			if t, err := time.Parse(layout, digits); err == nil {
				return t, nil
			}
		}
	}
	return time.Time{}, errors.New("is not a time as YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, with Z at the end")
}

// validAt says why the key is not valid at an instant. Both ends are inclusive,
// as ssh-keygen has them. The error is the end of a clause about the key.
func (o signerOptions) validAt(at time.Time) error {
	if at.Before(o.validAfter) {
		return fmt.Errorf("is not valid before %s", o.validAfter.Format(time.RFC3339))
	}
	if !o.validBefore.IsZero() && at.After(o.validBefore) {
		return fmt.Errorf("is not valid since %s", o.validBefore.Format(time.RFC3339))
	}
	return nil
}

// admits reports whether the key may sign in a namespace: one pattern matches
// and none that begins with ! does.
func (o signerOptions) admits(namespace string) bool {
	admitted := o.namespaces == nil
	for _, pattern := range o.namespaces {
		positive, negated := strings.CutPrefix(pattern, "!")
		if !matchPattern(positive, namespace) {
			continue
		}
		if negated {
			return false
		}
		admitted = true
	}
	return admitted
}

// matchPattern matches a whole text as PATTERNS in ssh_config(5): * is any run
// of characters and ? is one. It looks back at most to the last *, so a hostile
// pattern costs no more than the product of the lengths.
func matchPattern(pattern, text string) bool {
	p, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// cut returns what is before the first separator outside double quotes, and what
// is after it and further separators. A backslash keeps a quote from ending.
func cut(s, separators string) (head, tail string, err error) {
	quoted := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' && (i == 0 || s[i-1] != '\\'):
			quoted = !quoted
		case !quoted && strings.IndexByte(separators, c) >= 0:
			return s[:i], strings.TrimLeft(s[i:], separators), nil
		}
	}
	if quoted {
		return "", "", errors.New("it has a double quote that never ends")
	}
	return s, "", nil
}
