package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// wire is a sender for tests: it notes what is sent when, and fails as told.
type wire struct {
	mu    sync.Mutex
	fail  func(n int, chat int64) error
	delay time.Duration
	n     int
	sent  []wireMessage
}

type wireMessage struct {
	chat int64
	text string
	at   time.Time
}

func (w *wire) send(_ context.Context, chat int64, m Message) (Sent, error) {
	time.Sleep(w.delay)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
	if w.fail != nil {
		if err := w.fail(w.n, chat); err != nil {
			return Sent{}, err
		}
	}
	w.sent = append(w.sent, wireMessage{chat, m.HTML, time.Now()})
	return Sent{Chat: chat, ID: w.n}, nil
}

// outboxTest runs play with an outbox in a bubble; the outbox stops after it.
func outboxTest(t *testing.T, w *wire, h Hooks, play func(ctx context.Context, o *Outbox)) {
	synctest.Test(t, func(t *testing.T) {
		o := NewOutbox(w.send, h, time.Now, slog.New(slog.DiscardHandler))
		ctx, cancel := context.WithCancel(t.Context())
		over := make(chan struct{})
		go func() { o.Run(ctx); close(over) }()
		play(ctx, o)
		cancel()
		<-over
	})
}

func put(o *Outbox, chat int64, text string, u Urgency) {
	o.Put(Job{Chat: chat, Message: Message{HTML: text}, Urgency: u})
}

// most returns the greatest number of sends within any period.
func most(sent []wireMessage, period time.Duration) int {
	best := 0
	for i := range sent {
		n := 0
		for _, m := range sent[i:] {
			if m.at.Sub(sent[i].at) < period {
				n++
			}
		}
		best = max(best, n)
	}
	return best
}

func TestOutboxLimits(t *testing.T) {
	w := new(wire)
	outboxTest(t, w, Hooks{}, func(ctx context.Context, o *Outbox) {
		for i := range 45 {
			put(o, -7, fmt.Sprint(i), Normal)
		}
		for i := range 300 {
			put(o, int64(i%100+1), "x", Normal)
		}
		begun := time.Now()
		o.Drain(ctx)
		group := slices.DeleteFunc(slices.Clone(w.sent), func(m wireMessage) bool { return m.chat != -7 })
		if n := most(w.sent, time.Second); n != 30 {
			t.Errorf("at most %d messages a second, want 30: neither more nor lazily less", n)
		}
		if n := most(group, time.Minute); n != 20 {
			t.Errorf("at most %d messages a minute into a group, want 20", n)
		}
		if n := most(group, time.Second); n != 1 {
			t.Errorf("%d messages a second into a chat", n)
		}
		for i, m := range group {
			if m.text != fmt.Sprint(i) {
				t.Fatalf("message %d of the group is %s", i, m.text)
			}
		}
		if d := time.Since(begun); d > 2*time.Minute+20*time.Second {
			t.Errorf("45 messages into a group took %v", d)
		}
	})
}

func TestOutboxUrgency(t *testing.T) {
	w := new(wire)
	outboxTest(t, w, Hooks{}, func(ctx context.Context, o *Outbox) {
		for i := range 100 {
			put(o, int64(i+1), "digest", Digest)
		}
		put(o, 5, "answer", Normal)
		put(o, 500, "alert", Urgent)
		o.Drain(ctx)
		place := func(text string) int {
			return slices.IndexFunc(w.sent, func(m wireMessage) bool { return m.text == text })
		}
		if place("alert") >= 60 || place("answer") >= 60 {
			t.Errorf("alert went as number %d, answer as %d, of %d", place("alert"), place("answer"), len(w.sent))
		}
	})
}

func TestOutboxFairness(t *testing.T) {
	w := new(wire)
	outboxTest(t, w, Hooks{}, func(ctx context.Context, o *Outbox) {
		for i := range 200 {
			put(o, int64(i%2+1), "much", Normal)
		}
		for i := range 40 {
			put(o, int64(i+10), "one", Normal)
		}
		time.Sleep(4 * time.Second)
		w.mu.Lock()
		defer w.mu.Unlock()
		ones := slices.DeleteFunc(slices.Clone(w.sent), func(m wireMessage) bool { return m.text != "one" })
		if len(ones) != 40 {
			t.Errorf("after 3 s %d of 40 chats with one message have it", len(ones))
		}
	})
}

func TestOutboxFates(t *testing.T) {
	api := func(code int, text string) error {
		return &APIError{Method: "sendMessage", Code: code, Description: text}
	}
	for _, c := range []struct {
		name  string
		err   error
		times int
		tries int
		ok    bool
		gone  int
	}{
		{"not modified", api(400, "Bad Request: message is not modified: same"), 99, 1, true, 0},
		{"blocked", api(403, "Forbidden: bot was blocked by the user"), 99, 1, false, 1},
		{"no chat", api(400, "Bad Request: chat not found"), 99, 1, false, 1},
		{"bad markup", api(400, "Bad Request: can't parse entities"), 99, 1, false, 0},
		{"server down twice", api(502, ""), 2, 3, true, 0},
		{"no network twice", &NetError{"sendMessage", errors.New("no route")}, 2, 3, true, 0},
		{"server down for ever", api(500, ""), 99, maxTries, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := &wire{fail: func(n int, _ int64) error {
				if n <= c.times {
					return c.err
				}
				return nil
			}}
			gone := 0
			outboxTest(t, w, Hooks{Gone: func(context.Context, int64) { gone++ }}, func(_ context.Context, o *Outbox) {
				ended := make(chan error, 2)
				o.Put(Job{Chat: 1, Done: func(_ Sent, err error) { ended <- err }})
				err := <-ended
				synctest.Wait()
				if (err == nil) != c.ok || w.n != c.tries || gone != c.gone {
					t.Errorf("ended with %v after %d tries, %d told it is gone; want ok=%v after %d, %d", err, w.n, gone, c.ok, c.tries, c.gone)
				}
			})
		})
	}
}

func TestOutboxMoves(t *testing.T) {
	w := &wire{fail: func(_ int, chat int64) error {
		if chat == -1 {
			return &APIError{Code: 400, Description: "Bad Request: group chat was upgraded", MigrateTo: -1001}
		}
		return nil
	}}
	outboxTest(t, w, Hooks{}, func(ctx context.Context, o *Outbox) {
		for i := range 3 {
			put(o, -1, fmt.Sprint(i), Normal)
		}
		o.Drain(ctx)
		put(o, -1, "3", Normal)
		o.Drain(ctx)
		if len(w.sent) != 4 || w.n != 5 {
			t.Errorf("%d sent by %d calls, want 4 by 5: the old id is tried once", len(w.sent), w.n)
		}
		for i, m := range w.sent {
			if m.chat != -1001 || m.text != fmt.Sprint(i) {
				t.Errorf("message %d is %q into %d", i, m.text, m.chat)
			}
		}
	})
}

func TestOutboxStop(t *testing.T) {
	w := new(wire)
	ended := 0
	outboxTest(t, w, Hooks{}, func(ctx context.Context, o *Outbox) {
		for range 10 {
			o.Put(Job{Chat: 1, Done: func(_ Sent, err error) {
				if err == nil || errors.Is(err, ErrStopped) {
					ended++
				}
			}})
		}
		time.Sleep(3500 * time.Millisecond) // the first second is idle
	})
	if len(w.sent) != 3 || ended != 10 {
		t.Errorf("%d sent before the stop, %d of 10 told of their end", len(w.sent), ended)
	}
}

// TestOutboxProperty: whatever is sent where with whatever passing faults, all
// of it goes, in its order, within the limits.
func TestOutboxProperty(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		jobs := rapid.SliceOfN(rapid.IntRange(-3, 12), 1, 60).Draw(r, "chats")
		faults := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 20).Draw(r, "faults")
		w := &wire{delay: time.Duration(rapid.IntRange(0, 300).Draw(r, "delay")) * time.Millisecond}
		w.fail = func(n int, _ int64) error {
			switch faults[n%len(faults)] {
			case 0:
				return &APIError{Code: 429, RetryAfter: 3 * time.Second}
			case 1:
				return &APIError{Code: 502}
			}
			return nil
		}
		var givenUp atomic.Int32
		outboxTest(t, w, Hooks{}, func(ctx context.Context, o *Outbox) {
			for i, chat := range jobs {
				o.Put(Job{Chat: int64(chat), Urgency: Normal, Message: Message{HTML: fmt.Sprintf("%03d", i)}, Done: func(_ Sent, err error) {
					if err != nil {
						givenUp.Add(1)
					}
				}})
			}
			o.Drain(ctx)
		})
		last := map[int64]string{}
		for _, m := range w.sent {
			if m.text < last[m.chat] {
				r.Fatalf("chat %d: %s after %s", m.chat, m.text, last[m.chat])
			}
			last[m.chat] = m.text
		}
		if len(w.sent)+int(givenUp.Load()) != len(jobs) || givenUp.Load() > 0 && w.n < maxTries {
			r.Fatalf("%d sent and %d given up of %d", len(w.sent), givenUp.Load(), len(jobs))
		}
		if n := most(w.sent, time.Second); n > 30 {
			r.Fatalf("%d in a second", n)
		}
	})
}
