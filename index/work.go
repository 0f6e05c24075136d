package index

import (
	"maps"
	"slices"

	"incidentbot/index/incident"
	"incidentbot/index/merge"
)

// work gathers what a batch of records does to reports and merges the places and
// days that it touches once.
type work struct {
	p      *projection
	places map[string]*placeWork
	edits  map[string][]edit // by article: what happens to its stored reports
}

// placeWork is what a batch touches of one place.
type placeWork struct {
	adds    []*incident.SourcedReport
	days    map[incident.Day]bool
	undated map[string]bool // articles with an undated report
	seq     uint64          // the last record that touched it
}

// edit changes one stored report and says whether it did.
type edit func(event string, r *incident.SourcedReport) bool

// changes are what a batch does to the stored events.
type changes struct {
	put  []*incident.Event
	gone []string // ids that lead to another event from now on
}

func (c *changes) ids() []string {
	ids := slices.Clone(c.gone)
	for _, e := range c.put {
		ids = append(ids, e.ID)
	}
	return ids
}

func (p *projection) newWork() *work {
	return &work{p: p, places: map[string]*placeWork{}, edits: map[string][]edit{}}
}

func (w *work) touch(r *incident.SourcedReport, seq uint64) *placeWork {
	pw := w.places[r.Place.ID]
	if pw == nil {
		pw = &placeWork{days: map[incident.Day]bool{}, undated: map[string]bool{}}
		w.places[r.Place.ID] = pw
	}
	if r.Date.Known() {
		pw.days[r.Date] = true
	} else {
		pw.undated[r.Article] = true
	}
	pw.seq = max(pw.seq, seq)
	return pw
}

// add takes up a new article, or a newer version of one.
func (w *work) add(st *step, v version) error {
	if v.revision > 1 {
		late, err := w.hasNewer(st.article)
		if err != nil {
			return err
		}
		if late {
			for _, r := range st.reports {
				r.Replaced, r.Touched = true, st.seq
			}
		} else if err := w.replace(st.article.ID, st.seq); err != nil {
			return err
		}
	}
	for _, r := range st.reports {
		r.Revision = int(v.revision)
		pw := w.touch(r, st.seq)
		pw.adds = append(pw.adds, r)
	}
	return nil
}

// sourced gives an article's reports what merging needs to know of the article.
func sourced(m *made, x *incident.Extraction) []*incident.SourcedReport {
	if len(x.Reports) == 0 {
		return nil
	}
	a, v, credit := m.article, m.version, merge.Credit(m.article.Text)
	out := make([]*incident.SourcedReport, len(x.Reports))
	for i := range x.Reports {
		out[i] = &incident.SourcedReport{
			Report: x.Reports[i], Article: a.ID, Revision: int(v.revision), Outlet: a.Outlet, Title: a.Title, URL: a.URL,
			Published: published(a, x), Lang: x.Lang, Fingerprint: v.print, Sketch: m.sketch, Credit: credit, Seq: v.seq,
		}
	}
	return out
}

// published is the article's time as given, else the day that extraction found.
func published(a *incident.Article, x *incident.Extraction) string {
	if a.Published != "" {
		return a.Published
	}
	return x.Published.String()
}

// replace supersedes what older versions of an article said.
func (w *work) replace(article string, seq uint64) error {
	return w.change(article, seq, func(_ string, r *incident.SourcedReport) bool {
		if r.Article != article || r.Seq >= seq || r.Replaced {
			return false
		}
		r.Replaced, r.Touched = true, seq
		return true
	})
}

// hasNewer reports whether a version of the article that was published later is
// known already: what arrives now is then its past.
func (w *work) hasNewer(a *incident.Article) (bool, error) {
	at := merge.When(a.Published)
	newer := func(r *incident.SourcedReport) bool {
		return r.Article == a.ID && !r.Replaced && at != 0 && merge.When(r.Published) > at
	}
	for _, pw := range w.places {
		if slices.ContainsFunc(pw.adds, newer) {
			return true, nil
		}
	}
	ids, err := w.p.s.holdersOf(a.ID)
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		e, err := w.p.a.load(id)
		if err != nil {
			return false, err
		}
		for i := range e.Reports {
			if newer(&e.Reports[i]) {
				return true, nil
			}
		}
	}
	return false, nil
}

// change applies an edit to every report of an article: those of this batch at
// once, the stored ones when their places are merged.
func (w *work) change(article string, seq uint64, f edit) error {
	for _, pw := range w.places {
		for _, r := range pw.adds {
			if r.Article == article && f("", r) {
				w.touch(r, seq)
			}
		}
	}
	ids, err := w.p.s.holdersOf(article)
	if err != nil {
		return err
	}
	for _, id := range ids {
		e, err := w.p.a.load(id)
		if err != nil {
			return err
		}
		for i := range e.Reports {
			if e.Reports[i].Article == article {
				w.touch(&e.Reports[i], seq)
			}
		}
	}
	w.edits[article] = append(w.edits[article], f)
	return nil
}

// merge makes the events of all that was touched.
func (w *work) merge() (*changes, error) {
	ch := &changes{}
	for _, id := range slices.Sorted(maps.Keys(w.places)) {
		pw := w.places[id]
		for _, span := range pw.spans() {
			if err := w.mergeSpan(ch, id, pw, span[0], span[1]); err != nil {
				return nil, err
			}
		}
		for _, article := range slices.Sorted(maps.Keys(pw.undated)) {
			if err := w.mergeUndated(ch, id, pw, article); err != nil {
				return nil, err
			}
		}
	}
	return ch, nil
}

// spans returns the touched days as spans that cannot influence each other.
func (pw *placeWork) spans() [][2]incident.Day {
	var out [][2]incident.Day
	for _, d := range slices.Sorted(maps.Keys(pw.days)) {
		if n := len(out); n > 0 && d-out[n-1][1] <= 4*merge.Reach+1 {
			out[n-1][1] = d
		} else {
			out = append(out, [2]incident.Day{d, d})
		}
	}
	return out
}

// mergeSpan merges one place's days from..to. See merge.Reach for its bounds.
func (w *work) mergeSpan(ch *changes, place string, pw *placeWork, from, to incident.Day) error {
	lo, hi := from-2*merge.Reach, to+2*merge.Reach
	old, err := w.loadAll(w.p.table.At(place, lo, hi+merge.Reach))
	if err != nil {
		return err
	}
	var rs []incident.SourcedReport
	for _, e := range old {
		for _, r := range e.Reports {
			if r.Date >= lo && r.Date <= hi {
				rs = append(rs, w.edited(e.ID, r))
			}
		}
	}
	for _, r := range pw.adds {
		if r.Date >= lo && r.Date <= hi {
			rs = append(rs, *r)
		}
	}
	within := func(e *incident.Event) bool { return merge.Within(e, from-merge.Reach, to+merge.Reach) }
	ch.settle(old, merge.Events(rs), within, pw.seq)
	return nil
}

// mergeUndated merges what one article says of a place without a day.
func (w *work) mergeUndated(ch *changes, place string, pw *placeWork, article string) error {
	ids, err := w.p.s.holdersOf(article)
	if err != nil {
		return err
	}
	all, err := w.loadAll(ids)
	if err != nil {
		return err
	}
	mine := func(e *incident.Event) bool { return e.Place.ID == place && !e.Date.Known() }
	var old []*incident.Event
	var rs []incident.SourcedReport
	for _, e := range all {
		if mine(e) {
			old = append(old, e)
			for _, r := range e.Reports {
				rs = append(rs, w.edited(e.ID, r))
			}
		}
	}
	for _, r := range pw.adds {
		if !r.Date.Known() && r.Article == article {
			rs = append(rs, *r)
		}
	}
	ch.settle(old, merge.Events(rs), mine, pw.seq)
	return nil
}

func (w *work) loadAll(ids []string) ([]*incident.Event, error) {
	out := make([]*incident.Event, 0, len(ids))
	for _, id := range ids {
		e, err := w.p.a.load(id)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// edited returns a stored report as this batch's edits leave it. The stored
// event is shared, so what an edit changes is copied first.
func (w *work) edited(event string, r incident.SourcedReport) incident.SourcedReport {
	fs := w.edits[r.Article]
	if len(fs) == 0 {
		return r
	}
	r.Claims = slices.Clone(r.Claims)
	r.Launched, r.Intercepted = maps.Clone(r.Launched), maps.Clone(r.Intercepted)
	r.Weapons, r.Damage, r.Outages = slices.Clone(r.Weapons), slices.Clone(r.Damage), slices.Clone(r.Outages)
	for _, f := range fs {
		f(event, &r)
	}
	return r
}
