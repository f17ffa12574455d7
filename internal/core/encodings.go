package core

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/url"
	"path"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
)

var (
	base64EncodeFunc = textFunc("Encodes a string in Base64.", func(s string) (string, error) {
		return base64.StdEncoding.EncodeToString([]byte(s)), nil
	})
	base64DecodeFunc = textFunc("Decodes Base64 to a string.", func(s string) (string, error) {
		decoded, err := base64.StdEncoding.DecodeString(s)
		switch {
		case err != nil:
			return "", errors.New("it is not Base64")
		case !utf8.Valid(decoded):
			return "", errors.New("what it encodes is not UTF-8")
		}
		return string(decoded), nil
	})
	base64SHA256Func = textFunc("The SHA-256 of a string, in Base64.", func(s string) (string, error) {
		sum := sha256.Sum256([]byte(s))
		return base64.StdEncoding.EncodeToString(sum[:]), nil
	})
	base64SHA512Func = textFunc("The SHA-512 of a string, in Base64.", func(s string) (string, error) {
		sum := sha512.Sum512([]byte(s))
		return base64.StdEncoding.EncodeToString(sum[:]), nil
	})
	// MD5 and SHA-1 are here because configurations name things by them.
	md5Func = textFunc("The MD5 of a string, in hexadecimal.", func(s string) (string, error) {
		sum := md5.Sum([]byte(s)) //nolint:gosec // see above
		return hex.EncodeToString(sum[:]), nil
	})
	sha1Func = textFunc("The SHA-1 of a string, in hexadecimal.", func(s string) (string, error) {
		sum := sha1.Sum([]byte(s)) //nolint:gosec // see above
		return hex.EncodeToString(sum[:]), nil
	})
	sha256Func = textFunc("The SHA-256 of a string, in hexadecimal.", func(s string) (string, error) {
		sum := sha256.Sum256([]byte(s))
		return hex.EncodeToString(sum[:]), nil
	})
	sha512Func = textFunc("The SHA-512 of a string, in hexadecimal.", func(s string) (string, error) {
		sum := sha512.Sum512([]byte(s))
		return hex.EncodeToString(sum[:]), nil
	})
	urlEncodeFunc = textFunc("Escapes a string for the query of a URL.", func(s string) (string, error) {
		return url.QueryEscape(s), nil
	})
	urlDecodeFunc = textFunc("Takes back the escapes of the query of a URL.", func(s string) (string, error) {
		decoded, err := url.QueryUnescape(s)
		if err != nil || !utf8.ValidString(decoded) {
			return "", errors.New("it is not escaped as in a URL")
		}
		return decoded, nil
	})
	baseNameFunc = textFunc("The last element of a path.", func(s string) (string, error) { return path.Base(s), nil })
	dirNameFunc  = textFunc("A path without its last element.", func(s string) (string, error) { return path.Dir(s), nil })
)

// textFunc returns a function from one string to another.
func textFunc(description string, form func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Description:  description,
		Params:       []function.Parameter{{Name: "str", Type: cty.String}},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			made, err := form(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return cty.StringVal(made), nil
		},
	})
}

var (
	textEncodeFunc = encodingFunc("Encodes a string in an encoding, and that in Base64.", func(of encoding.Encoding, s string) (string, error) {
		encoded, err := of.NewEncoder().String(s)
		if err != nil {
			return "", errors.New("the encoding has no such characters")
		}
		return base64.StdEncoding.EncodeToString([]byte(encoded)), nil
	})
	textDecodeFunc = encodingFunc("Decodes Base64, and what that has in an encoding.", func(of encoding.Encoding, s string) (string, error) {
		decoded, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return "", errors.New("it is not Base64")
		}
		text, err := of.NewDecoder().Bytes(decoded)
		if err != nil || !utf8.Valid(text) {
			return "", errors.New("what it encodes is not of the encoding")
		}
		return string(text), nil
	})
)

func encodingFunc(description string, form func(encoding.Encoding, string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Description:  description,
		Params:       []function.Parameter{{Name: "string", Type: cty.String}, {Name: "encoding", Type: cty.String}},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			of, err := ianaindex.IANA.Encoding(args[1].AsString())
			if err != nil || of == nil {
				return cty.NilVal, function.NewArgErrorf(1, "there is no such encoding")
			}
			made, err := form(of, args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return cty.StringVal(made), nil
		},
	})
}

// namespaces are those of RFC 4122 that have a name.
var namespaces = map[string]uuid.UUID{
	"dns": uuid.NameSpaceDNS, "url": uuid.NameSpaceURL, "oid": uuid.NameSpaceOID, "x500": uuid.NameSpaceX500,
}

var uuidV5Func = function.New(&function.Spec{
	Description:  "The version 5 UUID of a name in a namespace.",
	Params:       []function.Parameter{{Name: "namespace", Type: cty.String}, {Name: "name", Type: cty.String}},
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		space, ok := namespaces[args[0].AsString()]
		if !ok {
			var err error
			if space, err = uuid.Parse(args[0].AsString()); err != nil {
				return cty.NilVal, function.NewArgErrorf(0, "it is neither dns, url, oid or x500 nor a UUID")
			}
		}
		return cty.StringVal(uuid.NewSHA1(space, []byte(args[1].AsString())).String()), nil
	},
})
