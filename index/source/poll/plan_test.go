package poll

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

var t0 = time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)

func TestPlanAdaptsToTheOutlet(t *testing.T) {
	pace := DefaultPace()
	f := Feed{Name: "A", URL: "https://a.example/rss"}
	s, now := State{}, t0
	for range 40 {
		s, _ = Plan(f, s, Outcome{New: 3}, pace, now, 0.5)
		now = s.Next
	}
	if s.Interval > pace.Min+time.Second {
		t.Errorf("a busy outlet is asked every %v", s.Interval)
	}
	for range 40 {
		s, _ = Plan(f, s, Outcome{}, pace, now, 0.5)
		now = s.Next
	}
	if s.Interval != pace.Max {
		t.Errorf("a sleepy outlet is asked every %v", s.Interval)
	}
	if s, _ = Plan(f, s, Outcome{New: 1, Left: 5}, pace, now, 0.5); s.Next.Sub(now) != pace.Min || s.ETag != "" {
		t.Errorf("items were left, and it is asked after %v", s.Next.Sub(now))
	}
	f.Every = time.Hour
	if s, _ = Plan(f, s, Outcome{}, pace, now, 0.5); s.Next.Sub(now) != time.Hour {
		t.Errorf("fixed to an hour, asked after %v", s.Next.Sub(now))
	}
}

func TestPlanAfterFailures(t *testing.T) {
	pace := DefaultPace()
	f := Feed{Name: "A", URL: "https://a.example/rss"}
	s := State{LastGood: t0, FirstGood: t0}
	var told []NoticeKind
	now := t0
	for n := range 12 {
		var notices []Notice
		s, notices = Plan(f, s, Outcome{Err: &fetch.Error{Class: fetch.Server, Msg: "the server says 500"}}, pace, now, 0.5)
		for _, x := range notices {
			told = append(told, x.Kind)
		}
		if want := min(pace.Min<<(n+1), pace.Backoff); s.Next.Sub(now) != want {
			t.Errorf("failure %d: wait %v, want %v", n+1, s.Next.Sub(now), want)
		}
		now = s.Next
	}
	s, notices := Plan(f, s, Outcome{New: 1}, pace, now, 0.5)
	told = append(told, notices[0].Kind)
	if diff := cmp.Diff([]NoticeKind{Broken, Recovered}, told); diff != "" || s.Failures != 0 || s.Error != "" {
		t.Errorf("told %v, state %+v", told, s)
	}
}

func TestPlanObeysTheServer(t *testing.T) {
	f := Feed{Name: "A", URL: "https://a.example/rss"}
	for _, c := range []struct {
		err    error
		atMost bool
		wait   time.Duration
	}{
		{err: &fetch.Error{Class: fetch.Throttled, RetryAfter: 6 * time.Hour}, wait: 6 * time.Hour},
		{err: &fetch.Error{Class: fetch.Throttled, RetryAfter: time.Second}, wait: 9 * time.Minute},
		{err: &fetch.Error{Class: fetch.Robots}, wait: 20 * time.Hour},
		{err: &source.Error{Class: source.Malformed}, wait: 9 * time.Minute},
		{err: errors.New("else"), wait: 9 * time.Minute},
	} {
		for _, rnd := range []float64{0, 0.5, 0.999} {
			if s, _ := Plan(f, State{}, Outcome{Err: c.err}, DefaultPace(), t0, rnd); s.Next.Sub(t0) < c.wait {
				t.Errorf("%v: asked again after %v, want %v", c.err, s.Next.Sub(t0), c.wait)
			}
		}
	}
	s, notices := Plan(f, State{}, Outcome{Err: &fetch.Error{Class: fetch.Gone}}, DefaultPace(), t0, 0)
	if s.Retired == "" || len(notices) != 1 || notices[0].Kind != Gone {
		t.Errorf("410: %+v %v", s, notices)
	}
	s, notices = Plan(f, State{}, Outcome{Err: &fetch.Error{Class: fetch.Refused, Msg: "refused: port 22"}}, DefaultPace(), t0, 0)
	if !s.ToldBroken || len(notices) != 1 {
		t.Errorf("refused: %+v %v", s, notices)
	}
}

func TestPlanTellsSilenceOnce(t *testing.T) {
	f := Feed{Name: "A", URL: "https://a.example/rss", Silent: 24 * time.Hour}
	s, now, told := State{}, t0, 0
	for now.Sub(t0) < 10*24*time.Hour {
		var notices []Notice
		s, notices = Plan(f, s, Outcome{NotModified: true}, DefaultPace(), now, 0.5)
		for _, n := range notices {
			if n.Kind == Silent {
				told++
			}
		}
		now = s.Next
	}
	if told != 1 {
		t.Errorf("silence told %d times", told)
	}
	s, notices := Plan(f, s, Outcome{New: 1}, DefaultPace(), now, 0.5)
	if len(notices) != 1 || notices[0].Kind != Recovered || s.ToldSilent {
		t.Errorf("it speaks again: %v", notices)
	}
}

// Whatever happens: the next asking lies ahead and within bounds, and a state
// survives its storing.
func TestPlanProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pace := DefaultPace()
		f := Feed{URL: "https://a.example/rss", Every: time.Duration(rapid.IntRange(0, 7200).Draw(t, "every")) * time.Second}
		s, now := State{}, t0
		for range rapid.IntRange(1, 30).Draw(t, "rounds") {
			o := Outcome{
				New: rapid.IntRange(0, 5).Draw(t, "new"), Left: rapid.IntRange(0, 2).Draw(t, "left"),
				Fresh: time.Duration(rapid.IntRange(0, 700000).Draw(t, "fresh")) * time.Second,
			}
			for range rapid.IntRange(0, 3).Draw(t, "seen") {
				o.Seen.set(rapid.Uint64().Draw(t, "id"), rapid.Uint64().Draw(t, "sum"), rapid.IntRange(0, 9).Draw(t, "tries"))
			}
			if class := fetch.Class(rapid.IntRange(0, int(fetch.Network)).Draw(t, "class")); class != 0 && class != fetch.Gone {
				o.Err = &fetch.Error{Class: class, RetryAfter: time.Duration(rapid.IntRange(0, 604800).Draw(t, "retry")) * time.Second}
			}
			s, _ = Plan(f, s, o, pace, now, rapid.Float64Range(0, 0.999).Draw(t, "rnd"))
			if wait := s.Next.Sub(now); wait <= 0 && f.Every == 0 || wait > 8*24*time.Hour {
				t.Fatalf("asked again after %v", wait)
			}
			now = latest(now, s.Next)
		}
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back State
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		again, _ := json.Marshal(back)
		if string(again) != string(b) {
			t.Fatalf("%s\n%s", b, again)
		}
	})
}

func TestSeenKeepsWhatIsListed(t *testing.T) {
	var s Seen
	for i := range uint64(100) {
		s.set(i, i, 0)
	}
	s.touch([]uint64{3, 50, 99}, 10)
	s = s.clone()
	if len(s.list) != 10 || !s.done(3, 3) || !s.done(50, 50) || !s.done(99, 99) || s.done(4, 4) || s.done(3, 4) {
		t.Errorf("%+v", s.list)
	}
}
