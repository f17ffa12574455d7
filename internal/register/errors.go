package register

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Errors that a caller tells apart with errors.Is. Each is the summary of the
// [Error] that says what happened and what to do about it.
var (
	ErrNotFound    = errors.New("no such record")
	ErrConflict    = errors.New("the record was changed in the meantime")
	ErrExists      = errors.New("a record with this key exists")
	ErrSigned      = errors.New("the record stays as it was signed")
	ErrInUse       = errors.New("other records refer to this one")
	ErrConfined    = errors.New("the record belongs to another tenant")
	ErrAmbiguous   = errors.New("the key names several records")
	ErrMissing     = errors.New("there is no register here")
	ErrLocation    = errors.New("this is no location of a register")
	ErrNotRegister = errors.New("the file is not a register")
	ErrLocked      = errors.New("the register is locked")
	ErrCorrupt     = errors.New("the register is corrupt")
	ErrReadOnly    = errors.New("the register cannot be written")
	ErrUnreadable  = errors.New("the register cannot be read")
	ErrFull        = errors.New("there is no space left for the register")
	ErrNewer       = errors.New("the register is of a newer version")
	ErrOlder       = errors.New("the register is of an older version")
	ErrUnreachable = errors.New("the register cannot be reached")
	ErrDenied      = errors.New("the register refuses access")
	ErrTampered    = errors.New("the audit log does not hold")
	ErrFailed      = errors.New("the register failed")
)

// Error is anything that went wrong, except broken rules, which are an
// [InvalidError]. The summary is one of the Err… values and holds nothing of
// the user's; the detail says what, why and what to do, in full sentences.
type Error struct {
	Summary error
	Detail  string
	cause   error
}

func (e *Error) Error() string { return e.Summary.Error() + ": " + e.Detail }

// Unwrap lets errors.Is find the summary and, beneath it, the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Summary}
	}
	return []error{e.Summary, e.cause}
}

func fail(summary error, format string, args ...any) error {
	return &Error{Summary: summary, Detail: fmt.Sprintf(format, args...)}
}

func missing(format string, args ...any) error {
	return &Error{ErrMissing, fmt.Sprintf(format, args...), fs.ErrNotExist}
}

// InvalidError holds every broken rule of data integrity of one record.
type InvalidError struct{ Problems []governance.Problem }

func (e *InvalidError) Error() string {
	texts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		texts[i] = p.Attribute + ": " + p.Detail
	}
	return "the record breaks a rule: " + strings.Join(texts, " ")
}

func problem(attribute, format string, args ...any) governance.Problem {
	return governance.Problem{Attribute: attribute, Detail: fmt.Sprintf(format, args...)}
}

// noun is how messages name a kind.
func noun(kind governance.Kind) string { return strings.ReplaceAll(string(kind), "_", " ") }
