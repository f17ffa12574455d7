package configuration

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Load reads and parses the root module and every module that it calls. Errors say
// what Terraform would refuse as well; warnings name what is not there to be
// evaluated.
func (c *Configuration) Load() hcl.Diagnostics {
	root := c.module("")
	diags := c.load(root, nil)
	// A folder that is called twice says everything twice.
	said := map[string]bool{}
	diags = slices.DeleteFunc(diags, func(d *hcl.Diagnostic) bool {
		again := said[d.Error()]
		said[d.Error()] = true
		return again
	})
	if diags.HasErrors() {
		return diags
	}
	return append(diags, c.cycles(root)...)
}

func (c *Configuration) load(m *module, above []*module) hcl.Diagnostics {
	diags := m.parseStrictly()
	for _, name := range m.names("module.") {
		call := m.block("module." + name)
		key := strings.TrimPrefix(m.key+"."+name, ".")
		source, _ := call.literal("source")
		called := c.module(key)
		switch {
		case called == nil:
			diags = diags.Append(notInstalled(key, source, call))
		case called.dir.stored == m.dir.stored || slices.ContainsFunc(above, func(outer *module) bool { return outer.dir.stored == called.dir.stored }):
			diags = diags.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError, Summary: "Module calls itself",
				Detail:  fmt.Sprintf("The source %q of module %q is a module that this one is called from, without end.", source, name),
				Subject: place(call, "source").Ptr(),
			})
		case c.isGone(called.dir):
			diags = diags.Append(gone(key, source, called.dir, call))
		default:
			diags = append(diags, c.load(called, append(slices.Clone(above), m))...)
		}
	}
	return diags
}

func (c *Configuration) isGone(dir directory) bool {
	_, err := fs.Stat(c.sources, dir.stored)
	return errors.Is(err, fs.ErrNotExist)
}

func gone(key, source string, dir directory, call *block) *hcl.Diagnostic {
	remedy := "Correct the path."
	if !isLocal(source) {
		remedy = "Install it again with: terraform init"
	}
	return &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "No such module",
		Detail:  fmt.Sprintf("The source of %s, %q, is the folder %s, which is not there. %s", moduleAddress(key), source, dir.shown, remedy),
		Subject: place(call, "source").Ptr(),
	}
}

// moduleAddress is empty for the root module.
func moduleAddress(key string) string {
	if key == "" {
		return ""
	}
	return "module." + strings.ReplaceAll(key, ".", ".module.")
}

func notInstalled(key, source string, call *block) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagWarning, Summary: "Module not checked",
		Detail:  fmt.Sprintf("The source of %s, %q, is not there, so what it would create is not checked and its outputs are not known. Install it with: terraform init", moduleAddress(key), source),
		Subject: place(call, "source").Ptr(),
	}
}

// place is where an argument is set, or else where its block starts.
func place(b *block, name string) hcl.Range {
	if attribute := b.attribute(name); attribute != nil {
		return attribute.Expr.Range()
	}
	return b.header()
}

// parseStrictly parses every file, and says what is wrong with them.
func (m *module) parseStrictly() hcl.Diagnostics {
	m.load()
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if !m.whole {
		m.parseAll()
	}
	return append(slices.Clone(m.unread), m.diags...)
}

// unreadable is for a file of which nothing is known.
func unreadable(m *module, name string, err error) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "File cannot be read",
		Detail: fmt.Sprintf("%s: %v.", path.Join(m.dir.shown, name), err),
	}
}

var errTooLarge = fmt.Errorf("it is larger than %d MiB: %w", maxFile>>20, fs.ErrInvalid)
