package approval

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

func TestSignRefusesWeakKeys(t *testing.T) {
	t.Parallel()
	_, err := Sign([]byte("message\n"), testKeys.weak)
	if err == nil || !strings.Contains(err.Error(), "RSA key of 1024 bits; at least 2048") {
		t.Errorf("got %v", err)
	}
}

func TestParseKey(t *testing.T) {
	t.Parallel()
	ed := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	ec := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	rs := must(rsa.GenerateKey(rand.Reader, 2048))
	encode := func(block *pem.Block, err error) []byte { return pem.EncodeToMemory(must(block, err)) }
	pkcs8 := func(key crypto.PrivateKey) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: must(x509.MarshalPKCS8PrivateKey(key))})
	}
	right := func() ([]byte, error) { return []byte("correct horse"), nil }
	wrong := func() ([]byte, error) { return []byte("battery staple"), nil }
	errNoTerminal := errors.New("no terminal")
	locked := encode(ssh.MarshalPrivateKeyWithPassphrase(ed, "", []byte("correct horse")))
	tests := map[string]struct {
		file       []byte
		passphrase func() ([]byte, error)
		want       string // of the error
	}{
		"OpenSSH Ed25519":   {encode(ssh.MarshalPrivateKey(ed, "")), nil, ""},
		"OpenSSH ECDSA":     {encode(ssh.MarshalPrivateKey(ec, "")), nil, ""},
		"OpenSSH RSA":       {encode(ssh.MarshalPrivateKey(rs, "")), nil, ""},
		"PKCS 8 Ed25519":    {pkcs8(ed), nil, ""},
		"PKCS 1":            {pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(rs)}), nil, ""},
		"SEC 1":             {pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: must(x509.MarshalECPrivateKey(ec))}), nil, ""},
		"passphrase":        {locked, right, ""},
		"wrong passphrase":  {locked, wrong, "the passphrase is wrong"},
		"no passphrase":     {locked, func() ([]byte, error) { return nil, errNoTerminal }, errNoTerminal.Error()},
		"the public half":   {[]byte(public(testKeys.alice)), nil, "give the private half"},
		"something else":    {[]byte("hello"), nil, "not a private key"},
		"an empty key file": {nil, nil, "not a private key"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signer, err := ParseKey(test.file, test.passphrase)
			if test.want != "" {
				if err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("got %v, want %q", err, test.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			signers := signersOf(t, "alice@a "+public(signer))
			if names, problems := Verify([]byte("m\n"), []string{sign(t, []byte("m\n"), signer)}, signers, noon); !slices.Equal(names, []string{"alice@a"}) {
				t.Errorf("got %q, %q", names, problems)
			}
		})
	}
}

func TestAgentKeys(t *testing.T) {
	t.Parallel()
	ring := agent.NewKeyring()
	ed := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	rs := must(rsa.GenerateKey(rand.Reader, 2048))
	for _, key := range []any{must(rsa.GenerateKey(rand.Reader, 1024)), &ed, rs} {
		if err := ring.Add(agent.AddedKey{PrivateKey: key}); err != nil {
			t.Fatal(err)
		}
	}
	ours, theirs := net.Pipe()
	defer ours.Close()
	served := make(chan error, 1)
	go func() { served <- agent.ServeAgent(ring, theirs) }()

	keys, err := AgentKeys(ours)
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) != 2 {
		t.Fatalf("got %d keys, want the two that are strong enough", len(keys))
	}
	for _, key := range keys {
		signers := signersOf(t, "alice@a "+public(key))
		if names, problems := Verify([]byte("m\n"), []string{sign(t, []byte("m\n"), key)}, signers, noon); !slices.Equal(names, []string{"alice@a"}) {
			t.Errorf("%s: got %q, %q", key.PublicKey().Type(), names, problems)
		}
	}

	ours.Close()
	<-served
	if _, err := AgentKeys(ours); err == nil || !strings.Contains(err.Error(), "asking ssh-agent for its keys") {
		t.Errorf("closed connection: got %v", err)
	}
}
