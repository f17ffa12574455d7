package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// snapshotFile returns the content of a file that is JSON, as a database is not.
func snapshotFile(location string) ([]byte, bool) {
	file, err := os.Open(location)
	if err != nil {
		return nil, false
	}
	defer file.Close()
	first := make([]byte, 1)
	if _, err := file.Read(first); err != nil || first[0] != '{' {
		return nil, false
	}
	content, err := os.ReadFile(location)
	return content, err == nil
}

// snapshotFacts reads a snapshot of the register. Its signature is verified when
// there is one, and there has to be one when the policies name who signs.
func snapshotFacts(content []byte, location, tenant string, b *bundle.Bundle, now time.Time) (facts governance.Snapshot, warning string, err error) {
	by, err := snapshotSigner(content, location, b, now)
	if err != nil {
		return facts, "", err
	}
	file, err := register.ReadSnapshot(bytes.NewReader(content))
	switch {
	case err != nil:
		return facts, "", registerProblem(err)
	case file.Tenant != "" && tenant != "" && file.Tenant != tenant:
		return facts, "", problemf("Snapshot of another tenant", "%s holds tenant %s alone, and the check is of tenant %s. Take a snapshot of that one.", location, file.Tenant, tenant)
	case file.TakenAt.After(now):
		return facts, "", problemf("Snapshot from the future", "%s was taken at %s, after the instant of the check, %s. Take an older one, or look at the clocks.", location, file.TakenAt.Format(time.RFC3339), now.Format(time.RFC3339))
	}
	return file.Records, fmt.Sprintf("The register is a snapshot of %s, %s: what was recorded or revoked since does not count.", file.TakenAt.Format(time.RFC3339), by), nil
}

func snapshotSigner(content []byte, location string, b *bundle.Bundle, now time.Time) (string, error) {
	armored, err := os.ReadFile(location + signatureSuffix)
	switch {
	case errors.Is(err, fs.ErrNotExist) && b.SnapshotSigners.Named():
		return "", problemf("Snapshot is not signed", "The policies' %s says who signs snapshots, and there is no signature at %s. Take the snapshot with --key, or sign it with ssh-keygen in the namespace %s.", bundle.AllowedSigners, location+signatureSuffix, approval.SnapshotNamespace)
	case errors.Is(err, fs.ErrNotExist):
		return "unsigned", nil
	case err != nil:
		return "", unreadable(location+signatureSuffix, err)
	}
	name, err := approval.Signer(content, string(armored), b.SnapshotSigners, now)
	if err != nil {
		return "", problemf("Snapshot cannot be trusted", "The signature at %s does not count: %s.", location+signatureSuffix, err)
	}
	return "signed by " + name, nil
}
