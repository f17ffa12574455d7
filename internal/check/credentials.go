package check

import (
	"fmt"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/credential"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
)

// Written is a [Plan] that has the files which people wrote for it.
type Written interface {
	Plan
	// Written are the files that the configuration is made of, and those that
	// it names.
	Written() []credential.File
}

// scan starts to look for credentials, if a control of the bundle asks for that.
// The result is there when the plan is read, most often, because it is not needed
// for it.
func (c *checker) scan() (found func() ([]credential.Finding, error)) {
	c.seekers = c.request.Bundle.Enforcing(bundle.CredentialPolicy)
	if len(c.seekers) == 0 || c.request.DriftOnly {
		return func() ([]credential.Finding, error) { return nil, nil }
	}
	type result struct {
		found []credential.Finding
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() { done <- r }()
		defer defect.Catch(&r.err)
		var files []credential.File
		if written, ok := c.request.Plan.(Written); ok {
			files = written.Written()
		}
		c.unscanned = len(files) == 0
		r.found, r.err = credential.Scan(files, c.request.Workers)
	}()
	return func() ([]credential.Finding, error) {
		r := <-done
		return r.found, r.err
	}
}

// credentials makes findings of the credentials that are written into files. No
// policy of the language can judge them: a file is not a change.
func (c *checker) credentials(found []credential.Finding) {
	c.written = found
	for _, one := range found {
		f := &finding{line: one.Range.Start.Byte, place: one.Range, tenant: c.records.given}
		f.Policy = decision.PolicyReference{Kind: decision.FilePolicy, Name: bundle.CredentialPolicy}
		f.Level = decision.MandatoryOverridable
		f.Controls = c.seekers
		f.Address = one.Address
		f.Source = rangeOf(one.Range)
		f.Verdict = decision.Fail
		f.Messages = []decision.Message{{Verdict: decision.Fail, Text: fmt.Sprintf(
			"A credential is written into the file (rule %s of gitleaks). Whoever reads the file has it, and so does the history of the repository: revoke it where it was issued, and let the configuration refer to a new one in a vault, or take it as an ephemeral variable.",
			one.Rule)}}
		if f.tenant != nil {
			f.Tenant = f.tenant.Slug
		}
		c.findings = append(c.findings, f)
	}
}

// redact takes the credentials that were found out of what other findings say, and
// the lines that they stand on.
func (c *checker) redact(findings []*finding) {
	if len(c.written) == 0 {
		return
	}
	type line struct {
		file   string
		number int
	}
	lines := map[line]bool{}
	for _, one := range c.written {
		for n := one.Range.Start.Line; n <= one.Range.End.Line; n++ {
			lines[line{one.Range.Filename, n}] = true
		}
	}
	for _, f := range findings {
		if f.Source != nil && lines[line{f.Source.File, f.Source.Start.Line}] {
			f.Snippet = ""
		}
		for i := range f.Messages {
			m := &f.Messages[i]
			for _, one := range c.written {
				m.Text = one.Redact(m.Text)
				for j := range m.Values {
					m.Values[j].Text = one.Redact(m.Values[j].Text)
				}
			}
		}
	}
}
