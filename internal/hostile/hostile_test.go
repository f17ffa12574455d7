package hostile_test

import (
	"encoding/json"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/hostile"
)

// recorder notes whether a test that it stands for failed.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

var kept []byte

func TestWithin(t *testing.T) { // alone, as it measures
	for _, test := range []struct {
		size int
		fail bool
	}{{1 << 10, false}, {8 << 20, true}} {
		r := &recorder{TB: t}
		hostile.Within(r, 4<<20, func() { kept = make([]byte, test.size) })
		if r.failed != test.fail {
			t.Errorf("%d bytes of %d: failed is %t", test.size, 4<<20, r.failed)
		}
	}
}

// The documents are what they are meant to be, and not all of them malformed: a
// reader gets beyond its first byte.
func TestJSON(t *testing.T) {
	t.Parallel()
	valid, malformed := 0, 0
	for _, document := range hostile.JSON([]byte(`{"version": "1.0", "list": [{"a": 0, "b": true}]}`)) {
		if json.Valid(document) {
			valid++
		} else {
			malformed++
		}
	}
	if valid < 10 || malformed < 10 {
		t.Errorf("%d documents are valid and %d are not", valid, malformed)
	}
}
