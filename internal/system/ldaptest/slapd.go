//go:build unix

package ldaptest

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/go-ldap/ldap/v3"
)

// Slapd starts an OpenLDAP server for the length of a test.
func Slapd(t testing.TB) *Server {
	t.Helper()
	return SlapdWith(t, "")
}

// SlapdWith is [Slapd] with more settings of its database.
func SlapdWith(t testing.TB, settings string) *Server {
	t.Helper()
	s, err := startSlapd(settings)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("no OpenLDAP server: %v", err)
	default:
		t.Skipf("no OpenLDAP server: %v", err)
	}
	t.Cleanup(s.Stop)
	return s
}

// slapdSettings has the limits of a server that is out of the box: whoever does
// not read in pages gets 500 entries. A locked account is one that does not bind,
// by the default policy. What survives a crash of the machine is of no interest.
const slapdSettings = `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/nis.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload back_monitor
moduleload ppolicy
TLSCACertificateFile %[1]s/ca.pem
TLSCertificateFile %[1]s/cert.pem
TLSCertificateKeyFile %[1]s/key.pem
sizelimit size.soft=500 size.hard=500 size.prtotal=unlimited
access to * by dn.exact="cn=governor,dc=nhi,dc=test" write by anonymous auth by * none

database mdb
suffix dc=nhi,dc=test
directory %[1]s
maxsize 1073741824
envflags nosync
index objectClass,uid,cn,member,uniqueMember,memberUid,gidNumber eq
%[2]s
overlay ppolicy
ppolicy_default cn=policy,dc=nhi,dc=test

database monitor
`

const slapdData = `dn: dc=nhi,dc=test
objectClass: domain
dc: nhi

dn: cn=governor,dc=nhi,dc=test
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: governor
userPassword: governor-passw0rd

dn: cn=policy,dc=nhi,dc=test
objectClass: organizationalRole
objectClass: pwdPolicy
cn: policy
pwdAttribute: userPassword
pwdLockout: TRUE
`

func startSlapd(more string) (*Server, error) {
	path, err := program("slapd")
	if err != nil {
		return nil, fmt.Errorf("%w; install slapd", err)
	}
	directory, err := os.MkdirTemp("", "nhildap")
	if err != nil {
		return nil, err
	}
	s := &Server{
		CAFile: filepath.Join(directory, "ca.pem"), directory: directory,
		BaseDN: "dc=nhi,dc=test", BindDN: "cn=governor,dc=nhi,dc=test", Password: "governor-passw0rd",
	}
	plain, plainErr := freePort()
	secure, secureErr := freePort()
	s.Address, s.Secure = net.JoinHostPort("127.0.0.1", plain), net.JoinHostPort("127.0.0.1", secure)
	// Where AppArmor confines slapd it does so by its path, to the directories of
	// the one server that the machine is thought to have.
	own := filepath.Join(directory, "slapd")
	text, readErr := os.ReadFile(path)
	settings := filepath.Join(directory, "slapd.conf")
	err = errors.Join(plainErr, secureErr, readErr, os.WriteFile(own, text, 0o700),
		os.WriteFile(settings, fmt.Appendf(nil, slapdSettings, directory, more), 0o600), certify(directory, "127.0.0.1"))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(directory))
	}
	load := exec.Command(own, "-T", "add", "-f", settings)
	load.Stdin = bytes.NewBufferString(slapdData)
	if text, err := load.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("slapadd: %w: %s", err, text), os.RemoveAll(directory))
	}
	return s, s.run(own, "-f", settings, "-d", "0", "-h", "ldap://"+s.Address+" ldaps://"+s.Secure)
}

// Searches is how many searches slapd has completed so far.
func (s *Server) Searches(t testing.TB) int {
	t.Helper()
	var n int
	s.Do(t, func(c *ldap.Conn) error {
		result, err := c.Search(ldap.NewSearchRequest("cn=Search,cn=Operations,cn=Monitor", ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false,
			"(objectClass=*)", []string{"monitorOpCompleted"}, nil))
		if err != nil {
			return err
		}
		n, err = strconv.Atoi(result.Entries[0].GetAttributeValue("monitorOpCompleted"))
		return err
	})
	return n
}
