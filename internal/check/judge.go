package check

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/credential"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// checker is the state of one check.
type checker struct {
	request Request
	*environments
	world   *world
	records *records

	changes    int // judged
	drifted    set
	toRead     set                     // data sources that apply reads
	modes      set                     // that no policy can judge
	subjectsOf map[subjectKey]*subject // as they came up
	matched    sync.Map                // *policy.Policy → struct{}
	unsure     atomic.Int64            // findings that the configuration would likely settle
	mutex      sync.Mutex              // of what follows
	late       []task                  // to be judged once the whole plan is known
	findings   []*finding
	reached    map[string]*reached // by name
	passed     decision.Summary    // passes that are counted only
	varied     []varied            // whether or not they count
	crashed    error               // one of those that ended workers' evaluations

	seekers   []string             // controls that ask for credentials in files
	unscanned bool                 // there were no files to look through
	written   []credential.Finding // what was found in them
}

type set map[string]struct{}

func (s set) add(word string)      { s[word] = struct{}{} }
func (s set) has(word string) bool { _, ok := s[word]; return ok }
func (s set) sorted() []string     { return slices.Sorted(maps.Keys(s)) }

func newChecker(request Request) (*checker, error) {
	request.Workers = max(request.Workers, 1)
	request.MaxTenants = max(request.MaxTenants, 1)
	if request.Undecided == "" {
		request.Undecided = DenyAuthored
	}
	policies := request.Bundle.Policies
	w := newWorld(policies)
	env, diags := policies.Environment(request.Inputs.Over(parameters(request.Bundle.Controls)), w, request.Now)
	if diags.HasErrors() {
		return nil, diags
	}
	c := &checker{
		request:    request,
		world:      w,
		records:    newRecords(request.Facts, request.Tenant, request.Plan.Authored),
		drifted:    set{},
		toRead:     set{},
		reached:    map[string]*reached{},
		modes:      set{},
		subjectsOf: map[subjectKey]*subject{},
	}
	c.environments = c.vary(env)
	return c, nil
}

// task is one change and what is to be judged about it.
type task struct {
	env      *policy.Environment // of the tenant that the change belongs to
	change   change.Change
	subjects []*subject
	known    bool          // the change holds everything that is known of it
	noted    bool          // whom it reaches is noted
	supposed change.Object // what the planned side most likely is; nil without a guess
}

// judge reads the plan to its end and judges every change: at once where that
// is possible, so that it need not be kept, else when the plan is known whole.
func (c *checker) judge(ctx context.Context) error {
	scanned := c.scan()
	early, wait := c.workers(ctx)
	c.keepData()
	err := c.read(early)
	if err == nil {
		err = c.readData()
	}
	close(early)
	wait()
	if err := cmp.Or(c.crashed, err); err != nil {
		return err
	}
	if err := c.records.resolve(); err != nil {
		return err
	}
	c.world.complete()
	c.learn()
	late, wait := c.workers(ctx)
	for _, t := range c.late {
		late <- t
	}
	close(late)
	wait()
	if c.crashed != nil {
		return c.crashed
	}
	if !c.request.DriftOnly {
		c.settings()
		if err := c.outputs(); err != nil {
			return err
		}
		c.segment()
	}
	found, err := scanned()
	if err != nil {
		return err
	}
	c.credentials(found)
	return ctx.Err()
}

func (c *checker) read(early chan<- task) error {
	for ch, err := range c.request.Plan.Changes() {
		if err != nil {
			return err
		}
		if ch.Drift {
			c.drifted.add(ch.Address)
		} else {
			c.note(ch)
		}
		if ch.Drift != c.request.DriftOnly {
			continue
		}
		c.changes++
		t := task{change: ch, subjects: c.subjects(ch)}
		switch {
		case len(t.subjects) == 0 && !c.reaches(ch):
		case governs(ch) || slices.ContainsFunc(t.subjects, func(s *subject) bool { return s.needsWholePlan }):
			c.mutex.Lock()
			c.late = append(c.late, t)
			c.mutex.Unlock()
		default:
			early <- t
		}
	}
	return nil
}

// note keeps what is asked for later: what else is in the plan, or when drift is
// judged, what else there is by now.
func (c *checker) note(ch change.Change) {
	if governs(ch) {
		c.records.note(ch)
	}
	if ch.Mode == change.Data {
		c.toRead.add(ch.Address)
	}
	if c.request.DriftOnly {
		ch.After = ch.Before
	}
	c.world.note(ch)
}

// governs reports whether the change is of one of our own records.
func governs(ch change.Change) bool {
	return ch.Mode == change.Managed && strings.HasPrefix(ch.Type, "nhi_")
}

// workers judge what is sent until the channel is closed and wait returns.
func (c *checker) workers(ctx context.Context) (tasks chan<- task, wait func()) {
	queue := make(chan task, 64)
	var group sync.WaitGroup
	for range c.request.Workers {
		group.Go(func() {
			var findings []*finding
			var passed decision.Summary
			for t := range queue {
				if ctx.Err() != nil {
					continue
				}
				judged, silent, err := c.evaluate(t)
				if err != nil {
					c.crash(err)
					continue
				}
				if c.postpone(t, judged) {
					continue
				}
				passed.Pass += silent
				findings = append(findings, judged...)
			}
			c.mutex.Lock()
			defer c.mutex.Unlock()
			c.findings = append(c.findings, findings...)
			c.passed.Pass += passed.Pass
		})
	}
	return queue, group.Wait
}

// crash notes that a change could not be judged, so that there is no decision. The
// worker goes on: those that send must not wait for ever.
func (c *checker) crash(err error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.crashed = cmp.Or(c.crashed, err)
}

// evaluate judges one change by every policy that matches it. Passes that have
// nothing to tell are counted only, unless they are asked for.
func (c *checker) evaluate(t task) (findings []*finding, silent int, err error) {
	defer defect.Catch(&err)
	tenants := c.records.tenantsOf(t.change)
	if !t.noted && c.reaches(t.change) {
		c.reach(t.change, tenants)
	}
	tenant := only(tenants)
	t.env = c.of(tenant)
	for _, s := range t.subjects {
		judged, unread := s.values(t.change)
		judged.Meta = s.describe(t.change, tenant, c.drifted.has(t.change.Address))
		found := func(p *policy.Policy, f *finding) {
			f.Address = t.change.Address
			f.Deposed = t.change.Deposed
			f.Operation = string(s.operation)
			f.Action = string(t.change.Action)
			f.Controls = c.controls(p)
			f.Source = rangeOf(t.change.Source)
			f.recordID = c.records.id(t.change)
			if f.Verdict != decision.Pass {
				ch := t.change
				f.change = &ch
			}
			f.tenant = tenant
			if tenant != nil {
				f.Tenant = tenant.Slug
			}
			findings = append(findings, f)
		}
		if unread != nil {
			for _, p := range s.policies {
				found(p, unreadable(p, unread))
			}
			continue
		}
		for p, result := range t.env.EvaluateAll(s.policies, judged) {
			result = c.supposed(p, &t, s, judged, result)
			if result.Outcome == policy.Pass && result.Silent() && !c.request.Passes {
				silent++
			} else if f := newFinding(p, result); f != nil {
				found(p, f)
			}
		}
	}
	return findings, silent, nil
}

// controls names the controls that the policy enforces, sorted.
func (c *checker) controls(p *policy.Policy) []string { return c.request.Bundle.Enforcing(p.Name) }

// settle gives every finding its causes and effect, and orders them.
func (c *checker) settle() []*finding {
	c.findings = slices.DeleteFunc(c.findings, func(f *finding) bool {
		return !f.settle(c.request.Plan.Authored, c.request.Undecided)
	})
	for _, f := range c.findings {
		c.locate(f)
	}
	c.quote(c.findings)
	c.redact(c.findings)
	slices.SortStableFunc(c.findings, func(a, b *finding) int {
		return cmp.Or(
			cmp.Compare(a.Address, b.Address),
			cmp.Compare(a.Deposed, b.Deposed),
			cmp.Compare(a.Policy.File, b.Policy.File),
			cmp.Compare(a.line, b.line),
			cmp.Compare(a.Operation, b.Operation),
		)
	})
	return c.findings
}
