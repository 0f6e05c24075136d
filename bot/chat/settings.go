package chat

import (
	"context"
	"strings"
	"time"

	"incidentbot/bot"
	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// start opens what a deep link names: a group's panel, an event, or the welcome.
func (d *Desk) start(ctx context.Context, t *bot.Turn) {
	if target, ok := readTarget(strings.TrimPrefix(t.Args, "cfg_")); ok && strings.HasPrefix(t.Args, "cfg_") {
		if !d.mayChange(ctx, t, target.chat) {
			d.reply(ctx, t, d.say(t.Lang).T("chat.admins"))
			return
		}
		d.sendPanel(t, target)
		return
	}
	if id, ok := strings.CutPrefix(t.Args, "e_"); ok {
		t.AskText(ctx, "/event "+id)
		return
	}
	t.Ask(ctx)
}

// names of the languages, each in itself.
var langNames = map[incident.Lang]string{incident.English: "English", incident.Ukrainian: "Українська", incident.Russian: "Русский"}

// lang sets the chat's language, or offers the choice.
func (d *Desk) lang(ctx context.Context, t *bot.Turn) {
	l, g := incident.Lang(strings.ToLower(t.Args)), d.aim(t)
	if langNames[l] == "" {
		a := plain(t.Lang, d.say(t.Lang).T("chat.lang.ask"))
		var row []handlers.Button
		for _, l := range incident.Langs {
			row = append(row, handlers.Button{Label: langNames[l], Data: bot.EncodeTap(spaceLang, string(l))})
		}
		t.Send(bot.Compose(&a, row))
		return
	}
	if !d.changing(ctx, t, g) {
		return
	}
	if err := d.setLang(ctx, g.chat, l); err != nil {
		d.failed(ctx, t, err)
		return
	}
	d.reply(ctx, t, d.say(l).T("chat.lang.set"))
}

func (d *Desk) tapLang(ctx context.Context, t *bot.Turn, data string) string {
	l := incident.Lang(data)
	switch {
	case langNames[l] == "":
		return d.say(t.Lang).T("stale")
	case !d.mayChange(ctx, t, t.Chat.ID):
		return "!" + d.say(t.Lang).T("chat.admins")
	}
	if err := d.setLang(ctx, t.Chat.ID, l); err != nil {
		d.Log.Error("chat's record not changed", "chat", t.Chat.ID, "err", err)
		return d.say(t.Lang).T("failed")
	}
	return d.say(l).T("chat.lang.set")
}

func (d *Desk) setLang(ctx context.Context, chat int64, l incident.Lang) error {
	s, err := d.Settings(ctx, chat)
	if err != nil {
		return err
	}
	s.Lang = l
	return d.SetSettings(ctx, chat, s)
}

// zone sets the chat's time zone, or says which it is.
func (d *Desk) zone(ctx context.Context, t *bot.Turn) {
	p := d.say(t.Lang)
	if t.Args == "" {
		d.reply(ctx, t, p.T("chat.zone.is", "Zone", t.Zone.String()))
		return
	}
	z, err := time.LoadLocation(t.Args)
	if err != nil || strings.EqualFold(t.Args, "local") {
		d.reply(ctx, t, p.T("chat.zone.unknown"))
		return
	}
	g := d.aim(t)
	if !d.changing(ctx, t, g) {
		return
	}
	s, err := d.Settings(ctx, g.chat)
	if err == nil {
		s.Zone = z.String()
		err = d.SetSettings(ctx, g.chat, s)
	}
	if err != nil {
		d.failed(ctx, t, err)
		return
	}
	d.reply(ctx, t, p.T("chat.zone.is", "Zone", z.String()))
}

// stop deletes all that is kept of the chat.
func (d *Desk) stop(ctx context.Context, t *bot.Turn) {
	if !d.changing(ctx, t, targetOf(t)) {
		return
	}
	if err := d.Store.Forget(ctx, t.Chat.ID); err != nil {
		d.failed(ctx, t, err)
		return
	}
	if err := d.forgetLedger(ctx, t.Chat.ID); err != nil {
		d.failed(ctx, t, err)
		return
	}
	d.reply(ctx, t, d.say(t.Lang).T("chat.stopped"))
}

// status tells operators how things stand.
func (d *Desk) status(ctx context.Context, t *bot.Turn) {
	if !d.operator(user(t)) || !t.Private() {
		d.reply(ctx, t, d.say(t.Lang).T("chat.operators"))
		return
	}
	var lines []string
	if d.Status != nil {
		lines = d.Status(ctx)
	}
	subs := 0
	d.Store.Each(func(c *chatRecord) {
		if c.Sub != nil {
			subs++
		}
	})
	d.reply(ctx, t, append(lines, d.say(t.Lang).N("chat.status.subs", subs))...)
}
