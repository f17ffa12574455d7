package credential

import (
	"math"
	"regexp"
	"strings"
	"sync"
)

// entropy is that of Shannon, in bits for each character.
func entropy(text string) float64 {
	counts := map[rune]int{}
	total := 0.0
	for _, r := range text {
		counts[r]++
		total++
	}
	bits := 0.0
	for _, n := range counts {
		share := float64(n) / total
		bits -= share * math.Log2(share)
	}
	return bits
}

// random reports whether a text has a word of that much entropy, which takes as many
// different characters at least. It is asked before an expression is tried, which
// takes a hundred times as long: most lines that speak of a key have none.
func random(text string, bits float64) bool {
	if bits == 0 {
		return true
	}
	distinct := int(math.Floor(math.Exp2(bits))) + 1
	var seen [4]uint64
	n := 0
	for i := range len(text) {
		b := text[i]
		switch b {
		case ' ', '\t', '\n', '"', '\'', '(', ')', '[', ']', ',', ';':
			seen, n = [4]uint64{}, 0
			continue
		}
		if bit := uint64(1) << (b & 63); seen[b>>6]&bit == 0 {
			seen[b>>6] |= bit
			if n++; n >= distinct {
				return true
			}
		}
	}
	return false
}

// What stands beside words such as key and token in a configuration without being
// one: names of things, and what is made to be seen.
var (
	// An ARN, a UUID, the path or the resource name of something, an address.
	naming = pattern(`(?i)^(?:arn:|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|/|\./|\.\./|(?:alias|projects|organizations|folders|subscriptions|secrets|parameter)/|[\w.+-]+@[\w-]+\.|(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|cloud|example|internal|local)(?:[/:]|$)|[a-z]+://)`)
	// Words that only people put together: names in kebab, snake or dotted case.
	worded = pattern(`^(?:[A-Za-z]{2,}[0-9]{0,2}|[0-9]{1,4})(?:[-_./](?:[A-Za-z]{1,}[0-9]{0,2}|[0-9]{1,4}))+$`)
	// What asks to be filled in.
	placeholder = pattern(`(?i)example|placeholder|change[-_ ]?me|replace|redacted|dummy|your[-_]|<[^>]*>|x{4,}|\*{3,}|not[-_ ]?(?:a[-_ ]?)?(?:real|secret|used)|\$\{|\$\(|%\{`)
	// Public halves of keys, and digests.
	seen = pattern(`(?i)ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-|sk-ssh-|BEGIN (?:CERTIFICATE|(?:[A-Z]+ )?PUBLIC KEY)|(?:sha1|sha256|sha384|sha512|md5)[:-]`)
	// An argument that says something about a credential or is public, as its name has it.
	about = pattern(`(?i)(?:public[\w-]*|pgp_key|(?:hash|digest|checksum|sha1|sha256|sha512|md5|fingerprint|thumbprint|etag|algorithm|type|usage|spec|size|length|format|mode|kind|name|alias|arn|id|ids|version|policy|class|period|duration|interval|ttl|enabled|required|path|prefix|file|url|uri|endpoint|domain|host|method|label|description|scopes?|roles?|actions?|source|provider|region|issuer|audience|schedule|expression)s?)["']?\s*[=:]+>?\s*[\["'\x60\s]*$`)
)

// pattern is compiled when it is first asked for: most runs of the program look
// for no credentials.
func pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

// public reports whether a value that has the name of a credential is none by its
// form, by what stands before it, or by what else its line says.
func public(text, before, line string) bool {
	text = strings.Trim(text, `"'`)
	return naming().MatchString(text) || placeholder().MatchString(text) || about().MatchString(before) || seen().MatchString(line) ||
		worded().MatchString(text) && entropy(text) < 4
}
