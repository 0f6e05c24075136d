package source

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"incidentbot/index/incident"
)

// A list gives items that each have an id of their own, an http address or none,
// and a time that can be read or none; the same list gives the same items.
func FuzzFeed(f *testing.F) {
	for _, s := range []string{
		`<rss version="2.0"><channel><title>A</title><item><guid isPermaLink="false">1</guid><link>https://a.example/live</link></item><item><guid>2</guid><link>https://a.example/live#x</link></item></channel></rss>`,
		`<rss><channel><item><title>t</title><pubDate>Tue, 02 Jan 2024 01:02:03 +0200</pubDate><description>&lt;p&gt;x&lt;/p&gt;</description></item></channel></rss>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:a</id><link href="/x"/><updated>2024-01-02T03:04:05Z</updated><content type="html">&lt;b&gt;x</content></entry></feed>`,
		`{"version":"https://jsonfeed.org/version/1.1","title":"A","items":[{"id":"1","url":"https://a.example/1","content_text":"x","date_published":"2024-01-02T03:04:05+02:00"},{"id":1}]}`,
		`<urlset xmlns:news="x"><url><loc>http://a.example/1</loc><news:news><news:publication_date>2024-01-02</news:publication_date><news:title>x</news:title></news:news></url></urlset>`,
		`<rdf:RDF xmlns="http://purl.org/rss/1.0/"><item><link>javascript:alert(1)</link></item></rdf:RDF>`,
		`<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title><item><title>&b;</title></item></channel></rss>`,
	} {
		f.Add([]byte(s), "application/xml")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		doc := Document{Body: body, ContentType: contentType, URL: "https://a.example/feed"}
		list, err := ParseFeed(doc)
		again, errAgain := ParseFeed(doc)
		if diff := cmp.Diff(list, again); diff != "" || (err == nil) != (errAgain == nil) {
			t.Fatalf("not the same twice: %s", diff)
		}
		if err != nil && (ClassOf(err) == 0 || len(list.Items) > 0) {
			t.Errorf("%d items beside %v", len(list.Items), err)
		}
		seen := map[string]bool{}
		for _, it := range list.Items {
			a := it.Article
			checkListed(t, it)
			if seen[a.ID] && !isSitemap(string(body)) {
				t.Errorf("the id %s twice", a.ID)
			}
			seen[a.ID] = true
		}
	})
}

func checkListed(t *testing.T, it Item) {
	t.Helper()
	a := it.Article
	switch {
	case a.ID == "" || a.URL != "" && !IsAddress(a.URL):
		t.Errorf("id %q, address %q", a.ID, a.URL)
	case !utf8.ValidString(a.Text) || !utf8.ValidString(a.Title):
		t.Errorf("not UTF-8: %q %q", a.Title, a.Text)
	case a.Published == "" != (a.PublishedBasis == incident.PublishedNone):
		t.Errorf("published %q, basis %q", a.Published, a.PublishedBasis)
	case it.Shared && it.Other == "" || it.Other == a.ID:
		t.Errorf("shared %v, ids %q and %q", it.Shared, a.ID, it.Other)
	}
}

// A channel's page gives posts of t.me with a text, whatever the page says.
func FuzzChannel(f *testing.F) {
	f.Add([]byte(channel))
	f.Add([]byte(`<div data-post="x/1"><div class="js-message_text">A<br>B</div><time datetime="2024-01-02T03:04:05+00:00"></time></div>`))
	f.Add([]byte(`<div data-post="//evil.example/1"><div data-post="a"><div class="js-message_text">x`))
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := ParseChannel(Document{Body: body, URL: "https://t.me/s/sample"})
		if (err == nil) != (len(list.Items) > 0) {
			t.Errorf("%d posts, %v", len(list.Items), err)
		}
		for _, it := range list.Items {
			if checkListed(t, it); !strings.HasPrefix(it.Article.URL, "https://t.me/") || strings.TrimSpace(it.Article.Text) == "" {
				t.Errorf("%q %q", it.Article.URL, it.Article.Text)
			}
		}
	})
}

// A page gives a sound article under an address of its own site, or a failure with a class.
func FuzzPage(f *testing.F) {
	f.Add([]byte(page(linkedData, "")))
	f.Add([]byte(`<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"datePublished":"2024-01-02T03:04:05+0200","articleBody":"` + strings.Repeat("Sample. ", 60) + `"}]}</script><p>x`))
	f.Add([]byte(`<script type="application/ld+json">[[[[[[[[{"@type":1}]]]]]]]]</script><link rel="canonical" href="https://other.example/"><article><p>Sample of a page with words enough to be one.</article>`))
	f.Add([]byte(`<meta property="article:published_time" content="0000-00-00T99:99:99"><time datetime="2024-01-02">x</time>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		a, err := ParsePage(Document{Body: body, ContentType: "text/html", URL: "https://a.example/news/1"})
		if err != nil {
			if ClassOf(err) == 0 {
				t.Errorf("failure without a class: %v", err)
			}
			return
		}
		if sound(t, a); siteOf(a.URL) != "a.example" {
			t.Errorf("address %q", a.URL)
		}
	})
}

// Whatever comes as a file, an archive or a compressed one gives sound articles or
// failures with a class, under names that lead nowhere.
func FuzzPacked(f *testing.F) {
	f.Add([]byte(mixedLines))
	f.Add([]byte("PK\x03\x04"))
	for _, b := range [][]byte{tarred(f), zipFile(f)} {
		f.Add(b)
		f.Add(zipped(b))
		f.Add(b[:len(b)/2])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := &Reader{}
		check := func(a incident.Article, err error) bool {
			switch {
			case err == nil:
				if sound(t, a); strings.Contains(a.ID, "/../") || strings.HasPrefix(a.ID, "../") {
					t.Errorf("id %q", a.ID)
				}
			case ClassOf(err) == 0:
				t.Errorf("failure without a class: %v", err)
			}
			return true
		}
		if isZip(b) {
			r.zip("fuzz", "fuzz", bytes.NewReader(b), int64(len(b)), check)
			return
		}
		r.stream("fuzz", "fuzz", bytes.NewReader(b), check)
	})
}
