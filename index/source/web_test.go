package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentbot/index/incident"
)

const paragraphs = `<p>Зразок: уночі в місті Прикладному пролунали вибухи, повідомив голова громади на зустрічі з мешканцями.</p>
<p>За його словами, пошкоджено дах школи та вікна в двох будинках, одна людина звернулася по допомогу до лікарні.</p>
<ul><li>Школа закрита до понеділка.</li><li>Воду підвозять.</li></ul>
<p>Комунальні служби працюють на місці, рух центральною вулицею обмежено до вечора, повідомили в управлінні.</p>`

const bodyText = `Зразок: уночі в місті Прикладному пролунали вибухи, повідомив голова громади на зустрічі з мешканцями.

За його словами, пошкоджено дах школи та вікна в двох будинках, одна людина звернулася по допомогу до лікарні.

Школа закрита до понеділка.
Воду підвозять.

Комунальні`

func page(head, rest string) string {
	return `<!DOCTYPE html><html lang="uk"><head><title>Заголовок | Сайт</title>` + head + `</head><body>
<header><nav><ul><li><a href="/">Головна</a></li><li><a href="/n">Новини</a></li></ul></nav></header>
<main><article><h1>Заголовок</h1>` + paragraphs + `</article></main>` + rest + `<footer><p>© Сайт</p></footer></body></html>`
}

const linkedData = `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"W"},
{"@type":"NewsArticle","headline":"Заголовок &amp; деталі","datePublished":"2024-01-02T07:15:00+02:00","dateModified":"2024-01-03T07:15:00+02:00",
"publisher":{"@type":"Organization","name":"Видання"},"mainEntityOfPage":{"@id":"https://news.example/2024/01/a"}}]}</script>`

func TestPageMetadata(t *testing.T) {
	for _, c := range []struct {
		name, head, found                       string
		title, published, basis, outlet, adress string
	}{
		{"linked data", linkedData, "https://news.example/amp/2024/01/a", "Заголовок & деталі", "2024-01-02T07:15:00+02:00", "given", "Видання", "https://news.example/2024/01/a"},
		{
			"linked data and meta", linkedData + `<meta property="og:site_name" content="Сайт"><meta property="article:published_time" content="2023-01-01">`, "",
			"Заголовок & деталі", "2024-01-02T07:15:00+02:00", "given", "Сайт", "https://news.example/2024/01/a",
		},
		{
			"meta", `<meta name="date" content="2024-01-02"><meta property="article:published_time" content="2024-01-02T05:15:00Z"><meta property="og:title" content=" З  мети ">
<link rel="canonical" href="/b?x=1">`, "https://news.example/b?x=1&utm_source=q",
			"З мети", "2024-01-02T05:15:00Z", "given", "news.example", "https://news.example/b?x=1",
		},
		{"another's address", `<link rel="canonical" href="https://agency.example/x">`, "https://news.example/c", "Заголовок | Сайт", "", "none", "news.example", "https://news.example/c"},
		{"a mobile page", `<link rel="canonical" href="https://www.news.example/c">`, "https://m.news.example/c", "Заголовок | Сайт", "", "none", "news.example", "https://www.news.example/c"},
		{"odd zones", `<meta property="article:published_time" content="2024-01-02T05:15:00+0200">`, "", "Заголовок | Сайт", "2024-01-02T05:15:00+02:00", "given", "", ""},
		{"no zone", `<meta property="article:published_time" content="2024-01-02T05:15:00">`, "", "Заголовок | Сайт", "2024-01-02", "given", "", ""},
		{"broken linked data", `<script type="application/ld+json">{"@type":"NewsArticle",</script>`, "", "Заголовок | Сайт", "", "none", "", ""},
	} {
		a, err := ParsePage(Document{Body: []byte(page(c.head, "")), ContentType: "text/html", URL: c.found})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := []string{a.Title, a.Published, a.PublishedBasis, a.Outlet, a.URL, string(a.Lang)}
		if diff := cmp.Diff([]string{c.title, c.published, c.basis, c.outlet, c.adress, "uk"}, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if !strings.Contains(a.Text, bodyText) || strings.Contains(a.Text, "Головна") || strings.Contains(a.Text, "©") {
			t.Errorf("%s: text %q", c.name, a.Text)
		}
	}
}

func TestPageTimeElement(t *testing.T) {
	a, err := ParsePage(Document{Body: []byte(page("", `<p>Опубліковано <time datetime="2024-01-02T09:00:00+02:00">9:00</time></p>`))})
	if err != nil || a.Published != "2024-01-02T09:00:00+02:00" {
		t.Errorf("%q %v", a.Published, err)
	}
}

func TestPageDrawnByScript(t *testing.T) {
	whole := strings.Repeat("Зразок повного тексту, який є лише в описі сторінки. ", 12)
	head := `<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"` + whole + `"}</script>`
	body := `<html><head>` + head + `</head><body><article><p>Зразок короткого початку статті, далі лише для передплатників нашого видання.</p></article></body></html>`
	a, err := ParsePage(Document{Body: []byte(body)})
	if err != nil || a.Text != strings.TrimSpace(whole) {
		t.Errorf("%q %v", a.Text, err)
	}
}

func TestPlainTextOfMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"plain\nlines stay":                   "plain\nlines stay",
		"<p>a</p><p>b</p>":                    "a\n\nb",
		"a<br>b<br/><br>c":                    "a\nb\n\nc",
		"<b>5</b> people, <i>two</i>\n x":     "5 people, two x",
		"<ul><li>a</li><li>b</li></ul>c":      "a\nb\n\nc",
		"a<script>x()</script><style/>b":      "a",
		"&lt;b&gt; &amp; &quot;":              `<b> & "`,
		"<div>a</div><div><p>b</p></div>":     "a\n\nb",
		"<table><tr><td>a</td></tr><tr><td>b": "a\nb",
		"":                                    "",
	} {
		if got := textOf(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

const channel = `<html><head><meta property="og:title" content="Зразок каналу"></head><body>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="sample/11">
 <a class="tgme_widget_message_forwarded_from_name" href="https://t.me/other">Other</a>
 <div class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">Старе</div></div>
 <div class="tgme_widget_message_text js-message_text" dir="auto"><i class="emoji"><b>💥</b></i> Зразок: вибух у місті.<br/><br/>Постраждалих немає.</div>
 <div class="tgme_widget_message_footer"><a class="tgme_widget_message_date" href="https://t.me/sample/11"><time datetime="2024-01-02T03:04:05+00:00" class="time">05:04</time></a></div></div></div>
<div class="tgme_widget_message js-widget_message" data-post="sample/12"><div class="tgme_widget_message_photo_wrap"></div><time datetime="2024-01-02T03:05:05+00:00"></time></div>
<div class="tgme_widget_message service_message js-widget_message" data-post="sample/13"><div class="tgme_widget_message_text js-message_text">pinned</div></div>
<div class="tgme_widget_message js-widget_message" data-post="sample/14"><div class="tgme_widget_message_text js-message_text">Зразок: відбій.</div><time datetime="2024-01-02T04:00:00+00:00"></time></div>
</body></html>`

func TestChannel(t *testing.T) {
	f, err := ParseList(Document{Body: []byte(channel), URL: "https://t.me/s/sample"})
	if err != nil {
		t.Fatal(err)
	}
	want := []incident.Article{
		{ID: IDOfURL("https://t.me/sample/14"), URL: "https://t.me/sample/14", Outlet: "Зразок каналу", Published: "2024-01-02T04:00:00Z", PublishedBasis: "given", Text: "Зразок: відбій."},
		{ID: IDOfURL("https://t.me/sample/11"), URL: "https://t.me/sample/11", Outlet: "Зразок каналу", Published: "2024-01-02T03:04:05Z", PublishedBasis: "given", Text: "💥 Зразок: вибух у місті.\n\nПостраждалих немає."},
	}
	var got []incident.Article
	for _, it := range f.Items {
		it.Article.Published = strings.Replace(it.Article.Published, "+00:00", "Z", 1)
		got = append(got, it.Article)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := ParseList(Document{Body: []byte("<html></html>"), URL: "https://t.me/s/private"}); ClassOf(err) != Empty {
		t.Errorf("no posts: %v", err)
	}
}

func TestNewsSitemap(t *testing.T) {
	f, err := ParseFeed(Document{Body: []byte(`<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/a</loc><lastmod>2024-01-02T06:00:00+02:00</lastmod><news:news><news:publication><news:name>Видання</news:name><news:language>uk</news:language></news:publication><news:publication_date>2024-01-02T05:00:00+02:00</news:publication_date><news:title>Зразок</news:title></news:news></url>
<url><loc>https://news.example/about</loc></url></urlset>`)})
	if err != nil || len(f.Items) != 1 {
		t.Fatal(f, err)
	}
	want := Item{Updated: "2024-01-02T04:00:00Z", Article: incident.Article{
		ID: IDOfURL("https://news.example/a"), URL: "https://news.example/a", Outlet: "Видання", Title: "Зразок", Lang: "uk",
		Published: "2024-01-02T05:00:00+02:00", PublishedBasis: "given",
	}}
	if diff := cmp.Diff(want, f.Items[0]); diff != "" {
		t.Error(diff)
	}
}

func TestFeedKindsAgree(t *testing.T) {
	atom := `<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><title>T</title><link href="https://a.example/1"/><updated>2024-01-02T03:04:05Z</updated><content type="html">&lt;p&gt;Text.&lt;/p&gt;</content></entry></feed>`
	rdf := `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>S</title></channel><item><title>T</title><link>https://a.example/1</link><description>Text.</description><dc:date>2024-01-02T03:04:05Z</dc:date></item></rdf:RDF>`
	json := `{"version":"https://jsonfeed.org/version/1","title":"S","items":[{"id":"1","url":"https://a.example/1","title":"T","content_html":"<p>Text.</p>","date_published":"2024-01-02T03:04:05Z"}]}`
	rss := `<rss><channel><title>S</title><item><title>T</title><guid>https://a.example/1</guid><description><![CDATA[<p>Text.</p>]]></description><pubDate>Tue, 02 Jan 2024 03:04:05 +0000</pubDate></item></channel></rss>`
	want := incident.Article{ID: IDOfURL("https://a.example/1"), URL: "https://a.example/1", Outlet: "S", Title: "T", Published: "2024-01-02T03:04:05Z", PublishedBasis: "given", Text: "Text."}
	for name, s := range map[string]string{"atom": atom, "rdf": rdf, "json": json, "rss": rss} {
		f, err := ParseFeed(Document{Body: []byte(s)})
		if err != nil || len(f.Items) != 1 {
			t.Errorf("%s: %v %v", name, f, err)
			continue
		}
		if diff := cmp.Diff(want, f.Items[0].Article); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestPageInPlaceOfAFeed(t *testing.T) {
	head := `<link rel="alternate" type="application/rss+xml" href="/rss"><link rel="alternate" hreflang="uk" href="/uk">`
	_, err := ParseFeed(Document{Body: []byte(page(head, "")), URL: "https://news.example/"})
	if ClassOf(err) != Malformed || !strings.Contains(err.Error(), "it names https://news.example/rss") || strings.Contains(err.Error(), "/uk") {
		t.Error(err)
	}
}

// A document that defines entities to swell or to read files gives nothing of them.
func TestEntitiesAreNotExpanded(t *testing.T) {
	for _, s := range []string{
		`<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><title>&b;</title><item><title>&b;</title><description>&b;</description></item></channel></rss>`,
		`<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>t</title><item><title>&x;</title><description>&x;</description></item></channel></rss>`,
	} {
		f, err := ParseFeed(Document{Body: []byte(s)})
		for _, it := range f.Items {
			if strings.Contains(it.Article.Text, "aaaa") || strings.Contains(it.Article.Text, "root:") {
				t.Errorf("expanded: %q", it.Article.Text)
			}
		}
		if err == nil && len(f.Items) == 0 {
			t.Error("neither items nor an error")
		}
	}
}
