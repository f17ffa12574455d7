package notify_test

import (
	"bufio"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

// The receiver that the guide shows knows nothing of nhi but the specification.
func TestTheReceiverOfTheGuideTakesEachMessageOnce(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("python3 is not installed; .ci/setup installs it")
		}
		t.Skip("python3 is not installed")
	}
	command := exec.Command(python, "../../examples/notifications/receiver.py", "0")
	command.Env = append(os.Environ(), "NHI_WEBHOOK_SECRET="+secret)
	command.Stderr = t.Output()
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	lines := bufio.NewScanner(out)
	lines.Scan()
	port, ready := strings.CutPrefix(lines.Text(), "ready ")
	if !ready {
		t.Fatalf("the receiver says %q", lines.Text())
	}
	deliver := func(key, with string, clock time.Time) error {
		options := environment(map[string]string{"SECRET": with})
		options.Clock = func() time.Time { return clock }
		_, err := open(t, webhookSink("http://127.0.0.1:"+port), options).Deliver(t.Context(), message(t, key, "soc", func(e *notify.Event) { e.Data.Title = key }))
		return err
	}
	const other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	now := time.Now()
	for _, err := range []error{deliver("first", secret, now), deliver("first", secret, now.Add(time.Minute)), deliver("rotated", other+" "+secret, now)} {
		if err != nil {
			t.Error(err)
		}
	}
	for name, err := range map[string]error{"a stranger's": deliver("forged", other, now), "an old": deliver("replayed", secret, now.Add(-time.Hour))} {
		failure, ok := errors.AsType[*notify.Failure](err)
		if !ok || !strings.Contains(failure.Text, http.StatusText(http.StatusUnauthorized)) {
			t.Errorf("%s message: %v", name, err)
		}
	}
	if err := deliver("last", secret, now); err != nil {
		t.Error(err)
	}
	var got []string
	for len(got) == 0 || !strings.HasSuffix(got[len(got)-1], "last") {
		if !lines.Scan() {
			t.Fatal("the receiver stopped", lines.Err())
		}
		got = append(got, lines.Text())
	}
	const kind = "io.github.nhi-governance.quarantine "
	if diff := cmp.Diff([]string{kind + "first", kind + "rotated", kind + "last"}, got); diff != "" {
		t.Errorf("processed (-want +got):\n%s", diff)
	}
}
