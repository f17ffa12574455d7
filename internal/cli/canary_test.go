package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/cli"
	"github.com/nhi-governance/terraform-provider-nhi/internal/report"
)

// indiscreetPolicies do what they can to show what they are about: in messages,
// in conditions whose values are listed, and in errors of functions, which like
// to quote their arguments.
func indiscreetPolicies() string {
	const everything = `${core::jsonencode(attrs)} ${core::valuetostring(attrs)} ${core::yamlencode(attrs)} ${core::format("%v", attrs)}`
	var b strings.Builder
	policy := func(name, condition string) {
		fmt.Fprintf(&b, `resource_policy "*" %q {
  operations = []
  enforce {
    condition     = %s
    error_message = "${core::join(" ", [for k, v in attrs : core::valuetostring(v)])}"
    info_message  = "%s"
  }
  enforce {
    condition     = attrs == null
    error_message = "%[3]s"
  }
}
`, name, condition, everything)
	}
	policy("fails", "attrs == null")
	policy("passes", "attrs != null")
	policy("keys", "core::keys({ for k, v in attrs : core::valuetostring(v) => k }) == []")
	for _, expression := range []string{
		`core::parseint(v, 10)`, `core::jsondecode(v)`, `core::yamldecode(v)`, `core::regex(v, "x")`, `core::regex("(", v)`,
		`core::timeadd(v, "1h")`, `core::formatdate(v, v)`, `core::semvercmp(v, "1.0.0")`, `core::semverconstraint("1.0.0", v)`,
		`core::format("%d", v)`, `core::element(v, 0)`, `core::merge(v, v)`, `core::setproduct(v, [1])`, `core::substr(v, 0, 1e9)`,
		`core::csvdecode(v)`, `core::range(v)`, `core::zipmap(v, v)`, `core::indent(v, v)`, `core::split(",", v)`,
		`v + 1`, `v ? 1 : 2`, `!v`, `v.missing`, `v[0]`, `attrs[v]`, `{ a = 1 }[v]`, `"${v}"`, `core::try(v.missing, v + 1, v)`,
		`[for x in v : x + 1]`, `{ for x in [v, v] : core::valuetostring(x) => x }`,
	} {
		policy("after: "+strings.NewReplacer(`"`, "", "$", "").Replace(expression), fmt.Sprintf("[for k, v in attrs : %s] == []", expression))
	}
	return b.String()
}

// canaries replaces what is sensitive by words that stand nowhere else, and
// notes them. Documents stay documents.
type canaries struct{ words []string }

func (c *canaries) text() string {
	word := fmt.Sprintf("Canary%05dZ", len(c.words))
	c.words = append(c.words, word)
	return word
}

// hide returns the value with canaries for all that it says, and the mask that
// marks them. Sensitive values are of any type.
func (c *canaries) hide(value any) (hidden, mask any) {
	switch value := value.(type) {
	case map[string]any:
		mask := map[string]any{}
		hidden := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(value)) {
			hidden[name], mask[name] = c.hide(value[name])
		}
		return hidden, mask
	case []any:
		var mask, hidden []any
		for _, element := range value {
			h, m := c.hide(element)
			hidden, mask = append(hidden, h), append(mask, m)
		}
		return hidden, mask
	case string:
		if strings.HasPrefix(value, "{") {
			return fmt.Sprintf(`{"Statement":[{"Effect":"Allow","Action":"%s:*","Resource":"*"}]}`, c.text()), true
		}
		return c.text(), true
	case json.Number:
		word := fmt.Sprintf("73%05d37", len(c.words))
		c.words = append(c.words, word)
		return json.Number(word), true
	default:
		return value, value != nil
	}
}

// withCanaries makes every value of every change sensitive.
func withCanaries(t *testing.T, content []byte) ([]byte, []string) {
	t.Helper()
	d := openDocument(t, content)
	var c canaries
	for _, list := range []string{"resource_changes", "resource_drift"} {
		changes, _ := d.members[list].([]any)
		for _, element := range changes {
			change := element.(map[string]any)["change"].(map[string]any)
			for _, side := range []string{"before", "after"} {
				if change[side] != nil {
					change[side], change[side+"_sensitive"] = c.hide(change[side])
				}
			}
		}
	}
	for _, name := range []string{"planned_values", "prior_state"} {
		delete(d.members, name) // these repeat the values, without saying which are sensitive
		d.order = slices.DeleteFunc(d.order, func(member string) bool { return member == name })
	}
	if len(c.words) == 0 {
		t.Fatal("the plan has no values")
	}
	return d.bytes(t), c.words
}

// said runs the command and returns all that it writes anywhere.
func said(t *testing.T, stdin []byte, arguments ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cli.Run(context.Background(), cli.Process{
		Arguments: append(arguments, "--now", "2026-11-23T00:00:00Z"), Stdin: bytes.NewReader(stdin),
		Stdout: &stdout, Stderr: &stderr, Version: "1.2.3",
	})
	return stdout.String() + stderr.String()
}

var canary = regexp.MustCompile(`Canary\d{5}Z|73\d{5}37`)

func silent(t *testing.T, output, when string) {
	t.Helper()
	if at := canary.FindStringIndex(output); at != nil {
		t.Errorf("%s: a sensitive value was shown: …%s…", when, output[max(0, at[0]-200):min(len(output), at[1]+50)])
	}
}

func TestNoSensitiveValueIsShown(t *testing.T) {
	t.Parallel()
	policies := t.TempDir()
	put(t, filepath.Join(policies, "p.policy.hcl"), []byte(indiscreetPolicies()))
	eachPlan(t, func(t *testing.T, content []byte) {
		plan, words := withCanaries(t, content)
		for format := range report.Formats {
			output := said(t, plan, "check", "-", "--policies", policies, "-o", format, "--passes", "--color", "always")
			if !strings.Contains(output, "fails") {
				t.Fatalf("%s: nothing was judged:\n%.2000s", format, output)
			}
			silent(t, output, format)
		}
		silent(t, said(t, plan, "check", "-", "--policies", policies, "--quiet", "--undecided", "deny"), "quiet")
		output := said(t, plan, "policy", "explain", filepath.Join(policies, "p.policy.hcl"), "-")
		if !strings.Contains(output, "fails") {
			t.Fatalf("nothing was explained:\n%.2000s", output)
		}
		silent(t, output, "explain")
		broken(t, plan, policies, words)
	})
}

// broken plans have errors of their own, in the midst of sensitive values.
func broken(t *testing.T, plan []byte, policies string, words []string) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		word := words[random.IntN(len(words))]
		at := bytes.Index(plan, []byte(word))
		for what, with := range map[string][]byte{
			"cut short":      plan[:at+len(word)],
			"invalid UTF-8":  slices.Concat(plan[:at], []byte{0xff}, plan[at:]),
			"a control byte": slices.Concat(plan[:at+2], []byte{1}, plan[at+2:]),
			"a stray quote":  slices.Concat(plan[:at+2], []byte(`"`), plan[at+2:]),
			"a stray escape": slices.Concat(plan[:at+2], []byte(`\x`), plan[at+2:]),
		} {
			silent(t, said(t, with, "check", "-", "--policies", policies), what)
		}
	}
}

// The plan file says itself what is sensitive; its tests have one such value.
func TestNoSensitiveValueOfAPlanFileIsShown(t *testing.T) {
	t.Parallel()
	const secret, file = "canary-1b4f0e98", "../plan/testdata/operations/tfplan"
	policies := t.TempDir()
	put(t, filepath.Join(policies, "p.policy.hcl"), []byte(indiscreetPolicies()))
	outputs := map[string]string{"explain": said(t, nil, "policy", "explain", filepath.Join(policies, "p.policy.hcl"), file)}
	for format := range report.Formats {
		outputs[format] = said(t, nil, "check", file, "--policies", policies, "--passes", "-o", format)
	}
	for what, output := range outputs {
		if !strings.Contains(output, "fails") {
			t.Errorf("%s: nothing was judged:\n%.2000s", what, output)
		}
		if strings.Contains(output, secret) {
			t.Errorf("%s shows a sensitive value", what)
		}
	}
}
