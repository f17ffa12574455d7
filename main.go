// Command nhi governs non-human identities. It has two faces: the Terraform
// provider when Terraform starts it, and the command line for everybody else.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"

	"github.com/nhi-governance/terraform-provider-nhi/internal/cli"
)

// version is set by the release build.
var version = ""

func main() {
	os.Exit(commandLine())
}

func commandLine() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return cli.Run(ctx, cli.Process{
		Arguments:   os.Args[1:],
		Environment: os.Environ(),
		Stdin:       os.Stdin,
		Stdout:      os.Stdout,
		Stderr:      os.Stderr,
		Version:     buildVersion(),
	})
}

// buildVersion falls back on what `go install` knows.
func buildVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(unknown)"
}
