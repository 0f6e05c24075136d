package handlers

import (
	"slices"
	"strconv"

	"incidentbot/index"
	"incidentbot/index/incident"
)

// list answers with the events of a place, a period, or both.
func (t *turn) list() {
	page, err := t.h.archive.Events(t.ctx, t.q.filter())
	if err != nil {
		t.fail(err)
		return
	}
	t.a.Understood = t.understood()
	t.page(page)
}

// latest answers with the newest events that are news.
func (t *turn) latest() {
	f := t.q.filter()
	f.NoBackground = true
	page, err := t.h.archive.Events(t.ctx, f)
	if err != nil {
		t.fail(err)
		return
	}
	t.a.Understood = t.p.T("latest")
	if t.q.Place != "" || t.q.period() || t.q.narrowed() {
		t.a.Understood += ": " + t.understood()
	}
	t.page(page)
}

// page shows events: one as a card, several as a list with pages.
func (t *turn) page(page index.Page) {
	switch {
	case page.Total == 0:
		t.nothing()
		return
	case len(page.Events) == 0:
		t.mistake("page.past")
		t.row(t.to(t.p.T("page.first"), t.q.with(t.q.Kind)))
		return
	}
	events := slices.Clone(page.Events)
	if t.q.day() { // totals first, their parts after them
		slices.SortStableFunc(events, func(a, b incident.Event) int { return breadth(&b) - breadth(&a) })
	}
	t.a.Events = events
	if page.Total == 1 {
		t.card(&events[0])
	} else {
		t.several(events, page.Total)
	}
	t.pageButtons(page.Total)
	t.row(t.to(t.p.T("button.map"), t.q.with(KindMap)), t.to(t.p.T("button.chart"), t.q.with(KindChart)),
		t.to(t.p.T("button.export"), t.q.with(KindExport)))
}

// breadth orders a wave before what lies in it.
func breadth(e *incident.Event) int {
	switch e.Place.Kind {
	case incident.Country:
		return 2
	case incident.Region:
		return 1
	}
	return 0
}

// card is one event in short.
func (t *turn) card(e *incident.Event) {
	t.block(Title, Span{Text: t.headline(e), Style: Bold})
	t.block(Line, t.toll(e, 2)...)
	t.block(Line, t.detail(e)...)
	t.say(Note, t.standing(e))
	t.row(t.to(t.p.T("button.event"), Question{Kind: KindEvent, Event: e.ID}), t.share(e))
}

// share offers the event to another chat.
func (t *turn) share(e *incident.Event) Button {
	return Button{Label: t.p.T("button.share"), Share: t.inlineText(e)}
}

// inlineText is the inline query that finds an event again.
func (t *turn) inlineText(e *incident.Event) string {
	s := t.placeName(&e.Place)
	if e.Date.Known() {
		s += " " + e.Date.String()
	}
	return s
}

// several lists events; where that is too long, the last events lose their
// details, and then all but how well they are known.
func (t *turn) several(events []incident.Event, total int) {
	t.block(Title, Span{Text: t.a.Understood, Style: Bold}, Span{Text: " · " + t.p.N("events", total)})
	t.wave(events)
	base := t.a
	for cut := 0; cut <= 2*len(events); cut++ {
		if cut > 0 {
			t.resetTo(base)
		}
		for i := range events {
			fromEnd := len(events) - i
			t.item(&events[i], t.q.Offset+i+1, fromEnd > cut, fromEnd > cut-len(events))
		}
		if length(t.a.Blocks) <= foldAfter {
			break
		}
	}
	var row []Button
	for i := range events {
		label := strconv.Itoa(t.q.Offset+i+1) + ". " + t.placeName(&events[i].Place)
		row = append(row, t.to(short(label, 24), Question{Kind: KindEvent, Event: events[i].ID}))
	}
	for part := range slices.Chunk(row, 3) {
		t.row(part...)
	}
}

// resetTo takes back what was said after base.
func (t *turn) resetTo(base Answer) {
	t.a = base
	t.a.Blocks = slices.Clone(base.Blocks)
	t.a.Sources = slices.Clone(base.Sources)
	t.quotes, t.needs = nil, nil
	clear(t.quoted)
	clear(t.numbers)
	for _, s := range t.a.Sources {
		t.numbers[s.Article] = s.N
	}
}

// item is one event of a list, with its details and all of its standing or without.
func (t *turn) item(e *incident.Event, n int, detail, standing bool) {
	t.block(Item, Span{Text: strconv.Itoa(n) + ". " + t.heading(e), Style: Bold})
	t.block(Line, t.toll(e, 1)...)
	if detail {
		t.block(Line, t.detail(e)...)
	}
	known := t.grade(e)
	if standing {
		known = t.standing(e)
	}
	t.block(Line, Span{Text: known, Style: Italic})
}

// length counts the characters of blocks as they are shown.
func length(blocks []Block) int {
	n := 0
	for _, b := range blocks {
		for _, s := range b.Spans {
			n += len([]rune(s.Text))
			if s.Source > 0 {
				n += 3
			}
		}
		n++
	}
	return n
}

// wave says that a total holds the places below it, so nobody adds them.
func (t *turn) wave(events []incident.Event) {
	if slices.ContainsFunc(events, func(e incident.Event) bool {
		return slices.ContainsFunc(events, func(w incident.Event) bool { return e.PartOf == w.ID })
	}) {
		t.say(Note, t.p.T("wave"))
	}
}

func (t *turn) pageButtons(total int) {
	var before, after Button
	if t.q.Offset > 0 {
		q := t.q
		q.Offset = max(0, q.Offset-pageSize)
		before = t.to(t.p.T("page.newer"), q)
	}
	if t.q.Offset+pageSize < total {
		q := t.q
		q.Offset += pageSize
		after = t.to(t.p.T("page.older"), q)
	}
	t.row(before, after)
}

// understood says the question as it was read.
func (t *turn) understood() string {
	var s string
	if g := t.h.archive.Places().ByID(t.q.Place); g != nil {
		s = t.fullName(g)
	}
	if len(t.q.Weapons) > 0 {
		s = comma(s, commas(t.weaponNames(t.q.Weapons)))
	}
	if len(t.q.Outages) > 0 {
		s = comma(s, t.p.T("outage.asked", "Utilities", commas(t.utilityNames(t.q.Outages))))
	}
	if severe := t.severe(&t.q); severe != "" {
		s = comma(s, severe)
	}
	if t.q.period() {
		s = comma(s, t.p.Days(t.q.From, t.q.To))
	}
	if t.q.Words != "" {
		s = comma(s, "“"+t.q.Words+"”")
	}
	if s == "" {
		return t.p.T("everything")
	}
	return s
}

func (t *turn) utilityNames(us []incident.Utility) []string {
	out := make([]string, len(us))
	for i, u := range us {
		out[i] = t.p.T("utility." + string(u))
	}
	return out
}

func comma(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}
