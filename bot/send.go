package bot

import (
	"bytes"
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// sender carries out messages by the library's calls.
type sender struct{ api *tg.Bot }

// send sends, edits or deletes one message, once.
func (s sender) send(ctx context.Context, chat int64, m Message) (Sent, error) {
	switch {
	case m.Delete:
		return s.remove(ctx, chat, m)
	case m.Inline != "":
		return s.editInline(ctx, m)
	case (m.Edit || m.EditOnly) && m.Ref != nil && m.Ref.ID() != 0:
		sent, err := s.edit(ctx, chat, m)
		if fateOf(err) != noEdit || m.EditOnly {
			return sent, err
		}
	}
	msg, err := s.fresh(ctx, chat, m)
	if m.Thread != 0 && fateOf(err) == noTopic {
		m.Thread = 0
		msg, err = s.fresh(ctx, chat, m)
	}
	if err != nil {
		return Sent{Chat: chat}, err
	}
	if m.Ref != nil {
		m.Ref.id.Store(int64(msg.ID))
	}
	return Sent{Chat: chat, ID: msg.ID, FileID: fileID(msg)}, nil
}

func fileID(m *models.Message) string {
	if len(m.Photo) == 0 {
		return ""
	}
	return m.Photo[len(m.Photo)-1].FileID
}

// fresh sends a new message.
func (s sender) fresh(ctx context.Context, chat int64, m Message) (*models.Message, error) {
	switch {
	case m.Photo != nil:
		return s.photo(ctx, chat, m)
	case m.File != nil:
		return s.api.SendDocument(ctx, &tg.SendDocumentParams{
			ChatID: chat, MessageThreadID: m.Thread, Caption: m.HTML, ParseMode: mode(m.HTML), DisableNotification: m.Silent,
			Document:        &models.InputFileUpload{Filename: m.File.Name, Data: bytes.NewReader(m.File.Data)},
			ReplyParameters: reply(m), ReplyMarkup: keyboard(m.Buttons),
		})
	}
	return s.api.SendMessage(ctx, &tg.SendMessageParams{
		ChatID: chat, MessageThreadID: m.Thread, Text: m.HTML, ParseMode: models.ParseModeHTML, DisableNotification: m.Silent,
		LinkPreviewOptions: noPreview(), ReplyParameters: reply(m), ReplyMarkup: keyboard(m.Buttons),
	})
}

// photo sends a picture: by its id, or, where Telegram does not take that, its bytes.
func (s sender) photo(ctx context.Context, chat int64, m Message) (*models.Message, error) {
	p := &tg.SendPhotoParams{
		ChatID: chat, MessageThreadID: m.Thread, Caption: m.HTML, ParseMode: mode(m.HTML), DisableNotification: m.Silent,
		ReplyParameters: reply(m), ReplyMarkup: keyboard(m.Buttons),
	}
	if m.Photo.FileID != "" {
		p.Photo = &models.InputFileString{Data: m.Photo.FileID}
		msg, err := s.api.SendPhoto(ctx, p)
		if fateOf(err) != refused || m.Photo.draw == nil {
			return msg, err
		}
	}
	png, err := m.Photo.bytes()
	if err != nil {
		return nil, err
	}
	p.Photo = &models.InputFileUpload{Filename: "picture.png", Data: bytes.NewReader(png)}
	return s.api.SendPhoto(ctx, p)
}

// edit changes a message in place: its text, or a picture's caption.
func (s sender) edit(ctx context.Context, chat int64, m Message) (Sent, error) {
	sent := Sent{Chat: chat, ID: m.Ref.ID()}
	if m.Photo != nil || m.File != nil {
		_, err := s.api.EditMessageCaption(ctx, &tg.EditMessageCaptionParams{
			ChatID: chat, MessageID: m.Ref.ID(), Caption: m.HTML, ParseMode: mode(m.HTML), ReplyMarkup: keyboard(m.Buttons),
		})
		return sent, err
	}
	_, err := s.api.EditMessageText(ctx, &tg.EditMessageTextParams{
		ChatID: chat, MessageID: m.Ref.ID(), Text: m.HTML, ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: noPreview(), ReplyMarkup: keyboard(m.Buttons),
	})
	return sent, err
}

// editInline changes a message that was sent by inline mode. Telegram answers
// true, which the library cannot read as a message: that is success.
func (s sender) editInline(ctx context.Context, m Message) (Sent, error) {
	_, err := s.api.EditMessageText(ctx, &tg.EditMessageTextParams{
		InlineMessageID: m.Inline, Text: m.HTML, ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: noPreview(), ReplyMarkup: keyboard(m.Buttons),
	})
	if isDecodeError(err) {
		err = nil
	}
	return Sent{}, err
}

func (s sender) remove(ctx context.Context, chat int64, m Message) (Sent, error) {
	if m.Ref == nil || m.Ref.ID() == 0 {
		return Sent{Chat: chat}, nil
	}
	_, err := s.api.DeleteMessage(ctx, &tg.DeleteMessageParams{ChatID: chat, MessageID: m.Ref.ID()})
	return Sent{Chat: chat, ID: m.Ref.ID()}, err
}

// mode leaves the markup's mode out where there is no text.
func mode(html string) models.ParseMode {
	if html == "" {
		return ""
	}
	return models.ParseModeHTML
}

func reply(m Message) *models.ReplyParameters {
	if m.ReplyTo == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: m.ReplyTo, AllowSendingWithoutReply: true}
}

func noPreview() *models.LinkPreviewOptions {
	yes := true
	return &models.LinkPreviewOptions{IsDisabled: &yes}
}
