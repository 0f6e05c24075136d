package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"incidentbot/bot/tgfake"
)

// quiet is a writer that several goroutines may use.
type quiet struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (q *quiet) Write(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.b.Write(p)
}

func (q *quiet) String() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.b.String()
}

// command runs one command line in this process.
func command(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err quiet
	code = run(t.Context(), env{in: strings.NewReader(stdin), out: &out, err: &err, now: time.Now}, args)
	return code, out.String(), err.String()
}

// eventually waits for what another goroutine does.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not in time: %s", what)
		}
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// TestServe runs the bot against the fake Bot API, and beside it the commands
// that reach its archive through the control socket.
func TestServe(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a whole process's parts")
	}
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	fake := tgfake.New(time.Now)
	api := httptest.NewServer(fake)
	defer api.Close()
	data, sight, pushed := filepath.Join(t.TempDir(), "d"), freeAddress(t), freeAddress(t)
	t.Setenv("INCIDENTBOT_TELEGRAM_API_URL", api.URL)
	t.Setenv("INCIDENTBOT_DATA", data)
	t.Setenv("INCIDENTBOT_METRICS_LISTEN", sight)
	t.Setenv("INCIDENTBOT_PUSH_LISTEN", pushed)
	t.Setenv("INCIDENTBOT_PUSH_TOKEN", "let-me-in")
	t.Setenv("INCIDENTBOT_TELEGRAM_TOKEN", tgfake.Token)

	ctx, stop := context.WithCancel(t.Context())
	var out, log quiet
	ended := make(chan int)
	go func() {
		ended <- run(ctx, env{in: strings.NewReader(""), out: &out, err: &log, now: time.Now}, []string{"serve"})
	}()
	defer func() {
		stop()
		began := time.Now()
		if code := <-ended; code != exitOK {
			t.Errorf("serve ended with %d:\n%s", code, log.String())
		}
		if d := time.Since(began); d > 10*time.Second {
			t.Errorf("the stop took %s", d)
		}
		if strings.Contains(log.String(), tgfake.Token) || strings.Contains(log.String(), "let-me-in") {
			t.Errorf("a secret stands in the log:\n%s", log.String())
		}
		if p := fake.Problems(); len(p) > 0 {
			t.Errorf("Telegram would not like it: %v", p)
		}
		http.DefaultClient.CloseIdleConnections()
	}()
	eventually(t, "ready", func() bool { return status(t, "http://"+sight+"/readyz") == http.StatusOK })

	beside(t, pushed)

	user := tgfake.User{ID: 7, Name: "A", Lang: "en"}
	fake.Say(fake.Private(user), user, "/city Kharkiv")
	eventually(t, "an answer in Telegram", func() bool {
		return strings.Contains(strings.Join(fake.Shown(user.ID), "\n"), "killed: 3")
	})
	eventually(t, "both articles in the metrics", func() bool {
		return strings.Contains(body(t, "http://"+sight+"/metrics"), "incidentbot_articles 2\n")
	})
}

// beside uses the data folder while serve has it.
func beside(t *testing.T, pushed string) {
	t.Helper()
	const kharkiv = `{"id":"a","outlet":"A Wire","published":"2024-05-25","text":"A Russian missile hit Kharkiv on May 25. Three people were killed and 12 were wounded, mayor Ihor Terekhov said."}`
	if code, out, errs := command(t, kharkiv, "ingest", "-"); code != exitOK || !strings.Contains(out, "1 read, 1 new") {
		t.Fatalf("ingest beside serve: %d %s %s", code, out, errs)
	}
	if code, out, errs := command(t, "", "ask", "/city", "Kharkiv"); code != exitOK || !strings.Contains(out, "killed: 3 [1]") {
		t.Errorf("ask beside serve: %d %s %s", code, out, errs)
	}
	if code, out, errs := command(t, "", "events", "--format", "csv"); code != exitOK || !strings.Contains(out, "Kharkiv") {
		t.Errorf("events beside serve: %d %s %s", code, out, errs)
	}
	if code, _, errs := command(t, "", "events", "--from", "soon"); code != exitUsage || !strings.Contains(errs, "YYYY-MM-DD") {
		t.Errorf("a mistake beside serve: %d %s", code, errs)
	}
	if code, _, errs := command(t, "", "doctor", "--alive"); code != exitOK {
		t.Errorf("doctor --alive: %d %s", code, errs)
	}
	if code, out, errs := command(t, "", "doctor"); code != exitOK || !strings.Contains(out, "served by a running process") {
		t.Errorf("doctor beside serve: %d %s %s", code, out, errs)
	}
	if code, _, errs := command(t, "", "serve"); code != exitFailed || !strings.Contains(errs, "in use by process") {
		t.Errorf("a second serve: %d %s", code, errs)
	}
	if code, _, errs := command(t, "", "rebuild"); code != exitFailed || !strings.Contains(errs, "in use by process") {
		t.Errorf("rebuild beside serve: %d %s", code, errs)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+pushed+"/articles",
		strings.NewReader(`{"id":"p","published":"2024-06-02","text":"Russian drones attacked Sumy on June 2. One person was injured, officials said."}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer let-me-in")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("push: %s", resp.Status)
	}
}

func status(t *testing.T, address string) int {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

func body(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestServeWithAWrongToken ends at once with a clear line.
func TestServeWithAWrongToken(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a whole process's parts")
	}
	api := httptest.NewServer(tgfake.New(time.Now))
	defer api.Close()
	t.Setenv("INCIDENTBOT_TELEGRAM_API_URL", api.URL)
	t.Setenv("INCIDENTBOT_DATA", filepath.Join(t.TempDir(), "d"))
	t.Setenv("INCIDENTBOT_TELEGRAM_TOKEN", "1:wrong")
	code, _, errs := command(t, "", "serve")
	if code != exitFailed || !strings.Contains(errs, "@BotFather") {
		t.Errorf("%d %s", code, errs)
	}
}

// TestServeWebhook: updates come to the webhook's own port; a caller without the
// secret is turned away.
func TestServeWebhook(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a whole process's parts")
	}
	fake := tgfake.New(time.Now)
	api := httptest.NewServer(fake)
	defer api.Close()
	hook, sight := freeAddress(t), freeAddress(t)
	for key, value := range map[string]string{
		"TELEGRAM_API_URL": api.URL, "TELEGRAM_TOKEN": tgfake.Token, "DATA": filepath.Join(t.TempDir(), "d"), "METRICS_LISTEN": sight,
		"WEBHOOK_URL": "https://bot.example/hook", "WEBHOOK_LISTEN": hook, "WEBHOOK_SECRET": "s3cret",
	} {
		t.Setenv("INCIDENTBOT_"+key, value)
	}
	ctx, stop := context.WithCancel(t.Context())
	var out, log quiet
	ended := make(chan int)
	go func() {
		ended <- run(ctx, env{in: strings.NewReader(""), out: &out, err: &log, now: time.Now}, []string{"serve"})
	}()
	defer func() {
		stop()
		if code := <-ended; code != exitOK {
			t.Errorf("serve ended with %d:\n%s", code, log.String())
		}
	}()
	eventually(t, "ready", func() bool { return status(t, "http://"+sight+"/readyz") == http.StatusOK })

	resp, err := http.Post("http://"+hook+"/hook", "application/json", strings.NewReader(`{"update_id":1}`))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("without the secret: %s", resp.Status)
	}
	user := tgfake.User{ID: 7, Name: "A", Lang: "en"}
	fake.Say(fake.Private(user), user, "/start")
	port := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: hook})
	eventually(t, "an update taken", func() bool { return fake.Deliver(port) == http.StatusOK && fake.Pending() == 0 })
	eventually(t, "an answer in Telegram", func() bool { return len(fake.Shown(user.ID)) > 0 })
}
