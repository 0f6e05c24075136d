package bot

import (
	"testing"
)

func TestConversations(t *testing.T) {
	conversation(t, "private", nil, func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/city Kyiv")
		w.say(c, ann, "what happened in Kharkiv")
		w.say(c, ann, "Please 😀 /city Lviv")
		w.say(c, ann, "/long")
		w.say(w.Private(olena), olena, "/city Київ")
		w.say(w.Private(ivan), ivan, "/city Киев")
		w.say(w.Private(hans), hans, "/city Kiew")
	})
}
