package system

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-ldap/ldap/v3"
)

// mostConnections is how many connections to one directory there are at most.
const mostConnections = 8

// connections keeps connections to a directory, bound and idle, for whoever asks
// next. Each is used by one goroutine at a time.
type connections struct {
	urls     []string
	insecure bool
	tls      *tls.Config
	who      string
	password string

	slots chan struct{}
	mu    sync.Mutex
	idle  []*connection
	ended bool
}

type connection struct {
	*ldap.Conn
	raw net.Conn
}

// borrow returns an idle connection, or a new one. It is given back or closed.
func (p *connections) borrow(ctx context.Context) (*connection, error) {
	p.mu.Lock()
	for len(p.idle) > 0 {
		c := p.idle[len(p.idle)-1]
		p.idle = p.idle[:len(p.idle)-1]
		if !c.IsClosing() {
			p.mu.Unlock()
			return c, nil
		}
	}
	p.mu.Unlock()
	return p.connect(ctx)
}

func (p *connections) giveBack(c *connection) {
	p.mu.Lock()
	keep := !p.ended && !c.IsClosing()
	if keep {
		p.idle = append(p.idle, c)
	}
	p.mu.Unlock()
	if !keep {
		_ = c.Close() // nothing is lost with it
	}
}

// drop closes what is idle: what broke one connection has likely broken all.
func (p *connections) drop() {
	p.mu.Lock()
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	for _, c := range idle {
		_ = c.Close()
	}
}

func (p *connections) close() {
	p.mu.Lock()
	p.ended = true
	p.mu.Unlock()
	p.drop()
}

// connect connects to the first server that can be reached, and binds. One that
// says nothing has its share of the time, and leaves the rest to the others.
func (p *connections) connect(ctx context.Context) (*connection, error) {
	var why []string
	for i, text := range p.urls {
		c, err := p.share(ctx, text, len(p.urls)-i)
		if err != nil {
			why = append(why, text+": "+strings.TrimSuffix(err.Error(), "."))
			continue
		}
		if err := p.bind(ctx, c); err != nil {
			_ = c.Close()
			return nil, err
		}
		return c, nil
	}
	return nil, inPassing(fail(ErrUnreachable, "No connection could be made (%s). Look at the url, the network, and the ca_file where it is about a certificate.", strings.Join(why, "; ")), 0)
}

func (p *connections) share(ctx context.Context, text string, servers int) (*connection, error) {
	if deadline, limited := ctx.Deadline(); limited {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)/time.Duration(servers))
		defer cancel()
	}
	return p.dial(ctx, text)
}

func (p *connections) dial(ctx context.Context, text string) (*connection, error) {
	at, err := url.Parse(text)
	if err != nil {
		return nil, err
	}
	port := at.Port()
	if port == "" {
		port = map[string]string{"ldap": ldap.DefaultLdapPort, "ldaps": ldap.DefaultLdapsPort}[at.Scheme]
	}
	raw, err := new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort(at.Hostname(), port))
	if err != nil {
		return nil, err
	}
	config := p.tls.Clone()
	config.ServerName = at.Hostname()
	if at.Scheme == "ldaps" {
		secured := tls.Client(raw, config)
		if err := secured.HandshakeContext(ctx); err != nil {
			_ = raw.Close()
			return nil, err
		}
		c := &connection{ldap.NewConn(secured, true), raw}
		c.Start()
		return c, nil
	}
	c := &connection{ldap.NewConn(raw, false), raw}
	c.Start()
	if p.insecure {
		return c, nil
	}
	if err := c.within(ctx, func(c *ldap.Conn) error { return c.StartTLS(config) }); err != nil {
		_ = c.Close()
		return nil, err
	}
	return c, nil
}

// bind says nothing of what the directory answered but the code: the request held
// a password.
func (p *connections) bind(ctx context.Context, c *connection) error {
	err := c.within(ctx, func(c *ldap.Conn) error { return c.Bind(p.who, p.password) })
	if err == nil {
		return nil
	}
	code, _, answered := resultOf(err)
	switch {
	case !answered:
		return inPassing(fail(ErrUnreachable, "The connection was lost at binding. Look at the directory and the network."), 0)
	case code == ldap.LDAPResultInvalidCredentials:
		return fail(ErrDenied, "The directory does not let %s in. Look at bind_dn, and at the password in the environment variable that bind_password_env names.", p.who)
	}
	return refusal(&ldap.Error{ResultCode: code, Err: errors.New("")}, "binding as "+p.who)
}

// within makes one request, and ends the connection when the context ends first:
// what would answer late is never taken for the answer to something else.
func (c *connection) within(ctx context.Context, request func(*ldap.Conn) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = c.raw.Close() })
	defer stop()
	return request(c.Conn)
}
