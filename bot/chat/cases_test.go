package chat

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"incidentbot/bot/alert"
	"incidentbot/bot/tgfake"
	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// feed is an archive for the alerter whose changes a conversation makes.
type feed struct {
	handlers.Archive
	mu     sync.Mutex
	moved  chan struct{}
	events map[string]incident.Event
	seq    uint64
}

func (f *feed) put(e incident.Event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seq++
	e.Seq, e.Revision = f.seq, int(f.seq)
	f.events[e.ID] = e
	close(f.moved)
	f.moved = make(chan struct{})
}

func (f *feed) Wait(ctx context.Context, after uint64) (uint64, error) {
	for {
		f.mu.Lock()
		seq, moved := f.seq, f.moved
		f.mu.Unlock()
		if seq > after {
			return seq, nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func (f *feed) Changed(_ context.Context, after uint64) iter.Seq2[incident.Event, error] {
	f.mu.Lock()
	all := slices.SortedFunc(maps.Values(f.events), func(a, b incident.Event) int { return int(a.Seq) - int(b.Seq) })
	f.mu.Unlock()
	return func(yield func(incident.Event, error) bool) {
		for _, e := range all {
			if e.Seq > after && !yield(e, nil) {
				return
			}
		}
	}
}

func (f *feed) Event(_ context.Context, id string) (incident.Event, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	e, ok := f.events[id]
	if !ok {
		return e, index.ErrNotFound
	}
	return e, nil
}

// Events returns all that has changed, for digests.
func (f *feed) Events(context.Context, index.Filter) (index.Page, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	es := slices.SortedFunc(maps.Values(f.events), func(a, b incident.Event) int { return strings.Compare(a.ID, b.ID) })
	return index.Page{Events: es, Total: len(es)}, nil
}

// alerts starts an alerter for the world's chats, fed by the conversation; known
// are the events that it finds when it starts.
func (w *world) alerts(known ...incident.Event) (f *feed, stop func()) {
	f = &feed{Archive: w.archive, moved: make(chan struct{}), events: map[string]incident.Event{}}
	for _, e := range known {
		f.put(e)
	}
	a := alert.New(f, w.desk.Store, w.desk, Sender{w.desk.post}, w.desk.Policy, time.Now, w.desk.Log, 32)
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	return f, func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Error(err)
		}
	}
}

// sampleEvent is an event of the samples as if it happened today.
func (w *world) sampleEvent(place, day string) incident.Event {
	w.t.Helper()
	d, err := incident.ParseDay(day)
	if err != nil {
		w.t.Fatal(err)
	}
	page, err := w.archive.Events(w.t.Context(), index.Filter{Places: placeIDs(w.archive.Places(), place), From: d, To: d, NoBackground: true, Limit: 1})
	if err != nil || len(page.Events) == 0 {
		w.t.Fatalf("no event of %s on %s: %v", place, day, err)
	}
	e := page.Events[0]
	e.Date, e.DateEnd = incident.DayOf(time.Now()), 0
	return e
}

func placeIDs(g *gazetteer.Gazetteer, name string) []string { return []string{g.Lookup(name)[0].ID} }

// kills is the event with another toll.
func kills(e incident.Event, n int32) incident.Event {
	f := *e.Killed
	f.Interval, f.Lead, f.Others = incident.Exactly(n), incident.Exactly(n), nil
	e.Killed = &f
	return e
}

func TestChannel(t *testing.T) {
	conversation(t, "channel", func(w *world) {
		c := w.Channel(-200, "Poltava news")
		w.post(c, "Good morning")
		w.post(c, "/city@incident_test_bot Poltava")
		w.post(c, "/alerts@incident_test_bot Полтава")
		f, stop := w.alerts()
		w.tells(f)
		stop()
		w.post(c, "/alerts@incident_test_bot off")
	})
}

func TestTopic(t *testing.T) {
	conversation(t, "topic", func(w *world) {
		c := w.Forum(-300, "Neighbours")
		w.Admin(c, ann)
		open := w.say(c, ann, "/latest", tgfake.InTopic(7))
		w.say(c, ann, "/city Uman", tgfake.InTopic(7), tgfake.ReplyTo(open))
		w.say(c, ann, "/alerts Poltava", tgfake.InTopic(7))
		w.tap(c, ann, " s")
		w.say(c, ann, "/alerts", tgfake.InTopic(9))
		f, stop := w.alerts()
		w.tells(f)
		stop()
	})
}

// TestDiscreet: without sentences, the sources are still named.
func TestDiscreet(t *testing.T) {
	conversation(t, "discreet", func(w *world) {
		w.desk.Policy.NoQuotes = true
		c := w.Private(ann)
		w.say(c, ann, "/alerts Poltava")
		f, stop := w.alerts()
		w.tells(f)
		stop()
	})
}

// TestDigestMessage: a digest in the chat's language, also where the bot was away in its hour.
func TestDigestMessage(t *testing.T) {
	conversation(t, "digest", func(w *world) {
		c, o := w.Private(olena), w.Private(ivan)
		w.say(c, olena, "/alerts Полтава, Тернопіль, дайджест 10")
		w.say(o, ivan, "/alerts Полтава дайджест 11")
		f, stop := w.alerts()
		f.put(w.sampleEvent("Poltava", "2024-09-03"))
		f.put(w.sampleEvent("Ternopil", "2025-11-19"))
		time.Sleep(70 * time.Minute)
		stop()
		time.Sleep(5 * time.Hour)
		_, stop = w.alerts(w.sampleEvent("Poltava", "2024-09-03"))
		w.pass()
		stop()
	})
}

// TestAlertWords: an alert's life in Ukrainian and Russian, as a burst too.
func TestAlertWords(t *testing.T) {
	for _, u := range []tgfake.User{olena, ivan} {
		conversation(t, "words-"+u.Lang, func(w *world) {
			w.say(w.Private(u), u, "/alerts Полтава Киев")
			f, stop := w.alerts()
			f.put(w.sampleEvent("Kyiv", "2024-07-08"))
			w.pass()
			w.tells(f)
			stop()
		})
	}
}

// tells has an event of Poltava happen, rise and end.
func (w *world) tells(f *feed) {
	e := w.sampleEvent("Poltava", "2024-09-03")
	f.put(kills(e, 41))
	w.pass()
	f.put(kills(e, 51))
	w.pass()
	e = kills(e, 51)
	e.Grade = incident.GradeWithdrawn
	f.put(e)
	w.pass()
}

func (w *world) post(c tgfake.Chat, text string) {
	w.Post(c, text)
	w.pass()
}

func TestInline(t *testing.T) {
	conversation(t, "inline", func(w *world) {
		ask := func(u tgfake.User, query, offset string) {
			w.Inline(u, query, offset)
			w.pass()
		}
		ask(ann, "krama", "")
		ask(olena, "харків 2 січня 2024", "")
		ask(ivan, "Белгарод", "")
		ask(ann, "2024-01-02", "")
		ask(ann, "missile", "10")
		ask(ann, "missile", "100")
		ask(ann, "Lisbon aquarium", "")
	})
}

func TestFiles(t *testing.T) {
	conversation(t, "files", func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/export Kharkiv")
		w.say(c, ann, "/export geojson Kharkiv 2024-01-02")
		w.say(c, ann, "/export Lisbon")
		w.say(c, ann, "/export")
		w.say(w.Private(olena), olena, "/export Київ")
	})
}

func TestPictures(t *testing.T) {
	conversation(t, "pictures", func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/map Kharkiv 2024")
		w.say(c, ann, "/map Kharkiv 2024") // by its id
		w.say(w.Private(olena), olena, "/map Харків 2024")
		w.say(c, ann, "/chart Kyiv 2024")
		w.say(w.Private(ivan), ivan, "/chart Киев 2024")
		w.say(c, ann, "/map Lisbon")
	})
}

func TestNearAndReplies(t *testing.T) {
	conversation(t, "near", func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/near")
		at := w.say(c, ann, "", tgfake.With("location", map[string]any{"latitude": 49.99, "longitude": 36.23}))
		w.say(c, ann, "/near", tgfake.ReplyTo(at))
		w.tap(c, ann, "b49.990;b36.230;r30") // no such button
		w.tap(c, ann, "r30")
		w.say(c, ann, "/alerts near 20", tgfake.ReplyTo(at))
		w.tap(c, ann, " c")
		w.tap(c, ann, " c")
		w.tap(c, ann, " c")
		w.tap(c, ann, " r")
	})
	conversation(t, "replies", func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/toll Kharkiv 2024")
		w.say(c, ann, "and Odesa?", tgfake.ReplyTo(w.LastID(c.ID)))
		w.say(c, ann, "/export", tgfake.ReplyTo(w.LastID(c.ID)))
		g := w.Group(-100, "Neighbours")
		w.say(g, ivan, "/city Харьков")
		w.say(g, ivan, "а Одесса?", tgfake.ReplyTo(w.LastID(g.ID)))
		w.say(g, ivan, "а Сумы?") // addressed to nobody
	})
	conversation(t, "namesakes", func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/city Pervomaisk")
		if bs := w.Buttons(c.ID, w.LastID(c.ID)); len(bs) > 0 {
			w.Tap(c, ann, w.LastID(c.ID), bs[0])
			w.pass()
		}
		w.say(c, ann, "/alerts Ivanivka killed>=1")
		if bs := w.Buttons(c.ID, w.LastID(c.ID)); len(bs) > 0 {
			w.Tap(c, ann, w.LastID(c.ID), bs[0])
			w.pass()
		}
	})
}

func TestMenu(t *testing.T) {
	conversation(t, "menu", func(w *world) {
		for _, scope := range []string{"default", "all_private_chats", "all_group_chats"} {
			for _, l := range []string{"", "en", "uk", "ru"} {
				w.archive.noted = append(w.archive.noted, "== "+scope+"/"+l, w.CommandMenu(scope, l))
			}
		}
	})
}

// examples are the commands as people write them: every command has one.
var examples = map[string]string{
	"start": "/start", "help": "/help", "about": "/about", "privacy": "/privacy", "city": "/city Poltava", "region": "/region Kharkiv Oblast",
	"district": "/district Kupiansk district", "place": "/place Hroza", "date": "/date 2024-03-15", "day": "/day 2024-03-15", "search": "/search superstore",
	"latest": "/latest", "event": "/event {event}", "toll": "/toll Odesa 2024", "compare": "/compare {event} 1 2", "accuracy": "/accuracy",
	"near": "/near 46.48 30.72", "map": "/map Odesa", "chart": "/chart Odesa 2024", "export": "/export Odesa", "sources": "/sources",
	"follow": "/follow {event}", "alerts": "/alerts Odesa", "lang": "/lang", "zone": "/zone Europe/Kyiv", "stop": "/stop", "status": "/status",
	"replay": "/replay 2024-03-15",
}

// TestEveryCommand plays every command that the handlers and the desk know, so
// that a new one needs a line here and a golden.
func TestEveryCommand(t *testing.T) {
	conversation(t, "every", func(w *world) {
		names := handlers.CommandNames()
		for name := range w.desk.Hooks().Commands {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		c := w.Private(oleh)
		event := w.sampleEvent("Odesa", "2024-03-15").ID
		for _, name := range names {
			text, ok := examples[name]
			if !ok {
				w.t.Errorf("no example of /%s", name)
			}
			before := w.LastID(c.ID)
			if w.say(c, oleh, strings.ReplaceAll(text, "{event}", event)); w.LastID(c.ID) == before+1 {
				w.t.Errorf("%s is not answered", text)
			}
		}
	})
}
