package notify_test

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

// postOffice is a mail server. A recipient who starts with a word of its answers
// gets that answer.
type postOffice struct {
	mu      sync.Mutex
	letters []letter
	port    string
	tls     *tls.Config // that trusts it
}

type letter struct {
	user, from string
	to         []string
	content    []byte
}

// newPostOffice starts a server, with TLS from the first byte, by STARTTLS, or not
// at all.
func newPostOffice(t *testing.T, security string) *postOffice {
	t.Helper()
	certified := httptest.NewUnstartedServer(nil)
	certified.StartTLS()
	certified.Close() // only its certificate is wanted
	p := &postOffice{tls: &tls.Config{RootCAs: certified.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{office: p}, nil }))
	server.Domain = "localhost"
	server.ErrorLog = quiet{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, p.port, _ = net.SplitHostPort(listener.Addr().String())
	switch security {
	case "smtps":
		listener = tls.NewListener(listener, certified.TLS)
	case "smtp":
		server.TLSConfig = certified.TLS
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return p
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

type session struct {
	office *postOffice
	letter letter
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "nhi" || password != "right" {
			return smtp.ErrAuthFailed
		}
		s.letter.user = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.letter.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	switch {
	case strings.HasPrefix(to, "unknown"):
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	case strings.HasPrefix(to, "full"):
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox is full"}
	}
	s.letter.to = append(s.letter.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.letter.content = content
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.office.letters = append(s.office.letters, s.letter)
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func mailSink(scheme, port string, to ...string) governance.Sink {
	return governance.Sink{Name: "post", Kind: governance.SinkMail, Config: map[string]string{
		"server": scheme + "://127.0.0.1:" + port, "user": "nhi", "password_env": "PASSWORD",
		"from": "nhi@msp.example", "to": strings.Join(to, notify.ListSeparator),
	}}
}

func TestMailIsWhatAPersonUnderstands(t *testing.T) {
	t.Parallel()
	for _, scheme := range []string{"smtp", "smtps"} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			p := newPostOffice(t, scheme)
			options := environment(map[string]string{"PASSWORD": "right"})
			options.TLS = p.tls
			options.Clock = func() time.Time { return time.Date(2026, 11, 23, 13, 30, 0, 0, time.UTC) }
			m := message(t, "k", "post", func(e *notify.Event) {
				e.Data.Title = "Ünused key\r\nBcc: everybody@msp.example"
			})
			var references []string
			for range 2 {
				reference, err := open(t, mailSink(scheme, p.port, "soc@msp.example", "alice@msp.example"), options).Deliver(t.Context(), m)
				if err != nil {
					t.Fatal(err)
				}
				references = append(references, reference)
			}
			if len(p.letters) != 2 || references[0] != references[1] {
				t.Fatalf("%d letters with the references %v, want the same twice", len(p.letters), references)
			}
			got := p.letters[0]
			if got.user != "nhi" || got.from != "nhi@msp.example" || !cmp.Equal(got.to, []string{"soc@msp.example", "alice@msp.example"}) {
				t.Errorf("envelope %s %s %v", got.user, got.from, got.to)
			}
			read, err := mail.ReadMessage(bytes.NewReader(got.content))
			if err != nil {
				t.Fatal(err)
			}
			subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
			if err != nil {
				t.Fatal(err)
			}
			header := map[string]string{"Subject": subject}
			for _, name := range []string{"From", "Bcc", "Message-Id", "Date", "Auto-Submitted"} {
				header[name] = read.Header.Get(name)
			}
			want := map[string]string{
				"Subject": "[acme] Ünused key Bcc: everybody@msp.example", "From": "<nhi@msp.example>", "Bcc": "",
				"Message-Id": references[0], "Date": "Mon, 23 Nov 2026 13:30:00 +0000", "Auto-Submitted": "auto-generated",
			}
			if diff := cmp.Diff(want, header); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
			body, err := io.ReadAll(read.Body)
			if err != nil {
				t.Fatal(err)
			}
			const text = `Nobody reviewed it in time.
Review it: nhi review attest.

Tenant:      acme
Entitlement: acme/svc-backup/directory/admin
Record:      0193
System:      directory
Account:     svc-backup
Privileges:  admin
Control:     privileged-access-is-reviewed
Policies:    privileged_access_is_reviewed
Due since:   2026-11-20T12:00:00Z
Time:        2026-11-23T12:00:00Z
Event:       k
`
			if diff := cmp.Diff(text, strings.ReplaceAll(string(body), "\r\n", "\n")); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMailThatIsNotTaken(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		security, password string
		to                 []string
		want               notify.Failure // but for the text
		text               string
	}{
		"unknown":         {"smtp", "right", []string{"unknown@msp.example"}, notify.Failure{Final: true}, "no such mailbox"},
		"one is unknown":  {"smtp", "right", []string{"soc@msp.example", "unknown@msp.example"}, notify.Failure{Final: true}, "unknown@msp.example"},
		"full":            {"smtp", "right", []string{"full@msp.example"}, notify.Failure{Down: true}, "mailbox is full"},
		"wrong password":  {"smtps", "wrong-7Hx", []string{"soc@msp.example"}, notify.Failure{Down: true}, "Authentication failed"},
		"no TLS":          {"none", "right", []string{"soc@msp.example"}, notify.Failure{Down: true}, "STARTTLS"},
		"unknown machine": {"stranger", "right", []string{"soc@msp.example"}, notify.Failure{Down: true}, "certificate"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			security := test.security
			if security == "stranger" {
				security = "smtp"
			}
			p := newPostOffice(t, security)
			options := environment(map[string]string{"PASSWORD": test.password})
			if test.security != "stranger" {
				options.TLS = p.tls
			}
			scheme := strings.Replace(security, "none", "smtp", 1)
			_, err := open(t, mailSink(scheme, p.port, test.to...), options).Deliver(t.Context(), message(t, "k", "post", nil))
			got, ok := errors.AsType[*notify.Failure](err)
			if !ok || len(p.letters) > 0 {
				t.Fatalf("error %v, %d letters", err, len(p.letters))
			}
			if !strings.Contains(got.Text, test.text) || strings.Contains(got.Text, "7Hx") {
				t.Errorf("%q lacks %q, or has the password", got.Text, test.text)
			}
			got.Text = ""
			if *got != test.want {
				t.Errorf("failure %+v, want %+v", *got, test.want)
			}
		})
	}
}
