package main

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	nhi "github.com/nhi-governance/terraform-provider-nhi/internal/provider"
)

// Whatever resource the provider has, the floor creates too, with everything known.
func TestFloorCreatesEveryResource(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	server := providerserver.NewProtocol6(floor{nhi.New("test")()})()
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil || len(schemas.Diagnostics) > 0 || len(schemas.ResourceSchemas) == 0 {
		t.Fatal(err, schemas.Diagnostics)
	}
	for name, schema := range schemas.ResourceSchemas {
		of := schema.ValueType().(tftypes.Object)
		planned := map[string]tftypes.Value{}
		for attribute, t := range of.AttributeTypes {
			planned[attribute] = tftypes.NewValue(t, nil)
		}
		for _, attribute := range schema.Block.Attributes {
			if attribute.Computed && !attribute.Optional { // the others have defaults, or are given
				planned[attribute.Name] = tftypes.NewValue(attribute.ValueType(), tftypes.UnknownValue)
			}
		}
		none, some := dynamic(t, of, tftypes.NewValue(of, nil)), dynamic(t, of, tftypes.NewValue(of, planned))
		applied, err := server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{TypeName: name, PriorState: none, PlannedState: some, Config: none})
		if err != nil || len(applied.Diagnostics) > 0 {
			t.Errorf("%s: %v %v", name, err, applied.Diagnostics)
			continue
		}
		state, err := applied.NewState.Unmarshal(of)
		if err != nil || !state.IsFullyKnown() || state.IsNull() {
			t.Errorf("%s: got %v, %v; want a state in which everything is known", name, state, err)
		}
	}
}

func dynamic(t *testing.T, of tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	d, err := tfprotov6.NewDynamicValue(of, value)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}
