package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy/policytest"
)

type testOptions struct {
	language language
	inputs   inputFlags
	policies []string
	tests    []string
	only     string
	outputs  []string
	json     bool
	junit    string
	cover    bool
	verbose  bool
	parallel int
	now      string
}

func newPolicyTestCommand(p *Process) *cobra.Command {
	var options testOptions
	cmd := &cobra.Command{
		Use:   "test [PATH...]",
		Short: "Run the tests of policies",
		Long: `Run the cases of *.policytest.hcl files, and of all below the directories given; the
current directory when none is. A test file without targets is about every policy at
the same paths, or beside it when only test files are given. Where the two are kept
apart, --policies and --tests say where each are.

Exits 0 when every case passed, 2 when one failed, and 1 when tests could not be run:
a file that does not parse, a target that does not exist, no case at all.`,
		Example: `  nhi policy test
  nhi policy test policies --run 'aws_iam_.*' --verbose
  nhi policy test --policies policies --tests tests
  nhi policy test policies --cover --output junit=report.xml`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			return p.testPolicies(cmd.Context(), options.places(paths), options)
		},
	}
	options.language.flags(cmd)
	options.inputs.register(cmd.Flags())
	flags := cmd.Flags()
	flags.StringArrayVar(&options.policies, "policies", nil, "`path` of policies, beside those given; may be given several times")
	flags.StringArrayVar(&options.tests, "tests", nil, "`path` of tests, where they are not with the policies; may be given several times")
	flags.StringVar(&options.only, "run", "", "run only the cases whose TYPE.NAME the regular `expression` matches")
	flags.StringArrayVarP(&options.outputs, "output", "o", nil, "print as text, json or junit, or write to a file as `format=file`, with text printed all the same; may be given several times")
	flags.BoolVar(&options.json, "json", false, "print one JSON object, as --output json does")
	flags.StringVar(&options.junit, "junit", "", "write JUnit XML to a `file`, as --output junit=file does")
	flags.BoolVar(&options.cover, "cover", false, "say which policies and branches no case exercised")
	flags.BoolVarP(&options.verbose, "verbose", "v", false, "list every case")
	flags.IntVar(&options.parallel, "parallel", runtime.GOMAXPROCS(0), "`number` of test files to run at a time")
	flags.StringVar(&options.now, "now", "", "the `instant` that core::timestamp says, in RFC 3339")
	complete(cmd, "output", "text", "json", "junit")
	return cmd
}

// places are where tests are looked for, and the policies that tests without
// targets are about.
type places struct{ tests, policies []string }

func (o *testOptions) places(paths []string) places {
	where := places{policies: slices.Concat(paths, o.policies)}
	where.tests = where.policies
	if len(o.tests) > 0 {
		where.tests = slices.Concat(paths, o.tests)
	}
	if len(where.tests) == 0 {
		where.tests = []string{"."}
	}
	if len(where.policies) == 0 {
		where.policies = where.tests
	}
	where.policies = besides(where.policies)
	return where
}

func (p *Process) testPolicies(ctx context.Context, where places, options testOptions) error {
	outputs, err := options.destinations()
	if err != nil {
		return err
	}
	run, tests, err := p.testRun(where, options)
	if err != nil {
		return err
	}
	progress := p.progress(len(tests))
	run.Progress = progress.tell
	report, err := policytest.Run(ctx, tests, run)
	progress.clear()
	if err != nil {
		return err
	}
	if report.Summary == (policytest.Summary{}) {
		if options.only != "" {
			return problemf("No test cases", "No case in %d test files has a TYPE.NAME that matches --run %q.", len(tests), options.only)
		}
		return problemf("No test cases", "The %d test files have no case: a resource, provider or module block.", len(tests))
	}
	view := policytest.View{Verbose: options.verbose, Cover: options.cover}
	for _, output := range outputs {
		if err := p.writeReport(output, report, view); err != nil {
			return err
		}
	}
	switch {
	case report.Summary.Errors > 0 || report.Diagnostics.HasErrors():
		return exitCode(1)
	case report.Summary.Failed > 0:
		return exitCode(2)
	}
	return nil
}

// testRun reads the files at the paths, and what is to be done with them.
func (p *Process) testRun(where places, options testOptions) (policytest.Options, []policy.File, error) {
	run := policytest.Options{Workers: options.parallel, Source: policiesAt}
	var err error
	if run.Policy, err = options.language.options(); err != nil {
		return run, nil, err
	}
	if run.Inputs, err = options.inputs.read(p); err != nil {
		return run, nil, err
	}
	if run.Now, err = p.instant(options.now); err != nil {
		return run, nil, err
	}
	if options.only != "" {
		if run.Only, err = regexp.Compile(options.only); err != nil {
			return run, nil, problemf("Wrong usage", "--run is not a regular expression: %s.", err)
		}
	}
	tests, err := languageFiles(testEnding, where.tests...)
	if err != nil {
		return run, nil, err
	}
	if len(tests) == 0 {
		return run, nil, problemf("No test files", "There is no file whose name ends in %s at %s, so nothing was tested.", testEnding, strings.Join(where.tests, ", "))
	}
	if run.Policies, err = languageFiles(policyEnding, where.policies...); err != nil {
		return run, nil, err
	}
	return run, tests, nil
}

// besides returns the paths with the directory of each test file in its place.
func besides(paths []string) []string {
	where := slices.Clone(paths)
	for i, path := range where {
		if strings.HasSuffix(path, testEnding) {
			where[i] = filepath.Dir(path)
		}
	}
	return where
}

// policiesAt is the source of the targets of tests.
func policiesAt(path string) ([]policy.File, error) {
	if _, err := os.Stat(filepath.FromSlash(path)); err != nil {
		return nil, nil //nolint:nilerr // what is not there holds no policy
	}
	return languageFiles(policyEnding, filepath.FromSlash(path))
}

// destination is a format, and the file it is written to; standard output when
// that is empty.
type destination struct{ format, file string }

func (o *testOptions) destinations() ([]destination, error) {
	given := slices.Clone(o.outputs)
	if o.json {
		given = append(given, "json")
	}
	if o.junit != "" {
		given = append(given, "junit="+o.junit)
	}
	var all []destination
	printed := ""
	for _, text := range given {
		format, file, toFile := strings.Cut(text, "=")
		if toFile && file == "" {
			return nil, problemf("Wrong usage", "--output %q names no file.", text)
		}
		if policytest.Formats[format] == nil {
			return nil, problemf("Unknown format", "%q is not a format; the formats are %s.", format, strings.Join(slices.Sorted(maps.Keys(policytest.Formats)), ", "))
		}
		if file == "" {
			if printed != "" && printed != format {
				return nil, problemf("Wrong usage", "Standard output takes one format, and %s and %s are asked for. Write one to a file: --output %s=FILE", printed, format, format)
			}
			if printed == format {
				continue
			}
			printed = format
		}
		all = append(all, destination{format, file})
	}
	if printed == "" {
		all = append(all, destination{format: "text"})
	}
	return all, nil
}

func (p *Process) writeReport(to destination, report policytest.Report, view policytest.View) error {
	var out bytes.Buffer
	view.Color = to.file == "" && p.colors(p.Stdout)
	if err := policytest.Formats[to.format](&out, report, view); err != nil {
		return err
	}
	if to.file == "" {
		_, err := p.Stdout.Write(out.Bytes())
		return err
	}
	if err := os.WriteFile(to.file, out.Bytes(), 0o644); err != nil {
		return problemf("File cannot be written", "%s.", err)
	}
	return nil
}

// terminal reports whether what is written is read by a person as it comes.
func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// colors reports whether the output may have colours: on a terminal that has them,
// unless https://no-color.org says otherwise.
func (p *Process) colors(w io.Writer) bool {
	unwanted, _ := p.getenv(envNoColor)
	kind, _ := p.getenv("TERM")
	return unwanted == "" && kind != "dumb" && terminal(w)
}

// progress counts files on a terminal, and is silent elsewhere.
type progress struct {
	w         io.Writer // nil for silence
	done, all int
}

func (p *Process) progress(all int) *progress {
	if !terminal(p.Stderr) {
		return &progress{}
	}
	return &progress{w: p.Stderr, all: all}
}

func (p *progress) tell(policytest.FileResult) {
	if p.w != nil {
		p.done++
		fmt.Fprintf(p.w, "\r%d of %d test files", p.done, p.all)
	}
}

func (p *progress) clear() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

// goFlags are the flags that people write with one dash, as go test and tfpolicy
// have them. To a POSIX command line each would be several flags in one.
var goFlags = []string{"-run", "-policies", "-tests"}

// longFlags gives goFlags their second dash.
func longFlags(arguments []string) []string {
	if len(arguments) < 2 || arguments[0] != "policy" || arguments[1] != "test" {
		return arguments
	}
	arguments = slices.Clone(arguments)
	for i, argument := range arguments {
		if argument == "--" {
			break
		}
		if name, _, _ := strings.Cut(argument, "="); slices.Contains(goFlags, name) {
			arguments[i] = "-" + argument
		}
	}
	return arguments
}
