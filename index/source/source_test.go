package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"incidentbot/index/incident"
)

// lines reads a source and returns a line for each article and each failure.
func lines(t *testing.T, r *Reader, src string) (out []string) {
	t.Helper()
	for a, err := range r.Read(t.Context(), src) {
		if err != nil {
			out = append(out, fmt.Sprintf("%d %s", ClassOf(err), strings.ReplaceAll(err.Error(), filepath.Dir(src), "DIR")))
			continue
		}
		out = append(out, fmt.Sprintf("%s %s/%s %q", a.ID, a.Published, a.PublishedBasis, a.Text))
	}
	return out
}

func put(t *testing.T, dir, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

func encoded(t *testing.T, cm *charmap.Charmap, s string) []byte {
	t.Helper()
	out, err := cm.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

const (
	ukSample = "Зразок: у Харкові внаслідок удару пошкоджено школу, їдальню та ґанок лікарні."
	ruSample = "Образец: в Белгороде после обстрела повреждены школа и больница, объявлена тревога."
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte("Sample in UTF-16, їжак"))
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"plain.txt", []byte("A sample.\r\nSecond line.\n"), `plain /none "A sample.\r\nSecond line.\n"`},
		{"header.txt", []byte(" date 2024-01-02 A sample."), `header 2024-01-02/header "A sample."`},
		{"header2.txt", []byte("\ufeffdate 2024-01-02\n\nA sample."), `header2 2024-01-02/header "A sample."`},
		{"nodate.txt", []byte("date 2024-13-02 A sample."), `nodate /none "date 2024-13-02 A sample."`},
		{"zip.txt.gz", zipped([]byte(" date 2024-01-02 A sample.")), `zip 2024-01-02/header "A sample."`},
		{"liar.txt", zipped([]byte("A sample.")), `liar /none "A sample."`},
		{"win.txt", encoded(t, charmap.Windows1251, ukSample), fmt.Sprintf("win /none %q", ukSample)},
		{"koi.txt", encoded(t, charmap.KOI8U, ruSample), fmt.Sprintf("koi /none %q", ruSample)},
		{"dos.txt", encoded(t, charmap.CodePage866, ruSample), fmt.Sprintf("dos /none %q", ruSample)},
		{"wide.txt", utf16, `wide /none "Sample in UTF-16, їжак"`},
		{"torn.txt", []byte(ukSample[:len(ukSample)-2]), fmt.Sprintf("torn /none %q", strings.TrimSuffix(ukSample, "і.")+"\uFFFD")},
		{"one.json", []byte(`{"id":"x","published":"2024-01-02T03:04:05+02:00","text":"A sample."}`), `x 2024-01-02T03:04:05+02:00/given "A sample."`},
		{"noid.json", []byte("{\n\"text\": \"A sample.\"\n}"), `noid /none "A sample."`},
	} {
		if got := lines(t, &Reader{}, put(t, dir, c.name, c.content)); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name    string
		content []byte
		class   Class
		says    string
	}{
		{"empty.txt", nil, Empty, "empty"},
		{"blank.txt", []byte(" \n\t"), Empty, "no text"},
		{"blank.jsonl", []byte("\n\n"), Empty, "no articles"},
		{"only.txt", []byte(" date 2024-01-02 "), Empty, "no text"},
		{"binary.txt", append([]byte("\x7fELF\x02\x01\x01\x00"), bytes.Repeat([]byte{0, 1, 2, 255, 254, 3}, 500)...), Binary, "not text"},
		{"long.txt", bytes.Repeat([]byte("word "), MaxText/5+1), TooBig, "at most 4 MB"},
		{"huge.txt", make([]byte, MaxDocument+1), TooBig, "32 MB"},
		{"bomb.txt.gz", zipped(make([]byte, MaxDocument+1)), TooBig, "32 MB"},
		{"torn.txt.gz", zipped(bytes.Repeat([]byte("sample "), 9000))[:60], Broken, "half-way"},
		{"bad.json", []byte(`{"text":`), Malformed, "line 1"},
		{"empty.html", []byte("<html><body></body></html>"), Empty, "no article text"},
		{"bad.xml", []byte("<rss><channel><item>"), Malformed, "not an RSS"},
		{"page.xml", []byte("<html><body>no feed</body></html>"), Malformed, "a web page, not a feed"},
	} {
		path := put(t, dir, c.name, c.content)
		got, failed := 0, 0
		for _, err := range new(Reader).Read(t.Context(), path) {
			if err == nil {
				got++
				continue
			}
			failed++
			if ClassOf(err) != c.class || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), path) {
				t.Errorf("%s: %d %v", c.name, ClassOf(err), err)
			}
		}
		if got != 0 || failed != 1 {
			t.Errorf("%s: %d articles, %d failures", c.name, got, failed)
		}
	}
	if got := lines(t, &Reader{}, filepath.Join(dir, "none.txt")); len(got) != 1 || !strings.HasPrefix(got[0], "1 DIR/none.txt: no such") {
		t.Errorf("missing: %q", got)
	}
}

const mixedLines = "\ufeff" + `{"id":"a","url":null,"published":"2024-01-02","text":" date 2023-05-06 First sample."}
{"id":"b","text":" date 2024-01-02 Second sample."}

{"id":3,"text":"x"}
{"id":"c","text":["x"]}
[1]
"word"
{"id":"d"}
{"id":"e","published":"yesterday","text":"x"}
{"id":"f","published":"2024-01-02 10:00","lang":"uk-UA","text":"Sixth.","more":{"a":1}}
{"text":"No id."}
{"url":"https://a.example/x?utm_source=y","text":"By address."}
{"id":"z","te`

func TestJSONLines(t *testing.T) {
	want := []string{
		`a 2024-01-02/given " date 2023-05-06 First sample."`,
		`b 2024-01-02/header " date 2024-01-02 Second sample."`,
		`6 -, line 4: "id" must be a string or null, not a number`,
		`6 -, line 5: "text" must be a string or null, not a array`,
		`6 -, line 6: an article is a JSON object, this is a array`,
		`6 -, line 7: an article is a JSON object, this is a string`,
		`3 -, line 8: no text`,
		`6 -, line 9: published is neither a day (2024-01-02) nor RFC 3339: "yesterday"`,
		`f 2024-01-02/given "Sixth."`,
		IDOfText("No id.") + ` /none "No id."`,
		IDOfURL("https://a.example/x") + ` /none "By address."`,
		`6 -, line 13: not JSON at byte 13 (half a line?)`,
	}
	for _, in := range []string{mixedLines, strings.ReplaceAll(mixedLines, "\n", "\r\n")} {
		if diff := cmp.Diff(want, lines(t, &Reader{Stdin: strings.NewReader(in)}, "-")); diff != "" {
			t.Error(diff)
		}
	}
}

func TestLongLineIsPassedOver(t *testing.T) {
	in := `{"text":"` + strings.Repeat("x", maxLine) + "\"}\n" + `{"id":"b","text":"Sample."}` + "\n"
	got := lines(t, &Reader{Stdin: strings.NewReader(in)}, "-")
	if diff := cmp.Diff([]string{"5 -, line 1: longer than 16 MB", `b /none "Sample."`}, got); diff != "" {
		t.Error(diff)
	}
}

func TestJSONDocuments(t *testing.T) {
	dir := t.TempDir()
	array := put(t, dir, "array.json", []byte("[\n{\"id\":\"a\",\"text\":\"A.\"},\n{\"id\":1},\n{\"id\":\"b\",\"text\":\"B.\"}]"))
	if diff := cmp.Diff([]string{`a /none "A."`, `6 DIR/array.json, line 3: "id" must be a string or null, not a number`, `b /none "B."`}, lines(t, &Reader{}, array)); diff != "" {
		t.Error(diff)
	}
	asLines := put(t, dir, "lines.json", []byte("{\"id\":\"a\",\"text\":\"A.\"}\n{\"id\":\n{\"id\":\"b\",\"text\":\"B.\"}\n"))
	if diff := cmp.Diff([]string{`a /none "A."`, `6 DIR/lines.json, line 2: not JSON at byte 6 (half a line?)`, `b /none "B."`}, lines(t, &Reader{}, asLines)); diff != "" {
		t.Error(diff)
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"b.txt": "Second.", "a/c.txt": "First, deeper.", ".hidden/x.txt": "No.", ".y.txt": "No.", "notes.md": "No.", "z.jsonl": "{\"id\":\"z\",\"text\":\"Last.\"}\n{", "c.txt": "",
	} {
		put(t, dir, name, []byte(content))
	}
	want := []string{`a/c /none "First, deeper."`, `b /none "Second."`, "3 " + dir + "/c.txt: empty", `z /none "Last."`, "6 " + dir + "/z.jsonl, line 2: not JSON at byte 1 (half a line?)"}
	var got []string
	for a, err := range new(Reader).Read(t.Context(), dir) {
		if err != nil {
			got = append(got, fmt.Sprintf("%d %v", ClassOf(err), err))
			continue
		}
		got = append(got, fmt.Sprintf("%s %s/%s %q", a.ID, a.Published, a.PublishedBasis, a.Text))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := lines(t, &Reader{}, t.TempDir()); len(got) != 1 || !strings.Contains(got[0], "no .txt") {
		t.Errorf("empty folder: %q", got)
	}
}

// A writer that waits for the answer to each line is served line by line.
func TestPipeIsReadAsItComes(t *testing.T) {
	in, out := io.Pipe()
	n := 0
	go fmt.Fprintln(out, `{"id":"a0","text":"Sample."}`)
	for a, err := range (&Reader{Stdin: in}).Read(t.Context(), "-") {
		if err != nil || a.ID != fmt.Sprint("a", n) {
			t.Fatal(a, err)
		}
		if n++; n == 3 {
			out.Close()
			continue
		}
		go fmt.Fprintf(out, "{\"id\":\"a%d\",\"text\":\"Sample.\"}\n", n)
	}
	if n != 3 {
		t.Errorf("%d articles", n)
	}
}

func TestReadingStops(t *testing.T) {
	in := strings.Repeat(`{"id":"a","text":"Sample."}`+"\n", 10)
	n := 0
	for range (&Reader{Stdin: strings.NewReader(in)}).Read(t.Context(), "-") {
		if n++; n == 3 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	n = 0
	for _, err := range (&Reader{Stdin: strings.NewReader(in)}).Read(ctx, "-") {
		n++
		last = err
		cancel()
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("after the context's end: %d more, %v", n-1, last)
	}
}

// canned is a Fetcher of one document.
type canned struct{ doc Document }

func (c canned) Fetch(context.Context, string) (Document, error) { return c.doc, nil }

func TestAddresses(t *testing.T) {
	kyiv := time.FixedZone("", 2*3600)
	rss := `<rss version="2.0"><channel><title>Sample News</title><language>uk</language><item><title>T</title><link>/a?utm_medium=rss</link><pubDate>Mon, 01 Jan 2024 23:30:00 GMT</pubDate><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two&amp;nbsp;more.&lt;/p&gt;</description></item></channel></rss>`
	r := &Reader{Zone: kyiv, Fetch: canned{Document{Body: []byte(rss), ContentType: "text/html", URL: "https://news.example/feed"}}}
	var got []incident.Article
	for a, err := range r.Read(t.Context(), "https://news.example/rss") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, a)
	}
	want := []incident.Article{{
		ID: IDOfURL("https://news.example/a"), URL: "https://news.example/a?utm_medium=rss", Outlet: "Sample News", Title: "T", Lang: "uk",
		Published: "2024-01-02T01:30:00+02:00", PublishedBasis: "given", Text: "One.\n\nTwo\u00a0more.",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := lines(t, &Reader{}, "https://a.example/"); len(got) != 1 || !strings.HasPrefix(got[0], "7 ") {
		t.Errorf("without a fetcher: %q", got)
	}
	packed := &Reader{Fetch: canned{Document{Body: zipped([]byte(`{"id":"a","text":"A."}` + "\n")), ContentType: "application/gzip"}}}
	if diff := cmp.Diff([]string{`a /none "A."`}, lines(t, packed, "https://a.example/x.jsonl.gz")); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkLines reads JSON Lines of articles of 4 KB.
func BenchmarkLines(b *testing.B) {
	in := strings.Repeat(`{"id":"a","url":"https://news.example/a","outlet":"Sample","published":"2024-01-02","text":"`+strings.Repeat("Sample text of a report. ", 160)+"\"}\n", 100)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		Lines("bench", strings.NewReader(in), func(incident.Article, error) bool { return true })
	}
}

// BenchmarkFolder reads a folder of text files of 4 KB.
func BenchmarkFolder(b *testing.B) {
	dir := b.TempDir()
	text := []byte(strings.Repeat("Sample text of a report. ", 160))
	for i := range 1000 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), text, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(text) * 1000))
	for b.Loop() {
		for _, err := range new(Reader).Read(b.Context(), dir) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkPage reads a small page.
func BenchmarkPage(b *testing.B) {
	doc := Document{Body: []byte(page(linkedData, ""))}
	for b.Loop() {
		if _, err := ParsePage(doc); err != nil {
			b.Fatal(err)
		}
	}
}
