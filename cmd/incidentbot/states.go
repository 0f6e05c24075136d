package main

import (
	"context"
	"errors"
	"strings"

	"incidentbot/index"
)

// botStore keeps the bot's updates in a bucket of the journal.
type botStore struct{ bucket *index.Bucket }

func (b botStore) Get(ctx context.Context, key string) ([]byte, error) {
	return get(ctx, b.bucket, key)
}

func (b botStore) Put(ctx context.Context, key string, value []byte) error {
	_, err := b.bucket.Put(ctx, key, value)
	return err
}

func (b botStore) Delete(ctx context.Context, key string) error { return b.bucket.Delete(ctx, key) }

func (b botStore) Keys(ctx context.Context, prefix string) ([]string, error) {
	var keys []string
	for key, err := range b.bucket.Keys(ctx) {
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// feedStates keeps what is remembered of feeds in a bucket of the journal.
type feedStates struct{ bucket *index.Bucket }

func (f feedStates) Load(ctx context.Context, key string) ([]byte, error) {
	return get(ctx, f.bucket, key)
}

func (f feedStates) Save(ctx context.Context, key string, value []byte) error {
	_, err := f.bucket.Put(ctx, key, value)
	return err
}

// get returns a key's value, nil if there is none.
func get(ctx context.Context, b *index.Bucket, key string) ([]byte, error) {
	e, err := b.Get(ctx, key)
	if errors.Is(err, index.ErrNoKey) {
		return nil, nil
	}
	return e.Value, err
}
