package configuration

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
)

// maxFile is how much of one source is read; Terraform's own are far smaller.
const maxFile = 16 << 20

// module is what one call, or all instances of it, are of.
type module struct {
	key string
	*folder
}

// folder is one directory of sources, whoever calls it. Its files are read at once
// and scanned for the headers of blocks; a block is parsed when it is asked for.
type folder struct {
	dir  directory
	from fs.FS

	open    sync.Once
	files   []*source
	unread  hcl.Diagnostics
	headers map[string][]header // by block name; several only where the scan was deceived

	mutex  sync.Mutex
	blocks map[string]*block
	others map[string][]*block // of which there may be several with one name
	locals map[string]*hcl.Attribute
	whole  bool            // every file is parsed, because the scan does not suffice
	diags  hcl.Diagnostics // of the files, when whole
}

// source is one file.
type source struct {
	name     string // as ranges give it
	content  []byte
	override bool
}

func newFolder(from fs.FS, dir directory) *folder {
	return &folder{dir: dir, from: from, headers: map[string][]header{}, blocks: map[string]*block{}}
}

// load reads and scans the files. One that cannot be read is as if it were not
// there: what would stand in it is not known.
func (m *module) load() {
	m.open.Do(func() {
		entries, err := fs.ReadDir(m.from, m.dir.stored)
		if err != nil {
			m.unread = m.unread.Append(unreadable(m, "", err))
		}
		for _, entry := range entries {
			name := entry.Name()
			if entry.IsDir() || !isSource(name) || shadowed(name, entries) {
				continue
			}
			content, err := fs.ReadFile(m.from, path.Join(m.dir.stored, name))
			if err == nil && len(content) > maxFile {
				err = errTooLarge
			}
			if err != nil {
				m.unread = m.unread.Append(unreadable(m, name, err))
				continue
			}
			s := &source{name: path.Join(m.dir.shown, name), content: content, override: isOverride(name)}
			m.files = append(m.files, s)
			if s.override || strings.HasSuffix(name, ".json") {
				m.whole = true
				continue
			}
			scan(s, m.headers)
		}
		// Overriding files come last, in the order of their names.
		slices.SortStableFunc(m.files, func(a, b *source) int {
			switch {
			case a.override == b.override:
				return strings.Compare(a.name, b.name)
			case b.override:
				return -1
			default:
				return 1
			}
		})
		if m.whole {
			m.parseAll()
		}
	})
}

func (m *module) show(files map[string][]byte) {
	m.load()
	for _, s := range m.files {
		files[s.name] = s.content
	}
}

func isSource(name string) bool {
	return !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tf.json") ||
		strings.HasSuffix(name, ".tofu") || strings.HasSuffix(name, ".tofu.json"))
}

// shadowed reports whether there is a file for OpenTofu, among those sorted by
// name, that takes the place of one for Terraform.
func shadowed(name string, among []fs.DirEntry) bool {
	for _, ending := range []string{"", ".json"} {
		if base, is := strings.CutSuffix(name, ".tf"+ending); is {
			_, found := slices.BinarySearchFunc(among, base+".tofu"+ending, func(e fs.DirEntry, want string) int { return strings.Compare(e.Name(), want) })
			return found
		}
	}
	return false
}

func isOverride(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	return base == "override" || strings.HasSuffix(base, "_override")
}

// block returns the block with the name that expressions refer to it by: var.a,
// module.a, output.a, data.t.n, t.n. It is nil when there is none.
func (m *module) block(name string) *block {
	if m == nil {
		return nil
	}
	m.load()
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if b, ok := m.blocks[name]; ok {
		return b
	}
	if !m.whole {
		if found := m.headers[name]; len(found) == 1 {
			if b := parseOne(found[0], name); b != nil {
				m.blocks[name] = b
				return b
			}
		}
		m.parseAll()
	}
	return m.blocks[name]
}

// local returns the expression of a local value, or nil.
func (m *module) local(name string) hcl.Expression {
	if m == nil {
		return nil
	}
	m.load()
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.locals == nil {
		m.locals = map[string]*hcl.Attribute{}
		for _, h := range m.headers["locals"] {
			if b := parseOne(h, "locals"); b != nil {
				m.addLocals(b.parts[0], false)
			}
		}
	}
	if m.locals[name] == nil && !m.whole {
		m.parseAll()
	}
	if found := m.locals[name]; found != nil {
		return found.Expr
	}
	return nil
}

func (m *module) addLocals(p part, override bool) {
	if m.locals == nil {
		m.locals = map[string]*hcl.Attribute{}
	}
	for name, attribute := range p.attributes {
		if earlier := m.locals[name]; earlier != nil && !override && earlier.NameRange != attribute.NameRange {
			m.diags = m.diags.Append(twice("local."+name, attribute.NameRange, earlier.NameRange))
		}
		m.locals[name] = attribute
	}
}

// severally reports whether a module may have several blocks of the name.
func severally(name string) bool {
	return name == "terraform" || name == "import" || strings.HasPrefix(name, "provider.")
}

// several returns the blocks of which a module may have more than one, by name.
func (m *module) several() map[string][]*block {
	m.load()
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.others != nil {
		return m.others
	}
	found := map[string][]*block{}
	for name, headers := range m.headers {
		if !severally(name) {
			continue
		}
		for _, h := range headers {
			b := parseOne(h, name)
			if b == nil {
				m.parseAll()
				return m.others
			}
			found[name] = append(found[name], b)
		}
	}
	m.others = found
	return found
}

// implied returns the names of the providers that the types of resources name.
func (m *module) implied() []string {
	m.load()
	m.mutex.Lock()
	defer m.mutex.Unlock()
	var names []string
	add := func(name string) {
		name = strings.TrimPrefix(strings.TrimPrefix(name, "data."), "ephemeral.")
		typ, _, ok := strings.Cut(name, ".")
		switch {
		case !ok, severally(name), typ == "var", typ == "output", typ == "module":
		default:
			provider, _, _ := strings.Cut(typ, "_")
			names = append(names, provider)
		}
	}
	for name := range m.headers {
		add(name)
	}
	for name := range m.blocks {
		add(name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// subjects returns the names of all blocks, sorted.
func (m *module) subjects() []string {
	m.load()
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if !m.whole {
		m.parseAll()
	}
	return slices.Sorted(maps.Keys(m.blocks))
}

// eachLocal visits the names of the local values of a module that is parsed whole.
func (m *module) eachLocal(visit func(name string)) {
	for _, name := range slices.Sorted(maps.Keys(m.locals)) {
		visit(name)
	}
}

// names returns the names of all blocks with the prefix.
func (m *module) names(prefix string) []string {
	if m == nil {
		return nil
	}
	m.load()
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if !m.whole {
		m.parseAll()
	}
	var names []string
	for name := range m.blocks {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" && !strings.Contains(rest, ".") {
			names = append(names, rest)
		}
	}
	slices.Sort(names)
	return names
}

// parseAll parses every file whole. What does not parse is left out.
func (m *module) parseAll() {
	m.whole = true
	clear(m.blocks)
	m.others = map[string][]*block{}
	var files [][]named
	files, m.diags = parseSources(m.files)
	for i, blocks := range files {
		for _, b := range blocks {
			switch earlier := m.blocks[b.name]; {
			case b.name == "locals":
				m.addLocals(b.part, m.files[i].override)
			case severally(b.name):
				m.others[b.name] = append(m.others[b.name], &block{b.name, []part{b.part}})
			case earlier != nil && m.files[i].override:
				earlier.parts = append(earlier.parts, b.part)
			case earlier != nil:
				m.diags = m.diags.Append(twice(b.name, b.header, earlier.header()))
			default:
				m.blocks[b.name] = &block{b.name, []part{b.part}}
			}
		}
	}
}

func twice(name string, again, before hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "Declared twice",
		Detail:  fmt.Sprintf("%s is declared at %s:%d already. Remove one of the two, or give it another name.", name, before.Filename, before.Start.Line),
		Subject: again.Ptr(),
	}
}
