package configuration_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/configuration"
)

var planned = fstest.MapFS{
	"modules.json": {Data: []byte(`[{"Key":"","Dir":"."},{"Key":"net","Source":"registry.terraform.io/acme/net/aws","Version":"5.1.2","Dir":".terraform/modules/net"},{"Key":"net.inner","Dir":".terraform\\modules\\net\\inner"}]`)},
	"m-/main.tf": {Data: []byte(`
terraform {
  required_providers {
    aws    = { source = "hashicorp/aws", version = "~> 5.0" }
    google = { source = "registry.acme.example/hashicorp/google" }
    tls    = "4.0.5"
  }
}

variable "region" {
  default = "eu-west-1"
}

provider "aws" {
  region = var.region
  retries = 3
  assume_role {
    role_arn = r.x.arn
  }
}

provider "aws" {
  alias  = "west"
  region = "us-west-1"
}

resource "random_pet" "p" {}

module "net" {
  source   = "acme/net/aws"
  version  = "~> 5.1"
  for_each = toset(["a"])
  size     = 3
  name     = each.key
}
`)},
	"m-net/main.tf": {Data: []byte(`
module "inner" {
  source = "./inner"
}
`)},
	"m-net.inner/main.tf": {Data: []byte(`
provider "aws" {
  alias = "deep"
}
`)},
}

func TestSettings(t *testing.T) {
	t.Parallel()
	conf, err := configuration.FromPlan(planned)
	if err != nil {
		t.Fatal(err)
	}
	evaluator := conf.Evaluator(configuration.World{Variables: map[string]cty.Value{}})
	locks := configuration.Locks([]byte("provider \"registry.opentofu.org/hashicorp/aws\" {\n  version = \"5.31.0\"\n}\n"))
	if diff := cmp.Diff(map[string]string{"registry.opentofu.org/hashicorp/aws": "5.31.0"}, locks); diff != "" {
		t.Errorf("locks (-want +got):\n%s", diff)
	}
	type setting struct {
		Address, Name, Alias, Source, Version string
		Arguments                             cty.Value
	}
	told := func(settings []configuration.Setting) []setting {
		var all []setting
		for _, s := range settings {
			arguments, err := s.Arguments.Value(change.AllNames)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, setting{s.Address, s.Name, s.Alias, s.Source, s.Version, arguments})
		}
		return all
	}
	secret := func(text string) cty.Value { return cty.StringVal(text).Mark(change.Sensitive) }
	none := cty.EmptyObjectVal
	const aws, inUse = "registry.opentofu.org/hashicorp/aws", "registry.opentofu.org/hashicorp/random"
	wantProviders := []setting{
		{"provider.aws", "aws", "", aws, "5.31.0", cty.ObjectVal(map[string]cty.Value{
			"region":  secret("eu-west-1"),
			"retries": cty.NumberIntVal(3),
			"assume_role": cty.TupleVal([]cty.Value{cty.ObjectVal(map[string]cty.Value{
				"role_arn": cty.DynamicVal.Mark(change.Origin{Address: "provider.aws", Attribute: "assume_role[0].role_arn"}),
			})}),
		})},
		{"provider.aws.west", "aws", "west", aws, "5.31.0", cty.ObjectVal(map[string]cty.Value{"region": secret("us-west-1")})},
		{"provider.google", "google", "", "registry.acme.example/hashicorp/google", "", none},
		{"provider.random", "random", "", inUse, "", none},
		{"provider.tls", "tls", "", "registry.terraform.io/hashicorp/tls", "4.0.5", none},
		{"module.net.module.inner.provider.aws.deep", "aws", "deep", aws, "5.31.0", none},
	}
	if diff := cmp.Diff(wantProviders, told(evaluator.Providers([]string{inUse}, locks)), byValue); diff != "" {
		t.Errorf("providers (-want +got):\n%s", diff)
	}
	wantModules := []setting{
		{"module.net", "net", "", "acme/net/aws", "5.1.2", cty.ObjectVal(map[string]cty.Value{
			"size": cty.NumberIntVal(3),
			"name": cty.DynamicVal.Mark(change.Origin{Address: "module.net", Attribute: "name"}),
		})},
		{"module.net.module.inner", "inner", "", "./inner", "", none},
	}
	if diff := cmp.Diff(wantModules, told(evaluator.Modules()), byValue); diff != "" {
		t.Errorf("modules (-want +got):\n%s", diff)
	}
	references, authored := evaluator.Authored(change.Origin{Address: "provider.aws", Attribute: "assume_role[0].role_arn"})
	if diff := cmp.Diff([]string{"r.x.arn"}, references); diff != "" || !authored {
		t.Errorf("authored %t (-want +got):\n%s", authored, diff)
	}
	if _, authored := evaluator.Authored(change.Origin{Address: "provider.aws", Attribute: "version"}); authored {
		t.Error("nobody wrote the provider's version")
	}
	if got := evaluator.Place(change.Origin{Address: "module.net.module.inner.provider.aws.deep"}); got.Filename != ".terraform/modules/net/inner/main.tf" || got.Start.Line != 2 {
		t.Errorf("the provider of a module stands at %s", got)
	}
}

func TestNoSources(t *testing.T) {
	t.Parallel()
	if _, err := configuration.FromPlan(fstest.MapFS{}); err == nil {
		t.Error("a plan without a manifest was taken")
	}
	if _, err := configuration.FromPlan(fstest.MapFS{"modules.json": {Data: []byte("{")}}); err == nil {
		t.Error("a manifest that does not parse was taken")
	}
	if _, err := configuration.FromDirectory(fstest.MapFS{"a/readme": {}}, "a", "a"); err == nil {
		t.Error("a folder without sources was taken")
	}
}

// Describe tells where a change and its arguments stand, and what they refer to.
func TestDescribe(t *testing.T) {
	t.Parallel()
	conf, err := configuration.FromPlan(planned)
	if err != nil {
		t.Fatal(err)
	}
	c := change.Change{Address: "random_pet.p", Mode: change.Managed, Type: "random_pet", Name: "p"}
	conf.Evaluator(configuration.World{}).Describe(&c)
	if c.Source.Filename != "main.tf" || c.Source.Start.Line != 27 || len(c.Attributes) != 0 {
		t.Errorf("stands at %s with %v", c.Source, c.Attributes)
	}
}
