package register

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// KindDecision is the kind of entries about decisions of nhi check.
const KindDecision governance.Kind = "decision"

// Decided is a decision as the log has it.
type Decided struct {
	Entry
	decision.Record
}

// Decide logs a decision, by the digest of its JSON: an entry for each recorded
// tenant that the check was about, so that a tenant's role sees its own, or one
// for nobody when there is none. The tenant given is the configuration's own, or
// "" when not said; the controls are those by which something was judged.
func (l Log) Decide(ctx context.Context, d decision.Decision, digest, given string, controls []string) error {
	slugs := []string{given}
	for _, t := range d.Tenants {
		slugs = append(slugs, t.Slug)
	}
	slices.Sort(slugs)
	return l.store.write(ctx, func(ctx context.Context, tx *transaction) error {
		logged := false
		for _, slug := range slices.Compact(slices.Clone(slugs)) {
			var id string
			err := tx.each(ctx, func(scan func(...any) error) error { return scan(&id) }, "SELECT id FROM tenants WHERE slug = $1", slug)
			if err != nil {
				return err
			}
			if id == "" {
				continue // planned and not recorded yet, or nobody's
			}
			logged = true
			if err := tx.decide(ctx, d.Record(digest, slug, controls), id); err != nil {
				return err
			}
		}
		if logged {
			return nil
		}
		return tx.decide(ctx, d.Record(digest, "", controls), "")
	})
}

func (tx *transaction) decide(ctx context.Context, record decision.Record, tenantID string) error {
	if !tx.confined.admits(tenantID) {
		return tx.confined.refuse("a decision about another, or about nobody,")
	}
	after, err := json.Marshal(record)
	if err != nil {
		return err
	}
	return tx.append(ctx, Entry{TenantID: tenantID, Kind: KindDecision, ID: record.Digest, Action: Action(record.Outcome), After: after})
}

// Decisions returns the latest decisions that may be seen, in their order; those
// of a tenant, or for "" all; at most as many as the limit, or for 0 all.
func (l Log) Decisions(ctx context.Context, tenantID string, limit int64) ([]Decided, error) {
	entries, err := l.Entries(ctx, Filter{TenantID: tenantID, Kind: KindDecision, Limit: limit})
	if err != nil {
		return nil, err
	}
	all := make([]Decided, len(entries))
	for i, entry := range entries {
		all[i].Entry = entry
		if err := json.Unmarshal(entry.After, &all[i].Record); err != nil {
			return nil, fail(ErrCorrupt, "Entry %d of the audit log has no decision in it: %s. Run nhi audit verify.", entry.Sequence, err)
		}
	}
	return all, nil
}
