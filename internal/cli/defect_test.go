package cli_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/cli"
)

type panicking struct{}

func (panicking) Read([]byte) (int, error)  { panic("a canary-0815") }
func (panicking) Write([]byte) (int, error) { panic("a canary-0815") }

// A defect is exit code 1: that of a panic would say that the plan is denied.
func TestDefect(t *testing.T) {
	t.Parallel()
	policies := filepath.Join("..", "..", "examples", "policies")
	plan := filepath.Join("..", "plan", "testdata", "aws-create", "plan.json")
	tests := map[string]cli.Process{
		"while reading": {Arguments: []string{"check", "-", "-p", policies}, Stdin: panicking{}, Stdout: &bytes.Buffer{}},
		"while writing": {Arguments: []string{"check", plan, "-p", policies}, Stdout: panicking{}},
	}
	for name, process := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stderr bytes.Buffer
			process.Stderr = &stderr
			if code := cli.Run(t.Context(), process); code != 1 {
				t.Errorf("exit code %d", code)
			}
			for _, want := range []string{"Error: Defect", "please report it", "cli_test.panicking."} {
				if !strings.Contains(stderr.String(), want) {
					t.Errorf("standard error has no %q:\n%s", want, stderr.String())
				}
			}
			if strings.Contains(stderr.String(), "canary") {
				t.Errorf("it tells what it panicked with:\n%s", stderr.String())
			}
		})
	}
}

// Who interrupts a check has no verdict.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	var stdout, stderr bytes.Buffer
	code := cli.Run(ctx, cli.Process{
		Arguments: []string{"check", filepath.Join("..", "plan", "testdata", "aws-create", "plan.json"), "-p", filepath.Join("..", "..", "examples", "policies")},
		Stdout:    &stdout, Stderr: &stderr,
	})
	if code != 1 || stdout.Len() > 0 || !strings.Contains(stderr.String(), "Error: Interrupted") {
		t.Errorf("exit code %d\n%s%s", code, stdout.String(), stderr.String())
	}
}
