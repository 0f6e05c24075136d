package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

func inline(t *testing.T, h *handlers.Handlers, l incident.Lang, text, offset string) handlers.Cards {
	t.Helper()
	return h.Inline(t.Context(), handlers.Request{Text: text, Lang: l, Now: now, Zone: kyivTime(t)}, offset)
}

func TestInline(t *testing.T) {
	h := newHandlers(t)
	for _, tt := range []struct {
		lang  incident.Lang
		text  string
		cards int
		first string // begins the first card's title
		cache time.Duration
	}{
		{"en", "", 7, "Kharkiv, 20 May 2024", 10 * time.Second},
		{"en", "kyiv", 1, "Kyiv, 2 January 2024", 10 * time.Second},
		{"en", "khar", 4, "Kharkiv, 20 May 2024", 10 * time.Second},
		{"en", "Kharkyv 2024-01-02", 1, "Kharkiv, 2 January 2024", time.Hour},
		{"uk", "харків 2 січня 2024", 1, "Харків, 2 січня 2024", time.Hour},
		{"ru", "одесса", 1, "Одесса, 10 мая 2024", 10 * time.Second},
		{"en", "2024-01-02", 3, "", time.Hour},
		{"en", "gas pipes", 1, "Kyiv, 2 January 2024", 10 * time.Second},
		{"en", "nothing of the kind", 0, "", 10 * time.Second},
	} {
		got := inline(t, h, tt.lang, tt.text, "")
		if (len(got.Cards) < tt.cards || len(got.Cards) > tt.cards && tt.text != "khar") || got.Cache != tt.cache {
			t.Errorf("%q: %d cards for %v, want %d for %v", tt.text, len(got.Cards), got.Cache, tt.cards, tt.cache)
		}
		if len(got.Cards) > 0 && !strings.HasPrefix(got.Cards[0].Title, tt.first) {
			t.Errorf("%q: first card is %q, want %q…", tt.text, got.Cards[0].Title, tt.first)
		}
		if (len(got.Cards) == 0) != (got.Hint != "") {
			t.Errorf("%q: hint %q beside %d cards", tt.text, got.Hint, len(got.Cards))
		}
		for _, c := range got.Cards {
			if c.ID == "" || len(c.ID) > 64 || c.Description == "" || len(c.Answer.Sources) == 0 {
				t.Errorf("%q: card %+v", tt.text, c)
			}
			check(t, tt.text, c.Answer)
		}
	}
}

func TestInlineOffsetsOfStrangers(t *testing.T) {
	h := newHandlers(t)
	for _, offset := range []string{"-1", "x", "99999999999999999999", "1e3"} {
		if got := inline(t, h, "en", "", offset); len(got.Cards) != 7 {
			t.Errorf("%q: %d cards", offset, len(got.Cards))
		}
	}
	if got := inline(t, h, "en", "", "7"); len(got.Cards) != 0 || got.Next != "" || got.Hint != "" {
		t.Errorf("past the end: %+v", got)
	}
}

func TestInlineOfABrokenArchiveGivesAHint(t *testing.T) {
	a := broken{newArchive(t, samples()), context.DeadlineExceeded}
	h, err := handlers.New(a, handlers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := inline(t, h, "en", "kyiv", ""); len(got.Cards) != 0 || got.Hint == "" {
		t.Errorf("%+v", got)
	}
}
