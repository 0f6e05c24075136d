package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"strings"

	"incidentbot/index/incident"
)

// sniff decides by its first bytes what a document is whose name does not say:
// a line that holds a whole object opens JSON Lines, a lone brace a JSON document.
func sniff(head []byte, named string) string {
	switch {
	case isTar(head):
		return ".tar"
	case isZip(head):
		return ".zip"
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF")))
	if len(head) == 0 {
		return ".txt"
	}
	switch head[0] {
	case '[':
		return ".json"
	case '{':
		line, rest, ended := bytes.Cut(head, []byte("\n"))
		whole := json.Valid(line)
		switch {
		case bytes.Contains(head, []byte("jsonfeed.org/version")):
			return ".json"
		case named == ".json" && whole && (!ended || len(bytes.TrimSpace(rest)) == 0):
			return ".json"
		case whole, named == "" && len(bytes.TrimSpace(line)) > 1:
			return ".jsonl"
		}
		return ".json"
	case '<':
		return markup(head)
	}
	if named != "" {
		return named
	}
	return ".txt"
}

// markup tells a feed or sitemap from a page by the first element.
func markup(head []byte) string {
	low := bytes.ToLower(head)
	for _, tag := range []string{"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex"} {
		if bytes.Contains(low, []byte(tag)) && !bytes.Contains(low, []byte("<html")) {
			return ".xml"
		}
	}
	return ".html"
}

// document reads a whole document of a kind that its content type or content tells.
func (r *Reader) document(name, rel string, doc Document, yield yielder) {
	switch documentKind(doc) {
	case ".json":
		r.json(name, rel, doc, yield)
	case ".jsonl":
		Lines(name, bytes.NewReader(doc.Body), yield)
	case ".xml":
		r.feed(name, doc, yield)
	case ".html":
		if IsChannel(doc.URL) {
			r.feed(name, doc, yield)
			return
		}
		r.page(name, rel, doc, yield)
	default:
		yield(r.text(name, rel, doc))
	}
}

func documentKind(doc Document) string {
	media, _, _ := mime.ParseMediaType(doc.ContentType)
	switch {
	case strings.HasSuffix(media, "ndjson"), strings.HasSuffix(media, "jsonl"):
		return ".jsonl"
	case strings.HasSuffix(media, "json"):
		return sniff(doc.Body, ".json")
	case strings.HasSuffix(media, "xml") && media != "application/xhtml+xml":
		return ".xml"
	case strings.HasSuffix(media, "html"), media == "application/xhtml+xml":
		if doc.URL == "" {
			return ".html"
		}
		return markup(doc.Body[:min(len(doc.Body), 4<<10)]) // feeds are often served as pages
	case media == "text/plain" && doc.URL == "":
		return ".txt"
	}
	return sniff(doc.Body[:min(len(doc.Body), 4<<10)], "")
}

// text reads plain text; an opening date is told and cut off.
func (r *Reader) text(name, rel string, doc Document) (incident.Article, error) {
	s, ok := Decode(doc.Body, doc.ContentType)
	if !ok {
		return incident.Article{}, &Error{Source: name, Class: Binary, Msg: "not text (binary, or in an unknown encoding); save it as UTF-8"}
	}
	a := incident.Article{ID: idOfFile(rel), URL: doc.URL, PublishedBasis: incident.PublishedNone, Text: s}
	if day, n := Header(s); day.Known() {
		a.Published, a.PublishedBasis, a.Text = day.String(), incident.PublishedHeader, s[n:]
	}
	if err := checkText(a.Text); err != nil {
		return a, at(err, name, 0)
	}
	identify(&a)
	return a, nil
}

// json reads a JSON document: one article, an array of them, a JSON feed, or
// several values behind each other.
func (r *Reader) json(name, rel string, doc Document, yield yielder) {
	if bytes.Contains(doc.Body[:min(len(doc.Body), 4<<10)], []byte("jsonfeed.org/version")) {
		r.feed(name, doc, yield)
		return
	}
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(doc.Body, []byte("\uFEFF"))))
	for n := 0; ; n++ {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			if !errors.Is(err, io.EOF) || n == 0 {
				yield(incident.Article{}, at(jsonError(err), name, lineAt(doc.Body, dec.InputOffset())))
			}
			return
		}
		line := lineAt(doc.Body, dec.InputOffset()-int64(len(raw)))
		if !jsonValue(name, rel, raw, line, yield) {
			return
		}
	}
}

// jsonValue yields one object, or each of an array, and reports whether to go on.
func jsonValue(name, rel string, raw json.RawMessage, line int, yield yielder) bool {
	if raw[0] != '[' {
		a, err := ParseArticle(raw)
		if err == nil && rel != "" && strings.HasPrefix(a.ID, "t") && a.ID == IDOfText(a.Text) {
			a.ID = idOfFile(rel)
		}
		return yield(a, at(err, name, line))
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	_, _ = dec.Token() // the bracket
	for dec.More() {
		var one json.RawMessage
		if err := dec.Decode(&one); err != nil {
			return yield(incident.Article{}, at(jsonError(err), name, line))
		}
		a, err := ParseArticle(one)
		here := line + lineAt(raw, dec.InputOffset()-int64(len(one))) - 1
		if !yield(a, at(err, name, here)) {
			return false
		}
	}
	return true
}

// lineAt returns the number of the line that holds a byte.
func lineAt(b []byte, offset int64) int {
	return 1 + bytes.Count(b[:max(0, min(int(offset), len(b)))], []byte("\n"))
}
