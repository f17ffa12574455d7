package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// maxReceipt is how large a receipt may be: it lists findings and exceptions.
const maxReceipt = 64 << 20

// receiptFlags say whether and how a check leaves a receipt.
type receiptFlags struct {
	file  string
	key   string
	agent bool
}

func (f *receiptFlags) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.file, "receipt", "", "`file` for a receipt, which binds the decision to this plan file (see nhi verify)")
	flags.StringVar(&f.key, "sign-key", "", "`file` of the private key to sign the receipt with")
	flags.BoolVar(&f.agent, "sign-agent", false, "sign the receipt with a key of ssh-agent")
}

// receiptSigner is a key that signs the receipt; nil for none.
type receiptSigner struct {
	ssh.Signer
	close func()
}

// signer opens the key to sign with, and refuses one whose signature would not
// count.
func (f *receiptFlags) signer(ctx context.Context, p *Process, b *bundle.Bundle, now time.Time) (*receiptSigner, error) {
	switch {
	case f.file == "" && (f.key != "" || f.agent):
		return nil, problemf("Wrong usage", "A key signs a receipt. Say where it goes with --receipt FILE.")
	case f.key != "" && f.agent:
		return nil, problemf("Wrong usage", "--sign-key and --sign-agent name two keys, and one signs.")
	case f.key != "":
		return p.receiptKey(f.key, b.ReceiptSigners, now)
	case f.agent:
		return p.receiptAgent(ctx, b.ReceiptSigners, now)
	default:
		return nil, nil
	}
}

func (p *Process) receiptKey(file string, signers *approval.AllowedSigners, now time.Time) (*receiptSigner, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, unreadable(file, err)
	}
	key, err := approval.ParseKey(content, func() ([]byte, error) { return p.passphrase(file) })
	if err != nil {
		return nil, problemf("No key", "%s: %s.", file, err)
	}
	if _, err := signers.Approver(key.PublicKey(), now); err != nil {
		return nil, problemf("Receipt cannot be signed", "Signing with %s would not help: %s. Nothing was checked.", file, err)
	}
	return &receiptSigner{key, func() {}}, nil
}

func (p *Process) receiptAgent(ctx context.Context, signers *approval.AllowedSigners, now time.Time) (*receiptSigner, error) {
	socket, _ := p.getenv(envAgent)
	if socket == "" {
		return nil, problemf("No key", "There is no key to sign with: %s is not set, so no ssh-agent runs. Start one, or give a key file with --sign-key.", envAgent)
	}
	connection, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
	if err != nil {
		return nil, problemf("No key", "The ssh-agent of %s does not answer: %s. Start it again, or give a key file with --sign-key.", envAgent, err)
	}
	keys, err := approval.AgentKeys(connection)
	var refusals []string
	for _, key := range keys {
		_, refusal := signers.Approver(key.PublicKey(), now)
		if refusal == nil {
			return &receiptSigner{key, func() { connection.Close() }}, nil
		}
		refusals = append(refusals, refusal.Error())
	}
	connection.Close()
	switch {
	case err != nil:
		return nil, problemf("No key", "%s.", words.UpperFirst(err.Error()))
	case len(keys) == 0:
		return nil, problemf("No key", "ssh-agent has no key that could sign. Add one with ssh-add, or give a key file with --sign-key.")
	default:
		return nil, problemf("Receipt cannot be signed", "No key of ssh-agent would help: %s. Nothing was checked.", strings.Join(refusals, "; "))
	}
}

// write writes the receipt and its signature. Without one, a signature that is
// left from another receipt goes, for it would be of something else.
func (f *receiptFlags) write(r decision.Receipt, signer *receiptSigner) error {
	content, err := marshal(r)
	if err != nil {
		return fmt.Errorf("writing the receipt: %w", err)
	}
	if err := os.Remove(f.file + signatureSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return problemf("Receipt cannot be written", "%s.", words.UpperFirst(err.Error()))
	}
	if err := os.WriteFile(f.file, content, 0o644); err != nil {
		return problemf("Receipt cannot be written", "%s.", words.UpperFirst(err.Error()))
	}
	if signer == nil {
		return nil
	}
	armored, err := approval.SignFor(approval.ReceiptNamespace, content, signer)
	if err != nil {
		return problemf("Receipt cannot be signed", "%s.", words.UpperFirst(err.Error()))
	}
	if err := os.WriteFile(f.file+signatureSuffix, []byte(armored), 0o644); err != nil {
		return problemf("Receipt cannot be signed", "%s.", words.UpperFirst(err.Error()))
	}
	return nil
}

// marshal is the form that is signed and compared.
func marshal(value any) ([]byte, error) {
	var content bytes.Buffer
	err := writeJSON(&content, value)
	return content.Bytes(), err
}

// newReceipt says what a decision rests on.
func newReceipt(d decision.Decision, request check.Request, basis check.Basis) (decision.Receipt, error) {
	r := decision.Receipt{
		FormatVersion: decision.ReceiptVersion,
		Options: decision.ReceiptOptions{
			Tenant: request.Tenant, Undecided: string(request.Undecided), MaxTenants: request.MaxTenants,
			DriftOnly: request.DriftOnly, Passes: request.Passes,
		},
		Inputs:     map[string]decision.ReceiptInput{},
		Exceptions: []decision.ReceiptException{},
		Decision:   d,
	}
	for _, declared := range request.Bundle.Policies.Inputs() {
		given, ok := request.Inputs[declared.Name]
		if !ok {
			continue
		}
		input, err := receiptInput(given)
		if err != nil {
			return r, err
		}
		if declared.Sensitive || r.Inputs[declared.Name].Sensitive {
			input = decision.ReceiptInput{Sensitive: true}
		}
		r.Inputs[declared.Name] = input
	}
	var err error
	if r.Facts, err = stdjson.Marshal(basis.Facts); err != nil {
		return r, err
	}
	for _, e := range basis.Exceptions {
		record, err := stdjson.Marshal(e.Exception)
		if err != nil {
			return r, err
		}
		digest, err := exceptionDigest(e)
		if err != nil {
			return r, err
		}
		r.Exceptions = append(r.Exceptions, decision.ReceiptException{Address: e.Address, Tenant: e.Tenant, Digest: digest, Record: record})
	}
	return r, nil
}

func exceptionDigest(e check.Relied) (string, error) {
	canonical, err := approval.OfException(e.Exception, e.Tenant).Canonical()
	if err != nil {
		return "", err
	}
	return digestOf(bytes.NewReader(canonical))
}

func digestOf(r io.Reader) (string, error) {
	hash := sha256.New()
	if _, err := io.Copy(hash, r); err != nil {
		return "", err
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil)), nil
}

func receiptInput(given policy.InputValue) (decision.ReceiptInput, error) {
	value, marks := given.Value.Unmark()
	if _, sensitive := marks[change.Sensitive]; sensitive {
		return decision.ReceiptInput{Sensitive: true}, nil
	}
	if given.Literal {
		text := value.AsString()
		return decision.ReceiptInput{Text: &text}, nil
	}
	content, err := ctyjson.Marshal(value, value.Type())
	return decision.ReceiptInput{Value: content}, err
}

// parseReceipt reads the content of a receipt. It refuses a member that is there
// twice, which two could read as two receipts.
func parseReceipt(file string, content []byte) (r decision.Receipt, err error) {
	const remedy = "Make it again with: nhi check PLAN --receipt FILE"
	if len(content) > maxReceipt {
		return r, problemf("Receipt cannot be read", "%s is larger than any receipt. %s", file, remedy)
	}
	if err := json.Unmarshal(content, &r); err != nil || r.FormatVersion == "" {
		return r, problemf("Receipt cannot be read", "%s is no receipt, or not all of one. %s", file, remedy)
	}
	if major, _, _ := strings.Cut(r.FormatVersion, "."); major != "1" {
		return r, problemf("Receipt cannot be read", "The receipt's format version is %q; versions 1.x can be read. Use a newer nhi.", r.FormatVersion)
	}
	return r, nil
}

// readReceipt reads a receipt, and its signature where there is one.
func readReceipt(file string) (r decision.Receipt, content []byte, signature string, err error) {
	opened, err := os.Open(file)
	if err != nil {
		return r, nil, "", unreadable(file, err)
	}
	defer opened.Close()
	if content, err = io.ReadAll(io.LimitReader(opened, maxReceipt+1)); err != nil {
		return r, nil, "", problemf("Receipt cannot be read", "%s.", words.UpperFirst(err.Error()))
	}
	if r, err = parseReceipt(file, content); err != nil {
		return r, nil, "", err
	}
	signed, err := os.ReadFile(file + signatureSuffix)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return r, nil, "", problemf("Receipt cannot be read", "%s.", words.UpperFirst(err.Error()))
	}
	return r, content, string(signed), nil
}
