package lifecycle_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

// Somebody who makes a message due again while it is being delivered does not keep
// the run from the tenants that come after.
func TestDeliveryThatIsInterferedWith(t *testing.T) {
	t.Parallel()
	h := newHistory(t, size{tenants: 2, entitlements: 10, months: 12, step: time.Hour}, 1)
	h.rotates(h.now.AddDate(0, -6, 0)) // of the first tenant
	interfered := false
	receiver := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		pending, err := h.kept.Messages().InState(t.Context(), "", governance.MessagePending)
		if err == nil && len(pending) > 0 {
			_, err = h.kept.Messages().Update(t.Context(), pending[0])
		}
		if err != nil {
			t.Error(err)
		}
		interfered = len(pending) > 0
	}))
	defer receiver.Close()
	h.bundle.Controls = append(h.bundle.Controls, governance.Control{Name: "keys", Policies: []string{string(governance.LapseCredential)}, Action: governance.ActionWebhook, Notify: []string{"hook"}})
	h.bundle.Sinks = append(h.bundle.Sinks, governance.Sink{Name: "hook", Kind: governance.SinkWebhook, Config: map[string]string{"url": receiver.URL, "secret_env": "SECRET"}})
	r := lifecycle.Reconciler{
		Register: h.kept, Bundle: h.bundle, Now: h.now, Open: h.world.open, MaxActions: 1 << 30,
		Delivery: &notify.Delivery{Sinks: h.bundle.Sinks, Options: notify.Options{
			Clock:  time.Now,
			Getenv: func(string) (string, bool) { return "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", true },
		}},
	}
	results, err := r.Run(t.Context(), "")
	if !interfered {
		t.Fatal("nothing was delivered, so nothing was tested")
	}
	if err != nil || len(results) != 2 {
		t.Fatalf("%d tenants, %v; want both", len(results), err)
	}
	if p := results[0].Problems; len(p) != 1 || !strings.Contains(p[0].Text, "wait for the next run") {
		t.Errorf("problems: %v", p)
	}
}
