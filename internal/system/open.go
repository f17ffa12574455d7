package system

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// kind is one way of reaching systems: one entry of the table below, and a file or
// a few of its own.
type kind struct {
	settings []Setting
	// rules says what is wrong with settings each of which is well-formed; it may
	// be nil.
	rules func(s settings) []governance.Problem
	// open reaches a system, or leaves that to the first call. Every request to the
	// system is made through calls.
	open func(ctx context.Context, s settings, c *calls) (System, error)
}

// kinds are the systems that are reached. One of kind record is not: the register
// is the truth.
var kinds = map[governance.SystemKind]kind{
	governance.SystemPostgreSQL: postgresqlKind,
	governance.SystemSCIM:       scimKind,
	governance.SystemLDAP:       ldapKind,
}

// all are the settings of a kind, with those that every kind has.
func (k kind) all() []Setting { return slices.Concat(k.settings, pace) }

// Validate returns every problem of a system's config. It contacts nothing, and
// does not ask whether a secret is there.
func Validate(record governance.System) []governance.Problem {
	k, reached := kinds[record.Kind]
	if !reached {
		return nil // what is no kind at all, and the config of a record, the record itself refuses
	}
	declared := k.all()
	var found []governance.Problem
	for _, name := range slices.Sorted(maps.Keys(record.Config)) {
		i := slices.IndexFunc(declared, func(s Setting) bool { return s.Name == name })
		if i < 0 {
			found = append(found, problem("A system of kind %s has no setting %q.%s", record.Kind, name, nearest(name, declared)))
			continue
		}
		// A value is not repeated: a secret may have been written in its place.
		if check := declared[i].check; check != nil && record.Config[name] != "" {
			if why := check(record.Config[name]); why != "" {
				found = append(found, problem("%s: %s", name, why))
			}
		}
	}
	for _, s := range declared {
		if s.Required && record.Config[s.Name] == "" {
			found = append(found, problem("A system of kind %s needs %s. %s", record.Kind, s.Name, s.Doc))
		}
	}
	if record.Shared && EndsAccounts(record) {
		found = append(found, problem("%s is not for a shared system: another tenant may use the account longer. Leave it out.", endAccounts.Name))
	}
	if len(found) == 0 && k.rules != nil {
		found = k.rules(settings{record.Config, declared, nil})
	}
	return found
}

// Open opens a system. Secrets are asked for by the name of their environment
// variable; one that is not set is ErrSettings. A system of kind record has what
// is granted by the register, and no other asks for that.
func Open(ctx context.Context, record governance.System, secret func(name string) (string, bool), granted ...Membership) (System, error) {
	if record.Kind == governance.SystemRecord {
		return newRecorded(granted), nil
	}
	k, reached := kinds[record.Kind]
	if !reached {
		return nil, fail(ErrSettings, "%q is no kind of system that can be reached. The kinds are %s.", record.Kind, kindNames())
	}
	if found := Validate(record); len(found) > 0 {
		details := make([]string, len(found))
		for i, p := range found {
			details[i] = p.Detail
		}
		return nil, fail(ErrSettings, "%s", strings.Join(details, " "))
	}
	s := settings{record.Config, k.all(), secret}
	return k.open(ctx, s, newCalls(s))
}

func kindNames() string {
	names := []string{string(governance.SystemRecord)}
	for name := range kinds {
		names = append(names, string(name))
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
