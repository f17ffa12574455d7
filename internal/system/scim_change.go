package system

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// scimOperation is one operation of a PATCH (RFC 7644 section 3.5.2).
type scimOperation struct {
	Op    string `json:"op"`
	Path  string `json:"path,omitempty"`
	Value any    `json:"value,omitempty"`
}

func memberList(id string) []map[string]string { return []map[string]string{{"value": id}} }

func (s *scim) Grant(ctx context.Context, m Membership) error {
	user, group, err := s.both(ctx, m)
	switch {
	case err != nil:
		return err
	case user == nil:
		return s.noAccount(m.Account)
	case group == nil:
		return fail(ErrNotFound, "%s has no group whose %s is %q. Create it, or look at its spelling; privilege_attribute says what names a group.", s.place, s.privilege, m.Privilege)
	}
	return s.patch(ctx, groups, *group, func(g scimResource) bool { return g.has(user.ID) },
		scimOperation{"add", "members", memberList(user.ID)})
}

func (s *scim) Revoke(ctx context.Context, m Membership) error {
	user, group, err := s.both(ctx, m)
	if err != nil || user == nil || group == nil {
		return err
	}
	gone := func(g scimResource) bool { return !g.has(user.ID) }
	if group.Members != nil && gone(*group) {
		return nil
	}
	err = s.patch(ctx, groups, *group, gone, scimOperation{Op: "remove", Path: "members[value eq " + filterText(user.ID) + "]"})
	switch {
	case errors.As(err, new(*refusedPatch)):
		return s.removeByValue(ctx, *group, user.ID)
	case errors.Is(err, ErrNotFound): // meanwhile
		return nil
	}
	return err
}

// removeByValue is for services that know no filter in a path. One that holds to
// the letter of RFC 7644 takes all members out: then they are put back.
func (s *scim) removeByValue(ctx context.Context, group scimResource, id string) error {
	before, err := s.read(ctx, groups, group.ID)
	if err != nil || !before.has(id) {
		return err
	}
	err = s.patch(ctx, groups, before, func(g scimResource) bool { return !g.has(id) },
		scimOperation{"remove", "members", memberList(id)})
	if err != nil || len(*before.Members) < 2 {
		return err
	}
	after, err := s.read(ctx, groups, group.ID)
	if err != nil || after.Members != nil && len(*after.Members) > 0 {
		return err
	}
	var others []map[string]string
	for _, m := range *before.Members {
		if m.Value != id {
			others = append(others, map[string]string{"value": m.Value})
		}
	}
	back := func(g scimResource) bool { return g.Members != nil && len(*g.Members) >= len(others) }
	if err := s.patch(ctx, groups, after, back, scimOperation{"add", "members", others}); err != nil {
		return fail(ErrFailed, "%s took all %d members out of %q when asked for one of them, and does not take the others back: %s. Put them back by hand, and manage this group by other means.",
			s.place, len(*before.Members), group.called(s.privilege), innermost(err))
	}
	return fail(ErrFailed, "%s took all %d members out of %q when asked for one of them. The others were put back. It cannot be asked to take out one: manage this group by other means.",
		s.place, len(*before.Members), group.called(s.privilege))
}

func (s *scim) Suspend(ctx context.Context, account string) error {
	return s.activate(ctx, account, false)
}

func (s *scim) Resume(ctx context.Context, account string) error {
	return s.activate(ctx, account, true)
}

func (s *scim) activate(ctx context.Context, account string, active bool) error {
	if err := named(account); err != nil {
		return err
	}
	user, err := s.one(ctx, users, s.account, account)
	if err != nil {
		return err
	}
	if user == nil {
		return s.noAccount(account)
	}
	return s.patch(ctx, users, *user, func(u scimResource) bool { return u.suspended() != active },
		scimOperation{"replace", "active", active}, scimOperation{"replace", "", map[string]bool{"active": active}})
}

// Expire is refused: the users of RFC 7643 have no end.
func (s *scim) Expire(context.Context, string, time.Time) error {
	return fail(ErrUnsupported, "SCIM has no attribute for when the use of an account ends. What ends is ended by nhi when it is due.")
}

// both finds the user and the group of a membership; nil is one that there is not.
func (s *scim) both(ctx context.Context, m Membership) (user, group *scimResource, err error) {
	if err := named(m.Account); err != nil {
		return nil, nil, err
	}
	if m.Scope != "" {
		return nil, nil, fail(ErrUnsupported, "The scope %q means nothing to SCIM: a group is held as a whole. Leave scope out.", m.Scope)
	}
	if user, err = s.one(ctx, users, s.account, m.Account); err != nil || user == nil {
		return nil, nil, err
	}
	group, err = s.one(ctx, groups, s.privilege, m.Privilege)
	return user, group, err
}

func (s *scim) one(ctx context.Context, kind, attribute, name string) (*scimResource, error) {
	found, err := s.find(ctx, kind, attribute, name)
	switch {
	case err != nil || len(found) == 0:
		return nil, err
	case len(found) > 1:
		return nil, fail(ErrFailed, "%s has %d %s whose %s is %q, so it is not known which is meant. Rename them, or name them by id: account_attribute and privilege_attribute say what names them.", s.place, len(found), kind, attribute, name)
	}
	return &found[0], nil
}

func (s *scim) noAccount(name string) error {
	return fail(ErrNotFound, "%s has no user whose %s is %q. Create it, or look at its spelling, by upper and lower case too; account_attribute says what names an account.", s.place, s.account, name)
}

// refusedPatch is a change that a service does not understand in any of the forms
// that it was told in.
type refusedPatch struct{ why error }

func (r *refusedPatch) Error() string { return r.why.Error() }
func (r *refusedPatch) Unwrap() error { return r.why }

// patch changes a user or a group until it is so, by one operation or, where the
// service refuses that, by the next. Not every service that says it is done has
// done it: what is so is read.
func (s *scim) patch(ctx context.Context, kind string, r scimResource, isSo func(scimResource) bool, forms ...scimOperation) error {
	if isSo(r) && (kind == users || r.Members != nil) {
		return nil
	}
	for try := 1; ; try++ {
		a, err := s.ask(ctx, question{
			method: http.MethodPatch, path: []string{kind, r.ID}, version: r.Meta.Version,
			body: map[string]any{"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"}, "Operations": forms[:1]},
		})
		if err != nil {
			return err
		}
		now, err := s.read(ctx, kind, r.ID)
		switch {
		case err != nil:
			return err
		case now.ID != "" && isSo(now):
			return nil
		case now.ID == "":
			return fail(ErrNotFound, "%s has no %s with the id %q any more: somebody deleted it meanwhile. Try again.", s.place, kind, r.ID)
		}
		r = now
		switch {
		case a.is(http.StatusPreconditionFailed, http.StatusPreconditionRequired) || a.done():
			if try < tries {
				continue // others changed it, as of whose version it is told again
			}
			return fail(ErrFailed, "%s was told %d times to change %s/%s, answers with HTTP status %d, and it is not so%s. Look at what else changes it.", s.place, try, kind, r.ID, a.status, a.words)
		case len(forms) > 1:
			forms, try = forms[1:], 0
		default:
			return &refusedPatch{s.refused(a)}
		}
	}
}
