package cli_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/hex"
	"io"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// writeBytes writes a file that is no text: bytes FILE HEX...
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: bytes FILE HEX...")
	}
	content, err := hex.DecodeString(strings.Join(args[1:], ""))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o600))
}

// repack writes a plan file that differs in one entry from another, or lacks it:
// repack PLAN NEW ENTRY [FILE]
func repack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args) > 4 {
		ts.Fatalf("usage: repack PLAN NEW ENTRY [FILE]")
	}
	archive, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer archive.Close()
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	found := false
	for _, file := range archive.File {
		if file.Name != args[2] {
			ts.Check(w.Copy(file))
			continue
		}
		found = true
		if len(args) == 4 {
			entry, err := w.Create(file.Name)
			ts.Check(err)
			_, err = io.WriteString(entry, ts.ReadFile(args[3]))
			ts.Check(err)
		}
	}
	if !found {
		ts.Fatalf("%s has no %s", args[0], args[2])
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), packed.Bytes(), 0o600))
}

// hold keeps an SQLite file locked, as a program that writes it does, until the
// script ends: hold DB
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold DB")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	db.SetMaxOpenConns(1)
	ts.Defer(func() { db.Close() })
	_, err = db.Exec("PRAGMA locking_mode = EXCLUSIVE; UPDATE tenants SET name = name || '.'")
	ts.Check(err)
}
