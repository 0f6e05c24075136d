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
	from := readOffset(offset)
	page := t.typing(clean(r.Text), from)
	out := Cards{Cache: pastCache}
	if page.live || len(page.events) == 0 {
		out.Cache = liveCache
	}
	for i := range page.events {
		e := &page.events[i]
		if t.today()-e.Date <= liveDays {
			out.Cache = liveCache
		}
		out.Cards = append(out.Cards, h.inlineCard(ctx, r, e))
	}
	if page.more {
		out.Next = place{from.n + cardsPage, page.recent}.String()
	}
	if len(page.events) == 0 && from.n == 0 {
		out.Hint, out.Start = t.p.T("inline.hint"), "inline"
	}
	return out
}

// place is how far the pages of a query have come, and whether they are of the
// newest events that have the words.
type place struct {
	n      int
	recent bool
}

// readOffset reads what String wrote; anything else is the beginning.
func readOffset(s string) place {
	digits, recent := strings.CutPrefix(s, "r")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n > maxOffset {
		return place{}
	}
	return place{n, recent}
}

func (p place) String() string {
	if p.recent {
		return "r" + strconv.Itoa(p.n)
	}
	return strconv.Itoa(p.n)
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

// typed is a page of what fits a query.
type typed struct {
	events []incident.Event
	more   bool // there are further pages
	live   bool // newer events may come to fit at any time
	recent bool // the events are the newest that have the words
}

// typing selects the events that fit what is typed.
func (t *turn) typing(text string, from place) typed {
	q := Question{Kind: KindList, Offset: from.n}
	if text == "" {
		f := inlineFilter(nil, q)
		page := t.newestOf(f, func(e *incident.Event) bool { return !e.Background })
		page.live = true
		return page
	}
	f := t.find(text, true)
	q.From, q.To = f.from, f.to
	f.narrow(&q)
	live := !q.To.Known() || q.To >= t.today()-liveDays
	page := t.fitting(&f, q, from)
	page.live = live
	return page
}

// fitting reads what is typed as a place, as the beginning of one, as words.
func (t *turn) fitting(f *found, q Question, from place) typed {
	var places []string
	switch {
	case f.place != nil:
		places = []string{f.place.ID}
	case f.several != nil:
		places = ids(f.several)
	case f.rest != "" && !from.recent:
		if page := t.begun(f.rest, q); len(page.events) > 0 {
			return page
		}
	}
	if f.rest == "" {
		page := t.selected(places, q)
		if len(page.events) == 0 && from.n == 0 && f.name != "" { // a village's name may be the beginning of a city's
			return t.begun(f.name, q)
		}
		return page
	}
	return t.worded(places, q, f.rest, from)
}

// begun reads words as the beginning of a place's name; one word also as a misspelt one.
func (t *turn) begun(words string, q Question) typed {
	g := t.h.archive.Places()
	places := distinctPlaces(g.Prefix(words, 8))
	if len(places) > 0 {
		if page := t.selected(ids(places), q); len(page.events) > 0 {
			return page
		}
	}
	if strings.Contains(words, " ") {
		return typed{}
	}
	if places = distinctPlaces(g.Suggest(words, 3)); len(places) == 0 {
		return typed{}
	}
	return t.selected(ids(places), q)
}

func ids(places []*gazetteer.Place) []string {
	out := make([]string, len(places))
	for i, p := range places {
		out[i] = p.ID
	}
	return out
}

// selected returns a page of the events of places and a question.
func (t *turn) selected(places []string, q Question) typed {
	page, err := t.h.archive.Events(t.ctx, inlineFilter(places, q))
	if err != nil {
		return typed{}
	}
	return typed{events: page.Events, more: q.Offset+cardsPage < page.Total}
}

func inlineFilter(places []string, q Question) index.Filter {
	f := q.filter()
	f.Places, f.Limit = places, cardsPage
	return f
}

// recentWalk is how many of the newest events are looked at for words. A word of
// every tenth event fills a page from them, and only rarer ones, which the index
// finds quickly, are left to a search.
const recentWalk = 120

// worded returns a page of events with words: the newest, if enough of those have
// them, else the best of all.
func (t *turn) worded(places []string, q Question, words string, from place) typed {
	f := inlineFilter(places, q)
	if from.n == 0 || from.recent {
		if page := t.recent(f, words); from.recent || len(page.events) == cardsPage {
			return page
		}
	}
	hits, err := t.h.archive.Search(t.ctx, index.TextQuery{Text: words, Filter: f})
	if err != nil {
		return typed{}
	}
	page := typed{more: q.Offset+cardsPage < hits.Total}
	for _, hit := range hits.Hits {
		if hit.Event != nil {
			page.events = append(page.events, *hit.Event)
		}
	}
	return page
}

// recent returns a page of the newest events of a filter whose sentences have all the words.
func (t *turn) recent(f index.Filter, words string) typed {
	want := strings.Fields(strings.ToLower(words))
	page := t.newestOf(f, func(e *incident.Event) bool { return says(e, want) })
	page.recent = true
	return page
}

// newestOf returns a page of those of the newest events of a filter that fit.
func (t *turn) newestOf(f index.Filter, fits func(*incident.Event) bool) typed {
	skip := f.Offset
	f.Offset, f.Limit = 0, recentWalk+10*skip
	newest, err := t.h.archive.Events(t.ctx, f)
	if err != nil {
		return typed{}
	}
	var page typed
	for i := range newest.Events {
		if !fits(&newest.Events[i]) {
			continue
		}
		if skip--; skip >= 0 {
			continue
		}
		if page.more = len(page.events) == cardsPage; page.more {
			break
		}
		page.events = append(page.events, newest.Events[i])
	}
	return page
}

// says reports whether an event's sentences have all the words, in lower case.
func says(e *incident.Event, words []string) bool {
	var b strings.Builder
	for i := range e.Claims {
		b.WriteString(e.Claims[i].Sentence)
		b.WriteByte(' ')
	}
	text := strings.ToLower(b.String())
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
