package policy

import (
	"fmt"
	"slices"

	"github.com/agext/levenshtein"
)

// didYouMean returns a sentence, with a leading space, that names the candidate
// closest to what was written; empty when none is close.
func didYouMean(given string, candidates []string) string {
	best, bestDistance := "", 1+max(2, len(given)/4)
	for _, candidate := range slices.Sorted(slices.Values(candidates)) {
		if d := levenshtein.Distance(given, candidate, nil); d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" Did you mean %q?", best)
}
