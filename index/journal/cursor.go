package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/synadia-io/orbit.go/jetstreamext"
)

const (
	readRecords = 1000    // that a cursor asks for at a time
	readBytes   = 8 << 20 // and their size
	readLimit   = 30 * time.Second
	pollSpan    = 250 * time.Millisecond // how soon a cursor sees another node's records
)

// Cursor reads the log in order from a place on and waits at its end for more.
// It reads by direct gets, not by a consumer: there is no state on the server, a
// record is seen once it is durable, and nothing overflows where reading is
// slow. It belongs to one goroutine.
type Cursor struct {
	j     *Journal
	next  uint64
	ahead []Record
}

// Cursor returns a cursor whose first record is the one after seq.
func (j *Journal) Cursor(after uint64) *Cursor { return &Cursor{j: j, next: after + 1} }

// Next returns the next record; it waits for one until ctx ends, with ctx's error then.
func (c *Cursor) Next(ctx context.Context) (Record, error) {
	for {
		ok, err := c.More(ctx, time.Hour)
		if err != nil {
			return Record{}, err
		}
		if ok {
			r := c.ahead[0]
			c.ahead = c.ahead[1:]
			return r, nil
		}
	}
}

// More reports whether a record is at hand; at the log's end it waits for one.
func (c *Cursor) More(ctx context.Context, wait time.Duration) (bool, error) {
	if len(c.ahead) > 0 {
		return true, nil
	}
	end := time.NewTimer(wait)
	defer end.Stop()
	for {
		appended := c.j.appended() // before reading, so that nothing is missed
		if err := c.read(ctx); err != nil || len(c.ahead) > 0 {
			return err == nil, err
		}
		select {
		case <-appended:
		case <-time.After(pollSpan):
		case <-end.C:
			return false, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}

// read gets the next records, none at the end of the log. What a server or a
// connection cannot give just now counts as none: the cursor asks again.
func (c *Cursor) read(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	limit, cancel := context.WithTimeout(ctx, readLimit)
	defer cancel()
	ms, err := jetstreamext.GetBatch(limit, c.j.js, streamName, readRecords,
		jetstreamext.GetBatchSeq(c.next), jetstreamext.GetBatchMaxBytes(readBytes))
	if err != nil {
		return c.excuse(ctx, err)
	}
	for m, err := range ms {
		if err != nil {
			return c.excuse(ctx, err)
		}
		if m.Sequence != c.next {
			if m.Sequence < c.next || len(c.ahead) > 0 {
				return nil // go on with what is in order
			}
			return &DamagedError{Seq: c.next}
		}
		c.ahead = append(c.ahead, Record{Seq: m.Sequence, Kind: kindOf(m.Subject), Data: m.Data, Time: m.Time})
		c.next++
	}
	return nil
}

func (c *Cursor) excuse(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, jetstreamext.ErrNoMessages), passing(err):
		return nil
	}
	return fmt.Errorf("journal: %w", err)
}
