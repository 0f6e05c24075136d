package bot

import (
	"container/heap"
	"errors"
	"time"
)

// schedule decides, purely, which chat sends next.
type schedule struct {
	lanes  map[int64]*lane
	moved  map[int64]int64 // groups that got a new id
	ready  [urgencies][]*lane
	later  laneHeap
	all30  window
	pause  time.Time // nothing is sent before
	flood1 struct {  // the last chat that was told to wait
		chat  int64
		until time.Time
	}
}

// lane is one chat's queue.
type lane struct {
	chat   int64
	jobs   [urgencies][]*Job
	flying *Job
	second window
	minute window
	held   time.Time // nothing is sent before
	at     time.Time // when it is due, while it is in later
	index  int       // in later, -1 while it is not
}

func newSchedule() schedule {
	return schedule{
		lanes: map[int64]*lane{}, moved: map[int64]int64{},
		all30: window{n: allPerSecond, period: time.Second},
	}
}

func (s *schedule) lane(chat int64) *lane {
	l, ok := s.lanes[chat]
	if !ok {
		l = &lane{chat: chat, index: -1, second: window{n: 1, period: time.Second}, minute: window{n: groupPerMinute, period: time.Minute}}
		s.lanes[chat] = l
	}
	return l
}

func (s *schedule) put(j *Job, now time.Time) {
	chat := j.Chat
	if to, ok := s.moved[chat]; ok {
		chat = to
	}
	l := s.lane(chat)
	l.jobs[j.Urgency] = append(l.jobs[j.Urgency], j)
	s.place(l, now)
}

// urgency returns the urgency of the lane's next job, urgencies if there is none.
func (l *lane) urgency() Urgency {
	for u := range l.jobs {
		if len(l.jobs[u]) > 0 {
			return Urgency(u)
		}
	}
	return urgencies
}

// due returns when the lane may send.
func (l *lane) due(now time.Time) time.Time {
	at := later(now, l.held)
	if t, ok := l.second.free(now); ok {
		at = later(at, t)
	}
	if t, ok := l.minute.free(now); ok && l.chat < 0 {
		at = later(at, t)
	}
	return at
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// place puts a lane where it belongs: ready, later, or, to be forgotten, later.
func (s *schedule) place(l *lane, now time.Time) {
	if l.flying != nil || s.lanes[l.chat] != l {
		return
	}
	if l.index >= 0 {
		heap.Remove(&s.later, l.index)
	}
	u := l.urgency()
	l.at = l.due(now)
	switch {
	case u == urgencies:
		l.at = later(now.Add(time.Minute), l.held)
		heap.Push(&s.later, l)
	case l.at.After(now):
		heap.Push(&s.later, l)
	default:
		s.ready[u] = append(s.ready[u], l)
	}
}

// next returns a lane whose job is to be sent now, or how long to wait.
func (s *schedule) next(now time.Time) (*lane, time.Duration) {
	s.wakeLanes(now)
	at, ok := s.all30.free(now)
	at = later(at, s.pause)
	if ok && !at.After(now) {
		for u := range s.ready {
			if l := s.pop(Urgency(u), now); l != nil {
				s.takeOff(l)
				return l, 0
			}
		}
		at = now.Add(time.Hour)
	} else if !ok {
		at = now.Add(time.Hour)
	}
	if len(s.later) > 0 && s.later[0].at.Before(at) && s.later[0].at.After(now) {
		at = s.later[0].at
	}
	return nil, at.Sub(now)
}

// wakeLanes moves the lanes that have become due, and forgets the idle ones.
func (s *schedule) wakeLanes(now time.Time) {
	for len(s.later) > 0 && !s.later[0].at.After(now) {
		l := s.later[0]
		if l.urgency() == urgencies {
			heap.Pop(&s.later)
			delete(s.lanes, l.chat)
			continue
		}
		s.place(l, now)
	}
}

// pop returns the next lane of an urgency that may really send: a lane can stand
// in several queues, or have sent since.
func (s *schedule) pop(u Urgency, now time.Time) *lane {
	for len(s.ready[u]) > 0 {
		l := s.ready[u][0]
		s.ready[u] = s.ready[u][1:]
		if l.flying == nil && l.index < 0 && l.urgency() == u && s.lanes[l.chat] == l && !l.due(now).After(now) {
			return l
		}
	}
	return nil
}

// takeOff makes the lane's next job fly.
func (s *schedule) takeOff(l *lane) {
	u := l.urgency()
	l.flying = l.jobs[u][0]
	l.jobs[u] = l.jobs[u][1:]
	s.all30.start()
	l.second.start()
	l.minute.start()
}

// landed ends a lane's flight.
func (s *schedule) landed(l *lane, now time.Time) {
	l.flying = nil
	s.all30.end(now)
	l.second.end(now)
	l.minute.end(now)
	l.minute.trim(now)
}

// unfly puts a job back at the head of its queue.
func (l *lane) unfly(j *Job) { l.jobs[j.Urgency] = append([]*Job{j}, l.jobs[j.Urgency]...) }

func (l *lane) hold(until time.Time) { l.held = later(l.held, until) }

// flood holds a chat, and all of them if another chat is being held for the same reason.
func (s *schedule) flood(l *lane, until, now time.Time) {
	l.hold(until)
	if s.flood1.chat != l.chat && now.Before(s.flood1.until) {
		s.pause = later(s.pause, until)
	}
	s.flood1.chat, s.flood1.until = l.chat, until
}

// move gives a group's queue its new id.
func (s *schedule) move(l *lane, to int64, now time.Time) {
	s.moved[l.chat] = to
	delete(s.lanes, l.chat)
	if l.index >= 0 {
		heap.Remove(&s.later, l.index)
	}
	into := s.lane(to)
	for u := range l.jobs {
		into.jobs[u] = append(l.jobs[u], into.jobs[u]...)
	}
	into.held = later(into.held, l.due(now))
	s.place(into, now)
}

// all empties every queue and returns what was in them.
func (s *schedule) all() []*Job {
	var jobs []*Job
	for _, l := range s.lanes {
		for u := range l.jobs {
			jobs = append(jobs, l.jobs[u]...)
			l.jobs[u] = nil
		}
	}
	return jobs
}

// migratedTo returns a group's new id.
func migratedTo(err error) int64 {
	var e *APIError
	if errors.As(err, &e) {
		return e.MigrateTo
	}
	return 0
}

// laneHeap orders lanes by when they are due.
type laneHeap []*lane

func (h laneHeap) Len() int           { return len(h) }
func (h laneHeap) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h laneHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

// Push adds a *lane at the end.
func (h *laneHeap) Push(x any) {
	l := x.(*lane)
	l.index = len(*h)
	*h = append(*h, l)
}

// Pop removes the last lane.
func (h *laneHeap) Pop() any {
	old := *h
	l := old[len(old)-1]
	l.index = -1
	*h = old[:len(old)-1]
	return l
}
