package bot

import (
	"errors"
	"strings"

	"github.com/go-telegram/bot/models"

	"incidentbot/handlers"
)

// callbackVersion is the first byte of every button's data. Raise it when old data would be misread.
const callbackVersion = "1"

// maxCallback is Telegram's limit on a button's data, in bytes.
const maxCallback = 64

// QuestionSpace is the space of buttons that ask a handlers value.
const QuestionSpace = "q"

// ErrStale is returned for a button that an older version made.
var ErrStale = errors.New("the button is of an older version")

// ErrForged is returned for data that no button of ours has.
var ErrForged = errors.New("the data is of no button")

// EncodeTap makes a button's data: the version, the space that reads it (a letter
// or two), and what it says, of at most 60 bytes.
func EncodeTap(space, data string) string { return callbackVersion + space + ":" + data }

// DecodeTap reads a button's data.
func DecodeTap(s string) (space, data string, err error) {
	head, data, ok := strings.Cut(s, ":")
	switch {
	case !ok || len(s) > maxCallback || len(head) < 2 || len(head) > 3 || head[0] < '0' || head[0] > '9':
		return "", "", ErrForged
	case head[:1] != callbackVersion:
		return "", "", ErrStale
	}
	return head[1:], data, nil
}

// questionButtons gives a handlers value's buttons the data that DecodeTap reads.
// A button whose data would be too long is left out: Telegram refuses the message otherwise.
func questionButtons(rows [][]handlers.Button) [][]handlers.Button {
	var out [][]handlers.Button
	for _, row := range rows {
		var cells []handlers.Button
		for _, b := range row {
			if b.Data != "" {
				b.Data = EncodeTap(QuestionSpace, b.Data)
			}
			if len(b.Data) <= maxCallback && b.Label != "" {
				cells = append(cells, b)
			}
		}
		if len(cells) > 0 {
			out = append(out, cells)
		}
	}
	return out
}

// keyboard makes Telegram's form of buttons; nil for none.
func keyboard(rows [][]handlers.Button) models.ReplyMarkup {
	if len(rows) == 0 {
		return nil
	}
	k := &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{}}
	for _, row := range rows {
		var cells []models.InlineKeyboardButton
		for _, b := range row {
			cells = append(cells, button(b))
		}
		k.InlineKeyboard = append(k.InlineKeyboard, cells)
	}
	return k
}

func button(b handlers.Button) models.InlineKeyboardButton {
	k := models.InlineKeyboardButton{Text: b.Label}
	switch {
	case b.URL != "":
		k.URL = b.URL
	case b.Share != "": // an empty query could not be sent
		k.SwitchInlineQueryChosenChat = &models.SwitchInlineQueryChosenChat{
			Query: b.Share, AllowUserChats: true, AllowGroupChats: true, AllowChannelChats: true,
		}
	default:
		k.CallbackData = b.Data
	}
	return k
}
