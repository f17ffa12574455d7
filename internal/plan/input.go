package plan

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// InputError says that the input is not a plan that can be checked, and what to
// do about it. It never quotes values of the input.
type InputError struct {
	Summary string // fixed
	Detail  string // full sentences
}

func (e *InputError) Error() string { return e.Summary + ": " + e.Detail }

func refuse(summary, format string, args ...any) error {
	return &InputError{summary, fmt.Sprintf(format, args...)}
}

const howToPlan = "Plan with `terraform plan -out=tfplan`, then check that file, or the output of `terraform show -json tfplan` (or the same with tofu)."

// sniff refuses what cannot be JSON with a message that knows what it is.
func sniff(r io.Reader) (io.Reader, error) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	for {
		head, err := buffered.Peek(4)
		switch {
		case len(head) == 0 && errors.Is(err, io.EOF):
			return nil, refuse("Empty input", "There is nothing in the plan. "+howToPlan)
		case len(head) == 0:
			return nil, fmt.Errorf("reading the plan: %w", err)
		case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
			buffered.Discard(3) // some shells put a byte order mark before redirected output
			return buffered, nil
		case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
			return nil, refuse("Plan in UTF-16", "The plan is encoded as UTF-16, as Windows PowerShell's > does it. Write it as UTF-8: terraform show -json tfplan | Out-File -Encoding utf8 plan.json")
		case bytes.HasPrefix(head, []byte("PK\x03\x04")):
			return nil, refuse("Binary plan file", "This is the plan file itself; what is read here is its JSON form. Make it with: terraform show -json tfplan > plan.json")
		case bytes.IndexByte([]byte(" \t\r\n"), head[0]) >= 0:
			buffered.Discard(1)
		default:
			return buffered, nil
		}
	}
}

// identify says what a document is that is not a plan, by the keys at its top.
func (r *Reader) identify() error {
	const summary = "Not a plan"
	switch has := r.keys; {
	case has["serial"] && has["lineage"]:
		return refuse(summary, "This is a state file: it says what exists, not what would change. "+howToPlan)
	case has["provider_schemas"] && !has["resource_changes"]:
		return refuse(summary, "These are provider schemas, the output of `terraform providers schema -json`. "+howToPlan)
	case has["@level"] || has["@message"]:
		return refuse(summary, "This is the log of `terraform plan -json`, which has no values. "+howToPlan)
	case has["valid"] && has["diagnostics"]:
		return refuse(summary, "This is the output of `terraform validate -json`. "+howToPlan)
	case has["values"] || has["format_version"] && len(has) <= 2:
		return refuse(summary, "This is the JSON form of a state: it says what exists, not what would change. "+howToPlan)
	default:
		return refuse(summary, "This is a JSON object, but it has no format_version and no resource_changes as a plan has. "+howToPlan)
	}
}

// malformed turns a reading error into one for people. The texts of jsontext
// name places and member names, not values.
func malformed(err error) error {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return refuse("Truncated plan", "The plan ends in the middle of the document, so changes are missing. Make it again, and see that the command that writes it succeeds.")
	case errors.Is(err, jsontext.ErrDuplicateName) && errors.As(err, &syntax):
		return refuse("Ambiguous plan", "The object at %s (byte %d) has a member twice, so two readers could see two plans. Terraform writes no such plan: make it again.", place(syntax.JSONPointer.Parent()), syntax.ByteOffset)
	case errors.As(err, &syntax):
		return refuse("Malformed JSON", "The plan is not valid JSON at %s (byte %d): %s. %s", place(syntax.JSONPointer), syntax.ByteOffset, syntax.Err, howToPlan)
	default:
		return fmt.Errorf("reading the plan: %w", err)
	}
}

func place(pointer jsontext.Pointer) string {
	if pointer == "" {
		return "the top"
	}
	return string(pointer)
}
