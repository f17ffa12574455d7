// Package register keeps governance records, with revisions and tenancy, in
// SQLite. It knows no framework and no policy.
package register

import (
	"context"
	"errors"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Errors that a caller tells apart with errors.Is; the text of the error that
// wraps one says what to do about it.
var (
	ErrNotFound  = errors.New("no such record")
	ErrConflict  = errors.New("the record was changed in the meantime")
	ErrExists    = errors.New("a record with this key exists")
	ErrInUse     = errors.New("other records refer to this one")
	ErrConfined  = errors.New("the record belongs to another tenant")
	ErrLocked    = errors.New("the register is locked")
	ErrCorrupt   = errors.New("the register is corrupt")
	ErrReadOnly  = errors.New("the register cannot be written")
	ErrNewer     = errors.New("the register is of a newer version")
	ErrAmbiguous = errors.New("the key names several records")
)

// InvalidError holds every broken rule of data integrity of one record.
type InvalidError struct{ Problems []governance.Problem }

func (e *InvalidError) Error() string {
	return "the record breaks a rule: " + e.Problems[0].Attribute + ": " + e.Problems[0].Detail
}

// Record is any kind of governance record.
type Record interface {
	governance.Tenant | governance.System | governance.Identity | governance.Entitlement |
		governance.Exception | governance.ReviewSchedule
}

// Collection keeps the records of one kind.
type Collection[R Record] interface {
	// Create stores a record and returns it with its id, revision and instants.
	Create(ctx context.Context, record R) (R, error)
	Get(ctx context.Context, id string) (R, error)
	// Find returns the record with an id or a natural key: acme for a tenant,
	// acme/svc-backup for what has a name in a tenant.
	Find(ctx context.Context, key string) (R, error)
	// List returns the records of a tenant, or of all tenants for "", by id.
	List(ctx context.Context, tenantID string) ([]R, error)
	// Update replaces a record whose revision is still the given one.
	Update(ctx context.Context, record R) (R, error)
	// Delete removes a record whose revision is still the given one; revision 0
	// means whatever it is now.
	Delete(ctx context.Context, id string, revision int64) error
}

// Register keeps every kind of record.
type Register interface {
	Tenants() Collection[governance.Tenant]
	Systems() Collection[governance.System]
	Identities() Collection[governance.Identity]
	Entitlements() Collection[governance.Entitlement]
	Exceptions() Collection[governance.Exception]
	ReviewSchedules() Collection[governance.ReviewSchedule]
	// Snapshot reads every record in one consistent view.
	Snapshot(ctx context.Context) (governance.Snapshot, error)
	Close() error
}
