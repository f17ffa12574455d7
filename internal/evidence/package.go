package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	strictjson "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Seal makes a package of evidence, with its digest.
func Seal(e Evidence) (Package, error) {
	digest, err := digest(e)
	return Package{FormatVersion, digest, e}, err
}

func digest(e Evidence) (string, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return "", err
	}
	canonical := jsontext.Value(text)
	if err := canonical.Canonicalize(); err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// JSON writes the package, in one line: it may have a hundred megabytes.
func (p Package) JSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(p)
}

// maxPackage is how large a package may be, in bytes: one of 50,000 entries has
// less than 200 MB.
const maxPackage = 1 << 30

// Read reads a package. It refuses what it does not know, or what is there twice:
// what nobody reads would be evidence that nobody verified.
func Read(content io.Reader) (Package, error) {
	limited := &io.LimitedReader{R: content, N: maxPackage + 1}
	var p Package
	err := strictjson.UnmarshalRead(limited, &p, strictjson.RejectUnknownMembers(true))
	switch {
	case limited.N <= 0:
		return Package{}, fmt.Errorf("it is larger than any package, more than %d MiB", maxPackage>>20)
	case err != nil:
		return Package{}, fmt.Errorf("it is no package of evidence, or one of a later nhi: %w", err)
	case p.FormatVersion != FormatVersion:
		return Package{}, fmt.Errorf("it is of format %q, and this nhi reads format %q", p.FormatVersion, FormatVersion)
	}
	if err := p.Evidence.Period.Validate(); err != nil {
		return Package{}, fmt.Errorf("it has no period: %w", err)
	}
	return p, nil
}
