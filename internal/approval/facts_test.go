package approval

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// vector is a record of testdata with its tenant.
type vector struct {
	Tenant    string               `json:"tenant"`
	Exception governance.Exception `json:"exception"`
}

func readVector(t *testing.T, name string) vector {
	t.Helper()
	var v vector
	if err := json.Unmarshal(readFile(t, name+".json"), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func canonical(t *testing.T, v vector) []byte {
	t.Helper()
	message, err := OfException(v.Exception, v.Tenant).Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return message
}

// The files are never regenerated: a difference means that every approval that
// was ever given is lost.
func TestCanonicalVectors(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"waiver", "minimal"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := string(readFile(t, name+".canonical"))
			if diff := cmp.Diff(want, string(canonical(t, readVector(t, name)))); diff != "" {
				t.Errorf("canonical form (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCanonicalText(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		attributes map[string]Value
		want       string
	}{
		// RFC 8785, section 3.2.2, and figure 5 of section 3.2.3.
		"escapes": {
			map[string]Value{"string": Text("€$\u000F\nA'B\"\\\\\"/")},
			`"string":"€$\u000f\nA'B\"\\\\\"/"`,
		},
		"order of keys": {
			map[string]Value{"m": Map{"€": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "😀": "Emoji: Grinning Face", "\u0080": "Control", "ö": "Latin Small Letter O With Diaeresis"}},
			`"m":{"\r":"Carriage Return","1":"One","` + "\u0080" + `":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","` + "\ufb33" + `":"Hebrew Letter Dalet With Dagesh"}`,
		},
		"no escapes for HTML or line separators": {
			map[string]Value{"reason": Text("<a href='x'>&\u2028\u2029\u007f")},
			"\"reason\":\"<a href='x'>&\u2028\u2029\u007f\"",
		},
		"short and long escapes": {
			map[string]Value{"reason": Text("\b\t\n\f\r\x00\x1f")},
			`"reason":"\b\t\n\f\r\u0000\u001f"`,
		},
		"what is not set is left out": {
			map[string]Value{"reason": Text(""), "targets": Set{}, "evidence": Map{}, "starts_at": spell(time.Time{}), "control": Text("c")},
			`"control":"c"`,
		},
		"an empty value in a map is a value": {map[string]Value{"evidence": Map{"ticket": ""}}, `"evidence":{"ticket":""}`},
		"sets":                               {map[string]Value{"targets": Set{"b", "a", "b"}}, `"targets":["a","b"]`},
		"nothing":                            {nil, ``},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Facts{Kind: "exception", Tenant: "acme", Attributes: test.attributes}.Canonical()
			if err != nil {
				t.Fatal(err)
			}
			want := `{"attributes":{` + test.want + `},"format":"nhi-approval-v1","kind":"exception","tenant":"acme"}` + "\n"
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestInstantHasOneSpelling(t *testing.T) {
	t.Parallel()
	tests := map[string]Text{
		"2026-12-31T17:00:00+01:00":           "2026-12-31T16:00:00Z",
		"2026-12-31T16:00:00Z":                "2026-12-31T16:00:00Z",
		"2026-12-31T16:00:00.000Z":            "2026-12-31T16:00:00Z",
		"2026-12-31T16:00:00.250000000-00:00": "2026-12-31T16:00:00.25Z",
	}
	for spelling, want := range tests {
		at, err := governance.ParseInstant(spelling)
		if err != nil {
			t.Fatal(err)
		}
		if got := spell(at); got != want {
			t.Errorf("%s: got %s, want %s", spelling, got, want)
		}
	}
}

func TestCanonicalRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		facts Facts
		want  string
	}{
		"no tenant":     {Facts{Kind: "exception"}, "no tenant"},
		"no kind":       {Facts{Tenant: "acme"}, "no kind"},
		"text":          {Facts{Kind: "exception", Tenant: "acme", Attributes: map[string]Value{"reason": Text("a\xff")}}, "attribute reason"},
		"set":           {Facts{Kind: "exception", Tenant: "acme", Attributes: map[string]Value{"targets": Set{"a", "\xc3"}}}, "attribute targets"},
		"key of a map":  {Facts{Kind: "exception", Tenant: "acme", Attributes: map[string]Value{"evidence": Map{"\xff": ""}}}, "attribute evidence"},
		"tenant's slug": {Facts{Kind: "exception", Tenant: "\xff"}, "tenant"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := test.facts.Canonical()
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
}

// Two records that differ never have one form: what was written is read back.
func FuzzCanonical(f *testing.F) {
	f.Add("acme", "because", "module.a", "module.b", "ticket", "SEC-1")
	f.Add("a", "\u2028\"\\<>&", "\U0001F511", "\ue000", "\x00", "\x7f")
	f.Fuzz(func(t *testing.T, tenant, reason, target1, target2, key, value string) {
		facts := Facts{Kind: "exception", Tenant: tenant, Attributes: map[string]Value{
			"reason": Text(reason), "targets": Set{target1, target2}, "evidence": Map{key: value},
		}}
		message, err := facts.Canonical()
		if err != nil {
			return
		}
		var read struct {
			Attributes struct {
				Reason   string            `json:"reason"`
				Targets  []string          `json:"targets"`
				Evidence map[string]string `json:"evidence"`
			} `json:"attributes"`
			Tenant string `json:"tenant"`
		}
		if err := json.Unmarshal(message, &read); err != nil {
			t.Fatalf("%s: %v", message, err)
		}
		again, err := Facts{Kind: "exception", Tenant: read.Tenant, Attributes: map[string]Value{
			"reason": Text(read.Attributes.Reason), "targets": Set(read.Attributes.Targets), "evidence": Map(read.Attributes.Evidence),
		}}.Canonical()
		if err != nil || string(again) != string(message) {
			t.Errorf("read back as %s (%v), written as %s", again, err, message)
		}
		if read.Tenant != tenant || read.Attributes.Reason != reason || read.Attributes.Evidence[key] != value {
			t.Errorf("%s does not hold what was written", message)
		}
	})
}
