package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/journal"
	"incidentbot/index/merge"
	"incidentbot/index/table"
)

const pageSize = 5

func (f *Filter) query() table.Query {
	return table.Query{
		Places: f.Places, Exact: f.Exact, From: f.From, To: f.To, Undated: f.Undated, Weapons: f.Weapons, Damage: f.Damage,
		Outages: f.Outages, MinKilled: f.MinKilled, MinInjured: f.MinInjured, NoBackground: f.NoBackground,
	}
}

func (f *Filter) limit() int {
	if f.Limit <= 0 {
		return pageSize
	}
	return f.Limit
}

// load returns an event by an id or a former id, from the cache or the index. It
// is shared: copy before changing.
func (a *Archive) load(id string) (*incident.Event, error) {
	e, gen := a.cache.get(id)
	if e != nil {
		return e, nil
	}
	e, err := a.p.s.load(id)
	if err != nil {
		return nil, err
	}
	if e.ID == id {
		a.cache.put(id, e, gen)
	}
	return e, nil
}

// shown returns a loaded event as answers see it, with its wave.
func (a *Archive) shown(e *incident.Event) incident.Event {
	out := *e
	out.PartOf = a.table().Wave(e.ID)
	return out
}

// Event returns one event by its id or a former id of it; ErrNotFound if there is
// none. A withdrawn event is found only here, with what is told in its place.
func (a *Archive) Event(_ context.Context, id string) (incident.Event, error) {
	e, err := a.load(id)
	if err != nil {
		return incident.Event{}, err
	}
	out := a.shown(e)
	if out.Grade == incident.GradeWithdrawn {
		out.Instead, err = a.instead(e)
	}
	return out, err
}

// instead returns the events of which the newest versions of a withdrawn event's
// articles tell: those of its day or place, else all of them.
func (a *Archive) instead(e *incident.Event) ([]string, error) {
	var near, far []string
	for _, s := range e.Sources {
		ids, err := a.p.s.holdersOf(s.Article)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			o, err := a.load(id)
			if err != nil {
				return nil, err
			}
			stands := slices.ContainsFunc(o.Reports, func(r incident.SourcedReport) bool {
				return r.Article == s.Article && !r.Replaced && !r.Withdrawn
			})
			switch {
			case !stands:
			case o.Place.ID == e.Place.ID || o.Date == e.Date:
				near = append(near, o.ID)
			default:
				far = append(far, o.ID)
			}
		}
	}
	if len(near) == 0 {
		near = far
	}
	slices.Sort(near)
	return slices.Compact(near), nil
}

// Events returns a page of the events that a filter selects.
func (a *Archive) Events(ctx context.Context, f Filter) (Page, error) {
	ids, total := a.table().Page(f.query(), max(f.Offset, 0), f.limit())
	p := Page{Total: total, Events: make([]incident.Event, 0, len(ids))}
	for e, err := range a.each(ctx, func() []string { return ids }) {
		if err != nil {
			return Page{}, err
		}
		p.Events = append(p.Events, e)
	}
	return p, nil
}

// All walks every event that a filter selects, newest first.
func (a *Archive) All(ctx context.Context, f Filter) iter.Seq2[incident.Event, error] {
	return a.each(ctx, func() []string {
		ids, _ := a.table().Page(f.query(), 0, math.MaxInt)
		return ids
	})
}

// each loads events one by one. One that was joined to another meanwhile is
// passed over: the other is among what changed.
func (a *Archive) each(ctx context.Context, ids func() []string) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		for _, id := range ids() {
			if err := ctx.Err(); err != nil {
				yield(incident.Event{}, err)
				return
			}
			e, err := a.load(id)
			switch {
			case errors.Is(err, ErrNotFound), err == nil && e.ID != id:
				continue
			case err != nil:
				yield(incident.Event{}, err)
				return
			}
			if !yield(a.shown(e), nil) {
				return
			}
		}
	}
}

// Article returns an article with its whole text, of its newest version.
func (a *Archive) Article(ctx context.Context, id string) (incident.Article, error) {
	v, ok := a.newest(id)
	if !ok || v.seq == 0 {
		return incident.Article{}, ErrNotFound
	}
	art, err := a.at(ctx, v.seq)
	if err != nil {
		return incident.Article{}, err
	}
	return *art, nil
}

// at reads the article of a record.
func (a *Archive) at(ctx context.Context, seq uint64) (*incident.Article, error) {
	r, err := a.j.Get(ctx, seq)
	switch {
	case errors.Is(err, journal.ErrGone):
		return nil, ErrNotFound
	case err != nil:
		return nil, err
	}
	return readArticle(&r)
}

// Coverage says what the archive holds.
func (a *Archive) Coverage(context.Context) (Coverage, error) {
	c := Coverage{Events: a.table().Len(), Sample: a.o.Sample}
	c.First, c.Last = a.table().Bounds()
	a.p.mu.Lock()
	defer a.p.mu.Unlock()
	c.Articles = len(a.p.known.byID)
	if !a.p.arrived.IsZero() {
		c.Updated = a.p.arrived.UTC().Format(time.RFC3339)
	}
	return c, nil
}

// Sum adds up the events that a filter selects.
func (a *Archive) Sum(_ context.Context, f Filter) (Sums, error) {
	t := a.table().Sum(f.query())
	s := Sums{
		Events: t.Events, Killed: t.Killed, Injured: t.Injured, KilledUnknown: t.KilledUnknown, InjuredUnknown: t.InjuredUnknown,
		Launched: t.Launched, Intercepted: t.Intercepted, Waves: t.Waves,
	}
	for _, d := range t.Days {
		s.Days = append(s.Days, DaySum(d))
	}
	return s, nil
}

// Nearest finds what lies nearest to a filter that selects nothing.
func (a *Archive) Nearest(_ context.Context, f Filter) (Near, error) {
	var n Near
	q := f.query()
	n.Before, n.After = a.table().Around(q)
	if len(f.Places) == 0 {
		return n, nil
	}
	p := a.o.Places.ByID(f.Places[0])
	if p == nil {
		return n, nil
	}
	if id, km := a.table().NearPlace(q, p.Lat, p.Lon); id != "" {
		n.Place, n.Km = id, int(math.Round(km))
	}
	return n, nil
}

// Read extracts an article's reports without adding it, and says which events they would join.
func (a *Archive) Read(ctx context.Context, art incident.Article) (Reading, error) {
	art.Text = clean(art.Text)
	x := a.extract(&art)
	r := Reading{Extraction: x, Joins: make([]*incident.Event, len(x.Reports))}
	a.normal(ctx, &art)
	_, r.Known = a.newest(art.ID)
	m := makeOf(new(merge.Printer), &art, math.MaxUint64)
	m.version.revision = math.MaxInt32
	for i, s := range sourced(&m, &x) {
		e, err := a.joins(s)
		if err != nil {
			return Reading{}, err
		}
		r.Joins[i] = e
	}
	return r, nil
}

// joins returns the event that a report would be merged into, nil if none.
func (a *Archive) joins(s *incident.SourcedReport) (*incident.Event, error) {
	if !s.Date.Known() {
		return nil, nil
	}
	lo, hi := s.Date-2*merge.Reach, s.Date+2*merge.Reach
	rs := []incident.SourcedReport{*s}
	old := map[string]*incident.Event{}
	for _, id := range a.table().At(s.Place.ID, lo, hi+merge.Reach) {
		e, err := a.load(id)
		if err != nil {
			return nil, fmt.Errorf("event %s: %w", id, err)
		}
		old[e.ID] = e
		rs = append(rs, e.Reports...)
	}
	for _, e := range merge.Events(rs) {
		for i := range e.Reports {
			if e.Reports[i].Seq != s.Seq || e.Reports[i].Article != s.Article {
				continue
			}
			if was := old[e.ID]; was != nil {
				out := a.shown(was)
				return &out, nil
			}
			if len(e.Reports) > 1 { // it joins one that gets another id by it
				for _, r := range e.Reports {
					for _, was := range old {
						if holds(was, &r) {
							out := a.shown(was)
							return &out, nil
						}
					}
				}
			}
		}
	}
	return nil, nil
}

func holds(e *incident.Event, r *incident.SourcedReport) bool {
	for i := range e.Reports {
		if e.Reports[i].Article == r.Article && e.Reports[i].Seq == r.Seq {
			return true
		}
	}
	return false
}

// parents lists what a place lies in, nearest first.
func (a *Archive) parents(id string) []string {
	var out []string
	p := a.o.Places.ByID(id)
	if p == nil {
		up := parentOf(id)
		if up == "" {
			return nil
		}
		out = append(out, up)
		if p = a.o.Places.ByID(up); p == nil {
			return out
		}
	}
	for p = p.Parent; p != nil; p = p.Parent {
		out = append(out, p.ID)
	}
	return out
}
