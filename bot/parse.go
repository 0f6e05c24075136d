package bot

import (
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
)

// Parsed is what a message asks of the bot.
type Parsed struct {
	Command string // lower case, without the slash and the bot's name; "" if there is none
	Args    string // what stands after the command
	Text    string // the whole text without a mention of the bot, trimmed
	// Named is set where the bot is named: by a command's "@name" or a mention.
	Named bool
	// Foreign is set where the only commands are for another bot.
	Foreign bool
}

// Parse finds the first command for the bot in a text, by its entities, whose
// offsets count UTF-16 units. The command may stand after other words or emoji.
// Entities that do not lie in the text are ignored.
func Parse(text string, entities []models.MessageEntity, username string) Parsed {
	units := utf16.Encode([]rune(text))
	var p Parsed
	for _, e := range entities {
		word, ok := slice(units, e.Offset, e.Length)
		switch {
		case !ok:
		case e.Type == models.MessageEntityTypeMention && strings.EqualFold(word, "@"+username):
			p.Named = true
		case e.Type == models.MessageEntityTypeBotCommand && p.Command == "":
			p.command(word, units[e.Offset+e.Length:], username)
		}
	}
	if p.Command != "" {
		p.Foreign = false
	}
	p.Text = strings.TrimSpace(text)
	if p.Named && p.Command == "" {
		p.Text = withoutMention(text, username)
	}
	return p
}

// command takes a command entity unless it is for another bot.
func (p *Parsed) command(word string, rest []uint16, username string) {
	name, at, named := strings.Cut(strings.TrimPrefix(word, "/"), "@")
	if name == "" || strings.Contains(name, "/") {
		return
	}
	if named && !strings.EqualFold(at, username) {
		p.Foreign = true
		return
	}
	p.Command = strings.ToLower(name)
	p.Named = p.Named || named
	p.Args = strings.TrimSpace(string(utf16.Decode(rest)))
}

// slice returns the UTF-16 units [off, off+n) as text, and whether there are
// such that cut no character in two.
func slice(units []uint16, off, n int) (string, bool) {
	if off < 0 || n <= 0 || off > len(units) || n > len(units)-off || cuts(units, off) || cuts(units, off+n) {
		return "", false
	}
	return string(utf16.Decode(units[off : off+n])), true
}

// cuts reports whether a border at i lies between the halves of a surrogate pair.
func cuts(units []uint16, i int) bool {
	return i > 0 && i < len(units) && utf16.DecodeRune(rune(units[i-1]), rune(units[i])) != '\uFFFD'
}

// withoutMention cuts the bot's first mention out of a text.
func withoutMention(text, username string) string {
	at := strings.Index(strings.ToLower(text), "@"+strings.ToLower(username))
	end := at + 1 + len(username)
	if at < 0 || end > len(text) { // lowering changed the length
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(strings.TrimSpace(text[:at]) + " " + strings.TrimLeft(text[end:], " ,:"))
}

// Question returns what a handlers value reads: "/city Kyiv", or the plain text.
func (p *Parsed) Question() string {
	if p.Command == "" {
		return p.Text
	}
	return strings.TrimSpace("/" + p.Command + " " + p.Args)
}
