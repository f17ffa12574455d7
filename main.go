// Command nhi governs non-human identities. It has two faces: the Terraform
// provider when Terraform starts it, and the command line for everybody else.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/nhi-governance/terraform-provider-nhi/internal/cli"
	"github.com/nhi-governance/terraform-provider-nhi/internal/provider"
)

// version is set by the release build.
var version = ""

func main() {
	if serve, underDebugger := isProvider(os.Args[1:]); serve {
		os.Exit(serveProvider(underDebugger))
	}
	os.Exit(commandLine())
}

// isProvider tells which face is wanted. Terraform starts a provider with the
// handshake cookie and no arguments; the cookie alone says nothing, because what
// a plugin starts inherits it.
func isProvider(arguments []string) (serve, underDebugger bool) {
	switch {
	case len(arguments) == 0:
		return os.Getenv("TF_PLUGIN_MAGIC_COOKIE") != "", false
	case len(arguments) == 1 && (arguments[0] == "-debug" || arguments[0] == "--debug"):
		return true, true
	default:
		return false, false
	}
}

// serveProvider speaks the plugin protocol: nothing but its handshake may reach
// standard output.
func serveProvider(underDebugger bool) int {
	err := providerserver.Serve(context.Background(), provider.New(buildVersion()), providerserver.ServeOpts{
		Address: "registry.terraform.io/nhi-governance/nhi",
		Debug:   underDebugger,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "nhi: the provider ended:", err)
		return 1
	}
	return 0
}

func commandLine() int {
	collectLessOften()
	// What the Go runtime cannot go on from, such as a stack that is used up, would
	// end with the exit status 2, which says that a plan is denied.
	debug.SetTraceback("crash")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
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

// collectLessOften trades memory for time: a check keeps little of what it
// allocates, so with twice the default there is half the garbage collection, and
// none in a small run. GOGC still has the last word.
func collectLessOften() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
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
