package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"
)

const (
	leaseSpan  = 15 * time.Second // a dead node's lease is free after this
	leaseRenew = 4 * time.Second
)

func (j *Journal) leases(ctx context.Context) (*Bucket, error) {
	kv, err := j.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket: streamName + "-leases", Storage: jetstream.FileStorage, Replicas: j.opt.Replicas, TTL: leaseSpan,
	})
	if err != nil {
		return nil, fmt.Errorf("journal: leases: %w", err)
	}
	return &Bucket{kv}, nil
}

// freeLeases drops what a former process held: the folder's lock says that it is gone.
func (j *Journal) freeLeases(ctx context.Context) error {
	b, err := j.leases(ctx)
	if err != nil {
		return err
	}
	for k, err := range b.Keys(ctx) {
		if err != nil {
			return err
		}
		if err := b.Delete(ctx, k); err != nil {
			return err
		}
	}
	return nil
}

// Lease waits until this node alone holds the name among all nodes of the
// journal. held ends when the lease is lost, release is called or ctx ends.
// release waits until the lease is given up.
func (j *Journal) Lease(ctx context.Context, name string) (held context.Context, release func(), err error) {
	b, err := j.leases(ctx)
	if err != nil {
		return nil, nil, err
	}
	me := []byte(nuid.Next())
	var rev uint64
	for {
		rev, err = b.Create(ctx, name, me)
		if err == nil {
			break
		}
		if !errors.Is(err, ErrConflict) {
			return nil, nil, err
		}
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-time.After(leaseRenew / 4):
		}
	}
	held, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer cancel()
		b.renew(held, name, me, rev)
	}()
	return held, func() { cancel(); <-done }, nil
}

// renew keeps a lease until ctx ends, then gives it up; it returns early where the lease is lost.
func (b *Bucket) renew(ctx context.Context, name string, me []byte, rev uint64) {
	last := time.Now()
	t := time.NewTicker(leaseRenew)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaseRenew)
			defer cancel()
			_ = b.kv.Purge(end, name, jetstream.LastRevision(rev)) // else it expires by itself
			return
		case <-t.C:
			r, err := b.Update(ctx, name, me, rev)
			switch {
			case err == nil:
				rev, last = r, time.Now()
			case errors.Is(err, ErrConflict), time.Since(last) > leaseSpan-leaseRenew:
				return
			}
		}
	}
}
