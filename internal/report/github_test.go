package report_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A runner takes every line for a command that starts with two colons, whatever
// blanks stand before them, and reads the older ##[command] anywhere in others.
var githubCommand = regexp.MustCompile(`^::(error|warning|notice) ([a-zA-Z]+=[^:,\n]*)(,[a-zA-Z]+=[^:,\n]*)*::(.*)$`)

// Texts of the plan make no command of their own, and no property.
func TestGitHubCommands(t *testing.T) {
	t.Parallel()
	names := func(output string) []string {
		var result []string
		lines := strings.Split(strings.TrimSuffix(output, "\n"), "\n")
		for _, line := range lines[:len(lines)-1] {
			match := githubCommand.FindStringSubmatch(line)
			if match == nil {
				t.Errorf("not a command: %s", line)
				continue
			}
			head, _, _ := strings.Cut(line[2:], "::")
			_, properties, _ := strings.Cut(head, " ")
			name := []string{match[1]}
			for property := range strings.SplitSeq(properties, ",") {
				key, _, _ := strings.Cut(property, "=")
				name = append(name, key)
			}
			result = append(result, strings.Join(name, " "))
		}
		if last := lines[len(lines)-1]; !strings.HasPrefix(last, "Denied: ") || strings.Contains(last, "##[") {
			t.Errorf("the last line is %q", last)
		}
		return result
	}
	want := names(write(t, "github", everything()))
	if len(want) != 8 {
		t.Errorf("%d commands: %q", len(want), want)
	}
	if diff := cmp.Diff(want, names(write(t, "github", hostile()))); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
}
