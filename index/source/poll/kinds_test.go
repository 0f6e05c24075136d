package poll

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"incidentbot/index/incident"
	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

// step asks a feed once and plans, as the poller does.
func step(t *testing.T, f Feed, s State, get Getter, now time.Time) (State, []incident.Article, []Notice) {
	t.Helper()
	var got []incident.Article
	r := round{feed: f, state: s, get: get, now: now, add: func(_ context.Context, as []incident.Article) error {
		got = append(got, as...)
		return nil
	}}
	out, err := r.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	next, notices := Plan(f, s, out, DefaultPace(), now, 0.5)
	return next, got, notices
}

func ids(as []incident.Article) (out []string) {
	for _, a := range as {
		out = append(out, a.ID)
	}
	return out
}

func TestFolderIsWatched(t *testing.T) {
	dir := t.TempDir()
	now := time.Now().Add(time.Hour)
	put := func(name, content string, age time.Duration) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	f := Feed{Name: "Desk", URL: dir, Kind: Folder, Lang: incident.Ukrainian}
	put("a.txt", " date 2024-01-02 Sample.", time.Minute)
	put("sub/b.jsonl", "{\"id\":\"b1\",\"text\":\"One.\"}\n{\"id\":\"b2\"}\n{\"id\":\"b3\",\"text\":\"Three.\"}", time.Minute)
	put("warm.txt", "Still being writ", time.Second)
	put("notes.md", "Not read.", time.Minute)

	s, got, notices := step(t, f, State{}, nil, now)
	if diff := cmp.Diff([]string{"a", "b1", "b3"}, ids(got)); diff != "" {
		t.Error(diff)
	}
	if len(notices) != 1 || notices[0].Kind != Faulty || !strings.Contains(notices[0].Text, "b.jsonl, line 2") {
		t.Errorf("notices %v", notices)
	}
	if got[0].Outlet != "Desk" || got[0].Lang != "uk" || got[0].Published != "2024-01-02" || got[0].Fetched == "" {
		t.Errorf("%+v", got[0])
	}
	if s, got, notices = step(t, f, s, nil, now); len(got) > 0 || len(notices) > 0 || s.Interval != folderEvery {
		t.Errorf("nothing changed, but %v %v every %v", ids(got), notices, s.Interval)
	}
	put("warm.txt", "Still being written, now done.", time.Minute)
	put("a.txt", "Sample, corrected.", 30*time.Second)
	if s, got, _ = step(t, f, s, nil, now); cmp.Diff([]string{"a", "warm"}, ids(got)) != "" {
		t.Errorf("changed: %v", ids(got))
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "dangling.txt")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{1, 0, 0} { // a link that leads nowhere is told of once
		if s, got, notices = step(t, f, s, nil, now); len(got) > 0 || len(notices) != want {
			t.Errorf("a dangling link: %v %v", ids(got), notices)
		}
	}
	if s, _, _ = step(t, Feed{URL: filepath.Join(dir, "none"), Kind: Folder}, s, nil, now); s.Failures != 1 || !strings.Contains(s.Error, "no such folder") {
		t.Errorf("no folder: %+v", s)
	}
}

// site is an outlet on a local server: a list of summaries and their pages.
func site(t *testing.T, page http.HandlerFunc) (string, *fetch.Client) {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/rss", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `<rss><channel><title>Sample</title><item><title>T</title><link>http://%s/page?utm_source=rss</link><pubDate>Tue, 02 Jan 2024 01:00:00 GMT</pubDate><description>Summary only…</description></item></channel></rss>`, r.Host)
	})
	mux.HandleFunc("/page", page)
	srv := httptest.NewServer(mux)
	c := fetch.New(fetch.Config{AllowHosts: []string{srv.Listener.Addr().String()}, HostPause: -1})
	t.Cleanup(func() { c.Close(); srv.Close() })
	return srv.URL, c
}

func TestSummariesLeadToPages(t *testing.T) {
	base, c := site(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, pageHTML(1, 2)) })
	for _, kind := range []Kind{Auto, Pages, List} {
		_, got, _ := step(t, Feed{URL: base + "/rss", Kind: kind}, State{}, c, t0)
		if len(got) != 1 {
			t.Fatalf("%s: %v", kind, got)
		}
		whole := strings.Contains(got[0].Text, "Повний текст зразка 1-2.") && got[0].Published == "2024-01-02T03:04:05+02:00"
		if whole != (kind != List) {
			t.Errorf("%s: %+v", kind, got[0])
		}
		if got[0].ID != source.IDOfURL(base+"/page") {
			t.Errorf("%s: id of %s", kind, got[0].URL)
		}
	}
}

// A page that fails for a while is tried again, a page that is not to be had
// leaves the summary.
func TestPagesThatFail(t *testing.T) {
	fails := 0
	base, c := site(t, func(w http.ResponseWriter, _ *http.Request) {
		if fails--; fails >= 0 {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		fmt.Fprint(w, pageHTML(1, 2))
	})
	for _, n := range []struct {
		fails, rounds int
		whole         bool
	}{{0, 1, true}, {2, 3, true}, {9, 3, false}} {
		fails = n.fails
		s, f := State{}, Feed{URL: base + "/rss", Kind: Pages}
		for round := 1; round <= n.rounds; round++ {
			var got []incident.Article
			s, got, _ = step(t, f, s, c, t0)
			if want := round == n.rounds; want != (len(got) == 1) {
				t.Fatalf("%d failures, round %d: %v", n.fails, round, ids(got))
			}
			if len(got) == 1 && strings.Contains(got[0].Text, "Повний") != n.whole {
				t.Errorf("%d failures: %q", n.fails, got[0].Text)
			}
		}
		if _, got, _ := step(t, f, s, c, t0); len(got) > 0 {
			t.Errorf("%d failures: handed on again", n.fails)
		}
	}
}

// A host that asks for time is asked for no further page, and for as long as it wants for none at all.
func TestPagesThatAskForTime(t *testing.T) {
	asked, busy := 0, true
	mux := http.NewServeMux()
	mux.HandleFunc("/rss", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<rss><channel>")
		for k := range 12 {
			fmt.Fprintf(w, "<item><title>T</title><link>http://%s/page/%d</link><description>Summary…</description></item>", r.Host, k)
		}
		fmt.Fprint(w, "</channel></rss>")
	})
	mux.HandleFunc("/page/{k}", func(w http.ResponseWriter, r *http.Request) {
		if asked++; busy && asked > 4 {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		fmt.Fprint(w, pageHTML(1, asked))
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	c := fetch.New(fetch.Config{AllowHosts: []string{srv.Listener.Addr().String()}, HostPause: -1})
	defer c.Close()
	f := Feed{URL: srv.URL + "/rss", Kind: Pages}
	s, got, _ := step(t, f, State{}, c, t0)
	if len(got) != 4 || asked != 5 || s.Next.Sub(t0) < 2*time.Hour {
		t.Errorf("%d articles, %d pages asked, the next asking after %v", len(got), asked, s.Next.Sub(t0))
	}
	busy = false
	if _, got, _ = step(t, f, s, c, s.Next); len(got) != 8 || asked != 13 {
		t.Errorf("then %d articles, %d pages asked", len(got), asked)
	}
}

// posts is a Getter of a channel with posts 1 to last, twenty a page.
type posts struct {
	last  int
	asked []string
	fails int // askings for older pages that fail
}

func (p *posts) Get(_ context.Context, req fetch.Request) (fetch.Response, error) {
	p.asked = append(p.asked, req.URL)
	before := p.last + 1
	if _, n, ok := strings.Cut(req.URL, "?before="); ok {
		fmt.Sscan(n, &before)
		if p.fails--; p.fails >= 0 {
			return fetch.Response{}, &fetch.Error{Class: fetch.Timeout, Msg: "the server is too slow"}
		}
	}
	var b strings.Builder
	for n := max(before-20, 1); n < before; n++ {
		fmt.Fprintf(&b, `<div class="tgme_widget_message" data-post="sample/%d"><div class="js-message_text">Sample %d.</div><time datetime="2024-01-02T03:04:05+00:00"></time></div>`, n, n)
	}
	return fetch.Response{Document: source.Document{Body: []byte(b.String()), URL: req.URL}}, nil
}

// A channel that had more posts than a page since it was read is read back to the known ones.
func TestChannelIsReadBack(t *testing.T) {
	p := &posts{last: 30}
	f := Feed{URL: "https://t.me/s/sample", Kind: Channel}
	s, got, _ := step(t, f, State{}, p, t0)
	if len(got) != 20 || len(p.asked) != 1 || got[0].Text != "Sample 11." {
		t.Fatalf("first: %d posts, asked %v", len(got), p.asked)
	}
	p.last, p.asked, p.fails = 85, nil, 1
	if s, got, _ = step(t, f, s, p, t0); len(got) != 0 || s.Failures != 1 {
		t.Fatalf("an older page fails: %d posts, %+v", len(got), s)
	}
	p.asked = nil
	s, got, _ = step(t, f, s, p, t0)
	if len(got) != 55 || got[0].Text != "Sample 31." || got[54].Text != "Sample 85." || len(p.asked) != 3 {
		t.Fatalf("after a pause: %d posts, asked %v", len(got), p.asked)
	}
	p.asked = nil
	if _, got, _ = step(t, f, s, p, t0); len(got) != 0 || len(p.asked) != 1 {
		t.Errorf("nothing new: %d posts, asked %v", len(got), p.asked)
	}
	f.URL = "https://t.me/s/private"
	if _, _, err := Probe(t.Context(), &posts{}, f, nil, t0, 1); source.ClassOf(err) != source.Empty {
		t.Errorf("a channel without posts: %v", err)
	}
}

func TestProbe(t *testing.T) {
	base, c := site(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, pageHTML(1, 2)) })
	got, out, err := Probe(t.Context(), c, Feed{URL: base + "/rss"}, time.UTC, t0, 3)
	if err != nil || len(got) != 1 || out.Listed != 1 || got[0].Published != "2024-01-02T01:04:05Z" {
		t.Errorf("%v %+v %v", err, out, got)
	}
	if _, _, err := Probe(t.Context(), c, Feed{URL: base + "/page"}, nil, t0, 3); source.ClassOf(err) != source.Malformed {
		t.Errorf("a page that is no feed: %v", err)
	}
	if _, _, err := Probe(t.Context(), c, Feed{URL: base + "/none"}, nil, t0, 3); fetch.ClassOf(err) != fetch.NotFound {
		t.Errorf("no page: %v", err)
	}
	for _, f := range []Feed{{URL: "nonsense"}, {URL: "https://t.me/sample", Kind: Channel}, {URL: "https://a.example/", Kind: "rss2"}, {URL: "https://a.example/", Kind: Folder}} {
		if _, _, err := Probe(t.Context(), c, f, nil, t0, 3); err == nil {
			t.Errorf("%+v was asked", f)
		}
	}
}

func TestStatuses(t *testing.T) {
	store := &memory{m: map[string][]byte{}}
	feeds := []Feed{
		{Name: "new", URL: "https://new.example/"},
		{Name: "well", URL: "https://well.example/"},
		{Name: "failing", URL: "https://failing.example/"},
		{Name: "silent", URL: "https://silent.example/"},
		{Name: "gone", URL: "https://gone.example/"},
		{Name: "off", URL: "https://off.example/", Off: true},
		{Name: "wrong", URL: "x"},
	}
	states := map[string]State{
		"well":    {LastTry: t0, LastGood: t0, FirstGood: t0, LastItem: t0, Items: 7},
		"failing": {LastTry: t0, Failures: 2, Error: "the server says 500"},
		"silent":  {LastTry: t0, FirstGood: t0.Add(-100 * time.Hour), LastItem: t0.Add(-90 * time.Hour)},
		"gone":    {LastTry: t0, Retired: "410"},
	}
	for _, f := range feeds {
		if s, ok := states[f.Name]; ok {
			if err := save(t.Context(), store, &f, &s); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := Statuses(t.Context(), store, feeds, t0.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Health{Waiting, Well, Failing, Quiet, Retired, Paused, Wrong} {
		if got[i].Health != want {
			t.Errorf("%s: %s, want %s", got[i].Feed.Name, got[i].Health, want)
		}
	}
	if got[1].Items != 7 || got[2].Problem != "the server says 500" {
		t.Errorf("%+v", got[1:3])
	}
}

func (w *world) times(i int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.asked[urlOf(i)])
}

// A running poller takes a new list.
func TestListIsReplacedWhileRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWeek(3)
		p := w.poller(nil)
		p.opt.Rand = func() float64 { return 0.5 }
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- p.Run(ctx, w.feeds[:1]) }()
		time.Sleep(time.Minute)
		if err := p.Set(ctx, w.feeds[1:]); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if n := w.times(1); n != 1 {
			t.Errorf("asked %d times", n)
		}
		time.Sleep(5 * time.Hour)
		if n := w.times(0); n != 1 {
			t.Errorf("a feed that is not listed any more was asked %d times", n)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := p.Set(ctx, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("a stopped poller takes a list: %v", err)
		}
	})
}

func TestMetrics(t *testing.T) {
	reg := prometheus.NewRegistry()
	m := NewMetrics(reg)
	m.Fetched(0, 100)
	m.Fetched(fetch.Timeout, 0)
	m.Round(Round{Feed: Feed{Name: "A"}, Outcome: Outcome{New: 3}, At: t0})
	m.Round(Round{Feed: Feed{Name: "A"}, Outcome: Outcome{Err: &fetch.Error{Class: fetch.Server}}})
	m.Round(Round{Feed: Feed{Name: "A"}, Lost: errDead})
	m.Noticed(Notice{Kind: Broken})
	got := map[string]float64{}
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, x := range f.GetMetric() {
			if x.GetCounter() != nil && len(x.GetLabel()) == 1 {
				got[f.GetName()+" "+x.GetLabel()[0].GetValue()] = x.GetCounter().GetValue()
			}
		}
	}
	want := map[string]float64{
		"incidentbot_feed_items_total A": 3, "incidentbot_feed_rounds_total lost": 1, "incidentbot_feed_rounds_total ok": 1,
		"incidentbot_feed_rounds_total server": 1, "incidentbot_fetches_total ok": 1, "incidentbot_fetches_total timeout": 1,
		"incidentbot_feed_notices_total broken": 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
