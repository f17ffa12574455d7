package register

import (
	"context"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// reference is an attribute of a kind that refers to records of another.
type reference[R Record] struct {
	attribute string // as the Terraform resource has it
	to        governance.Kind
	users     string            // the condition by which records refer to the id $1; they are r
	ids       func(*R) []string // that a record refers to
}

// refersTo is a reference that one column holds; "" refers to nothing.
func refersTo[R Record](attribute string, to governance.Kind, column string, id func(*R) string) reference[R] {
	return reference[R]{attribute, to, "r." + column + " = $1", func(record *R) []string {
		if id := id(record); id != "" {
			return []string{id}
		}
		return nil
	}}
}

func (k kind[R]) tenantOf(ctx context.Context, tx *transaction, id string) (tenantID string, found bool, err error) {
	err = tx.each(ctx, func(scan func(...any) error) error {
		found = true
		return scan(&tenantID)
	}, "SELECT coalesce("+k.tenant+", '') FROM "+k.table+" WHERE id = $1", id)
	return tenantID, found, err
}

// astray returns the references of a record that lead nowhere, or to a record of
// another tenant.
func (k kind[R]) astray(ctx context.Context, tx *transaction, record *R) (problems []governance.Problem, err error) {
	owner := k.owner(record)
	if owner != "" && k.kind != governance.KindTenant {
		if _, found, err := keeperOf(governance.KindTenant).tenantOf(ctx, tx, owner); err != nil {
			return nil, err
		} else if !found {
			problems = append(problems, lost("tenant", governance.KindTenant, owner))
		}
	}
	for _, r := range k.references {
		for _, id := range r.ids(record) {
			of, found, err := keeperOf(r.to).tenantOf(ctx, tx, id)
			switch {
			case err != nil:
				return nil, err
			case !found:
				problems = append(problems, lost(r.attribute, r.to, id))
			case of != "" && owner != "" && of != owner:
				problems = append(problems, foreign(r.attribute, r.to, id))
			}
		}
	}
	return problems, nil
}

// origin is one record, of one of some kinds, that another came from.
type origin struct {
	attribute string
	id        string
	kinds     []governance.Kind
}

// unfounded returns the origins that are not there, or another tenant's.
func unfounded(ctx context.Context, tx *transaction, tenantID string, origins []origin) (problems []governance.Problem, err error) {
	for _, o := range origins {
		found := false
		for _, kind := range o.kinds {
			k := keeperOf(kind)
			if k == nil || found {
				continue // no kind of a record, which is told of by itself
			}
			var of string
			if of, found, err = k.tenantOf(ctx, tx, o.id); err != nil {
				return nil, err
			}
			if found && of != tenantID {
				problems = append(problems, foreign(o.attribute, kind, o.id))
			}
		}
		if !found {
			problems = append(problems, lost(o.attribute, o.kinds[0], o.id))
		}
	}
	return problems, nil
}

func foreign(attribute string, kind governance.Kind, id string) governance.Problem {
	return problem(attribute, "The %s %s belongs to another tenant: records refer to those of their own tenant, and to shared systems.", noun(kind), id)
}

func lost(attribute string, kind governance.Kind, id string) governance.Problem {
	return problem(attribute, "No %s has the id %q: it was deleted, or it is in another register.", noun(kind), id)
}

func (k kind[R]) users(ctx context.Context, tx *transaction, of governance.Kind, id string) (users []named, err error) {
	var conditions []string
	if of == governance.KindTenant && k.kind != governance.KindTenant && !k.history {
		conditions = append(conditions, "r."+k.tenant+" = $1")
	}
	for _, r := range k.references {
		if r.to == of {
			conditions = append(conditions, r.users)
		}
	}
	if len(conditions) == 0 {
		return nil, nil
	}
	return k.all(ctx, tx, strings.Join(conditions, " OR "), id)
}

// free refuses to delete a record that others refer to, and names some of them.
func (k kind[R]) free(ctx context.Context, tx *transaction, record *R) error {
	const shown = 5
	var users []string
	for _, other := range kinds {
		found, err := other.users(ctx, tx, k.kind, k.meta(record).ID)
		if err != nil {
			return err
		}
		for _, user := range found {
			users = append(users, noun(other.names().kind)+" "+user.key)
		}
	}
	if len(users) == 0 {
		return nil
	}
	key, err := k.keyOf(ctx, tx, k.meta(record).ID)
	if err != nil {
		return err
	}
	advice := "Delete them first, or let them refer to another."
	if k.kind == governance.KindBreakGlass {
		advice = "Its uses are to be reviewed first: nhi review list, nhi review attest."
	}
	if k.sweeps != nil {
		advice = "Delete them first, or apply offboard = true on the tenant: then it takes all of its records with it."
	}
	if len(users) > shown {
		users = append(users[:shown], "…")
	}
	return fail(ErrInUse, "The %s %s still has what refers to it: %s. %s", noun(k.kind), key, strings.Join(users, ", "), advice)
}
