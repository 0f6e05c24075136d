package chat

import (
	"context"
	"errors"
	"time"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// Alert implements alert.Cards.
func (d *Desk) Alert(ctx context.Context, events []incident.Event, updates int, l incident.Lang, z *time.Location, now time.Time) handlers.Answer {
	p := d.say(l)
	title := ""
	if len(events) > 1 {
		title = p.T("chat.alert.burst", "Day", p.Day(events[0].Date))
	}
	shown := events[:min(len(events), 12)]
	a := d.Handlers.Tell(ctx, title, shown, len(events), handlers.Request{Lang: l, Zone: z, Now: now})
	if updates > 0 {
		a.Blocks = append(a.Blocks, note(p.N("chat.alert.updated", updates, "At", now.In(z).Format("15:04"))))
	}
	if len(events) > 0 && events[0].Grade == incident.GradeWithdrawn {
		a.Blocks = append([]handlers.Block{note(p.T("chat.alert.withdrawn"))}, a.Blocks...)
	}
	return a
}

// Note implements alert.Cards.
func (d *Desk) Note(_ context.Context, e incident.Event, r alert.Reason, l incident.Lang, _ *time.Location, _ time.Time) handlers.Answer {
	p := d.say(l)
	a := plain(l, p.T("chat.reason."+reasonID(r)))
	a.Blocks = append([]handlers.Block{{Kind: handlers.Title, Spans: []handlers.Span{{Text: d.Handlers.Headline(&e, l), Style: handlers.Bold}}}}, a.Blocks...)
	for _, f := range []struct {
		id  string
		fig *incident.Figure
	}{{"field.killed", e.Killed}, {"field.injured", e.Injured}} {
		if f.fig == nil {
			continue
		}
		spans := []handlers.Span{{Text: p.T(f.id) + ": " + p.Interval(f.fig.Lead)}}
		if n := e.Claims[f.fig.Claim].Source; n > 0 && n <= len(e.Sources) {
			s := e.Sources[n-1]
			spans = append(spans, handlers.Span{Source: len(a.Sources) + 1})
			a.Sources = append(a.Sources, handlers.Source{N: len(a.Sources) + 1, Article: s.Article, Outlet: s.Outlet, Title: s.Title, URL: s.URL, Published: s.Published})
		}
		a.Blocks = append(a.Blocks, handlers.Block{Kind: handlers.Line, Spans: spans})
	}
	return a
}

// Digest implements alert.Cards.
func (d *Desk) Digest(ctx context.Context, events []incident.Event, total int, l incident.Lang, z *time.Location, now time.Time) handlers.Answer {
	return d.Handlers.Tell(ctx, d.say(l).T("chat.digest"), events, total, handlers.Request{Lang: l, Zone: z, Now: now})
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
