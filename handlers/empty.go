package handlers

import (
	"slices"
	"strings"

	"incidentbot/index"
	"incidentbot/index/gazetteer"
)

// nothing is the honest empty answer: what was understood, what the archive
// covers, and the nearest day and place that have something, as buttons.
func (t *turn) nothing() {
	t.a.Status = NotFound
	if t.a.Understood == "" {
		t.a.Understood = t.understood()
	}
	t.block(Title, Span{Text: t.p.T("nothing", "Question", t.a.Understood), Style: Bold})
	t.coverage()
	t.nearest()
	t.maybePlace()
	if len(t.a.Buttons) == 0 {
		t.examples()
	}
}

// coverage says what the archive holds.
func (t *turn) coverage() {
	c, err := t.h.archive.Coverage(t.ctx)
	if err != nil {
		t.fail(err)
		return
	}
	t.say(Note, t.covers(c))
}

func (t *turn) covers(c index.Coverage) string {
	if c.Events == 0 {
		return t.p.T("coverage.empty")
	}
	s := t.p.T("coverage", "Events", t.p.N("events", c.Events), "Articles", t.p.N("articles", c.Articles),
		"First", t.p.Day(c.First), "Last", t.p.Day(c.Last))
	if c.Sample {
		s += " " + t.p.T("coverage.sample")
	}
	return s
}

// nearest offers what lies nearest to a question that found nothing.
func (t *turn) nearest() {
	f := t.q.filter()
	f.Offset = 0
	near, err := t.h.archive.Nearest(t.ctx, f)
	if err != nil {
		return // an answer without the offer is still an answer
	}
	var days []Button
	for _, d := range []struct {
		id  string
		day bool
	}{{"near.before", near.Before.Known()}, {"near.after", near.After.Known()}} {
		if !d.day {
			continue
		}
		q := t.q
		q.Kind, q.Words, q.Offset = KindList, "", 0
		q.From = near.Before
		if d.id == "near.after" {
			q.From = near.After
		}
		q.To = q.From
		days = append(days, t.to(t.p.T(d.id, "Day", t.p.Day(q.From)), q))
	}
	t.row(days...)
	if g := t.h.archive.Places().ByID(near.Place); g != nil && near.Place != t.q.Place {
		q := t.q
		q.Kind, q.Words, q.Offset, q.Place = KindList, "", 0, g.ID
		t.row(t.to(t.p.T("near.place", "Place", t.fullName(g), "Km", t.p.Number(near.Km)), q))
	}
	if t.q.Place != "" && (t.q.period() || t.q.Words != "") {
		q := t.q.with(KindList)
		q.From, q.To, q.Words = 0, 0, ""
		t.row(t.to(t.p.T("near.anytime", "Place", t.placeOf(t.q.Place)), q))
	}
}

// maybePlace reads words that were found nowhere as a misspelt place of the countries at war.
func (t *turn) maybePlace() {
	if t.q.Words == "" || t.q.Place != "" || t.q.period() || t.q.narrowed() || strings.Count(t.q.Words, " ") > 1 {
		return
	}
	like := slices.DeleteFunc(distinctPlaces(t.h.archive.Places().Suggest(t.q.Words, 4)), func(p *gazetteer.Place) bool {
		return p.Country != "UA" && p.Country != "RU" || p.Population < 5_000 && p.Class < gazetteer.CityDistrict
	})
	if len(like) == 0 {
		return
	}
	t.say(Note, t.p.T("place.maybe"))
	q := t.q.with(KindList)
	q.Words = ""
	t.offer(like, q)
}

// placeOf names a place by its id.
func (t *turn) placeOf(id string) string {
	if g := t.h.archive.Places().ByID(id); g != nil {
		return g.Name(t.p.Lang())
	}
	return id
}

// examples shows how to ask.
func (t *turn) examples() { t.say(Note, t.p.T("examples")) }
