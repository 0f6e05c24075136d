package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"incidentbot/index"
	"incidentbot/index/incident"
)

// readCompare reads "abc123 1 2", or a place and a day as /city does; the numbers
// are 1 and 2 where none are given.
func (t *turn) readCompare(arg string) {
	words := strings.Fields(arg)
	q := Question{Kind: KindCompare, Pair: [2]int{1, 2}, Event: t.r.Context.Event}
	if len(words) > 0 && !(len(words) == 2 && q.Event != "" && isNumber(words[0])) {
		id := strings.ToLower(words[0])
		if _, err := t.h.archive.Event(t.ctx, id); !validEventID(id) || errors.Is(err, index.ErrNotFound) {
			t.comparable(arg)
			return
		}
		q.Event, words = id, words[1:]
	}
	if q.Event == "" || len(words) != 0 && len(words) != 2 {
		t.missing("compare")
		return
	}
	for i, w := range words {
		n, err := strconv.Atoi(strings.Trim(w, "[],"))
		if err != nil || n < 1 || n > 10_000 {
			t.mistake("compare.no")
			return
		}
		q.Pair[i] = n
	}
	t.answer(q)
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789[],") == "" }

// comparable compares the one event of a place or day that has several sources,
// or lets the asker choose among the newest of them.
func (t *turn) comparable(arg string) {
	f := t.find(arg, true)
	q := Question{Kind: KindList, From: f.from, To: f.to}
	f.narrow(&q)
	switch {
	case f.oddDay():
		t.unreadDay(arg)
		return
	case f.several != nil:
		t.choice(f, q)
		return
	case f.place == nil && !q.period() || f.rest != "":
		t.missing("compare")
		return
	case f.place != nil:
		q.Place = f.place.ID
	}
	var with []incident.Event
	for e, err := range t.h.archive.All(t.ctx, q.filter()) {
		if err != nil {
			t.fail(err)
			return
		}
		if len(e.Sources) > 1 {
			with = append(with, e)
		}
		if len(with) == pageSize {
			break
		}
	}
	switch len(with) {
	case 0:
		t.a.Status = NotFound
		t.say(Note, t.p.T("compare.none"))
		t.answer(q)
	case 1:
		t.answer(Question{Kind: KindCompare, Pair: [2]int{1, 2}, Event: with[0].ID})
	default:
		t.a.Status = Ask
		t.say(Note, t.p.T("compare.which"))
		for i := range with {
			t.row(t.to(short(t.headline(&with[i]), 60), Question{Kind: KindCompare, Pair: [2]int{1, 2}, Event: with[i].ID}))
		}
	}
}

// compare sets two sources of one event side by side, field by field.
func (t *turn) compare() {
	e, err := t.h.archive.Event(t.ctx, t.q.Event)
	if err != nil {
		t.fail(err)
		return
	}
	t.a.Events = []incident.Event{e}
	t.citeAll(&e)
	a, b := sourceOf(&e, t.q.Pair[0]), sourceOf(&e, t.q.Pair[1])
	switch {
	case len(e.Sources) < 2:
		t.a.Status = NotFound
		t.say(Note, t.p.T("compare.one"))
	case a == nil || b == nil || a == b:
		t.mistake("compare.no")
	default:
		t.sideBySide(&e, a, b)
	}
	t.pairs(&e)
	t.row(t.to(t.p.T("button.event"), Question{Kind: KindEvent, Event: e.ID}))
}

func (t *turn) sideBySide(e *incident.Event, a, b *incident.Source) {
	t.a.Understood = t.p.T("compare.title", "Event", t.headline(e))
	t.block(Title, Span{Text: t.a.Understood, Style: Bold})
	for _, s := range []*incident.Source{a, b} {
		t.block(Item, Span{Source: t.ref(e, s.N)}, Span{Text: " " + commas(t.origin(s.Outlet, s.Article, s.Published))})
	}
	for _, f := range compared {
		t.compareField(e, f, a.N, b.N)
	}
	if a.ReprintOf == b.Article || b.ReprintOf == a.Article || a.ReprintOf != "" && a.ReprintOf == b.ReprintOf {
		t.say(Note, t.p.T("compare.reprint"))
	}
}

// compared are the fields that sources are compared by.
var compared = []incident.Field{
	incident.FieldKilled, incident.FieldInjured, incident.FieldLaunched, incident.FieldIntercepted,
	incident.FieldWeapon, incident.FieldDamage, incident.FieldOutage, incident.FieldAttacker,
}

// compareField says what each of two sources says of a field; nothing where neither does.
func (t *turn) compareField(e *incident.Event, f incident.Field, a, b int) {
	left, right := t.saidBy(e, f, a), t.saidBy(e, f, b)
	if left == "" && right == "" {
		return
	}
	name := Span{Text: t.p.T("compare.line", "Field", t.p.T("field."+string(f)))}
	if left == right {
		t.block(Line, name, Span{Text: left}, Span{Source: t.ref(e, a)}, Span{Source: t.ref(e, b)},
			Span{Text: " (" + t.p.T("compare.same") + ")"})
		return
	}
	unsaid := t.p.T("figure.unsaid")
	if left == "" {
		left = unsaid
	}
	if right == "" {
		right = unsaid
	}
	t.block(Line, name, Span{Text: left}, Span{Source: t.ref(e, a)}, Span{Text: "; " + right}, Span{Source: t.ref(e, b)})
}

// saidBy says in words what a source says of a field, "" if nothing.
func (t *turn) saidBy(e *incident.Event, f incident.Field, n int) string {
	var out []string
	for i := range e.Claims {
		c := &e.Claims[i]
		if c.Source != n || c.Field != f || c.Superseded && sameSourceLater(e, i) {
			continue
		}
		t.quote(e, i)
		if s := t.claimWords(c); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// sameSourceLater reports whether the source itself replaced a claim; one that
// another source replaced is still what this one says.
func sameSourceLater(e *incident.Event, i int) bool {
	for j := i + 1; j < len(e.Claims); j++ {
		a, b := &e.Claims[i], &e.Claims[j]
		if a.Source == b.Source && a.Field == b.Field && a.Key == b.Key && !b.Superseded {
			return true
		}
	}
	return false
}

// claimWords says what a claim claims.
func (t *turn) claimWords(c *incident.EventClaim) string {
	v, numbered := c.Interval()
	var s string
	switch c.Field {
	case incident.FieldKilled, incident.FieldInjured:
		if !numbered {
			return t.p.T("figure.some")
		}
		return t.p.Interval(v)
	case incident.FieldDamage:
		s = t.p.T("damage." + c.Key)
	case incident.FieldOutage:
		s = t.p.T("utility." + c.Key)
	case incident.FieldAttacker:
		s = t.p.T("side." + c.Key)
	default:
		s = t.p.T("weapon." + weaponKey(incident.Weapon(c.Key)))
	}
	if numbered {
		s += " " + t.p.Interval(v)
	}
	return s
}

// pairs offers the event's other pairs of sources.
func (t *turn) pairs(e *incident.Event) {
	var row []Button
	for i := range e.Sources {
		for j := i + 1; j < len(e.Sources) && len(row) < 4; j++ {
			pair := [2]int{e.Sources[i].N, e.Sources[j].N}
			if pair != t.q.Pair {
				label := "[" + strconv.Itoa(pair[0]) + "] – [" + strconv.Itoa(pair[1]) + "]"
				row = append(row, t.to(label, Question{Kind: KindCompare, Event: e.ID, Pair: pair}))
			}
		}
	}
	t.row(row...)
}
