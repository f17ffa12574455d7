package architecture_test

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The handshake of go-plugin: core protocol, Terraform's protocol, network,
// address, and what is spoken there; the certificate is empty without mTLS.
var handshake = regexp.MustCompile(`^1\|6\|(unix|tcp)\|[^|]+\|grpc\|[^|]*\n$`)

// TestFaces runs the program as Terraform, a debugger and people start it.
func TestFaces(t *testing.T) {
	t.Parallel()
	program := filepath.Join(t.TempDir(), "nhi")
	if out, err := exec.Command("go", "build", "-o", program, "../..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cookie := "TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"

	people := map[string]struct {
		environment []string
		arguments   []string
		want        string // at the start of standard output
	}{
		"nothing at all is the usage":          {nil, nil, "nhi checks Terraform and OpenTofu plans"},
		"arguments are the command line":       {nil, []string{"version"}, "nhi "},
		"so are they with an inherited cookie": {[]string{cookie}, []string{"version"}, "nhi "},
	}
	for name, test := range people {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			command := exec.Command(program, test.arguments...)
			command.Env = append(os.Environ(), test.environment...)
			out, err := command.Output()
			if err != nil || !strings.HasPrefix(string(out), test.want) {
				t.Errorf("error %v, output:\n%s\nwant it to start with %q", err, out, test.want)
			}
		})
	}

	t.Run("a cookie and no arguments is the provider", func(t *testing.T) {
		t.Parallel()
		line := firstLine(t, []string{cookie, "PLUGIN_PROTOCOL_VERSIONS=6"}, program)
		if !handshake.MatchString(line) {
			t.Errorf("standard output starts with %q, want the handshake and nothing before it", line)
		}
	})
	t.Run("-debug alone is the provider under a debugger", func(t *testing.T) {
		t.Parallel()
		line := firstLine(t, nil, program, "-debug")
		if !strings.HasPrefix(line, "Provider started.") {
			t.Errorf("standard output starts with %q, want how to attach", line)
		}
	})
}

// What the Go runtime cannot go on from ends the program, and not with a status
// that says something of a plan. SIGQUIT is dealt with as a stack that is used up.
func TestFatal(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGQUIT")
	}
	program := filepath.Join(t.TempDir(), "nhi")
	if out, err := exec.Command("go", "build", "-o", program, "../..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	policies, err := filepath.Abs("../../examples/policies")
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(ctx, program, "check", "-", "--policies", policies)
	command.Dir = t.TempDir() // for a core file
	command.WaitDelay = time.Second
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	// The pipe takes more than it holds only once the program reads.
	for range 8 {
		if _, err := stdin.Write(bytes.Repeat([]byte(" "), 64<<10)); err != nil {
			t.Fatal(err)
		}
	}
	if err := command.Process.Signal(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait() // it tells of the signal
	if code := command.ProcessState.ExitCode(); code == 0 || code == 2 {
		t.Errorf("exit status %d", code)
	}
}

// firstLine starts the program, reads a line of its standard output and ends it.
func firstLine(t *testing.T, environment []string, program string, arguments ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, program, arguments...)
	command.Env = append(os.Environ(), environment...)
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Errorf("reading standard output: %v", err)
	}
	cancel()
	_ = command.Wait() // ended by the cancellation
	return line
}
