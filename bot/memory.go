package bot

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Memory is a Store and Chats that forgets everything with the process.
type Memory struct {
	mu     sync.Mutex
	values map[string][]byte
	chats  map[int64]Settings
}

// NewMemory returns an empty Memory.
func NewMemory() *Memory {
	return &Memory{values: map[string][]byte{}, chats: map[int64]Settings{}}
}

// Get returns a value, nil if there is none.
func (m *Memory) Get(_ context.Context, key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.values[key], nil
}

// Put keeps a value.
func (m *Memory) Put(_ context.Context, key string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[key] = slices.Clone(value)
	return nil
}

// Delete forgets a value.
func (m *Memory) Delete(_ context.Context, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.values, key)
	return nil
}

// Keys lists the keys with a prefix, sorted.
func (m *Memory) Keys(_ context.Context, prefix string) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	keys := slices.Sorted(maps.Keys(m.values))
	return slices.DeleteFunc(keys, func(k string) bool { return !strings.HasPrefix(k, prefix) }), nil
}

// Settings returns a chat's settings.
func (m *Memory) Settings(_ context.Context, chat int64) (Settings, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.chats[chat], nil
}

// SetSettings keeps a chat's settings.
func (m *Memory) SetSettings(_ context.Context, chat int64, s Settings) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.chats[chat] = s
	return nil
}
