// Package governance holds the records of the product and what time does to
// them: status, due, overdue, within bounds, covers. It does no I/O, reads no
// clock (time is an argument) and knows no framework.
//
// Instants are UTC; a zero time.Time stands for "not set". Sets are sorted
// slices without duplicates.
package governance

import "time"

// Kind names a kind of record.
type Kind string

// The kinds of records; each is the name of its Terraform resource without the
// prefix nhi_.
const (
	KindTenant         Kind = "tenant"
	KindSystem         Kind = "system"
	KindIdentity       Kind = "identity"
	KindEntitlement    Kind = "entitlement"
	KindEntitlementSet Kind = "entitlement_set"
	KindException      Kind = "exception"
	KindReviewSchedule Kind = "review_schedule"
	KindVariation      Kind = "variation"
	KindBreakGlass     Kind = "break_glass"
)

// The kinds of records that are no resources: what people and automation did.
const (
	KindAttestation Kind = "attestation"
	KindDelegation  Kind = "delegation"
	KindActivation  Kind = "activation"
	KindMessage     Kind = "message"
)

// Meta is what the register gives every record.
type Meta struct {
	ID        string    `json:"id"`       // UUIDv7: sorts by the time of creation
	Revision  int64     `json:"revision"` // 1 when created, one more with every write
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Tenant is one customer organisation under management.
type Tenant struct {
	Meta
	Slug           string            `json:"slug"` // unique, never changes
	Name           string            `json:"name"`
	Ring           int64             `json:"ring"` // rollout order: 0 first
	ContractStart  time.Time         `json:"contract_start"`
	ContractEnd    time.Time         `json:"contract_end,omitzero"`
	Owner          string            `json:"owner"`
	ApprovedVaults []string          `json:"approved_vaults,omitempty"` // URI prefixes
	Selectors      Selectors         `json:"selectors,omitzero"`
	Labels         map[string]string `json:"labels,omitempty"`
	Offboard       bool              `json:"offboard,omitempty"` // may be deleted with live identities
}

// Selectors attribute a change to a tenant: it belongs to the tenant when any
// of them matches.
type Selectors struct {
	Tags      map[string]string `json:"tags,omitempty"`      // tag or label values of the changed resource
	Accounts  []string          `json:"accounts,omitempty"`  // account, subscription and project ids
	Addresses []string          `json:"addresses,omitempty"` // globs over resource and module addresses
}

// SystemKind is how a system is reached.
type SystemKind string

// The kinds of systems. The register itself is the truth of a record system.
const (
	SystemRecord     SystemKind = "record"
	SystemLDAP       SystemKind = "ldap"
	SystemSCIM       SystemKind = "scim"
	SystemPostgreSQL SystemKind = "postgresql"
)

// System is where an identity's access really lives.
type System struct {
	Meta
	TenantID string            `json:"tenant_id,omitempty"` // empty when shared
	Shared   bool              `json:"shared,omitempty"`    // the provider's own tooling, serving several tenants
	Name     string            `json:"name"`
	Kind     SystemKind        `json:"kind"`
	Config   map[string]string `json:"config,omitempty"` // never a secret: those are named by environment variable
}

// IdentityKind is what sort of non-human identity it is.
type IdentityKind string

// The kinds of identities.
const (
	ServiceAccount IdentityKind = "service_account"
	APIKey         IdentityKind = "api_key"
	OAuthApp       IdentityKind = "oauth_app"
	Workload       IdentityKind = "workload"
	Certificate    IdentityKind = "certificate"
	Bot            IdentityKind = "bot"
	AIAgent        IdentityKind = "ai_agent"
)

// IdentityKinds lists every kind of identity.
var IdentityKinds = []IdentityKind{ServiceAccount, APIKey, OAuthApp, Workload, Certificate, Bot, AIAgent}

// Identity is a non-human identity of a tenant.
type Identity struct {
	Meta
	TenantID    string       `json:"tenant_id"`
	Name        string       `json:"name"` // unique in the tenant
	Kind        IdentityKind `json:"kind"`
	Owner       string       `json:"owner"` // the accountable human
	Purpose     string       `json:"purpose"`
	Environment string       `json:"environment"`
	ExternalID  string       `json:"external_id,omitempty"`
	Vendor      string       `json:"vendor,omitempty"`
	Credential  *Credential  `json:"credential,omitempty"`
	HumanUse    bool         `json:"human_use"`
}

// Account is what the systems that the identity has access to call it.
func (i Identity) Account() string {
	if i.ExternalID != "" {
		return i.ExternalID
	}
	return i.Name
}

// Credential says where an identity's secret is kept and how long it lives; the
// secret itself is never known here.
type Credential struct {
	Location    string    `json:"location"` // vault URI
	IssuedAt    time.Time `json:"issued_at,omitzero"`
	RotateEvery Period    `json:"rotate_every,omitzero"`
	ExpiresAt   time.Time `json:"expires_at,omitzero"`
}

// Entitlement is one privilege that one identity holds in one system.
type Entitlement struct {
	Meta
	TenantID           string            `json:"tenant_id"` // of the identity, kept with every row
	IdentityID         string            `json:"identity_id"`
	SystemID           string            `json:"system_id"`
	Privilege          string            `json:"privilege"`
	Scope              string            `json:"scope,omitempty"`
	Privileged         bool              `json:"privileged"`
	Justification      string            `json:"justification"`
	StartsAt           time.Time         `json:"starts_at,omitzero"`
	ExpiresAt          time.Time         `json:"expires_at,omitzero"`
	ReviewScheduleID   string            `json:"review_schedule_id,omitempty"`
	TerraformAddresses []string          `json:"terraform_addresses,omitempty"` // plan addresses that realise it
	Status             EntitlementStatus `json:"status"`                        // as last carried out
	Granted            bool              `json:"granted"`                       // the system has it, as last observed
	QuarantinedAt      time.Time         `json:"quarantined_at,omitzero"`       // since when its status is quarantined; the register says it
}

// Category is in what way an exception accepts that a control is not met.
type Category string

// The categories of exceptions.
const (
	Waiver    Category = "waiver"
	Mitigated Category = "mitigated"
)

// Exception is a time-bound, approved permission for named targets of one
// tenant not to meet one control.
type Exception struct {
	Meta
	TenantID    string            `json:"tenant_id"`
	Control     string            `json:"control"`
	Targets     []string          `json:"targets"` // record ids and address globs
	Category    Category          `json:"category"`
	Reason      string            `json:"reason"`
	Mitigation  string            `json:"mitigation,omitempty"`
	Evidence    map[string]string `json:"evidence,omitempty"`
	RequestedBy string            `json:"requested_by"`
	StartsAt    time.Time         `json:"starts_at,omitzero"`  // zero: from the moment it is recorded
	ExpiresAt   time.Time         `json:"expires_at"`          // exclusive
	Approvals   []string          `json:"approvals,omitempty"` // armored OpenSSH signatures
	RevokedAt   time.Time         `json:"revoked_at,omitzero"`
	Status      ExceptionStatus   `json:"status"` // as last carried out
}

// Subjects says what a review schedule reviews.
type Subjects string

// The subjects of reviews.
const (
	ReviewEntitlements Subjects = "entitlements"
	ReviewIdentities   Subjects = "identities"
	ReviewExceptions   Subjects = "exceptions"
	ReviewBreakGlass   Subjects = "break_glass"
)

// OverdueAction is what happens when nobody reviews in time.
type OverdueAction string

// The overdue actions.
const (
	Escalate   OverdueAction = "escalate"
	Quarantine OverdueAction = "quarantine"
	Revoke     OverdueAction = "revoke"
)

// ReviewSchedule is how often which subjects are reviewed, by whom, and what
// happens when nobody does.
type ReviewSchedule struct {
	Meta
	TenantID          string         `json:"tenant_id"`
	Name              string         `json:"name"` // unique in the tenant
	Subjects          Subjects       `json:"subjects"`
	Selector          ReviewSelector `json:"selector,omitzero"`
	Recurrence        string         `json:"recurrence"` // monthly, quarterly, semiannual, annual, or an RRULE
	Anchor            time.Time      `json:"anchor"`     // the first due date
	Reviewers         []string       `json:"reviewers"`
	FallbackReviewers []string       `json:"fallback_reviewers,omitempty"`
	DueWithin         Period         `json:"due_within"` // how long a review may take before it is overdue
	OverdueAction     OverdueAction  `json:"overdue_action"`
	Evidence          []string       `json:"evidence,omitempty"` // what a reviewer must bring
}

// ReviewSelector narrows which subjects a schedule reviews. Every set field must
// match; the zero value selects all subjects of the tenant.
type ReviewSelector struct {
	Kinds        []IdentityKind    `json:"kinds,omitempty"`
	Environments []string          `json:"environments,omitempty"`
	SystemIDs    []string          `json:"system_ids,omitempty"`
	Privileged   *bool             `json:"privileged,omitempty"`
	Labels       map[string]string `json:"labels,omitempty"`
}

// Snapshot is every record of a register at one moment, each kind in the order
// of its ids.
type Snapshot struct {
	Tenants         []Tenant         `json:"tenants"`
	Systems         []System         `json:"systems"`
	Identities      []Identity       `json:"identities"`
	Entitlements    []Entitlement    `json:"entitlements"`
	Exceptions      []Exception      `json:"exceptions"`
	ReviewSchedules []ReviewSchedule `json:"review_schedules"`
	EntitlementSets []EntitlementSet `json:"entitlement_sets,omitempty"`
	Variations      []Variation      `json:"variations,omitempty"`
	BreakGlass      []BreakGlass     `json:"break_glass,omitempty"`
	Attestations    []Attestation    `json:"attestations,omitempty"`
	Delegations     []Delegation     `json:"delegations,omitempty"`
	Activations     []Activation     `json:"activations,omitempty"`
	Messages        []Message        `json:"messages,omitempty"`
}
