package source

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"incidentbot/index/incident"
)

// IsChannel reports whether an address is the public page of a Telegram channel (t.me/s/name).
func IsChannel(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	return (host == "t.me" || host == "telegram.me") && strings.HasPrefix(u.Path, "/s/")
}

// ParseChannel reads the public page of a Telegram channel as a feed, the newest post
// first: each post with text is an item, its time to the second, its address the post's own.
// Pictures without words and service messages are left out. The error is an *Error without a source.
func ParseChannel(doc Document) (Feed, error) {
	s, ok := Decode(doc.Body, doc.ContentType)
	if !ok {
		return Feed{}, &Error{Class: Binary, Msg: "not a page (binary, or in an unknown encoding)"}
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return Feed{}, &Error{Class: Malformed, Msg: "not readable as HTML", Err: err}
	}
	f := Feed{Title: readMeta(root).title}
	each(root, func(n *html.Node) {
		if post := attr(n, "data-post"); post != "" && !hasClass(n, "service_message") {
			if it, ok := channelPost(n, post, f.Title); ok {
				f.Items = append(f.Items, it)
			}
		}
	})
	if len(f.Items) == 0 {
		return f, &Error{Class: Empty, Msg: "no posts on this page; the channel may be private or have no public page"}
	}
	slices.Reverse(f.Items) // the page shows the newest last
	return f, nil
}

func channelPost(n *html.Node, post, title string) (Item, bool) {
	a := incident.Article{URL: "https://t.me/" + strings.Trim(post, "/"), Outlet: title, PublishedBasis: incident.PublishedNone}
	each(n, func(c *html.Node) {
		switch {
		case hasClass(c, "js-message_text") && a.Text == "":
			a.Text = PlainText(c)
		case c.DataAtom == atom.Time && attr(c, "datetime") != "":
			a.Published = first(pageTime(attr(c, "datetime")), a.Published) // the last is the post's own, below what it quotes
		}
	})
	if strings.TrimSpace(a.Text) == "" {
		return Item{}, false
	}
	if a.Published != "" {
		a.PublishedBasis = incident.PublishedGiven
	}
	a.ID = IDOfURL(a.URL)
	return Item{Article: a}, true
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// ParseList reads any document that lists articles: a feed, a news sitemap or a channel's page.
func ParseList(doc Document) (Feed, error) {
	if IsChannel(doc.URL) {
		return ParseChannel(doc)
	}
	return ParseFeed(doc)
}

// InZone writes the times of articles of feeds and pages in a zone, so that an
// article's day is the day its readers had; a day stays a day.
func InZone(a *incident.Article, zone *time.Location) { a.Published = inZone(a.Published, zone) }
