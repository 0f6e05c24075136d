package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Telegram's limits, and ours on trying again.
const (
	allPerSecond   = 30
	groupPerMinute = 20
	maxTries       = 12
	firstBackoff   = 500 * time.Millisecond
	maxBackoff     = time.Minute
)

// Job is a message on its way to a chat.
type Job struct {
	Chat    int64
	Message Message
	Urgency Urgency
	// Done, if set, is called once: with the outcome, or why there is none.
	Done func(Sent, error)

	tries int
}

// SendFunc sends one message once.
type SendFunc func(ctx context.Context, chat int64, m Message) (Sent, error)

// Outbox sends messages within Telegram's limits: 30 a second in all, one a
// second into a chat, 20 a minute into a group. A chat's messages of one urgency
// keep their order; chats take turns; urgent ones go first. A retry_after
// pauses its chat, and everything once a second chat is told to wait too. What
// fails for a passing reason is tried again. What an earlier run sent into a
// group in the last minute is not known; there Telegram's word to wait decides.
type Outbox struct {
	send  SendFunc
	hooks Hooks
	now   func() time.Time
	log   *slog.Logger

	mu      sync.Mutex
	s       schedule
	queued  int // jobs that are not done
	stats   Stats
	stopped bool
	wake    chan struct{}
	idle    chan struct{} // closed while nothing is queued
}

// NewOutbox makes an outbox; Run makes it work.
func NewOutbox(send SendFunc, hooks Hooks, now func() time.Time, log *slog.Logger) *Outbox {
	o := &Outbox{send: send, hooks: hooks, now: now, log: log, s: newSchedule(), wake: make(chan struct{}, 1), idle: make(chan struct{})}
	close(o.idle)
	return o
}

// Put queues a message. It never blocks; Job.Done tells the end.
func (o *Outbox) Put(j Job) {
	o.mu.Lock()
	if o.stopped {
		o.mu.Unlock()
		j.finish(Sent{}, ErrStopped)
		return
	}
	if o.queued == 0 {
		o.idle = make(chan struct{})
	}
	o.queued++
	o.s.put(&j, o.now())
	o.mu.Unlock()
	o.poke()
}

// Stats counts what became of messages since the start.
type Stats struct {
	Sent, Failed  int // ended well, or for good badly
	Retried       int // failed for a passing reason
	Floods        int // calls that Telegram answered by asking to wait
	Queued, Chats int // waiting or on their way now, and chats known to the queue
}

// Stats returns the counts.
func (o *Outbox) Stats() Stats {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.stats
	s.Queued, s.Chats = o.queued, len(o.s.lanes)
	return s
}

// count counts the end of a try.
func (o *Outbox) count(f fate, over bool) {
	switch {
	case f == flooded:
		o.stats.Floods++
	case over && f == done:
		o.stats.Sent++
	case over && f != stopped:
		o.stats.Failed++
	case f == again:
		o.stats.Retried++
	}
}

// Len returns how many messages wait or are on their way.
func (o *Outbox) Len() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.queued
}

// Waiting returns how many messages wait for a chat.
func (o *Outbox) Waiting(chat int64) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	if to, ok := o.s.moved[chat]; ok {
		chat = to
	}
	n := 0
	if l := o.s.lanes[chat]; l != nil {
		for u := range l.jobs {
			n += len(l.jobs[u])
		}
	}
	return n
}

func (o *Outbox) poke() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// flightGrace is how long a message that is on its way when the outbox stops may take to arrive.
const flightGrace = 1500 * time.Millisecond

// Run sends until ctx ends; then what still waits gets ErrStopped. It starts a
// second late, since an earlier run may have sent just now.
func (o *Outbox) Run(ctx context.Context) {
	flight, land := context.WithCancel(context.WithoutCancel(ctx))
	defer land()
	o.mu.Lock()
	o.s.pause = o.now().Add(time.Second)
	o.mu.Unlock()
	var wg sync.WaitGroup
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for ctx.Err() == nil {
		o.mu.Lock()
		l, wait := o.s.next(o.now())
		o.mu.Unlock()
		if l != nil {
			wg.Go(func() { o.try(flight, l) })
			continue
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
		case <-o.wake:
		case <-timer.C:
		}
	}
	defer time.AfterFunc(flightGrace, land).Stop()
	wg.Wait()
	o.abandon()
}

// try sends a lane's job once and decides what is next.
func (o *Outbox) try(ctx context.Context, l *lane) {
	j := l.flying
	sent, err := o.sendOnce(ctx, l.chat, j.Message)
	o.mu.Lock()
	now := o.now()
	o.s.landed(l, now)
	over := o.decide(l, j, err, now)
	o.count(fateOf(err), over)
	o.s.place(l, now)
	o.mu.Unlock()
	o.poke()
	o.tell(ctx, l.chat, err)
	if !over {
		return
	}
	if fateOf(err) == done {
		err = nil
	}
	j.finish(sent, err)
	o.mu.Lock()
	o.leave()
	o.mu.Unlock()
}

// sendTimeout bounds one try; an upload may take long on a poor line.
const sendTimeout = 45 * time.Second

func (o *Outbox) sendOnce(ctx context.Context, chat int64, m Message) (Sent, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	return o.send(ctx, chat, m)
}

// decide says whether a job is over; if not, the lane has it again.
func (o *Outbox) decide(l *lane, j *Job, err error, now time.Time) bool {
	j.tries++
	f := fateOf(err)
	if (f == again || f == flooded) && j.tries >= maxTries {
		o.log.Error("message given up", "chat", l.chat, "tries", j.tries, "err", err)
		return true
	}
	switch f {
	case again:
		o.log.Warn("message will be tried again", "chat", l.chat, "try", j.tries, "err", err)
		l.hold(now.Add(min(maxBackoff, firstBackoff<<j.tries)))
	case flooded:
		o.log.Warn("Telegram asks to wait", "chat", l.chat, "wait", retryAfter(err))
		o.s.flood(l, now.Add(retryAfter(err)), now)
	case moved:
		if j.tries > 2 {
			return true
		}
		l.unfly(j)
		o.s.move(l, migratedTo(err), now)
		return false
	default:
		if f == refused {
			o.log.Error("message refused", "chat", l.chat, "err", err)
		}
		return true
	}
	l.unfly(j)
	return false
}

// tell lets others know what an error says of a chat.
func (o *Outbox) tell(ctx context.Context, chat int64, err error) {
	switch fateOf(err) {
	case gone:
		o.hooks.gone(ctx, chat)
	case moved:
		o.hooks.moved(ctx, chat, migratedTo(err))
	}
}

// leave counts a job as over.
func (o *Outbox) leave() {
	if o.queued--; o.queued == 0 {
		close(o.idle)
	}
}

// Drain waits until every message is sent or given up and its Done has returned, or ctx ends.
func (o *Outbox) Drain(ctx context.Context) {
	o.mu.Lock()
	idle := o.idle
	o.mu.Unlock()
	select {
	case <-idle:
	case <-ctx.Done():
	}
}

// abandon ends every job that still waits.
func (o *Outbox) abandon() {
	o.mu.Lock()
	o.stopped = true
	jobs := o.s.all()
	o.mu.Unlock()
	for _, j := range jobs {
		j.finish(Sent{}, ErrStopped)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	for range jobs {
		o.leave()
	}
}

func (j *Job) finish(s Sent, err error) {
	if j.Done != nil {
		j.Done(s, err)
	}
}
