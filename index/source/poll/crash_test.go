package poll

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/source"
)

var errDead = errors.New("the process is dead")

// mortal lets a number of effects happen and none after: the process was killed
// there. The last effect happens or not, and nobody learns which.
type mortal struct {
	mu      sync.Mutex
	left    int
	torn    bool
	store   Store
	archive *archive
	died    context.CancelFunc
}

func (m *mortal) effect(do func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.left--; m.left > 0 {
		return do()
	}
	if m.left == 0 && m.torn {
		_ = do()
	}
	m.died()
	return errDead
}

func (m *mortal) Load(ctx context.Context, key string) ([]byte, error) { return m.store.Load(ctx, key) }

func (m *mortal) Save(ctx context.Context, key string, v []byte) error {
	return m.effect(func() error { return m.store.Save(ctx, key, v) })
}

func (m *mortal) add(ctx context.Context, as []incident.Article) error {
	return m.effect(func() error { return m.archive.add(ctx, as) })
}

// archive keeps each article once by its id and text, as the real one promises.
type archive struct {
	mu   sync.Mutex
	kept map[string]incident.Article
}

func (a *archive) add(_ context.Context, as []incident.Article) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, x := range as {
		a.kept[x.ID] = x
	}
	return nil
}

// Killed at fifty random moments, before and behind an effect: no item is lost,
// and none is kept twice.
func TestKilledAtFiftyMoments(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	for range 50 {
		left, torn := 1+rnd.IntN(60), rnd.IntN(2) == 0
		synctest.Test(t, func(t *testing.T) { killOnce(t, left, torn) })
	}
}

func killOnce(t *testing.T, left int, torn bool) {
	w := newWeek(0)
	for i := range behaviours {
		if listed(i) {
			w.feeds = append(w.feeds, Feed{Name: fmt.Sprint("outlet ", i), URL: urlOf(i), Kind: kindFor(i)})
		}
	}
	kept := &archive{kept: map[string]incident.Article{}}
	ctx, died := context.WithCancel(t.Context())
	m := &mortal{left: left, torn: torn, store: w.store, archive: kept, died: died}
	p := w.poller(rand.New(rand.NewPCG(1, uint64(left))))
	p.opt.Store, p.opt.Add, p.opt.Workers = m, m.add, 1
	_ = p.Run(ctx, w.feeds)
	if died(); m.left > 0 {
		t.Fatalf("not killed: %d effects left", m.left)
	}

	ctx, cancel := context.WithTimeout(t.Context(), 9*time.Hour)
	defer cancel()
	again := w.poller(rand.New(rand.NewPCG(2, uint64(left))))
	again.opt.Add = kept.add
	if err := again.Run(ctx, w.feeds); err != nil {
		t.Fatal(err)
	}
	w.checkKept(t, kept)
}

func kindFor(i int) Kind {
	if i%behaviours == summaries {
		return Pages
	}
	return List
}

func (w *week) checkKept(t *testing.T, kept *archive) {
	now := time.Now()
	may := map[string]bool{}
	for i := range behaviours {
		for k := range w.count(i, now) {
			id := source.IDOfURL(link(i, k))
			may[id] = true
			_, ok := kept.kept[id]
			if late := now.Sub(w.born(i, k)) > lateAfter; late && !ok && listed(i) {
				t.Errorf("outlet %d item %d was lost", i, k)
			}
		}
	}
	for id, a := range kept.kept {
		if !may[id] {
			t.Errorf("kept under a second name: %s %q", id, a.URL)
		}
	}
}

func listed(i int) bool { return i != huge && i != goneOnDay3 && i != changingItems }

// An archive that refuses for an hour loses nothing, and the outlets are not
// blamed for it.
func TestArchiveRefusesForAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWeek(behaviours)
		p := w.poller(rand.New(rand.NewPCG(3, 3)))
		p.opt.Add = func(ctx context.Context, as []incident.Article) error {
			if time.Since(w.start) < time.Hour {
				return errors.New("disk full")
			}
			return w.ledger.add(ctx, as)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 12*time.Hour)
		defer cancel()
		if err := p.Run(ctx, w.feeds[:withLastModified+1]); err != nil {
			t.Fatal(err)
		}
		w.feeds = w.feeds[:withLastModified+1]
		for i := range w.feeds {
			for k := range w.count(i, time.Now().Add(-lateAfter)) {
				if n := w.ledger.count[entry(w.feeds[i].Name, source.IDOfURL(link(i, k)), w.words(i, k, time.Now()))]; n != 1 {
					t.Errorf("outlet %d item %d: %d times", i, k, n)
				}
			}
		}
		if len(w.notices) > 0 {
			t.Errorf("blamed: %v", w.notices)
		}
	})
}
