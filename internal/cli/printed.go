package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// printedFlags say whether a command prints text for people or JSON for machines.
type printedFlags struct {
	output string
	json   bool // after check: JSON is meant, by whichever flag
}

func (f *printedFlags) flags(cmd *cobra.Command, help string) {
	cmd.Flags().StringVarP(&f.output, "output", "o", "text", help)
	complete(cmd, "output", "text", "json")
}

// short adds --json, for commands that print one object.
func (f *printedFlags) short(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON object, as --output json does")
}

func (f *printedFlags) check(cmd *cobra.Command) error {
	if f.output != "text" && f.output != "json" {
		return usageError(cmd, fmt.Errorf("--output %q: write text or json", f.output))
	}
	f.json = f.json || f.output == "json"
	return nil
}

// printJSON prints one value on standard output.
func (p *Process) printJSON(value any) error { return writeJSON(p.Stdout, value) }

// writeJSON writes one value as people can read it too: nobody puts it into HTML as
// it is.
func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
