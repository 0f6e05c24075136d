package index

import (
	"testing"
	"time"

	"incidentbot/index/journal"
)

// A batch waits the longer the more it holds, never long, and not at all where
// it is full or someone waits for it.
func TestRipe(t *testing.T) {
	at := time.Unix(1_700_000_000, 0)
	pileOf := func(n, bytes int) pile {
		b := pile{since: at, last: at}
		for i := range n {
			b.steps = append(b.steps, step{seq: uint64(100 + i)})
		}
		b.size = bytes
		return b
	}
	for _, c := range []struct {
		what   string
		b      pile
		after  time.Duration
		wanted uint64
		ripe   bool
	}{
		{"nothing", pileOf(0, 0), time.Hour, 100, false},
		{"one article, at once", pileOf(1, 10), 5 * time.Millisecond, 0, false},
		{"one article", pileOf(1, 10), 20 * time.Millisecond, 0, true},
		{"an ingest's articles", pileOf(500, 10), 20 * time.Millisecond, 0, false},
		{"an ingest's last", pileOf(500, 10), time.Second, 0, true},
		{"waited for", pileOf(500, 10), 0, 599, true},
		{"a later one is waited for", pileOf(500, 10), 0, 600, false},
		{"an earlier one was waited for", pileOf(500, 10), 0, 99, false},
		{"full", pileOf(bulkBatch, 10), 0, 0, true},
		{"large", pileOf(1, batchSize), 0, 0, true},
	} {
		if got := c.b.ripe(at.Add(c.after), c.wanted); got != c.ripe {
			t.Errorf("%s: %v, want %v", c.what, got, c.ripe)
		}
	}
	b := pileOf(3000, 10)
	b.last = at.Add(batchSpan)
	if !b.ripe(at.Add(batchSpan), 0) {
		t.Error("a batch to which records keep coming waits for ever")
	}
}

// A pile counts from its first record.
func TestPile(t *testing.T) {
	var b pile
	b.add(nil, nil)
	if !b.since.IsZero() {
		t.Error("an empty pile waits")
	}
	b.add([]journal.Record{{Seq: 7, Data: make([]byte, 10)}}, []step{{seq: 7}})
	if b.size != 10 || b.since.IsZero() || b.since != b.last || len(b.steps) != 1 {
		t.Errorf("%+v", b)
	}
}
