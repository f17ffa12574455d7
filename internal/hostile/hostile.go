// Package hostile holds what tests of readers have in common: documents that are
// made to harm, and a limit on the memory that reading one may take.
package hostile

import (
	"bytes"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
)

// deep is how often the nested documents nest: more than any reader follows. That
// a million do not use up the stack is in the tests of the readers.
const deep = 1_000

// JSON returns documents that are hostile in the ways that JSON can be, among them
// damaged forms of valid ones: objects that are not empty.
func JSON(valid ...[]byte) [][]byte {
	documents := [][]byte{
		nil,
		[]byte("\ufeff{}"),
		[]byte(`[]`),
		[]byte(`"`),
		[]byte(`{"a":1,"a":2}`),
		[]byte(`{"a":1,"\u0061":2}`),
		[]byte(strings.Repeat("[", deep)),
		[]byte(strings.Repeat(`{"a":`, deep)),
		[]byte(strings.Repeat("[", deep) + strings.Repeat("]", deep)),
	}
	for _, content := range valid {
		documents = append(documents, content)
		for quarter := 1; quarter < 4; quarter++ {
			documents = append(documents, content[:len(content)*quarter/4])
		}
		name, _, _ := strings.Cut(string(content), ":")
		name = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), "{"))
		for _, inserted := range []string{
			name + ":null",                     // twice
			`"x":"` + "\xff\xc0\x80" + `"`,     // no UTF-8
			`"x":"\ud800"`,                     // half of a character
			`"x":1e999999999`,                  // nobody's number
			`"x":` + strings.Repeat("9", deep), // more digits than anybody has
			`"x":-0.0e-0`,                      // and an odd one
			`"x":` + strings.Repeat("[", deep) + strings.Repeat("]", deep),
			`"` + strings.Repeat("x", deep) + `":0`,
			"\"x\":\"\x00\"",
		} {
			documents = append(documents, bytes.Replace(content, []byte("{"), []byte("{"+inserted+","), 1))
		}
		// Every number is huge, every text is a number, every list is an object.
		documents = append(documents,
			replaceAll(content, "0", "99999999999999999999"), replaceAll(content, `:"`, `:0,"`), replaceAll(content, "[", "{"),
			replaceAll(content, "true", "1e400"), replaceAll(content, "null", "{}"),
		)
	}
	return documents
}

func replaceAll(content []byte, from, to string) []byte {
	return bytes.ReplaceAll(content, []byte(from), []byte(to))
}

// HCL returns sources that are hostile in the ways that HCL can be, among them
// damaged forms of valid ones.
func HCL(valid ...[]byte) [][]byte {
	var sources [][]byte
	for _, source := range []string{
		"", "\ufeff", "\xff\xfe", "\x00", "a = \"\xff\xc0\x80\"\n", "a = \"\\ud800\"\n",
		"a = " + strings.Repeat("[", deep), "a = " + strings.Repeat("(", deep), "a = " + strings.Repeat("!", deep) + "x\n",
		"a = " + strings.Repeat("\"${", deep), "a = x" + strings.Repeat("[0]", deep), "a = x" + strings.Repeat(".b", deep) + "\n",
		"a = " + strings.Repeat("x ? x : ", deep) + "x\n", strings.Repeat("a {\n", deep), "a = <<X\n" + strings.Repeat("${", deep),
		"a = 1e999999999\n", "a = " + strings.Repeat("9", deep) + "\n", "a = 1\na = 2\n", "a = [for x in x : [for x in x : x]]\n",
	} {
		sources = append(sources, []byte(source))
	}
	for _, content := range valid {
		sources = append(sources, content)
		for quarter := 1; quarter < 4; quarter++ {
			sources = append(sources, content[:len(content)*quarter/4])
		}
		sources = append(sources,
			slices.Concat(content, content),
			replaceAll(content, "{", "{{"), replaceAll(content, "}", ""), replaceAll(content, "=", "= -"),
			replaceAll(content, `"`, "\"\xff"), replaceAll(content, "1", "1e999999999"), replaceAll(content, "\n", "\r"),
		)
	}
	return sources
}

// Within fails the test when read allocates more than so many bytes altogether.
// Other goroutines must not allocate meanwhile, so the test is not a parallel one.
func Within(t testing.TB, limit uint64, read func()) {
	t.Helper()
	before := allocated()
	read()
	if allocated := allocated() - before; allocated > limit {
		t.Errorf("reading it took %d MiB, and may take %d", allocated>>20, limit>>20)
	}
}

// allocated is how many bytes were ever allocated. It stops nobody, unlike
// [runtime.ReadMemStats], which would halve the pace of fuzzing.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
