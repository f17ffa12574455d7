package words_test

import (
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

func TestUpperFirst(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                    "",
		"the file is missing": "The file is missing",
		"Öl":                  "Öl",
		"é":                   "É",
		"42 are":              "42 are",
		"\xff is no letter":   "\xff is no letter",
	} {
		if got := words.UpperFirst(text); got != want {
			t.Errorf("UpperFirst(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0 policies", 1: "1 policy", 2: "2 policies", -1: "-1 policies"} {
		if got := words.Count(n, "policy", "policies"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestInstant(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 1, 30, 0, 999, time.FixedZone("CET", 3600))
	if got, want := words.Instant(at), "2026-11-23T00:30:00Z"; got != want {
		t.Errorf("Instant = %q, want %q", got, want)
	}
}

func TestDidYouMean(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		given string
		known []string
		want  string
	}{
		"a letter is wrong":                {"acne", []string{"globex", "acme"}, ` Did you mean "acme"?`},
		"two are":                          {"ovnwr", []string{"owner"}, ` Did you mean "owner"?`},
		"three of a short name are":        {"abcde", []string{"abxyz"}, ""},
		"three of a long name are":         {"max_durations_", []string{"min_duration"}, ""},
		"a quarter of a long name is":      {"privileged_access_is_review", []string{"privileged_access_reviewed"}, ` Did you mean "privileged_access_reviewed"?`},
		"nothing but the length is common": {"ab", []string{"xy"}, ""},
		"the nearest of several":           {"deleted", []string{"create", "delete", "delta"}, ` Did you mean "delete"?`},
		"the first of those as near":       {"cat", []string{"rat", "bat"}, ` Did you mean "bat"?`},
		"none is known":                    {"acme", nil, ""},
		"nothing was given":                {"", []string{"ab"}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := words.DidYouMean(test.given, test.known); got != test.want {
				t.Errorf("DidYouMean(%q, %q) = %q, want %q", test.given, test.known, got, test.want)
			}
		})
	}
}
