package bot

import (
	"errors"
	"testing"
	"time"

	"incidentbot/bot/tgfake"
	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// TestChosenLanguage: a chat's choice counts more than the client's language.
func TestChosenLanguage(t *testing.T) {
	m := NewMemory()
	if err := m.SetSettings(t.Context(), ann.ID, Settings{Lang: incident.Ukrainian, Zone: "Europe/Kyiv"}); err != nil {
		t.Fatal(err)
	}
	conversation(t, "language", func(c *Config) { c.Chats, c.Lang = m, incident.Russian }, func(w *world) {
		w.say(w.Private(ann), ann, "/city Kyiv")
		w.say(w.Private(hans), hans, "/city Kyiv")
		w.say(w.Group(-100, "Neighbours"), olena, "/city Kyiv")
	})
}

func TestZone(t *testing.T) {
	if z := (Settings{Zone: "Europe/Kyiv"}).zone(time.UTC); z.String() != "Europe/Kyiv" {
		t.Errorf("zone %s", z)
	}
	for _, name := range []string{"", "Nowhere/Land", "../../etc/passwd"} {
		if z := (Settings{Zone: name}).zone(time.UTC); z != time.UTC {
			t.Errorf("zone of %q: %s", name, z)
		}
	}
}

func TestPost(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		w := start(t, s, nil)
		c := s.Private(ann)
		a := sampleEvent(handlers.Request{Lang: "en"}, "Kyiv")
		m := Compose(&a, []handlers.Button{{Label: "more", Data: EncodeTap("x", "1")}})
		sent, err := w.bot.Post(t.Context(), c.ID, m, Urgent)
		if err != nil || sent.ID != 1 || len(s.Buttons(c.ID, sent.ID)) != 2 {
			t.Errorf("sent %+v, %v, buttons %q", sent, err, s.Buttons(c.ID, sent.ID))
		}
		w.pass(time.Second)
		photo := Message{HTML: "one", Photo: &Photo{PNG: []byte("PNG")}, Ref: new(Ref)}
		if _, err := w.bot.Post(t.Context(), c.ID, photo, Normal); err != nil {
			t.Fatal(err)
		}
		photo.HTML, photo.Edit = "two", true
		if _, err := w.bot.Post(t.Context(), c.ID, photo, Normal); err != nil || s.Shown(c.ID)[1] != "two" {
			t.Errorf("caption edited to %q, %v", s.Shown(c.ID), err)
		}
		s.Block(c.ID)
		if _, err := w.bot.Post(t.Context(), c.ID, Message{HTML: "x"}, Normal); !errors.Is(err, ErrChatGone) {
			t.Errorf("post into a chat that is gone: %v", err)
		}
		want := Stats{Sent: 3, Failed: 1, Chats: 1}
		if got := w.bot.Outbox().Stats(); got != want {
			t.Errorf("stats %+v, want %+v", got, want)
		}
		w.end()
	})
}

func TestAdministers(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		w := start(t, s, nil)
		g := s.Group(-100, "G")
		s.Admin(g, ann)
		for user, want := range map[int64]bool{ann.ID: true, olena.ID: false} {
			if got, err := w.bot.Administers(t.Context(), g.ID, user); got != want || err != nil {
				t.Errorf("%d administers: %v, %v", user, got, err)
			}
		}
		w.end()
	})
}

func TestCutUnits(t *testing.T) {
	for in, want := range map[string]string{"abc": "abc", "abcdef": "abcd…", "аб😀😀": "аб😀…", "😀😀😀": "😀😀…"} {
		if got := cutUnits(in, 5); got != want || unitsOf(got) > 5 {
			t.Errorf("cutUnits(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestAskersAreForgotten: the limiters of people at rest do not pile up.
func TestAskersAreForgotten(t *testing.T) {
	a := newAskers(Rate{User: 2})
	now := time.Unix(1_700_000_000, 0)
	for id := range int64(maxAskers) {
		a.ask(id+1, 0, now)
	}
	if v := a.ask(1, 0, now); v != allowed {
		t.Error("the second of two questions is refused")
	}
	if v := a.ask(1, 0, now); v != warn {
		t.Error("the third is not")
	}
	now = now.Add(20 * time.Second)
	a.ask(-1, 0, now)
	if n := len(a.m); n != maxAskers+1 {
		t.Errorf("%d kept, want all: none is at rest", n)
	}
	now = now.Add(2 * time.Minute)
	a.ask(-2, 0, now)
	if n := len(a.m); n != 1 {
		t.Errorf("%d kept", n)
	}
}
