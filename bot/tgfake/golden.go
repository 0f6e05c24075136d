package tgfake

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// Golden compares a transcript with testdata/<name>.txtar, or, with update, writes it there.
func Golden(t *testing.T, name, got string, update bool) {
	t.Helper()
	path := filepath.Join("testdata", name+".txtar")
	if update {
		a := &txtar.Archive{Files: []txtar.File{{Name: "transcript", Data: []byte(got)}}}
		if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update)", err)
	}
	if d := cmp.Diff(string(a.Files[0].Data), got); d != "" {
		t.Errorf("transcript differs (-want +got):\n%s", d)
	}
}
