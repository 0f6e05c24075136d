package source

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what a page says of itself.
type meta struct {
	title, outlet, lang, canonical, published string
	body                                      string // articleBody of JSON-LD
	fromLD                                    bool
}

// readMeta collects JSON-LD first: it is written for machines; then meta
// elements, then what the page shows.
func readMeta(root *html.Node) meta {
	var m meta
	var shown meta
	each(root, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Html:
			shown.lang = attr(n, "lang")
		case atom.Script:
			if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				m.linked(n.FirstChild.Data)
			}
		case atom.Meta:
			shown.element(n)
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") {
				shown.canonical = first(attr(n, "href"), shown.canonical)
			}
		case atom.Title:
			if n.FirstChild != nil && shown.title == "" {
				shown.title = oneLineOf(n.FirstChild.Data)
			}
		case atom.Time:
			if shown.published == "" {
				shown.published = pageTime(attr(n, "datetime"))
			}
		}
	})
	m.title = first(m.title, shown.title)
	m.outlet = first(shown.outlet, m.outlet)
	m.lang = first(shown.lang, m.lang)
	m.canonical = first(shown.canonical, m.canonical)
	m.published = first(m.published, shown.published)
	return m
}

// element reads one meta element. A later element of a stronger kind wins over
// an earlier weaker one: Open Graph's title over the title element's.
func (m *meta) element(n *html.Node) {
	value := oneLineOf(attr(n, "content"))
	if value == "" {
		return
	}
	switch strings.ToLower(first(attr(n, "property"), attr(n, "name"), attr(n, "itemprop"))) {
	case "og:title":
		m.title = value
	case "og:site_name":
		m.outlet = value
	case "og:url":
		m.canonical = first(m.canonical, value)
	case "article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
		"pubdate", "publishdate", "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date":
		if t := pageTime(value); len(t) > len(m.published) {
			m.published = t // a time of day is worth more than a day
		}
	case "og:locale":
		m.lang = first(m.lang, value)
	}
}

// linked reads a JSON-LD script: an object, a list, or a graph of them.
func (m *meta) linked(script string) {
	var v any
	if json.Unmarshal([]byte(script), &v) == nil {
		m.node(v, 0)
	}
}

func (m *meta) node(v any, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.node(e, depth+1)
		}
	case map[string]any:
		m.node(v["@graph"], depth+1)
		m.node(v["mainEntity"], depth+1)
		if isArticle(v["@type"]) && !m.fromLD {
			m.fromLD = true
			m.article(v)
		}
	}
}

func (m *meta) article(v map[string]any) {
	m.title = oneLineOf(html.UnescapeString(text(v["headline"])))
	m.published = first(pageTime(text(v["datePublished"])), pageTime(text(v["dateCreated"])))
	m.body = textOf(text(v["articleBody"]))
	m.lang = text(v["inLanguage"])
	m.canonical = first(text(v["url"]), text(v["mainEntityOfPage"]))
	if e, ok := v["mainEntityOfPage"].(map[string]any); ok {
		m.canonical = first(m.canonical, text(e["@id"]))
	}
	if p, ok := v["publisher"].(map[string]any); ok {
		m.outlet = oneLineOf(text(p["name"]))
	}
}

func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "BlogPosting") || v == "Report" || v == "SocialMediaPosting"
	case []any:
		for _, e := range v {
			if isArticle(e) {
				return true
			}
		}
	}
	return false
}

func text(v any) string {
	s, _ := v.(string)
	return strings.TrimSpace(s)
}

// pageTime returns a time as RFC 3339, a time without a zone as its day, "" for
// what is neither.
func pageTime(s string) string {
	s = strings.TrimSpace(s)
	if p, ok := normalPublished(s); ok {
		return p
	}
	for _, layout := range []string{"2006-01-02T15:04:05.999999999-0700", "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04-0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", time.RFC1123Z, time.RFC1123} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	return ""
}

// each visits every element below n in the order of the document, without recursion: pages may be deep.
func each(n *html.Node, visit func(*html.Node)) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode {
			visit(c)
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func oneLineOf(s string) string { return strings.Join(strings.Fields(s), " ") }
