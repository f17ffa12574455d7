package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// kind is everything that tells one kind of record from another. From it come
// the resource, the data source of one record, the data source of many and the
// list resource.
type kind[R register.Record, M model[R]] struct {
	name        governance.Kind
	plural      string
	description string // what such a record is, in full sentences
	key         string // what a natural key looks like
	attributes  attributes
	collection  func(register.Register) register.Collection[R]
	model       func(R) M
	filters     []filter[R]
	rules       func(R) []governance.Problem // what a record has to keep that it does not know itself; may be nil

	timing  *timing[M]                                                // nil for what time does not change
	holding *holding[R]                                               // nil for what gives no access
	show    func(m *M, claim access.Claim, held, exempt []access.Key) // puts into a model what was observed of its record
	// refuse returns errors for what may not be written. Final is when it is
	// about to be; before that it also warns of what will not do as planned.
	refuse func(ctx context.Context, s *session, planned, prior *M, final bool) diag.Diagnostics
	// refuseDelete returns errors for what may not be deleted yet; it may be nil.
	refuseDelete func(ctx context.Context, s *session, prior *M) diag.Diagnostics
}

func (k *kind[R, M]) resource() resource.Resource { return &recordResource[R, M]{kind: k} }

func (k *kind[R, M]) dataSource() datasource.DataSource { return &recordDataSource[R, M]{kind: k} }

func (k *kind[R, M]) dataSourceOfMany() datasource.DataSource {
	return &recordsDataSource[R, M]{kind: k}
}

func (k *kind[R, M]) listResource() list.ListResource { return &recordList[R, M]{kind: k} }

// kinds are all kinds of records.
var kinds = []interface {
	resource() resource.Resource
	dataSource() datasource.DataSource
	dataSourceOfMany() datasource.DataSource
	listResource() list.ListResource
}{tenants, systems, identities, entitlements, exceptions, reviewSchedules, entitlementSets, variations, breakGlass}

// resourceAttributes are those of a record, and what only a resource has.
func (k *kind[R, M]) resourceAttributes() attributes {
	all := withMeta(k.attributes)
	all["timeouts"] = timeoutsAttribute
	return all
}

// facts is a record as data sources show it.
func (k *kind[R, M]) facts(m M) types.Object {
	values := objectOf(k.resourceAttributes(), m).Attributes()
	delete(values, "timeouts")
	return types.ObjectValueMust(objectTypes(withMeta(k.attributes)), values)
}

// get returns the record with an id.
func (k *kind[R, M]) get(ctx context.Context, s *session, id string) (R, error) {
	return recorded(ctx, s, k.collection, id)
}

// recorded returns the record with an id, as the session sees it.
func recorded[R register.Record](ctx context.Context, s *session, collection func(register.Register) register.Collection[R], id string) (none R, _ error) {
	kept, err := s.register(ctx)
	if err != nil {
		return none, err
	}
	snapshot, err := s.snapshot(ctx)
	if err != nil {
		return none, err
	}
	if snapshot != nil {
		if record, found := collection(kept).Within(snapshot, id); found {
			return record, nil
		}
	}
	return collection(kept).Get(ctx, id)
}

// find returns the record with an id or a natural key.
func (k *kind[R, M]) find(ctx context.Context, s *session, key string) (R, error) {
	kept, err := s.register(ctx)
	if err != nil {
		var none R
		return none, err
	}
	return k.collection(kept).Find(ctx, key)
}

// read turns a record into its model. Earlier is what was known of it before.
func (k *kind[R, M]) read(ctx context.Context, s *session, record R, earlier M) (M, diag.Diagnostics) {
	m := k.model(record)
	metaOf(&m).Timeouts = metaOf(&earlier).Timeouts
	if k.timing == nil || k.timing.observe == nil {
		return m, nil
	}
	return m, k.timing.observe(ctx, s, &m, earlier)
}

// store writes a record to the register, as one that is new or in place of one.
type store[R register.Record] func(records register.Collection[R], ctx context.Context, record R) (R, error)

// write stores what was planned, having decided what was left open then, and
// carries it out. It returns what was stored, which with errors may be nil or not
// carried out.
func (k *kind[R, M]) write(ctx context.Context, s *session, planned M, prior *M, store store[R]) (*M, diag.Diagnostics) {
	kept, err := s.forWriting(ctx)
	if err != nil {
		return nil, failure(err)
	}
	var diags diag.Diagnostics
	if k.timing != nil {
		diags.Append(k.timing.foresee(ctx, s, s.now, &planned, prior, true)...)
	}
	if k.refuse != nil {
		diags.Append(k.refuse(ctx, s, &planned, prior, true)...)
	}
	if k.rules != nil {
		diags.Append(broken(k.rules(planned.record()))...)
	}
	if diags.HasError() {
		return nil, diags
	}
	record, err := k.holding.bring(ctx, s, k.collection(kept), planned.record(), store)
	diags.Append(failure(err)...)
	if record == nil {
		return nil, diags
	}
	stored := k.model(*record)
	metaOf(&stored).Timeouts = metaOf(&planned).Timeouts
	if k.timing != nil && k.timing.remember != nil {
		k.timing.remember(&stored, planned)
	}
	return &stored, diags
}
