package chat

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/bot/tgfake"
	"incidentbot/index"
	"incidentbot/index/incident"
)

var bar = flag.Bool("bar", false, "play the whole wave: 10,000 chats")

// TestWave is one wave of 12 events that grow over 40 updates, through the
// alerter, the outbox and a server that watches Telegram's limits: each chat has
// one message, which ends in the final state, and no reply without its reason.
func TestWave(t *testing.T) {
	chats := 100
	if *bar {
		chats = 10_000
	}
	if _, err := archive(); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.Mute()
		stop := w.start(t)
		ids := w.subscribers(chats)
		begun := time.Now()
		f, rises := w.wave(30 * time.Minute)
		stop()
		t.Logf("%d chats: %d messages, %d edits in %v of simulated time", chats, w.Calls("sendMessage"), w.Calls("editMessageText"), time.Since(begun))
		for _, p := range w.Problems() {
			t.Errorf("the server complains: %s", p)
		}
		final := w.shows(f)
		for _, id := range ids {
			w.checkWave(id, f, final, rises)
		}
	})
}

// subscribers makes chats with alerts of everything; every fifth is a group.
func (w *world) subscribers(n int) []int64 {
	var ids []int64
	for i := range n {
		c := w.Private(tgfake.User{ID: int64(1000 + i), Name: fmt.Sprint("U", i), Lang: "en"})
		if i%5 == 0 {
			c = w.Group(-int64(1000+i), fmt.Sprint("G", i))
		}
		if err := w.desk.Store.Change(w.t.Context(), c.ID, 0, func(r *chatRecord) { r.Sub = &alert.Subscription{} }); err != nil {
			w.t.Fatal(err)
		}
		ids = append(ids, c.ID)
	}
	return ids
}

// wave plays the wave, a minute an update, then waits. It returns how often an event's dead rose.
func (w *world) wave(calm time.Duration) (f *feed, rises int) {
	page, err := w.archive.Events(w.t.Context(), index.Filter{NoBackground: true, Limit: 40})
	if err != nil {
		w.t.Fatal(err)
	}
	es := slices.DeleteFunc(page.Events, func(e incident.Event) bool { return e.Killed == nil })[:12]
	f, stop := w.alerts()
	for u := range 40 {
		e := &es[u%len(es)]
		if u < len(es) {
			e.Date, e.DateEnd = incident.DayOf(time.Now()), 0
			*e = kills(*e, 1)
		} else if u%3 == 0 {
			rises++
			*e = kills(*e, int32(u))
		}
		e.Articles++
		f.put(*e)
		time.Sleep(time.Minute)
	}
	time.Sleep(calm)
	stop()
	return f, rises
}

// checkWave checks what a chat was told, and that it shows final.
func (w *world) checkWave(id int64, f *feed, final string, rises int) {
	posts, shown := w.desk.Store.Get(id, 0).Posts, w.Shown(id)
	if len(posts) != 1 || len(shown) == 0 || len(shown)-1 > rises {
		w.t.Errorf("chat %d: %d posts, %d messages; at most %d replies have a reason", id, len(posts), len(shown), rises)
		return
	}
	if n := len(posts[0].Events); n != len(f.events) {
		w.t.Errorf("chat %d knows %d events, not %d", id, n, len(f.events))
	}
	for _, told := range posts[0].Events {
		if want := f.events[told.Event].Revision; told.Revision != want {
			w.t.Errorf("chat %d was last told revision %d of %s, not %d", id, told.Revision, told.Event, want)
		}
	}
	if got := withoutUpdated(shown[0]); got != final {
		w.t.Errorf("chat %d (-shows +final):\n%s", id, cmp.Diff(got, final))
	}
	replies := slices.Sorted(slices.Values(shown[1:]))
	for i, r := range replies {
		if !strings.Contains(r, "The number of the dead has risen") || i > 0 && r == replies[i-1] {
			w.t.Errorf("chat %d was told without a reason, or twice:\n%s", id, r)
		}
	}
}

// shows is how a chat shows the feed's events as they are now, the severest first.
func (w *world) shows(f *feed) string {
	events := slices.SortedFunc(maps.Values(f.events), func(a, b incident.Event) int {
		if c := slices.Compare([]int32{toll(b.Killed), toll(b.Injured)}, []int32{toll(a.Killed), toll(a.Injured)}); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	a := w.desk.Alert(w.t.Context(), events, 1, incident.English, time.UTC, time.Now())
	text, _, err := tgfake.ParseHTML(bot.Compose(&a).HTML)
	if err != nil {
		w.t.Error(err)
	}
	return withoutUpdated(text)
}

func toll(f *incident.Figure) int32 {
	if f == nil {
		return 0
	}
	return f.Lead.Floor()
}

// withoutUpdated drops the line that says when a message was changed.
func withoutUpdated(text string) string {
	lines := strings.Split(text, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return strings.HasPrefix(s, "updated ") }), "\n")
}
