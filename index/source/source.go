package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"incidentbot/index/incident"
)

// Fetcher reads an address; *fetch.Client is one. The error of a refused or
// failed fetch says why.
type Fetcher interface {
	Fetch(ctx context.Context, address string) (Document, error)
}

// Document is the body of a page or feed with what is known of it.
type Document struct {
	Body        []byte
	ContentType string // as the server said, or ""
	URL         string // where it was found in the end, after redirects; "" for a file
}

// Reader reads sources. The zero Reader reads files and folders only.
type Reader struct {
	Fetch Fetcher   // reads addresses; nil: addresses are refused
	Stdin io.Reader // what "-" means; nil: "-" is refused
	// Zone is in which the times of feeds and pages are written, so that the day of
	// an article is the day its readers had. Nil keeps each time as it was given.
	Zone *time.Location
	// Progress is told how many bytes of files were read since it was last told, of
	// those on the disk, compressed as they may be; nil: nobody watches.
	Progress func(n int64)
}

func (r *Reader) progress(n int64) {
	if r.Progress != nil {
		r.Progress(n)
	}
}

// counted tells of what is read from a file.
type counted struct {
	io.Reader
	r *Reader
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.r.progress(int64(n))
	return n, err
}

// Read yields the articles of a source: a file, a folder with all that lies in
// it in the order of the names, an address, or "-" for standard input. A failure
// is yielded as an *Error and the reading goes on where it can; a cancelled
// context ends it with the context's error.
func (r *Reader) Read(ctx context.Context, src string) iter.Seq2[incident.Article, error] {
	return func(yield func(incident.Article, error) bool) {
		stopped := false
		guarded := func(a incident.Article, err error) bool {
			if !stopped && ctx.Err() != nil {
				stopped = true
				yield(incident.Article{}, ctx.Err())
			}
			stopped = stopped || !yield(a, err)
			return !stopped
		}
		r.read(ctx, src, guarded)
	}
}

// ReadIn reads one file of a folder; its articles go by its name within the folder.
func (r *Reader) ReadIn(ctx context.Context, folder, name string) iter.Seq2[incident.Article, error] {
	return func(yield func(incident.Article, error) bool) {
		rel, err := filepath.Rel(folder, name)
		if err != nil {
			rel = filepath.Base(name)
		}
		r.file(name, filepath.ToSlash(rel), func(a incident.Article, err error) bool {
			return yield(a, err) && ctx.Err() == nil
		})
	}
}

// Readable reports whether a file's name is of a kind that is read.
func Readable(name string) bool { return kindOf(name) != "" }

type yielder = func(incident.Article, error) bool

func (r *Reader) read(ctx context.Context, src string, yield yielder) {
	switch {
	case src == "-":
		r.stdin(yield)
	case IsAddress(src):
		r.address(ctx, src, yield)
	default:
		r.path(src, yield)
	}
}

// IsAddress reports whether a source is to be fetched.
func IsAddress(src string) bool {
	low := strings.ToLower(src)
	return strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "https://")
}

func (r *Reader) stdin(yield yielder) {
	if r.Stdin == nil {
		yield(incident.Article{}, &Error{Source: "-", Class: Unsupported, Msg: "there is no standard input here; name a file"})
		return
	}
	r.stream("-", "", r.Stdin, yield)
}

func (r *Reader) address(ctx context.Context, src string, yield yielder) {
	if r.Fetch == nil {
		yield(incident.Article{}, &Error{Source: src, Class: Unsupported, Msg: "addresses are not read here; save it as a file"})
		return
	}
	doc, err := r.Fetch.Fetch(ctx, src)
	if err != nil {
		yield(incident.Article{}, &Error{Source: src, Class: Unreachable, Msg: "cannot be fetched", Err: err})
		return
	}
	if doc.URL == "" {
		doc.URL = src
	}
	if doc, err = unpack(src, doc); err != nil {
		yield(incident.Article{}, err)
		return
	}
	switch {
	case isZip(doc.Body):
		r.zip(src, "", bytes.NewReader(doc.Body), int64(len(doc.Body)), yield)
	case isTar(doc.Body):
		r.tar(src, "", bytes.NewReader(doc.Body), yield)
	default:
		r.document(src, "", doc, yield)
	}
}

func (r *Reader) path(src string, yield yielder) {
	info, err := os.Stat(src)
	switch {
	case err != nil:
		yield(incident.Article{}, fileError(src, err))
	case info.IsDir():
		r.folder(src, yield)
	default:
		r.file(src, filepath.Base(src), yield)
	}
}

// folder reads what lies below root in lexical order. Files of other kinds and
// hidden ones are passed over; links to folders are not followed, they may turn in circles.
func (r *Reader) folder(root string, yield yielder) {
	found := false
	_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			found = true
			if !yield(incident.Article{}, fileError(name, err)) {
				return fs.SkipAll
			}
			return nil
		case name != root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || kindOf(d.Name()) == "":
			return nil
		}
		found = true
		rel, _ := filepath.Rel(root, name)
		if !r.file(name, filepath.ToSlash(rel), yield) {
			return fs.SkipAll
		}
		return nil
	})
	if !found {
		yield(incident.Article{}, &Error{Source: root, Class: Empty, Msg: "no " + kindList + " files in this folder"})
	}
}

// file reads one file; rel is the name its articles may go by.
func (r *Reader) file(name, rel string, yield yielder) bool {
	more := true
	keep := func(a incident.Article, err error) bool {
		more = yield(a, err)
		return more
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		keep(incident.Article{}, fileError(name, err))
		return more
	case !info.Mode().IsRegular() && kindOf(name) != "":
		keep(incident.Article{}, &Error{Source: name, Class: Unsupported, Msg: "not a regular file"})
		return more
	}
	f, err := os.Open(name)
	if err != nil {
		keep(incident.Article{}, fileError(name, err))
		return more
	}
	defer f.Close()
	head := make([]byte, 4)
	if _, err := f.ReadAt(head, 0); err == nil && isZip(head) {
		r.zip(name, rel, f, info.Size(), keep)
		return more
	}
	r.stream(name, rel, counted{f, r}, keep)
	return more
}

// kindList is what users are told of the kinds.
const kindList = ".txt, .html, .json, .jsonl, .xml, .tar or .zip"

// kindOf returns the kind a name promises, "" for others.
func kindOf(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	switch ext := filepath.Ext(name); ext {
	case ".txt", ".html", ".json", ".jsonl", ".xml", ".tar", ".zip":
		return ext
	case ".tgz":
		return ".tar"
	case ".htm", ".xhtml":
		return ".html"
	case ".ndjson":
		return ".jsonl"
	case ".rss", ".atom", ".rdf":
		return ".xml"
	}
	return ""
}

// stream reads an open file or standard input: JSON Lines as they come, all else whole.
func (r *Reader) stream(name, rel string, in io.Reader, yield yielder) {
	plain, err := gunzip(in)
	if err != nil {
		yield(incident.Article{}, &Error{Source: name, Class: Malformed, Msg: "not readable as gzip", Err: err})
		return
	}
	br := bufio.NewReaderSize(plain, 64<<10)
	kind := kindOf(name)
	if _, err := br.Peek(1); errors.Is(err, io.EOF) {
		yield(incident.Article{}, &Error{Source: name, Class: Empty, Msg: "empty"})
		return
	}
	if kind == "" || kind == ".json" {
		// what has come so far decides: a pipe's writer may wait for an answer
		head, _ := br.Peek(min(br.Buffered(), 4<<10))
		kind = sniff(head, kind)
	}
	switch kind {
	case ".jsonl":
		readLines(name, br, yield)
		return
	case ".tar":
		r.tar(name, rel, br, yield)
		return
	case ".zip":
		yield(incident.Article{}, &Error{Source: name, Class: Malformed, Msg: "not a zip archive in a file of its own"})
		return
	}
	body, err := readAll(name, br)
	if err != nil {
		yield(incident.Article{}, err)
		return
	}
	r.document(name, rel, Document{Body: body, ContentType: typeOf(kind)}, yield)
}

// readLines reads JSON Lines; a file of blank lines only is named as empty.
func readLines(name string, br io.Reader, yield yielder) {
	found := false
	Lines(name, br, func(a incident.Article, err error) bool {
		found = true
		return yield(a, err)
	})
	if !found {
		yield(incident.Article{}, &Error{Source: name, Class: Empty, Msg: "no articles"})
	}
}

func typeOf(kind string) string {
	switch kind {
	case ".html":
		return "text/html"
	case ".json":
		return "application/json"
	case ".xml":
		return "application/xml"
	}
	return "text/plain"
}
