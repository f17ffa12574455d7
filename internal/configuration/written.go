package configuration

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Written is a file that people wrote for the configuration.
type Written struct {
	Name    string // as places give it
	Path    string // from the root module's directory, wherever that is
	Module  string // address of the module that it is part of; empty for the root module
	Content []byte
}

// Written returns every file of the modules that are at hand, the files of values
// in the root module's directory, whether they are taken or not, and what the
// sources name as a file or a template, by its path below that directory, where
// from has it. A file that several modules share is told of the first.
func (c *Configuration) Written(from fs.FS) []Written {
	var all []Written
	seen := map[string]bool{}
	add := func(w Written) {
		if !seen[w.Name] {
			seen[w.Name] = true
			all = append(all, w)
		}
	}
	for _, m := range c.atHand() {
		m.load()
		for _, s := range m.files {
			add(Written{s.name, path.Join(m.dir.path, path.Base(s.name)), moduleAddress(m.key), s.content})
		}
	}
	root := c.directories[""]
	names := map[string]bool{}
	if from != nil {
		for _, m := range c.atHand() {
			for _, s := range m.files {
				for _, name := range filesNamed(s, m.dir.path, root.path) {
					names[name] = true
				}
			}
		}
		for _, pattern := range []string{"*.tfvars", "*.tfvars.json"} {
			values, err := fs.Glob(from, pattern)
			if err != nil {
				continue // only a pattern that is wrong
			}
			for _, name := range values {
				names[name] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if content, err := read(from, name); err == nil {
			shown := path.Join(root.shown, name)
			c.show(shown, content)
			add(Written{shown, name, "", content})
		}
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, name := range slices.Sorted(maps.Keys(c.shown)) {
		add(Written{name, name, "", c.shown[name]})
	}
	return all
}

// Written returns what [Configuration.Written] does.
func (e *Evaluator) Written(from fs.FS) []Written { return e.conf.Written(from) }

// atHand are the modules that the manifest lists and those that were called, by key.
func (c *Configuration) atHand() []*module {
	keys := map[string]bool{"": true}
	for key := range c.directories {
		keys[key] = true
	}
	c.mutex.Lock()
	for key := range c.modules {
		keys[key] = true
	}
	c.mutex.Unlock()
	var all []*module
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if m := c.module(key); m != nil {
			all = append(all, m)
		}
	}
	return all
}

// filesNamed are the files that a source names with a literal, alone or behind
// path.module or path.root, as the root module knows them.
func filesNamed(s *source, module, root string) []string {
	if !bytes.Contains(s.content, []byte("file")) {
		return nil
	}
	tokens, _ := hclsyntax.LexConfig(s.content, s.name, hcl.InitialPos)
	var names []string
	for i, token := range tokens {
		if _, reads := fileFunctions[string(token.Bytes)]; token.Type != hclsyntax.TokenIdent || !reads && string(token.Bytes) != "templatefile" {
			continue
		}
		if name, ok := literalPath(tokens[i+1:], module, root); ok {
			names = append(names, name)
		}
	}
	return names
}

// literalPath reads ("a/b") or ("${path.module}/a/b").
func literalPath(tokens hclsyntax.Tokens, module, root string) (string, bool) {
	next := func(typ hclsyntax.TokenType) (string, bool) {
		if len(tokens) == 0 || tokens[0].Type != typ {
			return "", false
		}
		text := string(tokens[0].Bytes)
		tokens = tokens[1:]
		return text, true
	}
	for _, typ := range []hclsyntax.TokenType{hclsyntax.TokenOParen, hclsyntax.TokenOQuote} {
		if _, ok := next(typ); !ok {
			return "", false
		}
	}
	directory := root
	if _, ok := next(hclsyntax.TokenTemplateInterp); ok {
		if of, ok := next(hclsyntax.TokenIdent); !ok || of != "path" {
			return "", false
		}
		next(hclsyntax.TokenDot)
		switch which, _ := next(hclsyntax.TokenIdent); which {
		case "module":
			directory = module
		case "root", "cwd":
		default:
			return "", false
		}
		if _, ok := next(hclsyntax.TokenTemplateSeqEnd); !ok {
			return "", false
		}
	}
	text, ok := next(hclsyntax.TokenQuotedLit)
	if _, closed := next(hclsyntax.TokenCQuote); !ok || !closed {
		return "", false
	}
	return below(path.Join(directory, text))
}
