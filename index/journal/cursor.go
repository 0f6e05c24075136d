package journal

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

const pullBytes = 16 << 20 // what a cursor reads ahead

// Cursor reads the log in order from a place on and waits at its end for more.
// It belongs to one goroutine.
type Cursor struct {
	it   jetstream.MessagesContext
	next uint64
}

// Cursor returns a cursor whose first record is the one after seq. Close it.
func (j *Journal) Cursor(ctx context.Context, after uint64) (*Cursor, error) {
	c, err := j.js.OrderedConsumer(ctx, streamName, jetstream.OrderedConsumerConfig{
		DeliverPolicy: jetstream.DeliverByStartSequencePolicy, OptStartSeq: after + 1,
	})
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	it, err := c.Messages(jetstream.PullMaxMessagesWithBytesLimit(2000, pullBytes))
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	return &Cursor{it: it, next: after + 1}, nil
}

// Next returns the next record; it waits for one until ctx ends, with ctx's error then.
func (c *Cursor) Next(ctx context.Context) (Record, error) {
	for {
		m, err := c.it.Next(jetstream.NextContext(ctx))
		if err != nil {
			if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
				return Record{}, err
			}
			return Record{}, fmt.Errorf("journal: %w", err)
		}
		md, err := m.Metadata()
		if err != nil {
			return Record{}, fmt.Errorf("journal: %w", err)
		}
		if md.Sequence.Stream < c.next {
			continue // delivered again after a reconnection
		}
		c.next = md.Sequence.Stream + 1
		return Record{Seq: md.Sequence.Stream, Kind: kindOf(m.Subject()), Data: m.Data(), Time: md.Timestamp}, nil
	}
}

// Close ends the cursor.
func (c *Cursor) Close() { c.it.Stop() }
