package tfplan

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// Limits on what the file may unpack to. A megabyte can unpack to a thousand, and
// entries can share what they unpack. A plan of 10,000 resources has a message of
// 8 MB, and no plan at hand unpacks to more than 30 times its size.
const (
	maxMessage = 1 << 30 // one entry
	maxSource  = 16 << 20
	maxEntries = 1 << 17
	maxSmall   = 128 << 20 // all entries together, of a file however small
	maxRatio   = 200       // and more for each byte of the file
)

type archive struct{ zip *zip.Reader }

func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, notZip(r, size)
	}
	if len(z.File) > maxEntries {
		return nil, damaged("The file has %d entries, more than any plan", len(z.File))
	}
	seen := make(map[string]bool, len(z.File))
	budget := uint64(maxSmall + maxRatio*size)
	for _, file := range z.File {
		// No entry yields more than it says here.
		if file.UncompressedSize64 > budget {
			return nil, damaged("The file unpacks to more than %d MiB, which no plan of %d KiB does", (maxSmall+maxRatio*size)>>20, size>>10)
		}
		budget -= file.UncompressedSize64
		if seen[file.Name] {
			return nil, damaged("The entry %q is there twice, so two readers could see two plans", file.Name)
		}
		seen[file.Name] = true
	}
	if !seen["tfplan"] {
		return nil, refuse("Not a plan", "This is a zip file without the entry tfplan, so it is no plan. Plan with `terraform plan -out=tfplan` and check that file.")
	}
	return &archive{z}, nil
}

// notZip says what the input is instead, as far as its first bytes tell.
func notZip(r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, 4096))
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading the plan file: %w", err)
	}
	head = bytes.TrimLeft(head[:n], " \t\r\n")
	switch {
	case len(head) == 0:
		return refuse("Empty input", "There is nothing in the plan file. %s", planAgain)
	case IsEncrypted(head):
		return refuse("Encrypted plan", "OpenTofu has encrypted the plan, and only OpenTofu holds the key. Let it make the JSON form: tofu show -json tfplan > plan.json")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return damaged("The file starts as a plan file does, but its directory at the end cannot be read: it was cut short or altered")
	case bytes.HasPrefix(head, []byte("tfplan")):
		return refuse("Plan of Terraform before 0.12", "The plan file is of a Terraform before 0.12, and cannot be read. Plan with a Terraform or OpenTofu 1.x.")
	default:
		return refuse("Not a plan", "This is no plan file: it is not the zip that `terraform plan -out` writes.")
	}
}

// IsEncrypted reports whether a file that starts with head is a plan, or a
// state, that OpenTofu has encrypted.
func IsEncrypted(head []byte) bool {
	return bytes.HasPrefix(head, []byte("{")) && bytes.Contains(head, []byte(`"encrypted_data"`)) ||
		bytes.HasPrefix(head, []byte(`{"meta":{`)) && bytes.Contains(head, []byte(`"key_provider.`))
}

// read unpacks one entry, and trusts no length that the zip gives.
func (a *archive) read(name string, limit int64) ([]byte, error) {
	file, err := a.zip.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the plan file has no %s: %w", name, err)
	}
	if err != nil {
		return nil, damaged("The entry %s cannot be opened: %v", name, err)
	}
	defer file.Close()
	var content bytes.Buffer
	if info, err := file.Stat(); err == nil {
		content.Grow(int(min(max(info.Size(), 0), 16<<20)) + bytes.MinRead)
	}
	n, err := content.ReadFrom(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, damaged("The entry %s cannot be unpacked: %v", name, err)
	}
	if n > limit {
		return nil, damaged("The entry %s unpacks to more than %d MiB", name, limit>>20)
	}
	return content.Bytes(), nil
}

// under returns the entries of one directory, each limited in size.
func (a *archive) under(directory string) fs.FS { return sources{a, directory + "/"} }

// sources is an [fs.FS] of the archive's entries with a prefix. It opens files
// only, and reads a directory by looking at every entry: opening the zip as a
// file system would list a hostile one's directories too.
type sources struct {
	archive *archive
	prefix  string
}

var (
	_ fs.ReadFileFS = sources{}
	_ fs.ReadDirFS  = sources{}
)

func (s sources) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return s.archive.zip.Open(strings.TrimSuffix(s.prefix+name, "/."))
}

func (s sources) ReadFile(name string) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	return s.archive.read(s.prefix+name, maxSource)
}

func (s sources) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	return fs.ReadDir(s.archive.zip, strings.TrimSuffix(s.prefix+name, "/."))
}
