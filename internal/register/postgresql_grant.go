package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// readByTenants are the tables that a role of one tenant reads, beside those of
// the records, which it also writes; row-level security says with which rows.
const readByTenants = "tenant_roles, audit_entries, " + versionTable

// Grant lets a PostgreSQL role read and write the records of one tenant, and
// read shared systems. The role is created, without the right to log in, when
// there is none of that name; the tenant need not exist yet. Only the owner of
// the register can grant.
func Grant(ctx context.Context, location string, options Options, role, tenantSlug string) error {
	for _, p := range (governance.Tenant{Slug: tenantSlug}).Validate() {
		if p.Attribute == "slug" {
			return fail(ErrNotFound, "%s", p.Detail)
		}
	}
	return administer(ctx, location, options, func(ctx context.Context, tx *sql.Tx) error {
		if err := createRole(ctx, tx, role); err != nil {
			return err
		}
		if err := refuseMighty(ctx, tx, role); err != nil {
			return err
		}
		var granted string
		err := tx.QueryRowContext(ctx, "SELECT tenant FROM tenant_roles WHERE role = $1", role).Scan(&granted)
		switch {
		case err == nil && granted != tenantSlug:
			return fail(ErrExists, "The role %s reaches tenant %s already, and a role reaches one tenant. Make another role for %s, or revoke this one first.", role, granted, tenantSlug)
		case errors.Is(err, sql.ErrNoRows):
			_, err = tx.ExecContext(ctx, "INSERT INTO tenant_roles (role, tenant) VALUES ($1, $2)", role, tenantSlug)
		}
		if err != nil {
			return err
		}
		return grantTables(ctx, tx, role)
	})
}

// Revoke takes from a role what [Grant] gave it. The role stays.
func Revoke(ctx context.Context, location string, options Options, role string) error {
	return administer(ctx, location, options, func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM tenant_roles WHERE role = $1", role)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fail(ErrNotFound, "The role %q reaches no tenant of this register, so there is nothing to revoke.", role))
		}
		name := pgx.Identifier{role}.Sanitize()
		for _, statement := range []string{
			"REVOKE ALL ON ALL TABLES IN SCHEMA " + postgresSchema + " FROM " + name,
			"REVOKE ALL ON SCHEMA " + postgresSchema + " FROM " + name,
		} {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
}

// administer works on the register as its owner.
func administer(ctx context.Context, location string, options Options, do work) error {
	if !isPostgres(location) {
		return fail(ErrLocation, "Roles are those of PostgreSQL: give a location postgresql://HOST/DATABASE. What protects a register in a file is the permissions of the file.")
	}
	options = options.complete()
	engine, err := openPostgres(ctx, location, options)
	if err != nil {
		return err
	}
	err = engine.transact(ctx, true, func(ctx context.Context, tx *sql.Tx) error {
		var owner string
		var owning bool
		err := tx.QueryRowContext(ctx, "SELECT pg_get_userbyid(relowner), pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('"+postgresSchema+".tenants')").Scan(&owner, &owning)
		switch {
		case err != nil:
			return err
		case !owning:
			return fail(ErrDenied, "Only the owner of the register, the role %s, can say who reaches what. Nothing was changed.", owner)
		}
		return do(ctx, tx)
	})
	return errors.Join(err, engine.close())
}

func createRole(ctx context.Context, tx *sql.Tx, role string) error {
	var there bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role).Scan(&there); err != nil || there {
		return err
	}
	// PostgreSQL would cut a longer name short, without an error.
	if role == "" || len(role) > 63 || strings.ContainsRune(role, 0) {
		return fail(ErrNotFound, "%q is no name of a role: names have 1 to 63 bytes.", role)
	}
	_, err := tx.ExecContext(ctx, "CREATE ROLE "+pgx.Identifier{role}.Sanitize()+" NOLOGIN")
	return err
}

// refuseMighty refuses a role that no row-level security would hold, by itself
// or through a role that it is a member of.
func refuseMighty(ctx context.Context, tx *sql.Tx, role string) error {
	var through, why string
	err := tx.QueryRowContext(ctx, `
		SELECT m.rolname, CASE
		         WHEN m.rolsuper THEN 'is a superuser'
		         WHEN m.rolbypassrls THEN 'bypasses row-level security'
		         WHEN m.rolcreaterole THEN 'can make itself a member of other roles'
		         WHEN m.rolreplication THEN 'can copy the whole server'
		         WHEN m.oid = t.relowner THEN 'owns the register'
		         ELSE 'reaches the server''s files, programs or all of its tables'
		       END
		FROM pg_roles m, pg_class t
		WHERE t.oid = to_regclass('`+postgresSchema+`.tenants') AND pg_has_role($1::name, m.oid, 'MEMBER')
		  AND (m.rolsuper OR m.rolbypassrls OR m.rolcreaterole OR m.rolreplication OR m.oid = t.relowner
		       OR m.rolname IN ('pg_write_all_data', 'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'))
		ORDER BY m.rolname = $1 DESC LIMIT 1`, role).Scan(&through, &why)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	case through == role:
		return fail(ErrDenied, "The role %s %s, so it cannot be confined to a tenant. Use a role of its own for the pipeline.", role, why)
	default:
		return fail(ErrDenied, "The role %s is a member of %s, which %s, so it cannot be confined to a tenant. Use a role of its own for the pipeline.", role, through, why)
	}
}

// grantTables gives a role its rights on the tables of this version.
func grantTables(ctx context.Context, tx *sql.Tx, role string) error {
	name := pgx.Identifier{role}.Sanitize()
	var records []string
	for _, k := range kinds {
		records = append(records, k.tables()...)
	}
	for _, statement := range []string{
		"GRANT USAGE ON SCHEMA " + postgresSchema + " TO " + name,
		"GRANT SELECT, INSERT, UPDATE, DELETE ON " + strings.Join(records, ", ") + " TO " + name,
		"GRANT SELECT ON " + readByTenants + " TO " + name,
		"GRANT INSERT (entry) ON audit_entries TO " + name,
		"GRANT SELECT, INSERT, UPDATE ON claims TO " + name, // to lock its rows is to update them
		"GRANT UPDATE ON writers TO " + name,                // to lock it: it has neither rows nor columns
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("granting to a role: %w", err)
		}
	}
	return nil
}

// grantAgain gives the roles of the register their rights on what a migration
// has added.
func grantAgain(ctx context.Context, tx *sql.Tx) error {
	roles, err := tx.QueryContext(ctx, "SELECT role FROM tenant_roles WHERE role IN (SELECT rolname FROM pg_roles)")
	if err != nil {
		return err
	}
	defer roles.Close()
	var names []string
	for roles.Next() {
		var name string
		if err := roles.Scan(&name); err != nil {
			return err
		}
		names = append(names, name)
	}
	if err := roles.Err(); err != nil {
		return err
	}
	for _, name := range names {
		if err := grantTables(ctx, tx, name); err != nil {
			return err
		}
	}
	return nil
}
