package plan

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// document reads the whole input. The order of its members does not matter.
func (r *Reader) document(yield func(change.Change) bool) error {
	if kind := r.dec.PeekKind(); kind != '{' {
		if kind == 0 {
			_, err := r.dec.ReadToken()
			return malformed(err)
		}
		return refuse("Not a plan", "The input is %s, and a plan is a JSON object. %s", kindName(kind), howToPlan)
	}
	err := r.object(func(key string) error {
		r.keys[key] = true
		if r.facts.State {
			return r.stateMember(key, yield)
		}
		return r.member(key, yield)
	})
	if err != nil {
		return err
	}
	return r.finish()
}

// errStopped ends the reading when whoever ranges has seen enough.
var errStopped = errors.New("stopped")

func (r *Reader) member(key string, yield func(change.Change) bool) error {
	switch key {
	case "format_version":
		if err := r.string(&r.facts.FormatVersion); err != nil {
			return err
		}
		return r.supported()
	case "plan_format_version":
		r.facts.Redacted = true
		if err := r.string(&r.facts.FormatVersion); err != nil {
			return err
		}
		return r.supported()
	case "terraform_version":
		return r.string(&r.facts.TerraformVersion)
	case "errored":
		return r.bool(&r.facts.Errored)
	case "complete":
		complete := true
		err := r.bool(&complete)
		r.facts.Complete, r.facts.Incomplete = complete && err == nil, !complete
		return err
	case "resource_changes":
		return r.changes(false, yield)
	case "resource_drift":
		if r.keys["resource_changes"] {
			// Whether a change drifted must be known when it is judged.
			return refuse("Rearranged plan", "The plan has resource_drift after resource_changes, where Terraform writes it before. Check the plan as `terraform show -json` wrote it.")
		}
		return r.changes(true, yield)
	case "variables":
		r.variables = map[string]cty.Value{}
		return r.object(r.variable)
	case "output_changes":
		return r.object(r.output)
	case "prior_state":
		if !r.keepData {
			return r.skip()
		}
		return r.priorState()
	case "deferred_changes":
		return r.array(func() error {
			r.facts.Deferred++
			return r.skip()
		})
	case "configuration":
		r.facts.Configured = true
		return r.configuration()
	default:
		return r.skip()
	}
}

// supported refuses another major version: its members may mean anything.
func (r *Reader) supported() error {
	major, _, _ := strings.Cut(r.facts.FormatVersion, ".")
	n, err := strconv.Atoi(major)
	if err != nil || n < 0 || n > 1 {
		return refuse("Unknown plan format", "The plan's format version is %q; versions 0.1 to 1.x can be read. Use a newer nhi, or make the plan with another Terraform.", r.facts.FormatVersion)
	}
	return nil
}

// finish judges the document as a whole.
func (r *Reader) finish() error {
	if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
		if r.keys["@level"] {
			return r.identify()
		}
		if err != nil {
			return malformed(err)
		}
		return refuse("More than one document", "Something follows the plan's JSON object. Check one plan at a time.")
	}
	if r.facts.State {
		return r.finishState()
	}
	// A plan without any resource has no resource_changes, but planned_values
	// and a configuration; older Terraform leaves out either.
	planned := r.keys["resource_changes"] || r.keys["planned_values"] || r.keys["configuration"]
	if r.facts.FormatVersion == "" || !planned {
		return r.identify()
	}
	if r.facts.Errored {
		return refuse("The plan failed", "Terraform marked the plan as errored: planning did not finish, so changes are missing. Mend what `terraform plan` reports and plan again.")
	}
	return nil
}

func (r *Reader) changes(drift bool, yield func(change.Change) bool) error {
	return r.array(func() error {
		c, err := r.change()
		if err != nil {
			return err
		}
		c.Drift = drift
		if !yield(c) {
			return errStopped
		}
		return nil
	})
}

// object calls member for every name, which must read exactly its value.
func (r *Reader) object(member func(name string) error) error {
	if null, err := r.enter('{', "an object"); null || err != nil {
		return err
	}
	for r.dec.PeekKind() != '}' {
		token, err := r.dec.ReadToken()
		if err != nil {
			return malformed(err)
		}
		if err := member(token.String()); err != nil {
			return err
		}
	}
	_, err := r.dec.ReadToken()
	return wrapMalformed(err)
}

// array calls element before every element, which it must read.
func (r *Reader) array(element func() error) error {
	if null, err := r.enter('[', "a list"); null || err != nil {
		return err
	}
	for {
		switch r.dec.PeekKind() {
		case ']':
			_, err := r.dec.ReadToken()
			return wrapMalformed(err)
		case 0:
			_, err := r.dec.ReadToken()
			return malformed(err)
		}
		if err := element(); err != nil {
			return err
		}
	}
}

// enter reads the opening bracket, or a null, which stands for nothing there.
func (r *Reader) enter(kind jsontext.Kind, want string) (null bool, err error) {
	token, err := r.dec.ReadToken()
	if err != nil {
		return false, malformed(err)
	}
	if token.Kind() == 'n' {
		return true, nil
	}
	if token.Kind() != kind {
		return false, r.unexpected(token.Kind(), want)
	}
	return false, nil
}

func (r *Reader) string(into *string) error {
	token, err := r.dec.ReadToken()
	if err != nil {
		return malformed(err)
	}
	switch token.Kind() {
	case '"':
		*into = token.String()
	case 'n':
	default:
		return r.unexpected(token.Kind(), "a string")
	}
	return nil
}

func (r *Reader) bool(into *bool) error {
	token, err := r.dec.ReadToken()
	if err != nil {
		return malformed(err)
	}
	switch token.Kind() {
	case 't', 'f':
		*into = token.Bool()
	case 'n':
	default:
		return r.unexpected(token.Kind(), "a bool")
	}
	return nil
}

// raw reads a value of any kind and keeps a copy of its bytes.
func (r *Reader) raw(into *jsontext.Value) error {
	value, err := r.dec.ReadValue()
	if err != nil {
		return malformed(err)
	}
	*into = value.Clone()
	return nil
}

func (r *Reader) skip() error { return wrapMalformed(r.dec.SkipValue()) }

func wrapMalformed(err error) error {
	if err == nil {
		return nil
	}
	return malformed(err)
}

func (r *Reader) unexpected(got jsontext.Kind, want string) error {
	return r.misplaced(&wrongKind{"", got, want})
}

// misplaced says where the wrong kind of a value stands.
func (r *Reader) misplaced(err error) error {
	if wrong, ok := errors.AsType[*wrongKind](err); ok {
		return refuse("Not a plan", "At %s, where a plan has %s, the input has %s. %s", place(r.dec.StackPointer()+wrong.below), wrong.want, kindName(wrong.got), howToPlan)
	}
	return err
}

func kindName(kind jsontext.Kind) string {
	switch kind {
	case '[':
		return "a JSON array"
	case '{':
		return "a JSON object"
	case '"':
		return "a JSON string"
	case '0':
		return "a JSON number"
	case 'n':
		return "null"
	default:
		return "a JSON bool"
	}
}
