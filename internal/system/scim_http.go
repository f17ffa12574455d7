package system

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// largestAnswer is what is read of an answer, in bytes: the members of a group come
// in one.
const largestAnswer = 64 << 20

// question is a request to a service; answer is what it said to one that it
// understood, if only to refuse it.
type question struct {
	method  string
	path    []string // beneath the base, not escaped
	query   url.Values
	body    any
	version string // of the resource, for If-Match
}

type answer struct {
	status  int
	body    []byte
	version string
	words   string // of a refusal, for people
}

func (a answer) is(statuses ...int) bool { return slices.Contains(statuses, a.status) }

func (a answer) done() bool { return a.status/100 == 2 }

// ask makes a request, again where it failed in passing. The statuses by which a
// service refuses the one request, and not the caller, are answers.
func (s *scim) ask(ctx context.Context, q question) (answer, error) {
	var a answer
	renewed := false
	err := s.calls.do(ctx, func(ctx context.Context) error {
		header, err := s.login.header(ctx)
		if err != nil {
			return err
		}
		a, err = s.exchange(ctx, q, header)
		// A token may have been withdrawn before its time.
		if errors.Is(err, ErrDenied) && a.is(http.StatusUnauthorized) && !renewed && s.login.forget(header) {
			renewed = true
			return inPassing(err, 0)
		}
		return err
	})
	return a, err
}

func (s *scim) exchange(ctx context.Context, q question, header string) (answer, error) {
	var body io.Reader
	if q.body != nil {
		text, err := json.Marshal(q.body)
		if err != nil {
			return answer{}, fail(ErrFailed, "A request could not be written: %s.", err)
		}
		body = bytes.NewReader(text)
	}
	location := s.base.JoinPath(escaped(q.path)...)
	location.RawQuery = q.query.Encode()
	request, err := http.NewRequestWithContext(ctx, q.method, location.String(), body)
	if err != nil {
		return answer{}, fail(ErrFailed, "A request could not be made: %s.", innermost(err))
	}
	request.Header.Set("Authorization", header)
	request.Header.Set("Accept", "application/scim+json, application/json")
	request.Header.Set("User-Agent", "nhi")
	if q.body != nil {
		request.Header.Set("Content-Type", "application/scim+json")
	}
	if q.version != "" {
		request.Header.Set("If-Match", q.version)
	}
	response, err := s.http.Do(request)
	if err != nil {
		return answer{}, s.lost(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, largestAnswer+1))
	if err != nil {
		return answer{}, s.lost(err)
	}
	if len(text) > largestAnswer {
		return answer{}, fail(ErrFailed, "%s answers with more than %d MB at once. Lower page_size.", s.place, largestAnswer>>20)
	}
	a := answer{status: response.StatusCode, body: text, version: response.Header.Get("ETag"), words: s.words(text)}
	return a, s.judge(a, response.Header)
}

// lost tells what the connection died of.
func (s *scim) lost(err error) error {
	if untrusted(err) {
		return fail(ErrUnreachable, "%s answers, but no trusted connection could be made: %s. Look at ca_file, and at the service's certificate.", s.place, innermost(err))
	}
	return inPassing(fail(ErrUnreachable, "%s does not answer, or the connection was lost: %s. Check the url, that the service runs, and that the network lets this machine through.", s.place, s.login.hide(innermost(err))), 0)
}

// judge turns a status that is not about the one request into an error.
func (s *scim) judge(a answer, header http.Header) error {
	switch {
	case a.done(), a.is(http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusNotImplemented):
		return nil
	case a.is(http.StatusUnauthorized):
		return fail(ErrDenied, "%s does not accept the credentials%s. Check what the environment variables hold, and that it has not ended.", s.place, a.words)
	case a.is(http.StatusForbidden):
		return fail(ErrDenied, "%s does not let this client do that%s. It has to read users and groups, and to change them for grants and suspensions.", s.place, a.words)
	case a.is(http.StatusTooManyRequests):
		return inPassing(fail(ErrUnreachable, "%s asks for fewer requests%s. Set rate_limit, or a longer timeout to wait as long as it asks.", s.place, a.words), retryAfter(header))
	case a.status/100 == 3:
		return fail(ErrFailed, "%s answers with a redirect, which is not followed: it would take the credentials elsewhere. Set url to where the service is.", s.place)
	case a.status >= http.StatusInternalServerError:
		return inPassing(fail(ErrUnreachable, "%s answers with HTTP status %d%s. Look at the service.", s.place, a.status, a.words), retryAfter(header))
	default:
		return s.refused(a)
	}
}

func (s *scim) refused(a answer) error {
	return fail(ErrFailed, "%s refuses the request with HTTP status %d%s.", s.place, a.status, a.words)
}

// longestWords is what is repeated of a service's words, in bytes.
const longestWords = 300

// words is the detail of a SCIM error (RFC 7644 section 3.12), to be put behind a
// sentence of ours.
func (s *scim) words(body []byte) string {
	var told struct{ Detail string }
	if json.Unmarshal(body, &told) != nil || told.Detail == "" {
		return ""
	}
	words := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s.login.hide(told.Detail))
	if len(words) > longestWords {
		words = strings.ToValidUTF8(words[:longestWords], "") + "…"
	}
	return ": " + strings.TrimRight(words, " .")
}

func escaped(path []string) []string {
	segments := make([]string, len(path))
	for i, segment := range path {
		segments[i] = url.PathEscape(segment)
	}
	return segments
}
