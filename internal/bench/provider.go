//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The provider is measured beside its floor: the same resources of the same
// schemas, which do nothing, under the same Terraform, in the same run. Turn by
// turn, because a machine has its moods; the quickest run of each counts, because
// what disturbs a run only ever makes it longer.

// entitlements is a configuration with so many of them, each with all that nhi
// has to think about: an end, and a schedule that reviews it.
func entitlements(n int) string {
	return fmt.Sprintf(`
terraform {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

provider "nhi" {}

resource "nhi_tenant" "acme" {
  slug           = "acme"
  name           = "Acme Manufacturing"
  owner          = "jane@acme.example"
  contract_start = "2026-01-01T00:00:00Z"
}

resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "record"
}

resource "nhi_identity" "backup" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-backup"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Takes the nightly backups."
  environment = "production"
}

resource "nhi_review_schedule" "quarterly" {
  tenant         = nhi_tenant.acme.id
  name           = "quarterly"
  recurrence     = "quarterly"
  anchor         = "2026-01-15T09:00:00Z"
  reviewers      = ["raj@acme.example"]
  due_within     = "14d"
  overdue_action = "escalate"
}

resource "nhi_entitlement" "share" {
  count           = %d
  identity        = nhi_identity.backup.id
  system          = nhi_system.directory.id
  privilege       = "share-${count.index}"
  justification   = "Reads the file share in order to back it up."
  expires_at      = "2099-01-01T00:00:00Z"
  review_schedule = nhi_review_schedule.quarterly.id
}
`, n)
}

// served is a provider, and the folder in which Terraform uses it.
type served struct {
	name, folder string
	settings     string // a file for TF_CLI_CONFIG_FILE
	taken        map[string][]usage
}

// serve makes Terraform use a program as the provider in a folder of its own.
func serve(name, program, folder string, n int) (served, error) {
	s := served{name: name, folder: filepath.Join(folder, name), settings: filepath.Join(folder, name+".rc"), taken: map[string][]usage{}}
	plugins := filepath.Join(folder, name+"-plugins")
	program, err := filepath.Abs(program)
	if err != nil {
		return s, err
	}
	for _, dir := range []string{plugins, s.folder} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			return s, err
		}
	}
	if err := os.Symlink(program, filepath.Join(plugins, "terraform-provider-nhi")); err != nil {
		return s, err
	}
	settings := fmt.Sprintf("provider_installation {\n  dev_overrides { \"nhi-governance/nhi\" = %q }\n  direct {}\n}\n", plugins)
	if err := os.WriteFile(s.settings, []byte(settings), 0o644); err != nil {
		return s, err
	}
	return s, os.WriteFile(filepath.Join(s.folder, "main.tf"), []byte(entitlements(n)), 0o644)
}

// terraform runs one command to its end, which is to be success.
func (s served) terraform(args ...string) (usage, error) {
	cmd := exec.Command("terraform", append([]string{"-chdir=" + s.folder}, args...)...)
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(variable string) bool {
		return strings.HasPrefix(variable, "TF_") || strings.HasPrefix(variable, "NHI_")
	}), "TF_CLI_CONFIG_FILE="+s.settings, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "TF_CLI_ARGS=-no-color")
	var complaints strings.Builder
	cmd.Stderr = &complaints
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return usage{}, fmt.Errorf("terraform %s with %s: %w\n%s", strings.Join(args, " "), s.name, err, complaints.String())
	}
	return usage{time: time.Since(start), processor: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, nil
}

// round plans, applies, refreshes and plans once more, from nothing.
func (s served) round(applied bool) error {
	steps := []struct {
		what string
		args []string
	}{
		{"plan", []string{"plan", "-input=false", "-out=tfplan"}},
		{"apply", []string{"apply", "-input=false", "tfplan"}},
		{"refresh", []string{"plan", "-input=false", "-refresh-only"}},
		{"plan again", []string{"plan", "-input=false", "-detailed-exitcode"}},
	}
	if !applied {
		steps = steps[:1]
	}
	for _, name := range []string{"terraform.tfstate", ".nhi"} {
		if err := os.RemoveAll(filepath.Join(s.folder, name)); err != nil {
			return err
		}
	}
	for _, step := range steps {
		taken, err := s.terraform(step.args...)
		if err != nil {
			return err
		}
		s.taken[step.what] = append(s.taken[step.what], taken)
	}
	return nil
}

// runProvider measures the provider beside its floor, turn by turn.
func runProvider(w io.Writer, program string, runs int) error {
	folder, err := os.MkdirTemp("", "nhi-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	bare := filepath.Join(folder, "bare")
	if output, err := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", bare, "./internal/bench/floor").CombinedOutput(); err != nil {
		return fmt.Errorf("building the floor: %w\n%s", err, output)
	}
	fmt.Fprintf(w, "\n%-10s %-18s %10s %10s %10s %10s %8s %11s\n", "resources", "what", "floor", "nhi", "processor", "processor", "× floor", "processor ×")
	for _, size := range []struct {
		resources int
		applied   bool
	}{{1_000, true}, {5_000, false}} {
		inner, err := os.MkdirTemp(folder, "")
		if err != nil {
			return err
		}
		floor, err := serve("floor", bare, inner, size.resources)
		if err != nil {
			return err
		}
		nhi, err := serve("nhi", program, inner, size.resources)
		if err != nil {
			return err
		}
		for range runs {
			for _, s := range []served{floor, nhi} {
				if err := s.round(size.applied); err != nil {
					return err
				}
			}
		}
		for _, what := range []string{"plan", "apply", "refresh", "plan again"} {
			if len(nhi.taken[what]) == 0 {
				continue
			}
			under, over := quickest(floor.taken[what]), quickest(nhi.taken[what])
			fmt.Fprintf(w, "%-10d %-18s %9.1fs %9.1fs %9.1fs %9.1fs %8.2f %11.2f\n", size.resources, "terraform "+what,
				under.time.Seconds(), over.time.Seconds(), under.processor.Seconds(), over.processor.Seconds(),
				float64(over.time)/float64(under.time), float64(over.processor)/float64(under.processor))
		}
	}
	return nil
}

// quickest is the least time and the least processor time of all runs.
func quickest(all []usage) usage {
	least := all[0]
	for _, u := range all[1:] {
		least.time, least.processor = min(least.time, u.time), min(least.processor, u.processor)
	}
	return least
}
