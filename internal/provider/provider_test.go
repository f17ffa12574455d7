package provider

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/plantest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// TestMain lets the acceptance tests run wherever the others do: against the
// terraform on PATH, or one that is fetched, and never the user's own settings.
func TestMain(m *testing.M) {
	os.Exit(func() int {
		// Sockets of plugins have short paths.
		dir, err := os.MkdirTemp("/tmp", "nhi")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		settings := filepath.Join(dir, "terraform.rc")
		if err := os.WriteFile(settings, nil, 0o600); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		for name, value := range map[string]string{
			"TMPDIR": dir, "TF_ACC": "1", "TF_CLI_CONFIG_FILE": settings, "CHECKPOINT_DISABLE": "1", "TF_ACC_PROVIDER_NAMESPACE": "nhi-governance", "NHI_REGISTER": "", "NHI_NOW": "",
		} {
			if err := os.Setenv(name, value); err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
		}
		defer postgrestest.Stop()
		plans, err := record(dir)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		code := m.Run()
		if plans != "" && code == 0 {
			if err := holdAgainstJSON(plans); err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
		}
		return code
	}())
}

// record lets the terraform on PATH keep the plans that the tests make, in the
// folder that it returns; none when there is no such terraform.
func record(dir string) (plans string, err error) {
	plans = filepath.Join(dir, "plans")
	if err := os.Mkdir(plans, 0o700); err != nil {
		return "", err
	}
	terraform, err := plantest.Record(plans)
	if errors.Is(err, exec.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return plans, os.Setenv("TF_ACC_TERRAFORM_PATH", terraform)
}

// holdAgainstJSON holds the plan files that the tests made against their JSON.
func holdAgainstJSON(plans string) error {
	n, err := plantest.CompareRecorded(plans)
	if err == nil {
		fmt.Printf("%d plan files say what their JSON says\n", n)
	}
	return err
}

// world is a register and a clock of its own, and the provider in them.
type world struct {
	t        *testing.T
	location string
	now      atomic.Pointer[time.Time]
}

// newWorld starts at the beginning of 2026.
func newWorld(t *testing.T) *world {
	w := &world{t: t, location: filepath.Join(t.TempDir(), "register.db")}
	w.at("2026-01-01T00:00:00Z")()
	return w
}

// at returns what sets the clock, for the PreConfig of a step.
func (w *world) at(text string) func() {
	now, err := governance.ParseInstant(text)
	if err != nil {
		w.t.Fatal(err)
	}
	return func() { w.now.Store(&now) }
}

func (w *world) provider() provider.Provider {
	return &nhi{"test", func() (time.Time, error) { return *w.now.Load(), nil }}
}

func (w *world) factories() map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"nhi": func() (tfprotov6.ProviderServer, error) { return providerserver.NewProtocol6(w.provider())(), nil },
	}
}

// source says where the provider is from, as users say it.
const source = `
terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}
`

// config is a configuration with the provider's block, which comes first.
func (w *world) config(body string) string {
	return fmt.Sprintf("provider \"nhi\" {\n  register = %q\n}\n", w.location) + source + body
}

// run runs steps one after the other, in parallel with other tests.
func (w *world) run(steps ...resource.TestStep) {
	resource.ParallelTest(w.t, resource.TestCase{ProtoV6ProviderFactories: w.factories(), Steps: steps})
}

// runAlone runs steps that set environment variables, which are the process's.
func (w *world) runAlone(steps ...resource.TestStep) {
	resource.Test(w.t, resource.TestCase{ProtoV6ProviderFactories: w.factories(), Steps: steps})
}

// behind is a change behind Terraform's back, for the PreConfig of a step.
func (w *world) behind(change func(context.Context, register.Register) error) func() {
	return func() {
		w.t.Helper()
		ctx := w.t.Context()
		kept, err := register.Open(ctx, w.location, register.Options{Now: func() time.Time { return *w.now.Load() }, Actor: "somebody else"})
		if err != nil {
			w.t.Fatal(err)
		}
		defer kept.Close()
		if err := change(ctx, kept); err != nil {
			w.t.Fatal(err)
		}
	}
}

// session is what the provider gives to its resources in one run.
func (w *world) session(authority *authority) *session {
	now := *w.now.Load()
	return newSession(now, authority, w.location, register.Options{Now: func() time.Time { return now }})
}

// has is the value that an attribute of an address has after applying.
func has(address, attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, attributePathJSON(attribute), value)
}

func attributePathJSON(attribute string) tfjsonpath.Path {
	steps := strings.Split(attribute, ".")
	p := tfjsonpath.New(steps[0])
	for _, step := range steps[1:] {
		p = p.AtMapKey(step)
	}
	return p
}

// plans is a step's expectation that addresses are planned with an action.
func plans(action plancheck.ResourceActionType, addresses ...string) resource.ConfigPlanChecks {
	var checks []plancheck.PlanCheck
	for _, address := range addresses {
		checks = append(checks, plancheck.ExpectResourceAction(address, action))
	}
	return resource.ConfigPlanChecks{PreApply: checks}
}

// imports are steps that import an address by its id and by its natural key.
// The first compares the state, which needs a configuration in canonical spelling;
// the others plan the same configuration, which must have nothing to do but import.
func imports(config, address, key string) []resource.TestStep {
	return []resource.TestStep{
		{Config: config, ResourceName: address, ImportState: true, ImportStateVerify: true},
		{Config: config, ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
		{Config: config, ResourceName: address, ImportState: true, ImportStateId: key, ImportStateKind: resource.ImportBlockWithID},
	}
}

// afterPlan is a plan check that does something between plan and apply.
type afterPlan func()

func (do afterPlan) CheckPlan(context.Context, plancheck.CheckPlanRequest, *plancheck.CheckPlanResponse) {
	do()
}

func is(text string) knownvalue.Check { return knownvalue.StringExact(text) }
