// Package opml reads and writes lists of feeds as other readers exchange them.
//
// Guarantees: what Write wrote, Read gives back, kind, language, note and pause
// included (they travel as attributes that other readers ignore); a list of any
// other reader is read with its nested folders flattened, addresses once each,
// in order; entities and encodings other than UTF-8 are handled as the feeds'
// own are, and no input makes it fail otherwise than by an error.
package opml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/source"
	"incidentbot/index/source/poll"
)

// MaxList is the most that is read of a list, in bytes.
const MaxList = 4 << 20

type document struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Created string    `xml:"head>dateCreated,omitempty"`
	Body    []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	Note     string    `xml:"description,attr,omitempty"`
	Kind     string    `xml:"incidentbotKind,attr,omitempty"`
	Off      string    `xml:"incidentbotOff,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// Read returns the feeds of a list. Entries that are no feeds (folders, links)
// are passed over; an entry whose address cannot be asked is named in skipped.
// The error is that of a document which is no OPML.
func Read(r io.Reader) (feeds []poll.Feed, skipped []error, err error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxList+1))
	switch {
	case err != nil:
		return nil, nil, err
	case len(b) > MaxList:
		return nil, nil, fmt.Errorf("a list of more than %d MB", MaxList>>20)
	}
	text, ok := source.Decode(b, "")
	if !ok {
		return nil, nil, errors.New("not OPML: not text")
	}
	var doc document
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded above
	if err := dec.Decode(&doc); err != nil {
		return nil, nil, fmt.Errorf("not OPML: %w", err)
	}
	seen := map[string]bool{}
	doc.each(func(o *outline) {
		f := o.feed()
		if f.URL == "" || seen[f.URL] {
			return
		}
		seen[f.URL] = true
		if err := f.Check(); err != nil {
			skipped = append(skipped, err)
			return
		}
		feeds = append(feeds, f)
	})
	return feeds, skipped, nil
}

// each visits all outlines in the order of the document.
func (d *document) each(visit func(*outline)) {
	stack := [][]outline{d.Body}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if len(*top) == 0 {
			stack = stack[:len(stack)-1]
			continue
		}
		o := &(*top)[0]
		*top = (*top)[1:]
		visit(o)
		stack = append(stack, o.Outlines)
	}
}

func (o *outline) feed() poll.Feed {
	f := poll.Feed{
		Name: clean(o.Title), URL: strings.TrimSpace(o.XMLURL), Kind: poll.Kind(o.Kind), Note: clean(o.Note), Off: o.Off == "true",
	}
	if f.Name == "" {
		f.Name = clean(o.Text)
	}
	for _, l := range incident.Langs {
		if strings.HasPrefix(strings.ToLower(o.Language), string(l)) {
			f.Lang = l
		}
	}
	return f
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// Write writes a list. Folders to watch are this machine's own and are left out.
func Write(w io.Writer, title string, created time.Time, feeds []poll.Feed) error {
	doc := document{Version: "2.0", Title: title, Created: created.UTC().Format(time.RFC1123)}
	for _, f := range feeds {
		if f.Kind == poll.Folder {
			continue
		}
		o := outline{Text: f.Label(), Title: f.Name, Type: "rss", XMLURL: f.URL, Language: string(f.Lang), Note: f.Note, Kind: string(f.Kind)}
		if f.Off {
			o.Off = "true"
		}
		doc.Body = append(doc.Body, o)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
