package poll

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/source/fetch"
)

// A paused feed is not asked by a running poller, nor by the next one, until it is resumed.
func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWeek(2)
		f := w.feeds[0]
		run := func(d time.Duration) {
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			p := w.poller(nil)
			p.opt.Rand = func() float64 { return 0.5 }
			go func() { done <- p.Run(ctx, w.feeds[:1]) }()
			time.Sleep(d)
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		pause := func(on bool, want Health) {
			if err := SetPaused(t.Context(), w.store, f, on); err != nil {
				t.Fatal(err)
			}
			if got, err := Statuses(t.Context(), w.store, w.feeds[:1], time.Now()); err != nil || got[0].Health != want || got[0].Feed.Off {
				t.Errorf("%+v, %v: want %s", got, err, want)
			}
		}
		pause(true, Paused)
		run(12 * time.Hour)
		run(12 * time.Hour)
		if n := w.times(0); n != 0 {
			t.Errorf("asked %d times while paused", n)
		}
		pause(false, Waiting)
		run(2 * time.Minute)
		if n := w.times(0); n == 0 {
			t.Error("not asked after it was resumed")
		}
	})
}

// dying is a Getter of a list that is gone for a while.
type dying struct {
	gone  atomic.Bool
	asked atomic.Int32
}

func (d *dying) Get(ctx context.Context, req fetch.Request) (fetch.Response, error) {
	d.asked.Add(1)
	if d.gone.Load() {
		return fetch.Response{}, &fetch.Error{Class: fetch.Gone, Msg: "the server says 410 Gone"}
	}
	return chronicle("1", "2").Get(ctx, req)
}

// A retired feed is not asked by a running poller until it is revived.
func TestRevive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := Feed{Name: "A", URL: "https://a.example/rss", Silent: 30 * day}
		store, d := &memory{m: map[string][]byte{}}, &dying{}
		told := make(chan NoticeKind, 10)
		p := New(Options{
			Get: d, Store: store, Add: func(context.Context, []incident.Article) error { return nil }, Rand: func() float64 { return 0.5 },
			Notify: func(n Notice) { told <- n.Kind },
		})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- p.Run(ctx, []Feed{f}) }()
		time.Sleep(day)
		d.gone.Store(true)
		time.Sleep(day)
		before := d.asked.Load()
		time.Sleep(day)
		if n := d.asked.Load(); n != before || <-told != Gone || len(told) > 0 {
			t.Errorf("asked %d times, then %d", before, n)
		}
		d.gone.Store(false)
		if err := Revive(t.Context(), store, f); err != nil {
			t.Fatal(err)
		}
		time.Sleep(11 * time.Minute)
		if got, err := Statuses(t.Context(), store, []Feed{f}, time.Now()); err != nil || got[0].Health != Well || d.asked.Load() != before+1 {
			t.Errorf("%+v %v, asked %d times", got, err, d.asked.Load())
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
