// Package plan reads Terraform and OpenTofu plans as a stream of changes. It
// never holds a whole plan: a change is handed on as soon as it is read, and its
// two sides stay raw until it is known which attributes are wanted.
//
// The reader is jsontext rather than encoding/json because it streams at more
// than the speed of json.Valid, and refuses duplicate names and invalid UTF-8,
// with which two readers of one plan could see two plans.
package plan

import (
	"io"
	"iter"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Facts is what a plan says about itself.
type Facts struct {
	FormatVersion    string // of the JSON: 1.2
	TerraformVersion string // of the program that planned
	Errored          bool   // planning failed, so the plan is not whole
	Complete         bool   // Terraform says that every object is in it
	Incomplete       bool   // Terraform says that more plans will be needed
	Deferred         int    // changes that Terraform put off to a later plan
	Redacted         bool   // values were taken out before the plan was handed on
	Configured       bool   // it holds the configuration, so references are known
	State            bool   // it is the JSON of a state, where nothing is planned
}

// Reader reads one plan in JSON. It is not safe for concurrent use; the changes
// that it yields are.
type Reader struct {
	dec       *jsontext.Decoder
	facts     Facts
	keys      map[string]bool // of the document, as far as they tell what it is
	conf      configuration
	read      bool
	outputs   []Output
	variables map[string]cty.Value // of the root module
	keepData  bool
	data      []change.Change // of the prior state
}

// Open looks at the first bytes and returns a reader for the plan, or an
// [*InputError] when they cannot be a plan in JSON.
func Open(r io.Reader) (*Reader, error) {
	r, err := sniff(r)
	if err != nil {
		return nil, err
	}
	return &Reader{
		dec:  jsontext.NewDecoder(r),
		keys: map[string]bool{},
		conf: configuration{blocks: map[string]*block{}},
	}, nil
}

// Changes yields every change of the plan, drift among them, in the order of the
// document. It may be ranged over once. An error ends it, is an [*InputError]
// unless reading itself failed, and leaves nothing decided: the changes before
// it are those of a plan that is not whole.
func (r *Reader) Changes() iter.Seq2[change.Change, error] {
	return func(yield func(change.Change, error) bool) {
		if r.read {
			panic("plan: Changes ranged over twice")
		}
		r.read = true
		stopped := false
		err := r.document(func(c change.Change) bool {
			stopped = !yield(c, nil)
			return !stopped
		})
		if err != nil && !stopped {
			yield(change.Change{}, err)
		}
	}
}

// Facts is complete once [Reader.Changes] has ended without an error.
func (r *Reader) Facts() Facts { return r.facts }
