package policy

import (
	"fmt"
	"math"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// inOrder returns the locals and all that they need, each after those that it
// needs itself, so that evaluating them is a loop. With a file, it leaves out
// what a local of another file needs: that one is evaluated in its own file,
// where the same names may be something else.
func inOrder(of *file, direct []*local) []*local {
	var ordered []*local
	seen := map[*local]bool{}
	var visit func(*local)
	visit = func(l *local) {
		if seen[l] {
			return
		}
		seen[l] = true
		if l.value != nil && (of == nil || l.file == of) {
			for _, needed := range l.value.locals {
				visit(needed)
			}
		}
		ordered = append(ordered, l)
	}
	for _, l := range direct {
		visit(l)
	}
	return ordered
}

// readsSubject reports whether the value depends on what is judged.
func readsSubject(l *local) bool {
	for _, needed := range inOrder(nil, []*local{l}) {
		if needed.value != nil && needed.value.reads.subject() {
			return true
		}
	}
	return false
}

// checkCycles reports locals that need themselves, each cycle once.
func checkCycles(pending []*pendingLocal) hcl.Diagnostics {
	const (
		visiting = 1
		done     = 2
	)
	var diags hcl.Diagnostics
	state := map[*local]int{}
	var path []*local
	var visit func(*local)
	visit = func(l *local) {
		switch state[l] {
		case done:
			return
		case visiting:
			start := 0
			for path[start] != l {
				start++
			}
			diags = diags.Append(cycle(path[start:]))
			return
		}
		state[l] = visiting
		path = append(path, l)
		if l.value != nil {
			for _, needed := range l.value.locals {
				visit(needed)
			}
		}
		path = path[:len(path)-1]
		state[l] = done
	}
	for _, p := range pending {
		visit(p.local)
	}
	return diags
}

func cycle(locals []*local) *hcl.Diagnostic {
	var names []string
	for _, l := range locals {
		names = append(names, "local."+l.name)
	}
	names = append(names, names[0])
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Local value needs itself",
		Detail:   fmt.Sprintf("The value of a local cannot depend on itself: %s.", strings.Join(names, " needs ")),
		Subject:  locals[0].rng.Ptr(),
	}
}

// growing is from where on a local is weighed when it is evaluated. Locals that
// use each other twice over double in size with every step, which takes no
// memory, because values are shared, but no end to walk.
const growing = 64

// growth estimates how many times more values an expression can hold than what
// it is made of.
func growth(e *expression) float64 {
	known := map[*local]float64{}
	var of func(*expression) float64
	of = func(e *expression) float64 {
		total := 1.0
		for _, l := range e.uses {
			if _, ok := known[l]; !ok {
				known[l] = 1
				if l.value != nil {
					known[l] = of(l.value)
				}
			}
			total += known[l]
		}
		if len(e.uses) > 0 {
			total *= math.Pow(growing/4, float64(e.loops))
		}
		return total
	}
	return of(e)
}
