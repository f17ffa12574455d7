package cli

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"

	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// log puts a decision into the audit log of the register that the check read. What
// cannot be logged is not decided: whoever asks for it relies on the log.
func (c *checkCommand) log(ctx context.Context, d decision.Decision, basis check.Basis, folder string) error {
	location := c.register
	if location == "" {
		location, _ = c.process.getenv(envRegister)
	}
	if location == "" {
		location = filepath.Join(folder, filepath.FromSlash(register.DefaultLocation))
	}
	if _, snapshot := snapshotFile(location); snapshot {
		return problemf("Decision cannot be recorded", "%s is a snapshot, and what is recorded goes into the register itself. Name that with --register.", location)
	}
	options, err := c.process.writing()
	if err != nil {
		return err
	}
	options.Tenant = c.tenant
	content, err := marshal(d)
	if err != nil {
		return err
	}
	digest, err := digestOf(bytes.NewReader(content))
	if err != nil {
		return err
	}
	kept, err := openExisting(ctx, location, options)
	if err != nil {
		return err
	}
	return registerProblem(errors.Join(kept.Log().Decide(ctx, d, digest, c.tenant, basis.Controls), kept.Close()))
}
