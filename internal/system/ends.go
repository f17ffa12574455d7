package system

import "github.com/nhi-governance/terraform-provider-nhi/internal/governance"

// endAccounts is the setting of kinds whose systems can end the use of an account
// themselves.
var endAccounts = Setting{
	Name: "end_accounts", Default: "false", check: isOneOf("true", "false"),
	Doc: "`true` has the system end the use of an account when the last of what it holds by the register ends, so that it ends though nobody runs nhi; " +
		"an account that holds something without an end has none. `nhi reconcile` sets and moves that end, whoever set another. Not for a shared system, whose accounts several tenants may use.",
}

// EndsAccounts reports whether a system is to end the use of its accounts itself.
func EndsAccounts(record governance.System) bool { return record.Config[endAccounts.Name] == "true" }
