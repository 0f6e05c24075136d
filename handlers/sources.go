package handlers

import (
	"cmp"
	"slices"
	"time"

	"incidentbot/index/incident"
)

// Outlet is one source that is read, as /sources shows it.
type Outlet struct {
	Name     string
	URL      string // may be ""
	Lang     incident.Lang
	Articles int    // in the archive, or of the events looked at
	Newest   string // published time of the newest article
	Note     string // reliability, in the operator's words; may be ""
	Silent   bool   // it is broken, paused, or silent for longer than usual
}

const maxOutlets = 25 // that /sources lists

// sources says who is read, how fresh and how many.
func (t *turn) sources() {
	c, err := t.h.archive.Coverage(t.ctx)
	if err != nil {
		t.fail(err)
		return
	}
	t.block(Title, Span{Text: t.p.T("sources.title"), Style: Bold})
	t.say(Note, t.covers(c))
	if at, err := time.Parse(time.RFC3339, c.Updated); err == nil {
		t.say(Note, t.p.T("sources.updated", "At", t.published(at.Format(time.RFC3339))))
	}
	outlets, err := t.outlets()
	if err != nil {
		t.fail(err)
		return
	}
	if len(outlets) == 0 && c.Events > 0 {
		t.say(Note, t.p.T("sources.none"))
	}
	for _, o := range outlets[:min(len(outlets), maxOutlets)] {
		t.outlet(o)
	}
	if more := len(outlets) - maxOutlets; more > 0 {
		t.say(Note, t.p.N("sources.more", more))
	}
}

// outlets asks the operator's list, or looks at the newest events.
func (t *turn) outlets() ([]Outlet, error) {
	if t.h.opt.Outlets != nil {
		return t.h.opt.Outlets(t.ctx)
	}
	by := map[string]*Outlet{}
	articles := map[string]bool{}
	seen := 0
	for e, err := range t.h.archive.All(t.ctx, t.q.filter()) {
		if err != nil {
			return nil, err
		}
		if seen++; seen > maxWalk {
			seen--
			break
		}
		gather(by, articles, &e)
	}
	var out []Outlet
	for _, o := range by {
		out = append(out, *o)
	}
	slices.SortFunc(out, func(a, b Outlet) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Name, b.Name))
	})
	if len(out) > 0 {
		t.say(Line, t.p.N("sources.recent", seen))
	}
	return out, nil
}

// gather counts an event's articles by outlet, each once.
func gather(by map[string]*Outlet, articles map[string]bool, e *incident.Event) {
	for _, s := range e.Sources {
		if s.Outlet == "" || articles[s.Article] {
			continue
		}
		articles[s.Article] = true
		o := by[s.Outlet]
		if o == nil {
			o = &Outlet{Name: s.Outlet, Lang: s.Lang}
			by[s.Outlet] = o
		}
		o.Articles++
		o.Newest = max(o.Newest, s.Published)
	}
}

func (t *turn) outlet(o Outlet) {
	name := Span{Text: clean(o.Name)}
	if webAddress(o.URL) {
		name.URL = o.URL
	}
	parts := []string{t.p.N("articles", o.Articles)}
	if at := t.published(o.Newest); at != "" {
		parts = append(parts, t.p.T("sources.newest", "At", at))
	}
	if o.Silent {
		parts = append(parts, t.p.T("sources.silent"))
	}
	if note := clean(o.Note); note != "" {
		parts = append(parts, note)
	}
	t.block(Item, name, Span{Text: ": " + commas(parts)})
}
