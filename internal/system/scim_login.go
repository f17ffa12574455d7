package system

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// login says to a service who is calling: by what never changes, or by a token
// that OAuth 2.0 gives for a while.
type login struct {
	fixed   string // the Authorization header; empty with OAuth
	secrets []string
	client  *http.Client
	oauth   clientcredentials.Config

	mu    sync.Mutex
	token *oauth2.Token
}

func newLogin(s settings, client *http.Client) (*login, error) {
	token, tokenErr := s.secret("token_env")
	password, passwordErr := s.secret("password_env")
	secret, secretErr := s.secret("client_secret_env")
	if err := errors.Join(tokenErr, passwordErr, secretErr); err != nil {
		return nil, err
	}
	l := &login{client: client}
	switch {
	case token != "":
		l.fixed, l.secrets = "Bearer "+token, []string{token}
	case password != "":
		both := base64.StdEncoding.EncodeToString([]byte(s.text("username") + ":" + password))
		l.fixed, l.secrets = "Basic "+both, []string{password, both}
	default:
		l.secrets = []string{secret}
		l.oauth = clientcredentials.Config{
			ClientID: s.text("client_id"), ClientSecret: secret, TokenURL: s.text("token_url"), Scopes: strings.Fields(s.text("oauth_scopes")),
		}
	}
	return l, nil
}

// header is the Authorization header of a request.
func (l *login) header(ctx context.Context) (string, error) {
	if l.fixed != "" {
		return l.fixed, nil
	}
	token, err := l.current(ctx)
	if err != nil {
		return "", l.explain(err)
	}
	return authorization(token), nil
}

func (l *login) current(ctx context.Context) (*oauth2.Token, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.token.Valid() {
		return l.token, nil
	}
	token, err := l.oauth.Token(context.WithValue(ctx, oauth2.HTTPClient, l.client))
	if err == nil {
		l.token = token
	}
	return token, err
}

func authorization(token *oauth2.Token) string { return token.Type() + " " + token.AccessToken }

// forget has a token that was refused not used again, and tells whether there may
// be a better one.
func (l *login) forget(header string) bool {
	if l.fixed != "" {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.token != nil && header == authorization(l.token) {
		l.token = nil
	}
	return true
}

// hide takes out of a service's words what only the two may know.
func (l *login) hide(words string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.token != nil {
		words = strings.ReplaceAll(words, l.token.AccessToken, "…")
	}
	for _, secret := range l.secrets {
		words = strings.ReplaceAll(words, secret, "…")
	}
	return words
}

// explain leaves out what the token's service wrote, of which any part may be a
// secret, but for the code that RFC 6749 gives it.
func (l *login) explain(err error) error {
	told, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok {
		return inPassing(fail(ErrUnreachable, "The token_url does not answer as OAuth 2.0 does: %s. Look at the URL and the network.", l.hide(innermost(err))), 0)
	}
	switch status := told.Response.StatusCode; {
	case status == http.StatusTooManyRequests, status >= http.StatusInternalServerError:
		return inPassing(fail(ErrUnreachable, "The token_url answers with HTTP status %d. Look at the service that gives tokens.", status), retryAfter(told.Response.Header))
	default:
		return fail(ErrDenied, "The token_url gives no token: HTTP status %d%s. Check client_id, its secret and oauth_scopes.", status, errorCode(told.ErrorCode))
	}
}

// errorCodes are those of RFC 6749 section 5.2.
var errorCodes = []string{"invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"}

func errorCode(code string) string {
	if slices.Contains(errorCodes, code) {
		return ", " + code
	}
	return ""
}

// retryAfter is how long a service asks to wait. A date is taken by the service's
// own clock.
func retryAfter(header http.Header) time.Duration {
	text := header.Get("Retry-After")
	if seconds, err := time.ParseDuration(text + "s"); err == nil && seconds > 0 {
		return seconds
	}
	at, err := http.ParseTime(text)
	now, nowErr := http.ParseTime(header.Get("Date"))
	if err != nil || nowErr != nil {
		return 0
	}
	return max(0, at.Sub(now))
}
