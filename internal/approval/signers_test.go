package approval

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// testKeys are made anew for every run of the tests.
var testKeys = struct{ alice, bob, ecdsa, rsa, weak ssh.Signer }{
	alice: newEd25519(),
	bob:   newEd25519(),
	ecdsa: must(ssh.NewSignerFromKey(must(ecdsa.GenerateKey(elliptic.P384(), rand.Reader)))),
	rsa:   must(ssh.NewSignerFromKey(must(rsa.GenerateKey(rand.Reader, 2048)))),
	weak:  must(ssh.NewSignerFromKey(must(rsa.GenerateKey(rand.Reader, 1024)))),
}

func newEd25519() ssh.Signer {
	seed := make([]byte, ed25519.SeedSize)
	must(rand.Read(seed))
	return must(ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(seed)))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// public is the key as it stands in files, without a comment.
func public(signer ssh.Signer) string {
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(signer.PublicKey())))
}

func signersOf(t *testing.T, lines ...string) *AllowedSigners {
	t.Helper()
	var signers AllowedSigners
	if diags := signers.Read([]byte(strings.Join(lines, "\n")), "allowed_signers"); diags.HasErrors() {
		t.Fatal(diags)
	}
	return &signers
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := governance.ParseInstant(text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// In these tables A stands for alice's key, as type and base64.
func expand(line string) string {
	return strings.ReplaceAll(line, "{A}", public(testKeys.alice))
}

func TestAllowedSignersLines(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		line string
		want string // alice's approver name at noon of 2026-11-23; empty: none
	}{
		"plain":                        {`alice@a {A}`, "alice@a"},
		"comment after the key":        {`alice@a {A} alice's "old" laptop`, "alice@a"},
		"tabs and runs of blanks":      {"  alice@a\t \t{A}\r", "alice@a"},
		"first of several names":       {`alice@a,al@b {A}`, "alice@a"},
		"quoted names":                 {`"alice@a,al@b" {A}`, "alice@a"},
		"comment":                      {`# alice@a {A}`, ""},
		"blank":                        {"   \t", ""},
		"namespace":                    {`alice@a namespaces="nhi-approval@v1" {A}`, "alice@a"},
		"other namespace":              {`alice@a namespaces="git" {A}`, ""},
		"one of the namespaces":        {`alice@a namespaces="git,nhi-approval@v1" {A}`, "alice@a"},
		"namespace pattern":            {`alice@a namespaces="nhi-*@v?" {A}`, "alice@a"},
		"namespace negated":            {`alice@a namespaces="*,!nhi-*" {A}`, ""},
		"other namespace negated":      {`alice@a namespaces="!git,*" {A}`, "alice@a"},
		"only negated":                 {`alice@a namespaces="!git" {A}`, ""},
		"option names in any case":     {`alice@a NameSpaces="git" {A}`, ""},
		"other use may have anything":  {`*@a cert-authority,namespaces="git" {A}`, ""},
		"window":                       {`alice@a valid-after="20260101Z",valid-before="20271231Z" {A}`, "alice@a"},
		"not yet valid":                {`alice@a valid-after="20261124Z" {A}`, ""},
		"first second":                 {`alice@a valid-after="20261123120000Z" {A}`, "alice@a"},
		"a second too early":           {`alice@a valid-after="20261123120001Z" {A}`, ""},
		"last second":                  {`alice@a valid-before="20261123120000Z" {A}`, "alice@a"},
		"a second too late":            {`alice@a valid-before="20261123115959Z" {A}`, ""},
		"minutes":                      {`alice@a valid-before="202611231159Z" {A}`, ""},
		"options and namespace":        {`alice@a namespaces="nhi-*",valid-before="20271231z" {A}`, "alice@a"},
		"blank in a quoted option":     {`alice@a namespaces="a b,nhi-*" {A}`, "alice@a"},
		"comma in a quoted option":     {`alice@a namespaces="x,nhi-*",valid-after="20260101" {A}`, "alice@a"},
		"key rolled over, two windows": {"alice@a valid-before=\"20260101Z\" {A}\nalice@a valid-after=\"20260601Z\" {A}", "alice@a"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signers := signersOf(t, expand(test.line))
			got, err := signers.Approver(testKeys.alice.PublicKey(), instant(t, "2026-11-23T12:00:00Z"))
			if got != test.want || (err == nil) != (test.want != "") {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestAllowedSignersErrors(t *testing.T) {
	t.Parallel()
	certificate := &ssh.Certificate{Key: testKeys.bob.PublicKey(), CertType: ssh.UserCert}
	if err := certificate.SignCert(rand.Reader, testKeys.alice); err != nil {
		t.Fatal(err)
	}
	number := func(bits uint) *big.Int {
		return new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), bits-1), big.NewInt(1))
	}
	dsa := "ssh-dss " + base64.StdEncoding.EncodeToString(ssh.Marshal(struct {
		Name       string
		P, Q, G, Y *big.Int
	}{"ssh-dss", number(1024), number(160), big.NewInt(2), big.NewInt(4)}))
	tests := map[string]struct{ line, want string }{
		"name alone":              {`alice@a`, "it has no key"},
		"no key after options":    {`alice@a namespaces="x"`, "it has no key"},
		"key type alone":          {`alice@a ssh-ed25519`, "it has no key"},
		"not base64":              {`alice@a ssh-ed25519 !!!!`, "not base64"},
		"key cut short":           {`alice@a ssh-ed25519 AAAAC3NzaC1lZDI1NTE5`, "cut short"},
		"type and key differ":     {`alice@a ssh-rsa ` + strings.Fields(public(testKeys.alice))[1], "the key is ssh-ed25519"},
		"unknown key type":        {`alice@a ssh-new AAAA`, "its type is not supported"},
		"unknown option":          {`alice@a name-spaces="x" {A}`, `"name-spaces" is neither a key type nor an option`},
		"option with a value":     {`alice@a cert-authority="x" {A}`, "neither"},
		"value without quotes":    {`alice@a namespaces=git {A}`, "must be in double quotes, such as namespaces=\"nhi-approval@v1\""},
		"option without a value":  {`alice@a valid-after {A}`, "must be in double quotes, such as valid-after=\"20260101Z\""},
		"open quote":              {`alice@a namespaces="git {A}`, "a double quote that never ends"},
		"open quote of names":     {`"alice@a {A}`, "a double quote that never ends"},
		"option twice":            {`alice@a namespaces="a",Namespaces="b" {A}`, "namespaces twice"},
		"empty namespaces":        {`alice@a namespaces="" {A}`, "namespaces are empty"},
		"not a time":              {`alice@a valid-after="2026-01-01" {A}`, "is not a time"},
		"no such day":             {`alice@a valid-after="20260230Z" {A}`, "is not a time"},
		"hours alone":             {`alice@a valid-after="2026010112Z" {A}`, "is not a time"},
		"never valid":             {`alice@a valid-after="20270101Z",valid-before="20260101Z" {A}`, "never valid"},
		"pattern":                 {`*@msp.example {A}`, `"*@msp.example" is a pattern`},
		"pattern of one":          {`alice?@a {A}`, "is a pattern"},
		"negated name":            {`alice@a,!bob@a {A}`, "is a pattern"},
		"empty name":              {`alice@a,,bob@a {A}`, "principals is empty"},
		"quote in a name":         {`alice"x"@a {A}`, "has a double quote in it"},
		"certificate authority":   {`alice@a cert-authority {A}`, "a certificate ends long before"},
		"certificate":             {`alice@a ` + strings.TrimSpace(string(ssh.MarshalAuthorizedKey(certificate))), "it is a certificate"},
		"short RSA":               {`alice@a ` + public(testKeys.weak), "RSA key of 1024 bits; at least 2048"},
		"DSA":                     {`alice@a ` + dsa, "keys of type ssh-dss are not strong enough"},
		"key of two approvers":    {"bob@a {A}\nalice@a {A}", "its key is that of bob@a at allowed_signers:1, and one key stands for one approver"},
		"alias of two approvers":  {"bob@a,ops@a " + public(testKeys.bob) + "\nalice@a,ops@a {A}", "ops@a stands for bob@a at allowed_signers:1 and for alice@a here"},
		"alias as another's name": {"alice@a,al@b {A}\nal@b " + public(testKeys.bob), "al@b stands for alice@a"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var signers AllowedSigners
			diags := signers.Read([]byte(expand(test.line)), "allowed_signers")
			if len(diags) != 1 || !strings.Contains(diags[0].Detail, test.want) {
				t.Fatalf("got %v, want one error with %q", diags, test.want)
			}
		})
	}
}

func TestAllowedSignersErrorsAreAllThere(t *testing.T) {
	t.Parallel()
	source := "alice@a ssh-ed25519\n\n# fine\n*@a " + public(testKeys.alice) + "\nbob@a " + public(testKeys.bob) + "\nümläut@a"
	var signers AllowedSigners
	diags := signers.Read([]byte(source), "policies/allowed_signers")
	var places []string
	for _, d := range diags {
		places = append(places, d.Subject.String())
		got := source[d.Subject.Start.Byte:d.Subject.End.Byte]
		if strings.Contains(got, "\n") || got == "" {
			t.Errorf("%s covers %q, want one line", d.Subject, got)
		}
	}
	want := []string{"policies/allowed_signers:1,1-20", "policies/allowed_signers:4,1-85", "policies/allowed_signers:6,1-9"}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The instant must not depend on the zone of the machine that checks.
func TestTimestampWithoutZone(t *testing.T) {
	t.Parallel()
	want := instant(t, "2026-11-23T12:00:00Z")
	for _, text := range []string{"20261123120000", "202611231200", "202611231200Z", "20261123120000z", "20261123120000UTC"} {
		got, err := parseTimestamp(text)
		if err != nil || !got.Equal(want) {
			t.Errorf("%s: got %s, %v; want %s", text, got, err, want)
		}
	}
}

func FuzzAllowedSigners(f *testing.F) {
	f.Add([]byte(expand("# c\nalice@a,b@c namespaces=\"a,!b*?\",valid-after=\"20260101Z\" {A} x\n\"q@q\" {A}")), "nhi-*")
	f.Add([]byte(`a cert-authority,namespaces="\"" ssh-rsa AAAA`), "")
	f.Fuzz(func(t *testing.T, source []byte, pattern string) {
		var signers AllowedSigners
		diags := signers.Read(source, "allowed_signers")
		for _, d := range diags {
			if d.Subject.End.Byte > len(source) || d.Detail == "" {
				t.Errorf("%+v", d)
			}
		}
		for _, line := range signers.lines {
			if line.approver() == "" || strings.ContainsAny(line.approver(), "*?") || checkKey(line.key) != nil || !line.options.admits(Namespace) {
				t.Errorf("kept the line %+v", line)
			}
		}
		if matchPattern(pattern, string(source)) && !matchPattern("*"+pattern, string(source)) {
			t.Errorf("%q matches %q, and with a star before it does not", pattern, source)
		}
	})
}

func TestMatchPattern(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		match, differ []string
	}{
		"":      {[]string{""}, []string{"a"}},
		"*":     {[]string{"", "a", "a b"}, nil},
		"a*b":   {[]string{"ab", "axb", "abb", "axbxb"}, []string{"a", "abx", "xab"}},
		"a?":    {[]string{"ab"}, []string{"a", "abc"}},
		"*a*b*": {[]string{"ab", "xaxbx", "aab"}, []string{"ba", "a"}},
		"**?":   {[]string{"a", "ab"}, []string{""}},
		"[a]":   {[]string{"[a]"}, []string{"a"}},
	}
	for pattern, test := range tests {
		for _, text := range test.match {
			if !matchPattern(pattern, text) {
				t.Errorf("%q does not match %q", pattern, text)
			}
		}
		for _, text := range test.differ {
			if matchPattern(pattern, text) {
				t.Errorf("%q matches %q", pattern, text)
			}
		}
	}
}
