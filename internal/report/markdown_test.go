package report_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	nethtml "golang.org/x/net/html"
)

// outline lists the elements of a page with their attributes, in their order.
func outline(t *testing.T, page string) []string {
	t.Helper()
	root, err := nethtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var result []string
	for node := range root.Descendants() {
		if node.Type != nethtml.ElementNode {
			continue
		}
		element := []string{node.Data}
		for _, a := range node.Attr {
			element = append(element, fmt.Sprintf("%s=%q", a.Key, a.Val))
		}
		result = append(result, strings.Join(element, " "))
	}
	return result
}

// rendered makes of a comment what GitHub does: tables, raw HTML, links.
func rendered(t *testing.T, comment string) string {
	t.Helper()
	var page strings.Builder
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := gfm.Convert([]byte(comment), &page); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

// Texts of the plan make no element, no link, no image: the page has the same
// elements whatever the texts are.
func TestMarkdownIsNotMarkedUpByTexts(t *testing.T) {
	t.Parallel()
	want := outline(t, rendered(t, write(t, "markdown", everything())))
	if !slices.Contains(want, "table") || !slices.Contains(want, "details") || slices.Contains(want, "a") {
		t.Fatalf("this is no comment: %q", want)
	}
	if diff := cmp.Diff(want, outline(t, rendered(t, write(t, "markdown", hostile())))); diff != "" {
		t.Errorf("elements (-want +got):\n%s", diff)
	}
	for _, start := range []string{"1. ", "2) ", "- ", "+ ", "* ", "# ", "> ", "    ", "---", "===", "~~~", "```", "| a |"} {
		d := everything()
		for i := range d.Findings {
			for j := range d.Findings[i].Messages {
				d.Findings[i].Messages[j].Text = start + "x\n" + start + "y"
			}
		}
		if diff := cmp.Diff(want, outline(t, rendered(t, write(t, "markdown", d)))); diff != "" {
			t.Errorf("%q: elements (-want +got):\n%s", start, diff)
		}
	}
}

// A mention outside of code tells people of what they have nothing to do with.
func TestMarkdownMentionsNobody(t *testing.T) {
	t.Parallel()
	root, err := nethtml.Parse(strings.NewReader(rendered(t, write(t, "markdown", hostile()))))
	if err != nil {
		t.Fatal(err)
	}
	mention := regexp.MustCompile(`[@#][[:alnum:]]`)
	for node := range root.Descendants() {
		if node.Type == nethtml.TextNode && node.Parent.Data != "code" && mention.MatchString(node.Data) {
			t.Errorf("a mention in %s: %q", node.Parent.Data, node.Data)
		}
	}
}

// What does not fit is left out from the end, and the comment says so; the
// summary and the foot are always there.
func TestMarkdownFits(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		findings, exceptions, warnings int
		length                         int // of a message
		want                           string
	}{
		"many findings":    {findings: 5000, length: 100, want: "entries are left out here"},
		"long messages":    {findings: 3, length: 100_000, want: "entries are left out here"},
		"one long message": {findings: 1, length: 65536, want: "1 entry is left out here"},
		"many exceptions":  {findings: 5, exceptions: 5000, length: 10, want: "entries are left out here"},
		"long warnings":    {findings: 5, warnings: 900, length: 10, want: "entries are left out here"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := everything()
			findings, exceptions := d.Findings, d.Exceptions
			d.Findings, d.Exceptions, d.Warnings = nil, nil, nil
			for i := range test.findings {
				f := findings[0]
				f.Address = fmt.Sprintf("aws_iam_policy.all[%d]", i)
				f.Messages = slices.Clone(f.Messages)
				f.Messages[0].Text = strings.Repeat("<é>", test.length/4)
				d.Findings = append(d.Findings, f)
			}
			for range test.exceptions {
				d.Exceptions = append(d.Exceptions, exceptions...)
			}
			for range test.warnings {
				d.Warnings = append(d.Warnings, strings.Repeat("x", 100))
			}
			got := write(t, "markdown", d)
			if len(got) > 65536 {
				t.Errorf("%d bytes", len(got))
			}
			for _, want := range []string{"⛔ Denied: 2 findings deny", test.want, "7 changes by 4 policies"} {
				if !strings.Contains(got, want) {
					t.Errorf("%q is missing in %s … %s", want, got[:200], got[len(got)-600:])
				}
			}
			elements := outline(t, rendered(t, got))
			if last := elements[len(elements)-1]; last != "sub" {
				t.Errorf("the last element is %s: something was cut in its middle", last)
			}
		})
	}
}
