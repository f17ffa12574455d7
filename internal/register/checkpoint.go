package register

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// A checkpoint says what the log was, in the format of transparency logs
// (https://c2sp.org/tlog-checkpoint): its name, its size and its hash. It is
// the text of a signed note.

// FormatCheckpoint writes the checkpoint of a log by a name.
func FormatCheckpoint(name string, tree tlog.Tree) string {
	return fmt.Sprintf("%s\n%d\n%s\n", name, tree.N, base64.StdEncoding.EncodeToString(tree.Hash[:]))
}

// ParseCheckpoint reads the text of a checkpoint.
func ParseCheckpoint(text string) (name string, tree tlog.Tree, err error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 || lines[0] == "" {
		return "", tree, fail(ErrNotRegister, "It is no checkpoint: those have a name, a size and a hash, each on a line.")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	hash, hashErr := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] || hashErr != nil || len(hash) != tlog.HashSize || base64.StdEncoding.EncodeToString(hash) != lines[2] {
		return "", tree, fail(ErrNotRegister, "It is no checkpoint: its size or its hash cannot be read.")
	}
	tree.N = size
	copy(tree.Hash[:], hash)
	return lines[0], tree, nil
}
