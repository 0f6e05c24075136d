package source

import (
	"encoding/xml"
	"strings"
	"time"

	"incidentbot/index/incident"
)

// sitemapURL is an entry of a news sitemap, with the namespaces as published.
type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Publication struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
		Date  string `xml:"publication_date"`
		Title string `xml:"title"`
	} `xml:"news"`
}

func isSitemap(s string) bool {
	head := strings.ToLower(s[:min(len(s), 2048)])
	return strings.Contains(head, "<urlset")
}

// parseSitemap reads a news sitemap: addresses, titles and times, no text.
// Entries that are no news (without a title or date of publication) are left out.
func parseSitemap(s string) (Feed, error) {
	var set struct {
		URLs []sitemapURL `xml:"url"`
	}
	dec := xml.NewDecoder(strings.NewReader(s))
	dec.Entity = nil
	if err := dec.Decode(&set); err != nil {
		return Feed{}, &Error{Class: Malformed, Msg: "not readable as a sitemap", Err: err}
	}
	var f Feed
	for _, u := range set.URLs {
		loc := strings.TrimSpace(u.Loc)
		if !IsAddress(loc) || u.News.Title == "" && u.News.Date == "" {
			continue
		}
		f.Title = first(f.Title, oneLineOf(u.News.Publication.Name))
		f.Items = append(f.Items, sitemapItem(u, loc))
	}
	return f, nil
}

func sitemapItem(u sitemapURL, loc string) Item {
	a := incident.Article{
		ID: IDOfURL(loc), URL: loc, Outlet: oneLineOf(u.News.Publication.Name), Title: oneLineOf(u.News.Title),
		Lang: langOf(u.News.Publication.Language), PublishedBasis: incident.PublishedNone,
	}
	if a.Published = pageTime(u.News.Date); a.Published != "" {
		a.PublishedBasis = incident.PublishedGiven
	}
	it := Item{Article: a}
	if t, err := time.Parse(time.RFC3339, pageTime(u.LastMod)); err == nil {
		it.Updated = t.UTC().Format(time.RFC3339)
	}
	return it
}
