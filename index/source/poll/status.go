package poll

import (
	"context"
	"time"
)

// Health is how a feed does, in one word.
type Health string

// The healths.
const (
	Well    Health = "well"
	Waiting Health = "waiting" // not asked yet
	Failing Health = "failing" // the last round failed
	Quiet   Health = "silent"  // nothing new for longer than it should be
	Retired Health = "retired" // gone for good
	Paused  Health = "paused"
	Wrong   Health = "wrong" // not listed as it should be
)

// Status is a feed's state for users and operators.
type Status struct {
	Feed     Feed
	Health   Health
	Title    string // as the source calls itself
	Address  string // where it is asked now
	Items    int    // handed on so far
	LastItem time.Time
	LastGood time.Time
	LastTry  time.Time
	Next     time.Time
	Interval time.Duration
	Failures int    // in a row
	Problem  string // in words; empty if there is none
}

// Statuses tells how the listed feeds do, in their order, from what is stored:
// it needs no running poller, and on every node says the same.
func Statuses(ctx context.Context, store Store, feeds []Feed, now time.Time) ([]Status, error) {
	out := make([]Status, 0, len(feeds))
	for _, f := range feeds {
		s, err := load(ctx, store, &f)
		if err != nil {
			return nil, err
		}
		held, err := isPaused(ctx, store, &f)
		if err != nil {
			return nil, err
		}
		listed := f
		f.Off = f.Off || held
		st := statusOf(f, s, now)
		st.Feed = listed
		out = append(out, st)
	}
	return out, nil
}

func statusOf(f Feed, s State, now time.Time) Status {
	st := Status{
		Feed: f, Title: s.Title, Address: address(f, s), Items: s.Items, LastItem: s.LastItem, LastGood: s.LastGood,
		LastTry: s.LastTry, Next: s.Next, Interval: s.Interval, Failures: s.Failures, Problem: s.Error, Health: Well,
	}
	wrong := f.Check()
	switch {
	case wrong != nil:
		st.Health, st.Problem = Wrong, wrong.Error()
	case s.Retired != "":
		st.Health, st.Problem = Retired, s.Retired
	case f.Off:
		st.Health = Paused
	case s.LastTry.IsZero():
		st.Health = Waiting
	case s.Failures > 0:
		st.Health = Failing
	case now.Sub(latest(s.LastItem, s.FirstGood)) > f.silence():
		st.Health = Quiet
	}
	return st
}

// Revive has a retired feed asked again, at the address that is listed; a running
// poller sees it within ten minutes. It does nothing to a feed that is not retired.
func Revive(ctx context.Context, store Store, f Feed) error {
	s, err := load(ctx, store, &f)
	if err != nil || s.Retired == "" {
		return err
	}
	s.Retired, s.URL, s.Error, s.Failures = "", "", "", 0
	s.ETag, s.LastModified, s.Body = "", "", 0
	s.Next, s.LastTry = time.Time{}, time.Time{}
	return save(ctx, store, &f, &s)
}
