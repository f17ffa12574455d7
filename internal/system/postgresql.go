package system

import (
	"context"
	"net/url"
	"path/filepath"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

var postgresqlKind = kind{
	settings: []Setting{
		{Name: "url", Required: true, check: isPostgreSQLURL, Doc: "Where the server is and as whom to reach it, such as `postgresql://nhi@db.example:5432/postgres`; `host` names the directory of a socket. " +
			"`sslmode` is `verify-full` unless it says `verify-ca`, or `disable` to a socket or to loopback; `sslrootcert`, `sslcert` and `sslkey` name files. Nothing is taken from the `PG…` environment variables."},
		{Name: "password_env", check: isVariable, Doc: "The environment variable with the password. A certificate, or a socket, may need none."},
		{Name: "accounts", Doc: "Which roles are accounts, as a pattern of SQL's `LIKE` such as `svc\\_%`. Without it, those that may log in, and of those that may not, members of other roles that have no members themselves. " +
			"The names of identities are looked up among all roles."},
		endAccounts,
	},
	open: openPostgreSQL,
}

// postgresql is a PostgreSQL server of version 15 or later. Its accounts and its
// privileges are roles, and an account holds the roles that it is a member of. The
// scope of a membership is "", or [adminScope].
type postgresql struct {
	place    string // for messages
	user     string
	accounts string
	calls    *calls
	pool     *pgxpool.Pool
}

// adminScope is the ADMIN OPTION: its holder may grant the role to others.
const adminScope = "admin"

func openPostgreSQL(ctx context.Context, s settings, c *calls) (System, error) {
	password, err := s.secret("password_env")
	if err != nil {
		return nil, err
	}
	location, why := parsePostgreSQLURL(s.text("url"))
	if why != "" {
		return nil, fail(ErrSettings, "url: %s", why)
	}
	config, err := pgxpool.ParseConfig(location.String())
	if err != nil {
		return nil, fail(ErrSettings, "url: Its certificate files cannot be used: %s. Look at sslrootcert, sslcert and sslkey.", innermost(err))
	}
	// What a variable or a password file says is for others: it would be sent here.
	config.ConnConfig.Password = password
	config.ConnConfig.ConnectTimeout = c.timeout
	patience := strconv.FormatInt(c.timeout.Milliseconds(), 10)
	config.ConnConfig.RuntimeParams = map[string]string{
		"application_name":                    "nhi",
		"statement_timeout":                   patience,
		"lock_timeout":                        patience,
		"idle_in_transaction_session_timeout": patience,
		"search_path":                         "pg_catalog", // nobody's own functions
	}
	// One exchange for a statement, and nothing prepared that a pooler would mislay.
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeExec
	config.MaxConns = 4
	config.MinConns = 0
	config.MaxConnIdleTime = time.Minute
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fail(ErrSettings, "url: The server cannot be reached by it: %s.", innermost(err))
	}
	host := config.ConnConfig.Host
	return &postgresql{
		place:    "PostgreSQL at " + host + ":" + strconv.Itoa(int(config.ConnConfig.Port)),
		user:     config.ConnConfig.User,
		accounts: s.text("accounts"),
		calls:    c,
		pool:     pool,
	}, nil
}

func (p *postgresql) Close() error {
	p.pool.Close()
	return nil
}

func isPostgreSQLURL(value string) string {
	_, why := parsePostgreSQLURL(value)
	return why
}

// parsePostgreSQLURL completes a location, or says what is wrong with it. It is
// never repeated: somebody may have written a password into it.
func parsePostgreSQLURL(value string) (location *url.URL, why string) {
	location, err := url.Parse(value)
	if err != nil || location.Scheme != "postgresql" && location.Scheme != "postgres" || location.Opaque != "" || location.Fragment != "" {
		return nil, "It is no URL of the form postgresql://USER@HOST:5432/DATABASE. Write special characters of the user's name as %XX."
	}
	if _, given := location.User.Password(); given {
		return nil, "It has a password in it. Take it out, here and wherever it was kept, and name the environment variable that holds it in password_env."
	}
	if location.User.Username() == "" {
		return nil, "It does not say as whom to reach the server: postgresql://USER@HOST:5432/DATABASE."
	}
	given := location.Query()
	// All of them are said, so that no environment variable says them instead.
	query := url.Values{"sslmode": {"verify-full"}, "sslrootcert": {""}, "sslcert": {""}, "sslkey": {""}, "port": {"5432"}}
	for name, values := range given {
		switch name {
		case "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey":
			query.Set(name, values[len(values)-1])
		default:
			return nil, "Of a query it takes host, port, sslmode, sslrootcert, sslcert and sslkey, and nothing else."
		}
	}
	host := query.Get("host")
	if location.Hostname() != "" {
		host = location.Hostname()
	}
	if location.Port() != "" {
		query.Set("port", location.Port())
	}
	if host == "" {
		return nil, "It names no host. Give one, or in host the directory of a socket: postgresql://USER@/DATABASE?host=/run/postgresql."
	}
	location.Host = ""
	query.Set("host", host)
	if location.Path == "" || location.Path == "/" {
		location.Path = "/postgres"
	}
	socket := filepath.IsAbs(host)
	if socket && !given.Has("sslmode") {
		query.Set("sslmode", "disable")
	}
	switch query.Get("sslmode") {
	case "verify-full", "verify-ca":
	case "disable":
		if !socket && !isLoopback(host) {
			return nil, "sslmode=disable is for a socket and for loopback: on a network anybody could answer as the server. Use verify-full, with sslrootcert where its certificate is not one that the machine trusts."
		}
	default:
		return nil, "Of sslmode it takes verify-full and verify-ca, and disable to a socket or to loopback: the others trust whoever answers. Name the certificate authority's file in sslrootcert."
	}
	location.RawQuery = query.Encode()
	return location, ""
}
