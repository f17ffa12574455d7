package provider

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// texts are diagnostics as "path: detail", sorted.
func texts(diagnostics []*tfprotov6.Diagnostic) []string {
	var texts []string
	for _, d := range diagnostics {
		texts = append(texts, pathText(d.Attribute)+": "+d.Detail)
	}
	slices.Sort(texts)
	return texts
}

func pathText(p *tftypes.AttributePath) string {
	var b strings.Builder
	for _, step := range p.Steps() {
		switch s := step.(type) {
		case tftypes.AttributeName:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(string(s))
		case tftypes.ElementKeyValue:
			var text string
			_ = tftypes.Value(s).As(&text)
			fmt.Fprintf(&b, "[%q]", text)
		default:
			fmt.Fprintf(&b, "[%v]", s)
		}
	}
	return b.String()
}

func TestFailure(t *testing.T) {
	t.Parallel()
	at := path.Root("credential").AtName("location")
	tests := map[string]struct {
		err  error
		want diag.Diagnostics
	}{
		"nothing": {nil, nil},
		"broken rules, each at its attribute": {
			fmt.Errorf("creating: %w", &register.InvalidError{Problems: []governance.Problem{{Attribute: "name", Detail: "It is taken."}, {Attribute: "credential.location", Detail: "It is not a URI."}}}),
			diag.Diagnostics{
				diag.NewAttributeErrorDiagnostic(path.Root("name"), "Invalid name", "It is taken."),
				diag.NewAttributeErrorDiagnostic(at, "Invalid credential.location", "It is not a URI."),
			},
		},
		"a conflict": {
			&register.Error{Summary: register.ErrConflict, Detail: "Refresh and apply again."},
			diag.Diagnostics{diag.NewErrorDiagnostic("Record changed since it was planned", "Refresh and apply again.")},
		},
		"a locked register": {
			fmt.Errorf("opening: %w", &register.Error{Summary: register.ErrLocked, Detail: "somebody else writes"}),
			diag.Diagnostics{diag.NewErrorDiagnostic("The register is locked", "Somebody else writes.")},
		},
		"anything else": {
			errors.New("it rained"),
			diag.Diagnostics{diag.NewErrorDiagnostic("Register failed", "It rained.")},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, failure(test.err)); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

// The register is where the configuration says, else the environment, else
// beside the configuration.
func TestLocation(t *testing.T) {
	t.Setenv("NHI_REGISTER", "")
	if got := location(""); got != register.DefaultLocation {
		t.Errorf("without anything: got %q", got)
	}
	t.Setenv("NHI_REGISTER", "/env.db")
	if got := location(""); got != "/env.db" {
		t.Errorf("with NHI_REGISTER: got %q", got)
	}
	if got := location("/configured.db"); got != "/configured.db" {
		t.Errorf("configured: got %q", got)
	}
}

func TestEnvironmentClock(t *testing.T) {
	t.Setenv("NHI_NOW", "2026-01-01T01:00:00+01:00")
	if now, err := environmentClock(); err != nil || !now.Equal(at("2026-01-01T00:00:00Z")) {
		t.Errorf("with NHI_NOW: got %s, %v", now, err)
	}
	t.Setenv("NHI_NOW", "2026-01-01")
	if now, err := environmentClock(); err == nil {
		t.Errorf("without an offset: got %s, want an error", now)
	}
	t.Setenv("NHI_NOW", "")
	if now, err := environmentClock(); err != nil || time.Since(now).Abs() > time.Minute {
		t.Errorf("without NHI_NOW: got %s, %v", now, err)
	}
}
