package poll

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

// shelf answers with fixed documents and notes what it was asked for.
type shelf struct {
	docs  map[string]string
	asked []string
}

func (s *shelf) Get(_ context.Context, req fetch.Request) (fetch.Response, error) {
	s.asked = append(s.asked, req.URL)
	body, ok := s.docs[req.URL]
	if !ok {
		return fetch.Response{}, &fetch.Error{URL: req.URL, Class: fetch.Server, Msg: "answered 500"}
	}
	return fetch.Response{Document: source.Document{URL: req.URL, Body: []byte(body)}}, nil
}

func sitemapIndex(entries ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, e := range entries {
		address, at, _ := strings.Cut(e, " ")
		fmt.Fprintf(&b, "<sitemap><loc>%s</loc><lastmod>%s</lastmod></sitemap>", address, at)
	}
	return b.String() + "</sitemapindex>"
}

func newsSitemap(name string) string {
	return `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://n.example/` + name +
		`</loc><news:news><news:publication><news:name>N</news:name></news:publication><news:publication_date>2024-01-02T05:00:00Z</news:publication_date><news:title>` + name + `</news:title></news:news></url></urlset>`
}

func packed(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

// asListed reads a sitemap's list as a round does.
func asListed(t *testing.T, get Getter, address string) ([]string, *round, error) {
	t.Helper()
	r := &round{feed: Feed{URL: address, Kind: Sitemap}, get: get, now: time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)}
	items, err := r.list(t.Context())
	var names []string
	for _, it := range items {
		names = append(names, it.Article.Title)
	}
	return names, r, err
}

func TestSitemapIndex(t *testing.T) {
	const at = "https://n.example/"
	s := &shelf{docs: map[string]string{
		at + "index":     sitemapIndex(at+"old 2023-01-01", at+"new.gz 2024-01-02T00:00:00Z", "https://else.example/x 2024-03-01", at+"broken 2024-01-01", at+"deep"),
		at + "old":       newsSitemap("old"),
		at + "new.gz":    packed(newsSitemap("new")),
		at + "deep":      sitemapIndex(at+"below", at+"deeper", at+"index"),
		at + "below":     newsSitemap("below"),
		at + "deeper":    sitemapIndex(at + "too-deep"),
		at + "too-deep":  newsSitemap("too-deep"),
		at + "none":      sitemapIndex(at + "broken"),
		at + "malformed": "<sitemapindex><sitemap>",
	}}
	names, r, err := asListed(t, s, at+"index")
	if err != nil || !slices.Equal(names, []string{"new", "old", "below"}) {
		t.Errorf("%v, %v", names, err)
	}
	if r.out.Body != 0 {
		t.Error("an index that stays the same would not be followed again")
	}
	if slices.Contains(s.asked, "https://else.example/x") || slices.Contains(s.asked, at+"too-deep") {
		t.Errorf("asked: %v", s.asked)
	}
	for _, name := range []string{"none", "malformed"} {
		if _, _, err := asListed(t, s, at+name); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// However long or circular an index is, a round has an end.
func TestSitemapIndexIsBounded(t *testing.T) {
	const at = "https://n.example/"
	s := &shelf{docs: map[string]string{}}
	var all []string
	for i := range 100 {
		one := fmt.Sprint(at, i)
		all = append(all, one)
		s.docs[one] = newsSitemap(fmt.Sprint(i))
	}
	s.docs[at+"index"] = sitemapIndex(append([]string{at + "index"}, all...)...)
	names, _, err := asListed(t, s, at+"index")
	if err != nil || len(s.asked) != maxSitemaps+1 || len(names) != maxSitemaps-1 {
		t.Errorf("%d asked, %d items, %v", len(s.asked), len(names), err)
	}
}
