package register

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

func (s *store) Check(ctx context.Context) (problems []string, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		if tx.confined != nil {
			return tx.confined.refuse("the register as a whole")
		}
		problems, err = s.engine.inspect(ctx, tx.Tx)
		if err != nil {
			return err
		}
		for _, k := range kinds {
			broken, err := k.validateAll(ctx, tx)
			if err != nil {
				return err
			}
			problems = append(problems, broken...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	_, contradictions, err := s.Log().Verify(ctx)
	return append(problems, contradictions...), err
}

func (k kind[R]) validateAll(ctx context.Context, tx *transaction) (problems []string, err error) {
	records, err := k.list(ctx, tx, "")
	if err != nil {
		return nil, err
	}
	for _, record := range records {
		broken, err := k.broken(ctx, tx, &record, &record)
		if err != nil {
			return nil, err
		}
		for _, p := range broken {
			problems = append(problems, fmt.Sprintf("The %s %s, %s: %s", noun(k.kind), k.meta(&record).ID, p.Attribute, p.Detail))
		}
	}
	return problems, nil
}

// texts runs a query whose rows are sentences.
func texts(ctx context.Context, tx *sql.Tx, format, query string) (all []string, err error) {
	err = (&transaction{Tx: tx}).each(ctx, func(scan func(...any) error) error {
		var text string
		if err := scan(&text); err != nil {
			return err
		}
		all = append(all, fmt.Sprintf(format, text))
		return nil
	}, query)
	return all, err
}

func inspectSQLite(ctx context.Context, tx *sql.Tx) ([]string, error) {
	damage, err := texts(ctx, tx, "The file is damaged: %s.", "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'")
	if err != nil {
		return nil, err
	}
	stray, err := texts(ctx, tx, "A row of %s refers to one that is not there.", `SELECT DISTINCT "table" FROM pragma_foreign_key_check`)
	return append(damage, stray...), err
}

func (e *sqliteEngine) inspect(ctx context.Context, tx *sql.Tx) ([]string, error) {
	return inspectSQLite(ctx, tx)
}

func (e *sqliteReader) inspect(ctx context.Context, tx *sql.Tx) ([]string, error) {
	return inspectSQLite(ctx, tx)
}

// inspect looks whether what guards the tables is still there.
func (e *postgresEngine) inspect(ctx context.Context, tx *sql.Tx) (problems []string, err error) {
	for format, query := range map[string]string{
		"Row-level security of table %s is switched off, so roles of one tenant are not confined to it.":    "SELECT relname::text FROM pg_class WHERE relnamespace = 'nhi'::regnamespace AND relkind = 'r' AND NOT relrowsecurity AND relname <> 'schema_version' ORDER BY 1",
		"The constraint %s does not hold for all rows.":                                                     "SELECT conname::text FROM pg_constraint WHERE connamespace = 'nhi'::regnamespace AND NOT convalidated ORDER BY 1",
		"The trigger %s is switched off.":                                                                   "SELECT tgname || ' of table ' || tgrelid::regclass FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE c.relnamespace = 'nhi'::regnamespace AND tgenabled = 'D' ORDER BY 1",
		"The log lacks the trigger %s.":                                                                     "SELECT name FROM unnest(ARRAY['append', 'stay']) AS name WHERE NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass('nhi.audit_entries') AND tgname = name) ORDER BY 1",
		"The role %s reaches one tenant, and has attributes that let it reach all: see nhi register grant.": "SELECT role FROM nhi.tenant_roles JOIN pg_roles ON rolname = role WHERE rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication ORDER BY 1",
	} {
		found, err := texts(ctx, tx, format, query)
		if err != nil {
			return nil, err
		}
		problems = append(problems, found...)
	}
	slices.Sort(problems) // a map has no order
	return problems, nil
}
