// Package baseline holds the policies and controls that come with nhi: what
// matters for non-human identities with the usual providers, ready to use as
// builtin:nhi-baseline.
package baseline

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

// Prefix begins the names of bundles that come with nhi.
const Prefix = "builtin:"

// Name is the baseline as a bundle's name.
const Name = Prefix + "nhi-baseline"

//go:embed nhi-baseline
var files embed.FS

//go:embed schemas
var schemas embed.FS

// Folders opens what people name as a bundle: folders, and bundles that come
// with nhi.
func Folders(names ...string) ([]bundle.Directory, error) {
	folders := make([]bundle.Directory, 0, len(names))
	for _, name := range names {
		builtin, ok := strings.CutPrefix(name, Prefix)
		switch {
		case !ok:
			folders = append(folders, bundle.Directory{Name: filepath.ToSlash(name), FS: os.DirFS(name)})
		case name == Name:
			content, err := fs.Sub(files, builtin)
			if err != nil {
				return nil, err // the name is a constant: not reached
			}
			folders = append(folders, bundle.Directory{Name: name, FS: content, Open: true})
		default:
			return nil, fmt.Errorf("no bundle of the name %q comes with nhi; there is %s", name, Name)
		}
	}
	return folders, nil
}

// Schemas are what the usual providers declare of the types that the baseline
// is about: which arguments there are, and which of them the provider decides
// when the author leaves them out.
var Schemas = sync.OnceValue(func() *schema.Providers {
	var all *schema.Providers
	entries, err := fs.ReadDir(schemas, "schemas")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		if path.Ext(entry.Name()) != ".json" {
			continue
		}
		file, err := schemas.Open(path.Join("schemas", entry.Name()))
		if err != nil {
			panic(err)
		}
		one, err := schema.Parse(file)
		if err != nil {
			panic(fmt.Errorf("%s: %w", entry.Name(), err)) // TestSchemas reads them all
		}
		all = all.Or(one)
	}
	return all
})
