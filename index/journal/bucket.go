package journal

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/nats-io/nats.go/jetstream"
)

// The classes of a bucket's errors.
var (
	ErrNoKey    = errors.New("no such key")
	ErrConflict = errors.New("the key exists or was changed by someone else")
)

// Entry is one key with its value and revision.
type Entry struct {
	Key      string
	Value    []byte
	Revision uint64
}

// Bucket is a durable key-value bucket. A key consists of letters, digits, '-',
// '_', '/', '=' and, inside, '.'. It is safe for concurrent use.
type Bucket struct{ kv jetstream.KeyValue }

// Bucket opens the named bucket, making it at first use.
func (j *Journal) Bucket(ctx context.Context, name string) (*Bucket, error) {
	kv, err := j.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket: streamName + "-" + name, Storage: jetstream.FileStorage, Replicas: j.opt.Replicas,
	})
	if err != nil {
		return nil, fmt.Errorf("journal: bucket %s: %w", name, err)
	}
	return &Bucket{kv}, nil
}

func class(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jetstream.ErrKeyNotFound):
		return ErrNoKey
	case errors.Is(err, jetstream.ErrKeyExists), wrongRevision(err):
		return ErrConflict
	}
	return fmt.Errorf("journal: %w", err)
}

func wrongRevision(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) &&
		(api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence || api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant)
}

// Get returns a key's entry, ErrNoKey if there is none.
func (b *Bucket) Get(ctx context.Context, key string) (Entry, error) {
	e, err := b.kv.Get(ctx, key)
	if err != nil {
		return Entry{}, class(err)
	}
	return Entry{Key: e.Key(), Value: e.Value(), Revision: e.Revision()}, nil
}

// Put sets a key, whatever it was, and returns its new revision.
func (b *Bucket) Put(ctx context.Context, key string, value []byte) (uint64, error) {
	r, err := b.kv.Put(ctx, key, value)
	return r, class(err)
}

// Create sets a key that is not there; ErrConflict if it is.
func (b *Bucket) Create(ctx context.Context, key string, value []byte) (uint64, error) {
	r, err := b.kv.Create(ctx, key, value)
	return r, class(err)
}

// Update sets a key if its revision is still the given one, else ErrConflict.
func (b *Bucket) Update(ctx context.Context, key string, value []byte, revision uint64) (uint64, error) {
	r, err := b.kv.Update(ctx, key, value, revision)
	return r, class(err)
}

// Delete removes a key and its former values; it is no error if there is none.
func (b *Bucket) Delete(ctx context.Context, key string) error {
	return class(b.kv.Purge(ctx, key))
}

// All walks every key with its value, in the order of their last change.
func (b *Bucket) All(ctx context.Context) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		w, err := b.kv.WatchAll(ctx, jetstream.IgnoreDeletes())
		if err != nil {
			yield(Entry{}, class(err))
			return
		}
		defer w.Stop()
		for {
			select {
			case <-ctx.Done():
				yield(Entry{}, ctx.Err())
				return
			case e, ok := <-w.Updates():
				if !ok || e == nil { // nil: all that was there has been told
					return
				}
				if !yield(Entry{Key: e.Key(), Value: e.Value(), Revision: e.Revision()}, nil) {
					return
				}
			}
		}
	}
}

// Keys walks every key.
func (b *Bucket) Keys(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		l, err := b.kv.ListKeys(ctx)
		if err != nil {
			yield("", class(err))
			return
		}
		defer l.Stop()
		for k := range l.Keys() {
			if !yield(k, nil) {
				return
			}
		}
		if ctx.Err() != nil {
			yield("", ctx.Err())
		}
	}
}
