package bot

import (
	"bytes"
	"context"
	"flag"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"incidentbot/bot/tgfake"
	"incidentbot/handlers"
	"incidentbot/index/incident"
)

var update = flag.Bool("update", false, "rewrite the goldens")

func TestMain(m *testing.M) {
	// bleve starts its workers when it is loaded.
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

// The people and places of the tests.
var (
	ann   = tgfake.User{ID: 501, Name: "Ann", Username: "ann", Lang: "en"}
	olena = tgfake.User{ID: 502, Name: "Olena", Lang: "uk"}
	ivan  = tgfake.User{ID: 503, Name: "Ivan", Lang: "ru-RU"}
	hans  = tgfake.User{ID: 504, Name: "Hans", Lang: "de"}
)

// askerFunc is an Asker.
type askerFunc func(context.Context, handlers.Request) handlers.Answer

func (f askerFunc) Handle(ctx context.Context, r handlers.Request) handlers.Answer { return f(ctx, r) }

// world is a bot on a fake server, inside a synctest bubble.
type world struct {
	*tgfake.Server
	t    *testing.T
	bot  *Bot
	logs *lockedBuffer
	stop context.CancelFunc
	err  chan error
}

// lockedBuffer is a log's end.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// config is the tests' bot.
func config(s *tgfake.Server, logs io.Writer) Config {
	m := NewMemory()
	return Config{
		Token: tgfake.Token, HTTP: tgfake.Client{Server: s}, Asker: askerFunc(sampleAnswer), Inliner: sampleCards{},
		Chats: m, Store: m, Now: time.Now, Log: slog.New(slog.NewTextHandler(logs, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Commands: []Command{
			{Name: "city", Groups: true, Description: map[incident.Lang]string{"en": "a city's attacks", "uk": "атаки на місто", "ru": "атаки на город"}},
			{Name: "help", Description: map[incident.Lang]string{"en": "what I can do", "uk": "що я вмію", "ru": "что я умею"}},
		},
	}
}

// start runs a bot on a server until stop or the test's end.
func start(t *testing.T, s *tgfake.Server, change func(*Config)) *world {
	t.Helper()
	w := &world{Server: s, t: t, logs: new(lockedBuffer), err: make(chan error, 1)}
	c := config(s, w.logs)
	if change != nil {
		change(&c)
	}
	b, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	var ctx context.Context
	ctx, w.stop = context.WithCancel(t.Context())
	w.bot = b
	go func() { w.err <- b.Run(ctx) }()
	synctest.Wait()
	return w
}

// pass lets time go by, so that limits allow what waits.
func (w *world) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// say sends a message and waits for the answer.
func (w *world) say(c tgfake.Chat, u tgfake.User, text string, opts ...tgfake.Option) int {
	id := w.Say(c, u, text, opts...)
	w.pass(5 * time.Second)
	return id
}

// end stops the bot and checks what must hold after every test.
func (w *world) end() {
	w.t.Helper()
	w.stop()
	if err := <-w.err; err != nil {
		w.t.Errorf("Run: %v", err)
	}
	for _, p := range w.Problems() {
		w.t.Errorf("the server complains: %s", p)
	}
	if log := w.logs.String(); strings.Contains(log, tgfake.Token) {
		w.t.Errorf("the token is in the log:\n%s", log)
	}
	for _, said := range []string{"Kyiv", "Київ", "Odesa", "/help"} {
		if strings.Contains(w.logs.String(), said) {
			w.t.Errorf("%q, which somebody said, is in the log:\n%s", said, w.logs)
		}
	}
}

// conversation plays a conversation and compares its transcript with the golden of its name.
func conversation(t *testing.T, name string, change func(*Config), play func(w *world)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := start(t, tgfake.New(time.Now), change)
			play(w)
			w.pass(5 * time.Second)
			w.end()
			tgfake.Golden(t, name, w.Transcript(), *update)
		})
	})
}

// sampleAnswer answers as a handlers value would, from a sample of our own.
func sampleAnswer(_ context.Context, r handlers.Request) handlers.Answer {
	cmd, arg, _ := strings.Cut(r.Text, " ")
	span := func(s string) []handlers.Span { return []handlers.Span{{Text: s}} }
	switch {
	case r.Text == "panic":
		panic("a fault of the test's")
	case r.Tap && r.Text == "long":
		return handlers.Answer{Blocks: []handlers.Block{{Spans: span(strings.Repeat("long page ", 900))}}, Buttons: [][]handlers.Button{{{Label: "›", Data: "p3"}}}}
	case r.Tap && strings.HasPrefix(r.Text, "p"):
		return handlers.Answer{
			Lang: r.Lang, Blocks: []handlers.Block{{Kind: handlers.Title, Spans: span("Page " + r.Text[1:])}},
			Buttons: [][]handlers.Button{{{Label: "‹", Data: "p1"}, {Label: "›", Data: "p2"}}},
		}
	case r.Tap, cmd == "/nonsense":
		return handlers.Answer{Status: handlers.Mistake, Blocks: []handlers.Block{{Kind: handlers.Line, Spans: span("I do not know " + r.Text)}}}
	case cmd == "/long":
		return handlers.Answer{Blocks: []handlers.Block{{Kind: handlers.Line, Spans: span(strings.Repeat(strings.Repeat("слово ", 60)+"\n\n", 14))}}}
	case cmd == "/empty":
		return handlers.Answer{}
	case cmd == "/panic":
		panic("a fault of the test's")
	case cmd == "/map":
		return handlers.Answer{
			Blocks:  []handlers.Block{{Kind: handlers.Line, Spans: span("The map's words.")}},
			Picture: &handlers.Picture{Key: "map-1", Caption: "Map <1>", Draw: func() ([]byte, error) { return []byte("PNG"), nil }},
		}
	case cmd == "/export":
		return handlers.Answer{
			Blocks: []handlers.Block{{Kind: handlers.Line, Spans: span("1 event")}},
			File:   &handlers.File{Name: "events.csv", Type: "text/csv", Data: []byte("id\n1\n")},
		}
	}
	if arg == "" {
		arg = r.Text
	}
	return sampleEvent(r, arg)
}

// sampleEvent is an answer with everything an answer can have.
func sampleEvent(r handlers.Request, place string) handlers.Answer {
	return handlers.Answer{
		Lang: r.Lang,
		Blocks: []handlers.Block{
			{Kind: handlers.Title, Spans: []handlers.Span{{Text: place + ", 2 January (" + string(r.Lang) + ")", Style: handlers.Bold}}},
			{Kind: handlers.Line, Spans: []handlers.Span{{Text: "killed: 1 "}, {Source: 1}, {Text: "; 2 "}, {Source: 2}}},
			{Kind: handlers.Item, Spans: []handlers.Span{{Text: "a <fire> & smoke"}}},
			{Kind: handlers.Gap},
			{Kind: handlers.Note, Spans: []handlers.Span{{Text: "2 independent sources"}}},
			{Kind: handlers.Quote, Spans: []handlers.Span{{Source: 1}, {Text: " Sample Wire: “one person was killed”"}}},
		},
		Sources: []handlers.Source{
			{N: 1, Outlet: "Sample Wire", URL: "https://wire.example/a?x=1&y=2", Published: "2024-01-02"},
			{N: 2, Outlet: "Sample <Post>", URL: "javascript:alert(1)", Published: "2024-01-02"},
		},
		Buttons:  [][]handlers.Button{{{Label: "Page 2", Data: "p2"}}, {{Label: "Source", URL: "https://wire.example/a"}, {Label: "Share", Share: place}}},
		Question: handlers.Question{Kind: handlers.KindList, Words: place},
	}
}

// sampleCards answers inline queries.
type sampleCards struct{}

// Inline returns two cards for any words, none for "nothing".
func (sampleCards) Inline(_ context.Context, r handlers.Request, offset string) handlers.Cards {
	if r.Text == "nothing" {
		return handlers.Cards{Hint: "Ask in private", Start: "help"}
	}
	return handlers.Cards{
		Cards: []handlers.Card{{ID: "e1" + offset, Title: r.Text, Description: "1 killed", Answer: sampleEvent(r, r.Text)}, {ID: "e2", Title: "second", Answer: sampleEvent(r, "second")}},
		Next:  "2", Cache: time.Minute,
	}
}
