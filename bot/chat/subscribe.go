package chat

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/index/gazetteer"
)

type chatRecord = alert.Chat

// defaultKm is the radius of "near" without a number.
const defaultKm = 30

// alerts shows the panel, ends the subscription ("off"), shows what one would look
// like ("test"), replaces the subscription, or, with "+" before it, adds to it.
func (d *Desk) alerts(ctx context.Context, t *bot.Turn) {
	args := strings.TrimSpace(t.Args)
	switch strings.ToLower(args) {
	case "":
		d.sendPanel(t, targetOf(t))
		return
	case "test":
		d.sendTest(ctx, t)
		return
	}
	if !d.changing(ctx, t) {
		return
	}
	if strings.EqualFold(args, "off") || strings.EqualFold(args, "вимк") || strings.EqualFold(args, "выкл") {
		d.subscribe(ctx, t, nil)
		return
	}
	s, err := d.read(t, args)
	if err != nil {
		d.reply(ctx, t, d.mistake(t, err))
		return
	}
	d.subscribe(ctx, t, &s)
}

// read makes a subscription of the command's words.
func (d *Desk) read(t *bot.Turn, args string) (alert.Subscription, error) {
	more, add := strings.CutPrefix(args, "+")
	near, rest := nearWords(more)
	s, err := alert.Parse(rest, d.Archive.Places(), d.Now())
	if err != nil {
		return s, err
	}
	if near > 0 {
		l := location(t)
		if l == nil {
			return s, errNoLocation
		}
		s.Near = &alert.Circle{Lat: l.Latitude, Lon: l.Longitude, Km: near}
	}
	if old := d.Store.Get(t.Chat.ID, thread(t)).Sub; add && old != nil {
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
			if v, err := strconv.ParseFloat(strings.TrimSuffix(words[i+1], "km"), 64); err == nil && v > 0 && v <= 500 {
				km, n = v, 2
			}
		}
		return km, strings.Join(append(words[:i:i], words[i+n:]...), " ")
	}
	return 0, text
}

// location is the one that the message shares or replies to.
func location(t *bot.Turn) *models.Location {
	switch {
	case t.Message == nil:
		return nil
	case t.Message.Location != nil:
		return t.Message.Location
	case t.Message.ReplyToMessage != nil:
		return t.Message.ReplyToMessage.Location
	}
	return nil
}

// mistake says what is wrong with the command's words and what to do.
func (d *Desk) mistake(t *bot.Turn, err error) string {
	p := d.say(t.Lang)
	var word *alert.UnknownWordError
	var several *alert.AmbiguousPlaceError
	switch {
	case errors.Is(err, errNoLocation):
		return p.T("chat.near.how")
	case errors.As(err, &several):
		return p.T("chat.alerts.ambiguous", "Name", several.Word, "Places", d.regions(several.Places, t))
	case errors.As(err, &word):
		if near := d.Archive.Places().Suggest(word.Word, 1); len(near) > 0 {
			return p.T("chat.alerts.suggest", "Word", word.Word, "Place", near[0].Name(t.Lang))
		}
		return p.T("chat.alerts.unknown", "Word", word.Word)
	}
	return p.T("failed")
}

// regions lists in which regions a name's places lie.
func (d *Desk) regions(ps []*gazetteer.Place, t *bot.Turn) string {
	var out []string
	for _, p := range ps[:min(len(ps), 4)] {
		name := p.Name(t.Lang)
		if r := p.Region(); r != nil {
			name += " (" + r.Name(t.Lang) + ")"
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// subscribe keeps a subscription, nil for none, and shows the panel.
func (d *Desk) subscribe(ctx context.Context, t *bot.Turn, s *alert.Subscription) {
	set, err := d.Settings(ctx, t.Chat.ID)
	if err == nil {
		err = d.Store.Change(ctx, t.Chat.ID, thread(t), func(c *chatRecord) {
			c.Sub, c.Lang, c.Zone, c.Gone = s, set.Lang, set.Zone, false
			if c.Lang == "" {
				c.Lang = t.Lang
			}
		})
	}
	if err != nil {
		d.failed(ctx, t, err)
		return
	}
	d.sendPanel(t, targetOf(t))
}
