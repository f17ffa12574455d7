package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// log puts a decision into the audit log of the register that the check read, with
// what is to be said of its violations. What cannot be logged is not decided: whoever
// asks for it relies on the log.
func (c *checkCommand) log(ctx context.Context, j lifecycle.Judged, b *bundle.Bundle, basis check.Basis, folder string) error {
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
	content, err := marshal(j.Decision)
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
	untold := 0
	err = kept.Together(ctx, options.Reason, func(ctx context.Context, tx register.Records) (err error) {
		if err := tx.Log().Decide(ctx, j.Decision, digest, c.tenant, basis.Controls); err != nil {
			return err
		}
		untold, err = lifecycle.RecordViolations(ctx, tx, b, j, options.Now())
		return err
	})
	if err := errors.Join(err, kept.Close()); err != nil {
		return registerProblem(err)
	}
	if untold > 0 {
		fmt.Fprintf(c.process.Stderr, "Warning: Nobody was told of %d violations that somebody is to hear of, as controls say: they are of no tenant of the register. Say with --tenant whose the configuration is.\n", untold)
	}
	return nil
}
