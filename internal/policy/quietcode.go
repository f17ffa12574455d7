package policy

import "github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"

// code is an expression compiled for deciding silence.
type code struct {
	traits
	id   int
	run  evaluator
	kept bool // has a slot for its result
}

type evaluator func(*frame) (plain.Value, status)

// traits are what is known of code before it is run.
type traits struct {
	constant bool // the same for every subject
	bound    bool // depends on the variable of a for expression around it
	pays     bool // counts against the budget
	truth    bool // is true, false, unknown or an error, and nothing else
	path     bool // see [core.IsPath]
	untyped  bool // when it is an error, HCL does not know of what type it would be
}

// status is how evaluating ended.
type status int

const (
	done   status = iota
	failed        // with an error, whatever HCL would say of it
	stuck         // without telling: only HCL can
)

// keep remembers what code makes of a subject, in a slot of its own.
func keep(slot int, run evaluator) evaluator {
	return func(f *frame) (plain.Value, status) {
		if slot < len(f.results) {
			if r := &f.results[slot]; r.generation == f.generation {
				f.spent.iterations += r.cost.iterations
				f.spent.bytes += r.cost.bytes
				return r.value, r.status
			}
		}
		before := f.spent
		value, status := run(f)
		for len(f.results) <= slot {
			f.results = append(f.results, remembered{})
		}
		f.results[slot] = remembered{value, status, cost{f.spent.iterations - before.iterations, f.spent.bytes - before.bytes}, f.generation}
		return value, status
	}
}
