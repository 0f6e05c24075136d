package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"incidentbot/bot/tgfake"
	"incidentbot/handlers"
)

// alone runs f in a bubble with a server.
func alone(t *testing.T, f func(t *testing.T, s *tgfake.Server)) {
	synctest.Test(t, func(t *testing.T) { f(t, tgfake.New(time.Now)) })
}

func TestBadToken(t *testing.T) {
	for _, token := range []string{"123:wrong", "nonsense"} {
		alone(t, func(t *testing.T, s *tgfake.Server) {
			w := start(t, s, func(c *Config) { c.Token = token })
			if err := <-w.err; !errors.Is(err, ErrToken) {
				t.Errorf("Run with token %q: %v, want ErrToken", token, err)
			}
			if strings.Contains(w.logs.String(), token) {
				t.Errorf("the token is in the log:\n%s", w.logs)
			}
		})
	}
	for _, c := range []Config{
		{Token: " "},
		{Token: "12:a/b"},
		{Token: "12:a b"},
		{Token: "12:a\nb"},
		{Token: "12:я"},
		{Token: "12:secret", APIURL: "http://[bad"},
		{Token: "12:secret", APIURL: "api.telegram.org"},
		{Token: "12:secret", APIURL: "ftp://x"},
	} {
		if _, err := New(c); err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "12:a") {
			t.Errorf("New(%+v): %v", c, err)
		}
	}
}

func TestTokenRevoked(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		w := start(t, s, nil)
		s.Fail(tgfake.Fault{Method: "getUpdates", Code: 401})
		w.pass(2 * time.Minute)
		if err := <-w.err; !errors.Is(err, ErrToken) {
			t.Errorf("Run: %v, want ErrToken", err)
		}
	})
}

func TestTelegramDownAtStart(t *testing.T) {
	conversation(t, "down", nil, func(w *world) {
		w.say(w.Private(ann), ann, "/city Kyiv")
	})
	alone(t, func(t *testing.T, s *tgfake.Server) {
		for range 3 {
			s.Fail(tgfake.Fault{Method: "getMe", Drop: tgfake.BeforeWork})
		}
		s.Fail(tgfake.Fault{Method: "deleteWebhook", HTML: true})
		s.Fail(tgfake.Fault{Method: "setMyCommands", Code: 429, RetryAfter: 2})
		s.Fail(tgfake.Fault{Method: "getUpdates", Times: 3, Code: 502})
		w := start(t, s, nil)
		w.pass(2 * time.Minute)
		w.say(s.Private(ann), ann, "/city Kyiv")
		if n := len(s.Shown(ann.ID)); n != 1 {
			t.Errorf("%d answers", n)
		}
		if n := strings.Count(w.logs.String(), "level=ERROR"); n != 5 {
			t.Errorf("%d error lines, want one for each failed try at the start and one for the poll:\n%s", n, w.logs)
		}
		w.end()
	})
}

func TestSecondCopy(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		s.Fail(tgfake.Fault{Method: "getUpdates", Times: 4, Code: 409})
		w := start(t, s, nil)
		w.pass(time.Minute)
		if n := s.Calls("getUpdates"); n > 0 {
			t.Errorf("polled %d times within a minute of conflicts", n)
		}
		w.pass(2 * time.Minute)
		w.say(s.Private(ann), ann, "/city Kyiv")
		log := w.logs.String()
		if strings.Count(log, "another copy of this bot is running") != 4 || strings.Count(log, "level=ERROR") != 1 || !strings.Contains(log, "answers again") {
			t.Errorf("log:\n%s", log)
		}
		if len(s.Shown(ann.ID)) != 1 {
			t.Error("no answer after the conflict")
		}
		w.end()
	})
}

// TestStopDrains: a stop lets what was asked be answered, within ten seconds.
func TestStopDrains(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		w := start(t, s, nil)
		for i := range 5 {
			s.Say(s.Private(ann), ann, fmt.Sprintf("/city N%d", i))
		}
		synctest.Wait()
		begun := time.Now()
		w.end()
		if d := time.Since(begun); d > 10*time.Second {
			t.Errorf("the stop took %v", d)
		}
		if n := len(s.Shown(ann.ID)); n != 5 {
			t.Errorf("%d of 5 answered", n)
		}
		if s.Pending() != 0 {
			t.Errorf("%d updates not confirmed", s.Pending())
		}
	})
}

// TestRestart: what a stop leaves unanswered is answered by the next run, and
// what was answered is not answered again, even if Telegram delivers it again.
func TestRestart(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		store := NewMemory()
		keep := func(c *Config) { c.Store = store }
		w := start(t, s, keep)
		for i := range 25 {
			s.Say(s.Private(ann), ann, fmt.Sprintf("/city N%d", i))
		}
		synctest.Wait()
		begun := time.Now()
		w.end()
		first := len(s.Shown(ann.ID))
		if d := time.Since(begun); d > 10*time.Second || first < 5 || first > 15 {
			t.Errorf("the stop took %v, %d answered", d, first)
		}
		s.Redeliver()
		w = start(t, s, keep)
		w.pass(time.Minute)
		checkOrder(t, s, ann.ID, 25)
		w.end()
		keys, err := store.Keys(t.Context(), updatePrefix)
		if err != nil || len(keys) != 25 {
			t.Errorf("%d keys, %v", len(keys), err)
		}
	})
}

// fullDisk is a store that keeps nothing.
type fullDisk struct{ *Memory }

func (fullDisk) Put(context.Context, string, []byte) error {
	return errors.New("no space left on device")
}

// TestFullDisk: polled questions are answered, a webhook's are to come again.
func TestFullDisk(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		w := start(t, s, func(c *Config) { c.Store = fullDisk{NewMemory()} })
		w.say(s.Private(ann), ann, "/city Kyiv")
		w.say(s.Private(ann), ann, "/map")
		if n := len(s.Shown(ann.ID)); n != 3 || !strings.Contains(w.logs.String(), "no space left") {
			t.Errorf("%d messages; log:\n%s", n, w.logs)
		}
		w.end()
	})
	alone(t, func(t *testing.T, s *tgfake.Server) {
		w := start(t, s, func(c *Config) {
			c.Store, c.Webhook = fullDisk{NewMemory()}, &Webhook{URL: "https://bot.example/hook", Secret: "s"}
		})
		s.Say(s.Private(ann), ann, "/city Kyiv")
		if code := s.Deliver(w.bot.WebhookHandler()); code != http.StatusServiceUnavailable {
			t.Errorf("delivery: %d", code)
		}
		w.end()
	})
}

// TestWrongAddress: an address that is not the Bot API's is no wrong token.
func TestWrongAddress(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		s.Fail(tgfake.Fault{Method: "getMe", HTML: true, Code: 404})
		w := start(t, s, nil)
		if err := <-w.err; err == nil || errors.Is(err, ErrToken) {
			t.Errorf("Run: %v", err)
		}
	})
}

// TestMarksAreBounded: the store does not grow with the updates.
func TestMarksAreBounded(t *testing.T) {
	store := NewMemory()
	in := newIntake(store)
	for id := int64(1); id <= 1000; id++ {
		if known, err := in.take(t.Context(), id, []byte("{}")); known || err != nil {
			t.Fatal(known, err)
		}
		if err := in.finish(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	keys, _ := store.Keys(t.Context(), updatePrefix)
	if len(keys) != keptMarks {
		t.Errorf("%d keys kept", len(keys))
	}
	again := newIntake(store)
	left, err := again.load(t.Context())
	if err != nil || len(left) != 0 {
		t.Errorf("left %d, %v", len(left), err)
	}
	if known, _ := again.take(t.Context(), 1000, nil); !known {
		t.Error("a handled update is taken again after a restart")
	}
}

// TestBacklog: a chat that asks faster than its limits let it be answered does
// not make the queue grow without end.
func TestBacklog(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		w := start(t, s, nil)
		for range 300 {
			s.Say(s.Group(-100, "G"), ann, "/city Kyiv")
		}
		w.pass(30 * time.Second)
		s.Say(s.Private(olena), olena, "/city Kyiv")
		w.pass(2 * time.Second)
		if n := w.bot.Outbox().Waiting(-100); n > maxBacklog || n < 10 {
			t.Errorf("%d messages wait", n)
		}
		if len(s.Shown(olena.ID)) != 1 {
			t.Error("another chat waits for it")
		}
		w.pass(10 * time.Minute)
		if n := len(s.Shown(-100)); n < maxBacklog || n > maxBacklog+20 {
			t.Errorf("%d answers", n)
		}
		w.end()
	})
}

func TestHostileUpdates(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		w := start(t, s, nil)
		s.Raw("message", map[string]any{"message_id": "not a number"})
		s.Raw("callback_query", map[string]any{"id": "x", "from": map[string]any{"id": 1, "is_bot": false, "first_name": "x"}})
		s.Raw("inline_query", map[string]any{"id": "x"})
		s.Raw("my_chat_member", map[string]any{})
		s.Raw("message", map[string]any{"message_id": 1, "date": 1, "chat": map[string]any{"id": 5, "type": "private"}, "text": "/x", "entities": []map[string]any{{"type": "bot_command", "offset": 0, "length": 0}, {"type": "bot_command", "offset": -5, "length": 1 << 40}}})
		w.say(s.Private(ann), ann, "/city Kyiv")
		if n := len(s.Shown(ann.ID)); n != 1 {
			t.Errorf("%d answers after hostile updates", n)
		}
		if s.Pending() != 1 { // only the newest waits to be confirmed
			w.pass(time.Minute)
		}
		w.end()
	})
}

func TestSlowAnswerShowsTyping(t *testing.T) {
	conversation(t, "typing", func(c *Config) {
		c.Asker = askerFunc(func(ctx context.Context, r handlers.Request) handlers.Answer {
			time.Sleep(2 * time.Second)
			return sampleAnswer(ctx, r)
		})
	}, func(w *world) {
		w.say(w.Private(ann), ann, "/city Kyiv")
		w.say(w.Forum(-101, "Forum"), ann, "/city Kyiv", tgfake.InTopic(7))
	})
}

func TestWebhook(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		w := start(t, s, func(c *Config) { c.Webhook = &Webhook{URL: "https://bot.example/hook", Secret: "s3cret"} })
		h := w.bot.WebhookHandler()
		s.Say(s.Private(ann), ann, "/city Kyiv")
		s.Say(s.Private(ann), ann, "/city Lviv")
		if code := s.Deliver(h); code != http.StatusOK {
			t.Errorf("delivery: %d", code)
		}
		w.pass(5 * time.Second)
		s.Redeliver()
		s.Deliver(h)
		w.pass(5 * time.Second)
		if n := len(s.Shown(ann.ID)); n != 2 {
			t.Errorf("%d answers to 2 questions delivered twice", n)
		}
		for _, c := range []struct {
			method, secret string
			size, want     int
		}{
			{http.MethodGet, "s3cret", 2, 405},
			{http.MethodPost, "", 2, 401},
			{http.MethodPost, "s3cres", 2, 401},
			{http.MethodPost, "s3cret", 2 << 20, 413},
			{http.MethodPost, "s3cret", 2, 200}, // nonsense is passed over: to have it again would help nobody
		} {
			r := httptest.NewRequest(c.method, "/", bytes.NewReader(bytes.Repeat([]byte("x"), c.size)))
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", c.secret)
			rec := httptest.NewRecorder()
			if h.ServeHTTP(rec, r); rec.Code != c.want {
				t.Errorf("%s with %q and %d bytes: %d, want %d", c.method, c.secret, c.size, rec.Code, c.want)
			}
		}
		w.end()
		s.Say(s.Private(ann), ann, "/city Sumy")
		if code := s.Deliver(h); code != http.StatusServiceUnavailable {
			t.Errorf("delivery after the stop: %d", code)
		}
	})
}

// TestWebhookFull: where there is no room, Telegram is to come again.
func TestWebhookFull(t *testing.T) {
	alone(t, func(t *testing.T, s *tgfake.Server) {
		release := make(chan struct{})
		w := start(t, s, func(c *Config) {
			c.Webhook, c.Queue, c.Workers = &Webhook{URL: "https://bot.example/hook", Secret: "s"}, 2, 1
			c.Asker = askerFunc(func(ctx context.Context, r handlers.Request) handlers.Answer {
				<-release
				return sampleAnswer(ctx, r)
			})
		})
		for i := range 4 {
			s.Say(s.Private(ann), ann, fmt.Sprintf("/city N%d", i))
		}
		if code := s.Deliver(w.bot.WebhookHandler()); code != http.StatusServiceUnavailable || s.Pending() != 2 {
			t.Errorf("delivery into a full queue: %d, %d left", code, s.Pending())
		}
		close(release)
		w.pass(5 * time.Second)
		if code := s.Deliver(w.bot.WebhookHandler()); code != http.StatusOK {
			t.Errorf("delivery again: %d", code)
		}
		w.pass(5 * time.Second)
		checkOrder(t, s, ann.ID, 4)
		w.end()
	})
}

// TestRealSockets: the same bot over HTTP and TCP.
func TestRealSockets(t *testing.T) {
	s := tgfake.New(time.Now)
	srv := httptest.NewServer(s)
	defer srv.Close()
	c := config(s, new(lockedBuffer))
	tr := new(http.Transport)
	defer tr.CloseIdleConnections()
	c.APIURL, c.HTTP = srv.URL, tr
	b, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() { over <- b.Run(ctx) }()
	s.Fail(tgfake.Fault{Method: "sendMessage", Drop: tgfake.BeforeWork})
	s.Say(s.Private(ann), ann, "/map")
	for deadline := time.Now().Add(20 * time.Second); len(s.Shown(ann.ID)) < 2 && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
	if err := <-over; err != nil {
		t.Error(err)
	}
	if got := s.Shown(ann.ID); len(got) != 2 || got[1] != "The map's words." {
		t.Errorf("shown %q", got)
	}
	for _, p := range s.Problems() {
		t.Error(p)
	}
}
