//go:build unix

package postgrestest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// Server is a running server. Over its socket everybody is trusted; over
// loopback passwords are asked for.
type Server struct {
	programs  programs
	directory string
	port      int
	guardian  *exec.Cmd
	alive     io.Closer
}

// guard runs the server until standard input ends, which it also does when the
// test binary is killed, and leaves nothing behind.
const guard = `cd "$1"
"$2" -D "$1/data" >"$1/log" 2>&1 &
server=$!
cat >/dev/null
kill -INT $server 2>/dev/null
wait $server
rm -rf "$1"`

// start starts a server, with settings and files of its data directory.
func start(from programs, settings string, files map[string]string) (*Server, error) {
	s, who, err := prepare(from)
	if err != nil {
		return nil, err
	}
	initdb, err := s.programs.path("initdb")
	if err != nil {
		return nil, err
	}
	create := exec.Command(initdb, "-D", s.data(), "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync")
	create.SysProcAttr, create.Dir, create.Env = who, s.directory, s.programs.environment()
	if text, err := create.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("initdb: %w: %s", err, text), os.RemoveAll(s.directory))
	}
	if err := s.configure(settings); err != nil {
		return nil, err
	}
	for name, content := range files {
		path := filepath.Join(s.data(), name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			return nil, err
		}
		if who.Credential != nil {
			if err := os.Chown(path, int(who.Credential.Uid), int(who.Credential.Gid)); err != nil {
				return nil, err
			}
		}
	}
	return s, s.run(who)
}

// prepare makes the directory of a server, and says how to run it.
func prepare(from programs) (*Server, *syscall.SysProcAttr, error) {
	port, err := freePort()
	if err != nil {
		return nil, nil, err
	}
	// The path of a socket has to be short.
	directory, err := os.MkdirTemp("/tmp", "nhipg")
	if err != nil {
		return nil, nil, err
	}
	who, err := unprivileged(directory)
	return &Server{programs: from, directory: directory, port: port}, who, err
}

// Replica starts a server that follows this one.
func (s *Server) Replica(t testing.TB) *Server {
	t.Helper()
	postgres, err := s.programs.path("postgres")
	if err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(filepath.Dir(postgres), "pg_basebackup") // what Debian has on PATH asks which version
	replica, who, err := prepare(s.programs)
	if err != nil {
		t.Fatal(err)
	}
	create := exec.Command(backup, "-D", replica.data(), "-h", s.directory, "-p", strconv.Itoa(s.port), "-U", "postgres", "-R", "--checkpoint=fast", "--no-sync")
	create.SysProcAttr, create.Dir = who, replica.directory
	if text, err := create.CombinedOutput(); err != nil {
		t.Fatal(errors.Join(fmt.Errorf("pg_basebackup: %w: %s", err, text), os.RemoveAll(replica.directory)))
	}
	if err := errors.Join(replica.configure(""), replica.run(who)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(replica.Stop)
	return replica
}

// configure adds settings. What survives a crash of the machine is of no
// interest here.
func (s *Server) configure(more string) error {
	settings := fmt.Sprintf(`
unix_socket_directories = '%s'
listen_addresses = '127.0.0.1'
port = %d
max_connections = 400
fsync = off
full_page_writes = off
%s`, s.directory, s.port, more)
	file, err := os.OpenFile(filepath.Join(s.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.WriteString(settings)
	return errors.Join(err, file.Close())
}

func (s *Server) data() string { return filepath.Join(s.directory, "data") }

func (s *Server) run(who *syscall.SysProcAttr) error {
	postgres, err := s.programs.path("postgres")
	if err != nil {
		return err
	}
	s.guardian = exec.Command("sh", "-c", guard, "guard", s.directory, postgres)
	s.guardian.SysProcAttr, s.guardian.Env = who, s.programs.environment()
	if s.alive, err = s.guardian.StdinPipe(); err != nil {
		return err
	}
	if err := s.guardian.Start(); err != nil {
		return err
	}
	db, err := sql.Open("pgx", s.URL().String())
	if err != nil {
		return err
	}
	defer db.Close()
	for deadline := time.Now().Add(soon); ; time.Sleep(20 * time.Millisecond) {
		err := db.PingContext(context.Background())
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(s.directory, "log")) // best effort: the error says enough
			s.Stop()
			return fmt.Errorf("the server does not start: %w: %s", err, log)
		}
	}
}

// Stop ends the server and removes its files.
func (s *Server) Stop() {
	_ = s.alive.Close()
	_ = s.guardian.Wait() // the exit code of a server that was interrupted says nothing
}

// URL is the location of the server over its socket, as a superuser.
func (s *Server) URL() *url.URL {
	query := url.Values{"host": {s.directory}, "port": {strconv.Itoa(s.port)}}
	return &url.URL{Scheme: "postgresql", User: url.User("postgres"), Path: "/postgres", RawQuery: query.Encode()}
}

// Loopback is the location over TCP.
func (s *Server) Loopback() *url.URL {
	return &url.URL{Scheme: "postgresql", User: url.User("postgres"), Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)), Path: "/postgres"}
}

// unprivileged is how to run as somebody whom the server accepts, which is not
// root, and gives them the directory.
func unprivileged(directory string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return new(syscall.SysProcAttr), nil
	}
	var failed error
	for _, name := range []string{"postgres", "nobody"} {
		who, err := user.Lookup(name)
		if err != nil {
			failed = err
			continue
		}
		uid, uidErr := strconv.ParseUint(who.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(who.Gid, 10, 32)
		if err := errors.Join(uidErr, gidErr, os.Chown(directory, int(uid), int(gid))); err != nil {
			return nil, err
		}
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
	}
	return nil, fmt.Errorf("root may not run PostgreSQL, and there is nobody to run it as: %w", failed)
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
