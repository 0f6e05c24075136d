package bot

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
)

func entity(kind models.MessageEntityType, off, n int) models.MessageEntity {
	return models.MessageEntity{Type: kind, Offset: off, Length: n}
}

func TestParse(t *testing.T) {
	const cmd, mention = models.MessageEntityTypeBotCommand, models.MessageEntityTypeMention
	for _, c := range []struct {
		text string
		es   []models.MessageEntity
		want Parsed
	}{
		{"/city Kyiv", []models.MessageEntity{entity(cmd, 0, 5)}, Parsed{Command: "city", Args: "Kyiv", Text: "/city Kyiv"}},
		{"/CITY@My_Bot  Kyiv ", []models.MessageEntity{entity(cmd, 0, 12)}, Parsed{Command: "city", Args: "Kyiv", Text: "/CITY@My_Bot  Kyiv", Named: true}},
		{"/city@other Kyiv", []models.MessageEntity{entity(cmd, 0, 11)}, Parsed{Text: "/city@other Kyiv", Foreign: true}},
		{"/a@other /city Kyiv", []models.MessageEntity{entity(cmd, 0, 8), entity(cmd, 9, 5)}, Parsed{Command: "city", Args: "Kyiv", Text: "/a@other /city Kyiv"}},
		{"Привіт 😀 /city Київ", []models.MessageEntity{entity(cmd, 10, 5)}, Parsed{Command: "city", Args: "Київ", Text: "Привіт 😀 /city Київ"}},
		{"@my_bot, Kyiv?", []models.MessageEntity{entity(mention, 0, 7)}, Parsed{Text: "Kyiv?", Named: true}},
		{"Kyiv, @my_bot please", []models.MessageEntity{entity(mention, 6, 7)}, Parsed{Text: "Kyiv, please", Named: true}},
		{"@somebody Kyiv", []models.MessageEntity{entity(mention, 0, 9)}, Parsed{Text: "@somebody Kyiv"}},
		{"empty", []models.MessageEntity{entity(cmd, 0, 0)}, Parsed{Text: "empty"}},
		{"outside", []models.MessageEntity{entity(cmd, 5, 99), entity(cmd, -1, 3), entity(cmd, 99, 1), entity(cmd, 1<<62, 1<<62)}, Parsed{Text: "outside"}},
		{"/", []models.MessageEntity{entity(cmd, 0, 1)}, Parsed{Text: "/"}},
		{"  plain words  ", nil, Parsed{Text: "plain words"}},
	} {
		if d := cmp.Diff(c.want, Parse(c.text, c.es, "my_bot")); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, d)
		}
	}
}

// FuzzParse: no panic; the command is a word of the text, and what stands
// after it is in the text.
func FuzzParse(f *testing.F) {
	f.Add("Привіт 😀 /city Київ", 10, 5, "bot_command")
	f.Add("/city@my_bot", 0, 12, "bot_command")
	f.Add("İ@my_bot x", 1, 7, "mention")
	f.Add("x", -1, 1<<62, "bot_command")
	f.Fuzz(func(t *testing.T, text string, off, n int, kind string) {
		valid := string(utf16.Decode(utf16.Encode([]rune(text))))
		p := Parse(text, []models.MessageEntity{entity(models.MessageEntityType(kind), off, n)}, "my_bot")
		if p.Command != "" && !strings.Contains(strings.ToLower(valid), p.Command) {
			t.Errorf("command %q is not in %q", p.Command, text)
		}
		if !strings.Contains(valid, p.Args) {
			t.Errorf("arguments %q are not in %q", p.Args, text)
		}
		if p.Foreign && p.Command != "" {
			t.Errorf("%q is for us and for another", text)
		}
	})
}

// FuzzCallback: what is decoded is encoded to the same data; nothing else is read.
func FuzzCallback(f *testing.F) {
	for _, s := range []string{"1q:p2", "0q:x", "", ":", "1:", "1abc:x", "\xff:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		space, data, err := DecodeTap(s)
		if err == nil && EncodeTap(space, data) != s {
			t.Errorf("%q read as %q, %q", s, space, data)
		}
		if err == nil && (space == "" || len(s) > maxCallback) {
			t.Errorf("%q read", s)
		}
		if err != nil && err != ErrForged && err != ErrStale {
			t.Errorf("%q: %v", s, err)
		}
	})
}
