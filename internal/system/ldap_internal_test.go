package system

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

func TestFiletime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Time{
		"":                    {},
		"0":                   {},
		"9223372036854775807": {},
		"1":                   time.Date(1601, 1, 1, 0, 0, 0, 100, time.UTC),
		"116444736000000000":  time.Unix(0, 0).UTC(),
		"133485408000000000":  time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC),
		"9223372036854775806": time.Date(30828, 9, 14, 2, 48, 5, 477580600, time.UTC),
	} {
		if got, err := parseFiletime(text); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"-1", "never", "9223372036854775808", "0x7FFFFFFFFFFFFFFF", "1.5"} {
		if got, err := parseFiletime(text); err == nil {
			t.Errorf("%q: %v, want an error", text, got)
		}
	}
	for _, at := range []time.Time{time.Date(1600, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(40000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		if text, err := formatFiletime(at); err == nil {
			t.Errorf("%v: %q, want an error", at, text)
		}
	}
}

func FuzzFiletime(f *testing.F) {
	for _, text := range []string{"", "0", "1", "133485408000000000", strconv.Itoa(math.MaxInt64), "-1", "x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := parseFiletime(text)
		if err != nil {
			return
		}
		again, err := formatFiletime(at)
		if err != nil {
			if at.Year() > 1601 && at.Year() < 30828 {
				t.Fatalf("%q is %v, which cannot be written: %v", text, at, err)
			}
			return
		}
		if back, err := parseFiletime(again); err != nil || !back.Equal(at) {
			t.Fatalf("%q is %v, and again %q, %v: %v", text, at, again, back, err)
		}
	})
}

func TestParseRange(t *testing.T) {
	t.Parallel()
	type part struct {
		Attribute     string
		Low           int
		Unbounded, OK bool
	}
	for description, want := range map[string]part{
		"member;range=0-1499":        {"member", 0, false, true},
		"member;Range=1500-*":        {"member", 1500, true, true},
		"member":                     {},
		"member;lang-de":             {},
		"member;range=":              {},
		"member;range=1500":          {},
		"member;range=9-1":           {},
		"member;range=-1-5":          {},
		"member;range=0-99999999999": {},
		"member;range=*-*":           {},
	} {
		var got part
		got.Attribute, got.Low, got.Unbounded, got.OK = parseRange(description)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q, -want +got:\n%s", description, diff)
		}
	}
}

func FuzzRange(f *testing.F) {
	for _, description := range []string{"member;range=0-1499", "member;range=1500-*", "member", ";range=-", "member;range=0-0"} {
		f.Add(description, 0, 1)
	}
	f.Fuzz(func(t *testing.T, description string, low, values int) {
		if values < 0 || values > 9 {
			return
		}
		e := ldap.NewEntry("cn=g", map[string][]string{description: make([]string, values)})
		got, last, err := rangeOf(e, "member", low)
		// What is not the last part has to bring the reading on, or it never ends.
		if err == nil && !last && len(got) == 0 {
			t.Fatalf("%q from %d: no values, and not the last", description, low)
		}
	})
}

func TestDNKey(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"uid=a,dc=org", "UID=A , DC=ORG", `uid=\61,dc=org`},
		{`cn=a\, b,dc=org`, `CN=A\2C  B,dc=org`},
		{`cn=größe,dc=org`, `cn=GRÖSSE,dc=org`, `cn=gr\c3\b6\c3\9fe,dc=org`},
		{`cn=a+uid=b,dc=org`, `UID=B+CN=A,dc=org`},
		{"not a DN", "NOT  A DN"},
	} {
		for _, other := range same[1:] {
			if dnKey(other) != dnKey(same[0]) {
				t.Errorf("%q is %q, and %q is %q", same[0], dnKey(same[0]), other, dnKey(other))
			}
		}
	}
	if dnKey("uid=a,uid=b") == dnKey(`uid=a\,uid\=b`) || dnKey("uid=a,dc=org") == dnKey("uid=b,dc=org") {
		t.Error("two entries have one key")
	}
}

func TestLDAPSettings(t *testing.T) {
	t.Parallel()
	base := map[string]string{"url": "ldaps://ldap.example.org", "base_dn": "dc=example,dc=org", "bind_dn": "cn=nhi,dc=example,dc=org", "bind_password_env": "LDAP_PASSWORD"}
	for name, test := range map[string]struct {
		more map[string]string
		want string // of the one problem, "" for none
	}{
		"the least":                {nil, ""},
		"several servers":          {map[string]string{"url": "ldaps://a.example.org ldap://b.example.org:1389/"}, ""},
		"a name of the domain":     {map[string]string{"bind_dn": "svc-nhi@example.org", "flavour": "active_directory"}, ""},
		"no TLS":                   {map[string]string{"url": "ldap://localhost", "insecure": "true"}, ""},
		"another protocol":         {map[string]string{"url": "https://ldap.example.org"}, "no URL such as ldaps://"},
		"a DN in the URL":          {map[string]string{"url": "ldaps://ldap.example.org/dc=example"}, "where to look in base_dn"},
		"a password in the URL":    {map[string]string{"url": "ldaps://nhi:canary-4711@ldap.example.org"}, "more than a scheme"},
		"insecure of what is TLS":  {map[string]string{"insecure": "true"}, "ldaps:// is always TLS"},
		"a base that is no DN":     {map[string]string{"base_dn": "example.org"}, "no distinguished name"},
		"a filter without an end":  {map[string]string{"user_filter": "(uid=svc-*"}, "no LDAP filter"},
		"an attribute and more":    {map[string]string{"account_attribute": "uid)(cn=*"}, "no name of an attribute"},
		"half a suspension":        {map[string]string{"suspend_attribute": "employeeType"}, "go together"},
		"a way back from nothing":  {map[string]string{"resume_value": "active"}, "is not set"},
		"suspension of the domain": {map[string]string{"flavour": "active_directory", "suspend_attribute": "a", "suspend_value": "b"}, "a way of its own"},
		"pages of nobody":          {map[string]string{"page_size": "0"}, "whole number"},
		"a flavour of another":     {map[string]string{"flavour": "389ds"}, "none of openldap, active_directory"},
		"a secret in its place":    {map[string]string{"bind_password": "canary-4711"}, `no setting "bind_password"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := map[string]string{}
			for _, settings := range []map[string]string{base, test.more} {
				for name, value := range settings {
					config[name] = value
				}
			}
			found := Validate(governance.System{Kind: governance.SystemLDAP, Config: config})
			var text string
			for _, p := range found {
				text += p.Detail
			}
			if len(found) > 1 || (len(found) == 1) != (test.want != "") || !strings.Contains(text, test.want) {
				t.Errorf("the problems are %v, want one with %q", found, test.want)
			}
			if strings.Contains(text, "canary") {
				t.Errorf("a problem tells what was written: %s", text)
			}
		})
	}
}
