package alert

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"maps"
	"sync"
	"time"

	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// Archive is what the alerter follows; *index.Archive is one.
type Archive interface {
	// Changed walks the events changed after a sequence number, in the order of Event.Seq.
	Changed(ctx context.Context, after uint64) iter.Seq2[incident.Event, error]
	// Wait returns the projected sequence number as soon as it is greater than after.
	Wait(ctx context.Context, after uint64) (uint64, error)
	// Event returns an event as it is now.
	Event(ctx context.Context, id string) (incident.Event, error)
	// Events returns a page of events.
	Events(ctx context.Context, f index.Filter) (index.Page, error)
	Places() *gazetteer.Gazetteer
}

// ErrGone is wrapped by a Sender's error where the chat takes no more messages:
// the bot was blocked or removed, or the chat no longer exists.
var ErrGone = errors.New("the chat takes no messages")

// ErrMessageGone is wrapped by a Sender's error where the message to edit no longer exists.
var ErrMessageGone = errors.New("the message no longer exists")

// Options of a message.
type Options struct {
	Thread  int
	ReplyTo int
	Silent  bool
	Urgent  bool // before digests and edits
}

// Sender delivers within Telegram's limits; it blocks until the message is
// accepted, or fails for good.
type Sender interface {
	Send(ctx context.Context, chat int64, a handlers.Answer, o Options) (message int, err error)
	Edit(ctx context.Context, chat int64, message int, a handlers.Answer) error
}

// Cards words what is sent.
type Cards interface {
	// Alert is a post's message: one event, or a list of a burst. updates counts the edits so far.
	Alert(ctx context.Context, events []incident.Event, updates int, l incident.Lang, z *time.Location, now time.Time) handlers.Answer
	// Note is the reply that says why a post changed.
	Note(ctx context.Context, e incident.Event, r Reason, l incident.Lang, z *time.Location, now time.Time) handlers.Answer
	// Digest is a day's summary.
	Digest(ctx context.Context, events []incident.Event, total int, l incident.Lang, z *time.Location, now time.Time) handlers.Answer
}

// Alerter carries out verdicts.
type Alerter struct {
	archive Archive
	store   *Store
	cards   Cards
	send    Sender
	policy  Policy
	now     func() time.Time
	log     *slog.Logger
	workers int

	mu      sync.Mutex
	pending map[key]*work // chats that have something to hear
	urgent  []key         // those whose turn it is, in order: first reports and replies,
	ready   []key         // then edits
	held    map[key]bool  // those that wait for an hour
	wake    chan struct{}
	read    uint64               // all changes up to here are in pending or done
	saved   uint64               // the stored cursor
	seen    map[string]time.Time // when an event was first seen
	counts  Counts
}

// Counts are the alerter's totals since its start, for the operator's status.
type Counts struct {
	Sent, Edited, Replied, Failed int
	Pending                       int    // chats with something still to hear
	Reached                       uint64 // the archive's record up to which it has decided what to tell
}

// key names a chat's record.
type key struct {
	chat   int64
	thread int
}

// span is the first and the newest change of an event that a chat has still to hear of.
type span struct{ first, newest uint64 }

// work is what a chat has still to hear, by event id.
type work struct {
	events map[string]span
	after  time.Time // not before
	busy   bool      // a worker serves it
	queued bool      // in urgent or ready
}

// New returns an alerter; workers is how many chats are served at once.
func New(a Archive, s *Store, c Cards, send Sender, p Policy, now func() time.Time, log *slog.Logger, workers int) *Alerter {
	return &Alerter{
		archive: a, store: s, cards: c, send: send, policy: p, now: now, log: log, workers: max(workers, 1),
		pending: map[key]*work{}, held: map[key]bool{}, wake: make(chan struct{}, 1), seen: map[string]time.Time{},
	}
}

// Run follows the archive until ctx ends. It returns the first error of the
// archive or the store; errors of sending are the chat's alone.
func (a *Alerter) Run(ctx context.Context) error {
	from, err := a.store.Cursor(ctx)
	if err != nil {
		return err
	}
	a.read, a.saved = from, from
	var g sync.WaitGroup
	ctx, cancel := context.WithCancelCause(ctx)
	defer g.Wait()
	defer cancel(nil)
	for range a.workers {
		g.Go(func() {
			if err := a.work(ctx); err != nil {
				cancel(err)
			}
		})
	}
	for _, part := range []func(context.Context) error{a.digests, a.save} {
		g.Go(func() {
			if err := part(ctx); err != nil {
				cancel(err)
			}
		})
	}
	if err := a.follow(ctx); err != nil && context.Cause(ctx) == nil {
		return err
	}
	<-ctx.Done()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// follow hands every changed event to the chats that it may concern.
func (a *Alerter) follow(ctx context.Context) error {
	for {
		reached, err := a.archive.Wait(ctx, a.read)
		if err != nil {
			return err
		}
		for e, err := range a.archive.Changed(ctx, a.read) {
			if err != nil {
				return err
			}
			a.offer(&e)
		}
		a.mu.Lock()
		a.read = max(a.read, reached)
		a.mu.Unlock()
	}
}

// saveEvery is how often the cursor is stored. One that lags costs nothing but
// deciding anew: what was told stands in the chats' records.
const saveEvery = 5 * time.Second

// save stores the cursor from time to time and at the end.
func (a *Alerter) save(ctx context.Context) error {
	tick := time.NewTicker(saveEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return a.saveCursor(context.WithoutCancel(ctx))
		case <-tick.C:
		}
		a.forget(a.now())
		if err := a.saveCursor(ctx); err != nil {
			return err
		}
	}
}

// offer marks the chats for which Decide would not do nothing.
func (a *Alerter) offer(e *incident.Event) {
	now := a.now()
	seen := a.firstSeen(e, now)
	a.store.Each(func(c *Chat) {
		v := Decide(c, e, seen, now, &a.policy, a.archive.Places())
		if v.Act == Nothing {
			return
		}
		a.mark(key{c.ID, c.Thread}, e.ID, e.Seq, v)
	})
	a.signal()
}

func (a *Alerter) mark(k key, event string, seq uint64, v Verdict) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w := a.pending[k]
	if w == nil {
		w = &work{events: map[string]span{}, after: v.Until}
		a.pending[k] = w
	}
	s, ok := w.events[event]
	if !ok {
		s.first = seq
	}
	s.newest = max(s.newest, seq)
	w.events[event] = s
	if v.Until.Before(w.after) {
		w.after = v.Until
	}
	a.enqueue(k, w, v.Urgent)
}

// firstSeen says since when the event is known: the hour that its first source
// gives, if a publication delay counts from there, else when it was first offered.
func (a *Alerter) firstSeen(e *incident.Event, now time.Time) time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	t, ok := a.seen[e.ID]
	if !ok {
		t = now
		a.seen[e.ID] = t
	}
	if p := published(e); a.policy.delay(e) > 0 && !p.IsZero() && p.Before(t) {
		return p
	}
	return t
}

// forget drops what was first seen so long ago that no alert of it can begin.
func (a *Alerter) forget(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	maps.DeleteFunc(a.seen, func(_ string, t time.Time) bool { return now.Sub(t) > a.policy.MaxAge+48*time.Hour })
}

// published is the earliest time of day that a source gives, the zero time if none does.
func published(e *incident.Event) time.Time {
	var first time.Time
	for _, s := range e.Sources {
		if t, err := time.Parse(time.RFC3339, s.Published); err == nil && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

func (a *Alerter) signal() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// saveCursor stores the newest sequence number below everything still pending.
func (a *Alerter) saveCursor(ctx context.Context) error {
	a.mu.Lock()
	low := a.read
	for _, w := range a.pending {
		for _, s := range w.events {
			low = min(low, s.first-1)
		}
	}
	same := low == a.saved
	a.saved = low
	a.mu.Unlock()
	if same {
		return nil
	}
	return a.store.SetCursor(ctx, low)
}

// Counts returns the totals so far.
func (a *Alerter) Counts() Counts {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.counts
	c.Pending, c.Reached = len(a.pending), a.read
	return c
}
