package notify

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// post hands mail to a server for submission, over TLS alone.
type post struct {
	name    string
	from    string
	to      []string
	server  string
	options []mail.Option
	clock   func() time.Time
}

func openMail(s governance.Sink, o Options) (Sink, error) {
	server, err := url.Parse(s.Config["server"])
	if err != nil {
		return nil, &Failure{Text: fmt.Sprintf("The server of sink %q is no address.", s.Name), Down: true}
	}
	tls := mail.WithTLSPolicy(mail.TLSMandatory)
	port := 587
	if server.Scheme == "smtps" {
		tls, port = mail.WithSSL(), 465
	}
	if server.Port() != "" {
		if port, err = strconv.Atoi(server.Port()); err != nil {
			return nil, &Failure{Text: fmt.Sprintf("The server of sink %q has no usable port.", s.Name), Down: true}
		}
	}
	// One message is one connection, so nothing is to be reset after it.
	options := []mail.Option{tls, mail.WithPort(port), mail.WithTimeout(Timeout), mail.WithoutNoop(), mail.WithoutRset()}
	if o.TLS != nil {
		config := o.TLS.Clone()
		config.ServerName = server.Hostname()
		options = append(options, mail.WithTLSConfig(config))
	}
	if user := s.Config["user"]; user != "" {
		password, err := o.secret(s, "password_env")
		if err != nil {
			return nil, err
		}
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(user), mail.WithPassword(password))
	}
	return &post{name: s.Name, from: s.Config["from"], to: list(s.Config["to"]), server: server.Hostname(), options: options, clock: o.Clock}, nil
}

// Deliver returns the Message-ID. It is the same at every attempt, by which mail
// systems that look for doubles find them.
func (p *post) Deliver(ctx context.Context, m governance.Message) (string, error) {
	event, err := Decode(m.Event)
	if err != nil {
		return "", &Failure{Text: fmt.Sprintf("Message %s cannot be read: %s.", m.Key, err), Final: true}
	}
	letter := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := errors.Join(letter.From(p.from), letter.To(p.to...)); err != nil {
		return "", &Failure{Text: fmt.Sprintf("Sink %q cannot address its mail: %s.", p.name, err), Final: true}
	}
	_, domain, _ := strings.Cut(p.from, "@")
	id := identifier(m.Key) + "@" + domain
	letter.SetMessageIDWithValue(id)
	if event.Data.Matter != event.Key { // mail programs show it as one conversation
		letter.SetGenHeader(mail.HeaderReferences, "<"+identifier(event.Data.Matter)+"@"+domain+">")
	}
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no out-of-office answers
	letter.SetDateWithValue(p.clock())
	letter.Subject(event.title())
	letter.SetBodyString(mail.TypeTextPlain, event.text())
	client, err := mail.NewClient(p.server, p.options...)
	if err != nil {
		return "", &Failure{Text: fmt.Sprintf("The mail server of sink %q cannot be used: %s.", p.name, err), Down: true}
	}
	connection, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return "", p.failure(err)
	}
	err = client.SendWithSMTPClient(connection, letter)
	// A server that took the message has it, however the connection ends.
	_ = client.CloseWithSMTPClient(connection)
	if err != nil {
		return "", p.failure(err)
	}
	return "<" + id + ">", nil
}

// failure tells a recipient who will never be reached from a server in trouble.
func (p *post) failure(err error) *Failure {
	f := &Failure{Text: fmt.Sprintf("The mail server of sink %q did not take the message: %s.", p.name, strings.TrimSuffix(oneLine(err.Error()), "."))}
	refused, ok := errors.AsType[*mail.SendError](err)
	switch {
	case ok && refused.Reason == mail.ErrSMTPRcptTo && !refused.IsTemp():
		f.Final = true
	case !ok || refused.IsTemp():
		f.Down = true
	}
	return f
}
