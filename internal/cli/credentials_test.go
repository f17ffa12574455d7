package cli_test

import (
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// leaks are what looks like credentials. They are put together here, so that none
// stands in this repository.
var leaks = map[string]string{
	"@github@":   "ghp_" + "R4t7Kq9ZxB2mWv6N" + "fPc8HsYd1JgUe3AoVi5K",
	"@aws@":      "AKIA" + "QYLPMN5HFIQR7XYA",
	"@password@": "Tr0ub4" + "dor-9xQz",
}

// leak writes credentials into files, where they have the names of some:
// leak FILE...
// With a ! it fails if there is a part of one in a file, or in stdout or stderr.
func leak(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: [!] leak FILE...")
	}
	for _, file := range args {
		content := ts.ReadFile(file)
		for _, name := range slices.Sorted(maps.Keys(leaks)) {
			if neg && strings.Contains(content, leaks[name][:10]) {
				ts.Fatalf("%s has %s:\n%s", file, name, content)
			}
			content = strings.ReplaceAll(content, name, leaks[name])
		}
		if !neg {
			ts.Check(os.WriteFile(ts.MkAbs(file), []byte(content), 0o600))
		}
	}
}
