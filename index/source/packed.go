package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"unicode"

	"incidentbot/index/incident"
)

// Archives are read as folders are: what lies in them in their order, files of
// other kinds and hidden ones passed over. Nothing is unpacked to the disk, so
// that no name in an archive leads anywhere, and every file in it is bounded as if
// it lay alone. An archive within an archive is passed over.

// isZip reports whether a document begins as a zip archive does.
func isZip(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// isTar reports whether a document begins as a tar archive does.
func isTar(head []byte) bool { return len(head) > 262 && string(head[257:262]) == "ustar" }

// tar reads a tar archive as it comes. A fault in it ends the reading.
func (r *Reader) tar(name, rel string, in io.Reader, yield yielder) {
	p := packed{r: r, name: name, rel: rel, yield: yield}
	t := tar.NewReader(in)
	for {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			p.end()
			return
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			yield(incident.Article{}, &Error{Source: name, Class: Broken, Msg: "not readable as a tar archive from here on", Err: err})
			return
		case h.Typeflag != tar.TypeReg:
			continue
		}
		if !p.file(h.Name, t) {
			return
		}
	}
}

// zip reads a zip archive. A file in it that is damaged takes nothing from the others.
func (r *Reader) zip(name, rel string, in io.ReaderAt, size int64, yield yielder) {
	z, err := zip.NewReader(in, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		yield(incident.Article{}, &Error{Source: name, Class: Malformed, Msg: "not readable as a zip archive", Err: err})
		return
	}
	p := packed{r: r, name: name, rel: rel, yield: yield}
	for _, f := range z.File {
		if f.Mode().IsRegular() && p.wanted(f.Name) && !p.zipped(f) {
			return
		}
		r.progress(int64(f.CompressedSize64))
	}
	p.end()
}

// packed is an archive that is read.
type packed struct {
	r         *Reader
	name, rel string
	yield     yielder
	found     bool
}

// zipped reads one file of a zip archive, and reports whether to go on.
func (p *packed) zipped(f *zip.File) bool {
	in, err := f.Open()
	if err != nil {
		p.found = true
		return p.yield(incident.Article{}, &Error{Source: p.name + "/" + printable(f.Name), Class: Broken, Msg: "cannot be read from the archive", Err: err})
	}
	defer in.Close()
	return p.file(f.Name, in)
}

// wanted reports whether a file of an archive is of a kind that is read.
func (p *packed) wanted(inner string) bool {
	for _, part := range strings.Split(inner, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" {
			return false
		}
	}
	kind := kindOf(inner)
	return kind != "" && kind != ".tar" && kind != ".zip"
}

// file reads one file of an archive, and reports whether to go on.
func (p *packed) file(inner string, in io.Reader) bool {
	if !p.wanted(inner) {
		return true
	}
	p.found = true
	more := true
	rel := ""
	if p.rel != "" {
		rel = idOfFile(p.rel) + path.Clean("/"+inner)
	}
	p.r.stream(p.name+"/"+printable(inner), rel, in, func(a incident.Article, err error) bool {
		more = p.yield(a, err)
		return more
	})
	return more
}

func (p *packed) end() {
	if !p.found {
		p.yield(incident.Article{}, &Error{Source: p.name, Class: Empty, Msg: "no " + kindList + " files in this archive"})
	}
}

// printable is a name from outside as it may be shown on a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, s)
}
