package configuration

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
)

// Limits on what an expression reads of files.
const (
	maxRead  = 4 << 20 // bytes of one
	maxFound = 1 << 14 // names
)

// fileFunctions read the files that a configuration names, below the directory of
// the root module. What is elsewhere is not read, whatever the configuration
// says: it may be anyone's pull request.
var fileFunctions = map[string]func(fs.FS) function.Function{
	"file":             reading(func(content []byte) (string, error) { return utf8Text(content) }),
	"filebase64":       reading(func(content []byte) (string, error) { return base64.StdEncoding.EncodeToString(content), nil }),
	"filemd5":          hashing("md5"),
	"filesha1":         hashing("sha1"),
	"filesha256":       hashing("sha256"),
	"filesha512":       hashing("sha512"),
	"filebase64sha256": hashing("base64sha256"),
	"filebase64sha512": hashing("base64sha512"),
	"fileexists":       existing,
	"fileset":          listing,
}

var errElsewhere = errors.New("it is not below the root module")

// below returns the name of a file as a root module knows it.
func below(name string) (string, bool) {
	name = path.Clean(name)
	return name, fs.ValidPath(name)
}

func read(from fs.FS, name string) ([]byte, error) {
	name, ok := below(name)
	if !ok {
		return nil, errElsewhere
	}
	info, err := fs.Stat(from, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > maxRead:
		return nil, errElsewhere
	}
	return fs.ReadFile(from, name)
}

func utf8Text(content []byte) (string, error) {
	if !utf8.Valid(content) {
		return "", errors.New("the file is not UTF-8")
	}
	return string(content), nil
}

func reading(form func(content []byte) (string, error)) func(fs.FS) function.Function {
	return func(from fs.FS) function.Function {
		return ofPath(cty.String, func(name string) (cty.Value, error) {
			content, err := read(from, name)
			if errors.Is(err, errElsewhere) {
				return cty.UnknownVal(cty.String), nil
			}
			if err != nil {
				return cty.NilVal, err
			}
			text, err := form(content)
			return cty.StringVal(text), err
		})
	}
}

// hashing returns the function that hashes a file as another does a string.
func hashing(of string) func(fs.FS) function.Function {
	return reading(func(content []byte) (string, error) {
		hash, err := functions[of].Call([]cty.Value{cty.StringVal(string(content))})
		if err != nil {
			return "", err
		}
		return hash.AsString(), nil
	})
}

func existing(from fs.FS) function.Function {
	return ofPath(cty.Bool, func(name string) (cty.Value, error) {
		name, ok := below(name)
		if !ok {
			return cty.UnknownVal(cty.Bool), nil
		}
		info, err := fs.Stat(from, name)
		return cty.BoolVal(err == nil && info.Mode().IsRegular()), nil
	})
}

func ofPath(ty cty.Type, of func(name string) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(ty),
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return of(args[0].AsString()) },
	})
}

func listing(from fs.FS) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, {Name: "pattern", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			dir, ok := below(args[0].AsString())
			pattern := path.Clean(args[1].AsString())
			if !ok || strings.HasPrefix(pattern, "../") || path.IsAbs(pattern) {
				return cty.UnknownVal(ty), nil
			}
			within, err := fs.Sub(from, dir)
			if err != nil {
				return cty.NilVal, err
			}
			names, err := doublestar.Glob(within, pattern, doublestar.WithFilesOnly(), doublestar.WithNoFollow())
			if err != nil || len(names) > maxFound {
				return cty.UnknownVal(ty), nil
			}
			if len(names) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			slices.Sort(names)
			values := make([]cty.Value, len(names))
			for i, name := range names {
				values[i] = cty.StringVal(name)
			}
			return cty.SetVal(values), nil
		},
	})
}

// filled evaluates templatefile and templatestring, whose first argument is a
// template and the second the variables in it.
func (s scope) filled(call *hclsyntax.FunctionCallExpr) (cty.Value, bool) {
	name := strings.TrimPrefix(call.Name, core.Prefix)
	if name != "templatefile" && name != "templatestring" || len(call.Args) != 2 || call.ExpandFinal || s.static == nil {
		return cty.NilVal, false
	}
	template, marks := s.plain(call.Args[0]).Unmark()
	variables, more := s.evaluate(call.Args[1]).Unmark()
	if !template.IsKnown() || template.IsNull() || template.Type() != cty.String ||
		!variables.IsKnown() || variables.IsNull() || !variables.Type().IsObjectType() && !variables.Type().IsMapType() {
		return unknown(name).WithMarks(sensitivity(marks), sensitivity(more)), true
	}
	text, at := template.AsString(), "template"
	if name == "templatefile" {
		at = text
		if s.static.Files == nil {
			return unknown(name), true
		}
		content, err := read(s.static.Files, text)
		if err != nil || !utf8.Valid(content) {
			return unknown(name), true
		}
		text = string(content)
	}
	if nesting.Template([]byte(text), at) != nil {
		return unknown(name), true
	}
	expr, diags := hclsyntax.ParseTemplate([]byte(text), at, hcl.InitialPos)
	if diags.HasErrors() {
		return unknown(name), true
	}
	inner := s
	inner.depth++
	inner.bound = variables.AsValueMap()
	return inner.evaluate(&hclsyntax.TemplateExpr{Parts: []hclsyntax.Expression{expr}, SrcRange: expr.Range()}).WithMarks(sensitivity(marks), sensitivity(more)), true
}
