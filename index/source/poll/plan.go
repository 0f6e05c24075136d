package poll

import (
	"errors"
	"fmt"
	"time"

	"incidentbot/index/source/fetch"
)

// Outcome is what a round found, without the articles.
type Outcome struct {
	Err          error // why the list could not be read; nil for a good round
	NotModified  bool
	Listed       int     // items in the list
	New          int     // articles handed on: new or changed
	Left         int     // new items left for the next round
	Faults       []error // files of a folder, or lines of them, that could not be read
	Title        string
	ETag         string
	LastModified string
	Body         uint64        // hash of the list as it came
	Moved        string        // for good
	Fresh        time.Duration // for how long the server says its answer stays good
	Wait         time.Duration // how long the server of the pages asks to be left alone
	Seen         Seen
}

// NoticeKind is a word to the operator.
type NoticeKind string

// The notices. Broken and Silent come once, until the feed is well again.
const (
	Broken    NoticeKind = "broken"
	Recovered NoticeKind = "recovered"
	Silent    NoticeKind = "silent"
	Gone      NoticeKind = "gone"
	Moved     NoticeKind = "moved"
	Faulty    NoticeKind = "faulty" // files of a folder that cannot be read
)

// Notice is what an operator should know of a feed.
type Notice struct {
	Feed Feed
	Kind NoticeKind
	At   time.Time
	Text string // a sentence
}

// Pace bounds how often feeds are asked.
type Pace struct {
	Min, Max time.Duration // of the adapted interval
	Backoff  time.Duration // the longest wait after failures
}

// DefaultPace asks busy outlets every five minutes and sleepy ones every three hours.
func DefaultPace() Pace {
	return Pace{Min: 5 * time.Minute, Max: 3 * time.Hour, Backoff: 24 * time.Hour}
}

const (
	brokenAfter = 5                // failures in a row before the operator is told
	robotsWait  = 24 * time.Hour   // before a forbidden feed is asked again
	jitter      = 0.1              // of an interval, either way
	folderEvery = 15 * time.Second // a look into a folder costs nobody anything
	firstGuess  = 30 * time.Minute // the interval of a feed that nothing is known of
)

// Plan decides what follows a round: the feed's next state and what to tell the
// operator. It is pure; rnd is a random number in [0,1).
func Plan(f Feed, s State, o Outcome, pace Pace, now time.Time, rnd float64) (State, []Notice) {
	s.LastTry = now
	if o.Err != nil {
		return failed(f, s, o.Err, pace, now, rnd)
	}
	var notices []Notice
	tell := func(k NoticeKind, format string, a ...any) {
		notices = append(notices, Notice{f, k, now, fmt.Sprintf(format, a...)})
	}
	if s.ToldBroken {
		tell(Recovered, "%s is read again.", f.Label())
	}
	if o.Moved != "" && o.Moved != address(f, s) {
		s.URL = o.Moved
		tell(Moved, "%s has moved for good to %s; please change the list.", f.Label(), o.Moved)
	}
	s.Failures, s.Error, s.ToldBroken, s.LastGood = 0, "", false, now
	if s.FirstGood.IsZero() {
		s.FirstGood = now
	}
	if !o.NotModified || o.ETag != "" || o.LastModified != "" {
		s.ETag, s.LastModified = o.ETag, o.LastModified // the same list may come under a new mark
	}
	if !o.NotModified {
		s.Body, s.Seen = o.Body, o.Seen
		if o.Title != "" {
			s.Title = o.Title
		}
	}
	if o.Left > 0 {
		s.ETag, s.LastModified, s.Body = "", "", 0 // the list has to be read again
	}
	if o.New > 0 {
		if s.ToldSilent {
			tell(Recovered, "%s has something new again.", f.Label())
		}
		s.LastItem, s.ToldSilent = now, false
		s.Items += o.New
	} else if silence := now.Sub(latest(s.LastItem, s.FirstGood)); silence > f.silence() && !s.ToldSilent {
		s.ToldSilent = true
		tell(Silent, "%s has had nothing new for %s.", f.Label(), days(silence))
	}
	if n := len(o.Faults); n > 0 {
		tell(Faulty, "%s: %d files or lines could not be read, the first: %v.", f.Label(), n, o.Faults[0])
	}
	s.Interval = adapt(f, s.Interval, o, pace)
	s.Next = now.Add(max(spread(wait(f, s.Interval, o, pace), rnd), o.Wait))
	return s, notices
}

// adapt halves the way to the shortest interval when something was new and
// lengthens it by a quarter when nothing was.
func adapt(f Feed, last time.Duration, o Outcome, pace Pace) time.Duration {
	switch {
	case f.Every > 0:
		return f.Every
	case f.Kind == Folder:
		return folderEvery
	case last == 0:
		return clamp(firstGuess, pace.Min, pace.Max)
	case o.New > 0:
		return clamp((last+pace.Min)/2, pace.Min, pace.Max)
	}
	return clamp(last+last/4, pace.Min, pace.Max)
}

// wait is the interval, longer where the server says that its answer stays
// good, short where items were left.
func wait(f Feed, interval time.Duration, o Outcome, pace Pace) time.Duration {
	if o.Left > 0 {
		return min(interval, pace.Min)
	}
	return max(interval, min(o.Fresh, max(pace.Max, f.Every)))
}

// failed plans after a failure: twice the wait each time, at least as long as
// the server asks, never again where it says so.
func failed(f Feed, s State, err error, pace Pace, now time.Time, rnd float64) (State, []Notice) {
	s.Failures++
	s.Error = err.Error()
	var fe *fetch.Error
	class, retry := fetch.Class(0), time.Duration(0)
	if errors.As(err, &fe) {
		class, retry = fe.Class, fe.RetryAfter
	}
	if class == fetch.Gone {
		s.Retired = "its server says that it is gone for good (410)"
		return s, []Notice{{f, Gone, now, fmt.Sprintf("%s is retired: %s. Remove it from the list, or list its new address.", f.Label(), s.Retired)}}
	}
	back := backoff(pace, s.Failures)
	if class == fetch.Robots {
		back = robotsWait
	}
	s.Next = now.Add(max(spread(back, rnd), retry+time.Duration(rnd*jitter*float64(retry))))
	if s.ToldBroken || class != fetch.Refused && class != fetch.Robots && s.Failures < brokenAfter {
		return s, nil
	}
	s.ToldBroken = true
	return s, []Notice{{f, Broken, now, fmt.Sprintf("%s cannot be read%s: %s.", f.Label(), inARow(s.Failures), s.Error)}}
}

func backoff(pace Pace, failures int) time.Duration {
	d := pace.Min
	for range failures {
		if d *= 2; d >= pace.Backoff {
			return pace.Backoff
		}
	}
	return d
}

func spread(d time.Duration, rnd float64) time.Duration {
	return d + time.Duration((2*rnd-1)*jitter*float64(d))
}

// address is where the feed is asked now.
func address(f Feed, s State) string {
	if s.URL != "" {
		return s.URL
	}
	return f.URL
}

func (f *Feed) silence() time.Duration {
	if f.Silent > 0 {
		return f.Silent
	}
	return defaultSilent
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func clamp(d, lo, hi time.Duration) time.Duration { return min(max(d, lo), hi) }

func days(d time.Duration) string {
	if h := int(d.Hours()); h < 48 {
		return fmt.Sprintf("%d hours", h)
	}
	return fmt.Sprintf("%d days", int(d.Hours())/24)
}

func inARow(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" (%d times in a row)", n)
}
