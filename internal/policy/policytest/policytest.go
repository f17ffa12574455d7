// Package policytest runs the tests of policies: *.policytest.hcl files, whose
// mocks stand in for the resources, providers and modules of a plan.
//
// Like package policy it is handed bytes. What a test file's targets are is
// asked of a [Source].
package policytest

import (
	"regexp"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Source returns the policy files at a slash-separated path: the file itself, or
// all below a directory. None is no error.
type Source func(path string) ([]policy.File, error)

// Options say what to run, and how.
type Options struct {
	Policy policy.Options
	// Policies are those that test files without targets are about.
	Policies []policy.File
	Source   Source
	// Inputs are weaker than those of a test file and of a case. One that no
	// tested policy declares is an error, unless it is optional.
	Inputs policy.InputValues
	// Now is what core::timestamp says.
	Now time.Time
	// Only limits the run to the cases whose TYPE.NAME it matches; nil runs all.
	Only *regexp.Regexp
	// Workers is how many files run at a time; below 1 means 1.
	Workers int
	// Progress, if set, is told of every finished file, in any order but one
	// at a time.
	Progress func(FileResult)
}

// Status is what came of a test case.
type Status string

// The statuses of a case. Errored says that the case could not be run, which no
// expected failure makes good.
const (
	Passed  Status = "passed"
	Failed  Status = "failed"
	Skipped Status = "skipped"
	Errored Status = "error"
)

// Report is the outcome of a run, ordered by path and by position.
type Report struct {
	Files    []FileResult
	Summary  Summary
	Coverage Coverage
	// Diagnostics are errors of the run as a whole.
	Diagnostics hcl.Diagnostics
	// Sources holds the bytes of every file read, for printing diagnostics.
	Sources map[string][]byte
}

// Summary counts cases by status. A file that cannot be read and has no case to
// count is one error.
type Summary struct{ Passed, Failed, Skipped, Errors int }

// FileResult is the outcome of one test file.
type FileResult struct {
	Path        string
	Cases       []CaseResult
	Diagnostics hcl.Diagnostics // with errors, no case could be run
}

// CaseResult is the outcome of one case.
type CaseResult struct {
	Kind            string // resource, provider, module or data: the word of the block
	Type            string // its first label
	Name            string // its second label
	Range           hcl.Range
	Status          Status
	ExpectedFailure bool
	// Verdict is the worst of all policies; not_applicable when none applied.
	Verdict policy.Outcome
	// Message says why: what the policies said, or what kept the case from
	// running. It holds no sensitive value.
	Message string
	// Results are those of every policy whose type and operations match, in
	// the order of their files.
	Results []policy.Result
	// Difference shows an unmet expectation: lines that start with "-" are
	// wanted, lines that start with "+" are what came instead.
	Difference []string
}

// Address is how a case is called on the command line: TYPE.NAME.
func (c CaseResult) Address() string { return c.Type + "." + c.Name }

func (s *Summary) add(f FileResult) {
	if f.Diagnostics.HasErrors() && len(f.Cases) == 0 {
		s.Errors++
	}
	for _, c := range f.Cases {
		switch c.Status {
		case Passed:
			s.Passed++
		case Failed:
			s.Failed++
		case Skipped:
			s.Skipped++
		case Errored:
			s.Errors++
		}
	}
}
