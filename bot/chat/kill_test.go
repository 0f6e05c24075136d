package chat

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/bot/tgfake"
	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/extract"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// The environment of the process that a test kills.
const (
	killDir  = "INCIDENTBOT_TEST_ALERT_DIR"
	killURL  = "INCIDENTBOT_TEST_ALERT_URL"
	killFrom = "INCIDENTBOT_TEST_ALERT_FROM" // when the wave began, Unix nanoseconds
)

const (
	waveUpdates = 40
	waveChats   = 6
)

var waveDay = time.Date(2024, 5, 5, 12, 0, 0, 0, time.UTC)

var waveCities = []string{"Kyiv", "Kharkiv", "Odesa", "Dnipro", "Zaporizhzhia", "Lviv", "Mykolaiv", "Kherson", "Poltava", "Sumy", "Chernihiv", "Vinnytsia"}

// waveArticle is the n-th report of the wave: each city's toll rises by one with each.
func waveArticle(n int) incident.Article {
	city, killed := waveCities[n%len(waveCities)], 1+n/len(waveCities)
	return incident.Article{
		ID: fmt.Sprint("wave-", n), Outlet: fmt.Sprintf("Outlet %d (sample)", n%5), Lang: incident.English,
		Published: waveDay.Add(time.Duration(n) * time.Minute).Format(time.RFC3339), PublishedBasis: incident.PublishedGiven,
		Title: fmt.Sprintf("Missile hits %s", city),
		Text: fmt.Sprintf("A Russian missile hit an apartment block in %s on May 5, 2024. %d people were killed and %d injured, the regional governor said. Report %d.",
			city, killed, 10*killed+n%7, n),
	}
}

// waveArchive opens the archive of a folder on the wave's clock.
func waveArchive(dir string, from int64) (*index.Archive, func() time.Time, error) {
	now := func() time.Time { return waveDay.Add(time.Since(time.Unix(0, from))) }
	g, err := gazetteer.Load()
	if err != nil {
		return nil, nil, err
	}
	a, err := index.Open(context.Background(), index.Options{Dir: dir, Places: g, Extract: extract.New(g).Extract, Now: now})
	return a, now, err
}

// waveDesk is the desk over an archive, with its chats' records.
func waveDesk(a *index.Archive, now func() time.Time) (*Desk, error) {
	ctx := context.Background()
	chats, err := a.State(ctx, "chats")
	if err != nil {
		return nil, err
	}
	cursors, err := a.State(ctx, "cursors")
	if err != nil {
		return nil, err
	}
	store, err := alert.OpenStore(ctx, chats, cursors)
	if err != nil {
		return nil, err
	}
	h, err := handlers.New(a, handlers.Options{Words: []fs.FS{Words}})
	if err != nil {
		return nil, err
	}
	return New(Options{
		Store: store, Ledger: chats, Archive: a, Handlers: h, Zone: time.UTC, Now: now, Log: slog.New(slog.DiscardHandler),
		Policy: alert.Policy{MaxAge: 48 * time.Hour, Gather: 24 * time.Hour, Zone: time.UTC},
	}), nil
}

// alertUntilKilled is the process that is killed: it adds the wave's articles and tells the chats.
func alertUntilKilled() error {
	from, _ := strconv.ParseInt(os.Getenv(killFrom), 10, 64)
	url := os.Getenv(killURL)
	a, now, err := waveArchive(os.Getenv(killDir), from)
	if err != nil {
		return err
	}
	d, err := waveDesk(a, now)
	if err != nil {
		return err
	}
	b, err := bot.New(bot.Config{Token: tgfake.Token, APIURL: url, Asker: d.Handlers, Chats: d, Store: bot.NewMemory(), Hooks: d.Hooks()})
	if err != nil {
		return err
	}
	d.Attach(b)
	ctx := context.Background()
	for id := range int64(waveChats) {
		err := d.Store.Change(ctx, id+1, 0, func(c *chatRecord) {
			if c.Sub == nil {
				c.Sub = &alert.Subscription{}
			}
		})
		if err != nil {
			return err
		}
	}
	errs := make(chan error, 3)
	go func() { errs <- b.Run(ctx) }()
	go func() { errs <- alert.New(a, d.Store, d, Sender{b}, d.Policy, now, d.Log, waveChats).Run(ctx) }()
	go func() { errs <- addWave(a, url) }()
	fmt.Println("ready")
	return <-errs
}

// addWave adds the articles that the parent has not yet seen added, one after another.
func addWave(a *index.Archive, url string) error {
	for {
		n, err := tellParent(url + "/next")
		if err != nil || n >= waveUpdates {
			time.Sleep(20 * time.Millisecond)
			continue
		}
		if _, err := a.Add(context.Background(), []incident.Article{waveArticle(n)}); err != nil {
			return err
		}
		if _, err := tellParent(url + "/added"); err != nil {
			return err
		}
	}
}

func tellParent(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(b))
}

// phones is the world that survives the kills: Telegram's side, and how far the wave is.
type phones struct {
	*tgfake.Server
	added, allowed atomic.Int64
}

func (p *phones) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/next":
		n := p.added.Load()
		if n >= p.allowed.Load() {
			n = waveUpdates // nothing new for now
		}
		fmt.Fprint(w, n)
	case "/added":
		fmt.Fprint(w, p.added.Add(1))
	default:
		p.Server.ServeHTTP(w, r)
	}
}

// TestKill kills the process at random moments of a wave of 12 events that grow
// over 40 updates: each chat ends with one message in its final state, and a kill
// repeats at most one message. INCIDENTBOT_TEST_KILLS sets how often (100 by the bar).
func TestKill(t *testing.T) {
	kills := 3
	if s := os.Getenv("INCIDENTBOT_TEST_KILLS"); s != "" {
		kills, _ = strconv.Atoi(s)
	} else if testing.Short() {
		t.Skip("starts and kills processes")
	}
	p := &phones{Server: tgfake.New(time.Now)}
	for id := range int64(waveChats) {
		p.Private(tgfake.User{ID: id + 1, Name: fmt.Sprint("U", id+1)})
	}
	srv := httptest.NewServer(p)
	defer srv.Close()
	dir, from := t.TempDir(), time.Now().UnixNano()
	r := rand.New(rand.NewPCG(uint64(os.Getpid()), 11))
	for k := range kills {
		p.allowed.Store(int64(waveUpdates * (k + 1) / kills))
		runKilled(t, dir, srv.URL, from, func() bool { time.Sleep(time.Duration(r.IntN(2500)) * time.Millisecond); return true })
	}
	last := ""
	calm := 0
	runKilled(t, dir, srv.URL, from, func() bool { // the last run ends by itself once nothing more comes
		time.Sleep(500 * time.Millisecond)
		if now := p.Transcript(); now != last {
			last, calm = now, 0
		} else {
			calm++
		}
		return calm > 8 && p.added.Load() == waveUpdates
	})
	doubled := checkPhones(t, p, dir, from)
	t.Logf("%d kills, %d chats, %d messages doubled, %d calls of sendMessage, %d of editMessageText", kills, waveChats, doubled, p.Calls("sendMessage"), p.Calls("editMessageText"))
	if doubled > kills {
		t.Errorf("%d messages doubled in %d kills", doubled, kills)
	}
}

// runKilled runs the process, waits until it is ready and over says so, and kills it.
func runKilled(t *testing.T, dir, url string, from int64, over func() bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killDir+"="+dir, killURL+"="+url, killFrom+"="+strconv.FormatInt(from, 10))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := bufio.NewScanner(out)
	if !s.Scan() || s.Text() != "ready" {
		t.Errorf("child: %q %s", s.Text(), stderr.String())
	}
	for !t.Failed() && !over() {
	}
	_ = cmd.Process.Kill()
	for s.Scan() {
		t.Errorf("child: %s", s.Text())
	}
	_ = cmd.Wait()
}

// checkPhones checks each chat's messages against the archive, and returns how many are doubled.
func checkPhones(t *testing.T, p *phones, dir string, from int64) (doubled int) {
	t.Helper()
	a, now, err := waveArchive(dir, from)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	d, err := waveDesk(a, now)
	if err != nil {
		t.Fatal(err)
	}
	page, err := a.Events(t.Context(), index.Filter{Limit: 100})
	if err != nil || len(page.Events) != len(waveCities) {
		t.Fatalf("%d events, want %d (%v)", len(page.Events), len(waveCities), err)
	}
	for id := range int64(waveChats) {
		c := d.Store.Get(id+1, 0)
		if len(c.Posts) != 1 {
			t.Fatalf("chat %d: %d posts", id+1, len(c.Posts))
		}
		for _, e := range page.Events {
			i := slices.IndexFunc(c.Posts[0].Events, func(t alert.Told) bool { return t.Event == e.ID })
			if i < 0 || c.Posts[0].Events[i].Revision != e.Revision {
				t.Errorf("chat %d: the final state of %s is not recorded as told", id+1, e.Place.Name)
			}
		}
		doubled += checkPhone(t, p.Shown(id+1), page.Events)
	}
	return doubled
}

// checkPhone checks that one message shows every event's final toll, and counts
// the other messages that are no reply, and the replies that say the same.
func checkPhone(t *testing.T, shown []string, events []incident.Event) (doubled int) {
	t.Helper()
	final := -1
	said := map[string]int{}
	posts := 0
	for i, text := range shown {
		if strings.Contains(text, "has risen") || strings.Contains(text, "second independent source") {
			said[text]++
			continue
		}
		posts++
		ok := true
		for _, e := range events {
			ok = ok && strings.Contains(text, "5 May 2024") && strings.Contains(text, e.Place.Name) && e.Killed != nil
		}
		if ok && final < 0 {
			final = i
		}
	}
	if final < 0 {
		t.Errorf("no message shows the whole wave: %q", shown)
		return 0
	}
	for _, e := range events {
		_, rest, _ := strings.Cut(shown[final], "• "+e.Place.Name)
		if line, want := firstLine(rest), fmt.Sprintf("killed: %d ", e.Killed.Lead.Floor()); !strings.Contains(line, want) {
			t.Errorf("%s: %q where %q is due", e.Place.Name, line, want)
		}
	}
	for _, n := range said {
		doubled += n - 1
	}
	return doubled + posts - 1
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
