package handlers

import (
	"slices"
	"strconv"
	"strings"

	"incidentbot/index"
	"incidentbot/index/incident"
)

// search answers with the events and articles that hold words.
func (t *turn) search() {
	q := t.q
	if q.Place == "" && !q.period() && !q.narrowed() {
		q.Place, q.From, q.To, q.Words = t.narrow(q.Words)
	}
	hits, err := t.h.archive.Search(t.ctx, index.TextQuery{Text: q.Words, Filter: q.filter()})
	if err == nil && hits.Total == 0 && q.Words != t.q.Words { // the words as they were
		q = t.q
		hits, err = t.h.archive.Search(t.ctx, index.TextQuery{Text: q.Words, Filter: q.filter()})
	}
	if err != nil {
		t.fail(err)
		return
	}
	t.q = q
	t.a.Understood = t.understood()
	if hits.Total == 0 || len(hits.Hits) == 0 {
		t.without()
		return
	}
	slices.SortStableFunc(hits.Hits, func(a, b index.Hit) int { return own(&b) - own(&a) })
	t.hits(hits)
}

// without answers a question whose words are nowhere: with the events that fit
// the rest of it, if there is a rest and it fits any.
func (t *turn) without() {
	q := t.q.with(KindList)
	q.Words = ""
	if q.Place != "" || q.period() || q.narrowed() {
		page, err := t.h.archive.Events(t.ctx, q.filter())
		if err == nil && page.Total > 0 {
			words := t.q.Words
			t.q = q
			t.a.Understood = t.understood()
			t.say(Note, t.p.T("found.without", "Words", words))
			t.page(page)
			return
		}
	}
	t.nothing()
}

// own is 1 where the passage with the words is one that the event rests on, not
// just of the same article.
func own(h *index.Hit) int {
	if h.Event == nil {
		return 0
	}
	said := strings.Trim(h.Snippet, " …")
	for i := range h.Event.Claims {
		if s := h.Event.Claims[i].Sentence; s != "" && said != "" && (strings.Contains(said, s) || strings.Contains(s, said)) {
			return 1
		}
	}
	return 0
}

// narrow takes a sure place and a period out of the words, if words remain.
func (t *turn) narrow(words string) (place string, from, to incident.Day, rest string) {
	f := t.find(words, false)
	if f.rest == "" || f.several != nil || f.narrows() {
		return "", 0, 0, words
	}
	if f.place != nil {
		place = f.place.ID
	}
	return place, f.from, f.to, f.rest
}

// hits shows what was found, each with the passage that has the words.
func (t *turn) hits(hits index.Hits) {
	t.block(Title, Span{Text: t.p.T("found", "Question", t.a.Understood), Style: Bold}, Span{Text: " · " + t.p.N("hits", hits.Total)})
	var row []Button
	for i, h := range hits.Hits {
		n := t.q.Offset + i + 1
		if h.Event == nil {
			t.article(h, n)
			continue
		}
		t.a.Events = append(t.a.Events, *h.Event)
		t.block(Item, Span{Text: strconv.Itoa(n) + ". " + t.headline(h.Event), Style: Bold})
		t.block(Line, t.toll(h.Event, 1)...)
		t.snippet(h)
		label := strconv.Itoa(n) + ". " + t.placeName(&h.Event.Place)
		row = append(row, t.to(short(label, 24), Question{Kind: KindEvent, Event: h.Event.ID}))
	}
	for part := range slices.Chunk(row, 3) {
		t.row(part...)
	}
	t.pageButtons(hits.Total)
}

// article shows a hit that gave no event.
func (t *turn) article(h index.Hit, n int) {
	title := clean(h.Source.Title)
	if h.Article != nil && title == "" {
		title = clean(h.Article.Title)
	}
	if title == "" {
		title = t.p.T("hit.untitled")
	}
	s := h.Source
	k := t.cite(Source{Article: s.Article, Outlet: s.Outlet, Title: s.Title, URL: s.URL, Published: s.Published})
	t.block(Item, Span{Text: strconv.Itoa(n) + ". " + title, Style: Bold}, Span{Source: k})
	t.block(Line, Span{Text: t.p.T("hit.noevent")})
	t.snippet(h)
}

// snippet quotes the passage with the words asked for.
func (t *turn) snippet(h index.Hit) {
	s := h.Source
	if h.Snippet == "" || s.Article == "" {
		return
	}
	k := t.cite(Source{Article: s.Article, Outlet: s.Outlet, Title: s.Title, URL: s.URL, Published: s.Published})
	said := passage(h.Snippet, "")
	key := "snippet " + s.Article + said
	if _, again := t.quoted[key]; again { // the passage stands above, with another event of its article
		t.block(Line, Span{Text: t.p.T("hit.same")}, Span{Source: k})
		return
	}
	t.quoted[key] = len(t.quotes)
	t.block(Line, Span{Text: "“" + said + "”", Style: Italic}, Span{Source: k})
}
