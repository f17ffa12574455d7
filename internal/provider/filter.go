package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// filter is an argument of what lists records: only those that have its value
// are wanted.
type filter[R register.Record] struct {
	name        string
	description string
	value       func(R) string
}

// tenantFilter is the argument of every kind but tenants. The register applies
// it, so that it reads no more than is wanted.
const tenantFilter = "tenant"

// arguments describes the arguments of what lists records of the kind.
func (k *kind[R, M]) arguments() map[string]string {
	descriptions := map[string]string{}
	if k.ofTenant() {
		descriptions[tenantFilter] = "Only records of the tenant with this id."
	}
	for _, filter := range k.filters {
		descriptions[filter.name] = filter.description
	}
	return descriptions
}

// ofTenant reports whether records of this kind belong to a tenant.
func (k *kind[R, M]) ofTenant() bool { return k.name != governance.KindTenant }

// matching returns the records that have every value that is given, by id.
func (k *kind[R, M]) matching(ctx context.Context, s *session, config tfsdk.Config) ([]R, diag.Diagnostics) {
	var diags diag.Diagnostics
	var tenant types.String
	if k.ofTenant() {
		diags.Append(config.GetAttribute(ctx, path.Root(tenantFilter), &tenant)...)
	}
	wanted := make([]types.String, len(k.filters))
	for i, filter := range k.filters {
		diags.Append(config.GetAttribute(ctx, path.Root(filter.name), &wanted[i])...)
	}
	if diags.HasError() {
		return nil, diags
	}
	kept, err := s.register(ctx)
	if err != nil {
		return nil, append(diags, failure(err)...)
	}
	all, err := k.collection(kept).List(ctx, tenant.ValueString())
	if err != nil {
		return nil, append(diags, failure(err)...)
	}
	var matching []R
	for _, record := range all {
		if k.has(record, wanted) {
			matching = append(matching, record)
		}
	}
	return matching, diags
}

func (k *kind[R, M]) has(record R, wanted []types.String) bool {
	for i, filter := range k.filters {
		if !wanted[i].IsNull() && filter.value(record) != wanted[i].ValueString() {
			return false
		}
	}
	return true
}
