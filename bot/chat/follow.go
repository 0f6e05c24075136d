package chat

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/handlers"
	"incidentbot/index"
)

// maxFollow is how many events a chat can follow at once.
const maxFollow = 50

// question carries out the buttons of answers that only a chat can: follow, "wrong?", alerts near.
func (d *Desk) question(ctx context.Context, t *bot.Turn, q handlers.Question) (string, bool) {
	switch q.Kind {
	case handlers.KindFollow:
		return d.toggleFollow(ctx, t, q.Event), true
	case handlers.KindWrong:
		return d.askCorrection(ctx, t, q), true
	case handlers.KindAlert:
		return d.alertNear(ctx, t, q), true
	}
	return "", false
}

// follow is the command's form of the button.
func (d *Desk) follow(ctx context.Context, t *bot.Turn) {
	if t.Args == "" {
		d.reply(ctx, t, d.say(t.Lang).T("chat.follow.how"))
		return
	}
	if text := d.toggleFollow(ctx, t, t.Args); text != "" {
		d.reply(ctx, t, text)
	}
}

// toggleFollow begins or ends following an event; it returns what to tell the user.
func (d *Desk) toggleFollow(ctx context.Context, t *bot.Turn, id string) string {
	p := d.say(t.Lang)
	if !d.mayChange(ctx, t, t.Chat.ID) {
		return p.T("chat.admins")
	}
	e, err := d.Archive.Event(ctx, id)
	if errors.Is(err, index.ErrNotFound) {
		return p.T("stale")
	}
	if err != nil {
		d.Log.Error("event not read", "event", id, "err", err)
		return p.T("failed")
	}
	said := ""
	err = d.Store.Change(ctx, t.Chat.ID, thread(t), func(c *chatRecord) {
		i := slices.IndexFunc(c.Follow, e.Known)
		switch {
		case i >= 0:
			c.Follow = slices.Delete(c.Follow, i, i+1)
			said = p.T("chat.follow.ended")
		case len(c.Follow) >= maxFollow:
			said = p.T("chat.follow.many")
		default:
			c.Follow = append(c.Follow, e.ID)
			c.Lang = cmp.Or(c.Lang, t.Lang)
		}
	})
	switch {
	case err != nil:
		d.Log.Error("chat's record not changed", "chat", t.Chat.ID, "err", err)
		return p.T("failed")
	case said != "":
		return said
	}
	if err := d.sendFollowed(ctx, t, id); err != nil {
		d.Log.Error("followed event not shown", "chat", t.Chat.ID, "err", err)
		return p.T("failed")
	}
	return p.T("chat.follow.begun")
}

// sendFollowed posts the event's card, which later changes edit, unless the chat has one.
func (d *Desk) sendFollowed(ctx context.Context, t *bot.Turn, id string) error {
	e, err := d.Archive.Event(ctx, id)
	if err != nil || d.Store.Get(t.Chat.ID, thread(t)).Knows(e.ID) {
		return err
	}
	a := d.Handlers.Tell(ctx, "", []eventT{e}, 1, d.request(t))
	m := bot.Compose(&a)
	m.Thread = thread(t)
	sent, err := d.post.Post(ctx, t.Chat.ID, m, bot.Normal)
	if err != nil {
		return err
	}
	return d.Store.Change(ctx, t.Chat.ID, thread(t), func(c *chatRecord) {
		c.Record(alert.Verdict{Act: alert.Send, Post: -1}, sent.ID, d.Now(), &e)
	})
}

// request is a request in the turn's language and zone.
func (d *Desk) request(t *bot.Turn) handlers.Request {
	return handlers.Request{Lang: t.Lang, Zone: t.Zone, Now: d.Now()}
}
