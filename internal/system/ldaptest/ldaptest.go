//go:build unix

// Package ldaptest gives tests directory servers of their own, on loopback: an
// OpenLDAP slapd, and a Samba that is an Active Directory domain controller. What
// a test does in an organisational unit of its own is no other test's.
//
// The server programs are taken from PATH, or from where Debian puts them. Without
// slapd, tests are skipped, and fail where CI is true. Samba takes a while and has
// to be run as root: NHI_TEST_SAMBA=1 asks for it, and then it has to be there.
package ldaptest

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
)

// soon is how long a server may take to start.
const soon = time.Minute

// Server is a running directory server.
type Server struct {
	Address  string // HOST:PORT of LDAP with StartTLS
	Secure   string // HOST:PORT of LDAP over TLS
	CAFile   string // PEM of who signed its certificate
	BaseDN   string
	BindDN   string // who may read and write all of BaseDN
	Password string // of BindDN

	directory string
	guardian  *exec.Cmd
	alive     io.Closer
	stop      sync.Once
}

var units atomic.Int64

// Unit makes an organisational unit, and returns its DN. It is left to the end of
// the server.
func (s *Server) Unit(t testing.TB) string {
	t.Helper()
	dn := fmt.Sprintf("ou=test-%d,%s", units.Add(1), s.BaseDN)
	s.Add(t, dn, map[string][]string{"objectClass": {"organizationalUnit"}})
	return dn
}

// Add adds one entry.
func (s *Server) Add(t testing.TB, dn string, attributes map[string][]string) {
	t.Helper()
	request := ldap.NewAddRequest(dn, nil)
	for name, values := range attributes {
		request.Attribute(name, values)
	}
	s.Do(t, func(c *ldap.Conn) error { return c.Add(request) })
}

// Modify changes one entry.
func (s *Server) Modify(t testing.TB, dn string, change func(*ldap.ModifyRequest)) {
	t.Helper()
	request := ldap.NewModifyRequest(dn, nil)
	change(request)
	s.Do(t, func(c *ldap.Conn) error { return c.Modify(request) })
}

// Values are those of one attribute of one entry.
func (s *Server) Values(t testing.TB, dn, attribute string) []string {
	t.Helper()
	var values []string
	s.Do(t, func(c *ldap.Conn) error {
		result, err := c.Search(ldap.NewSearchRequest(dn, ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false, "(objectClass=*)", []string{attribute}, nil))
		if err == nil && len(result.Entries) == 1 {
			values = result.Entries[0].GetEqualFoldAttributeValues(attribute)
		}
		return err
	})
	return values
}

// Do does something by hand, on a connection of its own.
func (s *Server) Do(t testing.TB, something func(*ldap.Conn) error) {
	t.Helper()
	c, err := s.bind(s.BindDN, s.Password)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := something(c); err != nil {
		t.Fatal(err)
	}
}

// Binds tells whether somebody is let in.
func (s *Server) Binds(t testing.TB, who, password string) bool {
	t.Helper()
	c, err := s.bind(who, password)
	if err == nil {
		return c.Close() == nil
	}
	if !ldap.IsErrorWithCode(err, ldap.LDAPResultInvalidCredentials) {
		t.Fatal(err)
	}
	return false
}

func (s *Server) bind(who, password string) (*ldap.Conn, error) {
	pem, err := os.ReadFile(s.CAFile)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	c, err := ldap.DialURL("ldaps://"+s.Secure, ldap.DialWithTLSConfig(&tls.Config{RootCAs: roots}))
	if err != nil {
		return nil, err
	}
	if err := c.Bind(who, password); err != nil {
		_ = c.Close()
		return nil, err
	}
	return c, nil
}

// guard runs the server until standard input ends, which it also does when the
// test binary is killed, and leaves nothing behind. Nothing that the server would
// do at its end is of interest.
const guard = `directory="$1"
shift
cd "$directory"
"$@" >"$directory/log" 2>&1 &
server=$!
cat >/dev/null
kill -KILL $server 2>/dev/null
wait $server 2>/dev/null
rm -rf "$directory"`

// run starts a server's program, and waits until it lets BindDN in.
func (s *Server) run(program ...string) error {
	s.guardian = exec.Command("sh", append([]string{"-c", guard, "guard", s.directory}, program...)...)
	var err error
	if s.alive, err = s.guardian.StdinPipe(); err != nil {
		return err
	}
	if err := s.guardian.Start(); err != nil {
		return err
	}
	for deadline := time.Now().Add(soon); ; time.Sleep(20 * time.Millisecond) {
		c, err := s.bind(s.BindDN, s.Password)
		if err == nil {
			return c.Close()
		}
		if time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(s.directory, "log")) // best effort: the error says enough
			s.Stop()
			return fmt.Errorf("the server does not start: %w: %s", err, log)
		}
	}
}

// Stop kills the server, and removes its files.
func (s *Server) Stop() {
	s.stop.Do(func() {
		_ = s.alive.Close()
		_ = s.guardian.Wait() // the exit code of a server that was killed says nothing
	})
}

// program finds a program that Debian keeps off the PATH of ordinary users.
func program(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	return exec.LookPath(filepath.Join("/usr/sbin", name))
}

func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port), nil
}
