package cli_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/cli"
	"github.com/nhi-governance/terraform-provider-nhi/internal/report"
)

// indiscreetPolicies are about everything that policies can be about, and do what they can to show what they are about: in messages,
// in conditions whose values are listed, and in errors of functions, which like
// to quote their arguments.
func indiscreetPolicies() string {
	const everything = `${core::jsonencode(attrs)} ${core::valuetostring(attrs)} ${core::yamlencode(attrs)} ${core::format("%v", attrs)}`
	var b strings.Builder
	policyOf := func(kind, header, name, condition string) {
		fmt.Fprintf(&b, `%s %q {
  %s
  enforce {
    condition     = %s
    error_message = "${core::join(" ", [for k, v in attrs : core::valuetostring(v)])}"
    info_message  = "%s"
  }
  enforce {
    condition     = attrs == null
    error_message = "%[5]s"
  }
}
`, kind+` "*"`, name, header, condition, everything)
	}
	policy := func(name, condition string) { policyOf("resource_policy", "operations = []", name, condition) }
	policyOf("data_policy", "", "data", "core::jsondecode(attrs) == core::parseint(attrs, 10)")
	policyOf("output_policy", "", "output", "core::parseint(attrs.value, 10) == 1")
	policyOf("output_policy", "", "output in a document", "core::jsondecode(attrs.value).x[core::jsonencode(attrs.value)]")
	policyOf("module_policy", "", "module", "core::parseint(core::jsonencode(attrs), 10) == 1")
	b.WriteString(`provider_policy "*" "provider" {
  enforce {
    condition     = core::try(attrs.access_key, "") == core::parseint(attrs.secret_key, 10)
    error_message = "${attrs.access_key} ${core::jsonencode(attrs.secret_key)}"
  }
}
`)
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

// hideSides makes both sides of a change sensitive.
func (c *canaries) hideSides(change map[string]any) {
	for _, side := range []string{"before", "after"} {
		if change[side] != nil {
			change[side], change[side+"_sensitive"] = c.hide(change[side])
		}
	}
}

// hideArguments replaces what is written out of the arguments of providers, which
// say nothing about being sensitive and are never shown.
func (c *canaries) hideArguments(expressions any) {
	switch value := expressions.(type) {
	case map[string]any:
		if constant, ok := value["constant_value"]; ok {
			value["constant_value"], _ = c.hide(constant)
			return
		}
		for _, name := range slices.Sorted(maps.Keys(value)) {
			c.hideArguments(value[name])
		}
	case []any:
		for _, element := range value {
			c.hideArguments(element)
		}
	}
}

// hideState makes every value of a module of a state sensitive.
func (c *canaries) hideState(module map[string]any) {
	resources, _ := module["resources"].([]any)
	for _, element := range resources {
		resource := member(element)
		resource["values"], resource["sensitive_values"] = c.hide(resource["values"])
	}
	children, _ := module["child_modules"].([]any)
	for _, child := range children {
		c.hideState(member(child))
	}
}

func member(of any, names ...string) map[string]any {
	for _, name := range names {
		object, _ := of.(map[string]any)
		of = object[name]
	}
	object, _ := of.(map[string]any)
	return object
}

// withCanaries makes every value of every change, output and provider sensitive.
func withCanaries(t *testing.T, content []byte) ([]byte, []string) {
	t.Helper()
	d := openDocument(t, content)
	var c canaries
	for _, list := range []string{"resource_changes", "resource_drift"} {
		changes, _ := d.members[list].([]any)
		for _, element := range changes {
			c.hideSides(member(element, "change"))
		}
	}
	outputs := member(d.members["output_changes"])
	for _, name := range slices.Sorted(maps.Keys(outputs)) {
		c.hideSides(member(outputs, name))
	}
	providers := member(d.members["configuration"], "provider_config")
	for _, name := range slices.Sorted(maps.Keys(providers)) {
		c.hideArguments(member(providers, name, "expressions"))
	}
	c.hideState(member(d.members["prior_state"], "values", "root_module"))
	for _, name := range []string{"planned_values"} {
		delete(d.members, name) // it repeats the values, without saying which are sensitive
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
	return saidAsIs(stdin, append(arguments, "--now", "2026-11-23T00:00:00Z")...)
}

// saidInAll runs a check once and returns what it writes in every format, and with
// that in text what is on standard error.
func saidInAll(t *testing.T, stdin []byte, arguments ...string) map[string]string {
	t.Helper()
	folder := t.TempDir()
	outputs := map[string]string{}
	arguments = append(arguments, "--passes", "--color", "always", "-o", "text")
	for format := range report.Formats {
		if format != "text" {
			arguments = append(arguments, "-o", format+"="+filepath.Join(folder, format))
		}
	}
	outputs["text"] = said(t, stdin, arguments...)
	for format := range report.Formats {
		if format == "text" {
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, format))
		if err != nil {
			t.Fatalf("%v\n%.2000s", err, outputs["text"])
		}
		outputs[format] = string(content)
	}
	for format, output := range outputs {
		if !strings.Contains(output, "fails") {
			t.Errorf("%s: nothing was judged:\n%.2000s", format, output)
		}
	}
	return outputs
}

func saidAsIs(stdin []byte, arguments ...string) string {
	var stdout, stderr bytes.Buffer
	cli.Run(context.Background(), cli.Process{
		Arguments: arguments, Stdin: bytes.NewReader(stdin),
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
		for format, output := range saidInAll(t, plan, "check", "-", "--policies", policies) {
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
func broken(t *testing.T, plan []byte, policies string, words []string, flags ...string) {
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
			silent(t, said(t, with, append([]string{"check", "-", "--policies", policies}, flags...)...), what)
		}
	}
}

func TestNoSensitiveValueOfAStateIsShown(t *testing.T) {
	t.Parallel()
	policies := t.TempDir()
	put(t, filepath.Join(policies, "p.policy.hcl"), []byte(indiscreetPolicies()))
	content, err := os.ReadFile("../plan/testdata/state/state.json")
	if err != nil {
		t.Fatal(err)
	}
	d := openDocument(t, content)
	var c canaries
	c.hideState(member(d.members["values"], "root_module"))
	outputs := member(d.members["values"], "outputs")
	for _, name := range slices.Sorted(maps.Keys(outputs)) {
		output := member(outputs, name)
		output["value"], _ = c.hide(output["value"])
		output["sensitive"] = true
	}
	state := d.bytes(t)
	for format, output := range saidInAll(t, state, "check", "-", "--state", "--policies", policies) {
		silent(t, output, format)
	}
	broken(t, state, policies, c.words, "--state")
}

// The plan file says itself what is sensitive; those of the tests have one such
// value each. Receipts, and what is made of them, tell no more than the check.
func TestNoSensitiveValueOfAPlanFileIsShown(t *testing.T) {
	t.Parallel()
	policies := t.TempDir()
	put(t, filepath.Join(policies, "p.policy.hcl"), []byte(indiscreetPolicies()))
	for name, secret := range map[string]string{"operations": "canary-1b4f0e98", "aws-create": "canary-9f86d081884c7d65"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join("..", "plan", "testdata", name, "tfplan")
			receipt := filepath.Join(t.TempDir(), "receipt.json")
			outputs := saidInAll(t, nil, "check", file, "--policies", policies, "--config", filepath.Dir(file))
			outputs["quiet"] = said(t, nil, "check", file, "--policies", policies, "--quiet", "--receipt", receipt)
			outputs["explain"] = said(t, nil, "policy", "explain", filepath.Join(policies, "p.policy.hcl"), file)
			if !strings.Contains(outputs["explain"], "fails") {
				t.Errorf("nothing was explained:\n%.2000s", outputs["explain"])
			}
			content, err := os.ReadFile(receipt)
			if err != nil {
				t.Fatal(err)
			}
			outputs["receipt"] = string(content)
			outputs["verify"] = said(t, nil, "verify", file, "--policies", policies, "--receipt", receipt)
			// A receipt of something else, so that the differences are told.
			put(t, receipt, regexp.MustCompile(`"text": "([^"\\]|\\.)*"`).ReplaceAll(content, []byte(`"text": "another"`)))
			outputs["replay"] = saidAsIs(nil, "replay", receipt, "--plan", file, "--policies", policies)
			for what, want := range map[string]string{"verify": "Refused", "replay": "another decision"} {
				if !strings.Contains(outputs[what], want) {
					t.Errorf("%s: %.2000s", what, outputs[what])
				}
			}
			if name == "operations" { // which has it in its changes
				damage(t, file, secret, func(what string, damaged []byte) {
					outputs[what] = said(t, damaged, "check", "-", "--policies", policies)
					if !strings.Contains(outputs[what], "Error: ") && !strings.Contains(outputs[what], "cannot be read") {
						t.Errorf("%s: no error", what)
					}
				})
			}
			for what, output := range outputs {
				if strings.Contains(output, secret[1:]) {
					t.Errorf("%s shows a sensitive value", what)
				}
			}
		})
	}
}

// damage makes plan files whose changes end or are broken at the secret.
func damage(t *testing.T, file, secret string, try func(what string, damaged []byte)) {
	t.Helper()
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	members := map[string][]byte{}
	for _, f := range archive.File {
		opened, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if members[f.Name], err = io.ReadAll(opened); err != nil {
			t.Fatal(err)
		}
	}
	planned := members["tfplan"]
	at := bytes.Index(planned, []byte(secret))
	if at < 0 {
		t.Fatalf("%s has no %s", file, secret)
	}
	for what, with := range map[string][]byte{
		"cut short":     planned[:at+len(secret)],
		"another type":  slices.Concat(planned[:at-1], []byte{0xc1}, planned[at:]),
		"a lying size":  slices.Concat(planned[:at-1], []byte{0xdb, 0xff, 0xff, 0xff, 0xff}, planned[at:]),
		"invalid UTF-8": slices.Concat(planned[:at], []byte{0xff}, planned[at+1:]),
	} {
		var damaged bytes.Buffer
		w := zip.NewWriter(&damaged)
		for _, name := range slices.Sorted(maps.Keys(members)) {
			content := members[name]
			if name == "tfplan" {
				content = with
			}
			member, err := w.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := member.Write(content); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		try(what, damaged.Bytes())
	}
}
