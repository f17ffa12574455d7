package decision

import "encoding/json"

// ReceiptVersion is the version of the JSON form of a [Receipt].
const ReceiptVersion = "1.0"

// Receipt is a decision bound to the plan file that may be applied, by its
// digest, with all that it takes to come to it again beside the plan and the
// bundle. It holds no secret: of a sensitive input it has only the name.
type Receipt struct {
	FormatVersion string                  `json:"receipt_format_version"`
	Options       ReceiptOptions          `json:"options"`
	Inputs        map[string]ReceiptInput `json:"inputs,omitempty"` // that were given by hand
	// Facts is the part of the register that was relied on, in the JSON form
	// of its snapshot.
	Facts      json.RawMessage    `json:"facts"`
	Warning    string             `json:"facts_warning,omitempty"` // what is to be known about them
	Exceptions []ReceiptException `json:"exceptions"`              // that let something through
	Decision   Decision           `json:"decision"`
}

// ReceiptOptions are the options that a decision depends on. The clock is the
// decision's instant.
type ReceiptOptions struct {
	Tenant        string `json:"tenant,omitempty"` // slug
	Undecided     string `json:"undecided"`        // deny, authored, warn
	MaxTenants    int    `json:"max_tenants"`
	DriftOnly     bool   `json:"drift_only,omitempty"`
	Config        string `json:"config,omitempty"` // the folder that ranges are below
	Passes        bool   `json:"passes,omitempty"`
	Dialect       string `json:"dialect"`
	StrictDialect bool   `json:"strict_dialect,omitempty"`
}

// ReceiptInput is one value that was given for an input of policies.
type ReceiptInput struct {
	Text      *string         `json:"text,omitempty"`  // as typed
	Value     json.RawMessage `json:"value,omitempty"` // from a file
	Sensitive bool            `json:"sensitive,omitempty"`
}

// ReceiptException is an exception as it was when it let something through.
type ReceiptException struct {
	Address string `json:"address,omitempty"` // of the change that makes it
	Tenant  string `json:"tenant"`            // slug
	Digest  string `json:"digest"`            // of what was approved: its canonical form
	// Record is the exception in the JSON form of its record.
	Record json.RawMessage `json:"record"`
}
