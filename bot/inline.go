package bot

import (
	"context"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"incidentbot/handlers"
)

// Card and Cards are results of an inline query, as handlers makes them.
type (
	Card  = handlers.Card
	Cards = handlers.Cards
)

// Inliner answers inline queries.
type Inliner interface {
	Inline(ctx context.Context, r handlers.Request, offset string) Cards
}

// maxCards is how many results Telegram takes.
const maxCards = 50

// inlineQuery answers a query typed after the bot's name in any chat.
func (b *Bot) inlineQuery(ctx context.Context, q *models.InlineQuery) {
	if b.inliner == nil || q.From == nil {
		return
	}
	t := &Turn{User: q.From, Chat: models.Chat{ID: q.From.ID, Type: models.ChatTypePrivate}, bot: b}
	t.settle(ctx)
	r := t.request(strings.TrimSpace(q.Query))
	r.Plain, r.At = true, point(q.Location)
	page := b.inliner.Inline(ctx, r, q.Offset)
	p := &tg.AnswerInlineQueryParams{
		InlineQueryID: q.ID, Results: results(page.Cards), NextOffset: page.Next,
		CacheTime:  max(1, int(page.Cache/time.Second)), // 0 would be left out, and mean 300
		IsPersonal: true,
	}
	if page.Hint != "" {
		p.Button = &models.InlineQueryResultsButton{Text: page.Hint, StartParameter: page.Start}
	}
	b.retry(ctx, "inline query not answered", func() error { _, err := b.api.AnswerInlineQuery(ctx, p); return err })
}

// results makes Telegram's form of cards. A card without a text is left out.
func results(cards []Card) []models.InlineQueryResult {
	list := []models.InlineQueryResult{}
	seen := map[string]bool{}
	for _, c := range cards[:min(len(cards), maxCards)] {
		html := Split(Render(&c.Answer), textLimit)
		if len(html) == 0 || c.ID == "" || len(c.ID) > 64 || seen[c.ID] {
			continue
		}
		seen[c.ID] = true
		r := &models.InlineQueryResultArticle{
			ID: c.ID, Title: c.Title, Description: c.Description,
			InputMessageContent: &models.InputTextMessageContent{MessageText: html[0], ParseMode: models.ParseModeHTML, LinkPreviewOptions: noPreview()},
		}
		if k := keyboard(questionButtons(c.Answer.Buttons)); k != nil {
			r.ReplyMarkup = k
		}
		list = append(list, r)
	}
	return list
}
