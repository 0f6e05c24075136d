package poll

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

// The child process that is killed gets the data folder and the server's address.
const (
	killDir  = "INCIDENTBOT_TEST_POLL_DIR"
	killBase = "INCIDENTBOT_TEST_POLL_BASE"
)

// growing is a web whose outlets publish one item with each asking. Items stay
// listed for long enough to be seen after a kill.
type growing struct {
	mu    sync.Mutex
	items [growers]int
	still bool // nothing new any more
}

const (
	growers = 6  // outlets; the last copies the first
	showing = 40 // items in a list
	paged   = 2  // the outlet whose list has summaries only
	marked  = 3  // the outlet that knows conditional requests
)

func growingText(o, k int) string {
	if o == growers-1 {
		o = 0
	}
	return sampleText(fmt.Sprint("grow", o), k)
}

func growingLink(base string, o, k int) string {
	if o == growers-1 {
		return fmt.Sprintf("%s/item/0/%d?utm_source=copy", base, k)
	}
	return fmt.Sprintf("%s/item/%d/%d", base, o, k)
}

func (g *growing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var o, k int
	if scan(r.URL.Path, "/item/%d/%d", &o, &k) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<html lang="uk"><head><title>Подія</title></head><body><article><p>%s</p></article></body></html>`, growingText(o, k))
		return
	}
	if !scan(r.URL.Path, "/list/%d", &o) || o >= growers {
		http.NotFound(w, r)
		return
	}
	g.mu.Lock()
	if !g.still && o != growers-1 {
		g.items[o]++
	}
	n := g.items[o]
	if o == growers-1 {
		n = g.items[0]
	}
	g.mu.Unlock()
	if tag := fmt.Sprintf(`"%d"`, n); o == marked {
		if w.Header().Set("ETag", tag); r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	fmt.Fprint(w, "<rss><channel><title>x</title>")
	for i := n - 1; i >= max(0, n-showing); i-- {
		text := growingText(o, i)
		if o == paged {
			text = "Стисло…"
		}
		fmt.Fprintf(w, "<item><title>Подія</title><link>%s</link><description>%s</description></item>", growingLink("http://"+r.Host, o, i), text)
	}
	fmt.Fprint(w, "</channel></rss>")
}

// bucketStore keeps the feeds' states in the archive's journal, as serve does.
type bucketStore struct{ b *index.Bucket }

func (s bucketStore) Load(ctx context.Context, key string) ([]byte, error) {
	e, err := s.b.Get(ctx, key)
	if errors.Is(err, index.ErrNoKey) {
		return nil, nil
	}
	return e.Value, err
}

func (s bucketStore) Save(ctx context.Context, key string, v []byte) error {
	_, err := s.b.Put(ctx, key, v)
	return err
}

// pollInto polls the growing web into a data folder until it has so many articles,
// and a little longer.
func pollInto(ctx context.Context, dir, base string, articles int) (err error) {
	places, err := gazetteer.Load()
	if err != nil {
		return err
	}
	a, err := index.Open(ctx, index.Options{
		Dir: dir, Places: places, Extract: func(*incident.Article) incident.Extraction { return incident.Extraction{} },
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	b, err := a.State(ctx, "feeds")
	if err != nil {
		return err
	}
	client := fetch.New(fetch.Config{AllowHosts: []string{strings.TrimPrefix(base, "http://")}, HostPause: -1})
	defer client.Close()
	var feeds []Feed
	for o := range growers {
		f := Feed{Name: fmt.Sprint("outlet ", o), URL: fmt.Sprintf("%s/list/%d", base, o), Kind: List}
		if o == paged {
			f.Kind = Pages
		}
		feeds = append(feeds, f)
	}
	p := New(Options{
		Get: client, Store: bucketStore{b}, Rand: rand.Float64, Pace: Pace{Min: 5 * time.Millisecond, Max: 10 * time.Millisecond, Backoff: 20 * time.Millisecond},
		Add: func(ctx context.Context, as []incident.Article) error { _, err := a.Add(ctx, as); return err },
	})
	run, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	go func() {
		for run.Err() == nil {
			if c, err := a.Coverage(run); err == nil && c.Articles >= articles {
				time.AfterFunc(time.Second, stop)
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	return p.Run(run, feeds)
}

// Killed by SIGKILL at random moments while it polls outlets into a real data
// folder, the program loses no item and keeps none twice.
// INCIDENTBOT_TEST_KILLS sets how often (50 by the bar).
func TestPollingIsKilled(t *testing.T) {
	kills := 3
	if s := os.Getenv("INCIDENTBOT_TEST_KILLS"); s != "" {
		kills, _ = strconv.Atoi(s)
	} else if testing.Short() {
		t.Skip("starts and kills processes")
	}
	web := &growing{}
	srv := httptest.NewServer(web)
	defer srv.Close()
	dir, rnd := t.TempDir(), rand.New(rand.NewPCG(uint64(os.Getpid()), 5))
	for range kills {
		pollUntilKilled(t, web, dir, srv.URL, time.Duration(rnd.IntN(700))*time.Millisecond)
	}
	web.mu.Lock()
	web.still = true
	total := 0
	for _, n := range web.items {
		total += n
	}
	web.mu.Unlock()
	if total < growers*kills {
		t.Fatalf("only %d items were published", total)
	}
	if err := pollInto(t.Context(), dir, srv.URL, total); err != nil {
		t.Fatal(err)
	}
	checkPolled(t, web, dir, srv.URL, total)
	t.Logf("%d kills, %d items", kills, total)
}

// pollUntilKilled kills a child some time after its first asking of an outlet.
func pollUntilKilled(t *testing.T, web *growing, dir, base string, after time.Duration) {
	t.Helper()
	count := func() (n int) {
		web.mu.Lock()
		defer web.mu.Unlock()
		for _, k := range web.items {
			n += k
		}
		return n
	}
	before := count()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killDir+"="+dir, killBase+"="+base)
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); count() == before && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(after)
	_ = cmd.Process.Signal(syscall.SIGKILL)
	if err := cmd.Wait(); err == nil || said.Len() > 0 {
		t.Fatalf("the child was not killed: %v %.2000s", err, said.String())
	}
}

func checkPolled(t *testing.T, web *growing, dir, base string, total int) {
	t.Helper()
	a := openArchiveIn(t, dir)
	if err := a.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := a.Coverage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := a.Stats(t.Context())
	if err != nil || c.Articles != total || s.Records != uint64(total) {
		t.Errorf("%d items were published; %d articles, %d records in the journal, %v", total, c.Articles, s.Records, err)
	}
	for o := range growers - 1 {
		for k := range web.items[o] {
			art, err := a.Article(t.Context(), source.IDOfURL(growingLink(base, o, k)))
			if err != nil || strings.TrimSpace(art.Text) != strings.TrimSpace(growingText(o, k)) {
				t.Fatalf("outlet %d, item %d: %v, %.100q", o, k, err, art.Text)
			}
		}
	}
}
