package index

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"incidentbot/index/incident"
)

// cluster starts a server of its own, as an operator would run beside the bot.
func cluster(t *testing.T) string {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("no server")
	}
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	return s.ClientURL()
}

// Two nodes over one journal have the same events, an article that both add is
// one, and a lease is one node's.
func TestNodes(t *testing.T) {
	url := cluster(t)
	node := func() *Archive {
		o := testOptions(t.TempDir())
		o.JournalURL = url
		a, err := Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a, b := node(), node()
	defer b.Close()
	both := article("both", "A", "2024-05-10", "Told to two nodes. Kharkiv 2024-05-10 drone: 3 killed.")
	for i, n := range []*Archive{a, b} {
		if _, err := n.Add(t.Context(), []incident.Article{both, article(fmt.Sprint("n", i), "B", "2024-05-11", fmt.Sprintf("Kyiv 2024-05-1%d drone: 1 killed.", i))}); err != nil {
			t.Fatal(err)
		}
	}
	must(t, errors.Join(a.Sync(t.Context()), b.Sync(t.Context())))
	same(t, "two nodes", allEvents(t, a), allEvents(t, b), true)
	if c, _ := b.Coverage(t.Context()); c.Articles != 3 || c.Events != 3 {
		t.Errorf("%+v", c)
	}
	_, release, err := a.Lease(t.Context(), "poll")
	if err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if _, _, err := b.Lease(short, "poll"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("both hold the lease: %v", err)
	}
	release()
	must(t, a.Close())
	limit, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	_, release, err = b.Lease(limit, "poll")
	if err != nil {
		t.Fatal(err)
	}
	release()
}

func TestLockedAndTooLarge(t *testing.T) {
	dir := t.TempDir()
	a := openTest(t, dir)
	_, err := Open(t.Context(), testOptions(dir))
	var locked *LockedError
	if !errors.As(err, &locked) {
		t.Errorf("opened twice: %v", err)
	}
	if f := Check(t.Context(), testOptions(dir)); len(f) != 1 || f[0].Part != "lock" || f[0].Fatal {
		t.Errorf("findings %+v", f)
	}
	if _, err := a.Add(t.Context(), []incident.Article{article("big", "A", "", string(make([]byte, 9<<20))+"x"), article("ok", "A", "", "small")}); err != nil {
		t.Fatal(err)
	}
	must(t, errors.Join(a.Sync(t.Context()), a.Close()))
	if f := Check(t.Context(), testOptions(dir)); len(f) != 0 {
		t.Errorf("a sound folder: %+v", f)
	}
	if f := Check(t.Context(), testOptions(dir+"/none")); len(f) != 0 {
		t.Errorf("no folder yet: %+v", f)
	}
}
