package poll

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"incidentbot/index/incident"
	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

// TestMain lets the test binary be the process that a test kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killDir); dir != "" {
		fmt.Println("ended:", pollInto(context.Background(), dir, os.Getenv(killBase), math.MaxInt))
		return
	}
	// bleve starts these when it is linked in
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

// memory is a Store.
type memory struct {
	mu sync.Mutex
	m  map[string][]byte
}

func (s *memory) Load(_ context.Context, key string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m[key], nil
}

func (s *memory) Save(_ context.Context, key string, v []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[key] = append(s.m[key][:0:0], v...)
	return nil
}

// ledger counts what was handed on, by outlet, id and text.
type ledger struct {
	mu    sync.Mutex
	count map[string]int
	ids   map[string]bool
	tap   func([]incident.Article)
}

func (l *ledger) add(_ context.Context, as []incident.Article) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.tap != nil {
		l.tap(slices.Clone(as))
	}
	for _, a := range as {
		l.ids[a.ID] = true
		l.count[entry(a.Outlet, a.ID, a.Text)]++
	}
	return nil
}

func entry(outlet, id, text string) string { return fmt.Sprintf("%s|%s|%x", outlet, id, hash(text)) }

// week is a run of the poller over the scripted world.
type week struct {
	*world
	ledger  *ledger
	store   *memory
	feeds   []Feed
	notices []Notice
	rounds  int
	heap    []uint64 // by day
}

func newWeek(n int) *week {
	w := &week{
		world:  &world{start: time.Now(), pause: 2 * time.Second, hosts: map[string]*hostLog{}, asked: map[string][]time.Time{}},
		ledger: &ledger{count: map[string]int{}, ids: map[string]bool{}}, store: &memory{m: map[string][]byte{}},
	}
	for i := range n {
		kind := List
		if i%behaviours == summaries {
			kind = Pages
		}
		w.feeds = append(w.feeds, Feed{Name: fmt.Sprint("outlet ", i), URL: urlOf(i), Kind: kind})
	}
	return w
}

func (w *week) poller(rnd *rand.Rand) *Poller {
	client := fetch.New(fetch.Config{Transport: w.world, HostPause: w.pause, MaxBody: 64 << 10})
	var mu sync.Mutex
	return New(Options{
		Get: client, Store: w.store, Add: w.ledger.add, Workers: 32,
		Notify:  func(n Notice) { w.notices = append(w.notices, n) },
		Observe: func(r Round) { w.rounds++ },
		Rand: func() float64 {
			mu.Lock()
			defer mu.Unlock()
			return rnd.Float64()
		},
	})
}

func (w *week) run(t *testing.T, days int) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	p := w.poller(rand.New(rand.NewPCG(1, 2)))
	go func() { done <- p.Run(ctx, w.feeds) }()
	for range days {
		time.Sleep(day)
		w.heap = append(w.heap, heapNow())
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func heapNow() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A thousand feeds for a week: every item exactly once, no host asked too often
// or twice at a time, memory flat, every goroutine ended.
func TestThousandFeedsForAWeek(t *testing.T) {
	n, days := 1000, 7
	if testing.Short() {
		n, days = 60, 7
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWeek(n)
		w.run(t, days)
		w.checkItems(t, days)
		w.checkManners(t)
		w.checkNotices(t)
		grown := int64(w.heap[days-1]) - int64(w.heap[0])
		t.Logf("%d feeds, %d days: %d rounds, %d texts handed on, heap %d MB on day 1, %+d kB by day %d",
			n, days, w.rounds, len(w.ledger.count), w.heap[0]>>20, grown>>10, days)
		if perFeed := grown / int64(n); perFeed > 64<<10 {
			t.Errorf("memory grew by %d bytes a feed", perFeed)
		}
	})
}

// checkItems counts every version of every item of every outlet.
func (w *week) checkItems(t *testing.T, days int) {
	end := w.start.Add(time.Duration(days) * day)
	wrong := 0
	for i := range w.feeds {
		for k := range w.count(i, end) {
			for _, text := range w.versions(i, k, end) {
				got := w.ledger.count[entry(w.feeds[i].Name, source.IDOfURL(link(i, k)), text)]
				if want := w.wanted(i, k, end); got != want && (want >= 0 || got > 1) {
					if wrong++; wrong < 20 {
						t.Errorf("outlet %d (behaviour %d) item %d: handed on %d times, want %d", i, i%behaviours, k, got, want)
					}
				}
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d items wrong", wrong)
	}
}

// wanted is how often an item has to be handed on; -1: once or not at all.
func (w *week) wanted(i, k int, end time.Time) int {
	born := w.born(i, k)
	switch b := i % behaviours; {
	case b == huge:
		return 0
	case end.Sub(born) < lateAfter, b == goneOnDay3 && born.Sub(w.start) > 3*day-lateAfter, b == changingItems:
		return -1
	}
	return 1
}

func (w *week) versions(i, k int, end time.Time) []string {
	if i%behaviours == summaries {
		page, err := source.ParsePage(source.Document{Body: []byte(pageHTML(i, k)), ContentType: "text/html"})
		if err != nil {
			panic(err)
		}
		return []string{page.Text}
	}
	return []string{w.words(i, k, end)}
}

// checkManners looks at how the outlets were asked.
func (w *week) checkManners(t *testing.T) {
	for _, f := range w.faults[:min(len(w.faults), 10)] {
		t.Error(f)
	}
	for i := range w.feeds {
		times := w.asked[urlOf(i)]
		switch i % behaviours {
		case movedAway:
			if len(times) != 1 {
				t.Errorf("outlet %d moved for good and was asked %d times at its old address", i, len(times))
			}
		case goneOnDay3:
			if last := times[len(times)-1]; last.Sub(w.start) > 3*day+4*time.Hour {
				t.Errorf("outlet %d was asked %v after the start, though gone", i, last.Sub(w.start))
			}
		case throttling:
			for n := 5; n < len(times); n += 5 {
				if waited := times[n].Sub(times[n-1]); waited < time.Hour {
					t.Errorf("outlet %d asked for an hour and got %v", i, waited)
				}
			}
		case cached2h:
			for n := 1; n < len(times); n++ {
				if waited := times[n].Sub(times[n-1]); waited < 2*time.Hour*9/10 {
					t.Errorf("outlet %d says that its list is good for 2 hours and was asked after %v", i, waited)
				}
			}
		}
		if most := int(7 * day / (5 * time.Minute) * 11 / 10); len(times) > most {
			t.Errorf("outlet %d was asked %d times", i, len(times))
		}
	}
}

// checkNotices looks for the one word an operator needs, said once.
func (w *week) checkNotices(t *testing.T) {
	got := map[string]int{}
	for _, n := range w.notices {
		got[n.Feed.URL+" "+string(n.Kind)]++
	}
	for i := range w.feeds {
		want := map[int]NoticeKind{movedAway: Moved, goneOnDay3: Gone, huge: Broken}[i%behaviours]
		if i%behaviours == fallsSilent && gap(i) < day {
			want = Silent
		}
		if want != "" && got[urlOf(i)+" "+string(want)] != 1 {
			t.Errorf("outlet %d: %d notices %q", i, got[urlOf(i)+" "+string(want)], want)
		}
	}
	for _, n := range w.notices {
		if !strings.HasSuffix(n.Text, ".") || !strings.Contains(n.Text, "outlet") {
			t.Errorf("no sentence: %q", n.Text)
		}
	}
}
