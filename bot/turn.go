package bot

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/go-telegram/bot/models"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// Turn is one update that a chat takes: what was said, by whom, where, and the means to answer.
type Turn struct {
	Parsed
	Update  *models.Update
	Message *models.Message // the message, post, or the one whose button was tapped; nil for a tap on an inline message
	Chat    models.Chat
	User    *models.User // nil for a channel's post
	Edited  bool
	Post    bool // of a channel
	Lang    incident.Lang
	Zone    *time.Location

	bot     *Bot
	tracker *tracker
	inline  string // id of the inline message whose button was tapped
	tap     string // id of the tap, "" for a message
	held    []Job  // messages that wait until the tap is answered
	holds   bool
}

// tracker ends an update when its turn and all the messages of it are over.
type tracker struct {
	open    atomic.Int32
	stopped atomic.Bool
	end     func(stopped bool)
}

func newTracker(end func(stopped bool)) *tracker {
	t := &tracker{end: end}
	t.open.Store(1)
	return t
}

func (t *tracker) add() { t.open.Add(1) }

func (t *tracker) done(err error) {
	if fateOf(err) == stopped || errors.Is(err, ErrStopped) {
		t.stopped.Store(true)
	}
	if t.open.Add(-1) == 0 {
		t.end(t.stopped.Load())
	}
}

// Leave leaves the update unhandled: it comes again at the next start.
func (t *Turn) Leave() { t.tracker.stopped.Store(true) }

// Private reports whether the chat is with one person.
func (t *Turn) Private() bool { return t.Chat.Type == models.ChatTypePrivate }

// Send queues a message into the turn's chat and topic. The update counts as
// handled once it is sent.
func (t *Turn) Send(m Message) { t.send(m, nil) }

// send is Send of a message that is part of an answer.
func (t *Turn) send(m Message, a *replied) {
	if m.Thread == 0 && t.Message != nil && t.Message.IsTopicMessage {
		m.Thread = t.Message.MessageThreadID
	}
	lane := t.Chat.ID
	if lane == 0 && t.User != nil {
		lane = t.User.ID // an inline message's chat is not known
	}
	t.tracker.add()
	j := Job{Chat: lane, Message: m, Urgency: Normal, Done: func(s Sent, err error) {
		if m.Photo != nil && err == nil {
			t.bot.pictures.learn(t.bot.work, m.Photo.Key, s.FileID)
		}
		if a != nil && s.ID != 0 {
			t.bot.replies.byOwn.put(replyKey{s.Chat, s.ID}, a)
		}
		t.tracker.done(err)
	}}
	if t.holds {
		t.held = append(t.held, j)
		return
	}
	t.bot.out.Put(j)
}

// Ask lets the handlers value answer the turn's question and sends the answer.
func (t *Turn) Ask(ctx context.Context) { t.AskText(ctx, t.Question()) }

// AskText is Ask with a question of the caller's.
func (t *Turn) AskText(ctx context.Context, text string) {
	r := t.request(text)
	r.Plain = t.Command == ""
	if t.Message != nil {
		r.At = point(t.Message.Location)
		if re := t.Message.ReplyToMessage; re != nil {
			if r.At == nil && t.Command != "" {
				r.At = point(re.Location)
			}
			r.Context = t.bot.replies.question(t.Chat.ID, re.ID)
		}
	}
	t.Reply(ctx, t.handle(ctx, r))
}

func (t *Turn) request(text string) handlers.Request {
	return handlers.Request{Text: text, Lang: t.Lang, Now: t.bot.now(), Zone: t.Zone, Bot: t.bot.username}
}

func point(l *models.Location) *handlers.Point {
	if l == nil {
		return nil
	}
	return &handlers.Point{Lat: l.Latitude, Lon: l.Longitude}
}

// slow is after how long the chat is shown that an answer is being written.
const slow = 700 * time.Millisecond

// handle asks the handlers value.
func (t *Turn) handle(ctx context.Context, r handlers.Request) handlers.Answer {
	var typing *time.Timer
	if t.Chat.ID != 0 {
		typing = time.AfterFunc(slow, func() { t.bot.typing(ctx, t) })
		defer typing.Stop()
	}
	a := t.bot.asker.Handle(ctx, r)
	if a.Status == handlers.Failed {
		t.bot.log.Error("the archive failed", "chat", t.Chat.ID, "err", a.Err)
	}
	return a
}

// Reply sends an answer. An edited question's answer replaces the earlier one in place.
func (t *Turn) Reply(ctx context.Context, a handlers.Answer) {
	ms := t.messages(ctx, &a)
	var old []*Ref
	key := replyKey{t.Chat.ID, t.messageID()}
	if t.Edited {
		old = t.bot.replies.to(key)
	}
	t.replace(old, ms, key, a.Question)
}

// messageID is the id of the turn's message.
func (t *Turn) messageID() int {
	if t.Message == nil {
		return 0
	}
	return t.Message.ID
}

// replace edits the old messages into the new ones: what is missing is sent,
// what is left over deleted. Pictures and files are always sent anew.
func (t *Turn) replace(old []*Ref, ms []Message, key replyKey, q handlers.Question) {
	answer := &replied{question: q}
	for i := range ms {
		m := &ms[i]
		if m.Photo == nil && m.File == nil && len(old) > 0 {
			m.Ref, m.Edit, old = old[0], true, old[1:]
		} else {
			m.Ref = new(Ref)
			m.ReplyTo = t.replyTo()
		}
		answer.refs = append(answer.refs, m.Ref)
	}
	for _, m := range ms {
		t.send(m, answer)
	}
	for _, r := range old {
		t.Send(Message{Ref: r, Delete: true})
	}
	if key.id != 0 {
		t.bot.replies.toAsk.put(key, answer)
	}
}

// replyTo names the question's message in chats where several people ask.
func (t *Turn) replyTo() int {
	if t.Private() || t.tap != "" {
		return 0
	}
	return t.messageID()
}

// messages makes an answer's messages: the picture, the texts, the file; the
// buttons stand below the last text, or the picture if there is no text. A
// picture's caption says what the answer's title does, which is then left out.
func (t *Turn) messages(ctx context.Context, a *handlers.Answer) []Message {
	photo := t.photo(ctx, a.Picture)
	text := *a
	if photo != nil && len(text.Blocks) > 0 && text.Blocks[0].Kind == handlers.Title {
		text.Blocks = text.Blocks[1:]
	}
	var ms []Message
	if photo != nil {
		ms = append(ms, *photo)
	}
	for _, piece := range Split(Render(&text), textLimit) {
		ms = append(ms, Message{HTML: piece})
	}
	if len(ms) == 0 && a.File == nil {
		ms = []Message{{HTML: Escape(words[t.Lang].Empty)}}
	}
	if len(ms) > 0 {
		ms[len(ms)-1].Buttons = questionButtons(a.Buttons)
	}
	if a.File != nil {
		ms = append(ms, Message{File: a.File})
	}
	return ms
}

// photo is the message of a picture, nil for none and for one that cannot be drawn.
func (t *Turn) photo(ctx context.Context, pic *handlers.Picture) *Message {
	if pic == nil {
		return nil
	}
	p, err := t.bot.pictures.get(ctx, pic)
	if err != nil {
		t.bot.log.Error("picture not drawn", "key", pic.Key, "err", err)
		return nil
	}
	return &Message{Photo: p, HTML: firstOrNone(Split(Escape(pic.Caption), captionLimit))}
}

func firstOrNone(ss []string) string {
	if len(ss) == 0 {
		return ""
	}
	return ss[0]
}
