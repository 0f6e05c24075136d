package chat

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/bot/tgfake"
	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/extract"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/sample"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// The people of the tests: Ann administers groups, Oleh operates the bot.
var (
	ann   = tgfake.User{ID: 501, Name: "Ann", Username: "ann", Lang: "en"}
	olena = tgfake.User{ID: 502, Name: "Olena", Lang: "uk"}
	ivan  = tgfake.User{ID: 503, Name: "Ivan", Lang: "ru"}
	oleh  = tgfake.User{ID: 900, Name: "Oleh", Lang: "en"}
)

// today is when the conversations take place: after the newest of the samples.
var today = time.Date(2025, 12, 1, 9, 0, 0, 0, time.UTC)

// archive is one sample archive for all conversations of the package: they only
// read it. What is added goes to added instead.
var archive = sync.OnceValues(func() (*index.Archive, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	a, err := index.Open(context.Background(), index.Options{Places: g, Extract: extract.New(g).Extract, Sample: true})
	if err != nil {
		return nil, err
	}
	var as []incident.Article
	for one, err := range sample.Articles() {
		if err != nil {
			return nil, err
		}
		as = append(as, one)
	}
	if _, err := a.Add(context.Background(), as); err != nil {
		return nil, err
	}
	return a, a.Sync(context.Background())
})

func TestMain(m *testing.M) {
	if os.Getenv(killDir) != "" { // the process that TestKill kills
		if err := alertUntilKilled(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	go runOutside()
	code := m.Run()
	close(outside.run)
	if a, err := archive(); err == nil {
		_ = a.Close()
	}
	os.Exit(code)
}

// readOnly notes what would be added or withdrawn.
type readOnly struct {
	Archive
	mu       sync.Mutex
	noted    []string
	articles []incident.Article
	faults   int // how often Add still fails
}

func (r *readOnly) failing(times int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = times
}

func (r *readOnly) Add(_ context.Context, as []incident.Article) ([]index.Added, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.faults > 0 {
		r.faults--
		return nil, &index.WriteError{Err: errors.New("no room")}
	}
	r.articles = append(r.articles, as...)
	out := make([]index.Added, len(as))
	for i, a := range as {
		r.noted = append(r.noted, fmt.Sprintf("added: outlet %q, published %q, %d bytes", a.Outlet, a.Published, len(a.Text)))
		out[i] = index.Added{Article: "a", Status: index.New}
	}
	return out, nil
}

func (r *readOnly) Withdraw(_ context.Context, w index.Withdrawal) (uint64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.noted = append(r.noted, fmt.Sprintf("withdrawn: %s of article %q by %s", w.Field, w.Article, w.By))
	return 1, nil
}

// Search runs outside the test's bubble: it reads the journal, whose connection
// serves all tests and must not be answered on a channel of one of them.
func (r *readOnly) Search(_ context.Context, q index.TextQuery) (hits index.Hits, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	outside.run <- func() { hits, err = r.Archive.Search(context.Background(), q) }
	<-outside.done
	return hits, err
}

// Coverage says that the newest article came today: the journal has another clock.
func (r *readOnly) Coverage(ctx context.Context) (index.Coverage, error) {
	c, err := r.Archive.Coverage(ctx)
	c.Updated = today.Format(time.RFC3339)
	return c, err
}

// outside is a goroutine of no bubble, which TestMain starts.
var outside = struct {
	run  chan func()
	done chan struct{}
}{make(chan func()), make(chan struct{})}

func runOutside() {
	for f := range outside.run {
		f()
		outside.done <- struct{}{}
	}
}

// memory is a bucket that forgets.
type memory struct{ *bot.Memory }

func (m memory) Get(ctx context.Context, key string) (index.Entry, error) {
	v, err := m.Memory.Get(ctx, key)
	if v == nil && err == nil {
		err = index.ErrNoKey
	}
	return index.Entry{Key: key, Value: v}, err
}

func (m memory) Put(ctx context.Context, key string, value []byte) (uint64, error) {
	return 1, m.Memory.Put(ctx, key, value)
}

func (m memory) All(ctx context.Context) iter.Seq2[index.Entry, error] {
	return func(yield func(index.Entry, error) bool) {
		keys, err := m.Keys(ctx, "")
		if err != nil {
			yield(index.Entry{}, err)
			return
		}
		for _, k := range keys {
			if e, err := m.Get(ctx, k); !yield(e, err) {
				return
			}
		}
	}
}

// world is a bot with a desk on a fake server.
type world struct {
	*tgfake.Server
	t       *testing.T
	desk    *Desk
	archive *readOnly
	rate    bot.Rate
	kept    map[string]*bot.Memory // what the bot keeps, by what of
}

// newWorld makes a server over the samples, on the day of the conversations.
func newWorld(t *testing.T) *world {
	t.Helper()
	a, err := archive()
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Until(today)) // a bubble's clock begins in 2000, before the samples
	return &world{Server: tgfake.New(time.Now), t: t, archive: &readOnly{Archive: a}}
}

func (w *world) say(c tgfake.Chat, u tgfake.User, text string, opts ...tgfake.Option) int {
	id := w.Say(c, u, text, opts...)
	w.pass()
	return id
}

// tap taps the button of the chat's last message whose data ends with end.
func (w *world) tap(c tgfake.Chat, u tgfake.User, end string) {
	id := w.LastID(c.ID)
	data := "no button " + end
	for _, d := range w.Buttons(c.ID, id) {
		if strings.HasSuffix(d, end) {
			data = d
		}
	}
	w.Tap(c, u, id, data)
	w.pass()
}

func (w *world) pass() {
	time.Sleep(5 * time.Second)
	synctest.Wait()
}

// conversation plays a conversation and compares its transcript, and what was
// done to the archive, with the golden of its name. before is done before the bot starts.
func conversation(t *testing.T, name string, play func(w *world), before ...func(w *world)) {
	t.Helper()
	if _, err := archive(); err != nil { // opened outside the test's bubble
		t.Fatal(err)
	}
	t.Run(name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			for _, prepare := range before {
				prepare(w)
			}
			stop := w.start(t)
			play(w)
			w.pass()
			stop()
			for _, p := range w.Problems() {
				t.Errorf("the server complains: %s", p)
			}
			tgfake.Golden(t, name, w.Transcript()+strings.Join(w.archive.noted, "\n")+"\n", *update)
		})
	})
}

func (w *world) start(t *testing.T) (stop func()) {
	t.Helper()
	w.kept = map[string]*bot.Memory{"chats": bot.NewMemory(), "events told": bot.NewMemory(), "ledger": bot.NewMemory(), "bot": bot.NewMemory()}
	h, err := handlers.New(w.archive, handlers.Options{Words: []fs.FS{Words}, Beside: CommandNames()})
	if err != nil {
		t.Fatal(err)
	}
	store, err := alert.OpenStore(t.Context(), memory{w.kept["chats"]}, memory{w.kept["events told"]})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	w.desk = New(Options{
		Store: store, Ledger: memory{w.kept["ledger"]}, Archive: w.archive, Handlers: h, Operators: []int64{oleh.ID}, Zone: time.UTC,
		Policy: alert.Policy{MaxAge: 48 * time.Hour, Gather: time.Hour, Zone: time.UTC}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		Status: func(context.Context) []string { return []string{"journal: well"} },
		NewID:  func() string { n++; return fmt.Sprintf("id%d", n) },
	})
	b, err := bot.New(bot.Config{
		Token: tgfake.Token, HTTP: tgfake.Client{Server: w.Server}, Asker: h, Inliner: h, Commands: commands(h, w.desk), Chats: w.desk, Store: w.kept["bot"], Rate: w.rate, Hooks: w.desk.Hooks(), Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.desk.Attach(b)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	synctest.Wait()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// commands are the handlers' and the desk's, as the program offers them.
func commands(h *handlers.Handlers, d *Desk) []bot.Command {
	var out []bot.Command
	for i, c := range h.Commands(incident.English) {
		out = append(out, bot.Command{Name: c.Name, Description: map[incident.Lang]string{}, Groups: true})
		for _, l := range incident.Langs {
			out[i].Description[l] = h.Commands(l)[i].Description
		}
	}
	return append(out, d.Commands()...)
}

func TestConversations(t *testing.T) {
	conversation(t, "alerts", func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/alerts")
		w.say(c, ann, "/alerts Kharkiv Київ killed>=1 quiet 22:00-07:00")
		w.say(c, ann, "/alerts +Одессе drone")
		w.say(c, ann, "/alerts Kharkiw")
		w.say(c, ann, "/alerts blah blah")
		w.say(c, ann, "/alerts near 20")
		w.say(c, ann, "/alerts test")
		w.say(c, ann, "/replay 2024-01-02")
		w.say(c, ann, "/alerts Kharkiv Київ quiet 22:00-07:00")
		w.say(c, ann, "/replay 2 січня 2024")
		w.say(c, ann, "/replay")
		w.say(c, ann, "/alerts off")
	})
	conversation(t, "panel", func(w *world) {
		c := w.Private(olena)
		w.say(c, olena, "/alerts")
		for _, label := range []string{" all", " wdrone", " k", " s", " q", " b", " q", " d", " d", " d", " n", " off"} {
			w.tap(c, olena, label)
		}
	})
	conversation(t, "group", func(w *world) {
		c := w.Group(-100, "Neighbours")
		w.Admin(c, ann)
		w.say(c, ivan, "/alerts Харьков")
		w.say(c, ann, "/alerts Kharkiv")
		w.tap(c, ivan, " s")
		w.tap(c, ann, " s")
		w.say(c, ivan, "/lang ru")
		w.say(c, ann, "/lang ru")
		p := w.Private(ann)
		w.say(p, ann, "/start cfg_"+target{-100, 0}.String())
		panel := tgfake.ReplyTo(w.LastID(p.ID))
		w.say(p, ann, "/alerts +Кривий Ріг", panel)
		w.say(p, ann, "/alerts +Ivanivka drone", panel)
		w.tap(p, ann, "=707451")
		w.say(p, ann, "/zone Europe/Kyiv", panel)
		w.say(p, ann, "/lang uk", panel)
		w.say(p, ann, "/alerts")
		w.say(w.Private(ivan), ivan, "/start cfg_"+target{-100, 0}.String())
		w.say(c, ann, "/zone")
		w.say(c, ann, "/stop")
	})
	conversation(t, "settings", func(w *world) {
		c := w.Private(ann)
		w.say(c, ann, "/lang")
		w.tap(c, ann, ":uk")
		w.say(c, ann, "/zone")
		w.say(c, ann, "/zone Europe/Kyiv")
		w.say(c, ann, "/zone Mars")
		w.say(c, ann, "/status")
		w.say(w.Private(oleh), oleh, "/status")
		w.say(c, ann, "/stop")
	})
}
