package source

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"incidentbot/index/incident"
)

// sound checks what every article that is read promises.
func sound(t *testing.T, a incident.Article) {
	t.Helper()
	switch {
	case a.ID == "":
		t.Error("no id")
	case strings.TrimSpace(a.Text) == "" || len(a.Text) > MaxText || !utf8.ValidString(a.Text):
		t.Errorf("text %.80q", a.Text)
	case a.Published == "" != (a.PublishedBasis == incident.PublishedNone):
		t.Errorf("published %q, basis %q", a.Published, a.PublishedBasis)
	case a.Published != "" && !a.PublishedDay().Known() && !strings.HasPrefix(a.Published, "1970-01-01"):
		t.Errorf("published %q is no day", a.Published)
	}
}

// Every line but blank ones gives an article or a failure with its number, and
// what is given back is the line's text to the byte.
func FuzzLines(f *testing.F) {
	f.Add(mixedLines)
	f.Add("{\"text\":\"\\ud800\"}\n{}\r\n\r\nnull\n")
	f.Fuzz(func(t *testing.T, in string) {
		wanted := 0
		for _, l := range strings.Split(strings.TrimPrefix(in, "\ufeff"), "\n") {
			if strings.TrimFunc(l, func(r rune) bool { return strings.ContainsRune(" \t\r\v\f\u0085\u00a0", r) || r == ' ' }) != "" {
				wanted++
			}
		}
		got, last := 0, 0
		Lines("fuzz", strings.NewReader(in), func(a incident.Article, err error) bool {
			got++
			if err == nil {
				sound(t, a)
				return true
			}
			e, ok := err.(*Error)
			if !ok || e.Line <= last || e.Source != "fuzz" || e.Msg == "" {
				t.Errorf("failure %#v", err)
				return true
			}
			last = e.Line
			return true
		})
		if got > wanted {
			t.Errorf("%d results of %d lines", got, wanted)
		}
	})
}

// The opening and the rest are the whole text; only a real day opens it.
func FuzzHeader(f *testing.F) {
	f.Add(" date 2024-01-02 A sample.")
	f.Add("date 2024-01-02")
	f.Add("\ufeffdate 2024-02-30 x")
	f.Fuzz(func(t *testing.T, s string) {
		day, n := Header(s)
		if n < 0 || n > len(s) || day.Known() != (n > 0) {
			t.Fatalf("%q: %v, %d", s, day, n)
		}
		if n > 0 && !strings.Contains(s[:n], "date "+day.String()) {
			t.Errorf("%q: opening %q has no %v", s, s[:n], day)
		}
		if n > 0 && strings.TrimLeft(s[n:], " \t\r\n") != s[n:] {
			t.Errorf("%q: the text begins with white space", s)
		}
	})
}

// Any document of any kind gives sound articles or named failures.
func FuzzDocument(f *testing.F) {
	for _, s := range []string{
		channel, page(linkedData, ""), `<rss><channel><item><title>a</title></item></channel></rss>`, `{"version":"https://jsonfeed.org/version/1","items":[null,{}]}`,
		`<urlset><url><loc>http://a.example</loc><news><title>x</title></news></url></urlset>`, `[{"text":"a"},1]`, " date 2024-01-02 x",
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="::"/><updated>x</updated></entry></feed>`,
	} {
		f.Add([]byte(s), "", "https://t.me/s/x")
		f.Add([]byte(s), "application/xml; charset=koi8-r", "")
		f.Add([]byte(s), "text/html", "https://a.example/")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType, url string) {
		r := &Reader{}
		n := 0
		r.document("fuzz", "", Document{Body: body, ContentType: contentType, URL: url}, func(a incident.Article, err error) bool {
			n++
			if err == nil {
				sound(t, a)
			} else if ClassOf(err) == 0 {
				t.Errorf("failure without a class: %v", err)
			}
			return true
		})
		if n == 0 && len(strings.TrimSpace(string(body))) > 0 && !strings.HasSuffix(contentType, "jsonl") {
			t.Logf("nothing of %.60q", body)
		}
	})
}

// Decoded text is UTF-8 whatever came in, and UTF-8 comes out as it was.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xff\xfea\x00"), "text/html; charset=utf-16")
	f.Add([]byte("\xef\xbb\xbfx"), "")
	f.Add([]byte("<\x00?\x00x\x00m\x00l\x00"), "")
	f.Add([]byte("<?xml encoding='koi8-u'\xcf\xf0\xe8"), "text/xml; charset=windows-1251")
	f.Add([]byte("\xcf\xf0\xe8\xea\xeb\xe0\xe4"), "text/plain; charset=windows-1251")
	f.Fuzz(func(t *testing.T, b []byte, contentType string) {
		s, ok := Decode(b, contentType)
		if ok && !utf8.ValidString(s) {
			t.Errorf("not UTF-8: %q", s)
		}
		if ok && utf8.Valid(b) && !bytes.Contains(b, []byte{0}) && s != strings.TrimPrefix(string(b), "\ufeff") {
			t.Errorf("%q came out as %q", b, s)
		}
	})
}

// An index gives addresses or an error, never both.
func FuzzSitemapIndex(f *testing.F) {
	f.Add([]byte(`<sitemapindex><sitemap><loc> https://a.example/s </loc><lastmod>2024-01-02</lastmod></sitemap></sitemapindex>`))
	f.Add([]byte(`<sitemapindex><sitemap><loc>ftp://a.example/s</loc></sitemap>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		addresses, is, err := ParseSitemapIndex(Document{Body: b})
		if (!is || err != nil) && len(addresses) > 0 {
			t.Errorf("%v beside %v, %v", addresses, is, err)
		}
		for _, a := range addresses {
			if !IsAddress(a) {
				t.Errorf("%q is no address", a)
			}
		}
	})
}
