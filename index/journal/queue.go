package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	ackWait  = time.Minute     // an unacknowledged job comes again after this
	dupeSpan = 2 * time.Hour   // an id put again within this is the same job
	takeSpan = 5 * time.Second // a taker asks anew after this
)

// Queue is a durable work queue: each job is given to one taker and comes again
// until it is acknowledged. It is safe for concurrent use.
type Queue struct {
	j       *Journal
	subject string
	st      jetstream.Stream
	con     jetstream.Consumer
}

// Job is one entry of a queue in a taker's hands. It comes again if it is
// neither acknowledged nor given back within a minute (Working renews that).
type Job struct {
	ID    string
	Data  []byte
	Tries int // how often it was given out, this time included
	m     jetstream.Msg
}

// Queue opens the named queue, making it at first use.
func (j *Journal) Queue(ctx context.Context, name string) (*Queue, error) {
	q := &Queue{j: j, subject: streamName + "-q." + name}
	var err error
	q.st, err = j.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: streamName + "-q-" + name, Subjects: []string{q.subject}, Storage: jetstream.FileStorage,
		Replicas: j.opt.Replicas, Retention: jetstream.WorkQueuePolicy, Duplicates: dupeSpan,
	})
	if err != nil {
		return nil, fmt.Errorf("journal: queue %s: %w", name, err)
	}
	q.con, err = q.st.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
		Durable: "takers", AckPolicy: jetstream.AckExplicitPolicy, AckWait: ackWait, MaxAckPending: -1, MaxDeliver: -1,
	})
	if err != nil {
		return nil, fmt.Errorf("journal: queue %s: %w", name, err)
	}
	return q, nil
}

// Put adds a job, which is durable when it returns. An id that was put within
// the last two hours is put once (while the journal runs; after a restart only
// if its job is still there).
func (q *Queue) Put(ctx context.Context, id string, data []byte) error {
	m := &nats.Msg{Subject: q.subject, Data: data, Header: nats.Header{nats.MsgIdHdr: []string{id}}}
	if _, err := q.j.js.PublishMsg(ctx, m); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// Take waits for a job until ctx ends.
func (q *Queue) Take(ctx context.Context) (*Job, error) {
	for {
		wait, cancel := context.WithTimeout(ctx, takeSpan)
		m, err := q.con.Next(jetstream.FetchContext(wait))
		if err != nil && wait.Err() == nil && errors.Is(err, jetstream.ErrInvalidOption) {
			<-wait.Done() // it is over but for the timer
		}
		cancel()
		switch {
		case err == nil:
			return job(m)
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, jetstream.ErrInvalidOption):
		case !errors.Is(err, nats.ErrTimeout) && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, jetstream.ErrNoMessages):
			return nil, fmt.Errorf("journal: %w", err)
		}
	}
}

func job(m jetstream.Msg) (*Job, error) {
	md, err := m.Metadata()
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	return &Job{ID: m.Headers().Get(nats.MsgIdHdr), Data: m.Data(), Tries: int(md.NumDelivered), m: m}, nil
}

// Len returns how many jobs are neither done nor given up.
func (q *Queue) Len(ctx context.Context) (int, error) {
	i, err := q.st.Info(ctx)
	if err != nil {
		return 0, fmt.Errorf("journal: %w", err)
	}
	return int(i.State.Msgs), nil
}

// Ack ends the job for good; it is durable when it returns.
func (b *Job) Ack(ctx context.Context) error { return b.m.DoubleAck(ctx) }

// Nak gives the job back, to come again after delay.
func (b *Job) Nak(delay time.Duration) error { return b.m.NakWithDelay(delay) }

// Working says that the taker is still at it.
func (b *Job) Working() error { return b.m.InProgress() }
