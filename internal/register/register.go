// Package register keeps governance records, with revisions and tenancy, in
// SQLite or PostgreSQL, and logs every write. It knows no framework and no policy.
package register

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Record is any kind of governance record.
type Record interface {
	governance.Tenant | governance.System | governance.Identity | governance.Entitlement |
		governance.Exception | governance.ReviewSchedule |
		governance.EntitlementSet | governance.Variation | governance.BreakGlass |
		governance.Attestation | governance.Delegation | governance.Activation | governance.Message
	Validate() []governance.Problem
}

// Collection keeps the records of one kind. Every record that it returns was
// read from the register: sets are sorted and instants are UTC.
type Collection[R Record] interface {
	// Create stores a record and returns it with its id, revision and instants.
	Create(ctx context.Context, record R) (R, error)
	Get(ctx context.Context, id string) (R, error)
	// Find returns the record with an id or a natural key, which is that of Key.
	Find(ctx context.Context, key string) (R, error)
	// Key returns the natural key of a record:
	//
	//	tenant           acme
	//	system           acme/directory, or shared/directory
	//	identity         acme/svc-backup
	//	entitlement      acme/svc-backup/directory/reader, with a scope …/reader@scope
	//	exception        acme/CONTROL, which several may share
	//	review schedule  acme/quarterly
	//	entitlement set  acme/svc-backup/directory
	//	variation        acme/CONTROL/PARAMETER
	//	break glass      acme/svc-backup/directory/admin, with a scope …/admin@scope
	//	activation       that of its break-glass access, which several share
	//	attestation      acme/SUBJECT_ID, which several share
	//	delegation       acme/SUBJECT_ID, which several share
	//	message          acme/SINK/KEY, or shared/SINK/KEY
	Key(ctx context.Context, id string) (string, error)
	// List returns the records of a tenant, or for "" every record that can be
	// seen, by id.
	List(ctx context.Context, tenantID string) ([]R, error)
	// Within finds the record with an id in a snapshot of the register. That none
	// is there does not say why: Get does.
	Within(snapshot *governance.Snapshot, id string) (record R, found bool)
	// Update replaces a record whose revision is still the given one. A record
	// stays in its tenant, and a tenant keeps its slug. What was signed is ErrSigned:
	// of an activation, only how it ended is written, once.
	Update(ctx context.Context, record R) (R, error)
	// Delete removes a record whose revision is still the given one; revision 0
	// means whatever it is now. A tenant takes the history of what was done along,
	// and one that is offboarding all of its records; what was signed is deleted in
	// no other way, which is ErrSigned.
	Delete(ctx context.Context, id string, revision int64) error
}

// Messages are an outbox: most of them were delivered long ago.
type Messages interface {
	Collection[governance.Message]
	// InState returns the messages of a tenant, or for "" all that can be seen, that
	// are in one of the states, oldest first, without reading the others.
	InState(ctx context.Context, tenantID string, states ...governance.MessageState) ([]governance.Message, error)
}

// Records are every kind of record, and the log of what is done to them.
type Records interface {
	Tenants() Collection[governance.Tenant]
	Systems() Collection[governance.System]
	Identities() Collection[governance.Identity]
	Entitlements() Collection[governance.Entitlement]
	Exceptions() Collection[governance.Exception]
	ReviewSchedules() Collection[governance.ReviewSchedule]
	EntitlementSets() Collection[governance.EntitlementSet]
	Variations() Collection[governance.Variation]
	BreakGlass() Collection[governance.BreakGlass]
	Attestations() Collection[governance.Attestation]
	Delegations() Collection[governance.Delegation]
	Activations() Collection[governance.Activation]
	Messages() Messages
	// Snapshot reads every record that can be seen in one consistent view.
	Snapshot(ctx context.Context) (governance.Snapshot, error)
	Log() Log
}

// Register keeps every kind of record. It is safe for use by many goroutines,
// and by many processes at once.
type Register interface {
	Records
	// Together does several things in one transaction, at one instant and for one
	// reason, which the log has with each: all of it is written, or nothing. What
	// do reads there it may rely on. It uses the context and the records that it is
	// given and nothing else of the register, and does nothing that may not be
	// done again, as it is when another writer was in the way. When a write in it
	// fails, nothing is written even where do makes nothing of that.
	Together(ctx context.Context, reason string, do func(ctx context.Context, tx Records) error) error
	// Claim takes the work on one tenant away from every other worker, until
	// release is called or the process ends. It is not claimed while another has
	// it. What is written meanwhile is not locked: a worker that lost its claim,
	// because the connection or the machine's clock stood still, fails by revision.
	Claim(ctx context.Context, tenantID string) (release func(), claimed bool, err error)
	// Confined returns the same register as somebody sees and changes it who is
	// confined to one tenant, named by its slug or id. It is closed with this one.
	Confined(tenant string) Register
	// Check reports what is wrong with the register as a whole, each as a full
	// sentence: damage, broken rules, and contradictions to the audit log.
	Check(ctx context.Context) (problems []string, err error)
	Close() error
}
