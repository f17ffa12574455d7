// Command pages writes the documentation of the baseline: a page for each file
// of policies, and the list of them by control.
//
//	go run ./internal/baseline/pages FOLDER
package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"github.com/nhi-governance/terraform-provider-nhi/internal/baseline"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

//go:embed policy.md.tmpl
var policyTemplate string

//go:embed baseline.md.tmpl
var baselineTemplate string

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: pages FOLDER")
		os.Exit(1)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// page is a file of policies with what is said of it.
type page struct {
	baseline.Page
	Slug     string // file name of the page, without extension
	Title    string
	Family   string // folder of the file: the provider
	File     string
	Source   string
	Policies []*policy.Policy
	Controls []governance.Control
}

// Targets are the types that the page's policies match, in order.
func (p page) Targets() []string {
	var targets []string
	for _, one := range p.Policies {
		targets = append(targets, one.Type)
	}
	slices.Sort(targets)
	return slices.Compact(targets)
}

func write(folder string) error {
	folders, err := baseline.Folders(baseline.Name)
	if err != nil {
		return err
	}
	loaded, diags := bundle.Load(folders...)
	if diags.HasErrors() {
		return diags
	}
	pages, err := collect(loaded)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if err := render(filepath.Join(folder, p.Slug+".md"), policyTemplate, p); err != nil {
			return err
		}
	}
	return render(filepath.Join(folder, "baseline.md"), baselineTemplate, struct {
		Controls []governance.Control
		Pages    []page
	}{loaded.Controls, pages})
}

// collect joins the files of the bundle with the controls of their policies.
func collect(loaded *bundle.Bundle) ([]page, error) {
	byFile := map[string][]*policy.Policy{}
	for _, one := range loaded.Policies.Policies() {
		byFile[one.File] = append(byFile[one.File], one)
	}
	var pages []page
	for file, policies := range byFile {
		content := loaded.Sources[file]
		words, err := baseline.ParsePage(policy.File{Path: file, Bytes: content})
		if err != nil {
			return nil, err
		}
		family, name := path.Split(strings.TrimPrefix(file, baseline.Name+"/"))
		name = strings.TrimSuffix(name, bundle.PolicySuffix)
		family = strings.Trim(family, "/")
		p := page{
			Page: words, Family: family, File: file, Source: string(content), Policies: policies,
			Slug:  "baseline-" + strings.ReplaceAll(family+"-"+name, "_", "-"),
			Title: strings.ReplaceAll(name, "_", " "),
		}
		for _, control := range loaded.Controls {
			if slices.ContainsFunc(policies, func(one *policy.Policy) bool { return slices.Contains(control.Policies, one.Name) }) {
				p.Controls = append(p.Controls, control)
			}
		}
		pages = append(pages, p)
	}
	slices.SortFunc(pages, func(a, b page) int { return cmp.Compare(a.Slug, b.Slug) })
	return pages, nil
}

func render(file, text string, data any) error {
	tmpl, err := template.New(filepath.Base(file)).Funcs(template.FuncMap{
		"join": strings.Join,
		"trim": strings.TrimSpace,
		"lapses": func(c governance.Control) []string {
			return slices.DeleteFunc(slices.Clone(c.Policies), func(name string) bool { return !slices.Contains(governance.Lapses, governance.Lapse(name)) })
		},
		"holds": func(c governance.Control, p page) bool {
			return slices.ContainsFunc(p.Controls, func(own governance.Control) bool { return own.Name == c.Name })
		},
	}).Parse(text)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := tmpl.Execute(&out, data); err != nil {
		return err
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}
