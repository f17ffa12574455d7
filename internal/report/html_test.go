package report_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	nethtml "golang.org/x/net/html"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

func pageOf(t *testing.T, d decision.Decision) *nethtml.Node {
	t.Helper()
	root, err := nethtml.Parse(strings.NewReader(write(t, "html", d)))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attribute(n *nethtml.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func within(n *nethtml.Node, element string) bool {
	for up := n.Parent; up != nil; up = up.Parent {
		if up.Data == element {
			return true
		}
	}
	return false
}

// Texts of the plan make no element and no attribute.
func TestHTMLIsNotMarkedUpByTexts(t *testing.T) {
	t.Parallel()
	want := outline(t, write(t, "html", everything()))
	if len(want) < 100 {
		t.Fatalf("%d elements are no page", len(want))
	}
	if diff := cmp.Diff(want, outline(t, write(t, "html", hostile()))); diff != "" {
		t.Errorf("elements (-want +got):\n%s", diff)
	}
}

// The page asks nobody for anything, and its policy lets nothing run but its own
// style and script.
func TestHTMLNeedsNoNetwork(t *testing.T) {
	t.Parallel()
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			policy, own := "", "default-src 'none'"
			for node := range pageOf(t, d).Descendants() {
				for _, a := range node.Attr {
					switch {
					case strings.HasPrefix(a.Key, "on"), a.Key == "style":
						t.Errorf("<%s> has %s, which the page's policy stops", node.Data, a.Key)
					case slices.Contains([]string{"src", "href", "action", "data", "poster", "srcset"}, a.Key) && !strings.HasPrefix(a.Val, "#"):
						t.Errorf("<%s> refers to %s", node.Data, a.Val)
					}
				}
				switch {
				case node.Data == "meta" && attribute(node, "http-equiv") == "Content-Security-Policy":
					policy = attribute(node, "content")
				case node.Type == nethtml.ElementNode && (node.Data == "style" || node.Data == "script"):
					sum := sha256.Sum256([]byte(node.FirstChild.Data))
					own += fmt.Sprintf("; %s-src 'sha256-%s'", node.Data, base64.StdEncoding.EncodeToString(sum[:]))
				}
			}
			if want := own + "; base-uri 'none'; form-action 'none'"; policy != want {
				t.Errorf("the policy is %q, want %q", policy, want)
			}
		})
	}
}

// Who uses a keyboard or a screen reader finds landmarks, names, and what the
// filters did.
func TestHTMLIsForEverybody(t *testing.T) {
	t.Parallel()
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := pageOf(t, d)
			elements, ids := map[string]int{}, map[string]int{}
			for node := range root.Descendants() {
				if node.Type != nethtml.ElementNode {
					continue
				}
				elements[node.Data]++
				if id := attribute(node, "id"); id != "" {
					ids[id]++
				}
			}
			for _, element := range []string{"h1", "main", "header", "footer", "title"} {
				if elements[element] != 1 {
					t.Errorf("%d <%s>", elements[element], element)
				}
			}
			for id, n := range ids {
				if n > 1 {
					t.Errorf("%d elements are called %s", n, id)
				}
			}
			level, live, named := 0, false, map[string]int{}
			for node := range root.Descendants() {
				if node.Type != nethtml.ElementNode {
					continue
				}
				live = live || attribute(node, "aria-live") == "polite"
				if of := attribute(node, "aria-labelledby"); of != "" && ids[of] == 0 {
					t.Errorf("<%s> has the name of %s, which is not there", node.Data, of)
				} else if named[of]++; of != "" && named[of] > 1 {
					t.Errorf("%d elements have the name of %s, and nothing tells them apart", named[of], of)
				}
				switch node.Data {
				case "html":
					if attribute(node, "lang") == "" {
						t.Error("the page has no language")
					}
				case "input", "select":
					if !within(node, "label") {
						t.Errorf("<%s name=%q> has no label", node.Data, attribute(node, "name"))
					}
				case "th":
					if attribute(node, "scope") == "" {
						t.Error("a <th> heads nothing")
					}
				case "h1", "h2", "h3":
					next := int(node.Data[1] - '0')
					if next > level+1 {
						t.Errorf("<%s> follows a heading of level %d", node.Data, level)
					}
					level = next
				case "a":
					if to := strings.TrimPrefix(attribute(node, "href"), "#"); ids[to] == 0 {
						t.Errorf("a link goes to %q, which is not there", to)
					}
				case "table":
					if region := node.Parent; attribute(region, "role") != "region" || attribute(region, "tabindex") != "0" {
						t.Error("a table that is too wide cannot be scrolled by keyboard")
					}
				}
			}
			if len(d.Findings) > 0 && !live {
				t.Error("nobody says how many findings the filters leave")
			}
		})
	}
}

// What can be chosen is what there is, and each choice finds something.
func TestHTMLFilters(t *testing.T) {
	t.Parallel()
	d := everything()
	d.Findings[1].Controls, d.Findings[1].Tenant = []string{"kept", "least-privilege"}, "globex"
	choices, shown := map[string][]string{}, map[string]int{}
	for node := range pageOf(t, d).Descendants() {
		if node.Data == "option" && attribute(node, "value") != "" {
			choice := attribute(node.Parent, "name")
			choices[choice] = append(choices[choice], node.FirstChild.Data)
			shown[choice+" "+attribute(node, "value")] += 0
		}
		if attribute(node, "class") == "filters" && attribute(node, "aria-label") == "" {
			t.Error("the filters have no name")
		}
		if strings.HasPrefix(attribute(node, "class"), "finding ") {
			for _, choice := range []string{"verdict", "control", "tenant"} {
				for value := range strings.FieldsSeq(attribute(node, "data-"+choice)) {
					shown[choice+" "+value]++
				}
			}
		}
	}
	want := map[string][]string{
		"verdict": {"denied", "error", "passed", "waived", "warning"},
		"control": {"kept", "least-privilege"},
		"tenant":  {"acme", "globex"},
	}
	if diff := cmp.Diff(want, choices); diff != "" {
		t.Errorf("choices (-want +got):\n%s", diff)
	}
	for choice, n := range shown {
		if n == 0 {
			t.Errorf("choosing %s shows nothing", choice)
		}
	}
	if len(shown) != 9 {
		t.Errorf("findings have %d keys, want 9: %v", len(shown), shown)
	}
}

var (
	theme = regexp.MustCompile(`(?s):root \{(.*?)\}`)
	color = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6}|[0-9a-f]{3});`)
)

// Texts stand out from their ground as WCAG 2.2, level AA asks, in the light, in
// the dark and in print.
func TestHTMLContrast(t *testing.T) {
	t.Parallel()
	style, err := os.ReadFile("page/page.css")
	if err != nil {
		t.Fatal(err)
	}
	themes := theme.FindAllStringSubmatch(string(style), -1)
	if len(themes) != 3 {
		t.Fatalf("%d themes", len(themes))
	}
	for i, block := range themes {
		light := map[string]float64{}
		for _, match := range color.FindAllStringSubmatch(block[1], -1) {
			light[match[1]] = luminance(t, match[2])
		}
		pairs := [][2]string{{"ink", "ground"}, {"ink", "sheet"}, {"soft", "ground"}, {"soft", "sheet"}, {"ink", "warning-ground"}}
		for _, tone := range []string{"denied", "warning", "good", "waived"} {
			pairs = append(pairs, [2]string{tone, "sheet"}, [2]string{tone, tone + "-ground"}, [2]string{"ink", tone + "-ground"})
		}
		for _, pair := range pairs {
			a, b := light[pair[0]], light[pair[1]]
			if contrast := (max(a, b) + .05) / (min(a, b) + .05); contrast < 4.5 {
				t.Errorf("theme %d: %s on %s has a contrast of %.2f", i, pair[0], pair[1], contrast)
			}
		}
	}
}

// luminance is relative, as WCAG defines it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	var sum float64
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
