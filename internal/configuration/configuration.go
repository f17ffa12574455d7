// Package configuration evaluates sources. Of those that were planned it tells where
// each resource stands in them, what an argument's expression refers to, and as
// much of an unknown argument's value as its expression tells before apply. Of
// those that were not, it makes the changes of a first apply.
//
// It is handed files and values, and knows no plan format and no policy. Sources
// come as [FromPlan] finds them in a plan file, or as [FromDirectory] finds them
// where Terraform was run. Nothing of them is read, and no block parsed, before
// it is asked for: a plan of 10,000 resources has 5 MB of sources, of which a
// check needs a few blocks.
package configuration

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"
)

// Configuration is a root module and everything that it calls. It is safe for
// concurrent use.
type Configuration struct {
	sources     fs.FS
	directories map[string]directory // by module key: a.b for module.a.module.b

	mutex   sync.Mutex
	modules map[string]*module
	folders map[string]*folder // by where they are stored
	shown   map[string][]byte  // what else was read, by the names that ranges give
}

// directory is where a module's files are: in the sources, as its user sees it,
// and as path.module says from where Terraform is run.
type directory struct {
	stored, shown, path string
	version             string // that was installed, of a module from a registry
}

// manifestEntry is a module in Terraform's manifest of installed modules.
type manifestEntry struct {
	Key     string `json:"Key"`
	Dir     string `json:"Dir"`
	Version string `json:"Version"`
}

// FromPlan reads sources as a plan file holds them: modules.json, and the files
// of the module with key k in the directory m-k. Places are shown relative to
// where Terraform was run.
func FromPlan(sources fs.FS) (*Configuration, error) {
	content, err := fs.ReadFile(sources, "modules.json")
	if err != nil {
		return nil, fmt.Errorf("the plan's manifest of modules: %w", err)
	}
	var entries []manifestEntry
	if err := json.Unmarshal(content, &entries); err != nil {
		return nil, fmt.Errorf("the plan's manifest of modules: %w", err)
	}
	c := newConfiguration(sources)
	for _, entry := range entries {
		c.directories[entry.Key] = directory{"m-" + entry.Key, clean(entry.Dir), clean(entry.Dir), entry.Version}
	}
	return c, nil
}

// FromDirectory reads the module in a directory of sources and, when Terraform
// has installed them there, the modules that it calls. Places are shown below
// the name that shown gives to the directory.
func FromDirectory(sources fs.FS, root, shown string) (*Configuration, error) {
	files, err := fs.Glob(sources, path.Join(root, "*.tf*"))
	if err != nil {
		return nil, fmt.Errorf("the configuration: %w", err)
	}
	c := newConfiguration(sources)
	c.directories[""] = directory{root, clean(shown), ".", ""}
	found := false
	for _, file := range files {
		found = found || isSource(file)
	}
	if !found {
		return nil, fmt.Errorf("the configuration: %s has no .tf files: %w", shown, fs.ErrNotExist)
	}
	content, err := fs.ReadFile(sources, path.Join(root, ".terraform/modules/modules.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the manifest of installed modules: %w", err)
	}
	var manifest struct{ Modules []manifestEntry }
	if err := json.Unmarshal(content, &manifest); err != nil {
		return nil, fmt.Errorf("the manifest of installed modules: %w", err)
	}
	for _, entry := range manifest.Modules {
		if entry.Key != "" {
			c.directories[entry.Key] = directory{path.Join(root, clean(entry.Dir)), path.Join(shown, clean(entry.Dir)), clean(entry.Dir), entry.Version}
		}
	}
	return c, nil
}

func newConfiguration(sources fs.FS) *Configuration {
	return &Configuration{sources: sources, directories: map[string]directory{}, modules: map[string]*module{}, folders: map[string]*folder{}, shown: map[string][]byte{}}
}

// isLocal reports whether the source of a module is a folder of the configuration.
func isLocal(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../")
}

// clean makes a path of any system one with slashes.
func clean(dir string) string { return path.Clean(strings.ReplaceAll(dir, `\`, "/")) }

// module returns the module with the key, or nil when it is not installed: of a
// directory whose modules are not, a local one is found all the same.
func (c *Configuration) module(key string) *module {
	c.mutex.Lock()
	m, ok := c.modules[key]
	c.mutex.Unlock()
	if ok {
		return m
	}
	dir, ok := c.directories[key]
	if !ok {
		dir, ok = c.localModule(key)
	}
	if ok {
		m = &module{key: key}
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if earlier, ok := c.modules[key]; ok {
		return earlier
	}
	if m != nil {
		if c.folders[dir.stored] == nil {
			c.folders[dir.stored] = newFolder(c.sources, dir)
		}
		m.folder = c.folders[dir.stored]
	}
	c.modules[key] = m
	return m
}

// Limits on modules that no manifest lists: one that calls itself has no end.
const (
	maxNested  = 16
	maxModules = 1 << 10
)

// localModule follows a call whose source is a path.
func (c *Configuration) localModule(key string) (directory, bool) {
	parentKey, name := splitLast(key)
	c.mutex.Lock()
	known := len(c.modules)
	c.mutex.Unlock()
	if name == "" || known > maxModules || strings.Count(key, ".") > maxNested {
		return directory{}, false
	}
	parent := c.module(parentKey)
	if parent == nil {
		return directory{}, false
	}
	source, diags := parent.block("module." + name).literal("source")
	if diags || !isLocal(source) {
		return directory{}, false
	}
	return directory{path.Join(parent.dir.stored, source), path.Join(parent.dir.shown, source), path.Join(parent.dir.path, source), ""}, true
}

// splitLast splits a key before its last name.
func splitLast(key string) (parent, name string) {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		return key[:i], key[i+1:]
	}
	return "", key
}

func (c *Configuration) show(name string, content []byte) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.shown[name] = content
}

// Files returns the sources that were read so far, by the names that ranges
// give, for whoever shows a line of them.
func (c *Configuration) Files() map[string][]byte {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	files := maps.Clone(c.shown)
	for _, m := range c.modules {
		if m != nil {
			m.show(files)
		}
	}
	return files
}
