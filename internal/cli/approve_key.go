package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"
	"golang.org/x/term"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

const envAgent = "SSH_AUTH_SOCK"

// keyFlags say with which key to sign, and as whom.
type keyFlags struct {
	file  string
	agent bool
	as    string
	yes   bool
}

func (k *keyFlags) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&k.file, "key", "", "`file` of the private key to sign with")
	f.BoolVar(&k.agent, "agent", false, "sign with a key of ssh-agent (the default without --key)")
	f.StringVar(&k.as, "as", "", "`person` to sign as, for an agent with keys of several")
	f.BoolVar(&k.yes, "yes", false, "do not ask")
}

func (k *keyFlags) check(cmd *cobra.Command) error {
	if k.file != "" && k.agent {
		return usageError(cmd, errors.New("--key and --agent name two keys, and one signs"))
	}
	return nil
}

// seat is whose signature would count.
type seat struct {
	role    string // in words, such as "an approver"
	signers *approval.AllowedSigners
	now     time.Time
	// admit returns a clause that says why a person's signature would not count.
	admit func(person string) error
}

// signingKey is a key to sign with, and whose it is.
type signingKey struct {
	signer ssh.Signer
	person string
	close  func()
}

// sign makes a signature that counts, and says whose it is. What is signed may
// depend on that: see [Process.signAs].
func (p *Process) sign(ctx context.Context, message []byte, namespace string, s seat, flags keyFlags) (armored, person string, err error) {
	return p.signAs(ctx, namespace, s, flags, func(string) ([]byte, error) { return message, nil })
}

// signAs is sign for a message that names who signs it.
func (p *Process) signAs(ctx context.Context, namespace string, s seat, flags keyFlags, message func(person string) ([]byte, error)) (armored, person string, err error) {
	key, err := p.signingKey(ctx, s, flags)
	if err != nil {
		return "", "", err
	}
	defer key.close()
	content, err := message(key.person)
	if err != nil {
		return "", "", err
	}
	armored, err = approval.SignFor(namespace, content, key.signer)
	if err != nil {
		return "", "", problemf("Not signed", "%s.", words.UpperFirst(err.Error()))
	}
	return armored, key.person, nil
}

// signingKey opens the key to sign with and refuses one whose signature would not
// count.
func (p *Process) signingKey(ctx context.Context, s seat, flags keyFlags) (*signingKey, error) {
	if flags.file != "" {
		return p.fileKey(s, flags)
	}
	return p.agentKey(ctx, s, flags)
}

func (p *Process) fileKey(s seat, flags keyFlags) (*signingKey, error) {
	content, err := os.ReadFile(flags.file)
	if err != nil {
		return nil, unreadable(flags.file, err)
	}
	signer, err := approval.ParseKey(content, func() ([]byte, error) { return p.passphrase(flags.file) })
	if err != nil {
		return nil, problemf("No key", "%s: %s.", flags.file, err)
	}
	person, err := s.holder(signer.PublicKey(), flags.as)
	if err != nil {
		return nil, problemf("Not "+s.role, "Signing with %s would not help: %s. Nothing was signed.", flags.file, err)
	}
	return &signingKey{signer, person, func() {}}, nil
}

// agentKey picks the key of the one person who has keys in the agent.
func (p *Process) agentKey(ctx context.Context, s seat, flags keyFlags) (*signingKey, error) {
	socket, _ := p.getenv(envAgent)
	if socket == "" {
		return nil, problemf("No key", "There is no key to sign with: %s is not set, so no ssh-agent runs. Start one, or give a key file with --key.", envAgent)
	}
	connection, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
	if err != nil {
		return nil, problemf("No key", "The ssh-agent of %s does not answer: %s. Start it again, or give a key file with --key.", envAgent, err)
	}
	key, err := s.pick(connection, flags.as)
	if err != nil {
		connection.Close()
		return nil, err
	}
	key.close = func() { connection.Close() }
	return key, nil
}

func (s seat) pick(connection net.Conn, as string) (*signingKey, error) {
	keys, err := approval.AgentKeys(connection)
	if err != nil {
		return nil, problemf("No key", "%s.", words.UpperFirst(err.Error()))
	}
	var picked *signingKey
	var refusals []string
	for _, key := range keys {
		person, err := s.holder(key.PublicKey(), as)
		switch {
		case err != nil:
			refusals = append(refusals, err.Error())
		case picked == nil:
			picked = &signingKey{signer: key, person: person}
		case picked.person != person:
			return nil, problemf("Whose signature?", "ssh-agent has keys of %s and of %s. Say who signs with --as.", picked.person, person)
		}
	}
	if picked == nil && len(refusals) == 0 {
		return nil, problemf("No key", "ssh-agent has no key that could sign. Add yours with ssh-add, or give a key file with --key.")
	}
	if picked == nil {
		return nil, problemf("Not "+s.role, "No key of ssh-agent would help: %s. Nothing was signed.", strings.Join(refusals, "; "))
	}
	return picked, nil
}

// holder returns whose key it is, or a clause that says why their signature would
// not count.
func (s seat) holder(key ssh.PublicKey, as string) (string, error) {
	person, err := s.signers.Approver(key, s.now)
	switch {
	case err != nil:
		return "", err
	case as != "" && as != person:
		return "", fmt.Errorf("the key %s is of %s, not of %s", ssh.FingerprintSHA256(key), person, as)
	}
	return person, s.admit(person)
}

// terminal is standard input where a person sits at it.
func (p *Process) terminal() (*os.File, bool) {
	file, ok := p.Stdin.(*os.File)
	return file, ok && term.IsTerminal(int(file.Fd()))
}

func (p *Process) passphrase(file string) ([]byte, error) {
	terminal, ok := p.terminal()
	if !ok {
		return nil, errors.New("the key has a passphrase, and there is no terminal to ask for it; add the key to ssh-agent and sign with --agent")
	}
	fmt.Fprintf(p.Stderr, "Passphrase of %s: ", file)
	secret, err := term.ReadPassword(int(terminal.Fd()))
	fmt.Fprintln(p.Stderr)
	if err != nil {
		return nil, fmt.Errorf("reading the passphrase: %w", err)
	}
	return secret, nil
}

// confirm asks, unless the answer was given with the command.
func (p *Process) confirm(question string, yes bool) error {
	if yes {
		return nil
	}
	terminal, ok := p.terminal()
	if !ok {
		return problemf("Nobody to ask", "Standard input is no terminal, so nobody can be asked. Give --yes when whoever runs this has read what is signed. Nothing was signed.")
	}
	fmt.Fprint(p.Stderr, question+" [y/N] ")
	answer, err := bufio.NewReader(terminal).ReadString('\n')
	if err != nil {
		return problemf("Not confirmed", "No answer could be read: %s. Nothing was signed.", err)
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	default:
		return problemf("Not confirmed", "You did not answer yes. Nothing was signed.")
	}
}
