package tfplan_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/tfplan"
)

// BenchmarkRead opens the plan file named by NHI_BENCH_PLAN, or a small one, and
// decodes three attributes of every change.
func BenchmarkRead(b *testing.B) {
	path := os.Getenv("NHI_BENCH_PLAN")
	if path == "" {
		path = operations
	}
	content, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	names := change.NamesOf("name", "policy", "tags")
	b.ReportAllocs()
	for b.Loop() {
		p, err := tfplan.Open(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			b.Fatal(err)
		}
		for c, err := range p.Changes() {
			if err != nil {
				b.Fatal(err)
			}
			if _, err := c.After.Value(names); err != nil {
				b.Fatal(err)
			}
		}
	}
}
