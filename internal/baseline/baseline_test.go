package baseline_test

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/baseline"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy/policytest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

func folder(t *testing.T) bundle.Directory {
	t.Helper()
	folders, err := baseline.Folders(baseline.Name)
	if err != nil {
		t.Fatal(err)
	}
	return folders[0]
}

func TestFolders(t *testing.T) {
	t.Parallel()
	folders, err := baseline.Folders("some/folder", baseline.Name)
	if err != nil || len(folders) != 2 || folders[0].Name != "some/folder" || folders[1].Name != baseline.Name {
		t.Errorf("want the folder and the baseline, got %v, %v", folders, err)
	}
	if _, err := baseline.Folders("builtin:nhi-basline"); err == nil || !strings.Contains(err.Error(), baseline.Name) {
		t.Errorf("a misspelt name does not tell the right one: %v", err)
	}
}

// Every type and attribute that a policy names is one that its provider has,
// every policy and every lapse belongs to a control.
func TestBundle(t *testing.T) {
	t.Parallel()
	loaded, diags := bundle.LoadWith(policy.Options{Schemas: baseline.Schemas()}, folder(t))
	for _, diag := range diags {
		t.Error(diag)
	}
	if diags.HasErrors() {
		return
	}
	var governed []string
	for _, control := range loaded.Controls {
		governed = append(governed, control.Policies...)
		switch {
		case control.Exception == nil || control.Exception.Approvals < 1 || control.Exception.MaxDuration.IsZero():
			t.Errorf("%s: exceptions to it need an approval and an end", control.Name)
		case control.Escalation == nil || len(control.Frameworks) == 0:
			t.Errorf("%s: nobody hears of a violation, or it is of no framework", control.Name)
		}
	}
	var covered []string
	for _, control := range loaded.Controls {
		covered = append(covered, control.Frameworks...)
	}
	for _, item := range frameworkItems {
		if !slices.Contains(covered, item) {
			t.Errorf("%s: no control answers for it", item)
		}
	}
	for _, p := range loaded.Policies.Policies() {
		if n := count(governed, p.Name); n != 1 {
			t.Errorf("%s: is in %d controls, not in one", p.Name, n)
		}
	}
	for _, lapse := range governance.Lapses {
		if n := count(governed, string(lapse)); n != 1 {
			t.Errorf("%s: is in %d controls, not in one", lapse, n)
		}
	}
}

// frameworkItems are what the baseline answers for: the OWASP NHI Top 10 of 2025,
// and what concerns non-human identities of NIST CSF 2.0, the NIST AI RMF and
// NIST SP 800-53.
var frameworkItems = []string{
	"owasp-nhi:NHI1:2025", "owasp-nhi:NHI2:2025", "owasp-nhi:NHI3:2025", "owasp-nhi:NHI4:2025", "owasp-nhi:NHI5:2025",
	"owasp-nhi:NHI6:2025", "owasp-nhi:NHI7:2025", "owasp-nhi:NHI8:2025", "owasp-nhi:NHI9:2025", "owasp-nhi:NHI10:2025",
	"nist-csf-2.0:GV.OC-01", "nist-csf-2.0:GV.PO-01", "nist-csf-2.0:GV.PO-02", "nist-csf-2.0:ID.AM-08", "nist-csf-2.0:ID.RA-07",
	"nist-csf-2.0:PR.AA-01", "nist-csf-2.0:PR.AA-05", "nist-csf-2.0:PR.PS-01", "nist-csf-2.0:DE.CM-03", "nist-csf-2.0:RS.MA-04",
	"nist-ai-rmf:GOVERN 1.2", "nist-ai-rmf:GOVERN 1.5", "nist-ai-rmf:GOVERN 1.6", "nist-ai-rmf:GOVERN 1.7", "nist-ai-rmf:GOVERN 2.1",
	"nist-ai-rmf:GOVERN 3.2", "nist-ai-rmf:MANAGE 2.4", "nist-ai-rmf:MANAGE 4.1",
	"nist-sp-800-53:AC-2", "nist-sp-800-53:AC-2(2)", "nist-sp-800-53:AC-2(3)", "nist-sp-800-53:AC-2 j", "nist-sp-800-53:AC-5",
	"nist-sp-800-53:AC-6", "nist-sp-800-53:AC-6(7)", "nist-sp-800-53:IA-5",
}

func count(all []string, one string) int {
	n := 0
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}

// Every policy has cases that it lets pass and cases that it refuses, and each
// of its conditions is exercised.
func TestPolicies(t *testing.T) {
	t.Parallel()
	content := folder(t).FS
	tests := files(t, content, ".policytest.hcl")
	report, err := policytest.Run(context.Background(), tests, policytest.Options{
		Source: func(name string) ([]policy.File, error) {
			source, err := fs.ReadFile(content, name)
			if err != nil {
				return nil, err
			}
			return []policy.File{{Path: name, Bytes: source}}, nil
		},
		Now: time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC), Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range report.Files {
		for _, diag := range file.Diagnostics {
			t.Errorf("%s: %s", file.Path, diag)
		}
		for _, c := range file.Cases {
			if c.Status != policytest.Passed {
				t.Errorf("%s: %s: %s\n%s\n%s", c.Range, c.Address(), c.Status, c.Message, strings.Join(c.Difference, "\n"))
			}
		}
	}
	for _, p := range report.Coverage.Policies {
		for _, branch := range p.Missed() {
			if string(branch.Range.SliceBytes(report.Sources[branch.Range.Filename])) == "false" {
				continue // what removes a guard has no other way to go
			}
			t.Errorf("%s: no case has %s of %s", branch.Range, branch.What, p.Policy.Name)
		}
	}
	for _, p := range files(t, content, bundle.PolicySuffix) {
		test := strings.TrimSuffix(p.Path, bundle.PolicySuffix) + ".policytest.hcl"
		if !slices.ContainsFunc(tests, func(f policy.File) bool { return f.Path == test }) {
			t.Errorf("%s: has no tests; write %s", p.Path, path.Base(test))
		}
	}
}

func files(t *testing.T, content fs.FS, suffix string) []policy.File {
	t.Helper()
	var found []policy.File
	err := fs.WalkDir(content, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, suffix) {
			return err
		}
		source, err := fs.ReadFile(content, name)
		found = append(found, policy.File{Path: name, Bytes: source})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestSchemas(t *testing.T) {
	t.Parallel()
	for _, kind := range []schema.Kind{schema.Resource, schema.Data, schema.Provider} {
		for name := range baseline.Schemas().Names(kind) {
			if block, err := baseline.Schemas().Block(kind, name); err != nil || len(block.Attributes)+len(block.Blocks) == 0 {
				t.Errorf("%s: %v, %v", name, block, err)
			}
		}
	}
}

// The first lines of a policy file are its page.
func TestPages(t *testing.T) {
	t.Parallel()
	for _, file := range files(t, folder(t).FS, bundle.PolicySuffix) {
		if _, err := baseline.ParsePage(file); err != nil {
			t.Error(err)
		}
	}
}
