package system_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/ldaptest"
)

// What Active Directory does in ways of its own, by the names that it has.
func TestActiveDirectoryWays(t *testing.T) {
	t.Parallel()
	server := ldaptest.Samba(t)
	for name, way := range map[string]func(t *testing.T, s *ldaptest.Server, unit string){
		"groups in groups, in a circle, and the primary group": nestedInDomain,
		"one bit suspends, and the others stay":                otherBits,
		"two values of accountExpires are never":               neverExpires,
		"memberOf says what is granted":                        memberOf,
		"a password in the clear is refused":                   clearPassword,
		"three rights will do":                                 leastRights,
	} {
		t.Run(name, func(t *testing.T) { way(t, server, server.Unit(t)) })
	}
}

// user adds an account, and returns its name.
func user(t *testing.T, s *ldaptest.Server, unit string) string {
	t.Helper()
	name := adName()
	s.Add(t, adEntry(name, unit), adUser(name))
	return name
}

func group(t *testing.T, s *ldaptest.Server, unit string, members ...string) string {
	t.Helper()
	name := adName()
	dns := make([]string, len(members))
	for i, member := range members {
		dns[i] = adEntry(member, unit)
	}
	s.Add(t, adEntry(name, unit), adGroup(name, dns...))
	return name
}

func nestedInDomain(t *testing.T, s *ldaptest.Server, unit string) {
	account := user(t, s, unit)
	inner := group(t, s, unit, account)
	middle := group(t, s, unit, inner)
	outer := group(t, s, unit, middle)
	s.Modify(t, adEntry(inner, unit), func(m *ldap.ModifyRequest) { m.Add("member", []string{adEntry(outer, unit)}) })
	wantHeld(t, openDirectory(t, s, unit, nil), account, inner)

	effective := map[string]string{"effective": "true"}
	in := openDirectory(t, s, unit, effective)
	everything := []string{inner, middle, outer}
	slices.Sort(everything)
	wantHeld(t, in, account, everything...)
	wantFailure(t, in.Revoke(t.Context(), system.Membership{Account: account, Privilege: outer}), system.ErrDenied, "through")

	// An account has to be a member of what becomes its primary group, and is
	// listed there no more.
	primary := group(t, s, unit, account)
	sid := s.Values(t, adEntry(primary, unit), "objectSid")[0]
	id := uint32(sid[len(sid)-4]) | uint32(sid[len(sid)-3])<<8 | uint32(sid[len(sid)-2])<<16 | uint32(sid[len(sid)-1])<<24
	s.Modify(t, adEntry(account, unit), func(m *ldap.ModifyRequest) {
		m.Replace("primaryGroupID", []string{strconv.FormatUint(uint64(id), 10)})
	})
	s.Modify(t, adEntry(middle, unit), func(m *ldap.ModifyRequest) { m.Add("member", []string{adEntry(primary, unit)}) })
	if err := in.Revoke(t.Context(), system.Membership{Account: account, Privilege: inner}); err == nil {
		t.Error("what is held through the primary group is said to be revoked")
	}
	wantFailure(t, in.Revoke(t.Context(), system.Membership{Account: account, Privilege: primary}), system.ErrDenied, "primary group")
	everything = append(everything, primary)
	slices.Sort(everything)
	wantHeld(t, in, account, everything...)
	wantHeld(t, openDirectory(t, s, unit, nil), account)
}

func otherBits(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, nil)
	account := user(t, s, unit)
	const normal, endlessPassword, disabled = 0x200, 0x10000, 0x2
	s.Modify(t, adEntry(account, unit), func(m *ldap.ModifyRequest) {
		m.Replace("userAccountControl", []string{strconv.Itoa(normal | endlessPassword)})
	})
	for _, step := range []struct {
		change func() error
		want   int
	}{
		{func() error { return in.Suspend(t.Context(), account) }, normal | endlessPassword | disabled},
		{func() error { return in.Resume(t.Context(), account) }, normal | endlessPassword},
	} {
		for range 2 {
			if err := step.change(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{strconv.Itoa(step.want)}, s.Values(t, adEntry(account, unit), "userAccountControl")); diff != "" {
				t.Errorf("userAccountControl, -want +got:\n%s", diff)
			}
		}
	}
}

func neverExpires(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, nil)
	account := user(t, s, unit)
	for _, never := range []string{"0", "9223372036854775807"} {
		s.Modify(t, adEntry(account, unit), func(m *ldap.ModifyRequest) { m.Replace("accountExpires", []string{never}) })
		o, err := in.Observe(t.Context(), account)
		if diff := cmp.Diff([]system.Account{{Name: account}}, o.Accounts); err != nil || diff != "" {
			t.Errorf("%s: %v, -want +got:\n%s", never, err, diff)
		}
	}
	if err := in.Expire(t.Context(), account, time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if s.Binds(t, adEntry(account, unit), accountPassword) {
		t.Error("an account whose use has ended is let in")
	}
	if err := in.Expire(t.Context(), account, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if !s.Binds(t, adEntry(account, unit), accountPassword) {
		t.Error("an account whose use ends never is not let in")
	}
}

func memberOf(t *testing.T, s *ldaptest.Server, unit string) {
	in := openDirectory(t, s, unit, nil)
	account, privilege := user(t, s, unit), group(t, s, unit)
	if err := in.Grant(t.Context(), system.Membership{Account: account, Privilege: privilege}); err != nil {
		t.Fatal(err)
	}
	groups := s.Values(t, adEntry(account, unit), "memberOf")
	if len(groups) != 1 || s.Values(t, groups[0], "sAMAccountName")[0] != privilege {
		t.Errorf("memberOf is %q", groups)
	}
}

func clearPassword(t *testing.T, s *ldaptest.Server, unit string) {
	_, err := openDirectory(t, s, unit, map[string]string{"insecure": "true"}).Observe(t.Context())
	wantFailure(t, err, system.ErrDenied, "ldaps://")
}

// leastRights gives an ordinary account what dsacls does in the guide, and tries
// out that everything can be done then, and not before.
func leastRights(t *testing.T, s *ldaptest.Server, unit string) {
	come := user(t, s, unit)
	account, privilege := user(t, s, unit), group(t, s, unit)
	const ( // of the schema (MS-ADA1, MS-ADA2, MS-ADSC)
		member, userAccountControl, accountExpires = "bf9679c0-0de6-11d0-a285-00aa003049e2", "bf967a68-0de6-11d0-a285-00aa003049e2", "bf967915-0de6-11d0-a285-00aa003049e2"
		aGroup, aUser                              = "bf967a9c-0de6-11d0-a285-00aa003049e2", "bf967aba-0de6-11d0-a285-00aa003049e2"
	)
	open := func() system.System {
		return openDirectory(t, s, unit, map[string]string{"bind_dn": come + "@nhi.test"})
	}
	// openDirectory hands over the password of the server, so the account has it.
	s.Modify(t, adEntry(come, unit), func(m *ldap.ModifyRequest) { m.Replace("unicodePwd", []string{adPassword(s.Password)}) })
	m := system.Membership{Account: account, Privilege: privilege}
	in := open()
	for name, err := range map[string]error{"grant": in.Grant(t.Context(), m), "suspend": in.Suspend(t.Context(), account), "expire": in.Expire(t.Context(), account, time.Now().Add(time.Hour))} {
		if !errors.Is(err, system.ErrDenied) {
			t.Errorf("%s without a right: %v", name, err)
		}
	}
	sid := sidText(s.Values(t, adEntry(come, unit), "objectSid")[0])
	for _, right := range [][2]string{{member, aGroup}, {userAccountControl, aUser}, {accountExpires, aUser}} {
		s.Tool(t, "dsacl", "set", "--action=allow", "--objectdn="+unit, "--sddl=(OA;CIIO;RPWP;"+right[0]+";"+right[1]+";"+sid+")")
	}
	fresh := user(t, s, unit) // what is there already may not have heard of the rights
	m = system.Membership{Account: fresh, Privilege: group(t, s, unit)}
	err := errors.Join(in.Grant(t.Context(), m), in.Suspend(t.Context(), fresh), in.Resume(t.Context(), fresh), in.Expire(t.Context(), fresh, time.Now().Add(time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	wantHeld(t, in, fresh, m.Privilege)
	if err := in.Revoke(t.Context(), m); err != nil {
		t.Fatal(err)
	}
}

// sidText writes a security identifier as MS-DTYP, 2.4.2.1 has it.
func sidText(sid string) string {
	text := "S-" + strconv.Itoa(int(sid[0])) + "-" + strconv.Itoa(int(sid[7]))
	for i := 8; i < len(sid); i += 4 {
		part := uint64(sid[i]) | uint64(sid[i+1])<<8 | uint64(sid[i+2])<<16 | uint64(sid[i+3])<<24
		text += "-" + strconv.FormatUint(part, 10)
	}
	return text
}
