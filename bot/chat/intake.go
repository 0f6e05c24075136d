package chat

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"

	"incidentbot/bot"
	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// longText is from how many characters on a private message is an article and no question.
const longText = 300

// message takes what is handed in: a correction's text, a forwarded post, a
// link, a file, a long text. It returns false for what is a question.
func (d *Desk) message(ctx context.Context, t *bot.Turn) bool {
	if t.Message == nil || t.Edited {
		return false
	}
	if id, field, ok := correctionAsked(t.Message.ReplyToMessage); ok {
		d.takeCorrection(ctx, t, id, field)
		return true
	}
	if !t.Private() || !handedIn(t) {
		return false
	}
	as, err := d.articles(ctx, t.Message)
	if err != nil || len(as) == 0 {
		d.reply(ctx, t, d.unreadable(t, err))
		return true
	}
	d.show(ctx, t, as)
	return true
}

// handedIn reports whether a private message is to be read as an article.
func handedIn(t *bot.Turn) bool {
	m := t.Message
	return m.ForwardOrigin != nil || m.Document != nil || link(m) != "" || utf8.RuneCountInString(t.Text) >= longText
}

var errNoReader = errors.New("this bot reads no such thing")

// articles reads what a message hands in.
func (d *Desk) articles(ctx context.Context, m *models.Message) ([]incident.Article, error) {
	switch {
	case m.Document != nil:
		if d.ReadFile == nil {
			return nil, errNoReader
		}
		return d.ReadFile(ctx, m.Document.FileName, m.Document.FileID)
	case m.ForwardOrigin == nil && link(m) != "" && utf8.RuneCountInString(m.Text) < longText:
		if d.Fetch == nil {
			return nil, errNoReader
		}
		a, err := d.Fetch(ctx, link(m))
		return []incident.Article{a}, err
	}
	return []incident.Article{d.posted(m)}, nil
}

// posted is the article that a forwarded post or a pasted text is.
func (d *Desk) posted(m *models.Message) incident.Article {
	text := m.Text
	if text == "" {
		text = m.Caption
	}
	a := incident.Article{Text: text, URL: link(m)}
	at := 0
	switch o := m.ForwardOrigin; {
	case o == nil:
	case o.MessageOriginChannel != nil:
		c := o.MessageOriginChannel
		a.Outlet, at = c.Chat.Title, c.Date
		if c.Chat.Username != "" {
			a.URL = "https://t.me/" + c.Chat.Username + "/" + itoa(c.MessageID)
		}
	case o.MessageOriginChat != nil:
		a.Outlet, at = o.MessageOriginChat.SenderChat.Title, o.MessageOriginChat.Date
	case o.MessageOriginUser != nil:
		at = o.MessageOriginUser.Date
	case o.MessageOriginHiddenUser != nil:
		at = o.MessageOriginHiddenUser.Date
	}
	if at > 0 {
		a.Published, a.PublishedBasis = time.Unix(int64(at), 0).In(d.Zone).Format(time.RFC3339), incident.PublishedGiven
	}
	return a
}

// link is the first address in a message, "" if there is none.
func link(m *models.Message) string {
	for _, e := range append(m.Entities, m.CaptionEntities...) {
		if e.Type == models.MessageEntityTypeTextLink {
			return e.URL
		}
	}
	for _, w := range strings.Fields(m.Text + " " + m.Caption) {
		if strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "http://") {
			return w
		}
	}
	return ""
}

// unreadable says why nothing was read, and what to do.
func (d *Desk) unreadable(t *bot.Turn, err error) string {
	d.Log.Info("handed in and not read", "chat", t.Chat.ID, "err", err)
	if errors.Is(err, errNoReader) {
		return d.say(t.Lang).T("chat.intake.noreader")
	}
	return d.say(t.Lang).T("chat.intake.unread")
}

// show answers with what is read in the first of some articles, and how they can be
// added: trusted users add all of a file at once, others propose one at a time.
func (d *Desk) show(ctx context.Context, t *bot.Turn, as []incident.Article) {
	rd, err := d.Archive.Read(ctx, as[0])
	if err != nil {
		d.failed(ctx, t, err)
		return
	}
	p, trusted, several := d.say(t.Lang), d.trusted(user(t)), len(as) > 1
	ans := d.Handlers.Reading(ctx, as[0], rd, d.request(t))
	op, label, more := "p", "chat.button.propose", "chat.intake.one"
	if trusted {
		op, label, more = "a", "chat.button.add", "chat.intake.all"
	}
	if several {
		ans.Blocks = slices.Insert(ans.Blocks, 0, note(p.T(more, "N", len(as))))
	}
	m := bot.Compose(&ans)
	m.ReplyTo = t.Message.ID // the tap reads the articles from there: they are not kept
	if trusted && several || !several && len(rd.Extraction.Reports) > 0 && !rd.Known {
		m.Buttons = append(m.Buttons, []handlers.Button{{Label: p.T(label), Data: bot.EncodeTap(spaceIntake, op)}})
	}
	t.Send(m)
}

// tapIntake adds or proposes the article of the message that the card replies to.
func (d *Desk) tapIntake(ctx context.Context, t *bot.Turn, data string) string {
	p := d.say(t.Lang)
	if t.Message == nil || t.Message.ReplyToMessage == nil || !t.Private() {
		return p.T("stale")
	}
	as, err := d.articles(ctx, t.Message.ReplyToMessage)
	if err != nil || len(as) == 0 {
		return p.T("chat.intake.unread")
	}
	switch {
	case data == "a" && d.trusted(user(t)):
		return d.add(ctx, t, as)
	case len(as) > 1:
		return p.T("chat.intake.one", "N", len(as))
	case data == "a" || data == "p":
		return d.propose(ctx, t, as[0])
	}
	return p.T("stale")
}

// add puts articles into the archive.
func (d *Desk) add(ctx context.Context, t *bot.Turn, as []incident.Article) string {
	added, err := d.Archive.Add(ctx, as)
	for _, a := range added {
		err = errors.Join(err, a.Err)
		d.Log.Info("article added by chat", "user", user(t), "article", a.Article, "err", a.Err)
	}
	if err != nil {
		d.Log.Error("article not added", "chat", t.Chat.ID, "err", err)
		return d.say(t.Lang).T("failed")
	}
	return d.say(t.Lang).T("chat.intake.added")
}
