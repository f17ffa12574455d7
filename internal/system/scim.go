package system

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var scimKind = kind{
	settings: []Setting{
		{Name: "url", Required: true, check: isSCIMURL, Doc: "The base of the SCIM 2.0 service, such as `https://directory.example/scim/v2`. `http://` is for loopback alone."},
		{Name: "token_env", check: isVariable, Doc: "The environment variable with a bearer token."},
		{Name: "username", Doc: "Whom to log in as where the service takes a password."},
		{Name: "password_env", check: isVariable, Doc: "The environment variable with the password of `username`."},
		{Name: "client_id", Doc: "The client that OAuth 2.0 knows, where tokens are got by client credentials."},
		{Name: "client_secret_env", check: isVariable, Doc: "The environment variable with the secret of `client_id`."},
		{Name: "token_url", check: isSCIMURL, Doc: "Where tokens are got for `client_id`."},
		{Name: "oauth_scopes", Doc: "The scopes to ask for with `client_id`, separated by spaces."},
		caFile,
		{Name: "account_attribute", Default: "userName", check: isOneOf("userName", "externalId", "id"), Doc: "What names an account: `userName`, `externalId` or `id`."},
		{Name: "privilege_attribute", Default: "displayName", check: isOneOf("displayName", "externalId", "id"), Doc: "What names a group: `displayName`, `externalId` or `id`. Where two groups have one name, neither can be granted by it."},
		{Name: "accounts", Doc: "Which users are accounts, as a SCIM filter such as `userType eq \"Service\"`. Without it, all are. The names of identities are looked up among all users."},
		{Name: "page_size", Default: "100", check: isCount(1, 10_000), Doc: "How many users or groups to ask for at a time; a service may give fewer."},
	},
	rules: scimRules,
	open:  openSCIM,
}

// scim is a service that speaks SCIM 2.0 (RFC 7643, RFC 7644). Its users are
// accounts, and its groups are privileges.
type scim struct {
	place     string // for messages
	base      *url.URL
	http      *http.Client
	login     *login
	calls     *calls
	account   string // the attributes that name them
	privilege string
	accounts  string
	page      int
}

func openSCIM(_ context.Context, s settings, c *calls) (System, error) {
	base, err := url.Parse(strings.TrimSuffix(s.text("url"), "/"))
	if err != nil {
		return nil, fail(ErrSettings, "url: %s", isSCIMURL(s.text("url")))
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.IdleConnTimeout = time.Minute
	if transport.TLSClientConfig, err = trust(s); err != nil {
		return nil, err
	}
	client := &http.Client{
		Transport: transport,
		// A redirect would take the credentials to where nobody meant them to go.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	who, err := newLogin(s, client)
	if err != nil {
		return nil, err
	}
	return &scim{
		place:     "The SCIM service at " + base.Host,
		base:      base,
		http:      client,
		login:     who,
		calls:     c,
		account:   s.text("account_attribute"),
		privilege: s.text("privilege_attribute"),
		accounts:  s.text("accounts"),
		page:      s.count("page_size"),
	}, nil
}

func (s *scim) Close() error {
	s.http.CloseIdleConnections()
	return nil
}

func isSCIMURL(value string) string {
	location, err := url.Parse(value)
	switch {
	case err != nil || location.Host == "" || location.RawQuery != "" || location.Fragment != "":
		return "It is no URL such as https://directory.example/scim/v2, without a query."
	case location.User != nil:
		return "It has a user's name or a password in it. Take them out: token_env, or username and password_env, say how to log in."
	case location.Scheme == "https", location.Scheme == "http" && isLoopback(location.Hostname()):
		return ""
	default:
		return "It is no https:// URL: over http:// anybody on the way could read the credentials and answer in the service's place. Only loopback may be http://."
	}
}

// scimRules has one way of logging in, and that whole.
func scimRules(s settings) []governance.Problem {
	var found []governance.Problem
	ways := 0
	for _, way := range [][]string{{"token_env"}, {"username", "password_env"}, {"client_id", "client_secret_env", "token_url"}} {
		var given, missing []string
		for _, name := range way {
			if s.text(name) != "" {
				given = append(given, name)
			} else {
				missing = append(missing, name)
			}
		}
		if len(given) == 0 {
			continue
		}
		ways++
		if len(missing) > 0 {
			found = append(found, problem("%s also needs %s.", strings.Join(given, " and "), strings.Join(missing, " and ")))
		}
	}
	if ways != 1 {
		found = append(found, problem("A system of kind scim needs one way to log in: token_env; or username and password_env; or client_id, client_secret_env and token_url."))
	}
	return found
}
