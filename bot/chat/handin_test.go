package chat

import (
	"context"
	"strings"
	"testing"

	"incidentbot/bot/tgfake"
	"incidentbot/index"
	"incidentbot/index/incident"
)

const post = "A drone hit an apartment block in Sumy overnight. Two people were killed and seven injured, the regional governor Oleh Hryhorov said on Sunday."

var forwarded = tgfake.With("forward_origin", map[string]any{
	"type": "channel", "date": 1705827600, "message_id": 12, "chat": map[string]any{"id": -1007, "type": "channel", "title": "Sample Channel", "username": "sample_channel"},
})

func TestHandedIn(t *testing.T) {
	conversation(t, "intake", func(w *world) {
		w.say(w.Private(oleh), oleh, "/status") // operators have spoken to the bot before
		c := w.Private(ann)
		w.say(c, ann, post, forwarded)
		w.tap(c, ann, "i:p")
		w.tap(w.Private(oleh), oleh, "c:yp.id1")
		w.tap(w.Private(oleh), oleh, "c:yp.id1")
		w.say(c, ann, strings.Repeat("The ministers spoke of trade and of the weather. ", 8))
		w.say(c, ann, "https://sample.example/article")
		o := w.Private(oleh)
		w.say(o, oleh, post, forwarded)
		w.tap(o, oleh, "i:a")
	})
}

// TestHandedInMore: what joins an event or contradicts it, a link, files of one and of several articles.
func TestHandedInMore(t *testing.T) {
	conversation(t, "handin", func(w *world) {
		w.say(w.Private(oleh), oleh, "/status")
		c, o := w.Private(ann), w.Private(oleh)
		w.desk.Fetch = func(_ context.Context, url string) (incident.Article, error) {
			return incident.Article{URL: url, Outlet: "Sample Page", Published: "2024-01-21T09:00:00Z", PublishedBasis: incident.PublishedGiven, Text: post}, nil
		}
		w.desk.ReadFile = func(_ context.Context, name, _ string) ([]incident.Article, error) {
			other := "Missiles hit Ternopil on November 19, 2025. Forty people were killed and 94 injured, the emergency service said."
			all := []incident.Article{{Title: name, Text: other}, {Title: name, Text: post}}
			return all[:len(name)-len("a.txt")+1], nil
		}
		file := func(name string) tgfake.Option {
			return tgfake.With("document", map[string]any{"file_id": "f1", "file_unique_id": "u1", "file_name": name})
		}
		w.say(c, ann, "https://sample.example/article")
		w.say(c, ann, "", file("a.txt"))
		w.say(c, ann, "", file("ab.txt"))
		w.Tap(c, ann, w.LastID(c.ID), "1i:p")
		w.pass()
		w.say(o, oleh, "", file("ab.txt"))
		w.tap(o, oleh, "i:a")
	})
}

// TestWrongWave: the figures of a wave can be corrected too.
func TestWrongWave(t *testing.T) {
	conversation(t, "wrong", func(w *world) {
		w.say(w.Private(oleh), oleh, "/status")
		c := w.Private(ivan)
		w.say(c, ivan, "/event "+w.sampleEvent("Kharkiv", "2024-01-02").ID)
		w.Tap(c, ivan, w.LastID(c.ID), w.Buttons(c.ID, w.LastID(c.ID))[0]) // the whole wave
		w.pass()
		w.tap(c, ivan, "sintercepted")
		w.say(c, ivan, "The air force said 71 later.", tgfake.ReplyTo(w.LastID(c.ID)))
		w.tap(w.Private(oleh), oleh, "c:yc.id1")
	})
}

func TestFollowAndWrong(t *testing.T) {
	a, err := archive()
	if err != nil {
		t.Fatal(err)
	}
	p, err := a.Events(t.Context(), index.Filter{MinKilled: 1, Limit: 1})
	if err != nil || len(p.Events) == 0 {
		t.Fatalf("no event with a toll in the sample archive: %v", err)
	}
	id := p.Events[0].ID
	conversation(t, "follow", func(w *world) {
		w.say(w.Private(oleh), oleh, "/status")
		c := w.Private(ann)
		w.say(c, ann, "/follow")
		w.say(c, ann, "/follow "+id)
		w.say(c, ann, "/follow "+id)
		w.say(c, ann, "/follow 0000000000")
		w.say(c, ann, "/event "+id)
		w.tap(c, ann, "skilled")
		w.say(c, ann, "The mayor said 8 on Monday.", tgfake.ReplyTo(w.LastID(c.ID)))
		w.tap(w.Private(oleh), oleh, "c:nc.id1")
		w.say(c, ann, "/stop")
	})
}
