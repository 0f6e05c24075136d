package poll

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// world is a web of scripted outlets in memory, under a fake clock. It watches
// how it is asked.
type world struct {
	start time.Time
	pause time.Duration // that must lie between two requests to a host

	mu     sync.Mutex
	hosts  map[string]*hostLog
	asked  map[string][]time.Time // by address
	faults []string
}

type hostLog struct {
	running bool
	ended   time.Time
}

// The behaviours of outlets, by their number modulo the count.
const (
	withETag = iota
	withLastModified
	cyrillicDeclared // windows-1251, and says so
	plainRSS
	slow
	huge
	brokenXML // every other hour
	throttling
	movedAway
	goneOnDay3
	brokenOnDay2
	changingItems
	duplicates // of the outlet whose number is smaller by this
	summaries  // with pages
	atomFeed
	jsonFeed
	cached2h
	cyrillicLied // windows-1251, and says UTF-8
	dropping     // every third connection
	fallsSilent
	behaviours
)

const (
	window    = 12 // items a list shows
	day       = 24 * time.Hour
	lateAfter = 6 * time.Hour // an item that is older and was not handed on was missed
)

func hostOf(i int) string { return fmt.Sprintf("site%03d.example", i%400) }
func urlOf(i int) string  { return fmt.Sprintf("https://%s/feed/%d", hostOf(i), i) }

// gap is the time between two items of an outlet: from three hours to two days.
func gap(i int) time.Duration { return 3*time.Hour + time.Duration(i*7919%46)*time.Hour }

// born is when an outlet's k-th item appears; the first five were there before.
func (w *world) born(i, k int) time.Time {
	return w.start.Add(time.Duration(k-5)*gap(i) + time.Duration(i%60)*time.Minute)
}

// count is how many items an outlet has had.
func (w *world) count(i int, now time.Time) int {
	if i%behaviours == fallsSilent && now.After(w.start.Add(day)) {
		now = w.start.Add(day)
	}
	n := 0
	for !w.born(i, n).After(now) {
		n++
	}
	return n
}

func (w *world) fault(format string, a ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, a...))
}

// enter notes a request to a host and complains if it comes too early.
func (w *world) enter(r *http.Request) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	h := w.hosts[r.URL.Host]
	if h == nil {
		h = &hostLog{}
		w.hosts[r.URL.Host] = h
	}
	if h.running {
		w.fault("%s: two requests at once", r.URL)
	}
	if since := now.Sub(h.ended); since < w.pause {
		w.fault("%s: asked %v after the last request to its host", r.URL, since)
	}
	h.running = true
	address := r.URL.String()
	w.asked[address] = append(w.asked[address], now)
	return len(w.asked[address])
}

func (w *world) leave(r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	h := w.hosts[r.URL.Host]
	h.running, h.ended = false, time.Now()
}

// RoundTrip answers for every outlet.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	n := w.enter(r)
	defer w.leave(r)
	var i, k int
	switch {
	case scan(r.URL.Path, "/feed/%d", &i), scan(r.URL.Path, "/moved/%d", &i):
		return w.feed(r, i, n)
	case scan(r.URL.Path, "/item/%d/%d", &i, &k):
		return reply(200, pageHTML(i, k), "Content-Type", "text/html; charset=utf-8"), nil
	}
	return reply(404, "", "Content-Type", "text/plain"), nil
}

func scan(path, format string, a ...any) bool {
	n, err := fmt.Sscanf(path, format, a...)
	return err == nil && n == len(a)
}

func reply(status int, body string, header ...string) *http.Response {
	res := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ProtoMajor: 1, ProtoMinor: 1}
	for i := 0; i+1 < len(header); i += 2 {
		res.Header.Set(header[i], header[i+1])
	}
	return res
}

func (w *world) feed(r *http.Request, i, n int) (*http.Response, error) {
	now := time.Now()
	since := now.Sub(w.start)
	last := w.count(i, now)
	version := fmt.Sprintf(`"%d"`, last)
	modified := w.born(i, last-1).UTC().Format(http.TimeFormat)
	rss := func(header ...string) (*http.Response, error) { return reply(200, w.rss(i, now), header...), nil }
	if res := w.shaped(i, now); res != nil {
		return res, nil
	}
	switch i % behaviours {
	case withETag, duplicates, summaries:
		if r.Header.Get("If-None-Match") == version {
			return reply(304, "", "ETag", version), nil
		}
		return rss("ETag", version, "Content-Type", "application/rss+xml")
	case withLastModified:
		if r.Header.Get("If-Modified-Since") == modified {
			return reply(304, ""), nil
		}
		return rss("Last-Modified", modified)
	case slow:
		select {
		case <-time.After(12 * time.Second):
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	case huge:
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(io.LimitReader(xs{}, 1<<40))}, nil
	case brokenXML:
		if since/time.Hour%2 == 1 {
			return reply(200, w.rss(i, now)[:200]), nil
		}
	case throttling:
		if n%5 == 0 {
			return reply(429, "", "Retry-After", "3600"), nil
		}
	case movedAway:
		if strings.HasPrefix(r.URL.Path, "/feed/") {
			return reply(301, "", "Location", fmt.Sprintf("/moved/%d", i)), nil
		}
	case goneOnDay3:
		if since > 3*day {
			return reply(410, ""), nil
		}
	case brokenOnDay2:
		if since > 2*day && since < 2*day+3*time.Hour {
			return reply(500, ""), nil
		}
	case cached2h:
		return rss("Cache-Control", "public, max-age=7200")
	case dropping:
		if n%3 == 0 {
			return nil, io.ErrUnexpectedEOF
		}
	}
	return rss()
}

// shaped answers for the outlets whose list is in another shape; nil for others.
func (w *world) shaped(i int, now time.Time) *http.Response {
	switch i % behaviours {
	case cyrillicDeclared:
		return reply(200, cp1251(`<?xml version="1.0" encoding="windows-1251"?>`+w.rss(i, now)), "Content-Type", "text/xml")
	case cyrillicLied:
		return reply(200, cp1251(w.rss(i, now)), "Content-Type", "text/xml; charset=utf-8")
	case atomFeed:
		return reply(200, w.atom(i, now), "Content-Type", "application/atom+xml")
	case jsonFeed:
		return reply(200, w.json(i, now), "Content-Type", "application/feed+json")
	}
	return nil
}

// xs is an endless body.
type xs struct{}

func (xs) Read(p []byte) (int, error) { return copy(p, strings.Repeat("x", 4096)), nil }

func cp1251(s string) string {
	out, err := charmap.Windows1251.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// original is whose items an outlet shows: its own or those it copies.
func original(i int) int {
	if i%behaviours == duplicates {
		return i - duplicates
	}
	return i
}

// link is an item's address; the outlets that copy others dress theirs up.
func link(i, k int) string {
	if o := original(i); o != i {
		return fmt.Sprintf("http://www.%s/item/%d/%d?utm_source=copy", hostOf(o), o, k)
	}
	return fmt.Sprintf("https://%s/item/%d/%d", hostOf(i), i, k)
}

// words is an item's text; that of changing items gets a second version after six hours.
func (w *world) words(i, k int, now time.Time) string {
	version := 1
	if i%behaviours == changingItems && now.Sub(w.born(i, k)) >= 6*time.Hour {
		version = 2
	}
	return fmt.Sprintf("Зразок %d-%d: про це повідомила служба, версія %d.", original(i), k, version)
}

func (w *world) visible(i int, now time.Time) (ks []int) {
	for k := w.count(i, now) - 1; k >= 0 && len(ks) < window; k-- {
		ks = append(ks, k)
	}
	return ks
}

func (w *world) rss(i int, now time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<rss version=\"2.0\"><channel><title>Outlet %d</title>", i)
	for _, k := range w.visible(i, now) {
		fmt.Fprintf(&b, "<item><title>Item %d-%d</title><link>%s</link><pubDate>%s</pubDate><description>%s</description></item>",
			original(i), k, link(i, k), w.born(i, k).UTC().Format(time.RFC1123Z), w.words(i, k, now))
	}
	return b.String() + "</channel></rss>"
}

func (w *world) atom(i int, now time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Outlet %d</title>", i)
	for _, k := range w.visible(i, now) {
		at := w.born(i, k).UTC().Format(time.RFC3339)
		fmt.Fprintf(&b, "<entry><id>%[1]s</id><title>Item</title><link href=\"%[1]s\"/><published>%[2]s</published><updated>%[2]s</updated><content>%[3]s</content></entry>",
			link(i, k), at, w.words(i, k, now))
	}
	return b.String() + "</feed>"
}

func (w *world) json(i int, now time.Time) string {
	type item struct {
		ID   string `json:"id"`
		URL  string `json:"url"`
		Text string `json:"content_text"`
		Date string `json:"date_published"`
	}
	var items []item
	for _, k := range w.visible(i, now) {
		items = append(items, item{link(i, k), link(i, k), w.words(i, k, now), w.born(i, k).UTC().Format(time.RFC3339)})
	}
	b, _ := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "Outlet", "items": items})
	return string(b)
}

// pageHTML is the page of an item whose list has a summary only.
func pageHTML(i, k int) string {
	p := strings.Repeat(fmt.Sprintf("<p>Повний текст зразка %d-%d. Рятувальники працювали до ранку, мешканцям допомагали волонтери, школу закрили.</p>", i, k), 5)
	return `<html lang="uk"><head><title>x</title><meta property="article:published_time" content="2024-01-02T03:04:05+02:00"></head><body><nav>Меню</nav><article><h1>Зразок</h1>` + p + `</article></body></html>`
}
