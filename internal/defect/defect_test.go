package defect_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
)

func failing(values []string) (err error) {
	defer defect.Catch(&err)
	return errors.New(values[1])
}

func TestCatch(t *testing.T) {
	t.Parallel()
	err := failing([]string{"canary-0815"})
	caught, ok := errors.AsType[*defect.Error](err)
	if !ok {
		t.Fatalf("%T", err)
	}
	text := caught.Error()
	if !strings.Contains(text, "report it") || !strings.Contains(text, "defect_test.failing:") {
		t.Errorf("it does not say where: %s", text)
	}
	if strings.Contains(text, "internal/defect.") {
		t.Errorf("it tells of the catching: %s", text)
	}
	if err := failing([]string{"", "an error"}); err == nil || err.Error() != "an error" {
		t.Errorf("an error that is none of a panic became %v", err)
	}
}

// The value that was panicked with may be secret.
func TestWhere(t *testing.T) {
	t.Parallel()
	var where string
	func() {
		defer func() {
			if recover() != nil {
				where = defect.Where()
			}
		}()
		panic("canary-0815")
	}()
	if !strings.Contains(where, "defect_test.TestWhere.func1:") || strings.Contains(where, "canary") {
		t.Error(where)
	}
}
