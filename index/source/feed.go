package source

import (
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"incidentbot/index/incident"
)

// feed reads a feed or news sitemap; a sitemap's entries have no text, so a
// file of it alone gives none.
func (r *Reader) feed(name string, doc Document, yield yielder) {
	f, err := ParseList(doc)
	if err != nil {
		yield(incident.Article{}, at(err, name, 0))
		return
	}
	if len(f.Items) == 0 {
		yield(incident.Article{}, &Error{Source: name, Class: Empty, Msg: "a feed without items"})
		return
	}
	for _, item := range f.Items {
		a := item.Article
		if err := checkText(a.Text); err != nil {
			e := at(err, name, 0).(*Error)
			e.Msg += " in the item " + first(a.URL, a.ID)
			if !yield(a, e) {
				return
			}
			continue
		}
		InZone(&a, r.Zone)
		if !yield(a, nil) {
			return
		}
	}
}

// Feed is what a feed, sitemap or channel page lists, in its own order.
type Feed struct {
	Title string
	Lang  incident.Lang
	Items []Item
	// TTL is how long the feed says it stays the same; 0 if it does not.
	TTL time.Duration
}

// Item is one entry: the article as far as the feed tells it. Text may be a
// summary or empty; the whole then is on the page at the article's URL.
type Item struct {
	Article incident.Article
	Updated string // RFC 3339, or ""
	// Shared is set where several items of the list lead to one address, as the
	// posts of a chronicle do: the page there is none of theirs.
	Shared bool
	// Other is the id that the article has where its address is shared, or where it
	// is not, whichever it is not now; "" if there is none.
	Other string
}

// ParseFeed reads RSS, Atom, JSON Feed and news sitemaps. The error is an *Error without a source.
func ParseFeed(doc Document) (f Feed, err error) {
	defer func() {
		if p := recover(); p != nil { // a parser's fault on foreign input is that feed's failure only
			f, err = Feed{}, &Error{Class: Malformed, Msg: "not readable as a feed"}
		}
	}()
	if doc, err = unpack("", doc); err != nil {
		return Feed{}, err
	}
	s, ok := Decode(doc.Body, doc.ContentType)
	if !ok {
		return Feed{}, &Error{Class: Binary, Msg: "not a feed (binary, or in an unknown encoding)"}
	}
	s = utf8Declared(s)
	if isSitemapIndex(s) {
		return Feed{}, &Error{Class: Malformed, Msg: "a sitemap index, which only leads to sitemaps: list it as a source, and they are read"}
	}
	if isSitemap(s) {
		return parseSitemap(s)
	}
	g, err := gofeed.NewParser().Parse(strings.NewReader(s))
	if err != nil {
		return Feed{}, noFeed(s, doc.URL, err)
	}
	return convert(g, doc.URL), nil
}

// noFeed names what was found in place of a feed; a page often tells where its feeds are.
func noFeed(s, found string, err error) *Error {
	e := &Error{Class: Malformed, Msg: "not an RSS, Atom or JSON feed", Err: err}
	if markup([]byte(s[:min(len(s), 4<<10)])) != ".html" || !strings.HasPrefix(s, "<") {
		return e
	}
	root, perr := html.Parse(strings.NewReader(s))
	if perr != nil {
		return e
	}
	e.Msg, e.Err = "a web page, not a feed", nil
	each(root, func(n *html.Node) {
		kind := strings.ToLower(attr(n, "type"))
		if n.DataAtom == atom.Link && strings.EqualFold(attr(n, "rel"), "alternate") && (strings.HasSuffix(kind, "rss+xml") || strings.HasSuffix(kind, "atom+xml") || strings.HasSuffix(kind, "feed+json")) {
			if to := resolve(found, attr(n, "href")); to != "" && !strings.Contains(e.Msg, to) && len(e.Msg) < 400 {
				e.Msg += "; it names " + to
			}
		}
	})
	return e
}

// utf8Declared drops the encoding from an XML declaration: the text is UTF-8 now.
func utf8Declared(s string) string {
	t := strings.TrimLeft(s, " \t\r\n")
	if !strings.HasPrefix(t, "<?xml") {
		return t
	}
	if end := strings.Index(t, "?>"); end >= 0 {
		return strings.TrimLeft(t[end+2:], " \t\r\n")
	}
	return t
}

func convert(g *gofeed.Feed, base string) Feed {
	f := Feed{Title: oneLineOf(g.Title), Lang: langOf(g.Language)}
	base = first(base, g.FeedLink, g.Link)
	var names []string
	for _, it := range g.Items {
		if it != nil {
			f.Items = append(f.Items, item(it, &f, base))
			names = append(names, nameOf(it.GUID, f.Items[len(names)].Article.URL))
		}
	}
	f.Items = apart(f.Items, names, siteOf(base))
	return f
}

// apart gives items that share an address ids of their own where they have names
// within it; where they have none they are versions of one article, and the first,
// the newest, stands.
func apart(items []Item, names []string, site string) []Item {
	uses := map[string]int{}
	for i := range items {
		uses[items[i].Article.ID]++
	}
	kept := items[:0]
	taken := map[string]bool{}
	for i, it := range items {
		if id := it.Article.ID; names[i] != "" && it.Article.URL != "" {
			it.Other = "g" + hash(site+"\n"+names[i])
			if it.Shared = uses[id] > 1; it.Shared {
				it.Article.ID, it.Other = it.Other, id
			}
		}
		if !taken[it.Article.ID] {
			taken[it.Article.ID] = true
			kept = append(kept, it)
		}
	}
	return kept
}

// nameOf tells an item from others at its address: by a GUID that is not the
// address, else by the address's fragment.
func nameOf(guid, link string) string {
	if guid != "" && Canonical(guid) != Canonical(link) {
		return guid
	}
	_, fragment, _ := strings.Cut(link, "#")
	return fragment
}

func item(it *gofeed.Item, f *Feed, base string) Item {
	a := incident.Article{
		URL: resolve(base, first(it.Link, linkLike(it.GUID))), Outlet: f.Title, Title: oneLineOf(textOf(it.Title)), Lang: f.Lang,
		Text: itemText(it), PublishedBasis: incident.PublishedNone,
	}
	when := it.PublishedParsed
	if when == nil {
		when = it.UpdatedParsed
	}
	if when != nil && when.Year() > 1970 {
		a.Published, a.PublishedBasis = when.Format(time.RFC3339), incident.PublishedGiven
	}
	switch {
	case a.URL != "":
		a.ID = IDOfURL(a.URL)
	case it.GUID != "":
		a.ID = "g" + hash(siteOf(base)+"\n"+it.GUID)
	default:
		a.ID = IDOfText(a.Title + "\n" + a.Text)
	}
	out := Item{Article: a}
	if it.UpdatedParsed != nil {
		out.Updated = it.UpdatedParsed.UTC().Format(time.RFC3339)
	}
	return out
}

// itemText takes the longer of content and description, the title where there is neither.
func itemText(it *gofeed.Item) string {
	content, description := textOf(it.Content), textOf(it.Description)
	if len(description) > len(content) {
		content = description
	}
	return first(content, oneLineOf(textOf(it.Title)))
}

func linkLike(guid string) string {
	if IsAddress(guid) {
		return guid
	}
	return ""
}

func inZone(published string, zone *time.Location) string {
	if zone == nil {
		return published
	}
	t, err := time.Parse(time.RFC3339, published)
	if err != nil {
		return published
	}
	return t.In(zone).Format(time.RFC3339)
}
