package configuration_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/configuration"
)

// What a configuration names is looked for below the root module, and nowhere else.
func TestWritten(t *testing.T) {
	t.Parallel()
	sources := fstest.MapFS{
		"infra/main.tf": {Data: []byte(`
resource "a_b" "c" {
  a = file("plain.sh")
  b = templatefile("${path.module}/of/module.tpl", {})
  c = filebase64("${path.root}/root.bin")
  d = file("../outside.sh")
  e = file("/etc/passwd")
  f = file("${var.name}.sh")
  g = core::file("function.sh")
  h = "file(\"text.sh\")"
}
module "app" { source = "./app" }
`)},
		"infra/app/main.tf":       {Data: []byte(`locals { a = file("${path.module}/own.sh") }`)},
		"infra/app/own.sh":        {},
		"infra/app/other.tfvars":  {},
		"infra/plain.sh":          {},
		"infra/of/module.tpl":     {},
		"infra/root.bin":          {},
		"infra/function.sh":       {},
		"infra/text.sh":           {},
		"infra/prod.tfvars":       {},
		"infra/prod.tfvars.json":  {},
		"infra/terraform.tfstate": {},
		"outside.sh":              {},
	}
	c, err := configuration.FromDirectory(sources, "infra", "shown")
	if err != nil {
		t.Fatal(err)
	}
	if diags := c.Load(); diags.HasErrors() {
		t.Fatal(diags)
	}
	below, err := sources.Sub("infra")
	if err != nil {
		t.Fatal(err)
	}
	var got [][3]string
	for _, w := range c.Written(below) {
		got = append(got, [3]string{w.Name, w.Path, w.Module})
	}
	want := [][3]string{
		{"shown/main.tf", "main.tf", ""},
		{"shown/app/main.tf", "app/main.tf", "module.app"},
		{"shown/app/own.sh", "app/own.sh", ""},
		{"shown/function.sh", "function.sh", ""},
		{"shown/of/module.tpl", "of/module.tpl", ""},
		{"shown/plain.sh", "plain.sh", ""},
		{"shown/prod.tfvars", "prod.tfvars", ""},
		{"shown/prod.tfvars.json", "prod.tfvars.json", ""},
		{"shown/root.bin", "root.bin", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}
