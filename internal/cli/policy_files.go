package cli

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// The endings of the files of the policy language.
const (
	policyEnding = ".policy.hcl"
	testEnding   = ".policytest.hcl"
)

// languageFiles reads every file with the ending at the paths: files as they are
// named, directories with all that is below them. Folders whose name starts with
// a dot are left out, as .terraform holds other people's modules.
func languageFiles(ending string, paths ...string) ([]policy.File, error) {
	var files []policy.File
	seen := map[string]bool{}
	for _, root := range paths {
		err := filepath.WalkDir(filepath.Clean(root), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir():
				if name := entry.Name(); path != filepath.Clean(root) && strings.HasPrefix(name, ".") {
					return fs.SkipDir
				}
				return nil
			case !strings.HasSuffix(path, ending), seen[path]:
				return nil
			}
			seen[path] = true
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files = append(files, policy.File{Path: filepath.ToSlash(path), Bytes: content})
			return nil
		})
		if err != nil {
			return nil, unreadable(root, err)
		}
	}
	return files, nil
}

// siblingsOf reads the other policy files of the directories of files.
func siblingsOf(files []policy.File) ([]policy.File, error) {
	given, directories := map[string]bool{}, map[string]bool{}
	for _, file := range files {
		given[file.Path] = true
		directories[path.Dir(file.Path)] = true
	}
	var siblings []policy.File
	for _, directory := range slices.Sorted(maps.Keys(directories)) {
		below, err := languageFiles(policyEnding, filepath.FromSlash(directory))
		if err != nil {
			return nil, err
		}
		for _, file := range below {
			if path.Dir(file.Path) == directory && !given[file.Path] {
				siblings = append(siblings, file)
			}
		}
	}
	return siblings, nil
}

// clean is a path as policy files are named.
func clean(name string) string { return filepath.ToSlash(filepath.Clean(name)) }

func unreadable(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return problemf("No such file", "There is nothing at %s.", path)
	}
	return problemf("File cannot be read", "%s: %s.", path, err)
}
