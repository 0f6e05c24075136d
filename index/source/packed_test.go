package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// entries are the files of the tests' archives.
func entries() [][2]string {
	return [][2]string{
		{"a/news.jsonl", "{\"id\":\"n1\",\"text\":\"One.\"}\n{\"id\":\"n2\"}\n{\"id\":\"n3\",\"text\":\"Three.\"}\n"},
		{"a/.hidden.txt", "hidden"},
		{"__MACOSX/a.txt", "of no use"},
		{"notes.md", "not read"},
		{"b.txt", " date 2024-01-02 A sample."},
		{"../../c.txt", "A second sample."},
		{"d.jsonl.gz", string(zipped([]byte(`{"id":"d1","text":"Zipped."}`)))},
		{"inner.zip", "PK\x03\x04"},
		{"empty.txt", ""},
	}
}

func tarred(t testing.TB) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries() {
		if err := w.WriteHeader(&tar.Header{Name: e[0], Mode: 0o644, Size: int64(len(e[1])), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(e[1]))
	}
	if err := w.WriteHeader(&tar.Header{Name: "link.txt", Linkname: "/etc/passwd", Typeflag: tar.TypeSymlink}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipFile(t testing.TB) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries() {
		f, err := w.Create(e[0])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte(e[1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// served is a Fetcher of one document.
type served []byte

func (s served) Fetch(context.Context, string) (Document, error) {
	return Document{Body: s, ContentType: "application/octet-stream"}, nil
}

func TestArchives(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string][]byte{"y.tar": tarred(t), "y.tar.gz": zipped(tarred(t)), "y.tgz": zipped(tarred(t)), "y.zip": zipFile(t), "y": tarred(t)} {
		path := put(t, dir, name, content)
		read := int64(0)
		r := &Reader{Progress: func(n int64) { read += n }}
		got := lines(t, r, path)
		wanted := []string{
			`n1 /none "One."`, fmt.Sprintf("%d DIR/%s/a/news.jsonl, line 2: no text", Empty, name), `n3 /none "Three."`,
			`y/b 2024-01-02/header "A sample."`, `y/c /none "A second sample."`, `d1 /none "Zipped."`, fmt.Sprintf("%d DIR/%s/empty.txt: empty", Empty, name),
		}
		if diff := cmp.Diff(wanted, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if read == 0 || read > int64(len(content)) {
			t.Errorf("%s: %d of %d bytes told", name, read, len(content))
		}
	}
	for _, body := range [][]byte{tarred(t), zipped(tarred(t)), zipFile(t)} {
		if got := lines(t, &Reader{Fetch: served(body)}, "https://a.example/y"); len(got) != 7 || got[0] != `n1 /none "One."` {
			t.Errorf("fetched: %q", got)
		}
	}
	if got := lines(t, &Reader{Stdin: bytes.NewReader(zipped(tarred(t)))}, "-"); len(got) != 7 {
		t.Errorf("standard input: %q", got)
	}
	if got := lines(t, &Reader{Stdin: bytes.NewReader(zipFile(t))}, "-"); len(got) != 1 || !strings.Contains(got[0], "in a file of its own") {
		t.Errorf("zip by standard input: %q", got)
	}
}

func TestDamagedArchives(t *testing.T) {
	dir := t.TempDir()
	torn := tarred(t)[:540]
	for _, c := range []struct {
		name    string
		content []byte
		says    string
	}{
		{"torn.tar", torn, "not readable as a tar archive from here on"},
		{"torn.tar.gz", zipped(tarred(t))[:200], "not readable as a tar archive from here on"},
		{"torn.zip", zipFile(t)[:400], "not readable as a zip archive"},
		{"liar.zip", []byte("plain text"), "not a zip archive"},
		{"none.zip", []byte("PK\x03\x04"), "not readable as a zip archive"},
	} {
		got := lines(t, &Reader{}, put(t, dir, c.name, c.content))
		if len(got) == 0 || !strings.Contains(got[len(got)-1], c.says) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
