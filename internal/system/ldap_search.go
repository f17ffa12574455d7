package system

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/go-ldap/ldap/v3"
)

// session is a directory in use by one call of a [System]: one connection at a
// time, so that what belongs together is read from one server.
type session struct {
	*directory
	c      *connection
	midway bool // through a search in pages, which no other connection can continue
}

// session is given back by its end.
func (d *directory) session(ctx context.Context) (*session, error) {
	select {
	case d.connections.slots <- struct{}{}:
		return &session{directory: d}, nil
	case <-ctx.Done():
		return nil, interrupted(ctx)
	}
}

func (s *session) end() {
	if s.c != nil {
		s.connections.giveBack(s.c)
	}
	<-s.connections.slots
}

// do makes one request; what is being done begins a sentence about its failure. A
// request that means to make something of an answer other than success does so
// itself. Referrals are not followed.
func (s *session) do(ctx context.Context, doing string, request func(*ldap.Conn) error) error {
	return s.calls.do(ctx, func(ctx context.Context) error {
		if s.c == nil {
			c, err := s.connections.borrow(ctx)
			if err != nil {
				return err
			}
			s.c = c
		}
		err := s.c.within(ctx, request)
		if err == nil {
			return nil
		}
		if _, known := errors.AsType[*Error](err); known {
			return err
		}
		if _, _, answered := resultOf(err); answered {
			return refusal(err, doing)
		}
		_ = s.c.Close()
		s.c = nil
		s.connections.drop()
		lost := fail(ErrUnreachable, "When %s, the connection to the directory was lost. Look at the directory and the network, and try again.", doing)
		if s.midway {
			return lost
		}
		return inPassing(lost, 0)
	})
}

// query is what to search for.
type query struct {
	doing      string
	base       string
	scope      int
	filter     string
	attributes []string
}

// search asks for entries in pages (RFC 2696), and hands over each.
func (s *session) search(ctx context.Context, q query, each func(*ldap.Entry) error) error {
	paging := ldap.NewControlPaging(uint32(s.settings.count("page_size")))
	request := ldap.NewSearchRequest(q.base, q.scope, ldap.NeverDerefAliases, 0, 0, false, q.filter, q.attributes, []ldap.Control{paging})
	defer func() { s.midway = false }()
	for {
		var page *ldap.SearchResult
		err := s.do(ctx, q.doing, func(c *ldap.Conn) (err error) {
			page, err = c.Search(request)
			return err
		})
		if err != nil {
			return err
		}
		for _, e := range page.Entries {
			if err := each(e); err != nil {
				return err
			}
		}
		answer, paged := ldap.FindControl(page.Controls, ldap.ControlTypePaging).(*ldap.ControlPaging)
		if !paged || len(answer.Cookie) == 0 {
			return nil
		}
		paging.SetCookie(answer.Cookie)
		s.midway = true
	}
}

// entry reads one entry, nil when it is not there or the filter does not match.
func (s *session) entry(ctx context.Context, q query) (*ldap.Entry, error) {
	var found *ldap.Entry
	request := ldap.NewSearchRequest(q.base, ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false, q.filter, q.attributes, nil)
	err := s.do(ctx, q.doing, func(c *ldap.Conn) error {
		result, err := c.Search(request)
		switch {
		case answeredWith(err, ldap.LDAPResultNoSuchObject):
			return nil
		case err == nil && len(result.Entries) > 0:
			found = result.Entries[0]
		}
		return err
	})
	return found, err
}

// values are all values of an attribute of which Active Directory returns so many
// at a time: the rest is asked for range by range (MS-ADTS, 3.1.1.3.1.3.3).
func (s *session) values(ctx context.Context, e *ldap.Entry, attribute string) ([]string, error) {
	values := e.GetEqualFoldAttributeValues(attribute)
	for next := 0; ; {
		part, last, err := rangeOf(e, attribute, next)
		if err != nil {
			return nil, err
		}
		values = append(values, part...)
		next += len(part)
		if last {
			return values, nil
		}
		e, err = s.entry(ctx, query{doing: "reading the members of " + e.DN, base: e.DN, filter: "(objectClass=*)", attributes: []string{ranged(attribute, next)}})
		if err != nil || e == nil {
			return values, err
		}
	}
}

// rangeSize is how many values Active Directory returns at a time.
const rangeSize = 1500

// ranged is the description by which values from the one at low are asked for.
func ranged(attribute string, low int) string {
	return attribute + ";range=" + strconv.Itoa(low) + "-" + strconv.Itoa(low+rangeSize-1)
}

// rangeOf is the range of values that an entry came with, the first of which has
// to be at low, and whether it is the last. An entry without a range came whole.
func rangeOf(e *ldap.Entry, attribute string, low int) (values []string, last bool, err error) {
	for _, a := range e.Attributes {
		name, first, unbounded, ok := parseRange(a.Name)
		if !ok || !strings.EqualFold(name, attribute) {
			continue
		}
		if first != low || len(a.Values) == 0 && !unbounded {
			return nil, false, fail(ErrFailed, "The directory was asked for the values of %s of %s from %d on, and answered %q. Look at the directory.", attribute, e.DN, low, a.Name)
		}
		return a.Values, unbounded, nil
	}
	return nil, true, nil
}

// parseRange reads an attribute description such as member;range=0-1499, or
// member;range=1500-* for the last.
func parseRange(description string) (attribute string, low int, unbounded, ok bool) {
	attribute, text, found := strings.Cut(description, ";")
	const option = "range="
	if !found || len(text) < len(option) || !strings.EqualFold(text[:len(option)], option) {
		return "", 0, false, false
	}
	from, to, found := strings.Cut(text[len(option):], "-")
	first, err := strconv.ParseUint(from, 10, 31)
	if !found || err != nil {
		return "", 0, false, false
	}
	if to == "*" {
		return attribute, int(first), true, true
	}
	until, err := strconv.ParseUint(to, 10, 31)
	if err != nil || until < first {
		return "", 0, false, false
	}
	return attribute, int(first), false, true
}
