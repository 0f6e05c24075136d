package handlers

import (
	"context"
	"strconv"

	"incidentbot/index"
	"incidentbot/index/incident"
	"incidentbot/index/merge"
)

// Reading shows what an article says that the archive was asked to read: each
// report with its figures, the sentences that say them, and what it would add to
// the archive or contradict there.
func (h *Handlers) Reading(ctx context.Context, a incident.Article, rd index.Reading, r Request) Answer {
	t := h.turn(ctx, r)
	t.a.Understood = t.p.T("reading")
	t.block(Title, Span{Text: t.p.T("reading"), Style: Bold})
	if len(rd.Extraction.Reports) == 0 {
		t.a.Status = NotFound
		t.say(Note, t.p.T("reading.none"))
		return t.done()
	}
	if rd.Known {
		t.say(Note, t.p.T("reading.known"))
	}
	for i := range rd.Extraction.Reports {
		if i == pageSize {
			t.say(Note, t.p.N("reading.more", len(rd.Extraction.Reports)-i))
			break
		}
		var joins *incident.Event
		if i < len(rd.Joins) {
			joins = rd.Joins[i]
		}
		t.report(i+1, alone(a, &rd.Extraction, i), joins)
	}
	return t.done()
}

// alone is the event that one report makes by itself.
func alone(a incident.Article, x *incident.Extraction, i int) *incident.Event {
	e := merge.Events([]incident.SourcedReport{{
		Report: x.Reports[i], Article: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL, Published: a.Published, Lang: x.Lang,
	}})[0]
	return &e
}

// report shows one report and how it stands to the event that it would join.
func (t *turn) report(n int, e, joins *incident.Event) {
	t.block(Item, Span{Text: strconv.Itoa(n) + ". " + t.headline(e), Style: Bold})
	t.block(Line, t.toll(e, 2)...)
	t.block(Line, t.detail(e)...)
	if joins == nil {
		t.say(Note, t.p.T("reading.new"))
		return
	}
	t.a.Events = append(t.a.Events, *joins)
	said := false
	for _, f := range []struct {
		field     incident.Field
		here, had *incident.Figure
	}{{incident.FieldKilled, e.Killed, joins.Killed}, {incident.FieldInjured, e.Injured, joins.Injured}} {
		said = t.compared(f.field, f.here, f.had) || said
	}
	if !said {
		t.say(Note, t.p.N("reading.joins", joins.Articles))
	}
	t.row(t.to(t.p.T("reading.event", "N", n), Question{Kind: KindEvent, Event: joins.ID}))
}

// compared says how a figure stands to the archive's: new to it, or another.
func (t *turn) compared(f incident.Field, here, had *incident.Figure) bool {
	switch {
	case here == nil:
		return false
	case had == nil:
		t.say(Note, t.p.T("reading.adds", "Field", t.p.T("field."+string(f))))
	case !here.Overlaps(had.Interval):
		t.say(Note, t.p.T("reading.differs", "Field", t.p.T("field."+string(f)), "Here", t.p.Interval(here.Lead), "There", t.p.Interval(had.Lead)))
	default:
		return false
	}
	return true
}
