// Command floor is the provider nhi without anything in it: the same resources of
// the same schemas, which do nothing. What Terraform takes with it is what Terraform
// and the framework take, and no provider can take less.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	nhi "github.com/nhi-governance/terraform-provider-nhi/internal/provider"
)

func main() {
	serve := providerserver.ServeOpts{Address: "registry.terraform.io/nhi-governance/nhi"}
	if err := providerserver.Serve(context.Background(), func() provider.Provider { return floor{nhi.New("floor")()} }, serve); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

// floor has the schemas of a provider.
type floor struct{ of provider.Provider }

var _ provider.Provider = floor{}

func (f floor) Metadata(ctx context.Context, req provider.MetadataRequest, resp *provider.MetadataResponse) {
	f.of.Metadata(ctx, req, resp)
}

func (f floor) Schema(ctx context.Context, req provider.SchemaRequest, resp *provider.SchemaResponse) {
	f.of.Schema(ctx, req, resp)
}

func (f floor) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (f floor) Resources(ctx context.Context) []func() resource.Resource {
	resources := f.of.Resources(ctx)
	bare := make([]func() resource.Resource, len(resources))
	for i, of := range resources {
		bare[i] = func() resource.Resource { return bareResource{of()} }
	}
	return bare
}

func (f floor) DataSources(context.Context) []func() datasource.DataSource { return nil }

// bareResource has the schema of a resource.
type bareResource struct{ of resource.Resource }

var _ resource.Resource = bareResource{}

func (r bareResource) Metadata(ctx context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	r.of.Metadata(ctx, req, resp)
}

func (r bareResource) Schema(ctx context.Context, req resource.SchemaRequest, resp *resource.SchemaResponse) {
	r.of.Schema(ctx, req, resp)
}

// Create has to know what it leaves unknown: Terraform insists.
func (r bareResource) Create(_ context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	known, err := tftypes.Transform(req.Plan.Raw, func(_ *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if value.IsKnown() {
			return value, nil
		}
		return anyOf(value.Type())
	})
	if err != nil {
		resp.Diagnostics.AddError("Unknown value of a type that is not expected", err.Error())
		return
	}
	resp.State.Raw = known
}

func (r bareResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (r bareResource) Update(context.Context, resource.UpdateRequest, *resource.UpdateResponse) {}

func (r bareResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// anyOf is some value of a type that a computed attribute has; the text is one
// that is an instant too.
func anyOf(of tftypes.Type) (tftypes.Value, error) {
	switch {
	case of.Is(tftypes.String):
		return tftypes.NewValue(of, "2026-01-01T00:00:00Z"), nil
	case of.Is(tftypes.Number):
		return tftypes.NewValue(of, 1), nil
	case of.Is(tftypes.Bool):
		return tftypes.NewValue(of, false), nil
	default:
		return tftypes.Value{}, fmt.Errorf("no value for %s", of)
	}
}
