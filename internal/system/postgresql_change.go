package system

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
)

// standing is what a role and one that it may be a member of have to do with each
// other.
type standing struct {
	account, privilege bool // they are there
	usable, admins     bool
	grantors           []string // who granted it, as far as they are there
	byGrantor          bool     // each has a grant of its own: PostgreSQL 16 and later
}

const readStanding = `
SELECT account.oid IS NOT NULL, role.oid IS NOT NULL,
       coalesce(bool_or(` + isUsable + `) FILTER (WHERE held.member IS NOT NULL), false),
       coalesce(bool_or(held.admin_option), false),
       coalesce(array_agg(grantor.rolname::text) FILTER (WHERE grantor.oid IS NOT NULL), '{}'),
       current_setting('server_version_num')::int >= 160000
  FROM (VALUES ($1::text, $2::text)) AS asked (account, privilege)
  LEFT JOIN pg_roles account ON account.rolname = asked.account
  LEFT JOIN pg_roles role ON role.rolname = asked.privilege
  LEFT JOIN pg_auth_members held ON held.member = account.oid AND held.roleid = role.oid
  LEFT JOIN pg_roles grantor ON grantor.oid = held.grantor
 GROUP BY account.oid, role.oid`

func (p *postgresql) Grant(ctx context.Context, m Membership) error {
	if err := p.grantable(m); err != nil {
		return err
	}
	return p.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		now, err := readMembership(ctx, tx, m)
		if err != nil {
			return err
		}
		statement := "GRANT " + quoted(m.Privilege) + " TO " + quoted(m.Account)
		switch {
		case !now.account:
			return p.noRole(m.Account)
		case !now.privilege:
			return p.noRole(m.Privilege)
		case m.Scope == adminScope && now.admins, m.Scope == "" && now.usable:
			return nil
		case m.Scope == adminScope:
			statement += " WITH ADMIN OPTION"
		case len(now.grantors) > 0: // a grant that says it is no use of the role goes on saying so
			statement += " WITH INHERIT TRUE, SET TRUE"
		}
		_, err = tx.Exec(ctx, statement)
		return err
	})
}

// Revoke takes the role with its ADMIN OPTION, or that alone.
func (p *postgresql) Revoke(ctx context.Context, m Membership) error {
	if err := p.grantable(m); err != nil {
		return err
	}
	return p.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		now, err := readMembership(ctx, tx, m)
		if err != nil || m.Scope == adminScope && !now.admins || m.Scope == "" && !now.usable && !now.admins {
			return err
		}
		statement := "REVOKE " + quoted(m.Privilege) + " FROM " + quoted(m.Account)
		if m.Scope == adminScope {
			statement = "REVOKE ADMIN OPTION FOR " + quoted(m.Privilege) + " FROM " + quoted(m.Account)
		}
		if !now.byGrantor {
			_, err := tx.Exec(ctx, statement)
			return err
		}
		for _, grantor := range now.grantors {
			if _, err := tx.Exec(ctx, statement+" GRANTED BY "+quoted(grantor)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Suspend takes the right to log in, and ends the sessions that are open.
func (p *postgresql) Suspend(ctx context.Context, account string) error {
	if account == p.user {
		return fail(ErrDenied, "%q is the role by which %s is reached: nothing could be done there any more, nor this be undone. Have nhi reach it by a role of its own.", account, p.place)
	}
	err := p.alter(ctx, account, "NOLOGIN")
	if err != nil {
		return err
	}
	return p.do(ctx, func(ctx context.Context) error {
		_, err := p.pool.Exec(ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1::text", account)
		if sqlState(err) == codePrivilege {
			return fail(ErrDenied, "%q may not log in any more, and has sessions open at %s that %q may not end. Grant pg_signal_backend to %q, and try again.", account, p.place, p.user, p.user)
		}
		return err
	})
}

func (p *postgresql) Resume(ctx context.Context, account string) error {
	return p.alter(ctx, account, "LOGIN")
}

// Expire sets until when the password of an account is valid. PostgreSQL knows no
// end of other ways to log in.
func (p *postgresql) Expire(ctx context.Context, account string, at time.Time) error {
	until := "infinity"
	if !at.IsZero() {
		until = at.UTC().Format("2006-01-02T15:04:05.999999Z")
	}
	return p.alter(ctx, account, "VALID UNTIL '"+until+"'")
}

func (p *postgresql) alter(ctx context.Context, account, what string) error {
	if err := named(account); err != nil {
		return err
	}
	if len(possible([]string{account})) == 0 {
		return p.noRole(account)
	}
	return p.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "ALTER ROLE "+quoted(account)+" "+what)
		if sqlState(err) == codeUndefinedObject {
			return p.noRole(account)
		}
		return err
	})
}

// change does all of something or nothing.
func (p *postgresql) change(ctx context.Context, do func(ctx context.Context, tx pgx.Tx) error) error {
	return p.do(ctx, func(ctx context.Context) error {
		return pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error { return do(ctx, tx) })
	})
}

func readMembership(ctx context.Context, tx pgx.Tx, m Membership) (standing, error) {
	var now standing
	err := tx.QueryRow(ctx, readStanding, m.Account, m.Privilege).
		Scan(&now.account, &now.privilege, &now.usable, &now.admins, &now.grantors, &now.byGrantor)
	return now, err
}

// grantable refuses what a role can be to no other.
func (p *postgresql) grantable(m Membership) error {
	if err := named(m.Account); err != nil {
		return err
	}
	for _, name := range []string{m.Account, m.Privilege} {
		if len(possible([]string{name})) == 0 {
			return p.noRole(name)
		}
	}
	if m.Scope != "" && m.Scope != adminScope {
		return fail(ErrUnsupported, "The scope %q means nothing to PostgreSQL: a role is held in every database of the server. Leave scope out, or set it to %q for the ADMIN OPTION, by which a role is granted on.", m.Scope, adminScope)
	}
	return nil
}

func (p *postgresql) noRole(name string) error {
	return fail(ErrNotFound, "%s has no role %q. Create it, or look at its spelling: the names of roles are told apart by upper and lower case.", p.place, name)
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

// longestName is what PostgreSQL keeps of a name, in bytes; it cuts longer ones
// without an error, to what may be another's name.
const longestName = 63

// possible leaves out what can be no role's name.
func possible(names []string) []string {
	roles := make([]string, 0, len(names))
	for _, name := range names {
		if name != "" && len(name) <= longestName && utf8.ValidString(name) && !strings.ContainsRune(name, 0) {
			roles = append(roles, name)
		}
	}
	return roles
}
