package register

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// The SQLSTATE codes that are told apart:
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const (
	codeInvalidDatabase    = "3D000"
	codeNotSupported       = "0A000"
	codeReadOnly           = "25006"
	codeSerialization      = "40001"
	codeDeadlock           = "40P01"
	codeCompletionUnknown  = "40003"
	codePrivilege          = "42501"
	codeUndefinedTable     = "42P01"
	codeTooManyConnections = "53300"
	codeLockNotAvailable   = "55P03"
	codeQueryCanceled      = "57014"
	codeAdminShutdown      = "57P01"
	codeCrashShutdown      = "57P02"
	codeCannotConnectNow   = "57P03"
	codeIdleInTransaction  = "25P03"
	codeUntranslatable     = "22P05"
	codeNotInRepertoire    = "22021"
	classConnection        = "08"
	classAuthorisation     = "28"
	classInsufficientSpace = "53"
	classDamage            = "XX"
	codeInternal           = "XX000"
)

// sqlState is the SQLSTATE within an error, "" for none.
func sqlState(err error) string {
	if told, ok := errors.AsType[*pgconn.PgError](err); ok {
		return told.Code
	}
	return ""
}

// commitError is a failed commit: only the database knows what became of it
// when the connection was lost then.
type commitError struct{ error }

func (e *commitError) Unwrap() error { return e.error }

// starting reports whether a server says that it does not take connections yet.
func starting(err error) bool { return sqlState(err) == codeCannotConnectNow }

// transient reports whether nothing was written and another try may succeed:
// transactions that were in each other's way, and connections that were lost
// before the commit.
func transient(err error) bool {
	code := sqlState(err)
	if code == codeSerialization || code == codeDeadlock {
		return true
	}
	return disconnected(err) && !errors.As(err, new(*commitError))
}

// spoiling reports whether those who share the transaction had better not go on:
// it is to be done again, or each would wait for the same lock after the other.
func spoiling(err error) bool { return transient(err) || sqlState(err) == codeLockNotAvailable }

// disconnected reports whether an error means that the connection is gone, or could
// not be made for now.
func disconnected(err error) bool {
	switch code := sqlState(err); {
	case code == codeAdminShutdown, code == codeCrashShutdown, code == codeCannotConnectNow, code == codeTooManyConnections,
		code == codeIdleInTransaction, strings.HasPrefix(code, classConnection):
		return true
	case code != "":
		return false
	}
	if told, ok := errors.AsType[*net.OpError](err); ok {
		return told.Op != "remote error" // which is what TLS calls an alert
	}
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}

// explain turns what PostgreSQL says into what a user can do. Errors of our own
// making pass. Of the server's words only the message is repeated: the detail
// holds values.
func (e *postgresEngine) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if own, ok := errors.AsType[*Error](err); ok {
		return own
	}
	if own, ok := errors.AsType[*InvalidError](err); ok {
		return own
	}
	say := func(summary error, detail string) error { return &Error{summary, e.place + " " + detail, err} }
	if errors.As(err, new(*commitError)) && (disconnected(err) || ctx.Err() != nil) || sqlState(err) == codeCompletionUnknown {
		return say(ErrFailed, "was lost while a write was being committed, so it is not known whether it was written. Run the plan again: it shows what is there.")
	}
	if ctx.Err() != nil {
		return &Error{ErrFailed, "The work was interrupted before it was done; nothing of it was kept.", errors.Join(ctx.Err(), err)}
	}
	if told, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.explainState(told, say)
	}
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	switch {
	case tlsTrouble(err):
		return say(ErrUnreachable, "was reached, but no trusted connection could be made: "+innermost(err)+". Look at sslmode and sslrootcert, and at the server's certificate.")
	case connecting:
		return say(ErrUnreachable, "does not answer: "+innermost(err)+". Check host and port, that the server runs, and that the network lets this machine through.")
	case disconnected(err):
		return say(ErrUnreachable, "was lost, and did not come back in "+e.wait.String()+". Nothing was written. Look at the server, and try again.")
	default:
		return say(ErrFailed, "could not be used: "+innermost(err)+".")
	}
}

func (e *postgresEngine) explainState(told *pgconn.PgError, say func(error, string) error) error {
	switch code := told.Code; {
	case strings.HasPrefix(code, classAuthorisation):
		return say(ErrDenied, "refuses the login: "+told.Message+". Check the user's name and the password, which may also come from PGPASSWORD or a password file, and the server's pg_hba.conf.")
	case code == codePrivilege:
		return say(ErrDenied, "does not let this role do that: "+told.Message+". Nothing was written. A role that was granted one tenant reaches that tenant alone; see nhi register grant.")
	case code == codeInvalidDatabase:
		return say(ErrMissing, "is not a database of that server. Create it (createdb), then run nhi register init.")
	case code == codeUndefinedTable:
		return say(ErrNotRegister, "lacks a table that belongs to a register. Run nhi register migrate, or check the location.")
	case code == codeReadOnly:
		return e.readOnlyServer(told)
	case code == codeLockNotAvailable:
		return say(ErrLocked, "has been held by another writer for "+e.wait.String()+". Nothing was written. Let the other apply finish, and try again.")
	case code == codeSerialization, code == codeDeadlock:
		return say(ErrLocked, "is being changed by others all the time, for "+e.wait.String()+" now. Nothing was written. Try again when they are done.")
	case code == codeQueryCanceled:
		return say(ErrFailed, "took longer than statement_timeout allows. Nothing was written. Look at the load of the server, or give a longer statement_timeout in the location.")
	case code == codeTooManyConnections:
		return say(ErrUnreachable, "takes no more connections. Nothing was written. Let others finish, raise max_connections, or put a pooler in front.")
	case strings.HasPrefix(code, classInsufficientSpace):
		return say(ErrFull, "has run out of resources: "+told.Message+". Nothing was written. Look at the server's disk and memory.")
	case code == codeUntranslatable, code == codeNotInRepertoire:
		return say(ErrFailed, "cannot keep a text that was given: "+told.Message+". Nothing was written. Take the NUL character, or what is not UTF-8, out of it.")
	case strings.HasPrefix(code, classDamage) && code != codeInternal:
		return say(ErrCorrupt, "is damaged: "+told.Message+". It was left as it is. Restore a backup.")
	case disconnected(told):
		return say(ErrUnreachable, "ended the connection ("+told.Message+"), and did not come back in "+e.wait.String()+". Nothing was written. Look at the server, and try again.")
	default:
		return say(ErrFailed, "answers with an error that should not occur (SQLSTATE "+code+", "+told.Message+"). Please report it.")
	}
}

func (e *postgresEngine) readOnlyServer(err error) error {
	return &Error{ErrReadOnly, e.place + " is read-only: a replica, or a server that was demoted. Nothing was written. Give the primary, or several hosts with target_session_attrs=read-write.", err}
}

func tlsTrouble(err error) bool {
	if told, ok := errors.AsType[*net.OpError](err); ok && told.Op == "remote error" {
		return true
	}
	return errors.As(err, new(*tls.CertificateVerificationError)) || errors.As(err, new(tls.RecordHeaderError)) ||
		errors.As(err, new(x509.UnknownAuthorityError)) || errors.As(err, new(x509.HostnameError)) ||
		strings.Contains(err.Error(), "refused TLS") // pgconn has no value for it
}

// innermost is the cause of an error without what was wrapped around it, which
// holds the whole connection string.
func innermost(err error) string {
	for {
		switch inner := err.(type) { //nolint:errorlint // it walks the chain itself
		case interface{ Unwrap() []error }:
			all := inner.Unwrap()
			if len(all) == 0 {
				return err.Error()
			}
			err = all[len(all)-1]
		case interface{ Unwrap() error }:
			if inner.Unwrap() == nil {
				return err.Error()
			}
			err = inner.Unwrap()
		default:
			return err.Error()
		}
	}
}
