package register

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"time"

	strictjson "github.com/go-json-experiment/json"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// SnapshotFile is what a register held at one instant, as a file: enough for a
// check, without access to the register.
type SnapshotFile struct {
	Version int                 `json:"nhi_snapshot"` // of the format
	TakenAt time.Time           `json:"taken_at"`
	Tenant  string              `json:"tenant,omitempty"` // slug, when it holds one tenant alone
	Log     *TreeState          `json:"log,omitempty"`    // what the log was then; not for one tenant alone
	Records governance.Snapshot `json:"records"`
}

// TreeState is the size of the log and the hash over all of it.
type TreeState struct {
	Size int64     `json:"size"`
	Root tlog.Hash `json:"root"`
}

const snapshotVersion = 1

// TakeSnapshot reads the register, or the one tenant of it that it was opened
// for.
func TakeSnapshot(ctx context.Context, r Register, at time.Time) (file SnapshotFile, err error) {
	s := r.(*store)
	file = SnapshotFile{Version: snapshotVersion, TakenAt: at.UTC()}
	err = s.read(ctx, func(tx *transaction) error {
		if file.Records, err = takeSnapshot(ctx, tx); err != nil {
			return err
		}
		if tx.confined != nil {
			file.Tenant = tx.confined.slug
			return nil
		}
		file.Log = new(TreeState)
		if file.Log.Size, err = tx.logSize(ctx); err != nil {
			return err
		}
		file.Log.Root, err = tlog.TreeHash(file.Log.Size, tx.hashes(ctx))
		return err
	})
	return file, err
}

// Encode returns the file's content, which depends on nothing but what it holds.
func (f SnapshotFile) Encode() ([]byte, error) {
	return readable(f, "  ")
}

// readable is JSON as people read it: <, > and & stay what they are.
func readable(value any, indent string) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	err := encoder.Encode(value)
	return text.Bytes(), err
}

// maxSnapshot is how large a snapshot may be, in bytes: one of 100,000 records has
// 60 MB.
const maxSnapshot = 512 << 20

// ReadSnapshot reads a snapshot file. It refuses what it does not know, or what is
// there twice: a check by half of the facts would be worse than none.
func ReadSnapshot(content io.Reader) (file SnapshotFile, err error) {
	limited := &io.LimitedReader{R: content, N: maxSnapshot + 1}
	err = strictjson.UnmarshalRead(limited, &file, strictjson.RejectUnknownMembers(true))
	switch {
	case limited.N <= 0:
		return SnapshotFile{}, fail(ErrNotRegister, "It is larger than any snapshot, more than %d MiB.", maxSnapshot>>20)
	case err != nil:
		return SnapshotFile{}, fail(ErrNotRegister, "It is no snapshot of a register, or one of a later nhi: %s. Make one with nhi register snapshot.", err)
	case file.Version != snapshotVersion:
		return SnapshotFile{}, fail(ErrNewer, "It is a snapshot of format %d, and this nhi reads format %d. Use the nhi that made it, or make a new one.", file.Version, snapshotVersion)
	}
	return file, nil
}
