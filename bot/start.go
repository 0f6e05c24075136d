package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"incidentbot/index/incident"
)

// Command is a command that clients offer to the user.
type Command struct {
	Name        string // lower case, without the slash
	Description map[incident.Lang]string
	// Groups: offered in groups too.
	Groups bool
}

// start finds out who the bot is and sets it up, trying until Telegram answers.
// Its error is ErrToken; ctx may have ended without one.
func (b *Bot) start(ctx context.Context) error {
	if err := b.persist(ctx, b.whoAmI); err != nil {
		return err
	}
	if err := b.persist(ctx, b.setWebhook); err != nil {
		return err
	}
	if ctx.Err() == nil {
		b.setCommands(ctx)
	}
	return nil
}

// persist repeats a call until it works, the token turns out wrong, or ctx ends.
func (b *Bot) persist(ctx context.Context, call func(context.Context) error) error {
	for wait := time.Second; ctx.Err() == nil; wait = min(2*wait, maxPollWait) {
		err := call(ctx)
		switch {
		case err == nil:
			return nil
		case isTokenError(err):
			return ErrToken
		case fateOf(err) == refused:
			return fmt.Errorf("the bot's settings are refused by Telegram: %w", err)
		case fateOf(err) == flooded:
			wait = max(wait, retryAfter(err))
		}
		if ctx.Err() == nil {
			b.log.Error("Telegram cannot be reached; trying on", "err", err, "wait", wait)
			sleep(ctx, wait)
		}
	}
	return nil
}

func (b *Bot) whoAmI(ctx context.Context) error {
	me, err := b.api.GetMe(ctx)
	if err != nil {
		return err
	}
	if me.Username == "" {
		return errors.New("getMe names no bot")
	}
	b.username, b.id = me.Username, me.ID
	return nil
}

// setWebhook sets the webhook, or, for polling, removes one that is set.
func (b *Bot) setWebhook(ctx context.Context) error {
	if b.webhook == nil {
		_, err := b.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{})
		return err
	}
	_, err := b.api.SetWebhook(ctx, &tg.SetWebhookParams{URL: b.webhook.URL, SecretToken: b.webhook.Secret, AllowedUpdates: allowedUpdates})
	return err
}

// setCommands offers the commands, in each language, in private chats and in
// groups. A failure costs only the offer.
func (b *Bot) setCommands(ctx context.Context) {
	scopes := map[bool]models.BotCommandScope{false: &models.BotCommandScopeAllPrivateChats{}, true: &models.BotCommandScopeAllGroupChats{}}
	for _, groups := range []bool{false, true} {
		for _, lang := range append([]incident.Lang{""}, incident.Langs[:]...) {
			list := b.offered(groups, orElse(lang, b.lang))
			if len(list) == 0 {
				continue
			}
			p := &tg.SetMyCommandsParams{Commands: list, Scope: scopes[groups], LanguageCode: string(lang)}
			b.retry(ctx, "commands not offered", func() error { _, err := b.api.SetMyCommands(ctx, p); return err })
		}
	}
}

// offered lists the commands for private chats or groups in a language.
func (b *Bot) offered(groups bool, lang incident.Lang) []models.BotCommand {
	var list []models.BotCommand
	for _, c := range b.commands {
		if text := c.Description[lang]; text != "" && (c.Groups || !groups) {
			list = append(list, models.BotCommand{Command: c.Name, Description: cutUnits(text, 256)})
		}
	}
	return list
}
