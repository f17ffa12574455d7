package baseline

import (
	"fmt"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// Page is what the first lines of a policy file say to people: a comment of
// three parts, the second and third of which begin with "Why:" and "Mend:".
type Page struct {
	Refuses string // in full sentences, beginning with "Refuses"
	Why     string
	Mend    string
}

// ParsePage reads the comment that a policy file begins with.
func ParsePage(file policy.File) (Page, error) {
	var paragraphs []string
	text := ""
	for line := range strings.Lines(string(file.Bytes)) {
		comment, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		if !ok {
			break
		}
		if comment = strings.TrimSpace(comment); comment != "" {
			text = strings.TrimSpace(text + " " + comment)
			continue
		}
		paragraphs, text = append(paragraphs, text), ""
	}
	paragraphs = append(paragraphs, text)
	if len(paragraphs) != 3 {
		return Page{}, fmt.Errorf("%s: its first comment has %d parts; write what it refuses, \"Why:\" and \"Mend:\", with an empty line of comment between them", file.Path, len(paragraphs))
	}
	why, hasWhy := strings.CutPrefix(paragraphs[1], "Why: ")
	mend, hasMend := strings.CutPrefix(paragraphs[2], "Mend: ")
	if !strings.HasPrefix(paragraphs[0], "Refuses ") || !hasWhy || !hasMend {
		return Page{}, fmt.Errorf("%s: the parts of its first comment begin with \"Refuses\", \"Why:\" and \"Mend:\"", file.Path)
	}
	return Page{Refuses: paragraphs[0], Why: words.UpperFirst(why), Mend: words.UpperFirst(mend)}, nil
}
