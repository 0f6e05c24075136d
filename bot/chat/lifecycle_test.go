package chat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/bot/tgfake"
	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/incident"
)

// phone is a chat's side of the alerts: it keeps what is shown, as a transcript.
type phone struct {
	mu    sync.Mutex
	lines []string
	last  int
	moved chan struct{}
}

func (p *phone) note(what string, a handlers.Answer) {
	m := bot.Compose(&a)
	if n := len([]rune(m.HTML)); n > 6000 {
		what += fmt.Sprintf(" TOO LONG: %d", n)
	}
	p.lines = append(p.lines, what+"\n    "+strings.ReplaceAll(m.HTML, "\n", "\n    "))
	close(p.moved)
	p.moved = make(chan struct{})
}

func (p *phone) Send(_ context.Context, _ int64, a handlers.Answer, o alert.Options) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	what := fmt.Sprintf("sends #%d", p.last)
	if o.ReplyTo != 0 {
		what += fmt.Sprintf(" in reply to #%d", o.ReplyTo)
	}
	p.note(what, a)
	return p.last, nil
}

func (p *phone) Edit(_ context.Context, _ int64, message int, a handlers.Answer) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.note(fmt.Sprintf("edits #%d", message), a)
	return nil
}

// mark begins a chapter of the transcript and returns how long it is.
func (p *phone) mark(name string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lines = append(p.lines, "== "+name)
	return len(p.lines)
}

// wait waits until the transcript has n entries.
func (p *phone) wait(t *testing.T, n int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		p.mu.Lock()
		have, moved := len(p.lines), p.moved
		p.mu.Unlock()
		if have >= n {
			return
		}
		select {
		case <-moved:
		case <-ctx.Done():
			t.Fatalf("%d things shown, %d due:\n%s", have, n, strings.Join(p.lines, "\n"))
		}
	}
}

// story is an article of the lifecycle.
func story(id, outlet, at, text string) incident.Article {
	return incident.Article{
		ID: id, Outlet: outlet + " (sample)", Lang: incident.English, Published: "2024-05-05T" + at + ":00Z", PublishedBasis: incident.PublishedGiven,
		Title: "Sumy", Text: text, URL: "https://sample.invalid/" + id,
	}
}

// TestLifecycle follows one event through the real archive: first report, a
// rising toll, a second source, a corrected version, a burst, a withdrawal.
func TestLifecycle(t *testing.T) {
	dir := t.TempDir()
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent(), goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
	now := func() time.Time { return waveDay.Add(15 * time.Minute) }
	a, _, err := waveArchive(dir, time.Now().UnixNano())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	d, err := waveDesk(a, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Store.Change(t.Context(), 1, 0, func(c *chatRecord) { c.Sub = &alert.Subscription{} }); err != nil {
		t.Fatal(err)
	}
	p := &phone{moved: make(chan struct{})}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- alert.New(a, d.Store, d, p, d.Policy, now, slog.New(slog.DiscardHandler), 1).Run(ctx)
	}()
	for _, s := range lifecycle {
		due := p.mark(s.name) + s.shows
		s.do(t, a)
		p.wait(t, due)
	}
	stop()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	tgfake.Golden(t, "lifecycle", strings.Join(p.lines, "\n")+"\n", *update)
	if i := slices.IndexFunc(p.lines, func(s string) bool { return strings.Contains(s, "TOO LONG") }); i >= 0 {
		t.Error("a message is too long")
	}
}

// lifeStep is one change of the archive, and how many sends and edits it leads to.
type lifeStep struct {
	name  string
	shows int
	do    func(*testing.T, *index.Archive)
}

func adds(as ...incident.Article) func(*testing.T, *index.Archive) {
	return func(t *testing.T, a *index.Archive) {
		if _, err := a.Add(t.Context(), as); err != nil {
			t.Fatal(err)
		}
	}
}

func withdraws(article string) func(*testing.T, *index.Archive) {
	return func(t *testing.T, a *index.Archive) {
		if _, err := a.Withdraw(t.Context(), index.Withdrawal{Article: article, Reason: "test", By: "test"}); err != nil {
			t.Fatal(err)
		}
	}
}

var lifecycle = []lifeStep{
	{"the first report", 1, adds(story("s1", "Wire", "08:00", "A Russian drone hit an apartment block in Sumy on May 5, 2024. Two people were killed and seven injured, the governor Oleh Hryhorov said."))},
	{"the toll rises", 2, adds(story("s2", "Wire", "09:00", "After the drone attack on Sumy on May 5, 2024 rescuers worked all morning. Three people were killed and nine injured, the governor Oleh Hryhorov said."))},
	{"a second source", 2, adds(story("s3", "Herald", "10:00", "Rescuers have finished their work in Sumy. Three people were killed there when a drone struck a residential building on May 5, 2024, the emergency service said."))},
	{"more injured: an edit without a word", 1, adds(story("s4", "Herald", "10:15", "Twelve people were injured in the drone attack on Sumy on May 5, 2024, the emergency service said."))},
	{"one more city, within the burst", 1, adds(story("b1", "Wire", "10:30", "A Russian missile struck a factory in Poltava on May 5, 2024. One person was injured, the mayor said."))},
	{"a corrected version of an article", 2, adds(story("s3", "Herald", "11:00", "Correction: rescuers have finished their work in Sumy. Two people were killed there when a drone struck a residential building on May 5, 2024, the emergency service said."))},
	{"an article withdrawn: all that was known of Poltava", 2, withdraws("b1")},
}
