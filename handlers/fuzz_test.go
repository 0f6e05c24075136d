package handlers_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// check holds what is true of every answer.
func check(t *testing.T, question string, a handlers.Answer) {
	t.Helper()
	if len(a.Blocks) == 0 {
		t.Errorf("%q: nothing said", question)
	}
	cited := map[int]bool{}
	for _, b := range a.Blocks {
		for _, s := range b.Spans {
			cited[s.Source] = true
			if s.Source < 0 || s.Source > len(a.Sources) {
				t.Errorf("%q: source [%d] of %d", question, s.Source, len(a.Sources))
			}
			if !utf8.ValidString(s.Text) || strings.ContainsFunc(s.Text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
				t.Errorf("%q: echoes what cannot be shown: %q", question, s.Text)
			}
			if strings.Contains(s.Text, "{{") || s.Text == "" && s.Source == 0 {
				t.Errorf("%q: unfilled or empty span %q", question, s.Text)
			}
		}
	}
	for i, s := range a.Sources {
		if s.N != i+1 {
			t.Errorf("%q: source %d is numbered %d", question, i+1, s.N)
		}
	}
	for _, row := range a.Buttons {
		for _, b := range row {
			checkButton(t, question, b)
		}
	}
}

func checkButton(t *testing.T, question string, b handlers.Button) {
	t.Helper()
	if len(b.Data) > 60 || b.Label == "" || b.Data == "" && b.URL == "" && b.Share == "" {
		t.Errorf("%q: bad button %+v", question, b)
	}
	if b.Data == "" {
		return
	}
	q, err := handlers.ParseData(b.Data)
	if err != nil {
		t.Errorf("%q: button %q cannot be read: %v", question, b.Data, err)
	}
	if again, ok := q.Data(); !ok || again != b.Data {
		t.Errorf("%q: button %q is written again as %q", question, b.Data, again)
	}
}

func FuzzHandle(f *testing.F) {
	for _, s := range []string{
		"", "/", "/city", "/city Kyiv", "/date 2024-01-02", "/search \u202e<b>", "/event \x00", "/toll Kharkiv May 2024",
		"what happened in Kharkiv on 2 January 2024?", "що сталося в Харкові вчора", "что было в Белгороде 5 мая", "/near 1 2 3 nan", "/compare x 1 2",
		strings.Repeat("/city Київ ", 1000), "/city@bot Kyiv", "\xff\xfe", "/map", "/chart 1 2", "/export csv",
	} {
		f.Add(s, false)
	}
	for _, s := range []string{"1L;p703448;o5", "1S;ogaz", "1e;eabcdefghij", "2L", "1L;p;f;t", "1L;o99999999999999", "1n;aNaN;bInf", "1x;xexe", "1L;w999"} {
		f.Add(s, true)
	}
	h := newHandlers(f)
	zone := kyivTime(f)
	f.Fuzz(func(t *testing.T, text string, tap bool) {
		for _, l := range incident.Langs {
			check(t, text, h.Handle(t.Context(), handlers.Request{Text: text, Tap: tap, Lang: l, Now: now, Zone: zone}))
		}
	})
}

func TestArchiveFails(t *testing.T) {
	a := broken{newArchive(t, samples()), errors.New("disk")}
	h, err := handlers.New(a, handlers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"/latest", "/search gas", "/toll", "/export", "/sources", "/city Kyiv"} {
		got := h.Handle(t.Context(), handlers.Request{Text: q, Lang: "en", Now: now})
		if got.Status != handlers.Failed || !errors.Is(got.Err, a.err) {
			t.Errorf("%s: status %v, error %v", q, got.Status, got.Err)
		}
		if strings.Contains(handlers.Text(got, 0), "disk") {
			t.Errorf("%s tells the user the error: %s", q, handlers.Text(got, 0))
		}
	}
}
