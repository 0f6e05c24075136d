package chat

import (
	"strings"
	"testing"

	"incidentbot/bot/tgfake"
	"incidentbot/index"
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
