package alert

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"sync"

	"incidentbot/index"
)

// Bucket is the part of index.Bucket that records need.
type Bucket interface {
	Get(ctx context.Context, key string) (index.Entry, error)
	Put(ctx context.Context, key string, value []byte) (uint64, error)
	Delete(ctx context.Context, key string) error
	All(ctx context.Context) iter.Seq2[index.Entry, error]
}

// Store keeps the chats' records, in memory and in their bucket.
type Store struct {
	chats, cursors Bucket

	mu    sync.RWMutex
	known map[key]*Chat
}

const cursorKey = "alert"

// OpenStore reads all records.
func OpenStore(ctx context.Context, chats, cursors Bucket) (*Store, error) {
	s := &Store{chats: chats, cursors: cursors, known: map[key]*Chat{}}
	for e, err := range chats.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("reading the chats' records: %w", err)
		}
		c := &Chat{}
		if err := json.Unmarshal(e.Value, c); err != nil {
			return nil, fmt.Errorf("the record of chat %s: %w", e.Key, err)
		}
		s.known[key{c.ID, c.Thread}] = c
	}
	return s, nil
}

func (k key) String() string {
	if k.thread == 0 {
		return strconv.FormatInt(k.chat, 10)
	}
	return strconv.FormatInt(k.chat, 10) + "_" + strconv.Itoa(k.thread)
}

// Get returns a copy of a chat's record, an empty one if there is none.
func (s *Store) Get(chat int64, thread int) *Chat {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if c := s.known[key{chat, thread}]; c != nil {
		return c.Clone()
	}
	return &Chat{ID: chat, Thread: thread}
}

// Change applies f to a chat's record and stores it before anybody sees it.
func (s *Store) Change(ctx context.Context, chat int64, thread int, f func(*Chat)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := key{chat, thread}
	c := &Chat{ID: chat, Thread: thread}
	if old := s.known[k]; old != nil {
		c = old.Clone()
	}
	f(c)
	return s.write(ctx, k, c)
}

// ChangeTopics applies f to every record that there is of a chat.
func (s *Store) ChangeTopics(ctx context.Context, chat int64, f func(*Chat)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k, old := range s.known {
		if k.chat != chat {
			continue
		}
		c := old.Clone()
		f(c)
		if err := s.write(ctx, k, c); err != nil {
			return err
		}
	}
	return nil
}

// write stores a record, or deletes an empty one; s.mu is held.
func (s *Store) write(ctx context.Context, k key, c *Chat) error {
	if c.Empty() {
		delete(s.known, k)
		return s.chats.Delete(ctx, k.String())
	}
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if _, err := s.chats.Put(ctx, k.String(), b); err != nil {
		return fmt.Errorf("storing the record of a chat: %w", err)
	}
	s.known[k] = c
	return nil
}

// Forget deletes all records of a chat: every topic, the subscription and what was sent.
func (s *Store) Forget(ctx context.Context, chat int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k := range s.known {
		if k.chat != chat {
			continue
		}
		if err := s.chats.Delete(ctx, k.String()); err != nil {
			return fmt.Errorf("deleting the record of a chat: %w", err)
		}
		delete(s.known, k)
	}
	return nil
}

// Move gives a chat's records to the id that the chat has after migration.
func (s *Store) Move(ctx context.Context, from, to int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k, c := range s.known {
		if k.chat != from {
			continue
		}
		moved := c.Clone()
		moved.ID = to
		moved.Posts = nil // messages of the old chat cannot be edited from the new one
		if err := s.write(ctx, key{to, k.thread}, moved); err != nil {
			return err
		}
		if err := s.chats.Delete(ctx, k.String()); err != nil {
			return err
		}
		delete(s.known, k)
	}
	return nil
}

// Each calls f for every record; f must not change it.
func (s *Store) Each(f func(*Chat)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, c := range s.known {
		f(c)
	}
}

// Cursor returns the stored cursor, 0 if there is none yet.
func (s *Store) Cursor(ctx context.Context) (uint64, error) {
	e, err := s.cursors.Get(ctx, cursorKey)
	if errors.Is(err, index.ErrNoKey) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("the alerts' cursor: %w", err)
	}
	return strconv.ParseUint(string(e.Value), 10, 64)
}

// SetCursor stores the cursor.
func (s *Store) SetCursor(ctx context.Context, seq uint64) error {
	if _, err := s.cursors.Put(ctx, cursorKey, strconv.AppendUint(nil, seq, 10)); err != nil {
		return fmt.Errorf("the alerts' cursor: %w", err)
	}
	return nil
}
