package index

import (
	"context"
	"time"

	"incidentbot/index/journal"
)

// pile is the batch that the reader is filling.
type pile struct {
	steps []step
	size  int       // bytes of the records
	since time.Time // when the first came
	last  time.Time // when the newest came
}

func (b *pile) add(rs []journal.Record, steps []step) {
	if len(rs) == 0 {
		return
	}
	b.last = time.Now()
	if len(b.steps) == 0 {
		b.since = b.last
	}
	b.steps = append(b.steps, steps...)
	for i := range rs {
		b.size += len(rs[i].Data)
	}
}

func (b *pile) full() bool { return len(b.steps) >= bulkBatch || b.size >= batchSize }

// ripe reports whether a batch should wait no longer for more records. It waits
// as long as it takes to apply, about: one article is searchable at once, and of
// thousands that are being added few small batches are made, which would cost
// the indexes three times what a large one costs.
func (b *pile) ripe(now time.Time, wanted uint64) bool {
	n := len(b.steps)
	return n > 0 && (b.full() || b.steps[0].seq <= wanted && wanted <= b.steps[n-1].seq ||
		now.Sub(b.last) >= idleSpan+time.Duration(n)*eachSpan || now.Sub(b.since) >= batchSpan)
}

// read turns the journal into batches of steps until ctx ends. A ripe batch is
// given over; while the one before is being applied it grows.
func (p *projection) read(ctx context.Context, out chan<- []step) error {
	c := p.a.j.Cursor(p.at)
	var b pile
	for {
		rs, err := gather(ctx, c, bulkBatch-len(b.steps), len(b.steps) > 0)
		if err != nil {
			return err
		}
		b.add(rs, p.prepare(rs))
		if !b.ripe(time.Now(), p.wanted.Load()) {
			continue
		}
		if b.full() {
			select {
			case out <- b.steps:
				b = pile{}
			case <-ctx.Done():
				return ctx.Err()
			}
			continue
		}
		select {
		case out <- b.steps:
			b = pile{}
		default:
		}
	}
}

// gather waits for a record and takes those that follow closely. It does not
// wait long where there are some already.
func gather(ctx context.Context, c *journal.Cursor, most int, some bool) ([]journal.Record, error) {
	var rs []journal.Record
	for len(rs) < min(most, gatherMost) {
		if some {
			if ok, err := c.More(ctx, idleSpan); err != nil || !ok {
				return rs, err
			}
		}
		r, err := c.Next(ctx)
		if err != nil {
			return nil, err
		}
		rs, some = append(rs, r), true
	}
	return rs, nil
}

// gatherMost is how many records are made ready at a time.
const gatherMost = 500
