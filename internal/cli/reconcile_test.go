package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nhi-governance/terraform-provider-nhi/internal/cli"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// keep writes records to a register as of the beginning of 2026. Where one refers
// to another it has that one's id in the file: keep DB RECORDS.json
func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keep DB RECORDS.json")
	}
	created := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	r, err := register.Open(context.Background(), ts.MkAbs(args[0]), register.Options{Actor: "test", Now: func() time.Time { return created }})
	ts.Check(err)
	ts.Check(keepAll(r, ts.ReadFile(args[1])))
	ts.Check(r.Close())
}

// keepAll creates the records of a snapshot's JSON, whose ids are names of its own.
func keepAll(r register.Register, text string) error {
	k := &keeping{text: text}
	return errors.Join(
		create(k, r.Tenants(), func(s *governance.Snapshot) []governance.Tenant { return s.Tenants }),
		create(k, r.Systems(), func(s *governance.Snapshot) []governance.System { return s.Systems }),
		create(k, r.Identities(), func(s *governance.Snapshot) []governance.Identity { return s.Identities }),
		create(k, r.ReviewSchedules(), func(s *governance.Snapshot) []governance.ReviewSchedule { return s.ReviewSchedules }),
		create(k, r.Entitlements(), func(s *governance.Snapshot) []governance.Entitlement { return s.Entitlements }),
		create(k, r.BreakGlass(), func(s *governance.Snapshot) []governance.BreakGlass { return s.BreakGlass }),
	)
}

// keeping is records that are being created, and the ids of those that are.
type keeping struct {
	text string
	ids  []string // name and id, in turn
}

// create makes the records of one kind. Those before it are in the text by their
// ids.
func create[R register.Record](k *keeping, in register.Collection[R], of func(*governance.Snapshot) []R) error {
	var named, records governance.Snapshot
	text := strings.NewReplacer(k.ids...).Replace(k.text)
	if err := errors.Join(json.Unmarshal([]byte(k.text), &named), json.Unmarshal([]byte(text), &records)); err != nil {
		return err
	}
	for i, record := range of(&records) {
		created, err := in.Create(context.Background(), record)
		if err != nil {
			return err
		}
		k.ids = append(k.ids, quotedID(of(&named)[i]), quotedID(created))
	}
	return nil
}

func quotedID(record any) string {
	return strconv.Quote(reflect.ValueOf(record).FieldByName("ID").String())
}

// A run that goes on for ever ends when it is told to, and has printed what it did.
func TestReconcileEvery(t *testing.T) {
	t.Parallel()
	location := filepath.Join(t.TempDir(), "register.db")
	r, err := register.Open(t.Context(), location, register.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithTimeout(t.Context(), 3*time.Second)
	defer interrupt()
	var stdout, stderr bytes.Buffer
	code := cli.Run(ctx, cli.Process{Arguments: []string{"reconcile", "--register", location, "--every", "1s"}, Stdout: &stdout, Stderr: &stderr})
	if code != 0 || stdout.Len() > 0 || stderr.Len() > 0 {
		t.Errorf("exit code %d, stdout %q, stderr %q; want 0 and silence", code, &stdout, &stderr)
	}
}
