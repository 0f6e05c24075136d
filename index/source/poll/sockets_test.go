package poll

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"incidentbot/index"
	"incidentbot/index/incident"
	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

// listen opens a server on a loopback address of its own, so that it is a host of its own.
func listen(t *testing.T, n int, h http.Handler) *httptest.Server {
	t.Helper()
	srv := httptest.NewUnstartedServer(h)
	if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.%d:0", n+2)); err == nil {
		_ = srv.Listener.Close()
		srv.Listener = l
	}
	srv.Start()
	t.Cleanup(srv.Close)
	return srv
}

// Outlets of every bad habit on real sockets, a real client, a real poller and a
// real archive: every item is there once, as it was written, and nothing else.
func TestEveryHabitOnRealSockets(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	all := outlets()
	var feeds []Feed
	var allow []string
	for n, o := range all {
		mux := http.NewServeMux()
		mux.HandleFunc("/list", o.list)
		srv := listen(t, n, mux)
		o.base = srv.URL
		allow = append(allow, srv.Listener.Addr().String())
		mux.HandleFunc("/item/{name}/{k}", func(w http.ResponseWriter, r *http.Request) {
			var k int
			_, _ = fmt.Sscan(r.PathValue("k"), &k)
			o.item(w, k)
		})
		feeds = append(feeds, Feed{Name: o.name, URL: srv.URL + "/list", Kind: o.kind})
		if o.kind == Auto {
			feeds[n].Kind = List
		}
	}
	for _, o := range all {
		if o.copied {
			o.base = all[0].base
		}
	}
	want := wantedArticles(all)
	a := openArchive(t)
	got := &received{status: map[string][]index.AddStatus{}, texts: map[string]int{}, archive: a}
	client := fetch.New(fetch.Config{AllowHosts: allow, HostPause: -1, MaxBody: 1 << 20, Timeout: 1500 * time.Millisecond})
	defer client.Close()
	p := New(Options{
		Get: client, Store: &memory{m: map[string][]byte{}}, Add: got.add, Workers: 12, Rand: func() float64 { return 0.5 },
		Pace: Pace{Min: 30 * time.Millisecond, Max: 60 * time.Millisecond, Backoff: 120 * time.Millisecond},
	})
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	done := make(chan error)
	go func() { done <- p.Run(ctx, feeds) }()
	for ctx.Err() == nil && (!got.has(want) || !asked(all, 9)) {
		time.Sleep(50 * time.Millisecond)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	got.check(t, all, want)
	for _, o := range all {
		if o.name == "throttling" {
			for n := 1; n < len(o.asked); n += 3 {
				if d := o.asked[n].Sub(o.asked[n-1]); d < time.Second {
					t.Errorf("asked for a second, it got %v", d)
				}
			}
		}
	}
}

// asked reports whether every outlet was asked so often.
func asked(all []*outlet, times int) bool {
	for _, o := range all {
		o.mu.Lock()
		n := len(o.asked)
		o.mu.Unlock()
		if n < times {
			return false
		}
	}
	return true
}

// wantedArticles is every text that has to reach the archive, with its outlet.
func wantedArticles(all []*outlet) map[string]string {
	want := map[string]string{}
	for _, o := range all {
		for k := range o.count() {
			for v := range max(o.versions, 1) {
				want[strings.TrimSpace(o.textOf(k, 100*v))+"|"+o.name] = o.name
			}
		}
	}
	return want
}

// received notes what the archive made of what it was handed.
type received struct {
	mu      sync.Mutex
	archive *index.Archive
	status  map[string][]index.AddStatus // by outlet
	texts   map[string]int               // by text and outlet
}

func (g *received) add(ctx context.Context, as []incident.Article) error {
	added, err := g.archive.Add(ctx, as)
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, x := range added {
		g.status[as[i].Outlet] = append(g.status[as[i].Outlet], x.Status)
		g.texts[strings.TrimSpace(as[i].Text)+"|"+as[i].Outlet]++
	}
	return nil
}

func (g *received) has(want map[string]string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for text := range want {
		if g.texts[text] == 0 {
			return false
		}
	}
	return true
}

func (g *received) check(t *testing.T, all []*outlet, want map[string]string) {
	t.Helper()
	for text, outlet := range want {
		if n := g.texts[text]; n != 1 {
			t.Errorf("%s: handed on %d times: %.60s", outlet, n, text)
		}
	}
	for text, n := range g.texts {
		if want[text] == "" {
			t.Errorf("handed on %d times and not published: %.200s", n, text)
		}
	}
	if err := g.archive.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	articles := 0
	for _, o := range all {
		got := map[index.AddStatus]int{}
		for _, s := range g.status[o.name] {
			got[s]++
		}
		fresh, revised := got[index.New]+got[index.Reprint], got[index.Revision]
		if o.copied { // its items are there once, whoever was first
			fresh = fresh + got[index.Known]
		} else {
			articles += o.count()
		}
		if n := o.count() * (max(o.versions, 1) - 1); !o.copied && o.name != "plain" && fresh != o.count() || revised != n {
			t.Errorf("%s: %d articles, %d revisions, want %d and %d; %v", o.name, fresh, revised, o.count(), n, got)
		}
	}
	c, err := g.archive.Coverage(t.Context())
	if err != nil || c.Articles != articles {
		t.Errorf("%d articles in the archive, want %d, %v", c.Articles, articles, err)
	}
	for _, o := range all[:1] {
		art, err := g.archive.Article(t.Context(), source.IDOfURL(o.linkOf(1)))
		if err != nil || strings.TrimSpace(art.Text) != strings.TrimSpace(o.textOf(1, 0)) {
			t.Errorf("%s: %+v, %v", o.name, art, err)
		}
	}
}
