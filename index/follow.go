package index

import (
	"context"
	"iter"

	"incidentbot/index/incident"
)

// Wait returns the sequence number that the projection has reached as soon as
// it is greater than after. The error is ctx's, or why the projection stopped.
func (a *Archive) Wait(ctx context.Context, after uint64) (uint64, error) {
	p := a.p
	for {
		p.mu.Lock()
		at, moved, err := p.at, p.moved, p.err
		p.mu.Unlock()
		switch {
		case at > after:
			return at, nil
		case err != nil:
			return at, err
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return at, ctx.Err()
		}
	}
}

// Sync waits until all that is journalled now is in the answers.
func (a *Archive) Sync(ctx context.Context) error {
	st, err := a.j.State(ctx)
	if err != nil || st.Last == 0 {
		return err
	}
	a.p.hurry(st.Last)
	_, err = a.Wait(ctx, st.Last-1)
	return err
}

// hurry has a record applied as soon as it is read.
func (p *projection) hurry(seq uint64) {
	for {
		was := p.wanted.Load()
		if was >= seq || p.wanted.CompareAndSwap(was, seq) {
			return
		}
	}
}

// Changed walks the events that records after a sequence number changed, in
// the order of Event.Seq; each event once, as it is now.
func (a *Archive) Changed(ctx context.Context, after uint64) iter.Seq2[incident.Event, error] {
	return a.each(ctx, func() []string { return a.table().Since(after) })
}

// State opens the named key-value bucket, made at first use. Names and keys
// consist of letters, digits, '-', '_', '/', '=' and, inside, '.'.
func (a *Archive) State(ctx context.Context, name string) (*Bucket, error) {
	return a.j.Bucket(ctx, name)
}

// Queue opens the named work queue, made at first use.
func (a *Archive) Queue(ctx context.Context, name string) (*Queue, error) {
	return a.j.Queue(ctx, name)
}

// Lease waits until this node alone holds the name among all nodes of the
// journal. held is done when the lease is lost or release is called.
func (a *Archive) Lease(ctx context.Context, name string) (held context.Context, release func(), err error) {
	return a.j.Lease(ctx, name)
}
