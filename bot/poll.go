package bot

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

const (
	// pollTimeout is how long Telegram holds an empty poll open.
	pollTimeout = 50 * time.Second
	maxPollWait = 30 * time.Second
)

// allowedUpdates are the kinds of updates that the bot reads.
var allowedUpdates = []string{
	"message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "callback_query", "my_chat_member",
}

type pollParams struct {
	Offset  int64    `json:"offset,omitempty"`
	Limit   int      `json:"limit,omitempty"`
	Timeout int      `json:"timeout"`
	Allowed []string `json:"allowed_updates"`
}

// poll takes updates until ctx ends or the token turns out wrong. An update is
// confirmed, by the next call's offset, once it is kept.
func (b *Bot) poll(ctx context.Context) error {
	p := pollParams{Timeout: int(pollTimeout / time.Second), Allowed: allowedUpdates}
	var wait time.Duration
	for ctx.Err() == nil {
		var raws []json.RawMessage
		err := b.client.call(ctx, "getUpdates", p, &raws)
		if ctx.Err() != nil {
			break
		}
		if isTokenError(err) {
			return ErrToken
		}
		if err != nil {
			wait = b.pollTrouble(err, wait)
			sleep(ctx, wait)
			continue
		}
		wait = b.pollAgain(wait)
		p.Offset = b.acceptAll(ctx, raws, p.Offset)
	}
	b.confirm(p.Offset)
	return nil
}

// acceptAll takes updates in order and returns the offset that confirms those taken.
func (b *Bot) acceptAll(ctx context.Context, raws []json.RawMessage, offset int64) int64 {
	for _, raw := range raws {
		if !b.accept(ctx, raw, true) {
			sleep(ctx, time.Second) // not kept: it comes again
			return offset
		}
		var u struct {
			ID int64 `json:"update_id"`
		}
		if json.Unmarshal(raw, &u) == nil && u.ID >= offset {
			offset = u.ID + 1
		}
	}
	return offset
}

// pollTrouble says what is wrong, once for each trouble, and returns how long to wait.
func (b *Bot) pollTrouble(err error, last time.Duration) time.Duration {
	wait := min(maxPollWait, max(time.Second, 2*last))
	line := "Telegram cannot be reached; trying on"
	switch codeOf(err) {
	case 409:
		wait = maxPollWait
		line = "another copy of this bot is running, or a webhook is set for it; trying on more slowly"
	case 429:
		wait = retryAfter(err)
		line = "Telegram asks to wait"
	}
	if last == 0 {
		b.log.Error(line, "err", err, "wait", wait)
	} else {
		b.log.Debug(line, "err", err, "wait", wait)
	}
	return wait
}

// pollAgain says that a trouble is over.
func (b *Bot) pollAgain(last time.Duration) time.Duration {
	if last > 0 {
		b.log.Info("Telegram answers again")
	}
	return 0
}

// confirm tells Telegram, at a stop, which updates were taken. It is a
// courtesy: an unconfirmed one that comes again is known by its id.
func (b *Bot) confirm(offset int64) {
	if offset == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(b.work), time.Second)
	defer cancel()
	var none []json.RawMessage
	if err := b.client.call(ctx, "getUpdates", pollParams{Offset: offset, Limit: 1, Allowed: allowedUpdates}, &none); err != nil {
		b.log.Debug("updates not confirmed at the stop", "err", err)
	}
}

// isTokenError reports whether Telegram does not know the token: 401, or 404 for
// one of a wrong form. A 404 without a description comes from another server.
func isTokenError(err error) bool {
	var e *APIError
	return errors.As(err, &e) && (e.Code == 401 || e.Code == 404 && e.Description != "")
}
