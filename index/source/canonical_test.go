package source

import "testing"

func TestCanonical(t *testing.T) {
	for want, spellings := range map[string][]string{
		"https://news.example/a/b": {
			"http://news.example/a/b", "https://www.news.example/a/b/", "https://NEWS.example:443/a/b", "http://news.example:80/a//b",
			"https://m.news.example/a/b", "https://amp.news.example/a/b", "https://news.example/a/b/amp/", "https://news.example/amp/a/b", "https://news.example/a/b.amp",
			"https://news.example/a/b?utm_source=x&utm_medium=y", "https://news.example/a/b?fbclid=1#comments", "https://user:pw@news.example/a/b",
			"https://news.example/a/./c/../b", " https://news.example/a/b ", "https://news.example./a/b", "https://news.example/a/b?amp=1", "https://news.example/a/b/index.html",
			"https://news.example/a/b?", "HTTPS://news.example/a/b?gclid=2&ysclid=3",
		},
		"https://news.example/a?id=7&p=2":    {"https://news.example/a?p=2&id=7", "https://news.example/a/?id=7&p=2&utm_campaign=z"},
		"https://news.example":               {"https://news.example/", "http://www.news.example", "https://news.example/index.php"},
		"https://news.example:8080/a":        {"http://news.example:8080/a"},
		"https://t.me/channel/123":           {"https://t.me/s/channel/123", "https://telegram.me/channel/123?single", "http://t.me/channel/123?embed=1"},
		"https://xn--80ak6aa92e.example/%D1": {"https://xn--80ak6aa92e.example/%D1"},
		"https://m.example/a":                {"https://m.example/a", "https://www.m.example/a"},
		"https://[2001:db8::1]/a":            {"https://[2001:DB8:0:0::1]/a"},
		"mailto:a@news.example":              {"mailto:a@news.example"},
		"":                                   {"", "  "},
	} {
		for _, s := range spellings {
			if got := Canonical(s); got != want {
				t.Errorf("Canonical(%q) = %q, want %q", s, got, want)
			}
		}
	}
}

func TestCanonicalKeepsPagesApart(t *testing.T) {
	seen := map[string]string{}
	for _, s := range []string{
		"https://news.example/a", "https://news.example/A", "https://news.example/a?id=1", "https://news.example/a?id=2", "https://uk.news.example/a",
		"https://news.example/a.html", "https://news.example/a/b", "https://t.me/channel/1", "https://t.me/channel/2",
		"https://news.example:8443/a", "https://news.example/ampere", "https://news.example/camp",
	} {
		c := Canonical(s)
		if other, ok := seen[c]; ok {
			t.Errorf("%q and %q are both %q", s, other, c)
		}
		seen[c] = s
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"https://www.m.news.example/a/amp/?utm_x=1&b=%2f#x", "http://t.me/s/s/a", "http://[::1%25a]:80/", "https://a..example/%2e%2e/amp", "http://xn--a/;x?;y", "http://ß.example/?a=%zz"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Canonical(s)
		if twice := Canonical(once); twice != once {
			t.Errorf("%q: %q, then %q", s, once, twice)
		}
	})
}
