package register

import "testing"

// FillUp lets a register grow no further, as a full disk would.
func FillUp(t *testing.T, r Register) {
	t.Helper()
	db := r.(*store).engine.(*sqliteEngine).db
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(t.Context(), "PRAGMA max_page_count = 1"); err != nil {
		t.Fatal(err)
	}
}
