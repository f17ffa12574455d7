package register

import (
	"context"
	"fmt"
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// kinds is every kind of record, each after those that its records refer to.
// What is done to a register as a whole is done to each of them.
var kinds = []keeper{tenants, systems, identities, reviewSchedules, entitlements, entitlementSets, breakGlass, exceptions, variations,
	activations, attestations, delegations, messages}

// keeper is a kind without its type.
type keeper interface {
	names() naming
	// tables are where its records are.
	tables() []string
	// tenantOf returns the tenant of a record, "" for a shared one.
	tenantOf(ctx context.Context, tx *transaction, id string) (tenantID string, found bool, err error)
	// users returns the records of this kind that refer to a record of another.
	users(ctx context.Context, tx *transaction, of governance.Kind, id string) ([]named, error)
	// removeAll deletes the records of a tenant.
	removeAll(ctx context.Context, tx *transaction, tenantID string) error
	// collect reads the records that may be seen into a snapshot.
	collect(ctx context.Context, tx *transaction, into *governance.Snapshot) error
	// validateAll returns what is wrong with records, as full sentences.
	validateAll(ctx context.Context, tx *transaction) (problems []string, err error)
	// accountFor compares the records with what the log says of them.
	accountFor(ctx context.Context, tx *transaction, v *verification) error
	// adoptAll logs the records as they are.
	adoptAll(ctx context.Context, tx *transaction) error
	// copyAll copies the records with who wrote them last.
	copyAll(ctx context.Context, read, write *transaction) error
}

// keeperOf returns the kind of that name, nil when records have none such.
func keeperOf(kind governance.Kind) keeper {
	for _, k := range kinds {
		if k.names().kind == kind {
			return k
		}
	}
	return nil
}

func (k kind[R]) names() naming { return k.naming }

func (k kind[R]) tables() []string { return append([]string{k.table}, k.parts...) }

func (k kind[R]) collect(ctx context.Context, tx *transaction, into *governance.Snapshot) (err error) {
	*k.place(into), err = k.list(ctx, tx, "")
	return err
}

func (k kind[R]) removeAll(ctx context.Context, tx *transaction, tenantID string) error {
	records, err := k.list(ctx, tx, tenantID)
	if err != nil {
		return err
	}
	for i := range records {
		if err := k.remove(ctx, tx, &records[i]); err != nil {
			return err
		}
	}
	return nil
}

// offboard deletes everything of a tenant but itself, dependants first.
func offboard(ctx context.Context, tx *transaction, tenantID string) error {
	for _, k := range slices.Backward(kinds) {
		if k.names().kind == governance.KindTenant {
			continue
		}
		if err := k.removeAll(ctx, tx, tenantID); err != nil {
			return fmt.Errorf("offboarding: %w", err)
		}
	}
	return nil
}
