package handlers_test

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/merge"
)

// archive holds hand-made reports and answers from them by looking at each: what
// index.Archive must do fast, done plainly.
type archive struct {
	handlers.Archive // what is not overridden is not asked for
	places           *gazetteer.Gazetteer
	events           []incident.Event
	texts            map[string]string
	err              error // returned by everything
}

var gazette = sync.OnceValues(gazetteer.Load)

func newArchive(t testing.TB, reports []incident.SourcedReport) *archive {
	t.Helper()
	g, err := gazette()
	if err != nil {
		t.Fatal(err)
	}
	a := &archive{places: g, texts: map[string]string{}}
	by := map[string][]incident.SourcedReport{}
	for _, r := range reports {
		by[r.Place.ID] = append(by[r.Place.ID], r)
	}
	for _, rs := range by {
		a.events = append(a.events, merge.Events(rs)...)
	}
	slices.SortFunc(a.events, func(x, y incident.Event) int {
		return cmp.Or(cmp.Compare(y.Date, x.Date), severity(&y)-severity(&x), cmp.Compare(x.ID, y.ID))
	})
	for i := range a.events {
		a.events[i].PartOf = a.wave(&a.events[i])
	}
	return a
}

func severity(e *incident.Event) int {
	n := 0
	if e.Killed != nil {
		n += 10 * int(e.Killed.Floor())
	}
	if e.Injured != nil {
		n += int(e.Injured.Floor())
	}
	return n
}

func (a *archive) wave(e *incident.Event) string {
	for _, w := range a.events {
		if w.Date == e.Date && w.ID != e.ID && w.Place.Kind == incident.Country && w.Place.Country == e.Place.Country && e.Place.Kind != incident.Country {
			return w.ID
		}
	}
	return ""
}

func (a *archive) match(e *incident.Event, f index.Filter) bool {
	if len(f.Places) > 0 && !slices.ContainsFunc(f.Places, func(id string) bool {
		q := a.places.ByID(id)
		return e.Place.ID == id || q != nil && !f.Exact && a.places.ByID(e.Place.ID).Within(q)
	}) {
		return false
	}
	if f.From.Known() && (!e.Date.Known() || max(e.Date, e.DateEnd) < f.From) || f.To.Known() && (!e.Date.Known() || e.Date > f.To) {
		return false
	}
	if len(f.Weapons) > 0 && !slices.ContainsFunc(f.Weapons, func(w incident.Weapon) bool { return slices.Contains(e.Weapons, w) }) {
		return false
	}
	return !f.NoBackground || !e.Background
}

func (a *archive) All(_ context.Context, f index.Filter) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		if a.err != nil {
			yield(incident.Event{}, a.err)
			return
		}
		for i := range a.events {
			if a.match(&a.events[i], f) && !yield(a.events[i], nil) {
				return
			}
		}
	}
}

func (a *archive) Events(ctx context.Context, f index.Filter) (index.Page, error) {
	var p index.Page
	for e, err := range a.All(ctx, f) {
		if err != nil {
			return p, err
		}
		if p.Total >= f.Offset && len(p.Events) < cmp.Or(f.Limit, 5) {
			p.Events = append(p.Events, e)
		}
		p.Total++
	}
	return p, nil
}

func (a *archive) Event(_ context.Context, id string) (incident.Event, error) {
	for _, e := range a.events {
		if e.ID == id {
			return e, a.err
		}
	}
	return incident.Event{}, index.ErrNotFound
}

func (a *archive) Search(ctx context.Context, q index.TextQuery) (index.Hits, error) {
	var out index.Hits
	for e, err := range a.All(ctx, q.Filter) {
		if err != nil {
			return out, err
		}
		for _, c := range e.Claims {
			if strings.Contains(strings.ToLower(c.Sentence), strings.ToLower(q.Text)) {
				out.Hits = append(out.Hits, index.Hit{Event: &e, Snippet: c.Sentence, Source: e.Sources[c.Source-1]})
				break
			}
		}
	}
	out.Total = len(out.Hits)
	out.Hits = out.Hits[min(q.Filter.Offset, out.Total):min(q.Filter.Offset+cmp.Or(q.Filter.Limit, 5), out.Total)]
	return out, nil
}

func (a *archive) Sum(ctx context.Context, f index.Filter) (index.Sums, error) {
	s := index.Sums{Launched: map[incident.Weapon]int{}, Intercepted: map[incident.Weapon]int{}}
	days := map[incident.Day]*index.DaySum{}
	for e, err := range a.All(ctx, f) {
		if err != nil {
			return s, err
		}
		if e.Place.Kind == incident.Country && slices.ContainsFunc(a.events, func(p incident.Event) bool { return p.PartOf == e.ID && a.match(&p, f) }) {
			s.Waves++
			continue
		}
		s.Events++
		d := days[e.Date]
		if d == nil {
			d = &index.DaySum{Day: e.Date}
			days[e.Date] = d
		}
		d.Events++
		add(&s.Killed, &d.Killed, &s.KilledUnknown, e.Killed)
		add(&s.Injured, &d.Injured, &s.InjuredUnknown, e.Injured)
		for w, n := range e.Launched {
			s.Launched[w] += n
			d.Launched += n
		}
		for w, n := range e.Intercepted {
			s.Intercepted[w] += n
			d.Intercepted += n
		}
	}
	for d, sum := range days {
		if d.Known() {
			s.Days = append(s.Days, *sum)
		}
	}
	slices.SortFunc(s.Days, func(x, y index.DaySum) int { return cmp.Compare(x.Day, y.Day) })
	return s, nil
}

func add(sum, day *incident.Interval, unknown *int, f *incident.Figure) {
	if f == nil {
		*unknown++
		return
	}
	*sum, *day = sum.Add(f.Interval), day.Add(f.Interval)
}

func (a *archive) Coverage(context.Context) (index.Coverage, error) {
	c := index.Coverage{Events: len(a.events), Sample: true, Updated: "2024-06-01T08:00:00Z"}
	articles := map[string]bool{}
	for i := range a.events {
		e := &a.events[i]
		for _, s := range e.Sources {
			articles[s.Article] = true
		}
		if e.Date.Known() && (!c.First.Known() || e.Date < c.First) {
			c.First = e.Date
		}
		c.Last = max(c.Last, e.Date)
	}
	c.Articles = len(articles)
	return c, a.err
}

func (a *archive) Nearest(_ context.Context, f index.Filter) (index.Near, error) {
	var n index.Near
	place := f
	place.From, place.To = 0, 0
	for i := range a.events {
		e := &a.events[i]
		if !e.Date.Known() || !a.match(e, place) {
			continue
		}
		if f.From.Known() && e.Date < f.From && e.Date > n.Before {
			n.Before = e.Date
		}
		if f.To.Known() && e.Date > f.To && (!n.After.Known() || e.Date < n.After) {
			n.After = e.Date
		}
	}
	return n, a.err
}

func (a *archive) Places() *gazetteer.Gazetteer { return a.places }
