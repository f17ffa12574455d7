package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// A comment on GitHub holds 65,536 characters; bytes are counted here, which are
// never fewer. Beyond markdownRows the table stops, so that details fit as well.
const (
	markdownLimit = 65536
	markdownRows  = 100
)

// Markdown writes a comment for a pull request: a table of what was found, what
// matters most first, and the details of each finding folded below. What does
// not fit is left out from the end, and the comment says how much that is.
func Markdown(w io.Writer, d decision.Decision, _ Options) error {
	foot := markdownFoot(d)
	reserve := len(foot) + 300 // for the foot, and for the sentence that tells what is left out
	m := &markdown{limit: markdownLimit - reserve}
	findings := bySeverity(d.Findings)
	m.head(d)
	m.table(findings)
	m.details(findings)
	m.fold(words.Count(len(d.Exceptions), "exception", "exceptions"), each(d.Exceptions, standing))
	m.fold(words.Count(len(d.Variations), "variation", "variations"), each(d.Variations, variation))
	written, builtin := withoutBuiltin(d.Unmatched)
	unmatched := each(written, policyID)
	if builtin > 0 {
		unmatched = append(unmatched, ofBuiltin(builtin))
	}
	m.fold(words.Count(len(d.Unmatched), "policy", "policies")+" matched nothing in this plan", unmatched)
	m.limit += reserve
	if m.left > 0 {
		m.add(fmt.Sprintf("\n**%s left out here**: a comment holds no more than %d characters. The other outputs of the check have everything.\n",
			words.Count(m.left, "entry is", "entries are"), markdownLimit))
	}
	m.add(foot)
	_, err := io.WriteString(w, m.String())
	return err
}

// markdown collects pieces while they fit.
type markdown struct {
	strings.Builder
	limit int
	left  int // how many did not fit
}

// add writes a piece, and tells whether it fit.
func (m *markdown) add(piece string) bool {
	if m.Len()+len(piece) > m.limit {
		return false
	}
	m.WriteString(piece)
	return true
}

func (m *markdown) head(d decision.Decision) {
	// The first line lets a pipeline find its comment again.
	m.add("<!-- nhi check -->\n## " + map[decision.Outcome]string{
		decision.Allow: "✅ ", decision.Deny: "⛔ ", decision.CouldNotTell: "❗ ",
	}[d.Outcome] + summary(d) + "\n\n")
	for _, warning := range d.Warnings {
		m.optional("> " + markdownText(warning) + "\n\n")
	}
}

// optional counts the piece as left out when it does not fit.
func (m *markdown) optional(piece string) {
	if !m.add(piece) {
		m.left++
	}
}

func (m *markdown) table(findings []decision.Finding) {
	if len(findings) == 0 {
		return
	}
	m.add("| | Resource | Policy | Control | Tenant | Where |\n| --- | --- | --- | --- | --- | --- |\n")
	for i, f := range findings {
		cells := []string{markdownEffect(f)}
		for _, text := range []string{f.Address, f.Policy.Name, strings.Join(f.Controls, ", "), f.Tenant, sourceLine(f)} {
			cells = append(cells, strings.ReplaceAll(markdownCode(text), "|", `\|`))
		}
		if i >= markdownRows || m.Len() > m.limit/2 || !m.add("| "+strings.Join(cells, " | ")+" |\n") {
			m.add(fmt.Sprintf("\nThe table stops here: %s not in it.\n", words.Count(len(findings)-i, "finding is", "findings are")))
			break
		}
	}
	m.add("\n")
}

func (m *markdown) details(findings []decision.Finding) {
	for _, f := range findings {
		var b strings.Builder
		fmt.Fprintf(&b, "<details>\n<summary>%s <code>%s</code>: <code>%s</code></summary>\n\n", markdownEffect(f), markdownText(subject(f)), markdownText(f.Policy.Name))
		for _, sentence := range sentences(f) {
			fmt.Fprintf(&b, "- %s\n", markdownText(sentence))
		}
		for _, message := range f.Messages {
			for _, v := range message.Values {
				fmt.Fprintf(&b, "- %s is %s\n", markdownCode(v.Expression), markdownCode(oneLine(v.Text)))
			}
		}
		if where := location(f); where != "" {
			fmt.Fprintf(&b, "- Policy %s\n", markdownCode(where))
		}
		b.WriteString("\n</details>\n")
		m.optional(b.String())
	}
	m.add("\n")
}

// fold lists something under a line that opens it.
func (m *markdown) fold(summary string, lines []string) {
	if len(lines) == 0 {
		return
	}
	const end = "\n</details>\n"
	m.limit -= len(end)
	if m.add("<details>\n<summary>" + summary + "</summary>\n\n") {
		for _, line := range lines {
			m.optional("- " + markdownText(line) + "\n")
		}
		m.limit += len(end)
		m.add(end)
	} else {
		m.limit += len(end)
		m.left += len(lines)
	}
}

func markdownFoot(d decision.Decision) string {
	return fmt.Sprintf("\n<sub>%s by %s and %s of bundle %s, at %s.</sub>\n",
		words.Count(d.Input.Changes, "change", "changes"), words.Count(d.Bundle.Policies, "policy", "policies"), words.Count(d.Bundle.Controls, "control", "controls"),
		markdownText(short(d.Bundle.Digest)), words.Instant(d.Instant))
}

func markdownEffect(f decision.Finding) string {
	word := verdictWord(f)
	return map[string]string{"denied": "⛔", "error": "❗", "warning": "⚠️", "waived": "📝", "passed": "✅"}[word] + " " + word
}

// markdownText shows a text as it is: no markup, no mention of a person or of an
// issue, no link, all on one line.
func markdownText(s string) string {
	var b strings.Builder
	for i, r := range strings.Join(strings.Fields(s), " ") {
		switch {
		case r == '@' || r == '#':
			// The renderer looks for mentions after it resolved the entity, and
			// finds none beside a space of no width.
			fmt.Fprintf(&b, "&#%d;&#8203;", r)
		case strings.ContainsRune("$&*<=>[\\]^_`{|}~", r), i == 0 && !unicode.IsLetter(r):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return markdownLinks.Replace(b.String())
}

// What would become a link without being marked as one.
var markdownLinks = strings.NewReplacer("://", "&#58;//", "www.", "www&#46;", "WWW.", "WWW&#46;")

// markdownCode shows a text as code, in which nothing is markup: between more
// backticks than the text has in a row.
func markdownCode(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return ""
	}
	longest, run := 0, 0
	for _, r := range s {
		if run++; r != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 {
		s = " " + s + " "
	}
	return fence + s + fence
}
