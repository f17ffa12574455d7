//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/vmihailenco/msgpack/v5"
	"google.golang.org/protobuf/encoding/protowire"
)

// perFile is how many applications one source file holds.
const perFile = 50

// writePlanFile writes the plan file itself, which holds the configuration too.
func writePlanFile(w io.Writer, resources int) error {
	message, err := planMessage(resources)
	if err != nil {
		return err
	}
	source, err := testdata.ReadFile("testdata/application.tf.txt")
	if err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	add := func(name string, content []byte) {
		if err == nil {
			var entry io.Writer
			if entry, err = archive.Create(name); err == nil {
				_, err = entry.Write(content)
			}
		}
	}
	add("tfplan", message)
	add("tfconfig/modules.json", []byte(`[{"Key":"","Dir":"."}]`))
	add("tfconfig/m-/main.tf", []byte(mainFile))
	applications := resources / perApplication
	for first := 0; first < applications; first += perFile {
		var file strings.Builder
		for n := first; n < min(first+perFile, applications); n++ {
			places(n).WriteString(&file, string(source))
		}
		add(fmt.Sprintf("tfconfig/m-/applications_%05d.tf", first), []byte(file.String()))
	}
	if err != nil {
		return err
	}
	return archive.Close()
}

func planMessage(resources int) ([]byte, error) {
	parts, err := sections()
	if err != nil {
		return nil, err
	}
	message := varint(nil, 1, 3) // the format's version
	for n := range resources / perApplication {
		var changes []resourceChange
		if err := json.Unmarshal([]byte("["+places(n).Replace(parts[1].elements)+"]"), &changes); err != nil {
			return nil, err
		}
		for _, change := range changes {
			encoded, err := change.encode()
			if err != nil {
				return nil, err
			}
			message = field(message, 3, encoded)
		}
	}
	message = field(message, 14, []byte("1.11.4"))
	message = field(message, 21, []byte("2026-11-23T09:13:30Z"))
	return varint(message, 26, 1), nil // complete
}

// resourceChange is an element of resource_changes; all of them are creations.
type resourceChange struct {
	Address  string `json:"address"`
	Provider string `json:"provider_name"`
	Change   struct {
		After   map[string]any `json:"after"`
		Unknown map[string]any `json:"after_unknown"`
	} `json:"change"`
}

func (c resourceChange) encode() ([]byte, error) {
	var value bytes.Buffer
	if err := encodeValue(msgpack.NewEncoder(&value), c.Change.After, c.Change.Unknown); err != nil {
		return nil, err
	}
	change := field(varint(nil, 1, 1), 2, field(nil, 1, value.Bytes()))
	message := field(nil, 8, []byte(fmt.Sprintf("provider[%q]", c.Provider)))
	message = field(message, 9, change)
	return field(message, 13, []byte(c.Address)), nil
}

// encodeValue joins what plan JSON keeps apart: values, and what is unknown.
func encodeValue(enc *msgpack.Encoder, value, unknown any) error {
	if unknown == true {
		return enc.EncodeExtHeader(0, 0) // the extension type of an unknown value
	}
	switch value := value.(type) {
	case map[string]any:
		below, _ := unknown.(map[string]any)
		names := slices.Sorted(maps.Keys(value))
		for name := range below {
			if _, known := value[name]; !known && below[name] == true {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		if err := enc.EncodeMapLen(len(names)); err != nil {
			return err
		}
		for _, name := range names {
			if err := enc.EncodeString(name); err != nil {
				return err
			}
			if err := encodeValue(enc, value[name], below[name]); err != nil {
				return err
			}
		}
		return nil
	case []any:
		if err := enc.EncodeArrayLen(len(value)); err != nil {
			return err
		}
		below, _ := unknown.([]any)
		for i, element := range value {
			var part any
			if i < len(below) {
				part = below[i]
			}
			if err := encodeValue(enc, element, part); err != nil {
				return err
			}
		}
		return nil
	case float64:
		return enc.EncodeInt(int64(value)) // the template has whole numbers only
	default:
		return enc.Encode(value)
	}
}

func field(message []byte, number protowire.Number, content []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(message, number, protowire.BytesType), content)
}

func varint(message []byte, number protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(message, number, protowire.VarintType), value)
}
