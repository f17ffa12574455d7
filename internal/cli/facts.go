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
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// facts are what is known of the register.
type facts struct {
	governance.Snapshot
	warning string // what is to be known about them
	missing bool   // there is no register, as the warning says
}

// facts reads the register for a check. One that was named must be there; that
// of the configuration's folder is read when it is there, and missed otherwise.
func (p *Process) facts(ctx context.Context, location, tenant, folder string, b *bundle.Bundle, now time.Time) (facts, error) {
	if location == "" {
		location, _ = p.getenv(envRegister)
	}
	if location == "" {
		location = filepath.Join(folder, filepath.FromSlash(register.DefaultLocation))
		if _, err := os.Stat(location); errors.Is(err, fs.ErrNotExist) {
			return facts{
				warning: fmt.Sprintf("There is no register at %s, so only exceptions in the plan itself can count. Name another with --register.", filepath.ToSlash(location)),
				missing: true,
			}, nil
		}
	}
	if content, ok := snapshotFile(location); ok {
		records, warning, err := snapshotFacts(content, location, tenant, b, now)
		return facts{Snapshot: records, warning: warning}, err
	}
	records, err := openRegister(ctx, location)
	if err != nil {
		return facts{}, err
	}
	snapshot, err := records.Snapshot(ctx)
	if err := errors.Join(err, records.Close()); err != nil {
		return facts{}, registerProblem(err)
	}
	return facts{Snapshot: snapshot}, nil
}

// registerProblem tells an error of the register, which is for people already.
func registerProblem(err error) error {
	if told, ok := errors.AsType[*register.Error](err); ok {
		return &problem{words.UpperFirst(told.Summary.Error()), told.Detail}
	}
	return err
}
