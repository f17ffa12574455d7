package approval

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// sshKeygen runs the machine's own ssh-keygen, in UTC. Without it a person's
// tests are skipped, but those of continuous integration fail.
func sshKeygen(t *testing.T, stdin []byte, args ...string) ([]byte, error) {
	t.Helper()
	program, err := exec.LookPath("ssh-keygen")
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal("ssh-keygen is not on PATH: install openssh-client")
	}
	if err != nil {
		t.Skip("ssh-keygen is not on PATH")
	}
	command := exec.CommandContext(t.Context(), program, args...)
	command.Env = append(os.Environ(), "TZ=UTC", "SSH_AUTH_SOCK=")
	command.Stdin = bytes.NewReader(stdin)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s%s", err, stderr.String(), out)
	}
	return out, nil
}

func writeTemp(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The vectors of testdata are what ssh-keygen itself accepts.
func TestSSHKeygenVerifiesVectors(t *testing.T) {
	t.Parallel()
	for _, record := range []string{"waiver", "minimal"} {
		for _, approver := range []string{"alice", "carol", "dave"} {
			_, err := sshKeygen(t, readFile(t, record+".canonical"), "-Y", "verify", "-f", "testdata/allowed_signers", "-O", "verify-time=20261123120000Z",
				"-I", approver+"@msp.example", "-n", Namespace, "-s", "testdata/"+record+"."+approver+".sig")
			if err != nil {
				t.Errorf("%s by %s: %v", record, approver, err)
			}
		}
	}
}

// What we sign, ssh-keygen verifies, for every kind of key.
func TestSSHKeygenVerifiesWhatWeSign(t *testing.T) {
	t.Parallel()
	message := canonical(t, readVector(t, "waiver"))
	for name, key := range map[string]ssh.Signer{"Ed25519": testKeys.alice, "ECDSA": testKeys.ecdsa, "RSA": testKeys.rsa, "hardware": newHardwareKey(t, true)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signers := writeTemp(t, "allowed_signers", "alice@a "+public(key)+"\n")
			signature := writeTemp(t, "sig", sign(t, message, key))
			verify := func(message []byte, namespace string) error {
				_, err := sshKeygen(t, message, "-Y", "verify", "-f", signers, "-I", "alice@a", "-n", namespace, "-s", signature)
				return err
			}
			if err := verify(message, Namespace); err != nil {
				t.Error(err)
			}
			if verify(append([]byte(" "), message...), Namespace) == nil || verify(message, "git") == nil {
				t.Error("ssh-keygen verifies another message or namespace: the test proves nothing")
			}
		})
	}
}

// What ssh-keygen signs today, with keys it makes today, we verify.
func TestWeVerifyWhatSSHKeygenSigns(t *testing.T) {
	t.Parallel()
	message := canonical(t, readVector(t, "waiver"))
	for _, kind := range [][]string{{"ed25519"}, {"ecdsa", "-b", "521"}, {"rsa", "-b", "2048"}} {
		t.Run(kind[0], func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "key")
			if _, err := sshKeygen(t, nil, append([]string{"-q", "-N", "", "-f", file, "-t"}, kind...)...); err != nil {
				t.Fatal(err)
			}
			armored, err := sshKeygen(t, message, "-Y", "sign", "-n", Namespace, "-f", file)
			if err != nil {
				t.Fatal(err)
			}
			key, err := os.ReadFile(file + ".pub")
			if err != nil {
				t.Fatal(err)
			}
			names, problems := Verify(message, []string{string(armored)}, signersOf(t, "alice@a "+string(key)), noon)
			if !slices.Equal(names, []string{"alice@a"}) {
				t.Errorf("got %q, %q", names, problems)
			}
			private, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := ParseKey(private, nil); err != nil {
				t.Errorf("its private key: %v", err)
			}
		})
	}
}

// Where we accept an approval by a line, ssh-keygen accepts it too, and where
// only the instant or the namespace stands against it, both refuse.
func TestSSHKeygenAgreesOnLines(t *testing.T) {
	t.Parallel()
	message := []byte("message\n")
	armored := sign(t, message, testKeys.alice)
	lines := map[string]string{
		"plain":                    `alice@a {A}`,
		"several names":            `alice@a,al@b {A}`,
		"quoted names":             `"alice@a,al@b" {A} comment`,
		"blanks":                   "  alice@a \t {A}",
		"carriage return":          "alice@a {A}\r",
		"namespace":                `alice@a namespaces="nhi-approval@v1" {A}`,
		"namespace pattern":        `alice@a NAMESPACES="git,nhi-*@v?" {A}`,
		"namespace negated":        `alice@a namespaces="*,!nhi-*" {A}`,
		"only negated":             `alice@a namespaces="!git" {A}`,
		"other namespace":          `alice@a namespaces="git" {A}`,
		"blank in the option":      `alice@a namespaces="a b,nhi-*" {A}`,
		"in the window":            `alice@a valid-after="20260101Z",valid-before="20271231Z" {A}`,
		"no zone":                  `alice@a valid-after="202611231159",valid-before="20261123120000" {A}`,
		"first second":             `alice@a valid-after="20261123120000Z" {A}`,
		"a second too early":       `alice@a valid-after="20261123120001Z" {A}`,
		"last second":              `alice@a valid-before="20261123120000Z" {A}`,
		"a second too late":        `alice@a valid-before="20261123115959Z" {A}`,
		"second line is the valid": "alice@a valid-before=\"20260101Z\" {A}\nalice@a {A}",
	}
	for name, line := range lines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names, problems := Verify(message, []string{armored}, signersOf(t, expand(line)), noon)
			_, err := sshKeygen(t, message, "-Y", "verify", "-O", "verify-time="+noon.Format("20060102150405")+"Z", "-n", Namespace, "-I", "alice@a",
				"-f", writeTemp(t, "allowed_signers", expand(line)+"\n"), "-s", writeTemp(t, "sig", armored))
			if ours, theirs := slices.Equal(names, []string{"alice@a"}), err == nil; ours != theirs {
				t.Errorf("ours: %t %q; ssh-keygen: %t %v", ours, problems, theirs, err)
			}
		})
	}
}

// Lines that ssh-keygen cannot read, we do not read either.
func TestSSHKeygenAgreesOnErrors(t *testing.T) {
	t.Parallel()
	lines := map[string]string{
		"unknown option":         `alice@a name-spaces="x" {A}`,
		"value without quotes":   `alice@a namespaces=git {A}`,
		"option twice":           `alice@a namespaces="nhi-*",namespaces="nhi-*" {A}`,
		"never valid":            `alice@a valid-after="20270101Z",valid-before="20260101Z" {A}`,
		"not a time":             `alice@a valid-after="2026-01-01" {A}`,
		"hours alone":            `alice@a valid-after="2026010112Z" {A}`,
		"open quote":             `alice@a namespaces="nhi-* {A}`,
		"no key":                 `alice@a`,
		"key with another type":  `alice@a ssh-rsa ` + strings.Fields(public(testKeys.alice))[1],
		"option without a value": `alice@a namespaces {A}`,
	}
	message := []byte("message\n")
	armored := sign(t, message, testKeys.alice)
	for name, line := range lines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var signers AllowedSigners
			if diags := signers.Read([]byte(expand(line)), "allowed_signers"); !diags.HasErrors() {
				t.Error("we read it")
			}
			_, err := sshKeygen(t, message, "-Y", "verify", "-n", Namespace, "-I", "alice@a", "-O", "verify-time="+noon.Format("20060102150405")+"Z",
				"-f", writeTemp(t, "allowed_signers", expand(line)+"\n"), "-s", writeTemp(t, "sig", armored))
			if err == nil {
				t.Error("ssh-keygen reads it")
			}
		})
	}
}
