package source

import (
	"encoding/xml"
	"slices"
	"strings"
	"time"
)

// sitemapRef is an entry of a sitemap index.
type sitemapRef struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
}

func isSitemapIndex(s string) bool {
	head := strings.ToLower(s[:min(len(s), 2048)])
	return strings.Contains(head, "<sitemapindex")
}

// ParseSitemapIndex reads a sitemap index: the addresses of the sitemaps that it
// leads to, those that changed last first and those that do not say when behind
// them; both in the index's order. It reports false for any other document. The
// error is an *Error without a source.
func ParseSitemapIndex(doc Document) (addresses []string, is bool, err error) {
	if doc, err = unpack("", doc); err != nil {
		return nil, false, err
	}
	s, ok := Decode(doc.Body, doc.ContentType)
	if !ok || !isSitemapIndex(s) {
		return nil, false, nil
	}
	var index struct {
		Sitemaps []sitemapRef `xml:"sitemap"`
	}
	dec := xml.NewDecoder(strings.NewReader(utf8Declared(s)))
	dec.Entity = nil
	if err := dec.Decode(&index); err != nil {
		return nil, true, &Error{Class: Malformed, Msg: "not readable as a sitemap index", Err: err}
	}
	refs := slices.DeleteFunc(index.Sitemaps, func(r sitemapRef) bool { return !IsAddress(strings.TrimSpace(r.Loc)) })
	slices.SortStableFunc(refs, func(a, b sitemapRef) int { return strings.Compare(instant(b.LastMod), instant(a.LastMod)) })
	for _, r := range refs {
		addresses = append(addresses, strings.TrimSpace(r.Loc))
	}
	return addresses, true, nil
}

// instant writes a time so that later ones compare greater; "" for none.
func instant(s string) string { return inZone(pageTime(s), time.UTC) }
