package cli

import (
	"bytes"
	"io"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestProgress(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		takes time.Duration
		want  string
	}{
		"soon done":   {900 * time.Millisecond, ""},
		"takes while": {3500 * time.Millisecond, "\r\x1b[KChecking x: 1 s\r\x1b[KChecking x: 2 s\r\x1b[KChecking x: 3 s\r\x1b[K"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var got bytes.Buffer
				done := everySecond(&got, "Checking x")
				time.Sleep(test.takes)
				done()
				done()
				if diff := cmp.Diff(test.want, got.String()); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		})
	}
}

// A pipe, a file and a log of a pipeline get none of it.
func TestNoProgressWithoutTerminal(t *testing.T) {
	t.Parallel()
	file, err := os.Create(t.TempDir() + "/stderr")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for name, w := range map[string]io.Writer{"file": file, "buffer": &bytes.Buffer{}} {
		if terminal(w) {
			t.Errorf("a %s is taken for a terminal", name)
		}
	}
}
