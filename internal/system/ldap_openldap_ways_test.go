package system_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"
	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/ldaptest"
)

func openDirectory(t testing.TB, s *ldaptest.Server, unit string, more map[string]string) system.System {
	t.Helper()
	record := directoryRecord(s, s.Address, unit, more)
	if found := system.Validate(record); len(found) > 0 {
		t.Fatal(found)
	}
	in, err := system.Open(t.Context(), record, func(string) (string, bool) { return s.Password, true })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	return in
}

// holds are the privileges of one account, observed both by its name and with all.
func holds(t *testing.T, in system.System, account string) []string {
	t.Helper()
	var all, one []string
	for held, names := range map[*[]string][]string{&all: nil, &one: {account}} {
		o, err := in.Observe(t.Context(), names...)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range o.Memberships {
			if m.Account == account {
				*held = append(*held, m.Privilege)
			}
		}
	}
	if diff := cmp.Diff(all, one); diff != "" {
		t.Errorf("%s holds, -with all +by its name:\n%s", account, diff)
	}
	return one
}

func wantHeld(t *testing.T, in system.System, account string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, holds(t, in, account)); diff != "" {
		t.Errorf("%s holds, -want +got:\n%s", account, diff)
	}
}

func wantFailure(t *testing.T, err, kind error, text string) {
	t.Helper()
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), text) {
		t.Errorf("the error is %v, want %v with %q", err, kind, text)
	}
}

// What OpenLDAP and its schemas do in ways of their own.
func TestOpenLDAPWays(t *testing.T) {
	t.Parallel()
	server := ldaptest.Slapd(t)
	for name, way := range map[string]func(t *testing.T, s *ldaptest.Server, unit string){
		"a group lists members as its class does":     classesOfGroups,
		"the last member leaves a placeholder":        lastMember,
		"members are listed as somebody wrote them":   writtenOtherwise,
		"groups in groups, and in a circle":           nestedGroups,
		"a name is spelt as the directory spells it":  spelling,
		"two of a name are none":                      twoOfAName,
		"a filter selects, and a name finds past it":  filters,
		"an attribute of the settings suspends":       ownSuspension,
		"a lock that passes is no suspension":         passingLock,
		"an attribute of no class is told":            lackingAttribute,
		"TLS from the start, and none":                waysOfTLS,
		"a certificate of somebody else is refused":   foreignCertificate,
		"the first server that answers is used":       severalServers,
		"a search costs as many requests as pages":    countsSearches,
		"what bind_dn may not do is refused":          notAllowed,
		"a base that is not there is a wrong setting": noBase,
		"referrals are not followed":                  referrals,
		"pages go on on their connection alone":       brokenBetweenPages,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			way(t, server, server.Unit(t))
		})
	}
}

func classesOfGroups(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, nil)
	s.Add(t, rdn("uid", "svc-a", unit), person("svc-a"))
	for name, group := range map[string]map[string][]string{
		"names":  {"objectClass": {"groupOfNames"}, "member": {"cn=nobody"}},
		"posix":  {"objectClass": {"posixGroup"}, "gidNumber": {"4711"}},
		"unique": {"objectClass": {"groupOfUniqueNames"}, "uniqueMember": {"cn=nobody"}},
	} {
		s.Add(t, rdn("cn", name, unit), group)
		for range 2 {
			if err := in.Grant(t.Context(), system.Membership{Account: "svc-a", Privilege: name}); err != nil {
				t.Fatal(err)
			}
		}
	}
	wantHeld(t, in, "svc-a", "names", "posix", "unique")
	for group, want := range map[string][2]string{"names": {"member", "uid=svc-a," + unit}, "unique": {"uniqueMember", "uid=svc-a," + unit}, "posix": {"memberUid", "svc-a"}} {
		if got := s.Values(t, rdn("cn", group, unit), want[0]); !slices.Contains(got, want[1]) {
			t.Errorf("%s of %s is %q, want %q among it", want[0], group, got, want[1])
		}
		if err := in.Revoke(t.Context(), system.Membership{Account: "svc-a", Privilege: group}); err != nil {
			t.Fatal(err)
		}
	}
	wantHeld(t, in, "svc-a")
	if got := s.Values(t, rdn("cn", "posix", unit), "memberUid"); len(got) > 0 {
		t.Errorf("the posixGroup still has %q", got)
	}
}

func lastMember(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, map[string]string{"placeholder_member": "cn=vacant,o=nowhere"})
	s.Add(t, rdn("uid", "svc-a", unit), person("svc-a"))
	s.Add(t, rdn("cn", "readers", unit), map[string][]string{"objectClass": {"groupOfNames"}, "member": {rdn("uid", "svc-a", unit)}})
	wantHeld(t, in, "svc-a", "readers")
	m := system.Membership{Account: "svc-a", Privilege: "readers"}
	for range 2 {
		if err := in.Revoke(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"cn=vacant,o=nowhere"}, s.Values(t, rdn("cn", "readers", unit), "member")); diff != "" {
			t.Errorf("members, -want +got:\n%s", diff)
		}
	}
	wantHeld(t, in, "svc-a")
	if err := errors.Join(in.Grant(t.Context(), m), in.Revoke(t.Context(), m)); err != nil {
		t.Error(err)
	}
}

func writtenOtherwise(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, nil)
	s.Add(t, rdn("uid", "Größe, und", unit), person("Größe, und"))
	written := `UID=GRÖSSE\2C  UND,` + strings.ReplaceAll(strings.ToUpper(unit), ",", " , ")
	s.Add(t, rdn("cn", "readers", unit), map[string][]string{"objectClass": {"groupOfNames"}, "member": {"cn=nobody", written}})
	s.Add(t, rdn("cn", "writers", unit), map[string][]string{"objectClass": {"groupOfUniqueNames"}, "uniqueMember": {written + "#'0101'B"}})
	o, err := in.Observe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(o)
	if diff := cmp.Diff([]string{"readers", "writers"}, privilegesOf(o, "Größe, und")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func privilegesOf(o system.Observation, account string) []string {
	var held []string
	for _, m := range o.Memberships {
		if m.Account == account {
			held = append(held, m.Privilege)
		}
	}
	return held
}

// svc-a is in inner, which is in middle, which is in outer, which is in inner; the
// way leads through a group that is no privilege.
func nestedGroups(t *testing.T, s *ldaptest.Server, unit string) {
	account := person("svc-a")
	account["objectClass"] = append(account["objectClass"], "posixAccount")
	account["uidNumber"], account["gidNumber"], account["homeDirectory"] = []string{"1"}, []string{"4711"}, []string{"/"}
	s.Add(t, rdn("uid", "svc-a", unit), account)
	dn := func(name string) string { return rdn("cn", name, unit) }
	for name, members := range map[string][]string{"app-inner": {rdn("uid", "svc-a", unit), dn("app-outer")}, "middle": {dn("app-inner")}, "app-outer": {dn("middle")}, "app-other": {"cn=nobody"}} {
		s.Add(t, dn(name), map[string][]string{"objectClass": {"groupOfNames"}, "member": members})
	}
	s.Add(t, dn("app-posix"), map[string][]string{"objectClass": {"posixGroup"}, "gidNumber": {"4711"}})
	wantHeld(t, openDirectory(t, s, unit, nil), "svc-a", "app-inner")

	in := openDirectory(t, s, unit, map[string]string{"effective": "true", "group_filter": "(cn=app-*)"})
	wantHeld(t, in, "svc-a", "app-inner", "app-outer", "app-posix")
	wantFailure(t, in.Revoke(t.Context(), system.Membership{Account: "svc-a", Privilege: "app-outer"}), system.ErrDenied, "through cn=middle")
	wantFailure(t, in.Revoke(t.Context(), system.Membership{Account: "svc-a", Privilege: "app-posix"}), system.ErrDenied, "primary group")
	if err := in.Revoke(t.Context(), system.Membership{Account: "svc-a", Privilege: "app-inner"}); err != nil {
		t.Error(err)
	}
	wantHeld(t, in, "svc-a", "app-posix")
}

func spelling(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, nil)
	s.Add(t, rdn("uid", "svc-a", unit), person("svc-a"))
	s.Add(t, rdn("cn", "readers", unit), map[string][]string{"objectClass": {"groupOfNames"}, "member": {"cn=nobody"}})
	wantFailure(t, in.Grant(t.Context(), system.Membership{Account: "SVC-A", Privilege: "readers"}), system.ErrNotFound, `Did you mean "svc-a"?`)
	wantFailure(t, in.Grant(t.Context(), system.Membership{Account: "svc-a", Privilege: "Readers"}), system.ErrNotFound, `Did you mean "readers"?`)
	if err := in.Grant(t.Context(), system.Membership{Account: "svc-a", Privilege: "readers"}); err != nil {
		t.Fatal(err)
	}
	o, err := in.Observe(t.Context(), "SVC-A")
	if diff := cmp.Diff([]string{"readers"}, privilegesOf(o, "SVC-A")); err != nil || diff != "" {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
	// What is taken for the same is revoked: it is the access that has to go.
	if err := in.Revoke(t.Context(), system.Membership{Account: "SVC-A", Privilege: "READERS"}); err != nil {
		t.Fatal(err)
	}
	wantHeld(t, in, "svc-a")
}

func twoOfAName(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, nil)
	other := s.Unit(t)
	both := openDirectory(t, s, s.BaseDN, map[string]string{"user_filter": "(sn=twin)", "group_filter": "(description=twin)"})
	for _, parent := range []string{unit, other} {
		twin := person("twin")
		twin["sn"] = []string{"twin"}
		s.Add(t, rdn("uid", "twin", parent), twin)
		s.Add(t, rdn("cn", "twins", parent), map[string][]string{"objectClass": {"groupOfNames"}, "member": {"cn=nobody"}, "description": {"twin"}})
	}
	if err := in.Grant(t.Context(), system.Membership{Account: "twin", Privilege: "twins"}); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"grant": both.Grant(t.Context(), system.Membership{Account: "twin", Privilege: "twins"}), "revoke": both.Revoke(t.Context(), system.Membership{Account: "twin", Privilege: "twins"}),
		"suspend": both.Suspend(t.Context(), "twin"),
	} {
		t.Log(name)
		wantFailure(t, err, system.ErrSettings, "There are two")
	}
	_, err := both.Observe(t.Context())
	wantFailure(t, err, system.ErrSettings, "There are two")
	_, err = both.Observe(t.Context(), "twin")
	wantFailure(t, err, system.ErrSettings, "There are two")
	wantHeld(t, in, "twin", "twins")
}

func filters(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, map[string]string{"user_filter": "(!(pwdAccountLockedTime=*))", "group_filter": "(cn=app-*)"})
	s.Add(t, rdn("uid", "svc-a", unit), person("svc-a"))
	for _, name := range []string{"app-readers", "people"} {
		s.Add(t, rdn("cn", name, unit), map[string][]string{"objectClass": {"groupOfNames"}, "member": {rdn("uid", "svc-a", unit)}})
	}
	wantHeld(t, in, "svc-a", "app-readers")
	wantFailure(t, in.Grant(t.Context(), system.Membership{Account: "svc-a", Privilege: "people"}), system.ErrNotFound, `no group "people"`)
	if err := in.Suspend(t.Context(), "svc-a"); err != nil {
		t.Fatal(err)
	}
	all, allErr := in.Observe(t.Context())
	one, oneErr := in.Observe(t.Context(), "svc-a")
	if len(all.Accounts) != 0 || len(one.Accounts) != 1 || !one.Accounts[0].Suspended || len(one.Memberships) != 1 || allErr != nil || oneErr != nil {
		t.Errorf("of all %v, by its name %v; %v %v", all, one, allErr, oneErr)
	}
	if err := in.Resume(t.Context(), "svc-a"); err != nil {
		t.Fatal(err)
	}
	wantHeld(t, in, "svc-a", "app-readers")
}

func ownSuspension(t *testing.T, s *ldaptest.Server, unit string) {
	dn := rdn("uid", "svc-a", unit)
	s.Add(t, dn, person("svc-a"))
	for name, test := range map[string]struct {
		settings map[string]string
		resumed  []string
	}{
		"goes":        {map[string]string{"suspend_attribute": "employeeType", "suspend_value": "disabled"}, nil},
		"has another": {map[string]string{"suspend_attribute": "employeeType", "suspend_value": "disabled", "resume_value": "active"}, []string{"active"}},
	} {
		in := openDirectory(t, s, unit, test.settings)
		for range 2 {
			if err := in.Suspend(t.Context(), "svc-a"); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([]string{"disabled"}, s.Values(t, dn, "employeeType")); diff != "" {
			t.Errorf("%s: suspended, -want +got:\n%s", name, diff)
		}
		for range 2 {
			if err := in.Resume(t.Context(), "svc-a"); err != nil {
				t.Fatal(err)
			}
		}
		if got := s.Values(t, dn, "employeeType"); !slices.Equal(got, test.resumed) {
			t.Errorf("%s: resumed, it is %q", name, got)
		}
	}
}

func passingLock(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, nil)
	dn := rdn("uid", "svc-a", unit)
	s.Add(t, dn, person("svc-a"))
	s.Modify(t, dn, func(m *ldap.ModifyRequest) { m.Replace("pwdAccountLockedTime", []string{"20260101000000Z"}) })
	o, err := in.Observe(t.Context(), "svc-a")
	if diff := cmp.Diff([]system.Account{{Name: "svc-a"}}, o.Accounts); err != nil || diff != "" {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
	if err := in.Resume(t.Context(), "svc-a"); err != nil {
		t.Error(err)
	}
	if got := s.Values(t, dn, "pwdAccountLockedTime"); len(got) != 1 {
		t.Errorf("a lock that nobody here set was lifted: %q", got)
	}
	if err := in.Suspend(t.Context(), "svc-a"); err != nil {
		t.Error(err)
	}
	if got := s.Values(t, dn, "pwdAccountLockedTime"); !slices.Equal(got, []string{"000001010000Z"}) {
		t.Errorf("locked since %q, want for good", got)
	}
}

func lackingAttribute(t *testing.T, s *ldaptest.Server, unit string) {
	s.Add(t, rdn("uid", "svc-a", unit), person("svc-a"))
	for _, attribute := range []string{"nsAccountLock", "loginShell"} { // of no schema, and of another class
		in := openDirectory(t, s, unit, map[string]string{"suspend_attribute": attribute, "suspend_value": "true"})
		wantFailure(t, in.Suspend(t.Context(), "svc-a"), system.ErrUnsupported, attribute)
	}
}

func waysOfTLS(t *testing.T, s *ldaptest.Server, unit string) {
	s.Add(t, rdn("uid", "svc-a", unit), person("svc-a"))
	for _, settings := range []map[string]string{
		{"url": "ldaps://" + s.Secure}, {"url": "ldap://" + s.Address, "insecure": "true", "ca_file": ""}, {"url": "ldaps://" + s.Secure, "flavour": "openldap"},
	} {
		o, err := openDirectory(t, s, unit, settings).Observe(t.Context())
		if err != nil || len(o.Accounts) != 1 {
			t.Errorf("%v: %v %v", settings, o, err)
		}
	}
}

func foreignCertificate(t *testing.T, s *ldaptest.Server, unit string) {
	for _, url := range []string{"ldaps://" + s.Secure, "ldap://" + s.Address} {
		_, err := openDirectory(t, s, unit, map[string]string{"url": url, "ca_file": ""}).Observe(t.Context())
		wantFailure(t, err, system.ErrUnreachable, "certificate")
	}
}

func severalServers(t *testing.T, s *ldaptest.Server, unit string) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	for _, first := range []string{"127.0.0.1:1", silent.Addr().String()} {
		in := openDirectory(t, s, unit, map[string]string{"url": "ldaps://" + first + " ldaps://" + s.Secure, "timeout": "2s"})
		if _, err := in.Observe(t.Context()); err != nil {
			t.Errorf("after %s: %v", first, err)
		}
	}
}

// The searches are counted by a slapd that answers nobody else.
func countsSearches(t *testing.T, _ *ldaptest.Server, _ string) {
	s := ldaptest.Slapd(t)
	unit := s.Unit(t)
	const accounts, groups, size = 95, 40, 10
	everybody := make([]string, accounts)
	for i := range accounts {
		name := fmt.Sprintf("svc-%d", i)
		everybody[i] = rdn("uid", name, unit)
		s.Add(t, everybody[i], person(name))
	}
	for i := range groups {
		s.Add(t, rdn("cn", fmt.Sprintf("group-%d", i), unit), map[string][]string{"objectClass": {"groupOfNames"}, "member": everybody})
	}
	in := openDirectory(t, s, unit, map[string]string{"page_size": fmt.Sprint(size), "flavour": "openldap"})
	before := s.Searches(t)
	o, err := in.Observe(t.Context())
	// slapd counts the reading of its counter too; a last page may come empty.
	searches := s.Searches(t) - before - 1
	if err != nil || len(o.Memberships) != accounts*groups {
		t.Errorf("%d memberships, want %d; %v", len(o.Memberships), accounts*groups, err)
	}
	if most := 10 + 4 + 1; searches < 10+4 || searches > most {
		t.Errorf("%d searches for %d accounts and %d groups in pages of %d, want %d at most", searches, accounts, groups, size, most)
	}
	before = s.Searches(t)
	if _, err := in.Observe(t.Context(), "svc-1", "svc-2"); err != nil {
		t.Error(err)
	}
	// One for the accounts, and the pages of the groups of each.
	if searches := s.Searches(t) - before - 1; searches > 1+2*5 {
		t.Errorf("%d searches for two accounts by name", searches)
	}
}

func notAllowed(t *testing.T, s *ldaptest.Server, unit string) {
	record := directoryRecord(s, s.Address, unit, map[string]string{"bind_dn": rdn("uid", "svc-a", unit), "flavour": "openldap"})
	s.Add(t, rdn("uid", "svc-a", unit), person("svc-a"))
	in, err := system.Open(t.Context(), record, func(string) (string, bool) { return accountPassword, true })
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	o, err := in.Observe(t.Context())
	if err == nil || len(o.Accounts) > 0 {
		t.Errorf("who may read nothing observes %v, %v", o, err)
	}
	wantFailure(t, err, system.ErrSettings, "bind_dn may see")
}

func noBase(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, "ou=nowhere,"+unit, nil)
	_, err := in.Observe(t.Context())
	wantFailure(t, err, system.ErrSettings, "base_dn")
	wantFailure(t, in.Revoke(t.Context(), system.Membership{Account: "a", Privilege: "b"}), system.ErrSettings, "base_dn")
	outside := openDirectory(t, s, "dc=elsewhere,dc=org", nil)
	_, err = outside.Observe(t.Context())
	if err == nil {
		t.Error("what no server holds is observed")
	}
}

func referrals(t *testing.T, s *ldaptest.Server, unit string) {
	s.Add(t, rdn("uid", "svc-a", unit), person("svc-a"))
	s.Add(t, "ou=elsewhere,"+unit, map[string][]string{"objectClass": {"referral", "extensibleObject"}, "ou": {"elsewhere"}, "ref": {"ldap://127.0.0.1:1/ou=elsewhere"}})
	o, err := openDirectory(t, s, unit, nil).Observe(t.Context())
	if err != nil || len(o.Accounts) != 1 {
		t.Errorf("above a referral: %v, %v", o, err)
	}
	_, err = openDirectory(t, s, "ou=people,ou=elsewhere,"+unit, nil).Observe(t.Context())
	wantFailure(t, err, system.ErrSettings, "Referrals are not followed")
}

// The first connection ends in the middle of the pages. Another one cannot go on
// with them, and reads everything at the next time.
func brokenBetweenPages(t *testing.T, s *ldaptest.Server, unit string) {
	for i := range 30 {
		name := fmt.Sprintf("svc-%d", i)
		s.Add(t, rdn("uid", name, unit), person(name))
	}
	between, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer between.Close()
	go func() {
		for most := int64(2000); ; most = 1 << 30 {
			client, err := between.Accept()
			if err != nil {
				return // closed
			}
			server, err := net.Dial("tcp", s.Address)
			if err != nil {
				_ = client.Close()
				continue
			}
			go func() { _, _ = io.Copy(server, client) }()
			go func() {
				_, _ = io.CopyN(client, server, most)
				_, _ = client.Close(), server.Close()
			}()
		}
	}()
	in := openDirectory(t, s, unit, map[string]string{"url": "ldap://" + between.Addr().String(), "insecure": "true", "page_size": "5"})
	o, err := in.Observe(t.Context())
	wantFailure(t, err, system.ErrUnreachable, "the connection to the directory was lost")
	if len(o.Accounts) > 0 {
		t.Errorf("%d accounts are an observation", len(o.Accounts))
	}
	if o, err = in.Observe(t.Context()); err != nil || len(o.Accounts) != 30 {
		t.Errorf("afterwards, %d accounts, %v", len(o.Accounts), err)
	}
}

// A server that dies in the middle of reading is no observation, and one that is
// there again is read again.
func TestOpenLDAPDies(t *testing.T) {
	t.Parallel()
	s := ldaptest.Slapd(t)
	unit := s.Unit(t)
	s.Add(t, rdn("cn", "everybody", unit), map[string][]string{"objectClass": {"groupOfNames"}, "member": {"cn=nobody"}})
	fill(t, s, unit, rdn("cn", "everybody", unit), 3000)
	in := openDirectory(t, s, unit, map[string]string{"page_size": "5"})
	if _, err := in.Observe(t.Context(), "svc-1"); err != nil {
		t.Fatal(err)
	}
	before := s.Searches(t)
	observed := make(chan error)
	go func() {
		o, err := in.Observe(t.Context())
		if len(o.Accounts)+len(o.Memberships) > 0 {
			err = fmt.Errorf("an observation of %d accounts, and %w", len(o.Accounts), err)
		}
		observed <- err
	}()
	for s.Searches(t) < before+20 {
		select {
		case err := <-observed:
			t.Fatalf("it ended before the server did: %v", err)
		default:
		}
	}
	s.Stop()
	wantFailure(t, <-observed, system.ErrUnreachable, "connection")
	wantFailure(t, in.Revoke(t.Context(), system.Membership{Account: "svc-1", Privilege: "everybody"}), system.ErrUnreachable, "connection")
}

func BenchmarkOpenLDAPObserve(b *testing.B) {
	s := ldaptest.Slapd(b)
	unit := s.Unit(b)
	s.Add(b, rdn("cn", "everybody", unit), map[string][]string{"objectClass": {"groupOfNames"}, "member": {"cn=nobody"}})
	fill(b, s, unit, rdn("cn", "everybody", unit), 10_000)
	in := openDirectory(b, s, unit, nil)
	for b.Loop() {
		if o, err := in.Observe(b.Context()); err != nil || len(o.Memberships) != 10_000 {
			b.Fatal(len(o.Memberships), err)
		}
	}
}
