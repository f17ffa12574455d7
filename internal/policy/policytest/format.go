package policytest

import "io"

// View says how a report is to be written.
type View struct {
	Verbose bool // every case, not just those that did not pass
	Cover   bool // what no case exercised
	Color   bool
}

// Formats are the ways a report can be written, by name.
var Formats = map[string]func(io.Writer, Report, View) error{
	"text":  writeText,
	"json":  writeJSON,
	"junit": writeJUnit,
}
