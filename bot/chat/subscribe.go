package chat

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/handlers"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

type chatRecord = alert.Chat

const (
	defaultKm = 30  // the radius of "near" without a number
	maxKm     = 500 // the greatest
)

// alerts shows the panel, ends the subscription ("off"), shows what one would look
// like ("test"), replaces the subscription, or, with "+" before it, adds to it. As
// a reply to another chat's panel it is about that chat.
func (d *Desk) alerts(ctx context.Context, t *bot.Turn) {
	args, g := strings.TrimSpace(t.Args), d.aim(t)
	switch strings.ToLower(args) {
	case "":
		d.sendPanel(t, g)
		return
	case "test":
		d.sendTest(ctx, t, g)
		return
	}
	if !d.changing(ctx, t, g) {
		return
	}
	if strings.EqualFold(args, "off") || strings.EqualFold(args, "вимк") || strings.EqualFold(args, "выкл") {
		d.subscribe(ctx, t, g, nil)
		return
	}
	d.subscribeTo(ctx, t, t.Message, g, args, nil)
}

// aim is the chat that a command is about: in private, as a reply to a panel of
// ours, that panel's, else the one where it is written.
func (d *Desk) aim(t *bot.Turn) target {
	m := t.Message
	if !t.Private() || m == nil || m.ReplyToMessage == nil || m.ReplyToMessage.ReplyMarkup == nil || m.ReplyToMessage.From == nil || !m.ReplyToMessage.From.IsBot {
		return targetOf(t)
	}
	for _, row := range m.ReplyToMessage.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			space, data, err := bot.DecodeTap(b.CallbackData)
			if to, _, _ := strings.Cut(data, " "); err == nil && space == spaceAlerts {
				if g, ok := readTarget(to); ok {
					return g
				}
			}
		}
	}
	return targetOf(t)
}

// subscribeTo reads the words of a message's command and keeps the subscription;
// of a name that several places have, it asks which of them unless one is chosen.
func (d *Desk) subscribeTo(ctx context.Context, t *bot.Turn, m *models.Message, g target, args string, chosen []string) {
	s, err := d.read(g, m, args, chosen)
	var several *alert.AmbiguousPlaceError
	switch {
	case errors.As(err, &several):
		d.askPlace(t, m, g, several, chosen)
	case err != nil:
		d.reply(ctx, t, d.mistake(t, err))
	default:
		d.subscribe(ctx, t, g, &s)
	}
}

// askPlace offers the places of a name. The answer replies to the command, so
// that a tap can read it again: nothing is kept meanwhile.
func (d *Desk) askPlace(t *bot.Turn, asked *models.Message, g target, several *alert.AmbiguousPlaceError, chosen []string) {
	a := plain(t.Lang, d.say(t.Lang).T("chat.alerts.ambiguous", "Name", several.Word))
	var rows [][]handlers.Button
	for _, p := range several.Places[:min(len(several.Places), 6)] {
		data := bot.EncodeTap(spaceAlerts, g.String()+" ="+strings.Join(append(chosen[:len(chosen):len(chosen)], p.ID), ","))
		if len(data) <= maxTap {
			rows = append(rows, []handlers.Button{{Label: fullName(p, t.Lang), Data: data}})
		}
	}
	m := bot.Compose(&a, rows...)
	if asked != nil {
		m.ReplyTo = asked.ID
	}
	t.Send(m)
}

const maxTap = 64 // bytes of a button's data

// fullName is a place's name with its region.
func fullName(p *gazetteer.Place, l incident.Lang) string {
	if r := p.Region(); r != nil && r != p {
		return p.Name(l) + " (" + r.Name(l) + ")"
	}
	return p.Name(l)
}

// tapPlace carries out the command that the tapped message replies to, with the places chosen.
func (d *Desk) tapPlace(ctx context.Context, t *bot.Turn, g target, ids string) string {
	if t.Message == nil || t.Message.ReplyToMessage == nil {
		return d.say(t.Lang).T("stale")
	}
	m := t.Message.ReplyToMessage
	p := bot.Parse(m.Text, m.Entities, d.post.Username())
	if p.Command != "alerts" || p.Args == "" {
		return d.say(t.Lang).T("stale")
	}
	d.subscribeTo(ctx, t, m, g, p.Args, strings.Split(ids, ","))
	return ""
}

// read makes a subscription of the words of a message's command.
func (d *Desk) read(g target, m *models.Message, args string, chosen []string) (alert.Subscription, error) {
	more, add := strings.CutPrefix(args, "+")
	near, rest := nearWords(more)
	s, err := alert.Parse(rest, d.Archive.Places(), d.Now(), chosen...)
	if err != nil {
		return s, err
	}
	if near > 0 {
		l := location(m)
		if l == nil {
			return s, errNoLocation
		}
		s.Near = &alert.Circle{Lat: l.Latitude, Lon: l.Longitude, Km: near}
	}
	if old := d.Store.Get(g.chat, g.thread).Sub; add && old != nil {
		s = old.With(s)
	}
	return s, nil
}

var errNoLocation = errors.New("no location to be near to")

// nearWords takes "near 20" out of the words and returns its kilometres, 0 without it.
func nearWords(text string) (km float64, rest string) {
	words := strings.Fields(text)
	for i, w := range words {
		if w = strings.ToLower(w); w != "near" && w != "поруч" && w != "рядом" {
			continue
		}
		n := 1
		km = defaultKm
		if i+1 < len(words) {
			if v, err := strconv.ParseFloat(strings.TrimSuffix(words[i+1], "km"), 64); err == nil && v > 0 && v <= maxKm {
				km, n = v, 2
			}
		}
		return km, strings.Join(append(words[:i:i], words[i+n:]...), " ")
	}
	return 0, text
}

// location is the one that the message shares or replies to.
func location(m *models.Message) *models.Location {
	switch {
	case m == nil:
		return nil
	case m.Location != nil:
		return m.Location
	case m.ReplyToMessage != nil:
		return m.ReplyToMessage.Location
	}
	return nil
}

// mistake says what is wrong with the command's words and what to do.
func (d *Desk) mistake(t *bot.Turn, err error) string {
	p := d.say(t.Lang)
	var word *alert.UnknownWordError
	switch {
	case errors.Is(err, errNoLocation):
		return p.T("chat.near.how")
	case errors.As(err, &word):
		if near := d.Archive.Places().Suggest(word.Word, 1); len(near) > 0 {
			return p.T("chat.alerts.suggest", "Word", word.Word, "Place", near[0].Name(t.Lang))
		}
		return p.T("chat.alerts.unknown", "Word", word.Word)
	}
	return p.T("failed")
}

// subscribe keeps a subscription, nil for none, and shows the panel.
func (d *Desk) subscribe(ctx context.Context, t *bot.Turn, g target, s *alert.Subscription) {
	set, err := d.Settings(ctx, g.chat)
	if err == nil {
		err = d.Store.Change(ctx, g.chat, g.thread, func(c *chatRecord) {
			c.Lang, c.Zone, c.Gone = cmp.Or(set.Lang, t.Lang), set.Zone, false
			c.Subscribe(s, d.Now(), &d.Policy)
		})
	}
	if err != nil {
		d.failed(ctx, t, err)
		return
	}
	d.sendPanel(t, g)
}

// alertNear makes alerts of the surroundings of a point that an answer was about.
func (d *Desk) alertNear(ctx context.Context, t *bot.Turn, q handlers.Question) string {
	g := targetOf(t)
	switch {
	case q.At == nil || q.Radius <= 0 || q.Radius > maxKm:
		return d.say(t.Lang).T("stale")
	case !d.mayChange(ctx, t, g.chat):
		return "!" + d.say(t.Lang).T("chat.admins")
	}
	s := alert.Subscription{Since: d.Now().UTC()}
	if old := d.Store.Get(g.chat, g.thread).Sub; old != nil {
		s = *old
	}
	s.Near = &alert.Circle{Lat: q.At.Lat, Lon: q.At.Lon, Km: float64(q.Radius)}
	d.subscribe(ctx, t, g, &s)
	return ""
}
