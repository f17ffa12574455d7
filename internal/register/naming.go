package register

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// naming is how one kind of record is named in a natural key. The key is an SQL
// expression, so that what Key writes is what Find reads.
type naming struct {
	kind governance.Kind
	from string // the table as r, its tenant as t, and what else the key needs
	key  string
}

// named is a record by its two names.
type named struct{ id, key string }

// all returns the names of the records that a condition selects, by id.
func (n naming) all(ctx context.Context, tx *transaction, where string, args ...any) ([]named, error) {
	var found []named
	err := tx.each(ctx, func(scan func(...any) error) error {
		var one named
		if err := scan(&one.id, &one.key); err != nil {
			return err
		}
		found = append(found, one)
		return nil
	}, "SELECT r.id, "+n.key+" FROM "+n.from+" WHERE "+where+" ORDER BY r.id", args...)
	return found, err
}

func (n naming) keyOf(ctx context.Context, tx *transaction, id string) (string, error) {
	found, err := n.all(ctx, tx, "r.id = $1", id)
	if err != nil || len(found) == 0 {
		return id, err
	}
	return found[0].key, nil
}

// find returns the id of the one record with an id or a natural key.
func (n naming) find(ctx context.Context, tx *transaction, key string) (string, error) {
	if uuid.Validate(key) == nil {
		found, err := n.all(ctx, tx, "r.id = $1", key)
		switch {
		case err != nil || len(found) > 0:
			return key, err
		case n.kind != governance.KindTenant: // whose slug may look like an id
			return "", n.notFound(key, nil)
		}
	}
	slug, _, _ := strings.Cut(key, "/")
	of := "t.slug = $1"
	switch {
	case slug == governance.SharedSlug:
		of = "coalesce(t.slug, $1) = $1"
	case tx.confined != nil && slug != tx.confined.slug && slug != tx.confined.name:
		return "", tx.confined.refuse("the " + noun(n.kind) + " " + key)
	}
	matches, err := n.all(ctx, tx, of+" AND "+n.key+" = $2", slug, key)
	if err != nil {
		return "", err
	}
	switch len(matches) {
	case 0:
		near, err := n.near(ctx, tx, of, slug)
		if err != nil {
			return "", err
		}
		return "", n.notFound(key, near)
	case 1:
		return matches[0].id, nil
	}
	ids := make([]string, len(matches))
	for i, match := range matches {
		ids[i] = match.id
	}
	return "", fail(ErrAmbiguous, "%q is the key of %d records: %s. Use the id of the one that is meant.", key, len(ids), strings.Join(ids, ", "))
}

// near returns what may have been meant: the records of the tenant, or for a
// tenant every other, which a confined configuration is not told of.
func (n naming) near(ctx context.Context, tx *transaction, of, slug string) ([]named, error) {
	if n.kind == governance.KindTenant && tx.confined == nil {
		return n.all(ctx, tx, "true")
	}
	return n.all(ctx, tx, of, slug)
}

func (n naming) notFound(key string, near []named) error {
	return fail(ErrNotFound, "No %s has the key or id %q.%s", noun(n.kind), key, suggestion(key, near))
}

// suggestion is the nearest key, when it is near enough to be a slip.
func suggestion(key string, candidates []named) string {
	keys := make([]string, len(candidates))
	for i, c := range candidates {
		keys[i] = c.key
	}
	return words.DidYouMean(key, keys)
}
