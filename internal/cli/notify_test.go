package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// tell puts messages of a tenant into the outbox of a register, and their ids into
// MESSAGE1, MESSAGE2, …: tell DB SLUG RECIPIENT TITLE…
func tell(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: tell DB SLUG RECIPIENT TITLE…")
	}
	ctx := context.Background()
	at := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	r, err := register.Open(ctx, ts.MkAbs(args[0]), register.Options{Actor: "test", Now: func() time.Time { return at }})
	ts.Check(err)
	defer r.Close()
	tenant, err := r.Tenants().Find(ctx, args[1])
	ts.Check(err)
	for i, title := range args[3:] {
		e := notify.Event{Key: fmt.Sprint(args[2], " ", title), Kind: "tell", Time: at, Data: notify.Data{Tenant: tenant.Slug, Title: title, Text: "Review it."}}
		encoded, err := e.Encode()
		ts.Check(err)
		made, err := r.Messages().Create(ctx, governance.Message{TenantID: tenant.ID, Key: e.Key, Sink: args[2], Event: encoded, State: governance.MessagePending})
		ts.Check(err)
		ts.Setenv(fmt.Sprint("MESSAGE", i+1), made.ID)
	}
}

// webhook is a receiver of Standard Webhooks at $WEBHOOK, with the secret of the
// specification's example. It answers with the status in the file $WORK/status, if
// there is one, and writes what it takes, and what it drops as it has it, to FILE.
// With the status 0 it takes the message and never answers: webhook FILE
func webhook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: webhook FILE")
	}
	verifier, err := standardwebhooks.NewWebhook("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
	ts.Check(err)
	out, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	status := ts.MkAbs("status")
	var taking sync.Mutex
	seen := map[string]bool{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said, err := os.ReadFile(status)
		answers := err != nil
		if code, _ := strconv.Atoi(strings.TrimSpace(string(said))); code > 0 {
			w.WriteHeader(code)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = verifier.Verify(body, r.Header)
		}
		var event struct {
			Type, Source string
			Data         struct{ Title string }
		}
		if err == nil {
			err = json.Unmarshal(body, &event)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		taking.Lock()
		id := r.Header.Get("webhook-id")
		if seen[id] {
			fmt.Fprint(out, "dropped: ")
		}
		seen[id] = true
		fmt.Fprintln(out, event.Type, event.Source, event.Data.Title)
		taking.Unlock()
		if !answers {
			<-r.Context().Done()
		}
	}))
	ts.Defer(func() {
		server.Close()
		_ = out.Close()
	})
	ts.Setenv("WEBHOOK", server.URL)
}

// await waits until a file has a text: await FILE TEXT
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: await FILE TEXT")
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if content, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && strings.Contains(string(content), args[1]) {
			return
		}
	}
	ts.Fatalf("%s never had %q", args[0], args[1])
}
