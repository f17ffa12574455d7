package approval

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/pem"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func sign(t *testing.T, message []byte, signer ssh.Signer) string {
	t.Helper()
	armored, err := Sign(message, signer)
	if err != nil {
		t.Fatal(err)
	}
	return armored
}

func vectorSigners(t *testing.T) *AllowedSigners {
	t.Helper()
	return signersOf(t, string(readFile(t, "allowed_signers")))
}

// What ssh-keygen signed is accepted.
func TestVerifyVectors(t *testing.T) {
	t.Parallel()
	signers := vectorSigners(t)
	for _, record := range []string{"waiver", "minimal"} {
		for _, approver := range []string{"alice", "carol", "dave"} {
			names, problems := Verify(canonical(t, readVector(t, record)), []string{string(readFile(t, record+"."+approver+".sig"))}, signers, noon)
			if diff := cmp.Diff([]string{approver + "@msp.example"}, names); diff != "" || problems != nil {
				t.Errorf("%s by %s: %v (-want +got):\n%s", record, approver, problems, diff)
			}
		}
	}
	sha256, problems := Verify(canonical(t, readVector(t, "waiver")), []string{string(readFile(t, "waiver.alice-sha256.sig"))}, signers, noon)
	if !slices.Equal(sha256, []string{"alice@msp.example"}) || problems != nil {
		t.Errorf("SHA-256: %v, %v", sha256, problems)
	}
}

func TestVerifyRefuses(t *testing.T) {
	t.Parallel()
	record := canonical(t, readVector(t, "waiver"))
	file := func(name string) string { return string(readFile(t, name)) }
	good := file("waiver.alice.sig")
	tests := map[string]struct {
		approval string
		at       time.Time
		want     string
	}{
		"another record":        {file("minimal.alice.sig"), noon, "alice@msp.example signed something else"},
		"another namespace":     {file("waiver.alice-for-git.sig"), noon, "made for another use of the key; sign in the namespace nhi-approval@v1"},
		"short RSA":             {file("waiver.weak.sig"), noon, "RSA key of 1024 bits"},
		"certificate":           {file("waiver.certificate.sig"), noon, "it is a certificate"},
		"unknown key":           {sign(t, record, testKeys.bob), noon, "allowed_signers has no key " + ssh.FingerprintSHA256(testKeys.bob.PublicKey())},
		"key not yet valid":     {file("waiver.carol.sig"), noon.AddDate(-1, 0, 0), "carol@msp.example, is not valid before 2026-01-01T00:00:00Z"},
		"key not valid now":     {file("waiver.carol.sig"), noon.AddDate(2, 0, 0), "carol@msp.example, is not valid since 2027-12-31T23:59:59Z"},
		"empty":                 {"", noon, "not an OpenSSH signature"},
		"words":                 {"approved by alice", noon, "not an OpenSSH signature"},
		"something before":      {"x\n" + good, noon, "nothing around it"},
		"something after":       {good + "x", noon, "nothing around it"},
		"several":               {good + good, noon, "several OpenSSH signatures"},
		"with a header":         {strings.Replace(good, "\n", "\nby: alice\n\n", 1), noon, "nothing around it"},
		"another PEM type":      {strings.ReplaceAll(good, "SSH SIGNATURE", "PGP SIGNATURE"), noon, "not an OpenSSH signature"},
		"no content":            {"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----", noon, "cut short"},
		"cut short":             {armor(t, good, func(blob []byte) []byte { return blob[:len(blob)-9] }), noon, "cut short"},
		"version":               {armor(t, good, func(blob []byte) []byte { blob[9] = 2; return blob }), noon, "a version, key type or hash"},
		"hash":                  {armor(t, good, replace("sha512", "sha384")), noon, "a version, key type or hash"},
		"SHA-1 of RSA":          {sha1Signature(t, record), noon, "too weak, such as SHA-1"},
		"a bit flipped":         {armor(t, good, func(blob []byte) []byte { blob[len(blob)-1] ^= 1; return blob }), noon, "signed something else"},
		"other hash than named": {armor(t, file("waiver.alice-sha256.sig"), replace("sha256", "sha512")), noon, "signed something else"},
	}
	signers := vectorSigners(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names, problems := Verify(record, []string{test.approval}, signers, test.at)
			if len(names) > 0 || len(problems) != 1 || !strings.Contains(problems[0], test.want) {
				t.Fatalf("got %q, %q; want a problem with %q", names, problems, test.want)
			}
			if body := strings.Split(good, "\n")[1]; strings.Contains(problems[0], body) || len(problems[0]) > 300 {
				t.Errorf("the problem shows the signature: %s", problems[0])
			}
		})
	}
}

// armor changes the binary content of an armored signature.
func armor(t *testing.T, armored string, change func([]byte) []byte) string {
	t.Helper()
	block, _ := pem.Decode([]byte(armored))
	block.Bytes = change(block.Bytes)
	return string(pem.EncodeToMemory(block))
}

func replace(from, to string) func([]byte) []byte {
	return func(blob []byte) []byte { return []byte(strings.ReplaceAll(string(blob), from, to)) }
}

// sha1Signature is what an old tool makes of an RSA key.
func sha1Signature(t *testing.T, message []byte) string {
	t.Helper()
	signature, err := sshsig.Sign(strings.NewReader(string(message)), testKeys.rsa, sshsig.HashSHA512, Namespace)
	if err != nil {
		t.Fatal(err)
	}
	signature.Signature, err = testKeys.rsa.Sign(rand.Reader, message)
	if err != nil {
		t.Fatal(err)
	}
	if signature.Signature.Format != ssh.KeyAlgoRSA {
		t.Fatalf("the signature is %s", signature.Signature.Format)
	}
	return string(sshsig.Armor(signature))
}

// Each field that was approved, changed after it was signed, costs the record
// its approval; what may change later does not.
func TestTamperedExceptionLosesItsApproval(t *testing.T) {
	t.Parallel()
	tampered := map[string]func(v *vector){
		"tenant":           func(v *vector) { v.Tenant = "globex" },
		"control":          func(v *vector) { v.Exception.Control = "secrets-live-in-a-vault" },
		"target added":     func(v *vector) { v.Exception.Targets = append(v.Exception.Targets, "module.*") },
		"target removed":   func(v *vector) { v.Exception.Targets = v.Exception.Targets[:1] },
		"target changed":   func(v *vector) { v.Exception.Targets[0] = "module.backup*" },
		"category":         func(v *vector) { v.Exception.Category = governance.Waiver },
		"reason":           func(v *vector) { v.Exception.Reason += "." },
		"mitigation":       func(v *vector) { v.Exception.Mitigation = "" },
		"evidence changed": func(v *vector) { v.Exception.Evidence["ticket"] = "SEC-1235" },
		"evidence removed": func(v *vector) { delete(v.Exception.Evidence, "ticket") },
		"evidence added":   func(v *vector) { v.Exception.Evidence["pentest"] = "" },
		"requester":        func(v *vector) { v.Exception.RequestedBy = "eve@msp.example" },
		"start":            func(v *vector) { v.Exception.StartsAt = v.Exception.StartsAt.Add(-1) },
		"no start":         func(v *vector) { v.Exception.StartsAt = time.Time{} },
		"end":              func(v *vector) { v.Exception.ExpiresAt = v.Exception.ExpiresAt.Add(time.Second) },
		"evidence as reason": func(v *vector) {
			v.Exception.Reason, v.Exception.Mitigation = v.Exception.Mitigation, v.Exception.Reason
		},
	}
	kept := map[string]func(v *vector){
		"nothing":       func(*vector) {},
		"id":            func(v *vector) { v.Exception.ID = "0198f4a0-0000-7000-8000-000000000002" },
		"tenant's id":   func(v *vector) { v.Exception.TenantID = "another register" },
		"revision":      func(v *vector) { v.Exception.Revision++ },
		"instants":      func(v *vector) { v.Exception.CreatedAt, v.Exception.UpdatedAt = noon, noon },
		"status":        func(v *vector) { v.Exception.Status = governance.ExceptionActive },
		"revoked":       func(v *vector) { v.Exception.RevokedAt = noon },
		"more approval": func(v *vector) { v.Exception.Approvals = append(v.Exception.Approvals, "x") },
		"order":         func(v *vector) { slices.Reverse(v.Exception.Targets) },
		"zone":          func(v *vector) { v.Exception.ExpiresAt = v.Exception.ExpiresAt.In(time.FixedZone("", 3600)) },
	}
	signers := vectorSigners(t)
	approvers := func(t *testing.T, change func(*vector)) []string {
		v := readVector(t, "waiver")
		v.Exception.Approvals = []string{string(readFile(t, "waiver.alice.sig"))}
		change(&v)
		names, _ := Signers(v.Exception, v.Tenant, signers, noon)
		return names
	}
	for name, change := range tampered {
		t.Run("lost: "+name, func(t *testing.T) {
			t.Parallel()
			if got := approvers(t, change); len(got) > 0 {
				t.Errorf("%q still approved", got)
			}
		})
	}
	for name, change := range kept {
		t.Run("kept: "+name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff([]string{"alice@msp.example"}, approvers(t, change)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSigners(t *testing.T) {
	t.Parallel()
	// alice has two names and, beside the first, a second key.
	signers := signersOf(t,
		"alice@msp.example,alice@home "+public(testKeys.alice),
		"alice@msp.example "+public(testKeys.ecdsa),
		"bob@msp.example "+public(testKeys.bob),
		"carol@msp.example "+public(testKeys.rsa))
	rule := governance.ExceptionRule{Approvers: []string{"alice@msp.example", "bob@msp.example"}, Approvals: 2}
	tests := map[string]struct {
		requestedBy string
		keys        []ssh.Signer
		names       []string
		problem     string
		approved    bool
	}{
		"nobody":                     {"dave@msp.example", nil, nil, "", false},
		"one of two":                 {"dave@msp.example", []ssh.Signer{testKeys.alice}, []string{"alice@msp.example"}, "", false},
		"both":                       {"dave@msp.example", []ssh.Signer{testKeys.bob, testKeys.alice}, []string{"alice@msp.example", "bob@msp.example"}, "", true},
		"two keys of one person":     {"dave@msp.example", []ssh.Signer{testKeys.alice, testKeys.ecdsa}, []string{"alice@msp.example"}, "", false},
		"one key twice":              {"dave@msp.example", []ssh.Signer{testKeys.alice, testKeys.alice}, []string{"alice@msp.example"}, "", false},
		"somebody else's":            {"dave@msp.example", []ssh.Signer{testKeys.alice, testKeys.rsa}, []string{"alice@msp.example", "carol@msp.example"}, "", false},
		"the requester's":            {"bob@msp.example", []ssh.Signer{testKeys.alice, testKeys.bob}, []string{"alice@msp.example"}, "by bob@msp.example does not count: they requested", false},
		"the requester's other name": {"alice@home", []ssh.Signer{testKeys.alice, testKeys.bob}, []string{"bob@msp.example"}, "by alice@msp.example does not count: they requested", false},
		"the requester in capitals":  {"Bob@MSP.example", []ssh.Signer{testKeys.alice, testKeys.bob}, []string{"alice@msp.example"}, "by bob@msp.example does not count", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := readVector(t, "waiver")
			v.Exception.RequestedBy = test.requestedBy
			message := canonical(t, v)
			for _, key := range test.keys {
				v.Exception.Approvals = append(v.Exception.Approvals, sign(t, message, key))
			}
			names, problems := Signers(v.Exception, v.Tenant, signers, noon)
			if diff := cmp.Diff(test.names, names); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
			if got := strings.Join(problems, "\n"); (got == "") != (test.problem == "") || !strings.Contains(got, test.problem) {
				t.Errorf("got problems %q, want %q", got, test.problem)
			}
			if got := rule.Approved(v.Exception.RequestedBy, names); got != test.approved {
				t.Errorf("approved: got %t, want %t", got, test.approved)
			}
		})
	}
}

func TestSignersWithoutAnything(t *testing.T) {
	t.Parallel()
	v := readVector(t, "waiver")
	v.Exception.Approvals = []string{string(readFile(t, "waiver.alice.sig"))}
	if names, problems := Signers(v.Exception, v.Tenant, nil, noon); len(names) > 0 || len(problems) != 1 || !strings.Contains(problems[0], "allowed_signers has no key") {
		t.Errorf("no allowed signers: got %q, %q", names, problems)
	}
	if names, problems := Signers(v.Exception, "", vectorSigners(t), noon); len(names) > 0 || len(problems) != 1 || !strings.Contains(problems[0], "no tenant") {
		t.Errorf("no tenant: got %q, %q", names, problems)
	}
}

// hardwareKey does in software what a FIDO token does: PROTOCOL.u2f of OpenSSH.
type hardwareKey struct {
	private ed25519.PrivateKey
	touched bool
}

const hardwareApplication = "ssh:"

func (k hardwareKey) PublicKey() ssh.PublicKey {
	return must(ssh.ParsePublicKey(ssh.Marshal(struct {
		Name        string
		Key         []byte
		Application string
	}{ssh.KeyAlgoSKED25519, k.private.Public().(ed25519.PublicKey), hardwareApplication})))
}

func (k hardwareKey) Sign(_ io.Reader, data []byte) (*ssh.Signature, error) {
	rest := []byte{0, 0, 0, 0, 7} // flags and counter
	if k.touched {
		rest[0] = 1
	}
	application, message := sha256.Sum256([]byte(hardwareApplication)), sha256.Sum256(data)
	signed := slices.Concat(application[:], rest, message[:])
	return &ssh.Signature{Format: ssh.KeyAlgoSKED25519, Blob: ed25519.Sign(k.private, signed), Rest: rest}, nil
}

func newHardwareKey(t *testing.T, touched bool) hardwareKey {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return hardwareKey{private, touched}
}

func TestHardwareKeys(t *testing.T) {
	t.Parallel()
	message := canonical(t, readVector(t, "waiver"))
	key := newHardwareKey(t, true)
	signers := signersOf(t, "alice@a "+public(key))
	if names, problems := Verify(message, []string{sign(t, message, key)}, signers, noon); !slices.Equal(names, []string{"alice@a"}) {
		t.Errorf("touched: got %q, %q", names, problems)
	}
	key.touched = false
	if names, problems := Verify(message, []string{sign(t, message, key)}, signers, noon); len(names) > 0 || !strings.Contains(problems[0], "alice@a made it with a hardware key that nobody touched") {
		t.Errorf("not touched: got %q, %q", names, problems)
	}
}

func FuzzVerify(f *testing.F) {
	message := []byte("message\n")
	for _, key := range []ssh.Signer{testKeys.alice, testKeys.ecdsa, testKeys.rsa} {
		f.Add(must(Sign(message, key)))
		f.Add(must(Sign([]byte("other"), key)))
	}
	var signers AllowedSigners
	for _, key := range []ssh.Signer{testKeys.alice, testKeys.ecdsa} {
		if diags := signers.Read([]byte("alice@a "+public(key)), "allowed_signers"); diags.HasErrors() {
			f.Fatal(diags)
		}
	}
	f.Fuzz(func(t *testing.T, armored string) {
		names, problems := Verify(message, []string{armored}, &signers, noon)
		if len(names)+len(problems) != 1 {
			t.Errorf("got %q, %q", names, problems)
		}
	})
}
