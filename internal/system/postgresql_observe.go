package system

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// isUsable tells of a grant, held, whether it is any use of the role. Since
// PostgreSQL 16 one with neither SET nor INHERIT is not: who creates a role has it.
const isUsable = `coalesce((to_jsonb(held)->>'set_option')::bool OR (to_jsonb(held)->>'inherit_option')::bool, true)`

// observeRoles has a row for each account and role that it is a member of, as of
// one moment, whoever granted it.
const observeRoles = `
SELECT account.rolname::text, NOT account.rolcanlogin,
       CASE WHEN account.rolvaliduntil = '-infinity' THEN 'epoch' WHEN isfinite(account.rolvaliduntil) THEN account.rolvaliduntil END,
       role.rolname::text,
       bool_or(` + isUsable + `),
       bool_or(held.admin_option)
  FROM pg_roles account
  LEFT JOIN (pg_auth_members held JOIN pg_roles role ON role.oid = held.roleid) ON held.member = account.oid
 WHERE `

const (
	namedRoles   = `account.rolname = ANY($1::text[])`
	patternRoles = `account.rolname::text LIKE $1 AND account.rolname !~ '^pg_'`
	usualRoles   = `account.rolname !~ '^pg_' AND (account.rolcanlogin
		OR EXISTS (SELECT FROM pg_auth_members held WHERE held.member = account.oid AND ` + isUsable + `)
		AND NOT EXISTS (SELECT FROM pg_auth_members held WHERE held.roleid = account.oid AND ` + isUsable + `))`
)

const perAccount = `
 GROUP BY account.rolname, account.rolcanlogin, account.rolvaliduntil, role.rolname`

func (p *postgresql) Observe(ctx context.Context, accounts ...string) (Observation, error) {
	selected, arguments := usualRoles, []any(nil)
	switch {
	case len(accounts) > 0:
		selected, arguments = namedRoles, []any{possible(accounts)}
	case p.accounts != "":
		selected, arguments = patternRoles, []any{p.accounts}
	}
	var seen Observation
	err := p.do(ctx, func(ctx context.Context) error {
		rows, err := p.pool.Query(ctx, observeRoles+selected+perAccount, arguments...)
		if err != nil {
			return err
		}
		seen, err = readRoles(rows)
		return err
	})
	if err != nil {
		return Observation{}, err
	}
	seen.sort()
	return seen, nil
}

func readRoles(rows pgx.Rows) (Observation, error) {
	var (
		seen           Observation
		known          = map[string]bool{}
		account        Account
		expires        *time.Time
		privilege      *string
		usable, admins *bool
	)
	_, err := pgx.ForEachRow(rows, []any{&account.Name, &account.Suspended, &expires, &privilege, &usable, &admins}, func() error {
		account.ExpiresAt = time.Time{}
		if expires != nil {
			account.ExpiresAt = expires.UTC()
		}
		if !known[account.Name] {
			known[account.Name] = true
			seen.Accounts = append(seen.Accounts, account)
		}
		if privilege == nil {
			return nil
		}
		if *usable {
			seen.Memberships = append(seen.Memberships, Membership{Account: account.Name, Privilege: *privilege})
		}
		if *admins {
			seen.Memberships = append(seen.Memberships, Membership{Account: account.Name, Privilege: *privilege, Scope: adminScope})
		}
		return nil
	})
	return seen, err
}
