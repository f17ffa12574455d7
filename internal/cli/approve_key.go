package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/term"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
)

const envAgent = "SSH_AUTH_SOCK"

// approverKey is a key to sign with, and whose it is.
type approverKey struct {
	signer   ssh.Signer
	approver string
	close    func()
}

// approverKey opens the key to sign with and refuses one whose signature would
// not count.
func (p *Process) approverKey(ctx context.Context, b *ballot, flags approveFlags) (*approverKey, error) {
	if flags.key != "" {
		return p.fileKey(b, flags)
	}
	return p.agentKey(ctx, b, flags)
}

func (p *Process) fileKey(b *ballot, flags approveFlags) (*approverKey, error) {
	content, err := os.ReadFile(flags.key)
	if err != nil {
		return nil, unreadable(flags.key, err)
	}
	signer, err := approval.ParseKey(content, func() ([]byte, error) { return p.passphrase(flags.key) })
	if err != nil {
		return nil, problemf("No key", "%s: %s.", flags.key, err)
	}
	approver, err := b.admit(signer.PublicKey(), flags.as)
	if err != nil {
		return nil, problemf("Not an approver", "Signing with %s would not help: %s. Nothing was signed.", flags.key, err)
	}
	return &approverKey{signer, approver, func() {}}, nil
}

// agentKey picks the key of the one approver who has keys in the agent.
func (p *Process) agentKey(ctx context.Context, b *ballot, flags approveFlags) (*approverKey, error) {
	socket, _ := p.getenv(envAgent)
	if socket == "" {
		return nil, problemf("No key", "There is no key to sign with: %s is not set, so no ssh-agent runs. Start one, or give a key file with --key.", envAgent)
	}
	connection, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
	if err != nil {
		return nil, problemf("No key", "The ssh-agent of %s does not answer: %s. Start it again, or give a key file with --key.", envAgent, err)
	}
	key, err := b.pick(connection, flags.as)
	if err != nil {
		connection.Close()
		return nil, err
	}
	key.close = func() { connection.Close() }
	return key, nil
}

func (b *ballot) pick(connection net.Conn, as string) (*approverKey, error) {
	keys, err := approval.AgentKeys(connection)
	if err != nil {
		return nil, problemf("No key", "%s.", upperFirst(err.Error()))
	}
	var picked *approverKey
	var refusals []string
	for _, key := range keys {
		approver, err := b.admit(key.PublicKey(), as)
		switch {
		case err != nil:
			refusals = append(refusals, err.Error())
		case picked == nil:
			picked = &approverKey{signer: key, approver: approver}
		case picked.approver != approver:
			return nil, problemf("Whose approval?", "ssh-agent has keys of %s and of %s. Say who approves with --as.", picked.approver, approver)
		}
	}
	if picked == nil && len(refusals) == 0 {
		return nil, problemf("No key", "ssh-agent has no key that could approve. Add yours with ssh-add, or give a key file with --key.")
	}
	if picked == nil {
		return nil, problemf("Not an approver", "No key of ssh-agent would help: %s. Nothing was signed.", strings.Join(refusals, "; "))
	}
	return picked, nil
}

// admit returns whose key it is, or a clause that says why their signature would
// not count.
func (b *ballot) admit(key ssh.PublicKey, as string) (string, error) {
	approver, err := b.signers.Approver(key, b.now)
	switch {
	case err != nil:
		return "", err
	case as != "" && as != approver:
		return "", fmt.Errorf("the key %s is of %s, not of %s", ssh.FingerprintSHA256(key), approver, as)
	case b.signers.SamePerson(approver, b.request):
		return "", fmt.Errorf("%s requested the exception, and nobody approves what they asked for", approver)
	case !slices.Contains(b.control.Exception.Approvers, approver):
		return "", fmt.Errorf("%s is not among the approvers of control %s (%s)", approver, b.control.Name, strings.Join(b.control.Exception.Approvers, ", "))
	}
	return approver, nil
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
func (p *Process) confirm(yes bool) error {
	if yes {
		return nil
	}
	terminal, ok := p.terminal()
	if !ok {
		return problemf("Nobody to ask", "Standard input is no terminal, so nobody can be asked. Give --yes when whoever runs this has read what is approved. Nothing was signed.")
	}
	fmt.Fprint(p.Stderr, "Do you approve this? [y/N] ")
	answer, err := bufio.NewReader(terminal).ReadString('\n')
	if err != nil {
		return problemf("Not approved", "No answer could be read: %s. Nothing was signed.", err)
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	default:
		return problemf("Not approved", "You did not answer yes. Nothing was signed.")
	}
}
