package notify

import (
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Setting is one argument of a sink block.
type Setting struct {
	Name     string
	Required bool
	List     bool // a list of texts; [governance.Sink.Config] has them with ListSeparator between
	check    func(value string) error
}

// ListSeparator is between the elements of a setting that is a list, none of
// which has it.
const ListSeparator = ","

// Kinds lists every kind of sink.
var Kinds = []governance.SinkKind{governance.SinkWebhook, governance.SinkMail, governance.SinkGitHub, governance.SinkJira}

var settings = map[governance.SinkKind][]Setting{
	governance.SinkWebhook: {
		{Name: "url", check: https},
		{Name: "url_env", check: variable},
		{Name: "secret_env", Required: true, check: variable},
	},
	governance.SinkMail: {
		{Name: "server", Required: true, check: submission},
		{Name: "user"},
		{Name: "password_env", check: variable},
		{Name: "from", Required: true, check: address},
		{Name: "to", List: true, check: address},
	},
	governance.SinkGitHub: {
		{Name: "repository", Required: true, check: repository},
		{Name: "token_env", Required: true, check: variable},
		{Name: "api", check: https},
		{Name: "labels", List: true},
		{Name: "assignees", List: true},
	},
	governance.SinkJira: {
		{Name: "url", Required: true, check: https},
		{Name: "project", Required: true, check: project},
		{Name: "user"},
		{Name: "token_env", Required: true, check: variable},
		{Name: "issue_type"},
		{Name: "done"},
	},
}

// Settings lists what a sink of a kind can be told, besides its kind.
func Settings(kind governance.SinkKind) []Setting { return settings[kind] }

// Check returns what is wrong with the value, one element of it for a list, as
// the rest of a sentence about it.
func (s Setting) Check(value string) error {
	switch {
	case s.List && strings.Contains(value, ListSeparator):
		return fmt.Errorf("it has a comma; write one element of the list for each")
	case s.check == nil:
		return nil
	default:
		return s.check(value)
	}
}

// CheckTogether returns what is wrong with settings that fit one by one, as full
// sentences.
func CheckTogether(s governance.Sink) []string {
	var wrong []string
	_, url := s.Config["url"]
	_, urlEnv := s.Config["url_env"]
	_, user := s.Config["user"]
	_, password := s.Config["password_env"]
	switch {
	case s.Kind == governance.SinkWebhook && url == urlEnv:
		wrong = append(wrong, "A webhook has a url, or url_env where the address itself is a secret, and not both.")
	case s.Kind == governance.SinkMail && user != password:
		wrong = append(wrong, "A mail server that asks who sends is told both user and password_env.")
	}
	return wrong
}

// https is a URL that is reached over TLS. What stays on the machine needs none.
func https(value string) error {
	u, err := url.Parse(value)
	switch {
	case err != nil || u.Host == "":
		return fmt.Errorf("it is not a URL such as https://hooks.example/nhi")
	case u.User != nil:
		return fmt.Errorf("it has a user or a password in it, and the policies are no place for secrets")
	case u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname()):
		return nil
	default:
		return fmt.Errorf("it does not start with https://, so anybody on the way could read what is sent")
	}
}

// submission is a mail server that takes mail over TLS alone.
func submission(value string) error {
	u, err := url.Parse(value)
	switch {
	case err != nil || u.Hostname() == "" || u.Path != "" || u.Scheme != "smtp" && u.Scheme != "smtps":
		return fmt.Errorf("it is not a mail server such as smtp://mail.example:587, which starts TLS, or smtps://mail.example:465, which has it from the first byte")
	case u.User != nil:
		return fmt.Errorf("it has a user or a password in it; say user and password_env instead")
	default:
		return nil
	}
}

var (
	variableName   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	repositoryName = regexp.MustCompile(`^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$`)
	projectKey     = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)
)

// variable refuses the secret itself where the name of its variable belongs. The
// message does not repeat it.
func variable(value string) error {
	if !variableName.MatchString(value) {
		return fmt.Errorf("it is the name of an environment variable, such as NHI_WEBHOOK_SECRET, never the secret itself")
	}
	return nil
}

func repository(value string) error {
	if !repositoryName.MatchString(value) {
		return fmt.Errorf("write it as owner/name")
	}
	return nil
}

func project(value string) error {
	if !projectKey.MatchString(value) {
		return fmt.Errorf("it is a project's key, such as SEC")
	}
	return nil
}

func address(value string) error {
	if parsed, err := mail.ParseAddress(value); err != nil || parsed.Address != value {
		return fmt.Errorf("it is not a mail address such as soc@msp.example")
	}
	return nil
}

func loopback(host string) bool {
	return slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, host)
}

func list(value string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(value, ListSeparator)
}
