package system

import "github.com/nhi-governance/terraform-provider-nhi/internal/governance"

// Settings lists what the config of a system may hold, for its kind.
func Settings(of governance.SystemKind) []Setting { return kinds[of].all() }
