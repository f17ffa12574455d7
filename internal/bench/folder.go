//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A folder of configuration is measured beside parsing its files and doing nothing
// with them, beside TFLint without any rule, and beside terraform validate of as
// many resources of the built-in provider, which needs no other to be installed.

// runFolder measures nhi check of a folder with so many resources.
func runFolder(w io.Writer, program string, runs int, resources string) error {
	n, err := strconv.Atoi(resources)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "nhi-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	sets, err := writePolicies(folder)
	if err != nil {
		return err
	}
	asWritten, builtIn := filepath.Join(folder, "aws"), filepath.Join(folder, "builtin")
	if err := writeFolder(asWritten, n, func(source string) string { return source }); err != nil {
		return err
	}
	if err := writeFolder(builtIn, n, asBuiltIn); err != nil {
		return err
	}
	fmt.Fprintf(w, "%-10s %-5s %-32s %10s %10s %8s %8s %11s\n", "resources", "input", "what", "time", "processor", "memory", "× parse", "processor ×")
	b := bench{w: w, runs: runs, resources: resources}
	if err := b.parsing(asWritten); err != nil {
		return err
	}
	for _, set := range sets[:2] {
		if err := b.row("dir", "nhi, "+set.what, []int{0, 2}, program, "check", asWritten, "--policies", set.folder, "--quiet"); err != nil {
			return err
		}
	}
	if err := b.row("dir", "nhi, its baseline", []int{0, 2}, program, "check", asWritten, "--quiet"); err != nil {
		return err
	}
	if tflint, err := exec.LookPath("tflint"); err == nil {
		idle := filepath.Join(folder, "tflint.hcl")
		if err := os.WriteFile(idle, []byte(withoutRules), 0o644); err != nil {
			return err
		}
		if err := b.row("dir", "tflint, without rules", []int{0}, tflint, "--chdir="+asWritten, "--config="+idle); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(w, "tflint is not on PATH; it is left out.")
	}
	terraform, err := exec.LookPath("terraform")
	if err != nil {
		fmt.Fprintln(w, "terraform is not on PATH; it is left out.")
		return nil
	}
	if err := b.row("dir", "nhi, terraform_data", []int{0, 2}, program, "check", builtIn, "--policies", sets[0].folder, "--quiet"); err != nil {
		return err
	}
	if out, err := exec.Command(terraform, "-chdir="+builtIn, "init", "-input=false").CombinedOutput(); err != nil {
		return fmt.Errorf("terraform init: %w\n%s", err, out)
	}
	return b.row("dir", "terraform validate, the same", []int{0}, terraform, "-chdir="+builtIn, "validate")
}

// writeFolder writes a configuration, 50 resources to a file.
func writeFolder(folder string, resources int, as func(source string) string) error {
	source, err := testdata.ReadFile("testdata/application.tf.txt")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	files := map[string]string{"main.tf": mainFile}
	const applicationsPerFile = 5
	template := as(string(source))
	for n := range resources / perApplication {
		name := fmt.Sprintf("applications_%05d.tf", n/applicationsPerFile)
		files[name] += places(n).Replace(template)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

var (
	resourceHeader = regexp.MustCompile(`(?m)^resource "aws_\w+" "([\w@]+)" \{$`)
	resourceEnd    = regexp.MustCompile(`(?m)^\}$`)
	nestedBlock    = regexp.MustCompile(`(?m)^  (\w+) \{$`)
	reference      = regexp.MustCompile(`= aws_\w+\.([\w@]+)\.\w+`)
)

// asBuiltIn gives the same arguments to resources of the provider that Terraform
// has built in.
func asBuiltIn(source string) string {
	source = nestedBlock.ReplaceAllString(source, "  $1 = {")
	source = resourceHeader.ReplaceAllString(source, "resource \"terraform_data\" \"$1\" {\n  input = {")
	source = resourceEnd.ReplaceAllString(source, "  }\n}")
	return reference.ReplaceAllString(source, "= terraform_data.$1.id")
}

// parsing measures the parser alone.
func (b *bench) parsing(folder string) error {
	all := make([]usage, b.runs)
	for i := range all {
		output, err := self("parse", folder)
		if err != nil {
			return err
		}
		if _, err := fmt.Sscan(output, &all[i].time, &all[i].processor); err != nil {
			return err
		}
	}
	b.valid = median(all)
	b.print("dir", "parsing, one file at a time", b.valid)
	return nil
}

// parseFolder prints how many nanoseconds parsing takes, by the clock and of the
// processor.
func parseFolder(w io.Writer, folder string) error {
	names, err := filepath.Glob(filepath.Join(folder, "*.tf"))
	if err != nil {
		return err
	}
	start, before := time.Now(), processorTime()
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if _, diags := hclsyntax.ParseConfig(content, name, hcl.InitialPos); diags.HasErrors() {
			return diags
		}
	}
	_, err = fmt.Fprint(w, time.Since(start).Nanoseconds(), processorTime()-before)
	return err
}

// withoutRules makes TFLint load a configuration and look for nothing in it.
const withoutRules = `config {
  disabled_by_default = true
}

plugin "terraform" {
  enabled = false
}
`

// mainFile declares what the applications refer to.
const mainFile = `variable "env" {
  default = "prod"
}

locals {
  common_tags = {
    env        = var.env
    managed_by = "terraform"
  }
}
`
