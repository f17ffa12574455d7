package cli

import (
	"errors"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/hostile"
)

const smallReceipt = `{"receipt_format_version":"1.0","options":{"undecided":"authored","max_tenants":1,"dialect":"0.4"},` +
	`"inputs":{"a":{"text":"x"},"b":{"value":[1,{"c":null}]},"s":{"sensitive":true}},` +
	`"facts":{"tenants":[{"id":"t","slug":"acme","ring":0}],"systems":[],"identities":[],"entitlements":[],"exceptions":[],"review_schedules":[]},` +
	`"exceptions":[{"tenant":"acme","digest":"sha256:00","record":{"id":"e","control":"c","targets":["a.b"],"expires_at":"2026-12-31T00:00:00Z"}}],` +
	`"decision":{"format_version":"1.0","tool":{"name":"nhi","version":"1"},"instant":"2026-11-23T12:00:00Z","outcome":"allow","input":{"kind":"plan","path":"tfplan","digest":"sha256:00","changes":0},"bundle":{"digest":"sha256:00","policies":1,"controls":0},"findings":[],"exceptions":[],"unmatched_policies":[]}}`

// FuzzReceipt reads any bytes as a receipt, and all that nhi verify and nhi replay
// take from it. What is accepted can be written again, for the comparison.
func FuzzReceipt(f *testing.F) {
	for _, document := range hostile.JSON([]byte(smallReceipt)) {
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		hostile.Within(t, 64<<20, func() {
			r, err := parseReceipt("receipt.json", content)
			if err != nil {
				if _, told := errors.AsType[*problem](err); !told {
					t.Errorf("got %v, want an error for people", err)
				}
				return
			}
			if _, err := marshal(r.Decision); err != nil {
				t.Skip() // an instant that RFC 3339 cannot write
			}
			_ = bound(r, "sha256:00", &bundle.Bundle{})
			replay := &replayCommand{process: &Process{}}
			_, _ = replay.request(r, &bundle.Bundle{Digest: r.Decision.Bundle.Digest})
			for _, one := range r.Exceptions {
				if e, err := reliedOn(one); err == nil {
					_, _ = exceptionDigest(e)
				}
			}
		})
	})
}

func TestSmallReceiptIsOne(t *testing.T) {
	t.Parallel()
	r, err := parseReceipt("receipt.json", []byte(smallReceipt))
	if err != nil || len(r.Exceptions) != 1 {
		t.Errorf("%v %+v", err, r)
	}
}

// FuzzInputs reads any bytes as a file of values for inputs.
func FuzzInputs(f *testing.F) {
	for _, source := range hostile.HCL([]byte("a = 1\nb = [\"x\", { c = null }]\n")) {
		f.Add(source, false)
	}
	for _, document := range hostile.JSON([]byte(`{"a":0,"b":["x",{"c":null}]}`)) {
		f.Add(document, true)
	}
	f.Fuzz(func(t *testing.T, content []byte, inJSON bool) {
		name := "a.tfvars"
		if inJSON {
			name = "a.tfvars.json"
		}
		hostile.Within(t, 64<<20, func() {
			values, err := inputsOf(name, content)
			if err != nil && values != nil {
				t.Errorf("values beside the error %v", err)
			}
		})
	})
}
