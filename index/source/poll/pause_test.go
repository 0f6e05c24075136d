package poll

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
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

// A retired feed is not asked by a running poller until it is revived.
func TestRevive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWeek(behaviours)
		f := w.feeds[goneOnDay3]
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		p := w.poller(nil)
		p.opt.Rand = func() float64 { return 0.5 }
		go func() { done <- p.Run(ctx, []Feed{f}) }()
		time.Sleep(4 * day)
		before := w.times(goneOnDay3)
		time.Sleep(day)
		if n := w.times(goneOnDay3); n != before || len(w.notices) != 1 || w.notices[0].Kind != Gone {
			t.Errorf("asked %d times, then %d; %v", before, n, w.notices)
		}
		if err := Revive(t.Context(), w.store, f); err != nil {
			t.Fatal(err)
		}
		w.start = time.Now().Add(-2 * day) // it is there again
		time.Sleep(11 * time.Minute)
		if got, err := Statuses(t.Context(), w.store, []Feed{f}, time.Now()); err != nil || got[0].Health != Well || w.times(goneOnDay3) != before+1 {
			t.Errorf("%+v %v, asked %d times", got, err, w.times(goneOnDay3))
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
