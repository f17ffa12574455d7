//go:build unix

package ldaptest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// sambaVariable asks for the tests that need Samba.
const sambaVariable = "NHI_TEST_SAMBA"

// Samba starts an Active Directory domain controller for the length of a test.
func Samba(t testing.TB) *Server {
	t.Helper()
	if os.Getenv(sambaVariable) != "1" {
		t.Skipf("a domain controller takes a while; %s=1 asks for it", sambaVariable)
	}
	s, err := startSamba()
	if err != nil {
		t.Fatalf("no Samba domain controller: %v", err)
	}
	t.Cleanup(s.Stop)
	return s
}

// startSamba provisions a domain and serves LDAP alone. Its ports are fixed, so
// the server has a loopback address of its own.
func startSamba() (*Server, error) {
	if os.Getuid() != 0 {
		return nil, errors.New("a domain controller listens on port 389 and has to be run as root")
	}
	tool, toolErr := program("samba-tool")
	daemon, daemonErr := program("samba")
	directory, err := os.MkdirTemp("", "nhisamba")
	if err := errors.Join(toolErr, daemonErr, err); err != nil {
		return nil, err
	}
	address := fmt.Sprintf("127.%d.%d.%d", 1+rand.N(254), rand.N(256), 1+rand.N(254))
	s := &Server{
		Address: net.JoinHostPort(address, "389"), Secure: net.JoinHostPort(address, "636"), CAFile: filepath.Join(directory, "ca.pem"),
		BaseDN: "DC=nhi,DC=test", BindDN: "CN=Administrator,CN=Users,DC=nhi,DC=test", Password: "Administrator-passw0rd", directory: directory,
	}
	if err := certify(directory, address); err != nil {
		return nil, errors.Join(err, os.RemoveAll(directory))
	}
	provision := []string{
		"domain", "provision", "--realm=NHI.TEST", "--domain=NHI", "--server-role=dc", "--dns-backend=NONE",
		"--host-name=dc1", "--host-ip=" + address, "--adminpass=" + s.Password, "--targetdir=" + directory,
	}
	for _, option := range []string{
		"interfaces=" + address + "/8", "bind interfaces only=yes", "server services=ldap",
		"vfs objects=dfs_samba4 acl_xattr xattr_tdb", // the file system need not know extended attributes
		"tls cafile=" + directory + "/ca.pem", "tls certfile=" + directory + "/cert.pem", "tls keyfile=" + directory + "/key.pem",
		"pid directory=" + directory, "ncalrpc dir=" + directory + "/ncalrpc", "ntp signd socket directory=" + directory + "/ntp",
		"winbindd socket directory=" + directory + "/winbindd", "log file=" + directory + "/log.%m",
	} {
		provision = append(provision, "--option="+option)
	}
	if text, err := exec.Command(tool, provision...).CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("samba-tool domain provision: %w: %s", err, text), os.RemoveAll(directory))
	}
	return s, s.run(daemon, "-i", "-M", "single", "-s", filepath.Join(directory, "etc", "smb.conf"))
}

// Tool runs samba-tool on the domain itself, past all of its rights.
func (s *Server) Tool(t testing.TB, arguments ...string) {
	t.Helper()
	path, err := program("samba-tool")
	if err != nil {
		t.Fatal(err)
	}
	arguments = append(arguments, "-s", filepath.Join(s.directory, "etc", "smb.conf"), "-H", filepath.Join(s.directory, "private", "sam.ldb"))
	if text, err := exec.Command(path, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("samba-tool %q: %v: %s", arguments, err, text)
	}
}
