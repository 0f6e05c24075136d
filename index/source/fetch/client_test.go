package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// serve runs handlers by path, without a robots.txt unless one is given.
func serve(t *testing.T, paths map[string]http.HandlerFunc) (*httptest.Server, *Client) {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h := paths[r.URL.Path]; h != nil {
			h(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	c := New(Config{
		UserAgent: "testbot/1.0 (+https://bot.example)", AllowHosts: []string{srv.Listener.Addr().String()},
		MaxBody: 64 << 10, Timeout: time.Second, HostPause: -1,
	})
	t.Cleanup(func() { c.Close(); srv.Close() })
	return srv, c
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		fmt.Fprint(w, "body")
	}
}

// bomb returns 16 MB of zeros as a few kilobytes of gzip.
func bomb() http.HandlerFunc {
	var b bytes.Buffer
	gz := gzip.NewWriter(&b)
	gz.Write(make([]byte, 16<<20))
	gz.Close()
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(b.Bytes())
	}
}

func TestFailuresAreToldApart(t *testing.T) {
	srv, c := serve(t, map[string]http.HandlerFunc{
		"/gone": status(410), "/missing": status(404), "/forbidden": status(403), "/broken": status(500),
		"/slow": func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-time.After(4 * time.Second):
			}
		},
		"/drip": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, "x")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		},
		"/huge": func(w http.ResponseWriter, _ *http.Request) { w.Write(bytes.Repeat([]byte("x"), 65<<10)) },
		"/bomb": bomb(), "/busy": status(429, "Retry-After", "120"), "/closed": status(503, "Retry-After", "60"),
		"/loop":    func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
		"/nowhere": status(302),
		"/hangup":  func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	})
	for path, want := range map[string]Class{
		"/gone": Gone, "/missing": NotFound, "/forbidden": NotFound, "/broken": Server, "/slow": Timeout, "/drip": Timeout,
		"/huge": TooBig, "/bomb": TooBig, "/busy": Throttled, "/closed": Throttled, "/loop": Redirects, "/nowhere": Redirects, "/hangup": Network,
	} {
		res, err := c.Get(t.Context(), Request{URL: srv.URL + path})
		if got := ClassOf(err); got != want {
			t.Errorf("%s: class %v (%v), want %v", path, got, err, want)
		}
		if len(res.Body) != 0 {
			t.Errorf("%s: a failure with a body", path)
		}
	}
	_, err := c.Get(t.Context(), Request{URL: srv.URL + "/busy"})
	if e := err.(*Error); e.RetryAfter != 2*time.Minute || e.Status != 429 {
		t.Errorf("429: retry after %v, status %d", e.RetryAfter, e.Status)
	}
}

func TestConditionalRequests(t *testing.T) {
	srv, c := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Tue, 02 Jan 2024 03:04:05 GMT")
		w.Header().Set("Cache-Control", "public, max-age=900")
		w.Header().Set("Content-Type", "application/rss+xml")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if !strings.HasPrefix(r.UserAgent(), "testbot/1.0 (+") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fmt.Fprint(w, "<rss/>")
	}})
	res, err := c.Get(t.Context(), Request{URL: srv.URL + "/feed#part"})
	if err != nil || string(res.Body) != "<rss/>" || res.ETag != `"v1"` || res.Fresh != 15*time.Minute || res.ContentType != "application/rss+xml" {
		t.Fatalf("first: %+v %v", res, err)
	}
	res, err = c.Get(t.Context(), Request{URL: srv.URL + "/feed", ETag: res.ETag, LastModified: res.LastModified})
	if err != nil || !res.NotModified || len(res.Body) != 0 || res.ETag != `"v1"` {
		t.Fatalf("second: %+v %v", res, err)
	}
}

func TestPermanentMovesAreTold(t *testing.T) {
	redirect := func(to string, code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, code) }
	}
	srv, c := serve(t, map[string]http.HandlerFunc{
		"/old": redirect("/older", 301), "/older": redirect("/new", 308), "/new": status(200),
		"/mixed": redirect("/detour", 301), "/detour": redirect("/new", 302), "/away": redirect("/old", 302),
	})
	for path, want := range map[string]string{"/old": "/new", "/mixed": "/detour", "/away": "", "/new": ""} {
		res, err := c.Get(t.Context(), Request{URL: srv.URL + path})
		if got := strings.TrimPrefix(res.Moved, srv.URL); err != nil || got != want || res.URL != srv.URL+"/new" {
			t.Errorf("%s: moved %q (%v), want %q", path, got, err, want)
		}
	}
}

func TestRobots(t *testing.T) {
	var asked atomic.Int32
	now := time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)
	srv, _ := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			fmt.Fprint(w, "User-agent: testbot\nDisallow: /private\nDisallow: /*?print=\n\nUser-agent: *\nDisallow: /\n")
		},
		"/a": status(200), "/private/b": status(200),
	})
	c := New(Config{UserAgent: "testbot/1.0", AllowHosts: []string{srv.Listener.Addr().String()}, HostPause: -1, Now: func() time.Time { return now }})
	defer c.Close()
	for path, want := range map[string]Class{"/a": 0, "/private/b": Robots, "/a?print=1": Robots} {
		if _, err := c.Get(t.Context(), Request{URL: srv.URL + path}); ClassOf(err) != want {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("robots.txt asked %d times within a day", asked.Load())
	}
	now = now.Add(25 * time.Hour)
	_, _ = c.Get(t.Context(), Request{URL: srv.URL + "/a"})
	if asked.Load() != 2 {
		t.Errorf("robots.txt asked %d times after a day", asked.Load())
	}
}

// A site that cannot give its rules is asked for nothing else until it can, and the
// failure is its server's, not a prohibition.
func TestFailingRobots(t *testing.T) {
	now := time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)
	code, pages := http.StatusInternalServerError, 0
	srv, _ := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, r *http.Request) { status(code, "Retry-After", "7200")(w, r) },
		"/a":          func(http.ResponseWriter, *http.Request) { pages++ },
	})
	c := New(Config{AllowHosts: []string{srv.Listener.Addr().String()}, HostPause: -1, Now: func() time.Time { return now }})
	defer c.Close()
	for _, step := range []struct {
		code  int
		later time.Duration
		want  Class
	}{
		{500, 0, Server}, {200, time.Hour, Server}, {429, 3 * time.Hour, Throttled}, {200, time.Hour, Throttled}, {200, 3 * time.Hour, 0},
	} {
		code, now = step.code, now.Add(step.later)
		if _, err := c.Get(t.Context(), Request{URL: srv.URL + "/a"}); ClassOf(err) != step.want {
			t.Errorf("%+v: %v", step, err)
		}
	}
	if pages != 1 {
		t.Errorf("asked for %d pages", pages)
	}
}

// Ten callers at once: one request at a time, the pause between them.
func TestOneRequestAHostAtATime(t *testing.T) {
	var running, most atomic.Int32
	srv, _ := serve(t, map[string]http.HandlerFunc{"/a": func(http.ResponseWriter, *http.Request) {
		most.Store(max(most.Load(), running.Add(1)))
		time.Sleep(2 * time.Millisecond)
		running.Add(-1)
	}})
	c := New(Config{AllowHosts: []string{srv.Listener.Addr().String()}, HostPause: 5 * time.Millisecond})
	defer c.Close()
	start := time.Now()
	done := make(chan error)
	for range 10 {
		go func() {
			_, err := c.Get(t.Context(), Request{URL: srv.URL + "/a"})
			done <- err
		}()
	}
	for range 10 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if most.Load() != 1 || time.Since(start) < 9*7*time.Millisecond {
		t.Errorf("%d at once, all in %v", most.Load(), time.Since(start))
	}
}

func TestRetryAfterAndFreshness(t *testing.T) {
	now := time.Date(2024, 1, 2, 3, 0, 0, 0, time.UTC)
	for in, want := range map[string]time.Duration{
		"120": 2 * time.Minute, " 5 ": 5 * time.Second, "-7": 0, "": 0, "soon": 0, "99999999999": maxAsked, "1e3": 0,
		"Tue, 02 Jan 2024 03:10:00 GMT": 10 * time.Minute, "Mon, 01 Jan 2024 00:00:00 GMT": 0, "Fri, 02 Jan 2099 03:00:00 GMT": maxAsked,
	} {
		if got := RetryAfter(in, now); got != want {
			t.Errorf("RetryAfter(%q) = %v, want %v", in, got, want)
		}
	}
	for in, want := range map[string]time.Duration{
		"max-age=60": time.Minute, "public, MAX-AGE=60": time.Minute, "no-store, max-age=60": 0, "max-age=x": 0, "private": 7 * time.Minute,
	} {
		h := http.Header{"Cache-Control": {in}, "Expires": {"Tue, 02 Jan 2024 03:07:00 GMT"}}
		if got := FreshFor(h, now); got != want {
			t.Errorf("FreshFor(%q) = %v, want %v", in, got, want)
		}
	}
}

func FuzzHeaders(f *testing.F) {
	f.Add("120", "max-age=60", "5")
	f.Add("Tue, 02 Jan 2024 03:10:00 GMT", "no-cache", "")
	now := time.Date(2024, 1, 2, 3, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, retry, cache, age string) {
		if d := RetryAfter(retry, now); d < 0 || d > maxAsked {
			t.Errorf("RetryAfter(%q) = %v", retry, d)
		}
		if d := FreshFor(http.Header{"Cache-Control": {cache}, "Age": {age}, "Expires": {retry}}, now); d < 0 || d > maxAsked {
			t.Errorf("FreshFor(%q) = %v", cache, d)
		}
	})
}
