package report_test

import (
	"encoding/json"
	"testing"
)

func TestGitLabConforms(t *testing.T) {
	t.Parallel()
	documented := schema(t, "testdata/schema/gitlab-code-quality.json")
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conforms(t, documented, write(t, "gitlab", d))
		})
	}
}

// GitLab shows one issue of those that share a fingerprint.
func TestGitLabFingerprintsAreUnique(t *testing.T) {
	t.Parallel()
	d := everything()
	d.Findings = append(d.Findings, d.Findings...)
	var issues []struct{ Fingerprint string }
	if err := json.Unmarshal([]byte(write(t, "gitlab", d)), &issues); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, issue := range issues {
		seen[issue.Fingerprint] = true
	}
	if len(seen) != 8 || len(issues) != 8 {
		t.Errorf("%d fingerprints for %d issues", len(seen), len(issues))
	}
}
