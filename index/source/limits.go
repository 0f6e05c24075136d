package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"

	"incidentbot/index/incident"
)

// The limits of what is read. One text beyond MaxText is no news report, and
// one document beyond MaxDocument no page; both are refused by name.
const (
	MaxText     = 4 << 20  // bytes of an article's text
	MaxDocument = 32 << 20 // bytes of a text, page, feed or JSON document, decompressed
	maxLine     = 16 << 20 // bytes of a JSON line: a text of MaxText, escaped
)

func checkText(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return &Error{Class: Empty, Msg: "no text"}
	case len(text) > MaxText:
		return &Error{Class: TooBig, Msg: fmt.Sprintf("a text of %d MB; an article has at most %d MB", len(text)>>20, MaxText>>20)}
	}
	return nil
}

// identify gives an article without an id one by its address, else by its text.
func identify(a *incident.Article) {
	switch {
	case a.ID != "":
	case a.URL != "":
		a.ID = IDOfURL(a.URL)
	default:
		a.ID = IDOfText(a.Text)
	}
}

// gunzip undoes gzip where the content begins like it, whatever its name.
func gunzip(r io.Reader) (io.Reader, error) {
	br := bufio.NewReader(r)
	head, _ := br.Peek(2)
	if len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b {
		return br, nil
	}
	return gzip.NewReader(br)
}

// unpack undoes gzip that a server sends as the document itself.
func unpack(name string, doc Document) (Document, error) {
	if !bytes.HasPrefix(doc.Body, []byte{0x1f, 0x8b}) {
		return doc, nil
	}
	in, err := gunzip(bytes.NewReader(doc.Body))
	if err != nil {
		return doc, &Error{Source: name, Class: Malformed, Msg: "not readable as gzip", Err: err}
	}
	doc.Body, err = readAll(name, in)
	if strings.HasSuffix(doc.ContentType, "gzip") || strings.HasSuffix(doc.ContentType, "octet-stream") {
		doc.ContentType = ""
	}
	return doc, err
}

// readAll reads a document whole, within MaxDocument.
func readAll(name string, r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxDocument+1))
	switch {
	case err != nil:
		return nil, &Error{Source: name, Class: Broken, Msg: "reading stopped half-way", Err: err}
	case len(b) > MaxDocument:
		return nil, &Error{Source: name, Class: TooBig, Msg: fmt.Sprintf("more than %d MB; only JSON Lines may be longer", MaxDocument>>20)}
	case len(b) == 0:
		return nil, &Error{Source: name, Class: Empty, Msg: "empty"}
	}
	return b, nil
}
