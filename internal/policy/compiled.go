package policy

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Policy is one policy block, compiled.
type Policy struct {
	Kind       Kind
	Type       string // the glob over resource types, provider types or module sources
	Name       string
	File       string // path of its file, as given to Load
	Range      hcl.Range
	Operations []Operation // of a resource policy; empty judges every operation
	// IgnoreComputed says that it is no business of the policy what the provider
	// decides where the author set nothing: undecided for that reason alone, it
	// does not apply.
	IgnoreComputed bool

	// Reads and PriorReads are the top-level attributes of attrs and
	// prior_attrs that the policy can read, All where that cannot be told.
	Reads, PriorReads change.Names
	// MetaReads are the fields of meta that it can read.
	MetaReads change.Names
	// Paths are the paths it can read, in the language's own words and sorted:
	// attrs.tags.Owner, prior_attrs.rule[0].cidr, attrs for all.
	Paths []string
	// Resources are the resource types it may ask core::getresources for, All
	// where the type is computed.
	Resources change.Names
	// Data says that it may ask core::getdatasource.
	Data bool

	// Filter is where the filter stands; nil without one.
	Filter *hcl.Range
	// Conditions are where the conditions of the enforce blocks stand, in
	// the order of [Result.Enforce].
	Conditions []hcl.Range

	file    *file
	glob    glob
	order   int
	level   *levelRule
	filter  *expression // nil when every subject of the type is judged
	locals  map[string]*local
	enforce []*enforce

	passed []EnforceResult // of enforce, when every block passes in silence

	meta      []string  // fields of meta that are read
	wholeMeta bool      // meta is used as a whole
	deleted   cty.Value // what attrs is on a delete: all that is read, null; NilVal when that cannot be told
}

// enforce is one enforce block.
type enforce struct {
	condition *expression
	message   *expression // nil when not set
	info      *expression // nil when not set
}

// local is one named value of a locals block.
type local struct {
	name     string
	file     *file
	variable string    // that it is in an evaluation context
	rng      hcl.Range // of the name
	value    *expression
	// perSubject says that the value depends on what is judged, so that it
	// cannot be kept between subjects: always in a policy, at top level only
	// in old dialects.
	perSubject bool
	grows      bool // must be weighed; see [growing]
}

// levelRule is an enforcement level: a word, or an expression over inputs and locals.
type levelRule struct {
	fixed Level
	value *expression // nil when fixed
}
