package chat

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// Alert implements alert.Cards.
func (d *Desk) Alert(ctx context.Context, events []incident.Event, updates int, l incident.Lang, z *time.Location, now time.Time) handlers.Answer {
	p := d.say(l)
	updated := ""
	if updates > 0 {
		updated = p.T("chat.alert.updated", "At", now.In(z).Format("15:04"), "Nth", nth(l, updates))
	}
	r := handlers.Request{Lang: l, Zone: z, Now: now}
	if len(events) != 1 {
		title := ""
		if len(events) > 0 {
			title = p.T("chat.alert.burst", "Day", p.Day(events[0].Date))
		}
		return d.discreet(d.Handlers.Burst(ctx, title, updated, events, r))
	}
	a := d.Handlers.Tell(ctx, "", events, 1, r)
	if updated != "" {
		a.Blocks = slices.Insert(a.Blocks, beforeQuotes(a.Blocks), note(updated))
	}
	if events[0].Grade == incident.GradeWithdrawn {
		a.Blocks = slices.Insert(a.Blocks, 0, line(p.T("chat.alert.withdrawn")))
	}
	return d.discreet(a)
}

// discreet takes the sentences out where the policy says so; the sources stay.
func (d *Desk) discreet(a handlers.Answer) handlers.Answer {
	if d.Policy.NoQuotes {
		a.Blocks = slices.DeleteFunc(a.Blocks, func(b handlers.Block) bool { return b.Kind == handlers.Quote })
	}
	return a
}

// beforeQuotes is the index of the first quote.
func beforeQuotes(bs []handlers.Block) int {
	for i := range bs {
		if bs[i].Kind == handlers.Quote {
			return i
		}
	}
	return len(bs)
}

// nth says an ordinal number: 4th, 4-те, 4-е.
func nth(l incident.Lang, n int) string {
	s := strconv.Itoa(n)
	switch {
	case l == incident.Ukrainian && n%10 == 3 && n%100 != 13:
		return s + "-тє"
	case l == incident.Ukrainian:
		return s + "-те"
	case l == incident.Russian:
		return s + "-е"
	case n%100 >= 11 && n%100 <= 13:
		return s + "th"
	}
	return s + []string{"th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th"}[n%10]
}

// Note implements alert.Cards.
func (d *Desk) Note(ctx context.Context, e incident.Event, r alert.Reason, l incident.Lang, z *time.Location, now time.Time) handlers.Answer {
	return d.discreet(d.Handlers.News(ctx, e, d.say(l).T("chat.reason."+reasonID(r)), handlers.Request{Lang: l, Zone: z, Now: now}))
}

// Digest implements alert.Cards.
func (d *Desk) Digest(ctx context.Context, events []incident.Event, total int, l incident.Lang, z *time.Location, now time.Time) handlers.Answer {
	return d.discreet(d.Handlers.Tell(ctx, d.say(l).T("chat.digest"), events, total, handlers.Request{Lang: l, Zone: z, Now: now}))
}

// Sender implements alert.Sender on the bot's outbox.
type Sender struct{ Post Poster }

// Send implements alert.Sender.
func (s Sender) Send(ctx context.Context, chat int64, a handlers.Answer, o alert.Options) (int, error) {
	m := bot.Compose(&a)
	m.Thread, m.ReplyTo, m.Silent = o.Thread, o.ReplyTo, o.Silent
	u := bot.Digest
	if o.Urgent {
		u = bot.Urgent
	}
	sent, err := s.Post.Post(ctx, chat, m, u)
	return sent.ID, gone(err)
}

// Edit implements alert.Sender.
func (s Sender) Edit(ctx context.Context, chat int64, message int, a handlers.Answer) error {
	m := bot.Compose(&a)
	m.Ref, m.EditOnly = bot.NewRef(message), true
	_, err := s.Post.Post(ctx, chat, m, bot.Digest)
	return gone(err)
}

func gone(err error) error {
	switch {
	case errors.Is(err, bot.ErrChatGone):
		return errors.Join(alert.ErrGone, err)
	case errors.Is(err, bot.ErrMessageGone):
		return errors.Join(alert.ErrMessageGone, err)
	}
	return err
}
