package handlers

import (
	"context"
	"strconv"
	"strings"
	"time"

	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// Card is one result of an inline query: choosing it sends the answer.
type Card struct {
	ID          string // at most 64 bytes, its own in a page
	Title       string // what, where, when
	Description string // toll and number of sources
	Answer      Answer
}

// Cards is a page of results.
type Cards struct {
	Cards []Card
	Next  string        // offset of the next page, "" if this is the last
	Cache time.Duration // how long the page may be repeated
	// Hint is a button to the private chat, where nothing fits; Start is what /start gets there.
	Hint, Start string
}

const (
	cardsPage = 10
	liveDays  = 2                // an event of the last days may still change
	liveCache = 10 * time.Second // of a page that holds one
	pastCache = time.Hour
)

// Inline answers what is being typed: a place or the beginning of its name, also
// misspelt, a period, words; the newest events where nothing is typed. offset is
// Cards.Next of the page before, "" for the first. It never fails: what cannot be
// answered gives no cards and a hint.
func (h *Handlers) Inline(ctx context.Context, r Request, offset string) Cards {
	t := h.turn(ctx, r)
	n, err := strconv.Atoi(offset)
	if err != nil || n < 0 || n > maxOffset {
		n = 0
	}
	events, total, live := t.typing(clean(r.Text), n)
	out := Cards{Cache: pastCache}
	if live || len(events) == 0 {
		out.Cache = liveCache
	}
	for i := range events {
		e := &events[i]
		if t.today()-e.Date <= liveDays {
			out.Cache = liveCache
		}
		out.Cards = append(out.Cards, h.inlineCard(ctx, r, e))
	}
	if len(events) > 0 && n+cardsPage < total {
		out.Next = strconv.Itoa(n + cardsPage)
	}
	if len(events) == 0 && n == 0 {
		out.Hint, out.Start = t.p.T("inline.hint"), "inline"
	}
	return out
}

// inlineCard is an event as a result and as the message that it sends.
func (h *Handlers) inlineCard(ctx context.Context, r Request, e *incident.Event) Card {
	t := h.turn(ctx, r)
	t.q = Question{Kind: KindEvent, Event: e.ID}
	t.a.Events = []incident.Event{*e}
	t.card(e)
	return Card{
		ID:          e.ID + "." + strconv.Itoa(e.Revision),
		Title:       short(t.headline(e), 120),
		Description: short(t.p.T("inline.line", "Toll", t.words(t.toll(e, 1)), "Grade", t.sourced(e)), 200),
		Answer:      t.done(),
	}
}

// words is the text of spans, without the references.
func (t *turn) words(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// sourced says how many sources an event has.
func (t *turn) sourced(e *incident.Event) string {
	return t.p.N("articles", e.Articles) + ", " + t.p.N("independent", e.Independent)
}

// typing selects the events that fit what is typed. live is set where newer ones
// may come to fit at any time.
func (t *turn) typing(text string, offset int) (events []incident.Event, total int, live bool) {
	q := Question{Kind: KindList, Offset: offset}
	if text == "" {
		q.Kind = KindLatest
		events, total = t.selected(nil, q, "")
		return events, total, true
	}
	f := t.find(text, true)
	q.From, q.To, q.Weapons = f.from, f.to, f.weapons
	live = !q.To.Known() || q.To >= t.today()-liveDays
	var places []string
	switch {
	case f.place != nil:
		places = []string{f.place.ID}
	case f.several != nil:
		places = ids(f.several)
	case f.rest != "":
		if events, total = t.begun(f.rest, q); total > 0 {
			return events, total, live
		}
	}
	events, total = t.selected(places, q, f.rest)
	return events, total, live
}

// begun reads words as the beginning of a place's name, or as a misspelt one.
func (t *turn) begun(words string, q Question) ([]incident.Event, int) {
	g := t.h.archive.Places()
	for _, like := range []func() []*gazetteer.Place{
		func() []*gazetteer.Place { return g.Prefix(words, 8) },
		func() []*gazetteer.Place { return g.Suggest(words, 3) },
	} {
		places := distinctPlaces(like())
		if len(places) == 0 {
			continue
		}
		if events, total := t.selected(ids(places), q, ""); total > 0 {
			return events, total
		}
	}
	return nil, 0
}

func ids(places []*gazetteer.Place) []string {
	out := make([]string, len(places))
	for i, p := range places {
		out[i] = p.ID
	}
	return out
}

// selected returns a page of the events of places and a question, with words if any.
func (t *turn) selected(places []string, q Question, words string) ([]incident.Event, int) {
	f := q.filter()
	f.Places, f.Limit, f.NoBackground = places, cardsPage, q.Kind == KindLatest
	if words == "" {
		page, err := t.h.archive.Events(t.ctx, f)
		if err != nil {
			return nil, 0
		}
		return page.Events, page.Total
	}
	hits, err := t.h.archive.Search(t.ctx, index.TextQuery{Text: words, Filter: f})
	if err != nil {
		return nil, 0
	}
	var events []incident.Event
	for _, hit := range hits.Hits {
		if hit.Event != nil {
			events = append(events, *hit.Event)
		}
	}
	return events, hits.Total
}
