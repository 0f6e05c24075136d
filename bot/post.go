package bot

import (
	"context"
	"errors"
	"slices"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"incidentbot/handlers"
)

// ErrChatGone is wrapped by Post's error where the chat takes no messages.
var ErrChatGone = errors.New("the chat takes no messages")

// ErrMessageGone is wrapped by Post's error where there is no message to edit.
var ErrMessageGone = errors.New("the message is no more")

// Compose makes the one message that an answer fits into: its text, cut short by
// shorten where it must be, its buttons, and rows of further buttons whose data
// EncodeTap made.
func Compose(a *handlers.Answer, more ...[]handlers.Button) Message {
	pieces := Split(Render(a), textLimit)
	for c := *a; len(pieces) > 1 && shorten(&c); {
		pieces = Split(Render(&c), textLimit)
	}
	m := Message{HTML: firstOrNone(pieces), Buttons: questionButtons(a.Buttons)}
	m.Buttons = append(m.Buttons, more...)
	return m
}

// shorten leaves out an answer's last sentence, whose source then stands in the
// list, or, once there is none left, the last source's address. It reports
// whether there was something to leave out, and changes nothing that a shares.
func shorten(a *handlers.Answer) bool {
	for i := len(a.Blocks) - 1; i >= 0; i-- {
		if a.Blocks[i].Kind == handlers.Quote {
			a.Blocks = slices.Concat(a.Blocks[:i], a.Blocks[i+1:])
			return true
		}
	}
	for i := len(a.Sources) - 1; i >= 0; i-- {
		if a.Sources[i].URL != "" {
			a.Sources = slices.Clone(a.Sources)
			a.Sources[i].URL = ""
			return true
		}
	}
	return false
}

// Post puts a message into the outbox and waits for its end. The error wraps
// ErrChatGone where the chat takes no messages, ErrMessageGone where there is
// none to edit, and is ErrStopped at a stop.
func (b *Bot) Post(ctx context.Context, chat int64, m Message, u Urgency) (Sent, error) {
	type outcome struct {
		sent Sent
		err  error
	}
	end := make(chan outcome, 1)
	b.out.Put(Job{Chat: chat, Message: m, Urgency: u, Done: func(s Sent, err error) { end <- outcome{s, err} }})
	select {
	case o := <-end:
		switch fateOf(o.err) {
		case gone:
			return o.sent, errors.Join(ErrChatGone, o.err)
		case noEdit:
			return o.sent, errors.Join(ErrMessageGone, o.err)
		}
		return o.sent, o.err
	case <-ctx.Done():
		return Sent{}, ctx.Err()
	}
}

// Administers reports whether a user may change a group's or channel's settings.
func (b *Bot) Administers(ctx context.Context, chat, user int64) (bool, error) {
	m, err := b.api.GetChatMember(ctx, &tg.GetChatMemberParams{ChatID: chat, UserID: user})
	if err != nil {
		return false, err
	}
	return m.Type == models.ChatMemberTypeOwner || m.Type == models.ChatMemberTypeAdministrator, nil
}
