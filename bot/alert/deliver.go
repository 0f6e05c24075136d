package alert

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"incidentbot/index"
	"incidentbot/index/incident"
)

// retryAfter is how long a chat waits after a delivery that failed for no reason of its own.
const retryAfter = 30 * time.Second

// work serves pending chats until ctx ends. Its error is the archive's or the store's.
func (a *Alerter) work(ctx context.Context) error {
	for ctx.Err() == nil {
		k, wait, ok := a.take()
		if !ok {
			a.sleep(ctx, wait)
			continue
		}
		a.signal() // another worker may take the next one
		if err := a.serve(ctx, k); err != nil {
			return err
		}
	}
	return nil
}

// enqueue gives a chat its turn, or notes the hour that it waits for; a.mu is held.
func (a *Alerter) enqueue(k key, w *work, urgent bool) {
	switch {
	case w.busy:
	case w.after.After(a.now()):
		a.held[k] = true
	case urgent:
		w.queued = true
		a.urgent = append(a.urgent, k)
	case !w.queued:
		w.queued = true
		a.ready = append(a.ready, k)
	}
}

// take picks the chat whose turn it is, or says how long there is nothing to do.
func (a *Alerter) take() (key, time.Duration, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	wait := a.due()
	for _, q := range []*[]key{&a.urgent, &a.ready} {
		for len(*q) > 0 {
			k := (*q)[0]
			*q = (*q)[1:]
			if w := a.pending[k]; w != nil && w.queued && !w.busy {
				w.queued, w.busy = false, true
				return k, 0, true
			}
		}
	}
	return key{}, wait, false
}

// due gives those their turn whose hour has come, and returns how long the next one waits; a.mu is held.
func (a *Alerter) due() time.Duration {
	now, wait := a.now(), time.Hour
	for k := range a.held {
		w := a.pending[k]
		if w == nil || w.busy {
			delete(a.held, k)
			continue
		}
		if d := w.after.Sub(now); d > 0 {
			wait = min(wait, d)
			continue
		}
		delete(a.held, k)
		a.enqueue(k, w, true)
	}
	return wait
}

func (a *Alerter) sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-a.wake:
	case <-t.C:
	}
}

// serve tells one chat all that it has still to hear.
func (a *Alerter) serve(ctx context.Context, k key) error {
	a.mu.Lock()
	todo := maps.Clone(a.pending[k].events)
	a.mu.Unlock()
	events, err := a.events(ctx, slices.Sorted(maps.Keys(todo)))
	if err != nil {
		return err
	}
	p := a.plan(a.store.Get(k.chat, k.thread), events)
	failed := false
	for i := range p.posts {
		if err := a.deliver(ctx, k, p, &p.posts[i]); err != nil {
			if failed = true; !errors.Is(err, errUndelivered) {
				return err
			}
			break
		}
	}
	a.done(k, todo, p, failed)
	return nil
}

// events reads what changed, the severest first, so that a burst's list opens with it.
func (a *Alerter) events(ctx context.Context, todo []string) ([]incident.Event, error) {
	var out []incident.Event
	for _, id := range todo {
		e, err := a.archive.Event(ctx, id)
		if errors.Is(err, index.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, severest)
	return out, nil
}

func severest(a, b incident.Event) int {
	return cmp.Or(cmp.Compare(floor(b.Killed), floor(a.Killed)), cmp.Compare(floor(b.Injured), floor(a.Injured)), cmp.Compare(a.ID, b.ID))
}

// plan is what a chat is to be told, post by post.
type plan struct {
	chat  *Chat // as it will be when all of it is delivered
	posts []change
	held  map[string]time.Time // events to decide again later
}

// change is one post's part of a plan.
type change struct {
	post   int // in plan.chat.Posts
	act    Act // the strongest of its verdicts
	silent bool
	notes  []note
}

type note struct {
	event  incident.Event
	reason Reason
}

// plan decides about every event in turn, each on the record that the former ones left.
func (a *Alerter) plan(c *Chat, events []incident.Event) plan {
	now := a.now()
	p := plan{chat: c, held: map[string]time.Time{}}
	for i := range events {
		e := &events[i]
		v := Decide(c, e, a.firstSeen(e, now), now, &a.policy, a.archive.Places())
		switch v.Act {
		case Nothing:
			continue
		case Hold:
			p.held[e.ID] = v.Until
			continue
		}
		c.Record(v, 0, now, e)
		if v.Act == Send {
			v.Post = len(c.Posts) - 1
		}
		p.add(v, e)
	}
	return p
}

func (p *plan) add(v Verdict, e *incident.Event) {
	i := slices.IndexFunc(p.posts, func(c change) bool { return c.post == v.Post })
	if i < 0 {
		p.posts = append(p.posts, change{post: v.Post, act: v.Act, silent: v.Silent})
		i = len(p.posts) - 1
	}
	c := &p.posts[i]
	if v.Act == Reply {
		c.notes = append(c.notes, note{*e, v.Reason})
		if c.act == Edit {
			c.act, c.silent = Reply, v.Silent
		}
	}
}

// errUndelivered marks a delivery that is to be tried again.
var errUndelivered = errors.New("not delivered")

// deliver carries one post's change out and stores that it was.
func (a *Alerter) deliver(ctx context.Context, k key, p plan, c *change) error {
	post := &p.chat.Posts[c.post]
	events, err := a.postEvents(ctx, post)
	if err != nil {
		return err
	}
	err = a.carry(ctx, k, p.chat, post, c, events)
	switch {
	case errors.Is(err, ErrGone):
		return a.store.Change(ctx, k.chat, k.thread, func(r *Chat) { r.Gone = true })
	case errors.Is(err, ErrMessageGone):
		err = nil // somebody deleted it: the chat does not want it back
	case err != nil:
		a.count(func(n *Counts) { n.Failed++ })
		a.log.Warn("alert not delivered", "chat", k.chat, "error", err)
		return errUndelivered
	}
	told := *post
	told.Events = slices.Clone(post.Events)
	return a.store.Change(ctx, k.chat, k.thread, func(r *Chat) { r.keep(told) })
}

// carry sends, edits and replies.
func (a *Alerter) carry(ctx context.Context, k key, chat *Chat, post *Post, c *change, events []incident.Event) error {
	now, z := a.now(), chat.zone(&a.policy)
	card := a.cards.Alert(ctx, events, post.Updates, chat.Lang, z, now)
	if c.act == Send {
		id, err := a.send.Send(ctx, k.chat, card, Options{Thread: k.thread, Silent: c.silent, Urgent: true})
		if err == nil {
			post.Message = id
			a.count(func(n *Counts) { n.Sent++ })
		}
		return err
	}
	if err := a.send.Edit(ctx, k.chat, post.Message, card); err != nil {
		return err
	}
	a.count(func(n *Counts) { n.Edited++ })
	if c.act != Reply {
		return nil
	}
	slices.SortStableFunc(c.notes, func(x, y note) int { return severest(x.event, y.event) })
	n := c.notes[0]
	o := Options{Thread: k.thread, ReplyTo: post.Message, Silent: c.silent, Urgent: true}
	_, err := a.send.Send(ctx, k.chat, a.cards.Note(ctx, n.event, n.reason, chat.Lang, z, now), o)
	if err == nil {
		a.count(func(n *Counts) { n.Replied++ })
	}
	return err
}

// postEvents reads all events of a post as they are now.
func (a *Alerter) postEvents(ctx context.Context, p *Post) ([]incident.Event, error) {
	var todo []string
	for _, t := range p.Events {
		todo = append(todo, t.Event)
	}
	return a.events(ctx, todo)
}

// keep puts a delivered post into the record: in place of its former state, or as the newest.
func (c *Chat) keep(p Post) {
	if i := slices.IndexFunc(c.Posts, func(q Post) bool { return q.Message == p.Message }); i >= 0 {
		c.Posts[i] = p
		return
	}
	c.Posts = append(c.Posts, p)
	if n := len(c.Posts) - maxPosts; n > 0 {
		c.Posts = slices.Delete(c.Posts, 0, n)
	}
}

// done takes what was served off the chat's work; what was held or came meanwhile stays.
func (a *Alerter) done(k key, served map[string]span, p plan, failed bool) {
	a.mu.Lock()
	w := a.pending[k]
	w.busy = false
	w.after = time.Time{}
	for id, s := range served {
		if failed || w.events[id] != s {
			continue
		}
		if _, held := p.held[id]; !held {
			delete(w.events, id)
		}
	}
	switch {
	case len(w.events) == 0:
		delete(a.pending, k)
	case failed:
		w.after = a.now().Add(retryAfter)
	case len(w.events) == len(p.held):
		w.after = earliest(p.held)
	}
	if len(w.events) > 0 {
		a.enqueue(k, w, false)
	}
	a.mu.Unlock()
	a.signal()
}

func earliest(ts map[string]time.Time) time.Time {
	var first time.Time
	for _, t := range ts {
		if first.IsZero() || t.Before(first) {
			first = t
		}
	}
	return first
}

func (a *Alerter) count(f func(*Counts)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f(&a.counts)
}
