package handlers

import (
	"slices"
	"strconv"

	"incidentbot/index"
	"incidentbot/index/incident"
)

// sums adds up the events of a place and period, as intervals, and says what
// was counted, what was left out and how many events are silent.
func (t *turn) sums() {
	f := t.q.filter()
	s, err := t.h.archive.Sum(t.ctx, f)
	if err != nil {
		t.fail(err)
		return
	}
	t.a.Understood = t.understood()
	if s.Events == 0 {
		t.nothing()
		return
	}
	t.block(Title, Span{Text: t.p.T("toll.title", "Question", t.a.Understood), Style: Bold})
	t.sum("toll.killed", s.Killed, s.Events, s.KilledUnknown)
	t.sum("toll.injured", s.Injured, s.Events, s.InjuredUnknown)
	t.airSums(s)
	counted := t.p.N("toll.counted", s.Events)
	if s.Waves > 0 {
		counted += " " + t.p.N("toll.waves", s.Waves)
	}
	t.say(Note, counted)
	t.say(Note, t.p.T("toll.how"))
	t.severest(f, s.Waves > 0)
	t.row(t.to(t.p.T("button.events"), t.q.with(KindList)), t.to(t.p.T("button.chart"), t.q.with(KindChart)),
		t.to(t.p.T("button.export"), t.q.with(KindExport)))
}

// sum says one sum; where no event says anything there is none, not 0.
func (t *turn) sum(id string, v incident.Interval, events, unknown int) {
	name := Span{Text: t.p.T(id)}
	if unknown == events {
		t.block(Line, name, Span{Text: t.p.T("toll.nowhere")})
		return
	}
	spans := []Span{name, {Text: t.p.Interval(v), Style: Bold}}
	if unknown > 0 {
		spans = append(spans, Span{Text: "; " + t.p.N("toll.unknown", unknown)})
	}
	t.block(Line, spans...)
}

func (t *turn) airSums(s index.Sums) {
	e := incident.Event{Launched: s.Launched, Intercepted: s.Intercepted}
	if air := t.air(&e); len(air) > 0 {
		t.block(Line, append([]Span{{Text: t.p.T("toll.air")}}, air...)...)
	}
}

// severest shows the sources of a sum: the events of its selection that weigh
// most, without the totals where their parts were counted.
func (t *turn) severest(f index.Filter, parts bool) {
	best, waves, err := t.heaviest(f, parts)
	if err != nil || len(best) == 0 {
		return
	}
	t.say(Line, t.p.T("toll.severest"))
	t.listed(best)
	if len(waves) > 0 {
		t.say(Line, t.p.T("toll.left"))
		t.listed(waves)
	}
}

// listed shows events in a line each, numbered on from those before.
func (t *turn) listed(events []incident.Event) {
	var row []Button
	for i := range events {
		e := &events[i]
		n := strconv.Itoa(len(t.a.Events)+i+1) + ". "
		t.block(Item, append([]Span{{Text: n + t.headline(e) + " – "}}, t.toll(e, 1)...)...)
		row = append(row, t.to(n+t.placeName(&e.Place), Question{Kind: KindEvent, Event: e.ID}))
	}
	t.a.Events = append(t.a.Events, events...)
	t.row(row...)
}

const maxWalk = 2_000 // events that an answer looks at one by one

// heaviest returns the events of a selection with the most killed and injured,
// among its newest; where parts were counted, the totals of larger areas apart.
func (t *turn) heaviest(f index.Filter, parts bool) (best, waves []incident.Event, err error) {
	seen := 0
	for e, err := range t.h.archive.All(t.ctx, f) {
		if err != nil {
			return nil, nil, err
		}
		if seen++; seen > maxWalk {
			break
		}
		if parts && breadth(&e) > 0 {
			waves = heavier(waves, e)
		} else {
			best = heavier(best, e)
		}
	}
	return best, waves, nil
}

const maxHeaviest = 3 // events that stand for a sum

// heavier puts e among the heaviest, which are in order.
func heavier(list []incident.Event, e incident.Event) []incident.Event {
	i := len(list)
	for i > 0 && weight(&list[i-1]) < weight(&e) {
		i--
	}
	if i >= maxHeaviest {
		return list
	}
	list = slices.Insert(list, i, e)
	return list[:min(len(list), maxHeaviest)]
}

// weight orders events by what was suffered.
func weight(e *incident.Event) int {
	w := 0
	if e.Killed != nil {
		w += 5 * int(e.Killed.Floor())
	}
	if e.Injured != nil {
		w += int(e.Injured.Floor())
	}
	return w
}
