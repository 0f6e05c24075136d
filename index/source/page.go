package source

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"incidentbot/index/incident"
)

// page reads a web page as one article.
func (r *Reader) page(name, rel string, doc Document, yield yielder) {
	a, err := ParsePage(doc)
	if err != nil {
		yield(a, at(err, name, 0))
		return
	}
	if rel != "" {
		a.ID = idOfFile(rel)
	}
	InZone(&a, r.Zone)
	yield(a, nil)
}

// ParsePage reads the article of a web page: its full text without navigation,
// and title, time, canonical address, outlet and language from JSON-LD, the meta
// elements and the page. Its id is of the address, else of the text. The error
// is an *Error without a source.
func ParsePage(doc Document) (incident.Article, error) {
	s, ok := Decode(doc.Body, doc.ContentType)
	if !ok {
		return incident.Article{}, &Error{Class: Binary, Msg: "not a page (binary, or in an unknown encoding)"}
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return incident.Article{}, &Error{Class: Malformed, Msg: "not readable as HTML", Err: err}
	}
	m := readMeta(root)
	a := incident.Article{
		URL: m.address(doc.URL), Outlet: m.outlet, Title: m.title, Lang: langOf(m.lang),
		PublishedBasis: incident.PublishedNone,
	}
	if a.Outlet == "" && a.URL != "" {
		a.Outlet = siteOf(a.URL) // who published is never left open where it can be known
	}
	body, err := mainText(root, doc.URL, m.published == "")
	if err != nil {
		return a, err
	}
	a.Text = longer(body.text, m.body)
	if err := checkText(a.Text); err != nil {
		return a, err
	}
	if a.Published = first(m.published, body.day); a.Published != "" {
		a.PublishedBasis = incident.PublishedGiven
	}
	identify(&a)
	return a, nil
}

// longer prefers the article body that JSON-LD states where the page's own text
// is clearly cut: a teaser before a wall, or text drawn by a script.
func longer(page, stated string) string {
	if len(stated) > 2*len(page) {
		return stated
	}
	return page
}

type mainBody struct{ text, day string }

// mainText finds the article's text in a page. The library reads pages of any
// kind by their looks; a panic of it on a hostile page is that page's failure only.
func mainText(root *html.Node, address string, wantDay bool) (b mainBody, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Error{Class: Malformed, Msg: fmt.Sprintf("the page's layout cannot be read (%v)", p)}
		}
	}()
	opts := trafilatura.Options{ExcludeComments: true, EnableFallback: true, HtmlDateMode: trafilatura.Disabled}
	if wantDay {
		opts.HtmlDateMode = trafilatura.Fast
	}
	if u, perr := url.Parse(address); perr == nil && u.Host != "" {
		opts.OriginalURL = u
	}
	res, xerr := trafilatura.ExtractDocument(root, opts)
	if xerr != nil || res == nil || res.ContentNode == nil {
		return mainBody{}, &Error{Class: Empty, Msg: "no article text found on this page", Err: xerr}
	}
	b.text = PlainText(res.ContentNode)
	if wantDay && !res.Metadata.Date.IsZero() {
		b.day = res.Metadata.Date.Format("2006-01-02")
	}
	return b, nil
}

// first returns the first text that is not empty.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}
