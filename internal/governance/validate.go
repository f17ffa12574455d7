package governance

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Problem is one broken rule of data integrity. The attribute is named as in
// the Terraform resource, with dots for nesting: credential.location.
type Problem struct {
	Attribute string
	Detail    string
}

type problems []Problem

func (p *problems) add(attribute, format string, args ...any) {
	*p = append(*p, Problem{attribute, fmt.Sprintf(format, args...)})
}

func (p *problems) required(attribute, value string) {
	if strings.TrimSpace(value) == "" {
		p.add(attribute, "It must not be empty.")
	}
}

func (p *problems) endAfterStart(attribute string, start, end time.Time) {
	if !start.IsZero() && !end.IsZero() && !end.After(start) {
		p.add(attribute, "It is %s, which is not after the start at %s.", instant(end), instant(start))
	}
}

func oneOf[T ~string](p *problems, attribute string, value T, allowed ...T) {
	if !slices.Contains(allowed, value) {
		p.add(attribute, "%q is none of %s.", value, list(allowed))
	}
}

func list[T ~string](values []T) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = string(v)
	}
	return strings.Join(words, ", ")
}

var slug = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// SharedSlug stands for "no tenant" in natural keys, so no tenant may have it.
const SharedSlug = "shared"

// name is a part of a natural key such as acme/svc-backup, so it has no slash.
func (p *problems) name(attribute, value string) {
	p.required(attribute, value)
	if strings.ContainsAny(value, "/\x00\r\n") || value != strings.TrimSpace(value) {
		p.add(attribute, "%q has a slash, a line break, or space around it; a name is a part of keys such as acme/svc-backup.", value)
	}
}

// Validate returns every broken rule of the record by itself; rules that need
// other records are the register's.
func (t Tenant) Validate() []Problem {
	var p problems
	if !slug.MatchString(t.Slug) {
		p.add("slug", "%q is not a slug: 1 to 63 lower-case letters, digits and inner hyphens.", t.Slug)
	}
	if t.Slug == SharedSlug {
		p.add("slug", "%q is reserved: it stands for systems that serve several tenants.", t.Slug)
	}
	p.required("name", t.Name)
	p.required("owner", t.Owner)
	if t.Ring < 0 {
		p.add("ring", "It is %d; rings count from 0.", t.Ring)
	}
	if t.ContractStart.IsZero() {
		p.add("contract_start", "It must be set.")
	}
	p.endAfterStart("contract_end", t.ContractStart, t.ContractEnd)
	for _, prefix := range t.ApprovedVaults {
		if !isURI(prefix) {
			p.add("approved_vaults", "%q is not a URI prefix such as vault://kv/acme/.", prefix)
		}
	}
	for _, glob := range t.Selectors.Addresses {
		p.target("selectors.addresses", glob)
	}
	return p
}

// Validate returns every broken rule of the record by itself.
func (s System) Validate() []Problem {
	var p problems
	p.name("name", s.Name)
	oneOf(&p, "kind", s.Kind, SystemRecord, SystemLDAP, SystemSCIM, SystemPostgreSQL)
	switch {
	case s.Shared && s.TenantID != "":
		p.add("tenant", "A shared system serves several tenants, so it has no tenant: set one of tenant and shared.")
	case !s.Shared && s.TenantID == "":
		p.add("tenant", "It must be set, unless shared = true.")
	}
	for _, key := range slices.Sorted(maps.Keys(s.Config)) {
		if s.Kind == SystemRecord {
			p.add("config", "A system of kind record has no configuration, so %q has no place in it.", key)
		}
		if secretKey.MatchString(key) && !strings.HasSuffix(key, "_env") && !strings.HasSuffix(key, "_url") {
			p.add("config", "%q looks like a secret. Secrets never enter configuration or state: give the name of an environment variable in %q.", key, key+"_env")
		}
	}
	return p
}

var secretKey = regexp.MustCompile(`(?i)(passw|secret|token|api_?key|private_?key|credential)`)

// Validate returns every broken rule of the record by itself.
func (i Identity) Validate() []Problem {
	var p problems
	p.required("tenant", i.TenantID)
	p.name("name", i.Name)
	oneOf(&p, "kind", i.Kind, IdentityKinds...)
	p.required("owner", i.Owner)
	p.required("purpose", i.Purpose)
	p.required("environment", i.Environment)
	if c := i.Credential; c != nil {
		switch {
		case !isURI(c.Location):
			p.add("credential.location", "It is not a URI such as vault://kv/acme/svc-backup.")
		case hasPassword(c.Location):
			p.add("credential.location", "It carries a password. A location says where the secret is kept and must not hold one.")
		}
		p.endAfterStart("credential.expires_at", c.IssuedAt, c.ExpiresAt)
	}
	return p
}

func isURI(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.IsAbs() && (u.Host != "" || u.Path != "" || u.Opaque != "")
}

func hasPassword(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.User == nil {
		return false
	}
	_, set := u.User.Password()
	return set
}

// Validate returns every broken rule of the record by itself.
func (e Entitlement) Validate() []Problem {
	var p problems
	p.required("identity", e.IdentityID)
	p.required("system", e.SystemID)
	p.required("privilege", e.Privilege)
	p.required("justification", e.Justification)
	p.endAfterStart("expires_at", e.StartsAt, e.ExpiresAt)
	p.entitlementStatus(e.Status)
	for _, address := range e.TerraformAddresses {
		p.target("terraform_addresses", address)
	}
	return p
}

func (p *problems) entitlementStatus(status EntitlementStatus) {
	if status != "" {
		oneOf(p, "status", status, EntitlementScheduled, EntitlementActive, EntitlementQuarantined, EntitlementExpired, EntitlementRevoked)
	}
}

// Validate returns every broken rule of the record by itself; what its control
// asks for is judged by [Exception.Stand].
func (e Exception) Validate() []Problem {
	var p problems
	p.required("tenant", e.TenantID)
	p.required("control", e.Control)
	p.required("reason", e.Reason)
	p.required("requested_by", e.RequestedBy)
	oneOf(&p, "category", e.Category, Waiver, Mitigated)
	if e.Status != "" {
		oneOf(&p, "status", e.Status, ExceptionPending, ExceptionScheduled, ExceptionActive, ExceptionExpired, ExceptionRevoked)
	}
	if e.Category == Mitigated && strings.TrimSpace(e.Mitigation) == "" {
		p.add("mitigation", "A mitigated exception says what mitigates it.")
	}
	if len(e.Targets) == 0 {
		p.add("targets", "An exception names what it excepts: record ids or plan addresses.")
	}
	for _, target := range e.Targets {
		p.target("targets", target)
	}
	if e.ExpiresAt.IsZero() {
		p.add("expires_at", "It must be set: every exception has an end.")
	}
	p.endAfterStart("expires_at", e.StartsAt, e.ExpiresAt)
	return p
}

// target refuses a glob that would match everything: what is governed is named.
func (p *problems) target(attribute, glob string) {
	if strings.Trim(glob, "*. ") == "" {
		p.add(attribute, "%q names nothing in particular: give a record id or an address such as module.backup.*.", glob)
	}
}

// Validate returns every broken rule of the record by itself.
func (s ReviewSchedule) Validate() []Problem {
	var p problems
	p.required("tenant", s.TenantID)
	p.name("name", s.Name)
	oneOf(&p, "subjects", s.Subjects, ReviewEntitlements, ReviewIdentities, ReviewExceptions, ReviewBreakGlass)
	oneOf(&p, "overdue_action", s.OverdueAction, Escalate, Quarantine, Revoke)
	if s.Anchor.IsZero() {
		p.add("anchor", "It must be set: due dates are counted from it.")
	} else if recurrence, err := ParseRecurrence(s.Recurrence, s.Anchor); err != nil {
		p.add("recurrence", "%s.", upperFirst(err.Error()))
	} else if due, next := recurrence.overtaken(s.DueWithin); !due.IsZero() {
		p.add("due_within", "The review of %s would be overdue at %s, and the next one is due by then, at %s, and asked for instead: it would never be overdue. Make it shorter than the time between any two due dates.",
			instant(due), instant(s.DueWithin.After(due)), instant(next))
	}
	if len(s.Reviewers) == 0 {
		p.add("reviewers", "Somebody has to review: name at least one.")
	}
	if s.DueWithin.IsZero() {
		p.add("due_within", "It must be set: it says when a review is overdue.")
	}
	for _, kind := range s.Selector.Kinds {
		oneOf(&p, "selector.kinds", kind, IdentityKinds...)
	}
	return p
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
