package system_test

import (
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/ldaptest"
)

var update = flag.Bool("update", false, "write the settings into the guide")

const guide = "../../templates/guides/systems.md.tmpl"

var tables = regexp.MustCompile(`(?s)<!-- settings of (\w+) -->\n(?:\n\|.*?\n(?:\n|$))?`)

// The guide has every setting of every kind, with the words that Terraform shows.
func TestGuide(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	kinds := 0
	want := tables.ReplaceAllStringFunc(string(text), func(found string) string {
		kinds++
		kind := tables.FindStringSubmatch(found)[1]
		var b strings.Builder
		fmt.Fprintf(&b, "<!-- settings of %s -->\n\n| setting | default | what it is |\n| --- | --- | --- |\n", kind)
		for _, s := range system.Settings(governance.SystemKind(kind)) {
			otherwise := ""
			switch {
			case s.Required:
				otherwise = "required"
			case s.Default != "":
				otherwise = "`" + s.Default + "`"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", s.Name, otherwise, strings.ReplaceAll(s.Doc, "|", `\|`))
		}
		return b.String() + "\n"
	})
	want = strings.TrimRight(want, "\n") + "\n"
	if kinds != 3 {
		t.Errorf("the guide has a place for the settings of %d kinds, want 3", kinds)
	}
	if *update {
		if err := os.WriteFile(guide, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("go test ./internal/system -run Guide -update writes it; -want +got:\n%s", diff)
	}
}

// What the guide shows are settings that fit.
func TestGuideExamples(t *testing.T) {
	t.Parallel()
	seen := map[governance.SystemKind]int{}
	for _, name := range []string{"postgresql", "openldap", "active-directory", "scim"} {
		path := "../../examples/systems/" + name + ".tf"
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, diagnostics := hclsyntax.ParseConfig(text, path, hcl.InitialPos)
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}
		for _, block := range file.Body.(*hclsyntax.Body).Blocks {
			record := governance.System{Shared: true, Config: map[string]string{}}
			kind, _ := block.Body.Attributes["kind"].Expr.Value(nil)
			config, diagnostics := block.Body.Attributes["config"].Expr.Value(nil)
			if diagnostics.HasErrors() {
				t.Fatal(diagnostics)
			}
			record.Name, record.Kind = block.Labels[1], governance.SystemKind(kind.AsString())
			for name, value := range config.AsValueMap() {
				record.Config[name] = value.AsString()
			}
			if found := append(record.Validate(), system.Validate(record)...); len(found) > 0 {
				t.Errorf("%s: %v", record.Name, found)
			}
			seen[record.Kind]++
		}
	}
	if diff := cmp.Diff(map[governance.SystemKind]int{governance.SystemPostgreSQL: 1, governance.SystemLDAP: 2, governance.SystemSCIM: 2}, seen); diff != "" {
		t.Errorf("examples, -want +got:\n%s", diff)
	}
}

// A role with the rights of the guide can do what nhi does.
func TestGuidePostgreSQL(t *testing.T) {
	t.Parallel()
	eachPostgreSQL(t, func(t *testing.T, c *cluster) {
		for _, role := range []string{"svc-guide", "app-guide"} {
			c.exec(t, `CREATE ROLE "%s" LOGIN`, role)
		}
		if c.byGrantor {
			c.exec(t, "%s", example(t, "postgresql-16.sql"))
		}
		in := c.open(t, nil)
		m := system.Membership{Account: "svc-guide", Privilege: "app-guide"}
		for name, err := range map[string]error{
			"Grant": in.Grant(t.Context(), m), "Suspend": in.Suspend(t.Context(), m.Account), "Resume": in.Resume(t.Context(), m.Account), "Revoke": in.Revoke(t.Context(), m),
		} {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// So can an entry of OpenLDAP, which cannot do anything else.
func TestGuideOpenLDAP(t *testing.T) {
	t.Parallel()
	rules := strings.NewReplacer("dc=acme,dc=example", "dc=nhi,dc=test").Replace(example(t, "openldap.ldif"))
	var settings strings.Builder
	for line := range strings.Lines(rules) {
		if rest, found := strings.CutPrefix(line, "olcAccess: "); found {
			settings.WriteString("access " + rest[strings.Index(rest, "to "):])
		}
		if rest, found := strings.CutPrefix(line, "olcLimits: "); found {
			settings.WriteString("limits " + rest)
		}
	}
	server := ldaptest.SlapdWith(t, settings.String())
	const base, account = "dc=nhi,dc=test", "uid=svc-guide,ou=services,dc=nhi,dc=test"
	for _, unit := range []string{"services", "groups"} {
		server.Add(t, "ou="+unit+","+base, map[string][]string{"objectClass": {"organizationalUnit"}})
	}
	server.Add(t, "cn=nhi,"+base, map[string][]string{"objectClass": {"organizationalRole", "simpleSecurityObject"}, "userPassword": {accountPassword}})
	server.Add(t, account, person("svc-guide"))
	server.Add(t, "cn=app-guide,ou=groups,"+base, map[string][]string{"objectClass": {"groupOfNames"}, "member": {"cn=nobody"}})
	in, err := system.Open(t.Context(), governance.System{Kind: governance.SystemLDAP, Config: map[string]string{
		"url": "ldap://" + server.Address, "flavour": "openldap", "ca_file": server.CAFile, "base_dn": base, "user_base_dn": "ou=services," + base, "group_base_dn": "ou=groups," + base,
		"bind_dn": "cn=nhi," + base, "bind_password_env": "PASSWORD",
	}}, func(string) (string, bool) { return accountPassword, true })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	m := system.Membership{Account: "svc-guide", Privilege: "app-guide"}
	if err := errors.Join(in.Grant(t.Context(), m), in.Suspend(t.Context(), m.Account)); err != nil {
		t.Error(err)
	}
	want := system.Observation{Accounts: []system.Account{{Name: "svc-guide", Suspended: true}}, Memberships: []system.Membership{m}}
	if diff := cmp.Diff(want, observation(t, in, "svc-guide")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if err := errors.Join(in.Resume(t.Context(), m.Account), in.Expire(t.Context(), m.Account, time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)), in.Revoke(t.Context(), m)); err != nil {
		t.Error(err)
	}
	own, err := ldap.DialURL("ldaps://"+server.Secure, ldap.DialWithTLSConfig(&tls.Config{InsecureSkipVerify: true}))
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	if err := own.Bind("cn=nhi,"+base, accountPassword); err != nil {
		t.Fatal(err)
	}
	change := ldap.NewModifyRequest(account, nil)
	change.Replace("sn", []string{"changed"})
	if err := own.Modify(change); !ldap.IsErrorWithCode(err, ldap.LDAPResultInsufficientAccessRights) {
		t.Errorf("nhi may change what it has no need to: %v", err)
	}
	found, err := own.Search(ldap.NewSearchRequest(account, ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false, "(objectClass=*)", []string{"uid", "userPassword"}, nil))
	if err != nil || len(found.Entries) != 1 || found.Entries[0].GetAttributeValue("uid") == "" || found.Entries[0].GetAttributeValue("userPassword") != "" {
		t.Errorf("nhi reads a name and no password: %v %v", found, err)
	}
}

func example(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../examples/systems/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
