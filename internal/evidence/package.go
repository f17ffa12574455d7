package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"reflect"
	"strings"

	strictjson "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"
)

// Seal makes a package of evidence, with its digest.
func Seal(e Evidence) (Package, error) {
	digest, err := digest(e)
	return Package{FormatVersion, digest, e}, err
}

func digest(e Evidence) (string, error) {
	sum := sha256.New()
	err := canonical(sum, reflect.ValueOf(e))
	return "sha256:" + hex.EncodeToString(sum.Sum(nil)), err
}

// canonical adds a value to a sum, in the canonical form of RFC 8785: the evidence
// and its log member by member, and lists element by element, because all of it at
// once would take as much memory again as the package.
func canonical(sum hash.Hash, value reflect.Value) error {
	switch {
	case value.Type() == reflect.TypeFor[Evidence](), value.Type() == reflect.TypeFor[Log]():
		members := members(value)
		fmt.Fprint(sum, "{")
		for i, name := range sorted(members) {
			fmt.Fprintf(sum, "%s%q:", comma(i), name)
			if err := canonical(sum, members[name]); err != nil {
				return err
			}
		}
		fmt.Fprint(sum, "}")
		return nil
	case value.Kind() == reflect.Slice && !value.IsNil():
		fmt.Fprint(sum, "[")
		for i := range value.Len() {
			fmt.Fprint(sum, comma(i))
			if err := canonical(sum, value.Index(i)); err != nil {
				return err
			}
		}
		fmt.Fprint(sum, "]")
		return nil
	}
	text, err := json.Marshal(value.Interface())
	if err != nil {
		return err
	}
	err = (*jsontext.Value)(&text).Canonicalize()
	sum.Write(text)
	return err
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// members are what the evidence, or its log, has as an object of JSON.
func members(object reflect.Value) map[string]reflect.Value {
	all := map[string]reflect.Value{}
	for i := range object.NumField() {
		name, option, _ := strings.Cut(object.Type().Field(i).Tag.Get("json"), ",")
		if option != "omitempty" || !object.Field(i).IsZero() {
			all[name] = object.Field(i)
		}
	}
	return all
}

// JSON writes the package, in one line: it may have a hundred megabytes.
func (p Package) JSON(w io.Writer) error {
	if err := strictjson.MarshalWrite(w, p, jsonv1.DefaultOptionsV1(), jsontext.EscapeForHTML(false)); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
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
