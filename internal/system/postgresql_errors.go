package system

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// The SQLSTATE codes that are told apart:
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const (
	codeInvalidDatabase    = "3D000"
	codeDependent          = "2BP01"
	codeReadOnly           = "25006"
	codeUniqueViolation    = "23505"
	codeSerialization      = "40001"
	codeDeadlock           = "40P01"
	codePrivilege          = "42501"
	codeUndefinedObject    = "42704"
	codeTooManyConnections = "53300"
	codeLockNotAvailable   = "55P03"
	codeQueryCanceled      = "57014"
	classShutdown          = "57P"
	classConnection        = "08"
	classAuthorisation     = "28"
	codeInternal           = "XX000"
)

// sqlState is the SQLSTATE within an error, "" for none.
func sqlState(err error) string {
	if told, ok := errors.AsType[*pgconn.PgError](err); ok {
		return told.Code
	}
	return ""
}

// do makes one call, and says in words for people what goes wrong with it.
func (p *postgresql) do(ctx context.Context, call func(ctx context.Context) error) error {
	return p.calls.do(ctx, func(ctx context.Context) error { return p.explain(call(ctx)) })
}

// explain turns what PostgreSQL says into what a user can do. Errors of our own
// making pass.
func (p *postgresql) explain(err error) error {
	if err == nil || errors.As(err, new(*Error)) {
		return err
	}
	told, ok := errors.AsType[*pgconn.PgError](err)
	if ok {
		return p.explainState(told)
	}
	if untrusted(err) {
		return fail(ErrUnreachable, "%s answers, but no trusted connection could be made: %s. Look at sslmode and sslrootcert, and at the server's certificate.", p.place, innermost(err))
	}
	return inPassing(fail(ErrUnreachable, "%s does not answer, or was lost: %s. Check host and port, that the server runs, and that the network lets this machine through.", p.place, innermost(err)), 0)
}

func (p *postgresql) explainState(told *pgconn.PgError) error {
	switch code := told.Code; {
	case strings.HasPrefix(code, classAuthorisation):
		return fail(ErrDenied, "%s refuses the login: %s. Check the user's name, the password and the server's pg_hba.conf.", p.place, told.Message)
	case code == codePrivilege:
		return fail(ErrDenied, "%s does not let %q do that: %s. It needs CREATEROLE to alter accounts and, from PostgreSQL 16 on, the ADMIN OPTION of every role and account; what another role granted only that role's members may revoke.", p.place, p.user, told.Message)
	case code == codeDependent:
		return fail(ErrDenied, "%s does not revoke what was granted on: the account granted the role to others by its ADMIN OPTION. Revoke it from them first.", p.place)
	case code == codeUndefinedObject:
		return fail(ErrNotFound, "%s has no such role any more: %s.", p.place, told.Message)
	case code == codeInvalidDatabase:
		return fail(ErrSettings, "%s has no such database: %s. Look at the url.", p.place, told.Message)
	case code == codeReadOnly:
		return fail(ErrDenied, "%s is read-only: a replica, or a server that was demoted. Give the primary in the url.", p.place)
	case code == codeSerialization, code == codeDeadlock, code == codeUniqueViolation, code == codeInternal && strings.HasPrefix(told.Message, "tuple concurrently"):
		return inPassing(fail(ErrUnreachable, "The roles of %s are being changed by others all the time. Try again when they are done.", p.place), 0)
	case code == codeTooManyConnections, strings.HasPrefix(code, classShutdown), strings.HasPrefix(code, classConnection):
		return inPassing(fail(ErrUnreachable, "%s takes no connection, or ended it: %s. Look at the server.", p.place, told.Message), 0)
	case code == codeLockNotAvailable, code == codeQueryCanceled:
		return fail(ErrUnreachable, "%s took longer than the timeout allows: %s. Look at its load and at who holds locks, or give it more time by timeout.", p.place, told.Message)
	default:
		return fail(ErrFailed, "%s answers with an error: %s (SQLSTATE %s).", p.place, told.Message, code)
	}
}

func untrusted(err error) bool {
	return errors.As(err, new(*tls.CertificateVerificationError)) || errors.As(err, new(tls.RecordHeaderError)) ||
		errors.As(err, new(x509.UnknownAuthorityError)) || errors.As(err, new(x509.HostnameError)) ||
		strings.Contains(err.Error(), "refused TLS") // pgconn has no value for it
}
