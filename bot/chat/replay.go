package chat

import (
	"context"
	"slices"
	"strings"
	"time"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/extract/date"
	"incidentbot/index/incident"
)

type eventT = incident.Event

const (
	testLooks  = 200 // newest events that the test looks through
	replayMax  = 500 // events of a day that a replay decides about
	replayShow = 5
)

// sendTest shows what the last real event that fits would have looked like.
func (d *Desk) sendTest(ctx context.Context, t *bot.Turn, g target) {
	p := d.say(t.Lang)
	c := d.Store.Get(g.chat, g.thread)
	if c.Sub == nil {
		d.reply(ctx, t, p.T("chat.alerts.none"))
		return
	}
	page, err := d.Archive.Events(ctx, index.Filter{NoBackground: true, Limit: testLooks})
	if err != nil {
		d.failed(ctx, t, err)
		return
	}
	for i := range page.Events {
		e := &page.Events[i]
		if c.Sub.Mismatch(e, d.Archive.Places()) == "" {
			a := d.Alert(ctx, []eventT{*e}, 0, t.Lang, t.Zone, d.Now())
			a.Blocks = slices.Insert(a.Blocks, 0, line(p.T("chat.test")), handlers.Block{Kind: handlers.Gap})
			t.Send(bot.Compose(&a))
			return
		}
	}
	d.reply(ctx, t, p.T("chat.test.nothing"))
}

// replay shows what the subscription would have sent of a day.
func (d *Desk) replay(ctx context.Context, t *bot.Turn) {
	p := d.say(t.Lang)
	c := d.Store.Get(t.Chat.ID, thread(t))
	day, ok := readDay(t.Args, d.Now().In(t.Zone))
	switch {
	case !ok:
		d.reply(ctx, t, p.T("chat.replay.how"))
		return
	case c.Sub == nil:
		d.reply(ctx, t, p.T("chat.alerts.none"))
		return
	}
	page, err := d.Archive.Events(ctx, index.Filter{From: day, To: day, Limit: replayMax})
	if err != nil {
		d.failed(ctx, t, err)
		return
	}
	told, reasons := d.rerun(c, page.Events, day, t.Lang)
	lines := []string{p.T("chat.replay.title", "Day", p.Day(day), "Told", len(told), "Of", len(page.Events))}
	lines = append(lines, reasons...)
	if len(told) == 0 {
		d.reply(ctx, t, lines...)
		return
	}
	a := d.Handlers.Tell(ctx, lines[0], told[:min(len(told), replayShow)], len(told), d.request(t))
	for i, r := range reasons {
		a.Blocks = slices.Insert(a.Blocks, 1+i, note(r))
	}
	t.Reply(ctx, a)
}

// rerun decides about a day's events as if the day were now, on a record that was told nothing.
func (d *Desk) rerun(c *chatRecord, events []eventT, day incident.Day, l incident.Lang) (told []eventT, reasons []string) {
	p := d.say(l)
	sub := *c.Sub
	sub.OnlyNew, sub.Digest = false, nil
	fresh := &chatRecord{ID: c.ID, Sub: &sub, Zone: c.Zone}
	now := time.Date(day.Time().Year(), day.Time().Month(), day.Time().Day(), 12, 0, 0, 0, d.Zone)
	silent := map[alert.Reason]int{}
	var order []alert.Reason
	for i := range events {
		v := alert.Decide(fresh, &events[i], now, now, &d.Policy, d.Archive.Places())
		if v.Act != alert.Nothing {
			told = append(told, events[i])
			continue
		}
		if silent[v.Reason]++; silent[v.Reason] == 1 {
			order = append(order, v.Reason)
		}
	}
	for _, r := range order {
		reasons = append(reasons, p.N("chat.replay.silent", silent[r], "Reason", p.T("chat.reason."+reasonID(r))))
	}
	return told, reasons
}

// reasonID is a reason as part of a text's id.
func reasonID(r alert.Reason) string { return strings.ReplaceAll(string(r), " ", "_") }

func readDay(text string, now time.Time) (incident.Day, bool) {
	r, ok := date.Period(text, incident.DayOf(now))
	return r.From, ok && r.From.Known() && r.From == r.To
}

func line(text string) handlers.Block {
	return handlers.Block{Kind: handlers.Line, Spans: []handlers.Span{{Text: text}}}
}

func note(text string) handlers.Block {
	return handlers.Block{Kind: handlers.Note, Spans: []handlers.Span{{Text: text}}}
}
