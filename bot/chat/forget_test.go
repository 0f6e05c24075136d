package chat

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"incidentbot/bot"
	"incidentbot/bot/tgfake"
)

// keeps notes what the bot keeps, by store, and in which values some words stand.
func (w *world) keeps(when string, words ...string) {
	w.t.Helper()
	w.archive.noted = append(w.archive.noted, "== kept "+when)
	for _, store := range slices.Sorted(maps.Keys(w.kept)) {
		keys, err := w.kept[store].Keys(w.t.Context(), "")
		if err != nil {
			w.t.Fatal(err)
		}
		for _, k := range keys {
			v, err := w.kept[store].Get(w.t.Context(), k)
			if err != nil {
				w.t.Fatal(err)
			}
			said := slices.DeleteFunc(slices.Clone(words), func(s string) bool { return !strings.Contains(string(v), s) })
			if store != "bot" || len(said) > 0 { // the bot's own are marks of updates that are done
				w.archive.noted = append(w.archive.noted, strings.TrimSpace(store+": "+k+" "+strings.Join(said, ", ")))
			}
		}
	}
}

// TestForgetting: /privacy says what is kept, which is all that is kept, and
// /stop deletes it: settings, alerts of every topic, what was handed in. Nothing
// is sent afterwards, and other chats keep theirs.
func TestForgetting(t *testing.T) {
	conversation(t, "forgetting", func(w *world) {
		e := w.sampleEvent("Poltava", "2024-09-03")
		c, other, forum := w.Private(ann), w.Private(olena), w.Forum(-300, "Neighbours")
		w.Admin(forum, ann)
		w.say(forum, ann, "/alerts Poltava", tgfake.InTopic(7))
		w.say(c, ann, "/privacy")
		w.say(c, ann, "/lang uk")
		w.say(c, ann, "/zone Europe/Kyiv")
		w.say(c, ann, "/alerts Poltava")
		w.say(c, ann, "/follow "+e.ID)
		w.say(c, ann, "what happened in Poltava?")
		w.say(c, ann, "/event "+e.ID)
		w.tap(c, ann, "skilled")
		w.say(c, ann, "The mayor said 8.", tgfake.ReplyTo(w.LastID(c.ID)))
		f, stop := w.alerts()
		f.put(e)
		w.pass()
		w.say(other, olena, "/alerts Полтава") // now: two told at once are told in any order
		w.keeps("before /stop", "The mayor", "happened in", "Ann")
		w.say(c, ann, "/stop")
		w.say(forum, ann, "/stop", tgfake.InTopic(7))
		w.keeps("after /stop", "The mayor", "happened in", "Ann")
		f.put(kills(e, 90))
		w.pass()
		stop()
		w.say(c, ann, "/alerts")
		w.say(c, ann, "/zone")
		w.say(forum, ann, "/alerts", tgfake.InTopic(7))
	})
}

// TestTooMany: who asks too fast is asked once to wait; others are
// answered meanwhile, until the chat as a whole asks too fast.
func TestTooMany(t *testing.T) {
	conversation(t, "toomany", func(w *world) {
		c := w.Group(-100, "Neighbours")
		for range 4 {
			w.Say(c, ann, "/zone")
		}
		w.say(c, ivan, "/zone")
		for range 3 {
			w.Say(c, olena, "/zone")
		}
		w.pass()
		w.say(w.Private(ann), ann, "/zone")
		time.Sleep(time.Minute)
		w.say(c, ann, "/zone")
	}, func(w *world) { w.rate = bot.Rate{User: 2, Chat: 4} })
}
