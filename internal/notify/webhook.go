package notify

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// The headers of Standard Webhooks 1.0.0,
// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
const (
	headerID        = "webhook-id"
	headerTimestamp = "webhook-timestamp"
	headerSignature = "webhook-signature"
)

// webhook posts events as Standard Webhooks that carry CloudEvents.
type webhook struct {
	name    string
	url     string
	signers []signer
	client  *http.Client
	clock   func() time.Time
}

// signer signs what is sent, with its version before the signature.
type signer func(content []byte) string

func openWebhook(s governance.Sink, o Options) (Sink, error) {
	w := &webhook{name: s.Name, url: s.Config["url"], client: client(o), clock: o.Clock}
	if s.Config["url_env"] != "" {
		address, err := o.secret(s, "url_env")
		if err != nil {
			return nil, err
		}
		if err := https(address); err != nil {
			return nil, &Failure{Text: fmt.Sprintf("The environment variable %s of sink %q has no usable URL: %s.", s.Config["url_env"], s.Name, err), Down: true}
		}
		w.url = address
	}
	secrets, err := o.secret(s, "secret_env")
	if err != nil {
		return nil, err
	}
	for i, secret := range strings.Fields(secrets) {
		sign, err := parseSecret(secret)
		if err != nil {
			return nil, &Failure{Text: fmt.Sprintf("The environment variable %s of sink %q has no usable secret at place %d: %s.", s.Config["secret_env"], s.Name, i+1, err), Down: true}
		}
		w.signers = append(w.signers, sign)
	}
	return w, nil
}

// parseSecret reads a secret as Standard Webhooks serialise it. No error repeats
// any of it.
func parseSecret(secret string) (signer, error) {
	kind, encoded, _ := strings.Cut(secret, "_")
	key, err := base64.StdEncoding.DecodeString(encoded)
	switch {
	case kind != "whsec" && kind != "whsk":
		return nil, fmt.Errorf("it starts with neither whsec_ nor whsk_")
	case err != nil:
		return nil, fmt.Errorf("it is not base64 after the prefix")
	case kind == "whsec" && (len(key) < 24 || len(key) > 64):
		return nil, fmt.Errorf("it has %d bytes, and a secret has 24 to 64; make one with: echo whsec_$(openssl rand -base64 32)", len(key))
	case kind == "whsec":
		return func(content []byte) string {
			mac := hmac.New(sha256.New, key)
			mac.Write(content)
			return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
		}, nil
	case len(key) != ed25519.PrivateKeySize:
		return nil, fmt.Errorf("it has %d bytes, and a private key of Ed25519 has %d", len(key), ed25519.PrivateKeySize)
	default:
		return func(content []byte) string {
			return "v1a," + base64.StdEncoding.EncodeToString(ed25519.Sign(key, content))
		}, nil
	}
}

func (w *webhook) Deliver(ctx context.Context, m governance.Message) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url, bytes.NewReader(m.Event))
	if err != nil {
		return "", &Failure{Text: fmt.Sprintf("The URL of sink %q cannot be used.", w.name), Down: true}
	}
	id := "msg_" + identifier(m.Key)
	timestamp := strconv.FormatInt(w.clock().Unix(), 10)
	content := append([]byte(id+"."+timestamp+"."), m.Event...)
	signatures := make([]string, len(w.signers))
	for i, sign := range w.signers {
		signatures[i] = sign(content)
	}
	r.Header.Set("Content-Type", "application/cloudevents+json; charset=utf-8")
	r.Header.Set(headerID, id)
	r.Header.Set(headerTimestamp, timestamp)
	r.Header.Set(headerSignature, strings.Join(signatures, " "))
	_, _, err = send(w.client, r, fmt.Sprintf("The webhook %q", w.name), w.clock)
	return "", err
}
