package evidence_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/evidencetest"
)

func seal(t testing.TB, source evidence.Source) evidence.Package {
	t.Helper()
	p, err := evidence.Seal(derive(t, source))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func written(t testing.TB, p evidence.Package) []byte {
	t.Helper()
	var text bytes.Buffer
	if err := p.JSON(&text); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// What is read is what was written, holds, and is the same when it is made again.
func TestPackageHolds(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	first := written(t, seal(t, source))
	_, source = evidencetest.Quarter(t)
	if !bytes.Equal(first, written(t, seal(t, source))) {
		t.Error("made again, the package is another")
	}
	p, err := evidence.Read(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, written(t, p)) {
		t.Error("read and written again, the package is another")
	}
	tree := tlog.Tree{N: source.Log.Size, Hash: source.Log.Root}
	for name, trust := range map[string]evidence.Trust{"nothing": {}, "the tree and the signers": {Tree: &tree, Signers: &source.Signers}} {
		if problems := p.Verify(trust); len(problems) > 0 {
			t.Errorf("with trust in %s: %q", name, problems)
		}
	}
}

// Whatever is changed in a package is found, also by who makes a new digest.
func TestChangesAreFound(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	someone := evidencetest.Signer(t, "mallory@msp.example")
	tests := map[string]struct {
		change func(*evidence.Evidence)
		trust  evidence.Trust
		want   string
	}{
		"a gap left out":       {func(e *evidence.Evidence) { e.Controls[0].Gaps = nil }, evidence.Trust{}, "not what its entries say, in controls"},
		"a violation left out": {func(e *evidence.Evidence) { e.Decisions[1].Denied = nil }, evidence.Trust{}, "not what its entries say, in decisions"},
		"a count":              {func(e *evidence.Evidence) { e.Summary.ReviewsMissing = 0 }, evidence.Trust{}, "not what its entries say, in summary"},
		"who signed":           {func(e *evidence.Evidence) { e.Exceptions[0].Approvals[0].Signer = "carol@msp.example" }, evidence.Trust{}, "not what its entries say, in exceptions"},
		"an entry": {func(e *evidence.Evidence) {
			e.Log.Entries[3].Entry = strings.Replace(e.Log.Entries[3].Entry, "erin", "eve", 1)
		}, evidence.Trust{}, "is not in the log as it is here"},
		"an entry's place":         {func(e *evidence.Evidence) { e.Log.Entries[3].Sequence++ }, evidence.Trust{}, "is not in the log as it is here"},
		"an entry twice":           {func(e *evidence.Evidence) { e.Log.Entries = slices.Insert(e.Log.Entries, 3, e.Log.Entries[3]) }, evidence.Trust{}, "is not in its place"},
		"a proof":                  {func(e *evidence.Evidence) { e.Log.Entries[3].Hashes[0][0]++ }, evidence.Trust{}, "is not in the log as it is here"},
		"the tree":                 {func(e *evidence.Evidence) { e.Log.Root[0]++ }, evidence.Trust{}, "is not in the log as it is here"},
		"an entry left out":        {func(e *evidence.Evidence) { e.Log.Entries = slices.Delete(e.Log.Entries, 3, 4) }, evidence.Trust{}, "not what its entries say"},
		"that nothing is proven":   {func(e *evidence.Evidence) { e.Log.Unproven = "no." }, evidence.Trust{}, "Nothing in the package is proven"},
		"another's checkpoint":     {func(e *evidence.Evidence) { e.Log.Checkpoint = "register.msp.example\n1\nAAAA\n" }, evidence.Trust{}, "is not of the log that its proofs are of"},
		"nothing, another tree":    {func(*evidence.Evidence) {}, evidence.Trust{Tree: &tlog.Tree{N: 3}}, "the checkpoint is of 3"},
		"nothing, other approvers": {func(*evidence.Evidence) {}, evidence.Trust{Signers: &someone}, "and not by those that you trust"},
		"the signers":              {func(e *evidence.Evidence) { e.Signers = someone }, evidence.Trust{}, "not what its entries say, in activations, break_glass, controls, exceptions, frameworks, reviews"},
		"signers that are none":    {func(e *evidence.Evidence) { e.Signers = "someone" }, evidence.Trust{}, "cannot be derived"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := evidence.Read(bytes.NewReader(written(t, seal(t, source))))
			if err != nil {
				t.Fatal(err)
			}
			untouched := written(t, p)
			test.change(&p.Evidence)
			changed := !bytes.Equal(untouched, written(t, p))
			problems := strings.Join(p.Verify(test.trust), "\n")
			if !strings.Contains(problems, test.want) {
				t.Errorf("got %q, want %q", problems, test.want)
			}
			if found := strings.Contains(problems, "was changed after it was made"); found != changed {
				t.Errorf("the digest tells of a change: %t, want %t", found, changed)
			}
			if p, err = evidence.Seal(p.Evidence); err != nil {
				t.Fatal(err)
			}
			if problems := strings.Join(p.Verify(test.trust), "\n"); !strings.Contains(problems, test.want) || strings.Contains(problems, "digest") {
				t.Errorf("with a new digest: got %q, want %q", problems, test.want)
			}
		})
	}
}

// A package that is not understood whole is refused.
func TestReadRefuses(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	whole := string(written(t, seal(t, source)))
	tests := map[string]struct{ content, want string }{
		"nothing":               {"", "no package of evidence"},
		"something else":        {`{"nhi_snapshot": 1}`, "no package of evidence"},
		"a field more":          {strings.Replace(whole, `"tenant":`, `"tenants":[],"tenant":`, 1), "no package of evidence"},
		"a field twice":         {strings.Replace(whole, `"digest":`, `"digest":"sha256:0","digest":`, 1), "no package of evidence"},
		"a later format":        {strings.Replace(whole, `"nhi_evidence":"1.1"`, `"nhi_evidence":"2.0"`, 1), `format "2.0"`},
		"a period of no length": {strings.Replace(whole, `"to":"2026-04-01`, `"to":"2026-01-01`, 1), "let it begin before it ends"},
	}
	for name, test := range tests {
		if _, err := evidence.Read(strings.NewReader(test.content)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", name, err, test.want)
		}
	}
}

// FuzzPackage reads and verifies packages that somebody else made up: every entry of
// one that holds is an entry of the log.
func FuzzPackage(f *testing.F) {
	_, source := evidencetest.Quarter(f)
	f.Add(written(f, seal(f, source)))
	f.Add([]byte(`{"nhi_evidence":"1.1","evidence":{"period":{"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z"},"log":{"size":9223372036854775807,"entries":[{"sequence":-1,"entry":"{}"},{"sequence":1,"entry":"{\"kind\":\"exception\"}"}]}}}`))
	tree := tlog.Tree{N: source.Log.Size, Hash: source.Log.Root}
	f.Fuzz(func(t *testing.T, content []byte) {
		p, err := evidence.Read(bytes.NewReader(content))
		if err != nil || len(p.Verify(evidence.Trust{Tree: &tree, Signers: &source.Signers})) > 0 {
			return
		}
		for _, entry := range p.Evidence.Log.Entries {
			if !slices.ContainsFunc(source.Log.Entries, func(ours evidence.Entry) bool { return ours.Sequence == entry.Sequence && ours.Entry == entry.Entry }) {
				t.Errorf("entry %d holds, and is not in the log: %s", entry.Sequence, entry.Entry)
			}
		}
	})
}
