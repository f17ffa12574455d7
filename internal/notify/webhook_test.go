package notify_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

// secret is that of the specification's example.
const secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

// receiver follows the specification, with its own library: it verifies, and drops
// what it has seen. Answer, if set, decides the status before that.
type receiver struct {
	*httptest.Server
	verifier *standardwebhooks.Webhook
	answer   func(http.ResponseWriter, *http.Request) bool

	mu        sync.Mutex
	requests  []http.Header
	bodies    []string
	processed map[string]int // events, by id; more than once is a failure of the receiver
	dropped   int
}

func newReceiver(t testing.TB, start func(http.Handler) *httptest.Server) *receiver {
	t.Helper()
	verifier, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	r := &receiver{verifier: verifier, processed: map[string]int{}}
	r.Server = start(r)
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return
	}
	r.requests = append(r.requests, request.Header.Clone())
	r.bodies = append(r.bodies, string(body))
	if r.answer != nil && r.answer(w, request) {
		return
	}
	if err := r.verifier.Verify(body, request.Header); err != nil {
		http.Error(w, "", http.StatusUnauthorized)
		return
	}
	id := request.Header.Get("webhook-id")
	if r.processed[id] > 0 {
		r.dropped++
	} else {
		r.processed[id]++
	}
	w.WriteHeader(http.StatusAccepted)
}

func (r *receiver) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.requests)
}

func environment(values map[string]string) notify.Options {
	return notify.Options{
		Getenv: func(name string) (string, bool) { value, set := values[name]; return value, set },
		Clock:  time.Now,
	}
}

func webhookSink(url string) governance.Sink {
	return governance.Sink{Name: "soc", Kind: governance.SinkWebhook, Config: map[string]string{"url": url, "secret_env": "SECRET"}}
}

func open(t testing.TB, s governance.Sink, o notify.Options) notify.Sink {
	t.Helper()
	sink, err := notify.Open(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return sink
}

func TestAWebhookIsVerifiedByTheLibraryOfTheSpecification(t *testing.T) {
	t.Parallel()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other := "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, 24))
	r := newReceiver(t, httptest.NewServer)
	sink := open(t, webhookSink(r.URL), environment(map[string]string{"SECRET": other + " " + secret + " whsk_" + base64.StdEncoding.EncodeToString(private)}))
	m := message(t, "ä.key with. full stops\n", "soc", nil)
	for range 2 {
		if _, err := sink.Deliver(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if ids := slices.Collect(maps.Keys(r.processed)); len(ids) != 1 || r.dropped != 1 {
		t.Errorf("processed %v, dropped %d; want one id, once each", ids, r.dropped)
	}
	header := r.requests[0]
	if got := header.Get("Content-Type"); got != "application/cloudevents+json; charset=utf-8" {
		t.Error(got)
	}
	id := header.Get("webhook-id")
	if strings.ContainsAny(id, ". ") {
		t.Errorf("id %q has what separates it from the timestamp", id)
	}
	signatures := strings.Split(header.Get("webhook-signature"), " ")
	if len(signatures) != 3 {
		t.Fatalf("%d signatures", len(signatures))
	}
	signature, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(signatures[2], "v1a,"))
	if err != nil || !ed25519.Verify(public, []byte(id+"."+header.Get("webhook-timestamp")+"."+r.bodies[0]), signature) {
		t.Errorf("the signature v1a does not verify: %v", err)
	}
	if r.bodies[0] != string(m.Event) {
		t.Errorf("body %s", r.bodies[0])
	}
}

func TestAWebhookObeysWhatIsAnswered(t *testing.T) {
	t.Parallel()
	clock := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		status int
		header [2]string
		want   notify.Failure // but for the text
		text   string
	}{
		"gone":           {status: 410, want: notify.Failure{Final: true}, text: "wants no more messages"},
		"redirect":       {status: 307, header: [2]string{"Location", "/elsewhere"}, want: notify.Failure{Down: true}, text: "Redirects are not followed"},
		"secret":         {status: 401, want: notify.Failure{Down: true}, text: "Check the secret"},
		"this one":       {status: 400, text: "400 Bad Request"},
		"seconds":        {status: 429, header: [2]string{"Retry-After", "120"}, want: notify.Failure{Down: true, After: 2 * time.Minute}},
		"date":           {status: 503, header: [2]string{"Retry-After", "Mon, 23 Nov 2026 13:00:00 GMT"}, want: notify.Failure{Down: true, After: time.Hour}},
		"past date":      {status: 503, header: [2]string{"Retry-After", "Mon, 23 Nov 2026 11:00:00 GMT"}, want: notify.Failure{Down: true}},
		"nonsense":       {status: 503, header: [2]string{"Retry-After", "-7"}, want: notify.Failure{Down: true}},
		"not unfinished": {status: 500, want: notify.Failure{Down: true}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t, httptest.NewServer)
			r.answer = func(w http.ResponseWriter, _ *http.Request) bool {
				if test.header[0] != "" {
					w.Header().Set(test.header[0], test.header[1])
				}
				w.WriteHeader(test.status)
				return true
			}
			options := environment(map[string]string{"SECRET": secret})
			options.Clock = func() time.Time { return clock }
			_, err := open(t, webhookSink(r.URL), options).Deliver(t.Context(), message(t, "k", "soc", nil))
			got, ok := errors.AsType[*notify.Failure](err)
			if !ok {
				t.Fatalf("error %v", err)
			}
			if len(r.requests) != 1 {
				t.Errorf("%d requests, want one", len(r.requests))
			}
			if !strings.Contains(got.Text, test.text) {
				t.Errorf("%q lacks %q", got.Text, test.text)
			}
			got.Text = ""
			if *got != test.want {
				t.Errorf("failure %+v, want %+v", *got, test.want)
			}
		})
	}
}

func TestAWebhookTrustsNoStranger(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, httptest.NewTLSServer)
	_, err := open(t, webhookSink(r.URL), environment(map[string]string{"SECRET": secret})).Deliver(t.Context(), message(t, "k", "soc", nil))
	if err == nil || !strings.Contains(err.Error(), "certificate") || len(r.requests) > 0 {
		t.Errorf("error %v after %d requests", err, len(r.requests))
	}
	options := environment(map[string]string{"SECRET": secret, "ADDRESS": r.URL})
	options.TLS = &tls.Config{RootCAs: r.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	s := webhookSink("")
	s.Config["url_env"] = "ADDRESS"
	if _, err := open(t, s, options).Deliver(t.Context(), message(t, "k", "soc", nil)); err != nil || len(r.processed) != 1 {
		t.Error(err, r.processed)
	}
}

// What is wrong with a secret is said without a piece of it, and what is not said
// is not guessed.
func TestOpenRefusesWithoutSayingASecret(t *testing.T) {
	t.Parallel()
	const hidden = "c2VjcmV0"
	tests := map[string]struct {
		secret, url string
		want        string
	}{
		"not set":        {"", "http://localhost:1", "SECRET is not set"},
		"no prefix":      {hidden, "http://localhost:1", "neither whsec_ nor whsk_"},
		"not base64":     {"whsec_" + hidden + "!", "http://localhost:1", "not base64"},
		"too short":      {"whsec_" + hidden, "http://localhost:1", "it has 6 bytes"},
		"no private key": {"whsk_" + hidden, "http://localhost:1", "Ed25519 has 64"},
		"second":         {secret + " " + hidden, "http://localhost:1", "place 2"},
		"no https":       {secret, "http://" + hidden + ".example", "does not start with https://"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := governance.Sink{Name: "soc", Kind: governance.SinkWebhook, Config: map[string]string{"url_env": "ADDRESS", "secret_env": "SECRET"}}
			_, err := notify.Open(s, environment(map[string]string{"SECRET": test.secret, "ADDRESS": test.url}))
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), hidden) {
				t.Errorf("error %v, want %q and no secret", err, test.want)
			}
		})
	}
	s := webhookSink("")
	s.Config["url_env"] = "ADDRESS"
	_, err := open(t, s, environment(map[string]string{"SECRET": secret, "ADDRESS": "http://localhost:1/" + hidden})).Deliver(t.Context(), message(t, "k", "soc", nil))
	if err == nil || strings.Contains(err.Error(), hidden) {
		t.Errorf("error %v, want one without the address", err)
	}
}
