package handlers

import (
	"context"

	"incidentbot/index/incident"
)

// Tell shows events that the caller chose, as they are: one as a card, several
// as a list under a title that counts total.
func (h *Handlers) Tell(ctx context.Context, title string, events []incident.Event, total int, r Request) Answer {
	t := h.turn(ctx, r)
	t.a.Understood, t.a.Events = title, events
	switch {
	case len(events) == 1 && total == 1:
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
