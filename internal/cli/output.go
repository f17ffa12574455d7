package cli

import (
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/report"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// outputFlags say how and where to a decision is written.
type outputFlags struct {
	outputs []string
	color   string
	quiet   bool
}

func (f *outputFlags) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVarP(&f.outputs, "output", "o", []string{"text"}, "`format` ("+strings.Join(formats(), ", ")+") or format=file; may be given several times")
	flags.StringVar(&f.color, "color", "auto", "colours in text: auto, always or never")
	complete(cmd, "output", formats()...)
	complete(cmd, "color", "auto", "always", "never")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "say only what denies or could not be checked")
}

func formats() []string { return slices.Sorted(maps.Keys(report.Formats)) }

// output is one place that a decision is written to.
type output struct {
	write report.Format
	file  string // empty for standard output
}

// parse refuses what could not be written before any work is done.
func (f *outputFlags) parse() ([]output, error) {
	var outputs []output
	for _, text := range f.outputs {
		format, file, toFile := strings.Cut(text, "=")
		write, ok := report.Formats[format]
		if !ok {
			return nil, problemf("No such format", "--output %q: the formats are %s.", text, strings.Join(formats(), ", "))
		}
		if toFile && file == "" {
			return nil, problemf("Wrong usage", "--output %q names no file.", text)
		}
		if slices.ContainsFunc(outputs, func(o output) bool { return o.file == file }) {
			return nil, problemf("Wrong usage", "--output: two formats cannot go to the same place; write one to a file, as in -o json=decision.json.")
		}
		outputs = append(outputs, output{write, file})
	}
	if f.color != "auto" && f.color != "always" && f.color != "never" {
		return nil, problemf("Wrong usage", "--color %q: write auto, always or never.", f.color)
	}
	return outputs, nil
}

// write writes the decision to every output.
func (f *outputFlags) write(p *Process, outputs []output, d decision.Decision) error {
	for _, o := range outputs {
		options := report.Options{Quiet: f.quiet}
		var err error
		if o.file == "" {
			options.Color = f.colored(p)
			err = o.write(p.Stdout, d, options)
		} else {
			err = toFile(o.file, func(w io.Writer) error { return o.write(w, d, options) })
		}
		if err != nil {
			return problemf("Decision cannot be written", "%s.", words.UpperFirst(err.Error()))
		}
	}
	return nil
}

func toFile(name string, write func(io.Writer) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := write(file); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}

// colored reports whether text on standard output has colours.
func (f *outputFlags) colored(p *Process) bool {
	if f.color != "auto" {
		return f.color == "always"
	}
	return p.colors(p.Stdout)
}
