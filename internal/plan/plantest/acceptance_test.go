package plantest_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	acceptance "github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/plantest"
)

// thing is a provider of things with what the built-in one has not: write-only
// arguments, ephemeral values, imports, drift, and objects that are left over
// because deleting them failed.
type thing struct {
	stuck   atomic.Bool // nothing can be deleted
	drifted atomic.Bool // somebody changed every note
}

var _ provider.ProviderWithEphemeralResources = (*thing)(nil)

func (p *thing) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "thing"
}

func (p *thing) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (p *thing) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (p *thing) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (p *thing) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return &record{p} }}
}

func (p *thing) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{func() ephemeral.EphemeralResource { return token{} }}
}

type record struct{ thing *thing }

type recordModel struct {
	ID     types.String `tfsdk:"id"`
	Name   types.String `tfsdk:"name"`
	Note   types.String `tfsdk:"note"`
	Secret types.String `tfsdk:"secret"`
	Tags   types.Map    `tfsdk:"tags"`
}

var _ resource.ResourceWithImportState = (*record)(nil)

func (r *record) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "thing_record"
}

func (r *record) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id":     schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}},
		"name":   schema.StringAttribute{Required: true, PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()}},
		"note":   schema.StringAttribute{Optional: true, Computed: true},
		"secret": schema.StringAttribute{Optional: true, WriteOnly: true},
		"tags":   schema.MapAttribute{ElementType: types.StringType, Optional: true, Sensitive: true},
	}}
}

// made is what there is once it is applied.
func (m *recordModel) made() {
	m.ID = types.StringValue("id of " + m.Name.ValueString())
	if m.Note.IsUnknown() {
		m.Note = types.StringValue("made")
	}
	m.Secret = types.StringNull()
}

func (r *record) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m recordModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	m.made()
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

func (r *record) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m recordModel
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	if m.Name.IsNull() { // it is being imported
		m.Name = types.StringValue(strings.TrimPrefix(m.ID.ValueString(), "id of "))
		m.Note = types.StringValue("found")
	}
	if r.thing.drifted.Load() {
		m.Note = types.StringValue("changed by somebody")
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

func (r *record) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var m recordModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	m.made()
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

func (r *record) Delete(_ context.Context, _ resource.DeleteRequest, resp *resource.DeleteResponse) {
	if r.thing.stuck.Load() {
		resp.Diagnostics.AddError("Stuck", "It cannot be deleted now.")
	}
}

func (r *record) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), req, resp)
}

// token is an ephemeral value.
type token struct{}

func (token) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = "thing_token"
}

func (token) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = ephemeralschema.Schema{Attributes: map[string]ephemeralschema.Attribute{"value": ephemeralschema.StringAttribute{Computed: true}}}
}

func (token) Open(ctx context.Context, _ ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	resp.Diagnostics.Append(resp.Result.SetAttribute(ctx, path.Root("value"), "canary-ephemeral")...)
}

const header = `
variable "password" {
  type      = string
  default   = "canary-variable"
  ephemeral = true
}

ephemeral "thing_token" "t" {}
`

const first = header + `
resource "thing_record" "secret" {
  name   = "secret"
  secret = "${ephemeral.thing_token.t.value} ${var.password}"
  tags   = { owner = "jane" }
}

resource "thing_record" "each" {
  count = 2
  name  = "each ${count.index}"
  note  = "${count.index} ${thing_record.secret.note}"
}
`

// later returns the configuration with another name, which replaces the record,
// and with what becomes of another one.
func later(name, imported string) string {
	return header + `
resource "thing_record" "secret" {
  name   = "` + name + `"
  secret = ephemeral.thing_token.t.value
  note   = "later"

  lifecycle {
    create_before_destroy = true
  }
}

resource "thing_record" "moved" {
  count = 2
  name  = "each ${count.index}"
  note  = "later"
}

moved {
  from = thing_record.each
  to   = thing_record.moved
}
` + imported
}

const (
	imported = `
resource "thing_record" "imported" {
  name = "imported"
  note = "found"
}

import {
  to = thing_record.imported
  id = "id of imported"
}
`
	forgotten = `
removed {
  from = thing_record.imported

  lifecycle {
    destroy = false
  }
}
`
)

// TestPlansOfTerraform compares the plans of one life of things: made with
// write-only secrets from ephemeral values, moved, imported, replaced, left over,
// drifted, forgotten, destroyed.
func TestPlansOfTerraform(t *testing.T) {
	if _, err := exec.LookPath("terraform"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	folder, err := shortFolder()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	settings, plans := filepath.Join(folder, "terraform.rc"), filepath.Join(folder, "plans")
	if err := os.Mkdir(plans, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(settings, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	terraform, err := plantest.Record(plans)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"TF_ACC": "1", "TF_ACC_TERRAFORM_PATH": terraform, "TF_CLI_CONFIG_FILE": settings, "CHECKPOINT_DISABLE": "1", "TMPDIR": folder,
	} {
		t.Setenv(name, value)
	}
	p := &thing{}
	acceptance.Test(t, acceptance.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"thing": func() (tfprotov6.ProviderServer, error) { return providerserver.NewProtocol6(p)(), nil },
		},
		Steps: []acceptance.TestStep{
			{Config: first},
			{Config: later("secret", imported)},
			{PreConfig: func() { p.stuck.Store(true) }, Config: later("other", imported), ExpectError: regexp.MustCompile("cannot be deleted")},
			{PreConfig: func() { p.stuck.Store(false); p.drifted.Store(true) }, Config: later("other", imported), ExpectNonEmptyPlan: true},
			{PreConfig: func() { p.drifted.Store(false) }, Config: later("other", forgotten)},
		},
	})
	n, err := plantest.CompareRecorded(plans)
	if err != nil {
		t.Fatal(err)
	}
	if n < 8 {
		t.Errorf("only %d plans were made", n)
	}
	complete(t, plans)
}

// shortFolder makes a folder whose path is short, as those of plugins' sockets have
// to be.
func shortFolder() (string, error) { return os.MkdirTemp("/tmp", "nhi") }

// complete sees that the plans have what they are made for.
func complete(t *testing.T, plans string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(plans, "*", "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	for what, want := range map[string]string{
		"a create":             `"actions":["create"]`,
		"an update":            `"actions":["update"]`,
		"a delete":             `"actions":["delete"]`,
		"a replacement":        `"actions":["create","delete"]`,
		"something left over":  `"deposed":"`,
		"something forgotten":  `"actions":["forget"]`,
		"something moved":      `"previous_address":"thing_record.each[`,
		"an import":            `"importing":{`,
		"drift":                `"resource_drift":[{`,
		"a write-only secret":  `"secret":null`,
		"an unknown":           `"after_unknown":{"id":true`,
		"a sensitive argument": `"after_sensitive":{"tags":`,
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no plan has %s", what)
		}
	}
	if strings.Contains(all.String(), "canary-ephemeral") {
		t.Error("Terraform tells an ephemeral value")
	}
}
