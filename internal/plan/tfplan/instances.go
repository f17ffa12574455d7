package tfplan

import (
	"maps"
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Instances returns the planned changes of a resource's instances, by the address
// of the module instance that it is in and its own within that: t.n or data.t.n.
func (p *Plan) Instances(module, resource string) []change.Change {
	p.indexOnce.Do(p.index)
	messages := p.byResource[[2]string{module, resource}]
	changes := make([]change.Change, 0, len(messages))
	for _, message := range messages {
		if c, err := readChange(message); err == nil {
			changes = append(changes, c)
		}
	}
	return changes
}

// Providers returns the source addresses of the providers that plan changes,
// sorted.
func (p *Plan) Providers() []string {
	found := map[string]bool{}
	for _, message := range p.resources {
		_ = fields(message, func(f field) error {
			if f.number == resourceProvider {
				found[providerSource(string(f.bytes))] = true
			}
			return nil
		})
	}
	return slices.Sorted(maps.Keys(found))
}

// index sorts the changes by resource. One that cannot be read is left out:
// [Plan.Changes] tells of it.
func (p *Plan) index() {
	p.byResource = make(map[[2]string][][]byte, len(p.resources))
	for _, message := range p.resources {
		_ = fields(message, func(f field) error {
			if f.number != resourceAddress {
				return nil
			}
			if address, ok := change.ParseAddress(string(f.bytes)); ok {
				key := [2]string{change.ModuleAddress(address.Module), address.Resource()}
				p.byResource[key] = append(p.byResource[key], message)
			}
			return nil
		})
	}
}
