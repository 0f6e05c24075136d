package bot

import (
	"context"
	"errors"
	"testing"
	"time"

	"incidentbot/bot/tgfake"
	"incidentbot/handlers"
)

func TestConversations(t *testing.T) {
	conversation(t, "private", nil, func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/city Kyiv")
		w.say(c, ann, "the strike in Kharkiv")
		w.say(c, ann, "Please 😀 /city Lviv")
		w.say(c, ann, "/nonsense <b>")
		w.say(c, ann, "/long")
		w.say(c, ann, "/city Sumy", tgfake.Captioned())
		w.say(c, ann, "/panic")
		w.say(c, ann, "/empty")
		w.say(c, ann, "/city@other_bot Kyiv")
		w.say(w.Private(olena), olena, "/city Київ")
		w.say(w.Private(ivan), ivan, "/city Киев")
		w.say(w.Private(hans), hans, "/city Kiew")
	})
	conversation(t, "group", nil, func(w *world) {
		c := w.Group(-100, "Neighbours")
		w.say(c, ann, "good morning")
		w.say(c, ann, "/ban somebody")
		w.say(c, ann, "/city Kyiv")
		w.say(c, ann, "/nonsense@incident_test_bot")
		w.say(c, ann, "/city@other_bot Kyiv")
		w.say(c, olena, "@Incident_Test_Bot, Odesa?")
		w.say(c, olena, "and Mykolaiv?", tgfake.ReplyTo(w.LastID(c.ID)))
		w.say(c, olena, "thanks", tgfake.ReplyTo(1))
		w.say(c, olena, "and?", tgfake.ReplyTo(w.LastID(c.ID)))
	})
	conversation(t, "topic", nil, func(w *world) {
		w.say(w.Forum(-101, "Forum"), ann, "/city Kyiv", tgfake.InTopic(7))
		w.Fail(tgfake.Fault{Method: "sendMessage", Code: 400, Text: "Bad Request: message thread not found"})
		w.say(w.Forum(-101, "Forum"), ann, "/city Kyiv", tgfake.InTopic(8))
	})
	conversation(t, "channel", nil, func(w *world) {
		c := w.Channel(-102, "News")
		w.Post(c, "/city Kyiv")
		w.Post(c, "/city@incident_test_bot Kyiv")
		w.pass(5 * time.Second)
	})
}

func TestTaps(t *testing.T) {
	conversation(t, "taps", nil, func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/city Kyiv")
		id := w.LastID(c.ID)
		for _, data := range []string{"1q:p2", "1q:p2", "1q:p1", "0q:p2", "1q:gone", "1q:panic", "1zz:x", "", "q", "1q", "\x00\xff", "1q:" + string(make([]byte, 62)), "99999:p"} {
			w.Tap(c, ann, id, data)
			w.pass(3 * time.Second)
		}
		w.Tap(c, ann, 999, "1q:p2")
		w.pass(3 * time.Second)
		w.TapInline(olena, "inline-1", "1q:p2")
		w.pass(3 * time.Second)
	})
	conversation(t, "longpages", nil, func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/city Kyiv")
		for _, data := range []string{"1q:long", "1q:p1", "1q:long"} {
			w.Tap(c, ann, w.LastID(c.ID), data)
			w.pass(9 * time.Second)
		}
		if n := len(w.Shown(c.ID)); n != 3 {
			w.t.Errorf("%d messages stand", n)
		}
	})
	conversation(t, "extra", func(c *Config) {
		c.Hooks.Taps = map[string]func(context.Context, *Turn, string) string{
			"p": func(_ context.Context, t *Turn, data string) string {
				t.Send(Message{HTML: Escape("panel " + data), Ref: NewRef(t.Message.ID), Edit: true})
				return "!set"
			},
		}
		c.Hooks.Commands = map[string]func(context.Context, *Turn){
			"panel": func(_ context.Context, t *Turn) {
				t.Send(Message{HTML: "<b>panel</b>", Buttons: [][]handlers.Button{{{Label: "on", Data: EncodeTap("p", "on")}}}})
			},
		}
		c.Hooks.Message = func(_ context.Context, t *Turn) bool {
			if t.Message.ForwardOrigin != nil {
				t.Send(Message{HTML: "a forwarded post"})
				return true
			}
			return false
		}
	}, func(w *world) {
		c := w.Group(-100, "Neighbours")
		w.say(c, ann, "/panel")
		w.Tap(c, ann, w.LastID(c.ID), "1p:on")
		w.pass(5 * time.Second)
		w.say(w.Private(ann), ann, "news", tgfake.With("forward_origin", map[string]any{"type": "hidden_user", "sender_user_name": "X", "date": 1}))
		w.say(w.Private(ann), ann, "", tgfake.With("location", map[string]any{"latitude": 50.4, "longitude": 30.5}))
	})
}

func TestEdits(t *testing.T) {
	conversation(t, "edits", nil, func(w *world) {
		c := w.Private(ann)
		id := w.say(c, ann, "/city Kiyv")
		w.Rewrite(c, id, "/city Kyiv")
		w.pass(5 * time.Second)
		w.Rewrite(c, id, "/long")
		w.pass(5 * time.Second)
		w.Rewrite(c, id, "/city Lviv")
		w.pass(8 * time.Second)
		g := w.Group(-100, "Neighbours")
		id = w.say(g, ann, "Kyiv?")
		w.Rewrite(g, id, "@incident_test_bot Kyiv?")
		w.pass(5 * time.Second)
	})
}

func TestPictures(t *testing.T) {
	conversation(t, "pictures", nil, func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/map")
		w.say(c, ann, "/map")
		w.say(c, ann, "/export")
		w.Fail(tgfake.Fault{Method: "sendPhoto", Code: 400, Text: "Bad Request: wrong file identifier/HTTP URL specified"})
		w.say(c, ann, "/map")
	})
}

func TestInline(t *testing.T) {
	conversation(t, "inline", nil, func(w *world) {
		w.Inline(ann, "kyiv", "")
		w.pass(time.Second)
		w.Inline(ann, "kyiv", "2")
		w.pass(time.Second)
		w.Inline(ann, "nothing", "")
		w.pass(time.Second)
	})
}

func TestFaults(t *testing.T) {
	var events []string
	conversation(t, "faults", func(c *Config) {
		c.Hooks.Gone = func(_ context.Context, chat int64) { events = append(events, "gone") }
		c.Hooks.Moved = func(_ context.Context, from, to int64) { events = append(events, "moved") }
		c.Hooks.Back = func(_ context.Context, chat int64) { events = append(events, "back") }
	}, func(w *world) {
		c := w.Private(ann)
		for _, f := range []tgfake.Fault{
			{Code: 429, RetryAfter: 7},
			{HTML: true},
			{Drop: tgfake.BeforeWork},
			{Drop: tgfake.AfterWork},
			{Slow: 2 * time.Second},
			{Code: 500},
			{Code: 400, Text: "Bad Request: strange"},
		} {
			f.Method = "sendMessage"
			w.Fail(f)
			w.say(c, ann, "/city Kyiv")
			w.pass(10 * time.Second)
		}
		g := w.Group(-9, "Small group")
		w.Migrate(-9, -1009)
		w.say(g, ann, "/city Kyiv")
		w.Block(ann.ID)
		w.say(c, ann, "/city Kyiv")
		w.Unblock(ann.ID)
		w.Membership(c, ann, "member", "kicked")
		w.Membership(c, ann, "kicked", "member")
		w.pass(time.Second)
		want := []string{"moved", "gone", "gone", "back"}
		if got := events; len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[3] != want[3] {
			w.t.Errorf("hooks told of %v, want %v", got, want)
		}
	})
}

func TestTooFast(t *testing.T) {
	conversation(t, "toofast", func(c *Config) { c.Rate = Rate{User: 3, Chat: 100} }, func(w *world) {
		c := w.Private(olena)
		for range 6 {
			w.Say(c, olena, "/help")
		}
		w.pass(10 * time.Second)
		w.pass(time.Minute)
		w.say(c, olena, "/help")
	})
}

func TestCommandsOffered(t *testing.T) {
	conversation(t, "commands", nil, func(w *world) {
		for scope, want := range map[string]string{"all_private_chats/uk": "city help", "all_private_chats/": "city help", "all_group_chats/ru": "city"} {
			if got := w.Commands(splitKey(scope)); got != want {
				w.t.Errorf("commands of %s: %q, want %q", scope, got, want)
			}
		}
	})
}

func splitKey(s string) (scope, lang string) {
	for i := range s {
		if s[i] == '/' {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

func TestFailedArchive(t *testing.T) {
	conversation(t, "failed", func(c *Config) {
		c.Asker = askerFunc(func(context.Context, handlers.Request) handlers.Answer {
			return handlers.Answer{Status: handlers.Failed, Err: errors.New("disk"), Blocks: []handlers.Block{{Spans: []handlers.Span{{Text: "The archive failed."}}}}}
		})
	}, func(w *world) { w.say(w.Private(ann), ann, "/city Kyiv") })
}
