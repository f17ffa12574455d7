package cli

import (
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
)

// readPlanned finds the planned exception at an address. Everything that an
// approver approves must be known and may be shown.
func readPlanned(p check.Plan, address string) (check.Planned, error) {
	all, err := check.PlannedExceptions(p)
	if err != nil {
		return check.Planned{}, planProblem(err)
	}
	i := slices.IndexFunc(all, func(one check.Planned) bool { return one.Address == address })
	if i < 0 {
		if len(all) == 0 {
			return check.Planned{}, problemf("No such exception", "The plan has no nhi_exception at all, so none with the address %q.", address)
		}
		var addresses []string
		for _, one := range all {
			addresses = append(addresses, one.Address)
		}
		slices.Sort(addresses)
		return check.Planned{}, problemf("No such exception", "The plan has no nhi_exception with the address %q. It has: %s.", address, strings.Join(addresses, ", "))
	}
	found := all[i]
	switch gaps := found.Approved; {
	case found.Removed:
		return found, problemf("Cannot be approved", "The plan removes %s, so there is nothing to approve.", address)
	case len(gaps.Sensitive) > 0:
		return found, problemf("Cannot be approved", "%s has sensitive values in %s. Nobody approves what they may not read: take the secret out of the exception.", address, strings.Join(gaps.Sensitive, ", "))
	case len(gaps.Malformed) > 0:
		return found, problemf("Cannot be approved", "In %s, %s is not what nhi_exception has there. Make the plan again, with the provider of this version.", address, strings.Join(gaps.Malformed, ", "))
	case len(gaps.Unknown) > 0:
		return found, problemf("Cannot be approved", "Before the plan is applied it is not known what these are in %s: %s. Apply it, which leaves the exception pending, and approve the recorded one: nhi approve TENANT/%s", address, strings.Join(gaps.Unknown, ", "), orElse(found.Control, "CONTROL"))
	}
	return found, nil
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
