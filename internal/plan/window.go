package plan

import (
	"bytes"
	"iter"

	"github.com/go-json-experiment/json/jsontext"
)

// The parts of a document that are kept raw were checked as a whole when they
// were read: their grammar, that they are UTF-8, that no object has a name twice.
// Whoever looks into one later needs no more than to find where its parts end,
// which takes a fraction of the decoder's time. Names and values are windows into
// the raw ones.

// members yields the members of an object; nothing of any other value.
func members(object jsontext.Value) iter.Seq2[[]byte, jsontext.Value] {
	return func(yield func([]byte, jsontext.Value) bool) {
		if len(object) == 0 || object[0] != '{' {
			return
		}
		for at := next(object, 1); at < len(object) && object[at] != '}'; {
			end := endOf(object, at)
			name := unquote(object[at:end])
			at = next(object, end)
			end = endOf(object, at)
			if !yield(name, object[at:end]) {
				return
			}
			at = next(object, end)
		}
	}
}

// elements yields the elements of an array; nothing of any other value.
func elements(array jsontext.Value) iter.Seq[jsontext.Value] {
	return func(yield func(jsontext.Value) bool) {
		if len(array) == 0 || array[0] != '[' {
			return
		}
		for at := next(array, 1); at < len(array) && array[at] != ']'; {
			end := endOf(array, at)
			if !yield(array[at:end]) {
				return
			}
			at = next(array, end)
		}
	}
}

// member returns the value of one member; nil when there is none.
func member(object jsontext.Value, name string) jsontext.Value {
	for found, value := range members(object) {
		if string(found) == name {
			return value
		}
	}
	return nil
}

// next returns where the next name, value or closing bracket starts.
func next(raw []byte, at int) int {
	for at < len(raw) {
		switch raw[at] {
		case ' ', '\t', '\r', '\n', ',', ':':
			at++
		default:
			return at
		}
	}
	return at
}

// endOf returns where the value ends that starts at a place.
func endOf(raw []byte, at int) int {
	if at >= len(raw) {
		return len(raw)
	}
	switch raw[at] {
	case '"':
		return endOfString(raw, at)
	case '{', '[':
		for depth := 0; at < len(raw); {
			switch raw[at] {
			case '"':
				at = endOfString(raw, at)
				continue
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return at + 1
				}
			}
			at++
		}
		return at
	default:
		for at++; at < len(raw); at++ {
			switch raw[at] {
			case ' ', '\t', '\r', '\n', ',', '}', ']':
				return at
			}
		}
		return at
	}
}

// endOfString is endOf for a string. A quote in it has a backslash before it, and
// that has none, or a pair.
func endOfString(raw []byte, at int) int {
	for at++; at < len(raw); {
		length := bytes.IndexByte(raw[at:], '"')
		if length < 0 {
			break
		}
		at += length
		backslashes := 0
		for raw[at-1-backslashes] == '\\' {
			backslashes++
		}
		at++
		if backslashes%2 == 0 {
			return at
		}
	}
	return len(raw)
}

// unquote returns the text of a string: a window where nothing is escaped.
func unquote(quoted []byte) []byte {
	if len(quoted) >= 2 && bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1]
	}
	text, _ := jsontext.AppendUnquote(nil, quoted) // no error: it was checked
	return text
}
