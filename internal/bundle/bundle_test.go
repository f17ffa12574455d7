package bundle_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/hostile"
)

const policyFile = `
policy {
  required_providers {
    nhi = { source = "nhi-governance/nhi" }
  }
}

input "max_review_interval" {
  type    = string
  default = "P3M"
}

input "max_days" {
  type    = number
  default = 90
}

resource_policy "nhi_entitlement" "privileged_entitlement_has_review_schedule" {
  enforce { condition = attrs.review_schedule != null }
}
`

func load(files map[string]string) (*bundle.Bundle, hcl.Diagnostics) {
	tree := fstest.MapFS{}
	for name, content := range files {
		tree[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return bundle.Load(bundle.Directory{Name: "policies", FS: tree})
}

func TestLoadReadsEverythingAControlSays(t *testing.T) {
	t.Parallel()
	control, err := os.ReadFile(filepath.Join("testdata", "reviewed.control.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	b, diags := load(map[string]string{
		"iam.policy.hcl":       policyFile,
		"reviewed.control.hcl": string(control),
		"allowed_signers":      "alice@msp.example,alice@home.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDr7ntIP2NOeUzl+kCr+iKTxX9ycq4RTlpGX/a0BkKyv",
		"README.md":            "left alone",
		"iam.policytest.hcl":   "left alone {",
		".git/x.policy.hcl":    "left alone {",
	})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	want := []governance.Control{{
		Name:       "privileged-access-is-reviewed",
		Objective:  "Every privileged entitlement is reviewed at least every quarter.",
		Owner:      "security@msp.example",
		Severity:   "high",
		Frameworks: []string{"owasp-nhi:NHI5:2025", "nist-csf-2.0:PR.AA-05"},
		Policies:   []string{"privileged_entitlement_has_review_schedule"},
		Action:     governance.ActionQuarantine,
		Notify:     []string{"tickets", "dave@msp.example", "alice@msp.example"},
		Parameters: []governance.Parameter{
			{Name: "max_review_interval", Default: "P3M", Minimum: "P1M", Maximum: "P3M"},
			{Name: "max_days", Default: "90"},
		},
		Exception: &governance.ExceptionRule{
			Approvers:   []string{"alice@msp.example", "bob@msp.example", "carol@msp.example"},
			Approvals:   2,
			MaxDuration: governance.Period{Days: 90},
			Evidence:    []string{"ticket", "risk_assessment"},
		},
		Variation:  &governance.ExceptionRule{Approvers: []string{"carol@msp.example"}, Approvals: 1, MaxDuration: governance.Period{Months: 12}},
		BreakGlass: &governance.ExceptionRule{Approvers: []string{"alice@msp.example", "bob@msp.example"}, Approvals: 2, MaxDuration: governance.Period{Clock: 4 * time.Hour}},
		Escalation: &governance.Escalation{After: governance.Period{Days: 7}, To: []string{"soc@msp.example", "dave@msp.example", "alice@msp.example", "runbook"}},
	}}
	if diff := cmp.Diff(want, b.Controls); diff != "" {
		t.Errorf("controls (-want +got):\n%s", diff)
	}
	sinks := governance.Sinks{
		{Name: "post", Kind: governance.SinkMail, Config: map[string]string{
			"server": "smtp://mail.msp.example:587", "user": "nhi", "password_env": "NHI_MAIL_PASSWORD", "from": "nhi@msp.example"}},
		{Name: "runbook", Kind: governance.SinkWebhook, Config: map[string]string{
			"url": "https://hooks.msp.example/nhi", "secret_env": "NHI_WEBHOOK_SECRET"}},
		{Name: "tickets", Kind: governance.SinkGitHub, Config: map[string]string{
			"repository": "msp/security", "token_env": "NHI_GITHUB_TOKEN", "labels": "security,access"}},
	}
	if diff := cmp.Diff(sinks, b.Sinks); diff != "" {
		t.Errorf("sinks (-want +got):\n%s", diff)
	}
	if !b.Signers.SamePerson("alice@msp.example", "alice@home.example") {
		t.Error("allowed_signers is not read")
	}
	if b.Control("privileged-access-is-reviewed") != &b.Controls[0] || b.Control("other") != nil {
		t.Error("Control does not find by name")
	}
	if len(b.Sources) != 3 {
		t.Errorf("%d sources, want 3", len(b.Sources))
	}
}

// The control file that the guide on notifications shows is one that loads.
func TestTheSinksOfTheGuide(t *testing.T) {
	t.Parallel()
	b, diags := bundle.Load(bundle.Directory{Name: "policies", FS: os.DirFS("../../examples/notifications/policies")})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, control := range b.Controls {
		for _, recipient := range slices.Concat(control.Notify, control.Escalation.To) {
			if _, reached := b.Sinks.Route(recipient); !reached {
				t.Errorf("%s: nobody is told when %q is", control.Name, recipient)
			}
		}
	}
}

// A bundle for everybody names who hears of what lasts, and somebody else says
// who that is.
func TestAnOpenBundleNamesSinksOfOthers(t *testing.T) {
	t.Parallel()
	const control = `control "c" {
  objective = "o"
  owner     = "o"
  severity  = "low"
  policies  = ["privileged_entitlement_has_review_schedule"]
  action    = "ticket"
  notify    = ["security"]
}`
	const own = `sink "security" {
  kind       = "github"
  repository = "msp/security"
  token_env  = "NHI_GITHUB_TOKEN"
}`
	common := bundle.Directory{Name: "common", FS: fstest.MapFS{"a.policy.hcl": {Data: []byte(policyFile)}, "a.control.hcl": {Data: []byte(control)}}}
	beside := bundle.Directory{Name: "own", FS: fstest.MapFS{"own.control.hcl": {Data: []byte(own)}}}
	open := common
	open.Open = true
	tests := map[string]struct {
		directories []bundle.Directory
		want        string // of the diagnostics
		reached     bool
	}{
		"open and alone":    {directories: []bundle.Directory{open}},
		"open and declared": {directories: []bundle.Directory{open, beside}, reached: true},
		"closed and alone":  {directories: []bundle.Directory{common}, want: `"security" is neither a sink nor a group`},
		"closed, declared":  {directories: []bundle.Directory{common, beside}, reached: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, diags := bundle.Load(test.directories...)
			if diags.HasErrors() != (test.want != "") || !strings.Contains(diags.Error(), test.want) {
				t.Fatalf("diagnostics %v, want %q", diags, test.want)
			}
			if _, reached := b.Sinks.Route(b.Controls[0].Notify[0]); reached != test.reached {
				t.Errorf("reached: %t, want %t", reached, test.reached)
			}
		})
	}
}

func TestLoadReportsEveryMistakeAtItsPlace(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob(filepath.Join("testdata", "mistakes", "*.control.hcl"))
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			_, diags := load(map[string]string{"iam.policy.hcl": policyFile, "x.control.hcl": string(content)})
			var got []string
			for _, diag := range diags {
				got = append(got, diag.Error())
			}
			// Lines that start with "#: " say what is wanted, in order.
			var want []string
			for line := range strings.Lines(string(content)) {
				if text, ok := strings.CutPrefix(line, "#: "); ok {
					want = append(want, "policies/x.control.hcl:"+strings.TrimSpace(text))
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadRefusesABundleThatChecksNothing(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		files map[string]string
		want  string
	}{
		"empty":           {nil, "There is no policy in policies"},
		"controls only":   {map[string]string{"group.control.hcl": `group "g" { members = ["a@b"] }`}, "There is no policy in policies"},
		"empty policy":    {map[string]string{"a.policy.hcl": ""}, "There is no policy in policies"},
		"other files":     {map[string]string{"a.hcl": policyFile}, "There is no policy in policies"},
		"a broken policy": {map[string]string{"a.policy.hcl": `resource_policy "x" {`}, "policies/a.policy.hcl:1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := load(test.files)
			if !diags.HasErrors() || !strings.Contains(diags.Error(), test.want) {
				t.Errorf("diagnostics %v lack %q", diags, test.want)
			}
		})
	}
}

func TestLoadSaysThatAFolderIsMissing(t *testing.T) {
	t.Parallel()
	_, diags := bundle.Load(bundle.Directory{Name: "polices", FS: os.DirFS(filepath.Join(t.TempDir(), "polices"))})
	if want := "There is no folder polices."; !strings.Contains(diags.Error(), want) {
		t.Errorf("diagnostics %v lack %q", diags, want)
	}
}

func TestDigestIsOfPathsAndContents(t *testing.T) {
	t.Parallel()
	digest := func(name string, files map[string]string) string {
		tree := fstest.MapFS{}
		for name, content := range files {
			tree[name] = &fstest.MapFile{Data: []byte(content)}
		}
		b, _ := bundle.Load(bundle.Directory{Name: name, FS: tree})
		return b.Digest
	}
	files := map[string]string{"a.policy.hcl": policyFile, "b.policy.hcl": "# b"}
	base := digest("here", files)
	if !strings.HasPrefix(base, "sha256:") || len(base) != len("sha256:")+64 {
		t.Errorf("digest %q", base)
	}
	if other := digest("/somewhere/else", files); other != base {
		t.Error("the digest depends on where the folder is")
	}
	for name, changed := range map[string]map[string]string{
		"content":        {"a.policy.hcl": policyFile, "b.policy.hcl": "# c"},
		"path":           {"a.policy.hcl": policyFile, "c.policy.hcl": "# b"},
		"moved boundary": {"a.policy.hcl": policyFile + "# b", "b.policy.hcl": ""},
		"fewer files":    {"a.policy.hcl": policyFile},
	} {
		if digest("here", changed) == base {
			t.Errorf("%s: the digest did not change", name)
		}
	}
	if with := digest("here", map[string]string{"a.policy.hcl": policyFile, "b.policy.hcl": "# b", "README.md": "x"}); with != base {
		t.Error("the digest depends on a file that is not part of the bundle")
	}
}

func TestAControlFileCannotExhaustTheStack(t *testing.T) {
	t.Parallel()
	_, diags := load(map[string]string{"a.policy.hcl": policyFile, "x.control.hcl": "group \"g\" { members = " + strings.Repeat("[", 512<<10)})
	if want := "Nested too deeply"; !strings.Contains(diags.Error(), want) {
		t.Errorf("diagnostics %v lack %q", diags, want)
	}
}

func FuzzControl(f *testing.F) {
	names, err := filepath.Glob(filepath.Join("testdata", "*", "*.control.hcl"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range append(names, filepath.Join("testdata", "reviewed.control.hcl")) {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(content))
	}
	for _, source := range hostile.HCL([]byte("control \"c\" {\n  policies = [\"p\"]\n}\n")) {
		f.Add(string(source))
	}
	f.Fuzz(func(t *testing.T, content string) {
		var b *bundle.Bundle
		var diags hcl.Diagnostics
		hostile.Within(t, 64<<20, func() {
			b, diags = load(map[string]string{"a.policy.hcl": policyFile, "x.control.hcl": content})
		})
		if diags.HasErrors() {
			return
		}
		for _, control := range b.Controls {
			if rule := control.Exception; rule != nil && (rule.MaxDuration.IsZero() || rule.Approvals > len(rule.Approvers)) {
				t.Errorf("control %q is accepted with %+v", control.Name, *rule)
			}
			for _, p := range control.Parameters {
				if err := p.Check(); err != nil {
					t.Errorf("parameter %q is accepted: %v", p.Name, err)
				}
			}
		}
	})
}
