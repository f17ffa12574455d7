package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// maxResponse is how much of a response is read: a page of a hundred issues is
// well below.
const maxResponse = 16 << 20

// client makes requests that fail rather than follow a redirect, which could lead
// a secret to somebody else.
func client(o Options) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = o.TLS
	return &http.Client{
		Transport:     transport,
		Timeout:       Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// send makes one request and returns the body of a response with a status of 2xx.
// Who is asked is named in failures, where the URL could be a secret.
func send(c *http.Client, r *http.Request, who string, clock func() time.Time) ([]byte, http.Header, error) {
	r.Header.Set("User-Agent", "nhi")
	response, err := c.Do(r)
	if err != nil {
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = wrapped.Err // without the URL
		}
		return nil, nil, &Failure{Text: fmt.Sprintf("%s did not answer: %s.", who, err), Down: true}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxResponse))
	if err != nil {
		return nil, nil, &Failure{Text: fmt.Sprintf("%s broke off its answer: %s.", who, err), Down: true}
	}
	if response.StatusCode >= 200 && response.StatusCode < 300 {
		return body, response.Header, nil
	}
	return nil, nil, refusal(who, response, clock())
}

// refusal is what a status says, as HTTP and Standard Webhooks have it.
func refusal(who string, r *http.Response, now time.Time) *Failure {
	f := &Failure{
		Text:  fmt.Sprintf("%s answered %s.", who, r.Status),
		After: retryAfter(r.Header, now),
	}
	switch {
	case r.StatusCode == http.StatusGone:
		f.Text += " It wants no more messages: take the sink out of the policies, or put in its new address."
		f.Final = true
	case r.StatusCode >= 300 && r.StatusCode < 400:
		f.Text += " Redirects are not followed, as a message could reach somebody else: put the new address into the policies."
		f.Down = true
	case r.StatusCode == http.StatusUnauthorized || r.StatusCode == http.StatusForbidden:
		f.Text += " Check the secret that the sink names, and what it may do."
		f.Down = true
	case r.StatusCode == http.StatusTooManyRequests || r.StatusCode >= 500 || f.After > 0:
		f.Down = true
	}
	return f
}

// retryAfter is in how long a receiver wants to hear again, zero when it does not
// say: Retry-After, or the end of GitHub's limit.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	if h.Get("X-RateLimit-Remaining") == "0" {
		if at, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil {
			return max(0, time.Unix(at, 0).Sub(now))
		}
	}
	return 0
}

// api is an interface of JSON over HTTP.
type api struct {
	client *http.Client
	base   string
	who    string
	header http.Header // with the credential
	clock  func() time.Time
}

// call sends in, unless it is nil, and reads the answer into out, unless it is nil.
func (a *api) call(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		encoded, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(encoded)
	}
	r, err := http.NewRequestWithContext(ctx, method, a.base+path, body)
	if err != nil {
		return &Failure{Text: fmt.Sprintf("%s cannot be asked: its address is no URL.", a.who), Down: true}
	}
	r.Header = a.header.Clone()
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	answer, _, err := send(a.client, r, a.who, a.clock)
	if err != nil || out == nil {
		return err
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return &Failure{Text: fmt.Sprintf("%s answered something that is not its interface: %s.", a.who, err), Down: true}
	}
	return nil
}
