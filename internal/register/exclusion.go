package register

import (
	"context"
	"fmt"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// exclusion is records of another kind that may not be there beside one: two
// records would say different things of the same privilege.
type exclusion[R Record] struct {
	kind  governance.Kind
	where string           // which they are, by arguments from $1 on; they are r
	args  func(*R) [][]any // one list for each query
	why   string           // what it means that there is one, with %s for its key
}

// excluded returns the records beside which a record may not be, as problems of
// its system.
func (k kind[R]) excluded(ctx context.Context, tx *transaction, record *R) (problems []governance.Problem, err error) {
	for _, x := range k.exclusions {
		for _, args := range x.args(record) {
			found, err := keeperOf(x.kind).names().all(ctx, tx, x.where, args...)
			if err != nil {
				return nil, err
			}
			for _, one := range found {
				problems = append(problems, problem("system", "%s", fmt.Sprintf(x.why, one.key)))
			}
		}
	}
	return problems, nil
}

// The conditions of exclusions.
const (
	samePair      = "r.identity_id = $1 AND r.system_id = $2"
	samePrivilege = samePair + " AND r.privilege = $3 AND r.scope = $4"
	inSet         = samePair + " AND EXISTS (SELECT 1 FROM entitlement_set_privileges p WHERE p.entitlement_set_id = r.id AND p.privilege = $3 AND p.scope = $4)"
)
