package provider

import (
	stdcmp "cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	frameworkresource "github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
)

// value is a value of an attribute: how it is written, how else the same may be
// written, and what it then is.
type value struct {
	written string
	also    string // "" when there is one way only
	is      knownvalue.Check
}

// attribute is what may happen to one attribute, named with dots.
type attribute struct {
	set, changed value
	unset        knownvalue.Check // nil when it has to be given
	replaces     bool             // a change makes it another record
	fixed        string           // why it has this one value here
}

// specimen is a resource whose attributes are gone through.
type specimen struct {
	kind       string
	around     string // what has to be there
	key        string // the natural key when everything is set
	attributes map[string]attribute
}

func quoted(text string) value { return value{fmt.Sprintf("%q", text), "", is(text)} }

// alike is a text with another spelling.
func alike(text, also string) value {
	return value{fmt.Sprintf("%q", text), fmt.Sprintf("%q", also), is(text)}
}

func reference(expression string) value { return value{expression, "", knownvalue.NotNull()} }

func truth(b bool) value {
	return value{fmt.Sprint(b), fmt.Sprintf("%q", fmt.Sprint(b)), knownvalue.Bool(b)}
}

// elements is a set, which is the same in another order and with duplicates.
func elements(texts ...string) value {
	var checks []knownvalue.Check
	for _, text := range texts {
		checks = append(checks, is(text))
	}
	again := append(slices.Clone(texts), texts[0])
	slices.Reverse(again)
	return value{fmt.Sprintf("[\"%s\"]", strings.Join(texts, `", "`)), fmt.Sprintf("[\"%s\"]", strings.Join(again, `", "`)), knownvalue.SetExact(checks)}
}

func entry(key, text string) value {
	return value{fmt.Sprintf("{ %s = %q }", key, text), fmt.Sprintf("tomap({ %q = %q })", key, text), knownvalue.MapExact(map[string]knownvalue.Check{key: is(text)})}
}

var (
	nothing   = knownvalue.Null()
	noElement = knownvalue.SetSizeExact(0)
	noEntry   = knownvalue.MapSizeExact(0)
	no        = knownvalue.Bool(false)
)

// around is an estate with two of everything.
const around = estate + globex + `
resource "nhi_system" "vault" {
  tenant = nhi_tenant.acme.id
  name   = "vault"
  kind   = "record"
}

resource "nhi_identity" "archive" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-archive"
  kind        = "workload"
  owner       = "jane@acme.example"
  purpose     = "Archives."
  environment = "production"
}

resource "nhi_review_schedule" "monthly" {
  tenant         = nhi_tenant.acme.id
  name           = "monthly"
  recurrence     = "monthly"
  anchor         = "2026-01-31T09:00:00Z"
  reviewers      = ["raj@acme.example"]
  due_within     = "7d"
  overdue_action = "escalate"
}
`

// Each attribute of a privilege is set in one and unset in another.
var (
	privileges = value{
		`[{ name = "reader", scope = "files", privileged = true }, { name = "writer" }]`,
		`[{ name = "writer", privileged = false }, { name = "reader", scope = "files", privileged = true }]`,
		knownvalue.SetExact([]knownvalue.Check{privilege("reader", is("files"), true), privilege("writer", nothing, false)}),
	}
	otherPrivileges = value{
		`[{ name = "reader" }, { name = "admin", scope = "files", privileged = true }]`, "",
		knownvalue.SetExact([]knownvalue.Check{privilege("reader", nothing, false), privilege("admin", is("files"), true)}),
	}
)

var specimens = []specimen{
	{"nhi_tenant", "", "acme", map[string]attribute{
		"slug":                {set: quoted("acme"), changed: quoted("acme-two"), replaces: true},
		"name":                {set: quoted("Acme"), changed: quoted("Acme Holding")},
		"owner":               {set: quoted("jane@acme.example"), changed: quoted("joe@acme.example")},
		"ring":                {set: value{"2", `"2"`, knownvalue.Int64Exact(2)}, changed: value{"1", "", knownvalue.Int64Exact(1)}, unset: knownvalue.Int64Exact(0)},
		"contract_start":      {set: alike("2026-01-01T01:00:00+01:00", "2025-12-31T19:00:00.000-05:00"), changed: quoted("2026-01-02T00:00:00Z")},
		"contract_end":        {set: alike("2027-01-01T00:00:00Z", "2027-01-01T00:00:00.000000+00:00"), changed: quoted("2028-01-01T00:00:00Z"), unset: nothing},
		"approved_vaults":     {set: elements("https://vault.example/acme/", "vault://kv/acme/"), changed: elements("vault://kv/acme/"), unset: noElement},
		"selectors.tags":      {set: entry("customer", "acme"), changed: entry("tenant", "acme"), unset: noEntry},
		"selectors.accounts":  {set: elements("123456789012"), changed: elements("210987654321"), unset: noElement},
		"selectors.addresses": {set: elements("module.acme.*"), changed: elements("module.acme.*", "module.acme2.*"), unset: noElement},
		"labels":              {set: entry("tier", "gold"), changed: entry("tier", "silver"), unset: noEntry},
		"offboard":            {set: truth(true), changed: truth(false), unset: no},
	}},
	{"nhi_system", around, "acme/billing-db", map[string]attribute{
		"tenant": {set: reference("nhi_tenant.acme.id"), changed: reference("nhi_tenant.globex.id"), replaces: true},
		"shared": {fixed: "it excludes tenant, see TestSystem"},
		"name":   {set: quoted("billing-db"), changed: quoted("invoicing-db")},
		"kind":   {set: quoted("record"), fixed: "there is one kind"},
		"config": {fixed: "a record system has none", unset: noEntry},
	}},
	{"nhi_identity", around, "acme/svc-it", map[string]attribute{
		"tenant":                  {set: reference("nhi_tenant.acme.id"), changed: reference("nhi_tenant.globex.id"), replaces: true},
		"name":                    {set: quoted("svc-it"), changed: quoted("svc-other")},
		"kind":                    {set: quoted("service_account"), changed: quoted("workload")},
		"owner":                   {set: quoted("jane@acme.example"), changed: quoted("joe@acme.example")},
		"purpose":                 {set: quoted("Takes backups."), changed: quoted("Archives.")},
		"environment":             {set: quoted("production"), changed: quoted("staging")},
		"external_id":             {set: quoted("S-1-5-21"), changed: quoted("S-1-5-22"), unset: nothing},
		"vendor":                  {set: quoted("Veritas"), changed: quoted("Veeam"), unset: nothing},
		"human_use":               {set: truth(true), changed: truth(false), unset: no},
		"credential.location":     {set: quoted("vault://kv/acme/a"), changed: quoted("vault://kv/acme/b")},
		"credential.issued_at":    {set: alike("2026-01-01T02:00:00+02:00", "2026-01-01T00:00:00Z"), changed: quoted("2026-01-02T00:00:00Z"), unset: nothing},
		"credential.rotate_every": {set: alike("12w", "P84D"), changed: alike("P1Y", "P12M"), unset: nothing},
		"credential.expires_at":   {set: alike("2026-12-31T00:00:00Z", "2026-12-31T01:00:00+01:00"), changed: quoted("2027-12-31T00:00:00Z"), unset: nothing},
	}},
	{"nhi_entitlement", around, "acme/svc-backup/directory/reader@files", map[string]attribute{
		"identity":            {set: reference("nhi_identity.backup.id"), changed: reference("nhi_identity.archive.id"), replaces: true},
		"system":              {set: reference("nhi_system.directory.id"), changed: reference("nhi_system.vault.id"), replaces: true},
		"privilege":           {set: quoted("reader"), changed: quoted("writer"), replaces: true},
		"scope":               {set: quoted("files"), changed: quoted("mails"), unset: nothing, replaces: true},
		"privileged":          {set: truth(true), changed: truth(false), unset: no},
		"justification":       {set: quoted("Reads."), changed: quoted("Reads more.")},
		"starts_at":           {set: alike("2026-02-01T00:00:00Z", "2026-02-01T01:00:00+01:00"), changed: quoted("2026-02-02T00:00:00Z"), unset: nothing},
		"expires_at":          {set: alike("2026-12-31T23:00:00-01:00", "2027-01-01T00:00:00Z"), changed: quoted("2027-06-01T00:00:00Z"), unset: nothing},
		"review_schedule":     {set: reference("nhi_review_schedule.quarterly.id"), changed: reference("nhi_review_schedule.monthly.id"), unset: nothing},
		"terraform_addresses": {set: elements("aws_iam_user.a", "module.b.*"), changed: elements("aws_iam_user.a"), unset: noElement},
	}},
	{"nhi_exception", around, "acme/access-ends", map[string]attribute{
		"tenant":       {set: reference("nhi_tenant.acme.id"), changed: reference("nhi_tenant.globex.id"), replaces: true},
		"control":      {set: quoted("access-ends"), changed: quoted("access-is-reviewed"), replaces: true},
		"targets":      {set: elements("aws_iam_user.a", "module.b.*"), changed: elements("aws_iam_user.a")},
		"category":     {set: quoted("waiver"), changed: quoted("mitigated")},
		"reason":       {set: quoted("The vendor migrates in March."), changed: quoted("The vendor migrates in April.")},
		"mitigation":   {set: quoted("It is watched."), changed: quoted("It is watched day and night."), unset: nothing},
		"evidence":     {set: entry("ticket", "SEC-1"), changed: entry("ticket", "SEC-2"), unset: noEntry},
		"requested_by": {set: quoted("dave@acme.example"), changed: quoted("erin@acme.example")},
		"starts_at":    {set: alike("2026-02-01T02:00:00+02:00", "2026-02-01T00:00:00Z"), changed: quoted("2026-02-02T00:00:00Z"), unset: nothing},
		"expires_at":   {set: alike("2026-03-01T00:00:00Z", "2026-03-01T01:00:00+01:00"), changed: quoted("2026-04-01T00:00:00Z")},
		"approvals":    {set: elements("one", "two"), changed: elements("three"), unset: noElement},
	}},
	{"nhi_review_schedule", around, "acme/it", map[string]attribute{
		"tenant":                {set: reference("nhi_tenant.acme.id"), changed: reference("nhi_tenant.globex.id"), replaces: true},
		"name":                  {set: quoted("it"), changed: quoted("other")},
		"subjects":              {set: quoted("identities"), changed: quoted("exceptions"), unset: is("entitlements")},
		"selector.kinds":        {set: elements("bot", "workload"), changed: elements("bot"), unset: noElement},
		"selector.environments": {set: elements("production"), changed: elements("production", "staging"), unset: noElement},
		"selector.systems":      {set: value{"[nhi_system.directory.id]", "", knownvalue.SetSizeExact(1)}, changed: value{"[nhi_system.directory.id, nhi_system.vault.id]", "", knownvalue.SetSizeExact(2)}, unset: noElement},
		"selector.privileged":   {set: truth(true), changed: truth(false), unset: nothing},
		"selector.labels":       {set: entry("tier", "gold"), changed: entry("tier", "silver"), unset: noEntry},
		"recurrence":            {set: quoted("quarterly"), changed: quoted("FREQ=MONTHLY;BYMONTHDAY=1")},
		"anchor":                {set: alike("2026-01-15T10:00:00+01:00", "2026-01-15T09:00:00Z"), changed: quoted("2026-02-15T09:00:00Z")},
		"reviewers":             {set: elements("joe@acme.example", "raj@acme.example"), changed: elements("raj@acme.example")},
		"fallback_reviewers":    {set: elements("sue@acme.example"), changed: elements("sam@acme.example"), unset: noElement},
		"due_within":            {set: alike("14d", "P2W"), changed: alike("36h", "PT36H")},
		"overdue_action":        {set: quoted("quarantine"), changed: quoted("revoke")},
		"evidence":              {set: elements("access_log"), changed: elements("access_log", "interview"), unset: noElement},
	}},
	{"nhi_entitlement_set", around, "acme/svc-backup/directory", map[string]attribute{
		"identity":            {set: reference("nhi_identity.backup.id"), changed: reference("nhi_identity.archive.id"), replaces: true},
		"system":              {set: reference("nhi_system.directory.id"), changed: reference("nhi_system.vault.id"), replaces: true},
		"privileges":          {set: privileges, changed: otherPrivileges},
		"justification":       {set: quoted("Reads."), changed: quoted("Reads more.")},
		"starts_at":           {set: alike("2026-02-01T00:00:00Z", "2026-02-01T01:00:00+01:00"), changed: quoted("2026-02-02T00:00:00Z"), unset: nothing},
		"expires_at":          {set: alike("2026-12-31T23:00:00-01:00", "2027-01-01T00:00:00Z"), changed: quoted("2027-06-01T00:00:00Z"), unset: nothing},
		"review_schedule":     {set: reference("nhi_review_schedule.quarterly.id"), changed: reference("nhi_review_schedule.monthly.id"), unset: nothing},
		"terraform_addresses": {set: elements("aws_iam_user.a", "module.b.*"), changed: elements("aws_iam_user.a"), unset: noElement},
	}},
	{"nhi_variation", around, "acme/keys-rotate/max_age", map[string]attribute{
		"tenant":       {set: reference("nhi_tenant.acme.id"), changed: reference("nhi_tenant.globex.id"), replaces: true},
		"control":      {set: quoted("keys-rotate"), changed: quoted("access-ends"), replaces: true},
		"parameter":    {set: quoted("max_age"), changed: quoted("max_duration"), replaces: true},
		"value":        {set: quoted("90d"), changed: quoted("60d")},
		"reason":       {set: quoted("The vendor asks for it."), changed: quoted("The vendor still asks for it.")},
		"requested_by": {set: quoted("dave@acme.example"), changed: quoted("erin@acme.example")},
		"expires_at":   {set: alike("2027-01-01T00:00:00Z", "2027-01-01T01:00:00+01:00"), changed: quoted("2027-06-01T00:00:00Z"), unset: nothing},
		"approvals":    {set: elements("one", "two"), changed: elements("three"), unset: noElement},
	}},
	{"nhi_break_glass", around, "acme/svc-backup/directory/domain-admin@forest", map[string]attribute{
		"tenant":        {set: reference("nhi_tenant.acme.id"), fixed: "it is the identity's"},
		"identity":      {set: reference("nhi_identity.backup.id"), changed: reference("nhi_identity.archive.id"), replaces: true},
		"system":        {set: reference("nhi_system.directory.id"), changed: reference("nhi_system.vault.id"), replaces: true},
		"privilege":     {set: quoted("domain-admin"), changed: quoted("enterprise-admin"), replaces: true},
		"scope":         {set: quoted("forest"), changed: quoted("tree"), unset: nothing, replaces: true},
		"max_duration":  {set: alike("4h", "PT4H"), changed: alike("1d", "P1D")},
		"review_within": {set: alike("2w", "14d"), changed: quoted("3d")},
		"activators":    {set: elements("joe@acme.example", "raj@acme.example"), changed: elements("raj@acme.example")},
		"reason":        {set: quoted("The directory is down."), changed: quoted("The directory is lost.")},
		"requested_by":  {set: quoted("dave@acme.example"), changed: quoted("erin@acme.example")},
		"approvals":     {set: elements("one", "two"), changed: elements("three"), unset: noElement},
	}},
}

// Every attribute of every resource is set, changed, unset and imported, in every
// spelling: one that is forgotten fails here.
func TestAttributes(t *testing.T) {
	schemas := map[string]map[string]schema.Attribute{}
	for _, kind := range kinds {
		var named frameworkresource.MetadataResponse
		var described frameworkresource.SchemaResponse
		kind.resource().Metadata(t.Context(), frameworkresource.MetadataRequest{ProviderTypeName: "nhi"}, &named)
		kind.resource().Schema(t.Context(), frameworkresource.SchemaRequest{}, &described)
		schemas[named.TypeName] = described.Schema.Attributes
	}
	covered := map[string]bool{}
	for _, specimen := range specimens {
		covered[specimen.kind] = true
		t.Run(specimen.kind, func(t *testing.T) {
			all := schemas[specimen.kind]
			if diff := cmp.Diff(slices.Sorted(maps.Keys(configurable("", all))), slices.Sorted(maps.Keys(specimen.attributes))); diff != "" {
				t.Fatalf("attributes (-schema +gone through):\n%s", diff)
			}
			newWorld(t).goThrough(specimen, configurable("", all))
		})
	}
	for name := range schemas {
		if !covered[name] {
			t.Errorf("nobody goes through the attributes of %s", name)
		}
	}
}

// configurable are the attributes that a configuration may set, and whether the
// object that one is in stands even when it is not given. Timeouts have a test of
// their own, see TestTimeoutsAreNoPartOfTheRecord.
func configurable(in string, all map[string]schema.Attribute) map[string]bool {
	found := map[string]bool{}
	for name, attribute := range all {
		nested, isNested := attribute.(schema.SingleNestedAttribute)
		switch {
		case name == "timeouts" || attribute.IsComputed() && !attribute.IsOptional():
		case isNested:
			for leaf := range configurable(name+".", nested.Attributes) {
				found[leaf] = nested.Default != nil
			}
		default:
			found[in+name] = true
		}
	}
	return found
}

// goThrough applies a specimen with the least that it needs, with everything, with
// everything else, with nothing in its objects, with the least again, and then
// replaces it by one change after the other.
func (w *world) goThrough(specimen specimen, standing map[string]bool) {
	address := specimen.kind + ".it"
	config := func(values map[string]string) string { return w.config(specimen.around + block(specimen.kind, values)) }
	step := func(before, values map[string]string, wanted map[string]knownvalue.Check) resource.TestStep {
		if maps.Equal(before, values) {
			return expecting(config(values), address, plancheck.ResourceActionNoop, wanted)
		}
		return expecting(config(values), address, plancheck.ResourceActionUpdate, wanted)
	}
	least, set, also, changed, hollow := map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}
	isLeast, isSet, isChanged, isHollow := map[string]knownvalue.Check{}, map[string]knownvalue.Check{}, map[string]knownvalue.Check{}, map[string]knownvalue.Check{}
	for name, a := range specimen.attributes {
		parent, _, inside := strings.Cut(name, ".")
		if a.set.written != "" {
			set[name], isSet[name] = a.set.written, a.set.is
			also[name] = stdcmp.Or(a.set.also, a.set.written)
			changed[name], isChanged[name] = a.changed.written, a.changed.is
			if a.replaces || a.fixed != "" {
				changed[name], isChanged[name] = a.set.written, a.set.is
			}
		}
		switch {
		case a.set.written == "" && a.unset == nil: // only elsewhere
		case a.set.written == "" || a.unset != nil && !a.replaces:
			isLeast[name], isHollow[name] = a.unset, a.unset
		case !inside || a.replaces:
			least[name], isLeast[name] = a.set.written, a.set.is
			hollow[name], isHollow[name] = a.set.written, a.set.is
		default: // has to be given, once its object is
			hollow[name], isHollow[name] = a.set.written, a.set.is
		}
		if inside && !standing[name] {
			delete(isLeast, name)
			isLeast[parent] = nothing
		}
		if inside {
			hollow[parent+"."] = "" // the object, however empty
		}
	}
	steps := []resource.TestStep{
		{Config: config(least), ConfigPlanChecks: plans(plancheck.ResourceActionCreate, address), ConfigStateChecks: checks(address, isLeast)},
		step(least, set, isSet),
		{Config: config(set), ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
		{Config: config(set), ResourceName: address, ImportState: true, ImportStateId: specimen.key, ImportStateKind: resource.ImportBlockWithID},
		{Config: config(also), PlanOnly: true},
		step(set, changed, isChanged),
		step(changed, hollow, isHollow),
		{Config: config(set)},
		step(set, least, isLeast),
	}
	for name, a := range specimen.attributes {
		if !a.replaces {
			continue
		}
		replaced := func(is knownvalue.Check) resource.TestStep {
			return expecting(config(least), address, plancheck.ResourceActionDestroyBeforeCreate, map[string]knownvalue.Check{name: is})
		}
		least[name] = a.changed.written
		steps = append(steps, replaced(a.changed.is))
		if a.unset != nil {
			delete(least, name)
			steps = append(steps, replaced(a.unset))
		}
	}
	w.run(steps...)
}

// expecting is a step that plans an action, and both plans and stores values.
func expecting(config, address string, action plancheck.ResourceActionType, wanted map[string]knownvalue.Check) resource.TestStep {
	planned := plans(action, address)
	for name, value := range wanted {
		planned.PreApply = append(planned.PreApply, plancheck.ExpectKnownValue(address, attributePathJSON(name), value))
	}
	return resource.TestStep{Config: config, ConfigPlanChecks: planned, ConfigStateChecks: checks(address, wanted)}
}

func checks(address string, wanted map[string]knownvalue.Check) []statecheck.StateCheck {
	var all []statecheck.StateCheck
	for name, value := range wanted {
		all = append(all, has(address, name, value))
	}
	return all
}

// block is a resource with arguments, named with dots; a name that ends in one
// gives an object without adding to it.
func block(kind string, values map[string]string) string {
	var b strings.Builder
	objects := map[string]string{}
	fmt.Fprintf(&b, "\nresource %q \"it\" {\n", kind)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		parent, leaf, inside := strings.Cut(name, ".")
		switch {
		case !inside:
			fmt.Fprintf(&b, "  %s = %s\n", name, values[name])
		case leaf == "":
			objects[parent] += ""
		default:
			objects[parent] += fmt.Sprintf("    %s = %s\n", leaf, values[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(objects)) {
		fmt.Fprintf(&b, "  %s = {\n%s  }\n", name, objects[name])
	}
	return b.String() + "}\n"
}
