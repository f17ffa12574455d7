package evidence_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/evidencetest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// BenchmarkPackage makes and verifies the package of a tenant with 50,000 entries.
func BenchmarkPackage(b *testing.B) {
	l, source := evidencetest.Quarter(b)
	start := evidencetest.At("2026-01-02")
	for i := range 25_000 {
		at, id := start.Add(time.Duration(i)*3*time.Minute).Format(time.RFC3339), fmt.Sprintf("e-%d", i%5000)
		l.Decide(at, "ci", decision.Record{Outcome: decision.Allow, Controls: []string{"keys-rotate"}, Bundle: source.Bundle})
		l.Write(at, "terraform", governance.KindEntitlement, id, governance.Entitlement{
			Meta: governance.Meta{ID: id, Revision: int64(i), CreatedAt: start}, TenantID: "acme-id", IdentityID: "i-backup", SystemID: "s-dir", Privilege: id, Privileged: i%5000 < 500,
		})
	}
	source.Log = l.Proven()
	var content bytes.Buffer
	if err := seal(b, source).JSON(&content); err != nil {
		b.Fatal(err)
	}
	b.Run("make", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := seal(b, source).JSON(io.Discard); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(content.Len())/(1<<20), "MiB")
	})
	b.Run("verify", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p, err := evidence.Read(bytes.NewReader(content.Bytes()))
			if err != nil {
				b.Fatal(err)
			}
			if problems := p.Verify(evidence.Trust{}); len(problems) > 0 {
				b.Fatal(problems)
			}
		}
	})
}
