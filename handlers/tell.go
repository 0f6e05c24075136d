package handlers

import (
	"context"
	"strconv"

	"incidentbot/index/incident"
)

// Tell shows events that the caller chose, as they are: one as a card below the
// title, if there is one; several as a list under the title, which counts total.
func (h *Handlers) Tell(ctx context.Context, title string, events []incident.Event, total int, r Request) Answer {
	t := h.turn(ctx, r)
	t.a.Understood, t.a.Events = title, events
	switch {
	case len(events) == 1 && total == 1:
		if title != "" {
			t.say(Line, title)
		}
		t.card(&events[0])
	case len(events) > 0:
		t.several(events, total)
	}
	return t.done()
}

// Headline says what, where and when an event was, in a language.
func (h *Handlers) Headline(e *incident.Event, l incident.Lang) string {
	return h.turn(context.Background(), Request{Lang: l}).headline(e)
}

// News says what has changed of an event: why, its toll and outages now, with their sources.
func (h *Handlers) News(ctx context.Context, e incident.Event, why string, r Request) Answer {
	t := h.turn(ctx, r)
	t.a.Understood, t.a.Events = why, []incident.Event{e}
	t.block(Title, Span{Text: t.headline(&e), Style: Bold})
	t.say(Line, why)
	if e.Grade != incident.GradeWithdrawn {
		t.block(Line, t.toll(&e, 1)...)
		t.block(Line, t.outages(&e)...)
	}
	t.row(t.to(t.p.T("button.event"), Question{Kind: KindEvent, Event: e.ID}))
	return t.done()
}

const (
	burstLines   = 20 // events that a burst gives a line each
	burstButtons = 12 // events that it has a button for
)

// Burst lists many events of one day in one message: a line an event, in their
// order, with what is known of its toll. It may be longer than a message. note stands below the title.
func (h *Handlers) Burst(ctx context.Context, title, note string, events []incident.Event, r Request) Answer {
	t := h.turn(ctx, r)
	t.a.Understood, t.a.Events = title, events
	t.block(Title, Span{Text: title, Style: Bold}, Span{Text: " · " + t.p.N("events", len(events))})
	if note != "" {
		t.say(Note, note)
	}
	t.wave(events)
	var row []Button
	for i := range events[:min(len(events), burstLines)] {
		t.line(&events[i])
		if i < burstButtons {
			row = append(row, t.to(short(t.placeName(&events[i].Place), 24), Question{Kind: KindEvent, Event: events[i].ID}))
		}
	}
	if more := len(events) - burstLines; more > 0 {
		t.say(Note, t.p.T("burst.more", "N", strconv.Itoa(more), "Places", t.alsoPlaces(events[burstLines:])))
	}
	for i := 0; i < len(row); i += 3 {
		t.row(row[i:min(i+3, len(row))]...)
	}
	for i := range t.a.Sources {
		t.a.Sources[i].Published = t.published(t.a.Sources[i].Published)
	}
	return t.done()
}

// line is one event of a burst.
func (t *turn) line(e *incident.Event) {
	spans := []Span{{Text: t.placeFull(&e.Place), Style: Bold}}
	if len(e.Weapons) > 0 {
		spans = append(spans, Span{Text: ": " + commas(t.weaponNames(e.Weapons))})
	}
	if e.Grade != incident.GradeWithdrawn {
		spans = append(append(spans, Span{Text: " · "}), t.toll(e, 0)...)
	}
	switch e.Grade {
	case incident.GradeWithdrawn, incident.GradeCorrected, incident.GradeDiffer:
		spans = append(spans, Span{Text: " · "}, Span{Text: t.grade(e), Style: Italic})
	}
	t.block(Item, spans...)
}

// alsoPlaces names the places of events that have no line, as many as fit.
func (t *turn) alsoPlaces(events []incident.Event) string {
	var names []string
	for i := range events {
		names = append(names, t.placeName(&events[i].Place))
	}
	return short(commas(names), 500)
}
