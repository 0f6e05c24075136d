package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"incidentbot/bot/tgfake"
)

// web is a set of outlets on real sockets, each a host of its own.
type web struct {
	t     *testing.T
	next  int
	allow []string
	toml  strings.Builder
}

// outlet opens a server and lists it in the configuration.
func (w *web) outlet(name, kind string, h http.HandlerFunc) { w.list(name, kind, w.open(name, h)) }

// open opens a server that may be asked, the hidden one apart, and returns its list's address.
func (w *web) open(name string, h http.HandlerFunc) string {
	srv := httptest.NewUnstartedServer(h)
	w.next++
	if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.%d:0", 20+w.next)); err == nil {
		_ = srv.Listener.Close()
		srv.Listener = l
	}
	srv.Start()
	w.t.Cleanup(srv.Close)
	if name != "Hidden" {
		w.allow = append(w.allow, srv.Listener.Addr().String())
	}
	return srv.URL + "/list"
}

func (w *web) list(name, kind, url string) {
	fmt.Fprintf(&w.toml, "[[feeds]]\nname = %q\nurl = %q\nkind = %q\nlang = \"en\"\nenabled = true\nnote = \"note on %s\"\n", name, url, kind, name)
}

const rssOf = `<rss version="2.0"><channel><title>x</title><item><title>%s</title><link>http://%s/item</link><pubDate>%s</pubDate><description>%s</description></item></channel></rss>`

// operatorsWeb has one outlet of every kind, and those that an operator hears of.
func operatorsWeb(t *testing.T, folder string) *web {
	w := &web{t: t}
	rss := func(text string) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(rw, rssOf, "News", r.Host, "Sat, 25 May 2024 20:00:00 +0300", text)
		}
	}
	w.outlet("Wire", "feed", rss("A Russian missile hit Kharkiv on May 25. Three people were killed, mayor Ihor Terekhov said."))
	w.outlet("Pages", "pages", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/list" {
			fmt.Fprintf(rw, rssOf, "Sumy", r.Host, "Sun, 02 Jun 2024 05:00:00 GMT", "In short…")
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, `<html lang="en"><head><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-06-02T07:30:00+03:00","headline":"Sumy"}</script></head>
<body><article><p>Russian drones attacked Sumy overnight on June 2. One person was injured, officials said. Windows were broken in a school and in several houses nearby.</p></article></body></html>`)
	})
	w.outlet("JSON", "feed", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "application/feed+json")
		fmt.Fprintf(rw, `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"http://%s/1","date_published":"2024-07-01T10:00:00Z","content_html":"<p>Shelling hit Nikopol on July 1. Two people were wounded, the governor said.</p>"}]}`, r.Host)
	})
	w.outlet("Gone", "feed", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusGone) })
	w.outlet("Moving", "feed", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/list" {
			http.Redirect(rw, r, "/new", http.StatusMovedPermanently)
			return
		}
		rss("Talks on aid went on in Brussels.")(rw, r)
	})
	w.outlet("Forbidding", "feed", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(rw, "User-agent: *\nDisallow: /")
			return
		}
		t.Errorf("asked against robots.txt: %s", r.URL)
	})
	w.outlet("Hidden", "feed", rss("never read"))
	w.list("Desk", "folder", folder)
	return w
}

// An operator lists outlets, hears of those that are gone, have moved or refuse,
// sees how all of them do, pauses one, and users see who is read.
func TestOperatorsDay(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a whole process's parts")
	}
	running := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, running) })
	dir := t.TempDir()
	folder := filepath.Join(dir, "desk")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "a.txt"), []byte(" date 2024-05-26 A Russian bomb hit Kherson on May 26. One person was killed."), 0o644); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Minute)
	if err := os.Chtimes(filepath.Join(folder, "a.txt"), old, old); err != nil {
		t.Fatal(err)
	}
	w := operatorsWeb(t, folder)
	later := w.open("Later", func(rw http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(rw, rssOf, "Odesa", r.Host, "Wed, 03 Jul 2024 09:00:00 +0300", "A missile hit Odesa on July 3. Four people were injured, the mayor said.")
	})
	fake := tgfake.New(time.Now)
	api := httptest.NewServer(fake)
	defer api.Close()
	sight, pushed := freeAddress(t), freeAddress(t)
	file := filepath.Join(dir, "c.toml")
	settings := fmt.Sprintf("data = %q\noperators = [42]\n[telegram]\ntoken = %q\napi_url = %q\n[metrics]\nlisten = %q\n[push]\nlisten = %q\ntoken = \"let-me-in\"\n[fetch]\nallow_hosts = [\"%s\"]\n",
		filepath.Join(dir, "d"), tgfake.Token, api.URL, sight, pushed, strings.Join(w.allow, `", "`))
	if err := os.WriteFile(file, []byte(settings+w.toml.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	operator, user := tgfake.User{ID: 42, Name: "Op", Lang: "en"}, tgfake.User{ID: 7, Name: "A", Lang: "en"}
	fake.Private(operator)

	ctx, stop := context.WithCancel(t.Context())
	var out, log quiet
	ended := make(chan int)
	go func() {
		ended <- run(ctx, env{in: strings.NewReader(""), out: &out, err: &log, now: time.Now}, []string{"serve", "--config", file})
	}()
	defer func() {
		stop()
		if code := <-ended; code != exitOK {
			t.Errorf("serve ended with %d:\n%s", code, log.String())
		}
		http.DefaultClient.CloseIdleConnections()
	}()
	shown := func(u tgfake.User) string { return strings.Join(fake.Shown(u.ID), "\n") }
	for _, words := range []string{"Gone is retired", "Moving has moved for good", "Forbidding cannot be read: the site's robots.txt forbids it to us.", "Hidden cannot be read"} {
		eventually(t, "the operator hears "+words, func() bool { return strings.Contains(shown(operator), words) })
	}
	eventually(t, "everything is read", func() bool { return strings.Contains(body(t, "http://"+sight+"/metrics"), "incidentbot_articles 5") })
	checkSight(t, sight)
	checkPush(t, pushed)

	_, list, _ := command(t, "", "sources", "list", "--config", file)
	for _, want := range []string{`Wire +well +1 `, `Pages +well +1 `, `JSON +well +1 `, `Gone +retired`, `Moving +well +1 `, `Forbidding +failing`, `Hidden +failing`, `Desk +well +1 `} {
		if !regexp.MustCompile(want).MatchString(list) {
			t.Errorf("sources list has no %q:\n%s", want, list)
		}
	}
	_, test, errs := command(t, "", "sources", "test", "--config", file, "--kind", "pages", listed(w, "Pages"))
	if !strings.Contains(test, "2024-06-02T07:30:00+03:00") || !strings.Contains(test, "Sumy, 2024-06-02: killed not said, injured 1") || !strings.Contains(test, "injured: “") {
		t.Errorf("sources test: %s%s", test, errs)
	}
	if code, said, errs := command(t, "", "sources", "add", "--config", file, "--name", "Later", later); code != exitOK || !strings.Contains(said, "the running process reads it now") {
		t.Errorf("add beside serve: %d %s %s", code, said, errs)
	}
	eventually(t, "the added outlet is read", func() bool {
		_, list, _ = command(t, "", "sources", "list", "--config", file)
		return regexp.MustCompile(`Later +well +1 `).MatchString(list)
	})
	if code, _, errs := command(t, "", "sources", "pause", "--config", file, "Wire"); code != exitOK {
		t.Errorf("pause beside serve: %d %s", code, errs)
	}
	if _, list, _ = command(t, "", "sources", "list", "--config", file); !regexp.MustCompile("Wire +paused").MatchString(list) {
		t.Errorf("not paused:\n%s", list)
	}
	if code, said, errs := command(t, "", "sources", "resume", "--config", file, "Moving"); code != exitOK || said != "Moving is read again\n" {
		t.Errorf("resume beside serve: %d %s %s", code, said, errs)
	}
	fake.Say(fake.Private(operator), operator, "/status")
	eventually(t, "the status", func() bool {
		s := shown(operator)
		return strings.Contains(s, "feeds: ") && strings.Contains(s, "1 paused") && strings.Contains(s, "1 retired") && strings.Contains(s, "Hidden: refused")
	})
	fake.Say(fake.Private(user), user, "/sources")
	eventually(t, "who is read", func() bool {
		s := shown(user)
		return strings.Contains(s, "Wire: 1 article") && strings.Contains(s, "note on Pages") && strings.Contains(s, "1 article")
	})
	fake.Say(fake.Private(user), user, "/status")
	fake.Say(fake.Private(user), user, "/city Sumy")
	eventually(t, "an answer", func() bool { return strings.Contains(shown(user), "injured: 1") })
	if s := shown(user); strings.Contains(s, "feeds: ") {
		t.Errorf("a user sees the operators' status:\n%s", s)
	}
	if p := fake.Problems(); len(p) > 0 {
		t.Errorf("Telegram would not like it: %v", p)
	}
}

// listed is the address of an outlet in the configuration.
func listed(w *web, name string) string {
	_, rest, _ := strings.Cut(w.toml.String(), fmt.Sprintf("name = %q\nurl = \"", name))
	url, _, _ := strings.Cut(rest, `"`)
	return url
}

// checkSight holds the dashboard to what is really measured.
func checkSight(t *testing.T, sight string) {
	t.Helper()
	if code := status(t, "http://"+sight+"/healthz"); code != http.StatusOK {
		t.Errorf("healthz: %d", code)
	}
	eventually(t, "ready", func() bool { return status(t, "http://"+sight+"/readyz") == http.StatusOK })
	page := body(t, "http://"+sight+"/metrics")
	for _, want := range []string{`incidentbot_extractions_total{result="attack"} 4`, `incidentbot_extractions_total{result="none"} 1`, "incidentbot_reports_total 4", `incidentbot_article_delay_seconds_count 4`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in the metrics", want)
		}
	}
	for _, name := range regexp.MustCompile(`(incidentbot|process|go)_[a-z_]+`).FindAllString(dashboard, -1) {
		if !strings.Contains(page, "\n"+name+" ") && !strings.Contains(page, "\n"+name+"{") {
			t.Errorf("the dashboard shows %s, which is not measured", name)
		}
	}
}

// checkPush asks the push endpoint wrongly and rightly.
func checkPush(t *testing.T, pushed string) {
	t.Helper()
	for _, c := range []struct {
		method, token, kind, body string
		code                      int
		says                      string
	}{
		{"GET", "let-me-in", "", "", 405, "POST"},
		{"POST", "", "", `{"text":"x"}`, 401, "token"},
		{"POST", "wrong", "", `{"text":"x"}`, 401, "token"},
		{"POST", "let-me-in", "image/png", `{"text":"x"}`, 415, "JSON Lines"},
		{"POST", "let-me-in", "application/x-ndjson", "{\"id\":\"p1\",\"text\":\"Sample one.\"}\n{\"id\":\"p2\"}\n{\"id\":\"p3\",\"text\":\"Sample three.\"}\n", 200, `"accepted":2,"failed":[{"line":2`},
		{"POST", "let-me-in", "", strings.Repeat("{\"text\":\"same\"}\n", 10001), 413, "too many"},
		{"POST", "let-me-in", "", `{"text":"` + strings.Repeat("x", 33<<20) + `"}`, 413, "too large"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), c.method, "http://"+pushed+"/articles", strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+c.token)
		if c.kind != "" {
			req.Header.Set("Content-Type", c.kind)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Errorf("%d: %v", c.code, err)
			continue
		}
		b, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != c.code || !strings.Contains(string(b), c.says) {
			t.Errorf("want %d %s, got %d %.300s", c.code, c.says, resp.StatusCode, b)
		}
	}
}
