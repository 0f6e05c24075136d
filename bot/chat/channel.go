package chat

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"incidentbot/bot"
	"incidentbot/index/incident"
	"incidentbot/index/source"
)

const (
	postTries = 5               // before a post is left for the next start
	postPause = 2 * time.Second // between them
)

// channelPost adds a listed channel's post, or what it was changed to. What the
// archive does not take now comes again at the next start.
func (d *Desk) channelPost(ctx context.Context, t *bot.Turn) {
	if !d.listed(t.Chat) {
		return
	}
	a := d.fromChannel(t.Message)
	if strings.TrimSpace(a.Text) == "" {
		return // a picture without words, or a service message
	}
	for range postTries {
		added, err := d.Archive.Add(ctx, []incident.Article{a})
		if err == nil {
			if err = added[0].Err; err != nil {
				d.Log.Warn("channel's post not taken", "chat", t.Chat.ID, "err", err)
			}
			return
		}
		d.Log.Error("channel's post not added", "chat", t.Chat.ID, "err", err)
		select {
		case <-ctx.Done():
		case <-time.After(postPause):
		}
	}
	t.Leave()
}

// listed reports whether the operator lists a channel, by its id or its name.
func (d *Desk) listed(c models.Chat) bool {
	return slices.ContainsFunc(d.Channels, func(name string) bool {
		name = strings.TrimPrefix(strings.TrimSpace(name), "@")
		return name == strconv.FormatInt(c.ID, 10) || c.Username != "" && strings.EqualFold(name, c.Username)
	})
}

// fromChannel is the article that a post is: its outlet is the channel, its
// address the post's own. A post that was forwarded from another channel is that
// channel's.
func (d *Desk) fromChannel(m *models.Message) incident.Article {
	if m.ForwardOrigin != nil && m.ForwardOrigin.MessageOriginChannel != nil {
		return d.posted(m)
	}
	a := incident.Article{
		Text: m.Text, Outlet: m.Chat.Title, URL: postAddress(m.Chat, m.ID),
		Published: time.Unix(int64(m.Date), 0).In(d.Zone).Format(time.RFC3339), PublishedBasis: incident.PublishedGiven,
	}
	if a.Text == "" {
		a.Text = m.Caption
	}
	if a.Outlet == "" {
		a.Outlet = m.Chat.Username
	}
	a.ID = source.IDOfURL(a.URL)
	return a
}

// postAddress is where a post is read: by all in a channel with a name, by its
// members in one without.
func postAddress(c models.Chat, id int) string {
	if c.Username != "" {
		return "https://t.me/" + c.Username + "/" + itoa(id)
	}
	return "https://t.me/c/" + strings.TrimPrefix(strconv.FormatInt(c.ID, 10), "-100") + "/" + itoa(id)
}
