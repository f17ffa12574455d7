// Package words holds what sentences for people are made of, whoever says them.
package words

import (
	"fmt"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/agext/levenshtein"
)

// UpperFirst begins a text with a capital letter, as a sentence does: the texts of
// errors begin with a small one.
func UpperFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 || first == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// Count is so many of something: "1 policy", "0 policies".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Instant is a time for people and machines alike: UTC, RFC 3339.
func Instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Nearest is the one of the known names that was meant by another, the first in
// their order if several are as near, or "" if none is near enough for a slip of
// the pen: a quarter of the letters may differ, at least two, and never all.
func Nearest(given string, known []string) string {
	nearest, distance := "", 1+max(2, len(given)/4)
	for _, name := range slices.Sorted(slices.Values(known)) {
		if d := levenshtein.Distance(given, name, nil); d < distance && d < len(name) {
			nearest, distance = name, d
		}
	}
	return nearest
}

// DidYouMean asks, with a space before it, whether the nearest name was meant; it
// is "" if none is near.
func DidYouMean(given string, known []string) string {
	if nearest := Nearest(given, known); nearest != "" {
		return fmt.Sprintf(" Did you mean %q?", nearest)
	}
	return ""
}
