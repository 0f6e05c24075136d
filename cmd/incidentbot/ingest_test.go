package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A person at a terminal sees how far ingest is; a pipe does not.
func TestIngestShowsHowFarItIs(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	for range 3000 {
		b.WriteString(`{"text":"The council met about roads and schools."}` + "\n")
	}
	file := filepath.Join(dir, "a.jsonl")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tty := range []bool{true, false} {
		var out, errs quiet
		code := run(t.Context(), env{in: strings.NewReader(""), out: &out, err: &errs, errTTY: tty, now: time.Now},
			[]string{"ingest", "--data", filepath.Join(dir, "d"), file})
		if code != exitOK || !strings.Contains(out.String(), "3000 read") {
			t.Fatalf("%d %s %s", code, out.String(), errs.String())
		}
		if bar := strings.Contains(errs.String(), "%"); bar != tty {
			t.Errorf("terminal %v: %q", tty, errs.String())
		}
	}
}

func TestSizeOf(t *testing.T) {
	dir := t.TempDir()
	for name, n := range map[string]int{"a.txt": 10, "b/c.jsonl.gz": 20, "notes.md": 40} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, make([]byte, n), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if n := sizeOf([]string{dir, filepath.Join(dir, "notes.md"), filepath.Join(dir, "none")}); n != 70 {
		t.Errorf("%d bytes", n)
	}
	if n := sizeOf([]string{dir, "-"}); n != -1 {
		t.Errorf("standard input has %d bytes", n)
	}
}
