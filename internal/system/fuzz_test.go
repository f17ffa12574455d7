package system

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

// answers is a service that gives the same answer to whatever it is asked.
type answers struct {
	status int
	header http.Header
	body   string
}

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(strings.NewReader(a.body)), Request: r}, nil
}

// Whatever a SCIM service answers: there is an observation or an error and never
// both, every error is one of those that there are, and none tells the secret.
func FuzzSCIM(f *testing.F) {
	const secret = "hunter2-canary"
	f.Add(200, "", `{"totalResults":1,"Resources":[{"id":"1","userName":"svc","displayName":"svc","members":[{"value":"1"}],"active":"False"}]}`)
	f.Add(200, "", `{"totalResults":1e9,"Resources":[{"id":"1"}]}`)
	f.Add(200, "", `{"totalResults":2,"Resources":[{"id":"1","members":null},{"id":"2","members":[null]}]}`)
	f.Add(429, "0.001", `{"detail":"slower"}`)
	f.Add(401, "", `{"detail":"no hunter2-canary here"}`)
	f.Add(400, "", `{"detail":"\u0000\u202e"}`)
	f.Add(302, "", ``)
	f.Fuzz(func(t *testing.T, status int, retry, body string) {
		base, err := url.Parse("https://directory.example/v2")
		if err != nil {
			t.Fatal(err)
		}
		service := answers{status, http.Header{"Retry-After": {retry}}, body}
		s := &scim{
			place: "The service", base: base, http: &http.Client{Transport: service}, login: &login{fixed: "Bearer " + secret, secrets: []string{secret}},
			calls: &calls{rate.NewLimiter(rate.Inf, 1), time.Minute}, account: "userName", privilege: "displayName", page: 2,
		}
		// A pause is not waited for.
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		m := Membership{Account: "svc", Privilege: "svc"}
		seen, err := s.Observe(ctx)
		if err != nil && (len(seen.Accounts) > 0 || len(seen.Memberships) > 0) {
			t.Errorf("an error and an observation: %v %v", err, seen)
		}
		for _, err := range []error{err, s.Grant(ctx, m), s.Revoke(ctx, m), s.Suspend(ctx, m.Account)} {
			if err == nil {
				continue
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the error tells the secret: %v", err)
			}
			known := false
			for _, kind := range []error{ErrUnreachable, ErrDenied, ErrSettings, ErrNotFound, ErrUnsupported, ErrFailed, context.DeadlineExceeded} {
				known = known || errors.Is(err, kind)
			}
			if !known {
				t.Errorf("an error of no kind: %v", err)
			}
		}
	})
}
