package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// facts reads the register for a check. One that was named must be there; that
// of the configuration's folder is read when it is there, and missed otherwise.
// What is to be known about the facts is returned as a warning.
func (c *checkCommand) facts(ctx context.Context, b *bundle.Bundle, folder string, now time.Time) (snapshot governance.Snapshot, warning string, err error) {
	location := c.register
	if location == "" {
		location, _ = c.process.getenv(envRegister)
	}
	if location == "" {
		location = filepath.Join(folder, filepath.FromSlash(register.DefaultLocation))
		if _, err := os.Stat(location); errors.Is(err, fs.ErrNotExist) {
			return snapshot, fmt.Sprintf("There is no register at %s, so only exceptions in the plan itself can count. Name another with --register.", filepath.ToSlash(location)), nil
		}
	}
	if content, ok := snapshotFile(location); ok {
		return snapshotFacts(content, location, c.tenant, b, now)
	}
	records, err := register.Open(ctx, location, register.Options{ReadOnly: true})
	if err != nil {
		return snapshot, "", registerProblem(err)
	}
	snapshot, err = records.Snapshot(ctx)
	if err := errors.Join(err, records.Close()); err != nil {
		return snapshot, "", registerProblem(err)
	}
	return snapshot, "", nil
}

// registerProblem tells an error of the register, which is for people already.
func registerProblem(err error) error {
	if told, ok := errors.AsType[*register.Error](err); ok {
		return &problem{upperFirst(told.Summary.Error()), told.Detail}
	}
	return err
}
