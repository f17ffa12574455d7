package approval

import (
	"bytes"
	"errors"
	"fmt"
	"net"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// Sign returns the armored signature of the message by a key. It refuses keys
// that [Verify] would not accept.
func Sign(message []byte, signer ssh.Signer) (string, error) {
	return SignFor(Namespace, message, signer)
}

// SignFor is [Sign] for another purpose than approvals.
func SignFor(namespace string, message []byte, signer ssh.Signer) (string, error) {
	// An agent's key is an opaque blob until it is parsed.
	key, err := ssh.ParsePublicKey(signer.PublicKey().Marshal())
	if err != nil {
		return "", fmt.Errorf("reading the public key: %w", err)
	}
	if err := checkKey(key); err != nil {
		return "", fmt.Errorf("the key %s cannot sign: %w", ssh.FingerprintSHA256(key), err)
	}
	signature, err := sshsig.Sign(bytes.NewReader(message), signer, sshsig.HashSHA512, namespace)
	if err != nil {
		return "", fmt.Errorf("signing with the key %s: %w", ssh.FingerprintSHA256(key), err)
	}
	return string(sshsig.Armor(signature)), nil
}

// ParseKey reads a private key file in OpenSSH or PEM format. It calls passphrase
// only when the key is encrypted, and keeps nothing of it.
func ParseKey(file []byte, passphrase func() ([]byte, error)) (ssh.Signer, error) {
	signer, err := ssh.ParsePrivateKey(file)
	var encrypted *ssh.PassphraseMissingError
	if errors.As(err, &encrypted) {
		secret, err := passphrase()
		if err != nil {
			return nil, err
		}
		defer clear(secret)
		signer, err = ssh.ParsePrivateKeyWithPassphrase(file, secret)
		if err != nil {
			return nil, errors.New("the private key cannot be opened: the passphrase is wrong, or the file is damaged")
		}
		return signer, nil
	}
	if err != nil {
		return nil, fmt.Errorf("it is not a private key that can be used here: give the private half, in OpenSSH or PEM format; a key that lives on a hardware token signs through ssh-agent: %w", err)
	}
	return signer, nil
}

// AgentKeys returns the keys of an ssh-agent that could approve, in its order.
// They sign through the connection, which the caller closes afterwards.
func AgentKeys(connection net.Conn) ([]ssh.Signer, error) {
	all, err := agent.NewClient(connection).Signers()
	if err != nil {
		return nil, fmt.Errorf("asking ssh-agent for its keys: %w", err)
	}
	var usable []ssh.Signer
	for _, signer := range all {
		if key, err := ssh.ParsePublicKey(signer.PublicKey().Marshal()); err == nil && checkKey(key) == nil {
			usable = append(usable, signer)
		}
	}
	return usable, nil
}
