package bot

import (
	"context"
	"runtime/debug"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// editWindow is how long after a message an edit of it is answered anew if its answer is not known.
const editWindow = time.Hour

// run gives an update its turn. A panic ends the turn, not the bot.
func (b *Bot) run(u *models.Update) {
	ctx := b.work
	tr := newTracker(func(stopped bool) { b.finish(u.ID, stopped) })
	defer tr.done(nil)
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("turn failed", "update", u.ID, "panic", p, "stack", string(debug.Stack()))
			b.apologize(ctx, u, tr)
		}
	}()
	switch {
	case message(u) != nil:
		b.message(ctx, b.turn(ctx, u, message(u), tr))
	case u.CallbackQuery != nil:
		b.tap(ctx, u, tr)
	case u.InlineQuery != nil:
		b.inlineQuery(ctx, u.InlineQuery)
	case u.MyChatMember != nil:
		b.membership(ctx, u.MyChatMember)
	}
}

// apologize tells who waits for an answer that there will be none.
func (b *Bot) apologize(ctx context.Context, u *models.Update, tr *tracker) {
	if q := u.CallbackQuery; q != nil {
		b.answerTap(ctx, q.ID, words[orElse(langOf(q.From.LanguageCode), b.lang)].Failed)
	}
	if m := u.Message; m != nil && m.Chat.Type == models.ChatTypePrivate {
		t := b.turn(ctx, u, m, tr)
		t.Send(Message{HTML: Escape(words[t.Lang].Failed)})
	}
}

// finish marks an update as handled, unless the bot stopped in the middle of it.
func (b *Bot) finish(id int64, stopped bool) {
	if stopped {
		return
	}
	if err := b.intake.finish(context.WithoutCancel(b.work), id); err != nil {
		b.log.Error("update not marked as handled", "update", id, "err", err)
	}
}

// turn reads a message.
func (b *Bot) turn(ctx context.Context, u *models.Update, m *models.Message, tr *tracker) *Turn {
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	t := &Turn{
		Parsed: Parse(text, entities, b.username), Update: u, Message: m, Chat: m.Chat, User: m.From,
		Edited: u.EditedMessage != nil || u.EditedChannelPost != nil, Post: u.ChannelPost != nil || u.EditedChannelPost != nil,
		bot: b, tracker: tr,
	}
	t.settle(ctx)
	return t
}

// settle finds the turn's language and zone: the chat's choice, else, in
// private, the client's language, else the bot's.
func (t *Turn) settle(ctx context.Context) {
	var s Settings
	if t.Chat.ID != 0 {
		var err error
		if s, err = t.bot.chats.Settings(ctx, t.Chat.ID); err != nil {
			t.bot.log.Error("settings not read", "chat", t.Chat.ID, "err", err)
		}
	}
	t.Lang, t.Zone = s.Lang, s.zone(t.bot.zone)
	if t.Lang == "" && t.User != nil && (t.Private() || t.Chat.ID == 0) {
		t.Lang = langOf(t.User.LanguageCode)
	}
	if t.Lang == "" {
		t.Lang = t.bot.lang
	}
}

// message answers a message that is for the bot, and leaves others alone.
func (b *Bot) message(ctx context.Context, t *Turn) {
	if t.Post && b.hooks.Post != nil {
		b.hooks.Post(ctx, t)
	}
	if !b.forUs(t) || t.lateEdit() {
		return
	}
	if !b.mayAsk(t) {
		return
	}
	if run, ok := b.hooks.Commands[t.Command]; ok && t.Command != "" {
		run(ctx, t)
		return
	}
	if t.Command == "" && b.hooks.Message != nil && b.hooks.Message(ctx, t) {
		return
	}
	if t.Question() != "" || t.Message.Location != nil {
		t.Ask(ctx)
	}
}

// forUs decides whether a message is for the bot. In a group or channel it is
// silent unless addressed: by a command that it knows, its name, or a reply.
func (b *Bot) forUs(t *Turn) bool {
	switch {
	case t.Foreign || t.User != nil && t.User.ID == b.id:
		return false
	case t.Private() || t.Named:
		return true
	case t.Post:
		return false // a bare command in a channel may be for anybody
	case t.Command != "":
		return b.known[t.Command]
	}
	re := t.Message.ReplyToMessage
	return re != nil && re.From != nil && re.From.ID == b.id
}

// lateEdit reports an edit of an old message whose answer is not known any more.
func (t *Turn) lateEdit() bool {
	if !t.Edited {
		return false
	}
	_, known := t.bot.replies.toAsk.find(replyKey{t.Chat.ID, t.Message.ID})
	return !known && time.Duration(t.Message.EditDate-t.Message.Date)*time.Second > editWindow
}

// maxBacklog is how many messages may wait for a chat before its questions are
// passed over: its limits would not let them be answered in useful time.
const maxBacklog = 60

// mayAsk counts the question; who asks too fast is told so once.
func (b *Bot) mayAsk(t *Turn) bool {
	if b.out.Waiting(t.Chat.ID) >= maxBacklog {
		b.log.Warn("question passed over: too many answers wait", "chat", t.Chat.ID)
		return false
	}
	var user int64
	if t.User != nil {
		user = t.User.ID
	}
	switch b.askers.ask(user, t.Chat.ID, b.now()) {
	case silent:
		return false
	case warn:
		t.Send(Message{HTML: Escape(words[t.Lang].TooFast), ReplyTo: t.replyTo()})
		return false
	}
	return true
}

// tap answers a tap on a button: at once, then by editing the message in place.
func (b *Bot) tap(ctx context.Context, u *models.Update, tr *tracker) {
	q := u.CallbackQuery
	t := &Turn{Update: u, User: &q.From, bot: b, tracker: tr, tap: q.ID, inline: q.InlineMessageID}
	if m := tapped(q); m != nil {
		t.Message, t.Chat = m, m.Chat
	}
	t.settle(ctx)
	t.holds = true
	defer t.release()
	b.answerTap(ctx, q.ID, b.tapped(ctx, t, q.Data))
}

// release sends what waited for the tap's answer.
func (t *Turn) release() {
	t.holds = false
	for _, j := range t.held {
		t.bot.out.Put(j)
	}
	t.held = nil
}

// tapped does what a button asks for and returns what to tell the user, "" for nothing.
func (b *Bot) tapped(ctx context.Context, t *Turn, data string) string {
	space, data, err := DecodeTap(data)
	say := words[t.Lang]
	switch {
	case err == ErrStale:
		return say.Stale
	case err != nil:
		return say.Unknown
	case b.askers.ask(t.User.ID, 0, b.now()) != allowed:
		return say.TooFast
	}
	if space == QuestionSpace {
		return t.tapQuestion(ctx, data)
	}
	if run, ok := b.hooks.Taps[space]; ok {
		return run(ctx, t, data)
	}
	return say.Unknown
}

// tapQuestion answers a question's button in the message that holds it. What
// cannot be read or found any more is told, and the message stays.
func (t *Turn) tapQuestion(ctx context.Context, data string) string {
	if own := t.bot.hooks.Question; own != nil {
		if q, err := handlers.ParseData(data); err == nil {
			if text, done := own(ctx, t, q); done {
				return text
			}
		}
	}
	r := t.request(data)
	r.Tap = true
	r.Context = t.bot.replies.question(t.Chat.ID, t.messageID())
	a := t.handle(ctx, r)
	switch a.Status {
	case handlers.Mistake:
		return words[t.Lang].Stale
	case handlers.Failed:
		return words[t.Lang].Failed
	}
	t.EditTapped(ctx, a)
	return ""
}

// EditTapped puts an answer in the place of the message whose button was tapped.
func (t *Turn) EditTapped(ctx context.Context, a handlers.Answer) {
	ms := t.messages(ctx, &a)
	if t.inline != "" {
		if len(ms) > 0 && ms[0].HTML != "" {
			t.Send(Message{Inline: t.inline, HTML: ms[0].HTML, Buttons: questionButtons(a.Buttons)})
		}
		return
	}
	if t.Message == nil {
		return
	}
	var old []*Ref
	if len(t.Message.Photo) == 0 && t.Message.Document == nil && a.Picture == nil && a.File == nil {
		old = t.bot.replies.with(t.Chat.ID, t.Message.ID)
	}
	t.replace(old, ms, replyKey{t.Chat.ID, 0}, a.Question)
}

// answerTap ends the button's waiting. A text that starts with "!" is an alert.
func (b *Bot) answerTap(ctx context.Context, id, text string) {
	text, alert := strings.CutPrefix(text, "!")
	p := &tg.AnswerCallbackQueryParams{CallbackQueryID: id, Text: cutUnits(text, 200), ShowAlert: alert}
	b.retry(ctx, "tap not answered", func() error { _, err := b.api.AnswerCallbackQuery(ctx, p); return err })
}

// cutUnits cuts a text to at most n UTF-16 units.
func cutUnits(s string, n int) string {
	if unitsOf(s) <= n {
		return s
	}
	total := 0
	for i, r := range s {
		if total += unitsOf(string(r)); total > n-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// membership tells others when a chat shuts the bot out or lets it in.
func (b *Bot) membership(ctx context.Context, m *models.ChatMemberUpdated) {
	switch m.NewChatMember.Type {
	case models.ChatMemberTypeLeft, models.ChatMemberTypeBanned:
		b.hooks.gone(ctx, m.Chat.ID)
	case models.ChatMemberTypeMember, models.ChatMemberTypeAdministrator:
		b.hooks.back(ctx, m.Chat.ID)
	}
}

// typing shows the chat that an answer is being written. It is a courtesy: no error matters.
func (b *Bot) typing(ctx context.Context, t *Turn) {
	thread := 0
	if t.Message != nil && t.Message.IsTopicMessage {
		thread = t.Message.MessageThreadID
	}
	_, err := b.api.SendChatAction(ctx, &tg.SendChatActionParams{ChatID: t.Chat.ID, MessageThreadID: thread, Action: models.ChatActionTyping})
	if err != nil {
		b.log.Debug("typing not shown", "chat", t.Chat.ID, "err", err)
	}
}

// retry makes a call that goes past the outbox, up to three times.
func (b *Bot) retry(ctx context.Context, failed string, call func() error) {
	for try := 1; ; try++ {
		err := call()
		f := fateOf(err)
		if f == done || f == stopped {
			return
		}
		if f != again && f != flooded || try == 3 || retryAfter(err) > 5*time.Second || !sleep(ctx, retryAfter(err)) {
			b.log.Warn(failed, "err", err)
			return
		}
	}
}

// sleep waits and reports whether ctx is still alive.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// orElse returns the language, or another if it is none.
func orElse(l, other incident.Lang) incident.Lang {
	if l == "" {
		return other
	}
	return l
}
