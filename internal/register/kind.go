package register

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// kind is everything that sets one kind of record apart from the others.
type kind[R Record] struct {
	naming
	table  string
	tenant string // the column that says whose a record is
	shared bool   // by everybody: what has no tenant; else only who is not confined sees it
	meta   func(*R) *governance.Meta
	owner  func(*R) string  // the id of its tenant, "" for a shared one
	fields func(*R) []field // what the table holds beside the metadata
	unique []string         // the columns in which no two records agree
	// place is where a snapshot has the records of this kind.
	place func(*governance.Snapshot) *[]R
	// references are to records of other kinds, of the same tenant or shared;
	// that to the tenant itself goes without saying.
	references []reference[R]
	// origins are what a new record refers to, and may have gone when it is looked
	// at; nil where nothing is.
	origins func(*R) []origin
	// exclusions are records of other kinds that may not be there as well.
	exclusions []exclusion[R]
	// history is what was done: it goes with its tenant, and does not keep it.
	history bool
	// signed is what somebody signed: until its tenant goes it stays as it was, but
	// for the columns in closing, which say how it ended.
	signed  bool
	closing []string
	// prepare fills in what follows from other records and returns the broken
	// rules that need them, beside references. The old record is nil for a new
	// one. It is nil where nothing follows.
	prepare func(ctx context.Context, tx *transaction, old, record *R) ([]governance.Problem, error)
	// sweeps reports whether deleting the record takes everything of its tenant
	// with it; nil where that never is.
	sweeps func(*R) bool
	// save and load keep what is in other tables, which parts names; nil where
	// nothing is.
	parts []string
	save  func(ctx context.Context, tx *transaction, record *R) error
	load  func(ctx context.Context, tx *transaction, records []R) error
}

// row ties every column of the table to its place in a record, the id first.
func (k kind[R]) row(record *R) []field {
	meta := k.meta(record)
	return append([]field{
		plain("id", &meta.ID),
		plain("revision", &meta.Revision),
		instant("created_at", &meta.CreatedAt),
		instant("updated_at", &meta.UpdatedAt),
	}, k.fields(record)...)
}

// records reads the records that a condition selects, by id.
func (k kind[R]) records(ctx context.Context, tx *transaction, where string, args ...any) ([]R, error) {
	query := "SELECT " + strings.Join(columns(k.row(new(R))), ", ") + " FROM " + k.table + " WHERE " + where + " ORDER BY id"
	var records []R
	err := tx.each(ctx, func(scan func(...any) error) error {
		var record R
		row := k.row(&record)
		into := make([]any, len(row))
		for i, f := range row {
			into[i] = f.into
		}
		if err := scan(into...); err != nil {
			return fail(ErrCorrupt, "Among the %s is a value that nhi did not write: %s. Put back what was there, or a copy of the register.", k.table, cmp.Or(errors.Unwrap(err), err))
		}
		records = append(records, record)
		return nil
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", k.table, err)
	}
	if k.load != nil && len(records) > 0 {
		if err := k.load(ctx, tx, records); err != nil {
			return nil, err
		}
	}
	return records, nil
}

func columns(fields []field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.column
	}
	return names
}

// get reads one record that may be seen.
func (k kind[R]) get(ctx context.Context, tx *transaction, id string) (R, error) {
	records, err := k.records(ctx, tx, "id = $1", id)
	if err != nil {
		return *new(R), err
	}
	if len(records) == 0 {
		return *new(R), fail(ErrNotFound, "No %s has the id %q: it was deleted, or it is in another register.", noun(k.kind), id)
	}
	if !k.visible(tx, &records[0]) {
		return *new(R), tx.confined.refuse("the " + noun(k.kind) + " " + id)
	}
	return records[0], nil
}

// visible reports whether a record may be read: one's own, and what is shared.
func (k kind[R]) visible(tx *transaction, record *R) bool {
	owner := k.owner(record)
	return owner == "" && k.shared || tx.confined.admits(owner)
}

// list reads the records of a tenant, or for "" all that may be seen.
func (k kind[R]) list(ctx context.Context, tx *transaction, tenantID string) ([]R, error) {
	where, args, err := k.whose(tx, tenantID)
	if err != nil {
		return nil, err
	}
	return k.records(ctx, tx, where, args...)
}

// whose is the condition for the records of a tenant, or for "" for all that may be
// seen.
func (k kind[R]) whose(tx *transaction, tenantID string) (where string, args []any, err error) {
	switch {
	case tenantID != "" && !tx.confined.admits(tenantID):
		return "", nil, tx.confined.refuse("what belongs to tenant " + tenantID)
	case tenantID != "":
		return k.tenant + " = $1", []any{tenantID}, nil
	case tx.confined != nil && k.shared:
		// As its unique index has it: an OR would read everybody's.
		return "coalesce(" + k.tenant + ", '') IN ($1, '')", []any{tx.confined.id}, nil
	case tx.confined != nil:
		return k.tenant + " = $1", []any{tx.confined.id}, nil
	default:
		return "TRUE", nil, nil
	}
}

// insert and update write the fields of a record, with its new metadata.
func (k kind[R]) insert(ctx context.Context, tx *transaction, record *R) error {
	names, values, err := k.values(tx, record)
	if err != nil {
		return err
	}
	marks := make([]string, len(values))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO "+k.table+" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", values...)
	return k.saved(ctx, tx, record, err)
}

func (k kind[R]) update(ctx context.Context, tx *transaction, record *R) error {
	names, values, err := k.values(tx, record)
	if err != nil {
		return err
	}
	set := make([]string, len(names))
	for i, name := range names {
		set[i] = fmt.Sprintf("%s = $%d", name, i+1)
	}
	_, err = tx.ExecContext(ctx, "UPDATE "+k.table+" SET "+strings.Join(set, ", ")+" WHERE id = $1", values...)
	return k.saved(ctx, tx, record, err)
}

func (k kind[R]) saved(ctx context.Context, tx *transaction, record *R, err error) error {
	if err != nil {
		return fmt.Errorf("writing %s: %w", k.table, err)
	}
	if k.save == nil {
		return nil
	}
	return k.save(ctx, tx, record)
}

// altered refuses to write a signed record otherwise than it was signed. The new
// record is nil for its deletion.
func (k kind[R]) altered(ctx context.Context, tx *transaction, old, record *R) error {
	if !k.signed {
		return nil
	}
	key, err := k.keyOf(ctx, tx, k.meta(old).ID)
	if err != nil {
		return err
	}
	switch {
	case record == nil:
		return fail(ErrSigned, "The %s %q was signed: it is history, which goes with its tenant alone. Nothing was deleted.", noun(k.kind), key)
	case len(k.closing) == 0:
		return fail(ErrSigned, "The %s %q was signed, and says nothing else from then on. Nothing was written.", noun(k.kind), key)
	}
	before, after := k.fields(old), k.fields(record)
	for i, f := range after {
		if slices.Contains(k.closing, f.column) {
			continue
		}
		was, err := before[i].value()
		if err != nil {
			return err
		}
		if is, err := f.value(); err != nil || is != was {
			return fail(ErrSigned, "The %s %q was signed with another %s, and only how it ended is written from then on: %s. Nothing was written.",
				noun(k.kind), key, f.attribute(), strings.Join(k.closing, ", "))
		}
	}
	return nil
}

// remove deletes a record. The entry comes first: a role of the database that
// reaches one tenant may say nothing about a tenant that is no more.
func (k kind[R]) remove(ctx context.Context, tx *transaction, record *R) error {
	if err := k.log(ctx, tx, ActionDelete, record, nil); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM "+k.table+" WHERE id = $1", k.meta(record).ID); err != nil {
		return fmt.Errorf("deleting from %s: %w", k.table, err)
	}
	return nil
}

// values returns the columns and what they are to hold, the id first.
func (k kind[R]) values(tx *transaction, record *R) ([]string, []any, error) {
	row := k.row(record)
	values := make([]any, len(row))
	var problems []governance.Problem
	for i, f := range row {
		value, err := f.value()
		if err != nil {
			problems = append(problems, problem(f.attribute(), "%s.", sentence(err)))
		}
		values[i] = value
	}
	if len(problems) > 0 {
		return nil, nil, &InvalidError{problems}
	}
	return append(columns(row), "updated_by"), append(values, tx.options.Actor), nil
}

// broken returns every rule that a record breaks, by itself and beside others.
func (k kind[R]) broken(ctx context.Context, tx *transaction, old, record *R) ([]governance.Problem, error) {
	var problems []governance.Problem
	var err error
	if k.prepare != nil {
		if problems, err = k.prepare(ctx, tx, old, record); err != nil {
			return nil, err
		}
	}
	astray, err := k.astray(ctx, tx, record)
	if err != nil {
		return nil, err
	}
	if k.origins != nil && old == nil {
		unfounded, err := unfounded(ctx, tx, k.owner(record), k.origins(record))
		if err != nil {
			return nil, err
		}
		astray = append(astray, unfounded...)
	}
	excluded, err := k.excluded(ctx, tx, record)
	return slices.Concat((*record).Validate(), problems, astray, excluded), err
}

func sentence(err error) string {
	return words.UpperFirst(err.Error())
}

// twin returns the id of another record that agrees in the unique columns.
func (k kind[R]) twin(ctx context.Context, tx *transaction, record *R) (id string, err error) {
	if len(k.unique) == 0 {
		return "", nil
	}
	where, args := []string{"id <> $1"}, []any{k.meta(record).ID}
	for _, f := range k.row(record) {
		for _, column := range k.unique {
			if f.column != column {
				continue
			}
			value, err := f.value()
			if err != nil {
				return "", err
			}
			if value == nil {
				where = append(where, column+" IS NULL")
				continue
			}
			args = append(args, value)
			where = append(where, fmt.Sprintf("%s = $%d", column, len(args)))
		}
	}
	err = tx.each(ctx, func(scan func(...any) error) error { return scan(&id) },
		"SELECT id FROM "+k.table+" WHERE "+strings.Join(where, " AND "), args...)
	return id, err
}
