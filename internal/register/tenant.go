package register

import (
	"context"
	"fmt"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var tenants = kind[governance.Tenant]{
	naming: tenantNames,
	table:  "tenants",
	tenant: "id",
	meta:   func(t *governance.Tenant) *governance.Meta { return &t.Meta },
	owner:  func(t *governance.Tenant) string { return t.ID },
	unique: []string{"slug"},
	fields: func(t *governance.Tenant) []field {
		return []field{
			plain("slug", &t.Slug),
			plain("name", &t.Name),
			plain("ring", &t.Ring),
			instant("contract_start", &t.ContractStart),
			instant("contract_end", &t.ContractEnd),
			plain("owner", &t.Owner),
			set("approved_vaults", &t.ApprovedVaults),
			dictionary("selector_tags", &t.Selectors.Tags),
			set("selector_accounts", &t.Selectors.Accounts),
			set("selector_addresses", &t.Selectors.Addresses),
			dictionary("labels", &t.Labels),
			plain("offboard", &t.Offboard),
		}
	},
	prepare: func(_ context.Context, tx *transaction, old, t *governance.Tenant) ([]governance.Problem, error) {
		switch {
		case old != nil && old.Slug != t.Slug:
			return []governance.Problem{problem("slug", "A slug never changes, and this one is %q: keys, selectors and pipelines carry it. Delete the tenant and create another.", old.Slug)}, nil
		case old == nil && tx.confined != nil && t.Slug == tx.confined.name:
			// The one tenant that may be written is being created.
			tx.confined.id = t.ID
		}
		return nil, nil
	},
	release: func(ctx context.Context, tx *transaction, t *governance.Tenant) error {
		if t.Offboard {
			return offboard(ctx, tx, t.ID)
		}
		for _, names := range []naming{identityNames, systemNames, reviewScheduleNames, exceptionNames} {
			users, err := names.all(ctx, tx, "r.tenant_id = $1", t.ID)
			if err != nil {
				return err
			}
			if len(users) > 0 {
				return inUse(fmt.Sprintf("Tenant %s still has records of kind %s", t.Slug, noun(names.kind)), users,
					"Delete them first, or apply offboard = true on the tenant: then it takes all of its records with it.")
			}
		}
		return nil
	},
}

// offboard deletes everything of a tenant, dependants first.
func offboard(ctx context.Context, tx *transaction, tenantID string) error {
	for _, removeAll := range []func(context.Context, *transaction, string) error{
		entitlements.removeAll, exceptions.removeAll, reviewSchedules.removeAll, identities.removeAll, systems.removeAll,
	} {
		if err := removeAll(ctx, tx, tenantID); err != nil {
			return fmt.Errorf("offboarding: %w", err)
		}
	}
	return nil
}

// owned checks that the tenant of a record exists.
func owned(ctx context.Context, tx *transaction, tenantID string) ([]governance.Problem, error) {
	if tenantID == "" {
		return nil, nil
	}
	_, found, err := tenantOf(ctx, tx, "tenants", "id", tenantID)
	if err != nil || found {
		return nil, err
	}
	return []governance.Problem{lost("tenant", governance.KindTenant, tenantID)}, nil
}

// tenantOf returns the tenant of a record, "" for a shared one.
func tenantOf(ctx context.Context, tx *transaction, table, column, id string) (tenantID string, found bool, err error) {
	err = tx.each(ctx, func(scan func(...any) error) error {
		found = true
		return scan(&tenantID)
	}, "SELECT coalesce("+column+", '') FROM "+table+" WHERE id = $1", id)
	return tenantID, found, err
}

// refers checks a reference to a record of the same tenant, or a shared one.
func refers(ctx context.Context, tx *transaction, attribute, table string, kind governance.Kind, id, tenantID string) ([]governance.Problem, error) {
	if id == "" {
		return nil, nil
	}
	owner, found, err := tenantOf(ctx, tx, table, "tenant_id", id)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return []governance.Problem{lost(attribute, kind, id)}, nil
	case owner != "" && tenantID != "" && owner != tenantID:
		return []governance.Problem{problem(attribute, "The %s %s belongs to another tenant: records refer to those of their own tenant, and to shared systems.", noun(kind), id)}, nil
	}
	return nil, nil
}

func lost(attribute string, kind governance.Kind, id string) governance.Problem {
	return problem(attribute, "No %s has the id %q: it was deleted, or it is in another register.", noun(kind), id)
}
