package chat

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"incidentbot/bot"
	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/incident"
)

// entry is what somebody proposed and what operators made of it.
type entry struct {
	ID      string            `json:"id"`
	Chat    int64             `json:"chat"` // whose it is
	At      time.Time         `json:"at"`
	Article *incident.Article `json:"article,omitempty"` // proposed for the archive
	Event   string            `json:"event,omitempty"`   // corrected
	Field   incident.Field    `json:"field,omitempty"`
	Text    string            `json:"text,omitempty"` // of a correction, in its author's words
	// Verdict is accepted or refused, "" while it is open.
	Verdict string    `json:"verdict,omitempty"`
	By      int64     `json:"by,omitempty"`
	Decided time.Time `json:"decided,omitzero"`
}

func (e *entry) key() string {
	if e.Article != nil {
		return "p." + e.ID
	}
	return "c." + e.ID
}

func itoa(n int) string { return strconv.Itoa(n) }

func (d *Desk) keep(ctx context.Context, e *entry) error {
	b, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, err = d.Ledger.Put(ctx, e.key(), b)
	return err
}

// propose keeps an article for operators to decide about, and shows it to them.
func (d *Desk) propose(ctx context.Context, t *bot.Turn, a incident.Article) string {
	if len(d.Operators) == 0 {
		return d.say(t.Lang).T("chat.nooperators")
	}
	e := &entry{ID: d.NewID(), Chat: t.Chat.ID, At: d.Now().UTC(), Article: &a}
	if err := d.keep(ctx, e); err != nil {
		d.Log.Error("proposal not kept", "err", err)
		return d.say(t.Lang).T("failed")
	}
	rd, err := d.Archive.Read(ctx, a)
	if err != nil {
		d.Log.Error("proposal not read", "err", err)
	}
	d.ask(ctx, e, func(l incident.Lang) handlers.Answer {
		return d.Handlers.Reading(ctx, a, rd, handlers.Request{Lang: l, Zone: d.Zone, Now: d.Now()})
	})
	return d.say(t.Lang).T("chat.intake.proposed")
}

// ask shows an entry to every operator, with the buttons that decide it.
func (d *Desk) ask(ctx context.Context, e *entry, show func(incident.Lang) handlers.Answer) {
	for _, op := range d.Operators {
		l := cmp.Or(d.Store.Get(op, 0).Lang, incident.English)
		a := show(l)
		p := d.say(l)
		m := bot.Compose(&a, []handlers.Button{
			{Label: p.T("chat.button.accept"), Data: bot.EncodeTap(spaceLedger, "y"+e.key())},
			{Label: p.T("chat.button.refuse"), Data: bot.EncodeTap(spaceLedger, "n"+e.key())},
		})
		if _, err := d.post.Post(ctx, op, m, bot.Normal); err != nil {
			d.Log.Warn("operator not told", "operator", op, "err", err)
		}
	}
}

// correctionMark stands in the question for a correction, so that the reply to it is known as one.
const correctionMark = "#wrong_"

// corrected are the fields of figures.
var corrected = []incident.Field{incident.FieldKilled, incident.FieldInjured, incident.FieldLaunched, incident.FieldIntercepted, incident.FieldOutage}

// askCorrection asks the user for the right figure.
func (d *Desk) askCorrection(ctx context.Context, t *bot.Turn, q handlers.Question) string {
	p := d.say(t.Lang)
	e, err := d.Archive.Event(ctx, q.Event)
	f := incident.Field(q.Words)
	if err != nil || !slices.Contains(corrected, f) {
		return p.T("stale")
	}
	d.reply(ctx, t, d.Handlers.Headline(&e, t.Lang), p.T("chat.wrong.ask", "Field", p.T("field."+string(f))), correctionMark+e.ID+"_"+string(f))
	return ""
}

// correctionAsked reads the mark of the message that a correction replies to.
func correctionAsked(m *models.Message) (event string, f incident.Field, ok bool) {
	if m == nil || m.From == nil || !m.From.IsBot {
		return "", "", false
	}
	_, rest, ok := strings.Cut(m.Text, correctionMark)
	if !ok {
		return "", "", false
	}
	event, field, ok := strings.Cut(strings.Fields(rest + " ")[0], "_")
	return event, incident.Field(field), ok
}

// takeCorrection keeps a correction and shows it to operators.
func (d *Desk) takeCorrection(ctx context.Context, t *bot.Turn, event string, f incident.Field) {
	p := d.say(t.Lang)
	ev, err := d.Archive.Event(ctx, event)
	switch {
	case errors.Is(err, index.ErrNotFound) || !slices.Contains(corrected, f):
		d.reply(ctx, t, p.T("stale"))
		return
	case len(d.Operators) == 0:
		d.reply(ctx, t, p.T("chat.nooperators"))
		return
	}
	e := &entry{ID: d.NewID(), Chat: t.Chat.ID, At: d.Now().UTC(), Event: event, Field: f, Text: cut(t.Text, 1000)}
	if err == nil {
		err = d.keep(ctx, e)
	}
	if err != nil {
		d.failed(ctx, t, err)
		return
	}
	d.ask(ctx, e, func(l incident.Lang) handlers.Answer {
		p := d.say(l)
		a := d.Handlers.Tell(ctx, "", []incident.Event{ev}, 1, handlers.Request{Lang: l, Zone: d.Zone, Now: d.Now()})
		a.Buttons = nil
		a.Blocks = append(a.Blocks, note(p.T("chat.wrong.claimed", "Field", p.T("field."+string(f)))), note("“"+e.Text+"”"))
		return a
	})
	d.reply(ctx, t, p.T("chat.wrong.taken"))
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// tapLedger carries out an operator's decision, once.
func (d *Desk) tapLedger(ctx context.Context, t *bot.Turn, data string) string {
	p := d.say(t.Lang)
	if !d.operator(user(t)) || len(data) < 3 {
		return "!" + p.T("chat.operators")
	}
	got, err := d.Ledger.Get(ctx, data[1:])
	if err != nil {
		return p.T("stale")
	}
	var e entry
	if err := json.Unmarshal(got.Value, &e); err != nil || e.Verdict != "" {
		return p.T("chat.ledger.decided")
	}
	e.Verdict, e.By, e.Decided = "refused", user(t), d.Now().UTC()
	if data[0] == 'y' {
		e.Verdict = "accepted"
		if err := d.accept(ctx, &e); err != nil {
			d.Log.Error("entry not carried out", "entry", e.key(), "err", err)
			return p.T("failed")
		}
	}
	if err := d.keep(ctx, &e); err != nil {
		d.Log.Error("decision not kept", "entry", e.key(), "err", err)
		return p.T("failed")
	}
	d.Log.Info("entry decided", "entry", e.key(), "verdict", e.Verdict, "by", e.By)
	return p.T("chat.ledger." + e.Verdict)
}

// accept adds a proposed article, or withdraws the claim that leads the corrected figure.
func (d *Desk) accept(ctx context.Context, e *entry) error {
	if e.Article != nil {
		_, err := d.Archive.Add(ctx, []incident.Article{*e.Article})
		return err
	}
	ev, err := d.Archive.Event(ctx, e.Event)
	if err != nil {
		return err
	}
	c := leading(&ev, e.Field)
	if c == nil {
		return nil
	}
	_, err = d.Archive.Withdraw(ctx, index.Withdrawal{
		Article: ev.Sources[c.Source-1].Article, Event: ev.ID, Field: e.Field, Start: c.Start,
		Reason: "correction " + e.ID, By: strconv.FormatInt(e.By, 10),
	})
	return err
}

// leading is the claim that a figure of an event rests on, nil if there is none.
func leading(e *incident.Event, f incident.Field) *incident.EventClaim {
	switch {
	case f == incident.FieldKilled && e.Killed != nil:
		return &e.Claims[e.Killed.Claim]
	case f == incident.FieldInjured && e.Injured != nil:
		return &e.Claims[e.Injured.Claim]
	}
	for i := len(e.Claims) - 1; i >= 0; i-- {
		if e.Claims[i].Field == f && !e.Claims[i].Superseded {
			return &e.Claims[i]
		}
	}
	return nil
}

// forgetLedger deletes what a chat handed in.
func (d *Desk) forgetLedger(ctx context.Context, chat int64) error {
	var keys []string
	for got, err := range d.Ledger.All(ctx) {
		if err != nil {
			return err
		}
		var e entry
		if json.Unmarshal(got.Value, &e) == nil && e.Chat == chat {
			keys = append(keys, got.Key)
		}
	}
	for _, k := range keys {
		if err := d.Ledger.Delete(ctx, k); err != nil {
			return err
		}
	}
	return nil
}
