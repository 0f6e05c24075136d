package poll

import (
	"container/heap"
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// Options set a poller up. Get, Store and Add must be given.
type Options struct {
	Get     Getter
	Store   Store
	Add     Sink
	Notify  func(Notice)     // told what the operator should know; may be nil; must not block for long
	Observe func(Round)      // told of each round, for metrics; may be nil
	Zone    *time.Location   // in which times of publication are written; nil: as given
	Pace    Pace             // zero: DefaultPace
	Workers int              // rounds at once; 0: 8
	Now     func() time.Time // nil: time.Now
	Rand    func() float64   // in [0,1); must be safe for concurrent use
	Log     *slog.Logger     // nil: nowhere
}

// Round is one finished asking of a feed, for metrics.
type Round struct {
	Feed    Feed
	Outcome Outcome
	At      time.Time // its end
	Took    time.Duration
	Lost    error // the sink's or the store's failure: the round counts for nothing
}

// sinkRetry is the wait after the archive took no articles.
const sinkRetry = time.Minute

// Poller asks feeds when they are due.
type Poller struct {
	opt   Options
	feeds chan []Feed // a new list, from Set
}

// New returns a poller; Run starts it.
func New(opt Options) *Poller {
	if opt.Pace == (Pace{}) {
		opt.Pace = DefaultPace()
	}
	if opt.Workers <= 0 {
		opt.Workers = 8
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Notify == nil {
		opt.Notify = func(Notice) {}
	}
	if opt.Observe == nil {
		opt.Observe = func(Round) {}
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	return &Poller{opt: opt, feeds: make(chan []Feed)}
}

// Set replaces the list of feeds of a running poller; states stay.
func (p *Poller) Set(ctx context.Context, feeds []Feed) error {
	select {
	case p.feeds <- feeds:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Run asks the feeds until the context ends, and returns when every round has
// ended. Its error is a state that could not be loaded, else nil.
func (p *Poller) Run(ctx context.Context, feeds []Feed) error {
	s := &schedule{p: p, known: map[string]*job{}, busy: map[string]bool{}, parked: map[string][]*job{}, done: make(chan result)}
	var rounds sync.WaitGroup
	defer rounds.Wait()
	if err := s.set(ctx, feeds); err != nil {
		return err
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil || s.running > 0 {
		if ctx.Err() == nil {
			s.start(ctx, &rounds)
		}
		stop, wait := ctx.Done(), s.untilNext()
		if ctx.Err() != nil {
			stop, wait = nil, time.Hour // only the running rounds are waited for now
		}
		timer.Reset(wait)
		select {
		case r := <-s.done:
			s.finish(ctx, r)
		case list := <-p.feeds:
			if err := s.set(ctx, list); err != nil {
				p.opt.Log.Error("feeds not replaced", "err", err)
			}
		case <-timer.C:
		case <-stop:
		}
	}
	return nil
}

// job is a listed feed with its state.
type job struct {
	feed  Feed
	state State
	retry time.Time // not before, after a failure of ours
	place int       // in the queue; -1: not in it
}

func (j *job) next() time.Time { return latest(j.state.Next, j.retry) }

type result struct {
	job     *job
	host    string
	outcome Outcome
	err     error
	took    time.Duration
	asked   bool  // else the feed is paused or retired
	state   State // that the round began with
}

// schedule is the poller's own memory; only Run's goroutine touches it.
type schedule struct {
	p       *Poller
	queue   queue
	known   map[string]*job   // by the address as listed
	busy    map[string]bool   // hosts that a round asks now
	parked  map[string][]*job // due, but their host is busy
	running int
	done    chan result
}

// set takes up a list: new feeds with their stored state, known ones as they
// are; those that are not listed any more, off or wrong are dropped.
func (s *schedule) set(ctx context.Context, feeds []Feed) error {
	fresh := map[string]*job{}
	for _, f := range feeds {
		if f.Off || fresh[f.URL] != nil {
			continue
		}
		if err := f.Check(); err != nil {
			s.p.opt.Notify(Notice{f, Broken, s.p.opt.Now(), err.Error() + "."})
			continue
		}
		j := s.known[f.URL]
		if j == nil {
			st, err := load(ctx, s.p.opt.Store, &f)
			if err != nil {
				return err
			}
			j = &job{state: st, place: -1}
		}
		j.feed = f
		fresh[f.URL] = j
	}
	s.known, s.queue = fresh, nil
	clear(s.parked)
	for _, j := range fresh {
		if j.place != running {
			j.place = -1
			s.push(j)
		}
	}
	return nil
}

// running is the place of a job whose round is under way.
const running = -2

func (s *schedule) push(j *job) {
	if s.known[j.feed.URL] == j {
		heap.Push(&s.queue, j)
	}
}

// start begins the rounds that are due, as far as workers and hosts are free.
func (s *schedule) start(ctx context.Context, rounds *sync.WaitGroup) {
	now := s.p.opt.Now()
	for s.running < s.p.opt.Workers && len(s.queue) > 0 && !s.queue[0].next().After(now) {
		j := heap.Pop(&s.queue).(*job)
		h := host(address(j.feed, j.state))
		if s.busy[h] {
			s.parked[h] = append(s.parked[h], j)
			continue
		}
		s.busy[h] = true
		s.running++
		j.place = running
		rounds.Go(func() { s.done <- s.p.round(ctx, j.feed, j.state, j, h) })
	}
}

// untilNext is how long nothing is due; while all workers are busy only a
// finished round matters.
func (s *schedule) untilNext() time.Duration {
	if s.running >= s.p.opt.Workers || len(s.queue) == 0 {
		return time.Hour
	}
	return max(s.queue[0].next().Sub(s.p.opt.Now()), 0)
}

// round asks one feed.
func (p *Poller) round(ctx context.Context, f Feed, st State, j *job, host string) result {
	start := p.opt.Now()
	res := result{job: j, host: host, state: st}
	if res.asked, res.err = p.mayAsk(ctx, &f, &res.state); !res.asked || res.err != nil {
		return res
	}
	r := round{feed: f, state: res.state, get: p.opt.Get, zone: p.opt.Zone, now: start, add: p.opt.Add}
	res.outcome, res.err = r.run(ctx)
	res.took = p.opt.Now().Sub(start)
	return res
}

// mayAsk reports whether a feed is neither paused nor retired. One that was
// revived since has its stored state again.
func (p *Poller) mayAsk(ctx context.Context, f *Feed, st *State) (bool, error) {
	if paused, err := isPaused(ctx, p.opt.Store, f); paused || err != nil {
		return false, err
	}
	if st.Retired == "" {
		return true, nil
	}
	var err error
	*st, err = load(ctx, p.opt.Store, f)
	return st.Retired == "", err
}

// finish plans what follows a round, saves it, and lets the host's next feed in.
func (s *schedule) finish(ctx context.Context, r result) {
	s.running--
	delete(s.busy, r.host)
	for _, j := range s.parked[r.host] {
		s.push(j)
	}
	delete(s.parked, r.host)
	j := r.job
	j.place = -1
	if !r.asked && r.err == nil {
		look := pausedLook
		if j.state.Retired != "" {
			look = retiredLook
		}
		j.retry = s.p.opt.Now().Add(look)
		s.push(j)
		return
	}
	if r.err == nil {
		j.state = r.state
		r.err = s.keep(ctx, j, r.outcome)
	}
	if r.err != nil && ctx.Err() == nil {
		j.retry = s.p.opt.Now().Add(sinkRetry)
		s.p.opt.Log.Error("round lost", "feed", j.feed.URL, "err", r.err)
	}
	if ctx.Err() == nil || r.err == nil {
		s.p.opt.Observe(Round{Feed: j.feed, Outcome: r.outcome, At: s.p.opt.Now(), Took: r.took, Lost: r.err})
	}
	s.push(j)
}

// keep plans and saves; only what is saved is told and believed. The round's
// articles are kept already, so that the end of the program does not stop the saving.
func (s *schedule) keep(ctx context.Context, j *job, o Outcome) error {
	if o.Err != nil && errors.Is(o.Err, context.Canceled) {
		return o.Err
	}
	next, notices := Plan(j.feed, j.state, o, s.p.opt.Pace, s.p.opt.Now(), s.p.opt.Rand())
	if err := save(context.WithoutCancel(ctx), s.p.opt.Store, &j.feed, &next); err != nil {
		return err
	}
	j.state = next
	s.p.opt.Log.Debug("round", "feed", j.feed.URL, "new", o.New, "listed", o.Listed, "left", o.Left, "failed", o.Err != nil, "next", next.Next)
	for _, n := range notices {
		s.p.opt.Notify(n)
	}
	return nil
}

// queue is a heap of jobs, the next one first.
type queue []*job

func (q queue) Len() int           { return len(q) }
func (q queue) Less(a, b int) bool { return q[a].next().Before(q[b].next()) }
func (q queue) Swap(a, b int)      { q[a], q[b] = q[b], q[a]; q[a].place, q[b].place = a, b }
func (q *queue) Push(x any)        { j := x.(*job); j.place = len(*q); *q = append(*q, j) }
func (q *queue) Pop() any {
	old := *q
	j := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	j.place = -1
	return j
}
