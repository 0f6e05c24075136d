package alert

import (
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// world is an archive of events in memory, a bucket and a phone: what the alerter sees and does.
type world struct {
	mu      sync.Mutex
	cond    chan struct{}
	seq     uint64
	events  map[string]incident.Event
	records map[string][]byte
	lastMsg int
	texts   map[string]string // by "chat/message": the newest text
	sends   map[int64]int
	replies map[int64]int
	edits   map[int64]int
	pace    time.Duration
	fail    func(op string, chat int64) error
}

func newWorld() *world {
	return &world{
		cond: make(chan struct{}), events: map[string]incident.Event{}, records: map[string][]byte{}, texts: map[string]string{},
		sends: map[int64]int{}, replies: map[int64]int{}, edits: map[int64]int{},
	}
}

func (w *world) put(e *incident.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seq++
	e.Seq = w.seq
	e.Revision = int(w.seq)
	w.events[e.ID] = *e
	close(w.cond)
	w.cond = make(chan struct{})
}

func (w *world) Wait(ctx context.Context, after uint64) (uint64, error) {
	for {
		w.mu.Lock()
		seq, c := w.seq, w.cond
		w.mu.Unlock()
		if seq > after {
			return seq, nil
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-c:
		}
	}
}

func (w *world) Changed(_ context.Context, after uint64) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		w.mu.Lock()
		var out []incident.Event
		for _, e := range w.events {
			if e.Seq > after {
				out = append(out, e)
			}
		}
		w.mu.Unlock()
		for _, e := range out {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (w *world) Event(_ context.Context, id string) (incident.Event, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	e, ok := w.events[id]
	if !ok {
		return e, index.ErrNotFound
	}
	return e, nil
}

func (w *world) Events(context.Context, index.Filter) (index.Page, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var p index.Page
	for _, e := range w.events {
		p.Events = append(p.Events, e)
		p.Total++
	}
	return p, nil
}

func (w *world) Places() *gazetteer.Gazetteer { return &gazetteer.Gazetteer{} }

// The bucket.

func (w *world) Get(_ context.Context, key string) (index.Entry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	v, ok := w.records[key]
	if !ok {
		return index.Entry{}, index.ErrNoKey
	}
	return index.Entry{Key: key, Value: v}, nil
}

func (w *world) Put(_ context.Context, key string, value []byte) (uint64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.records[key] = value
	return 1, nil
}

func (w *world) Delete(_ context.Context, key string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.records, key)
	return nil
}

func (w *world) All(context.Context) iter.Seq2[index.Entry, error] {
	return func(yield func(index.Entry, error) bool) {
		for k, v := range w.records {
			if k != cursorKey && !yield(index.Entry{Key: k, Value: v}, nil) {
				return
			}
		}
	}
}

// The phone.

func (w *world) Send(_ context.Context, chat int64, a handlers.Answer, o Options) (int, error) {
	time.Sleep(w.pace)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		if err := w.fail("send", chat); err != nil {
			return 0, err
		}
	}
	w.lastMsg++
	if o.ReplyTo != 0 {
		w.replies[chat]++
	} else {
		w.sends[chat]++
	}
	w.texts[fmt.Sprintf("%d/%d", chat, w.lastMsg)] = a.Understood
	return w.lastMsg, nil
}

func (w *world) Edit(_ context.Context, chat int64, message int, a handlers.Answer) error {
	time.Sleep(w.pace)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		if err := w.fail("edit", chat); err != nil {
			return err
		}
	}
	w.edits[chat]++
	w.texts[fmt.Sprintf("%d/%d", chat, message)] = a.Understood
	return nil
}

// told returns how many messages, replies and edits a chat got.
func (w *world) told(chat int64) (sends, replies, edits int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sends[chat], w.replies[chat], w.edits[chat]
}

// reads returns the newest text of a message.
func (w *world) reads(message string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.texts[message]
}

// The words: the state of each event, so that a test can see what a chat reads last.

func (w *world) Alert(_ context.Context, es []incident.Event, _ int, _ incident.Lang, _ *time.Location, _ time.Time) handlers.Answer {
	text := ""
	for _, e := range es {
		text += fmt.Sprintf("%s:%d ", e.ID, e.Revision)
	}
	return handlers.Answer{Understood: text}
}

func (w *world) Note(_ context.Context, e incident.Event, r Reason, _ incident.Lang, _ *time.Location, _ time.Time) handlers.Answer {
	return handlers.Answer{Understood: fmt.Sprintf("%s %s", e.ID, r)}
}

func (w *world) Digest(_ context.Context, _ []incident.Event, total int, _ incident.Lang, _ *time.Location, _ time.Time) handlers.Answer {
	return handlers.Answer{Understood: fmt.Sprintf("digest of %d", total)}
}

// run starts an alerter over the world's records and returns how to stop it.
func run(t *testing.T, w *world, workers int) (*Store, func()) {
	t.Helper()
	s, err := OpenStore(t.Context(), w, w)
	if err != nil {
		t.Fatal(err)
	}
	a := New(w, s, w, w, policy, time.Now, slog.New(slog.NewTextHandler(io.Discard, nil)), workers)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	return s, func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func today(id string) *incident.Event {
	return event(func(e *incident.Event) { e.ID, e.Date = id, incident.DayOf(time.Now()) })
}

func TestOneEventIsOneMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		s, stop := run(t, w, 2)
		defer stop()
		if err := s.Change(t.Context(), 5, 0, func(c *Chat) { c.Sub = &Subscription{} }); err != nil {
			t.Fatal(err)
		}
		e := today("e1")
		for n := range int32(4) {
			killed(n)(e)
			w.put(e)
			time.Sleep(time.Minute)
		}
		e.Articles = 9
		w.put(e)
		time.Sleep(time.Minute)
		if sends, replies, edits := w.told(5); sends != 1 || replies != 3 || edits != 4 {
			t.Errorf("%d messages, %d replies, %d edits; want 1, 3, 4", sends, replies, edits)
		}
		if got := w.reads("5/1"); got != "e1:5 " {
			t.Errorf("the message reads %q", got)
		}
	})
}

func TestRestartAndRebuildSendNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		s, stop := run(t, w, 2)
		_ = s.Change(t.Context(), 5, 0, func(c *Chat) { c.Sub = &Subscription{} })
		w.put(today("e1"))
		time.Sleep(time.Minute)
		stop()
		delete(w.records, cursorKey) // the cursor lost: everything is decided anew
		_, stop = run(t, w, 2)
		time.Sleep(time.Minute)
		stop()
		if sends, _, edits := w.told(5); sends != 1 || edits != 0 {
			t.Errorf("%d messages, %d edits", sends, edits)
		}
	})
}

func TestHeldUntilMorning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		s, stop := run(t, w, 1)
		h := time.Now().In(kyiv).Hour()
		_ = s.Change(t.Context(), 5, 0, func(c *Chat) {
			c.Sub = &Subscription{Quiet: &Hours{h * 60, ((h + 3) % 24) * 60}}
		})
		w.put(today("e1"))
		time.Sleep(time.Hour)
		if sends, _, _ := w.told(5); sends != 0 {
			t.Error("sent in quiet hours")
		}
		stop() // a restart must not lose what is held
		_, stop = run(t, w, 1)
		time.Sleep(3 * time.Hour)
		stop()
		if sends, _, _ := w.told(5); sends != 1 {
			t.Errorf("%d messages after the quiet hours", sends)
		}
	})
}

func TestBlockedChatAndDeletedMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		s, stop := run(t, w, 1)
		defer stop()
		for _, id := range []int64{5, 6} {
			_ = s.Change(t.Context(), id, 0, func(c *Chat) { c.Sub = &Subscription{} })
		}
		w.fail = func(op string, chat int64) error {
			switch {
			case chat == 5:
				return fmt.Errorf("403: %w", ErrGone)
			case op == "edit":
				return fmt.Errorf("400: %w", ErrMessageGone)
			}
			return nil
		}
		e := today("e1")
		w.put(e)
		time.Sleep(time.Minute)
		e.Articles = 3
		w.put(e)
		time.Sleep(time.Hour)
		if sends, _, _ := w.told(6); !s.Get(5, 0).Gone || sends != 1 || len(s.Get(6, 0).Posts) != 1 {
			t.Errorf("gone %v, %d messages", s.Get(5, 0).Gone, sends)
		}
	})
}

func TestFailureIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		s, stop := run(t, w, 1)
		defer stop()
		_ = s.Change(t.Context(), 5, 0, func(c *Chat) { c.Sub = &Subscription{} })
		n := 0
		w.fail = func(string, int64) error {
			if n++; n < 3 {
				return fmt.Errorf("no network")
			}
			return nil
		}
		w.put(today("e1"))
		time.Sleep(10 * time.Minute)
		if sends, _, _ := w.told(5); sends != 1 || n != 3 {
			t.Errorf("%d messages in %d tries", sends, n)
		}
	})
}

func TestDigest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		s, stop := run(t, w, 1)
		defer stop()
		hour := time.Now().In(kyiv).Add(2 * time.Hour).Hour()
		_ = s.Change(t.Context(), 5, 0, func(c *Chat) { c.Sub = &Subscription{Digest: &hour} })
		w.put(today("e1"))
		time.Sleep(30 * time.Hour)
		if sends, _, _ := w.told(5); sends != 2 { // the event is of yesterday on the second day
			t.Errorf("%d digests", sends)
		}
	})
}

// TestWave is the bar: one wave of 12 events that grows over 40 updates. Each
// chat ends with its final state in one message, and has no reply without a reason.
func TestWave(t *testing.T) {
	chats := int64(10_000)
	if testing.Short() {
		chats = 500
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		w.pace = time.Second * 8 / 30 // eight workers, thirty messages a second
		s, stop := run(t, w, 8)
		for id := range chats {
			_ = s.Change(t.Context(), id+1, 0, func(c *Chat) { c.Sub = &Subscription{} })
		}
		es := make([]*incident.Event, 12)
		rises := 0
		for u := range 40 {
			i := u % len(es)
			if es[i] == nil {
				es[i] = today(fmt.Sprintf("e%02d", i))
			} else if u%3 == 0 {
				rises++
				killed(int32(u))(es[i])
			}
			es[i].Articles++
			w.put(es[i])
			time.Sleep(time.Minute)
		}
		time.Sleep(2 * time.Hour)
		stop()
		for id := int64(1); id <= chats; id++ {
			c := s.Get(id, 0)
			if w.sends[id] != 1 || w.replies[id] > rises || len(c.Posts) != 1 || len(c.Posts[0].Events) != len(es) {
				t.Fatalf("chat %d: %d messages, %d replies, %d posts", id, w.sends[id], w.replies[id], len(c.Posts))
			}
			for _, told := range c.Posts[0].Events {
				if want := w.events[told.Event].Revision; told.Revision != want {
					t.Fatalf("chat %d was last told revision %d of %s, not %d", id, told.Revision, told.Event, want)
				}
			}
		}
	})
}
