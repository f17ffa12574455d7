package policy_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

const benchPolicies = `
input "level" {
  type    = string
  default = "advisory"
}
locals { allowed = ["eu-central-1", "eu-west-1"] }
resource_policy "aws_s3_bucket" "region" {
  enforcement_level = input.level
  enforce {
    condition     = core::contains(local.allowed, attrs.region)
    error_message = "The bucket ${attrs.bucket} is in ${attrs.region}."
  }
}
resource_policy "aws_s3_bucket" "versioned" {
  locals {
    versioning = core::getresources("aws_s3_bucket_versioning", { bucket = attrs.bucket })
    enabled    = [for v in local.versioning : v if core::try(v.versioning_configuration[0].status, "") == "Enabled"]
  }
  enforce {
    condition     = core::length(local.enabled) > 0
    error_message = "The bucket ${attrs.bucket} is not versioned."
  }
}
resource_policy "aws_s3_bucket" "tags" {
  filter = attrs.bucket != "exempt"
  enforce { condition = core::alltrue([for k in ["Owner", "Env"] : core::contains(core::keys(attrs.tags), k)]) }
}
`

// BenchmarkEvaluate is one policy on one change; the versions that the second
// one looks up are as many as the changes.
func BenchmarkEvaluate(b *testing.B) {
	const buckets = 10_000
	set, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(benchPolicies)}}, policy.Options{})
	if diags.HasErrors() {
		b.Fatal(diags)
	}
	resources := world{}
	subjects := make([]policy.Subject, buckets)
	for i := range subjects {
		name := cty.StringVal(fmt.Sprintf("bucket-%d", i))
		subjects[i] = policy.Subject{
			Kind: policy.ResourcePolicy, Type: "aws_s3_bucket", Operation: policy.Create,
			Attrs: cty.ObjectVal(map[string]cty.Value{
				"bucket": name,
				"region": cty.StringVal("eu-west-1"),
				"tags":   cty.ObjectVal(map[string]cty.Value{"Owner": cty.StringVal("ops"), "Env": cty.StringVal("prod")}),
			}),
		}
		resources["aws_s3_bucket_versioning"] = append(resources["aws_s3_bucket_versioning"], cty.ObjectVal(map[string]cty.Value{
			"bucket":                   name,
			"versioning_configuration": cty.TupleVal([]cty.Value{cty.ObjectVal(map[string]cty.Value{"status": cty.StringVal("Enabled")})}),
		}))
	}
	env, diags := set.Environment(nil, resources, time.Time{})
	if diags.HasErrors() {
		b.Fatal(diags)
	}
	for _, p := range set.Policies() {
		b.Run(p.Name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if r := env.Evaluate(p, subjects[i%buckets]); r.Outcome != policy.Pass {
					b.Fatalf("%s: %v", r.Outcome, r.Diagnostics)
				}
			}
		})
	}
}

// BenchmarkMatching is what each change pays before any policy looks at it.
func BenchmarkMatching(b *testing.B) {
	set, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(benchPolicies)}}, policy.Options{})
	if diags.HasErrors() {
		b.Fatal(diags)
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(set.Matching(policy.ResourcePolicy, policy.Create, "aws_s3_bucket")) != 3 {
			b.Fatal("policies are missing")
		}
	}
}

// BenchmarkLoad compiles the file.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(benchPolicies)}}, policy.Options{}); diags.HasErrors() {
			b.Fatal(diags)
		}
	}
}
