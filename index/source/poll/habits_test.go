package poll

import (
	"compress/gzip"
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// outlet is one scripted source on a real socket. Its n-th answer (from 0) lists
// the items that are out by then.
type outlet struct {
	name  string
	kind  Kind
	items int // 0: four
	// link is an item's address; nil: /item/NAME/K of its server.
	link func(base string, k int) string
	// text is an item's text by the n-th answer; nil: as sampleText has it.
	text func(k, n int) string
	// serve answers in place of the plain RSS; it reports whether it did.
	serve func(w http.ResponseWriter, r *http.Request, o *outlet, n int) bool
	// wrap is how the list is sent; nil: as UTF-8 without a word about it.
	wrap func(w http.ResponseWriter, body string)
	// page is an item's page; nil: the text in paragraphs.
	page func(w http.ResponseWriter, o *outlet, k int)
	// versions is how many texts each item has; 0: one.
	versions int
	// copied items are another outlet's, at the same addresses: none of its own.
	copied bool

	base  string
	mu    sync.Mutex
	asked []time.Time
}

func (o *outlet) count() int {
	if o.items == 0 {
		return 4
	}
	return o.items
}

func (o *outlet) linkOf(k int) string {
	if o.link != nil {
		return o.link(o.base, k)
	}
	return fmt.Sprintf("%s/item/%s/%d", o.base, o.name, k)
}

func (o *outlet) textOf(k, n int) string {
	if o.text != nil {
		return o.text(k, n)
	}
	return sampleText(o.name, k)
}

// sampleText is long enough for a charset to be told by its letters, and has
// words of its own, so that no item is another's reprint.
func sampleText(name string, k int) string {
	return fmt.Sprintf("Зразок %s-%d: у місті пошкоджено школу, їдальню, ґанок лікарні та її подвір'я. %s", name, k,
		strings.Repeat(fmt.Sprintf("Слово %s%d про різне %d. ", name, k, k*k), 6))
}

func (o *outlet) rss(n int) string {
	var b strings.Builder
	b.WriteString("<rss version=\"2.0\"><channel><title>Видання</title>")
	for k := min(n+2, o.count()) - 1; k >= 0; k-- {
		text := o.textOf(k, n)
		if o.kind == Pages {
			text = "Стисло…"
		}
		fmt.Fprintf(&b, "<item><guid isPermaLink=\"false\">%s-%d</guid><title>Подія %d</title><link>%s</link><pubDate>Tue, 02 Jan 2024 01:%02d:00 +0200</pubDate><description>%s</description></item>",
			o.name, k, k, html.EscapeString(o.linkOf(k)), k, html.EscapeString(text))
	}
	return b.String() + "</channel></rss>"
}

func (o *outlet) list(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	n := len(o.asked)
	o.asked = append(o.asked, time.Now())
	o.mu.Unlock()
	if o.serve != nil && o.serve(w, r, o, n) {
		return
	}
	if o.wrap != nil {
		o.wrap(w, o.rss(n))
		return
	}
	fmt.Fprint(w, o.rss(n))
}

func (o *outlet) item(w http.ResponseWriter, k int) {
	if o.page != nil {
		o.page(w, o, k)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, o.html(k, ""))
}

func (o *outlet) html(k int, head string) string {
	return `<html lang="uk"><head>` + head + `<title>Подія</title></head><body><nav>Меню</nav><article><p>` + html.EscapeString(o.textOf(k, 0)) + `</p></article></body></html>`
}

// in sends the list in a charset, which the header, the XML declaration, both or neither name.
func in(e encoding.Encoding, header, declared string) func(http.ResponseWriter, string) {
	return func(w http.ResponseWriter, body string) {
		if declared != "" {
			body = `<?xml version="1.0" encoding="` + declared + `"?>` + body
		}
		b, err := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes([]byte(body))
		if err != nil {
			panic(err)
		}
		w.Header().Set("Content-Type", header)
		_, _ = w.Write(b)
	}
}

// pageIn sends pages in a charset.
func pageIn(e encoding.Encoding, header, meta string) func(http.ResponseWriter, *outlet, int) {
	return func(w http.ResponseWriter, o *outlet, k int) {
		b, err := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes([]byte(o.html(k, meta)))
		if err != nil {
			panic(err)
		}
		w.Header().Set("Content-Type", header)
		_, _ = w.Write(b)
	}
}

// odd does something else to every other request, the first among them.
func odd(do func(w http.ResponseWriter, r *http.Request, o *outlet)) func(http.ResponseWriter, *http.Request, *outlet, int) bool {
	return func(w http.ResponseWriter, r *http.Request, o *outlet, n int) bool {
		if n%2 == 1 {
			return false
		}
		do(w, r, o)
		return true
	}
}

// bomb writes a hundred megabytes that take a hundred kilobytes on the way.
func bomb(w io.Writer) {
	z := gzip.NewWriter(w)
	defer z.Close()
	zeros := make([]byte, 1<<20)
	for range 100 {
		if _, err := z.Write(zeros); err != nil {
			return
		}
	}
}

func outlets() []*outlet {
	utf16 := func(o unicode.Endianness, b unicode.BOMPolicy) encoding.Encoding { return unicode.UTF16(o, b) }
	all := []*outlet{
		{name: "plain"},
		{name: "cp1251-header", wrap: in(charmap.Windows1251, "text/xml; charset=windows-1251", "")},
		{name: "cp1251-declared", wrap: in(charmap.Windows1251, "application/rss+xml", "windows-1251")},
		{name: "cp1251-lied", wrap: in(charmap.Windows1251, "text/xml; charset=utf-8", "UTF-8")},
		{name: "cp1251-latin", wrap: in(charmap.Windows1251, "text/xml; charset=iso-8859-1", "")},
		{name: "koi8u-header", wrap: in(charmap.KOI8U, "text/xml; charset=koi8-u", "")},
		{name: "koi8u-declared", wrap: in(charmap.KOI8U, "application/rss+xml", "koi8-u")},
		{name: "koi8u-quarrel", wrap: in(charmap.KOI8U, "text/xml; charset=windows-1251", "koi8-u")},
		{name: "cp1251-quarrel", wrap: in(charmap.Windows1251, "text/xml; charset=koi8-u", "windows-1251")},
		{name: "utf16-marked", wrap: in(utf16(unicode.LittleEndian, unicode.UseBOM), "text/xml", "utf-16")},
		{name: "utf16-header", wrap: in(utf16(unicode.LittleEndian, unicode.IgnoreBOM), "text/xml; charset=utf-16le", "")},
		{name: "utf16-bare", wrap: in(utf16(unicode.BigEndian, unicode.IgnoreBOM), "application/rss+xml", "utf-16")},
		{name: "utf8-lied", wrap: in(encoding.Nop, "text/xml; charset=windows-1251", "windows-1251")},
		{name: "page1251-meta", kind: Pages, page: pageIn(charmap.Windows1251, "text/html", `<meta charset="windows-1251">`)},
		{name: "page1251-quarrel", kind: Pages, page: pageIn(charmap.Windows1251, "text/html; charset=utf-8", `<meta charset="windows-1251">`)},
		{name: "pagekoi8u", kind: Pages, page: pageIn(charmap.KOI8U, "text/html", `<meta http-equiv="Content-Type" content="text/html; charset=koi8-u">`)},
		{name: "pageutf16", kind: Pages, page: pageIn(utf16(unicode.LittleEndian, unicode.IgnoreBOM), "text/html; charset=utf-16le", "")},
		{name: "page-home", kind: Pages, page: pageIn(encoding.Nop, "text/html", `<link rel="canonical" href="/">`)},
		{name: "broken", serve: odd(func(w http.ResponseWriter, _ *http.Request, o *outlet) { fmt.Fprint(w, o.rss(9)[:300]) })},
		{name: "bomb", serve: odd(func(w http.ResponseWriter, _ *http.Request, _ *outlet) {
			w.Header().Set("Content-Encoding", "gzip")
			bomb(w)
		})},
		{name: "bomb-document", serve: odd(func(w http.ResponseWriter, _ *http.Request, _ *outlet) {
			w.Header().Set("Content-Type", "application/gzip")
			bomb(w)
		})},
		{name: "zipped", wrap: func(w http.ResponseWriter, body string) {
			w.Header().Set("Content-Type", "application/gzip")
			z := gzip.NewWriter(w)
			_, _ = io.WriteString(z, body)
			_ = z.Close()
		}},
		{name: "drips", serve: odd(func(w http.ResponseWriter, r *http.Request, o *outlet) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, " ")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		})},
		{name: "endless", serve: odd(func(w http.ResponseWriter, _ *http.Request, _ *outlet) { _, _ = io.Copy(w, xs{}) })},
		{name: "failing", serve: odd(func(w http.ResponseWriter, _ *http.Request, _ *outlet) { w.WriteHeader(http.StatusInternalServerError) })},
		{name: "dropping", serve: odd(func(http.ResponseWriter, *http.Request, *outlet) { panic(http.ErrAbortHandler) })},
		{name: "cut-off", serve: odd(func(w http.ResponseWriter, _ *http.Request, o *outlet) {
			w.Header().Set("Content-Length", "100000")
			fmt.Fprint(w, o.rss(9))
			panic(http.ErrAbortHandler)
		})},
		{name: "throttling", serve: func(w http.ResponseWriter, _ *http.Request, _ *outlet, n int) bool {
			if n%3 != 0 {
				return false
			}
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return true
		}},
		{name: "etag", serve: func(w http.ResponseWriter, r *http.Request, o *outlet, n int) bool {
			tag := fmt.Sprintf(`"%d"`, min(n/2, 4))
			if w.Header().Set("ETag", tag); r.Header.Get("If-None-Match") == tag {
				w.WriteHeader(http.StatusNotModified)
				return true
			}
			fmt.Fprint(w, o.rss(n/2))
			return true
		}},
		{name: "changing", versions: 2, text: func(k, n int) string {
			if n < 6 {
				return sampleText("changing", k)
			}
			return sampleText("changing", k) + " Уточнено: постраждали ще двоє."
		}},
		{name: "one-link", link: func(base string, _ int) string { return base + "/live" }},
		{name: "anchors", link: func(base string, k int) string { return fmt.Sprintf("%s/chronicle#post-%d", base, k) }},
		{
			name: "copies", copied: true, link: func(base string, k int) string {
				return fmt.Sprintf("%s/item/plain/%d/?utm_source=copies&fbclid=%d", base, k, k)
			},
			text: func(k, _ int) string { return sampleText("plain", k) },
		},
		{name: "reprints", text: func(k, _ int) string { return sampleText("plain", k) }},
	}
	return all
}
