package policytest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"golang.org/x/sync/errgroup"

	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// Run runs the cases of test files. What it reports does not depend on how many
// run at a time. When the context ends, so does the run, with its error.
func Run(ctx context.Context, files []policy.File, options Options) (Report, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b policy.File) int { return cmp.Compare(a.Path, b.Path) })
	library := &library{options: options, loaded: map[string]func() loadedSet{}}
	finished := make([]fileRun, len(files))
	var telling sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(options.Workers, 1))
	for i, f := range files {
		group.Go(func() (err error) {
			defer defect.Catch(&err)
			if err := ctx.Err(); err != nil {
				return err
			}
			finished[i] = library.run(f)
			if options.Progress != nil {
				telling.Lock()
				defer telling.Unlock()
				options.Progress(finished[i].result)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return Report{}, fmt.Errorf("running policy tests: %w", err)
	}
	return report(files, finished, options), nil
}

// fileRun is the outcome of one file with what only the report needs.
type fileRun struct {
	result FileResult
	target target
}

func report(files []policy.File, finished []fileRun, options Options) Report {
	all := Report{Sources: map[string][]byte{}}
	covered := coverage{}
	declared := map[string]bool{}
	complete := true
	for i, run := range finished {
		all.Sources[files[i].Path] = files[i].Bytes
		all.Files = append(all.Files, run.result)
		all.Summary.add(run.result)
		if run.target.set == nil {
			complete = false
			continue
		}
		maps.Copy(all.Sources, run.target.set.Sources())
		for _, in := range run.target.set.Inputs() {
			declared[in.Name] = true
		}
		for _, p := range run.target.set.Policies() {
			if run.target.judges(p) {
				covered.of(p)
			}
		}
		for _, c := range run.result.Cases {
			for _, result := range c.Results {
				covered.add(result)
			}
		}
	}
	all.Coverage = covered.sorted()
	for _, name := range slices.Sorted(maps.Keys(options.Inputs)) {
		if given := options.Inputs[name]; complete && !given.Optional && !declared[name] {
			all.Diagnostics = all.Diagnostics.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Value for an undeclared input",
				Detail:   fmt.Sprintf("%s gives a value for %q, and none of the tested policies declares that input.%s", cmp.Or(given.Source, "An input file"), name, words.DidYouMean(name, slices.Collect(maps.Keys(declared)))),
				Subject:  given.Range,
			})
		}
	}
	return all
}

func (l *library) run(f policy.File) fileRun {
	file, diags := parse(f, l.options.Policy)
	var t target
	if !diags.HasErrors() {
		var moreDiags hcl.Diagnostics
		t, moreDiags = l.target(file)
		diags = append(diags, moreDiags...)
	}
	var cases []CaseResult
	if !diags.HasErrors() {
		run := newRun(file, t, l.options)
		cases = run.cases()
		diags = append(diags, run.graph.diags...)
	}
	if diags.HasErrors() {
		cases = nil
		for _, m := range file.mocks {
			if c := m.result(); m.isCase() && selected(c, l.options) {
				c.Status, c.Verdict, c.Message = Errored, policy.Errored, firstError(diags)
				cases = append(cases, c)
			}
		}
	}
	return fileRun{FileResult{Path: f.Path, Cases: cases, Diagnostics: diags}, t}
}

func (m *mock) result() CaseResult {
	return CaseResult{Kind: m.kind, Type: m.typ, Name: m.name, Range: m.rng}
}

func selected(c CaseResult, options Options) bool {
	return options.Only == nil || options.Only.MatchString(c.Address())
}

// run is one test file, evaluated.
type run struct {
	file     *testFile
	target   target
	options  Options
	graph    *graph
	subjects map[*mock]policy.Subject
	invalid  map[*mock]hcl.Diagnostics // what is wrong with a mock and no matter of others
	world    *world
	shared   func() (*policy.Environment, hcl.Diagnostics)
}

func newRun(file *testFile, t target, options Options) *run {
	r := &run{
		file: file, target: t, options: options,
		subjects: map[*mock]policy.Subject{},
		invalid:  map[*mock]hcl.Diagnostics{},
		world:    &world{resources: map[string][]cty.Value{}, data: map[string][]cty.Value{}},
	}
	r.graph = newGraph(file, functions(options.Now, options.Policy.Strict), newInputScope(file, r.inputObject))
	r.graph.given(nil)
	for _, m := range file.mocks {
		r.graph.of = m
		s, diags := r.graph.subject(m, options.Policy.Dialect)
		r.invalid[m] = diags
		seen := withOrigins(s.Attrs, m.address())
		switch {
		case m.kind == dataBlock:
			r.world.data[m.typ] = append(r.world.data[m.typ], seen)
		case m.kind == resourceBlock && s.Operation != policy.Delete:
			r.world.resources[m.typ] = append(r.world.resources[m.typ], seen)
		}
		s.Attrs, s.PriorAttrs = withOrigins(s.Attrs, ""), withOrigins(s.PriorAttrs, "")
		r.subjects[m] = s
	}
	r.shared = sync.OnceValues(func() (*policy.Environment, hcl.Diagnostics) { return r.environment(nil) })
	return r
}

func (r *run) environment(inputs policy.InputValues) (*policy.Environment, hcl.Diagnostics) {
	weaker := optional(r.options.Inputs) // another test file's policies may be the ones that declare it
	return r.target.set.Environment(inputs.Over(r.graph.given(nil)).Over(weaker), r.world, r.options.Now)
}

// inputObject is every input with what was given to it. What was given to none
// is told when a case is run.
func (r *run) inputObject(given policy.InputValues) (cty.Value, hcl.Diagnostics) {
	return r.target.set.InputObject(optional(given.Over(r.options.Inputs)))
}

func optional(values policy.InputValues) policy.InputValues {
	lenient := make(policy.InputValues, len(values))
	for name, given := range values {
		given.Optional = true
		lenient[name] = given
	}
	return lenient
}

func (r *run) cases() []CaseResult {
	var results []CaseResult
	for _, m := range r.file.mocks {
		if m.isCase() {
			if c := r.run(m); selected(c, r.options) {
				results = append(results, c)
			}
		}
	}
	return results
}

func (r *run) run(m *mock) CaseResult {
	c := m.result()
	c.Verdict = policy.NotApplicable
	r.graph.of = m
	skip := r.graph.flag(m.skip)
	expects := r.graph.expectations(m)
	c.ExpectedFailure = r.graph.flag(m.fails)
	if m.fails == nil {
		c.ExpectedFailure = slices.ContainsFunc(expects, func(e expectation) bool { return denies(e.verdict) })
	}
	inputs := r.graph.given(m)
	switch {
	case r.graph.diags.HasErrors(): // told of the file
		return c
	case r.invalid[m].HasErrors():
		c.Status, c.Verdict, c.Message = Errored, policy.Errored, firstError(r.invalid[m])
		return c
	case skip:
		c.Status = Skipped
		return c
	}
	environment := r.shared
	if len(inputs) > 0 {
		environment = func() (*policy.Environment, hcl.Diagnostics) { return r.environment(inputs) }
	}
	env, diags := environment()
	if diags.HasErrors() {
		c.Status, c.Verdict, c.Message = Errored, policy.Errored, firstError(diags)
		return c
	}
	s := r.subjects[m]
	for _, p := range r.target.set.Matching(s.Kind, s.Operation, s.Type) {
		if r.target.judges(p) {
			c.Results = append(c.Results, env.Evaluate(p, s))
		}
	}
	c.Verdict, c.Message = verdict(c.Results)
	c.Difference = difference(c.ExpectedFailure, expects, c.Results)
	c.Status = Passed
	if len(c.Difference) > 0 {
		c.Status = Failed
		if c.Message == "" {
			c.Message = strings.Join(c.Difference, "\n")
		}
	}
	return c
}

// order is from best to worst.
var order = map[policy.Outcome]int{policy.NotApplicable: 0, policy.Pass: 1, policy.Undecided: 2, policy.Fail: 3, policy.Errored: 4}

// verdict is the worst outcome, and what the policies that denied said.
func verdict(results []policy.Result) (policy.Outcome, string) {
	worst := policy.NotApplicable
	var messages []string
	for _, r := range results {
		if order[r.Outcome] > order[worst] {
			worst = r.Outcome
		}
		if denies(r.Outcome) {
			messages = append(messages, says(r))
		}
	}
	return worst, strings.Join(messages, "\n")
}

func firstError(diags hcl.Diagnostics) string {
	for _, diag := range diags {
		if diag.Severity == hcl.DiagError {
			if diag.Subject != nil {
				return fmt.Sprintf("%s:%d: %s. %s", diag.Subject.Filename, diag.Subject.Start.Line, diag.Summary, diag.Detail)
			}
			return fmt.Sprintf("%s. %s", diag.Summary, diag.Detail)
		}
	}
	return ""
}
