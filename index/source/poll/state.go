package poll

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"
)

// Store keeps the feeds' states. Load returns nil for a key that was never saved.
type Store interface {
	Load(ctx context.Context, key string) ([]byte, error)
	Save(ctx context.Context, key string, value []byte) error
}

// State is all that is remembered of a feed. The zero State is a feed never asked.
type State struct {
	URL          string        `json:"url,omitempty"` // where it has moved for good; empty: as listed
	Title        string        `json:"title,omitempty"`
	ETag         string        `json:"etag,omitempty"`
	LastModified string        `json:"last_modified,omitempty"`
	Body         uint64        `json:"body,omitempty"` // hash of the list as it last came
	Next         time.Time     `json:"next"`           // not before
	Interval     time.Duration `json:"interval"`       // as adapted so far
	Failures     int           `json:"failures,omitempty"`
	Error        string        `json:"error,omitempty"`     // of the last round, in words
	LastTry      time.Time     `json:"last_try,omitzero"`   // the last round
	LastGood     time.Time     `json:"last_good,omitzero"`  // the last round that succeeded
	LastItem     time.Time     `json:"last_item,omitzero"`  // when the last new item was handed on
	FirstGood    time.Time     `json:"first_good,omitzero"` // silence counts from here at the earliest
	Items        int           `json:"items,omitempty"`     // handed on so far
	Retired      string        `json:"retired,omitempty"`   // why it is never asked again
	ToldBroken   bool          `json:"told_broken,omitempty"`
	ToldSilent   bool          `json:"told_silent,omitempty"`
	Seen         Seen          `json:"seen,omitempty"`
}

// Seen remembers items: by the hash of an item's identity the hash of its
// content, and how often its page failed. It keeps the newest ones. At rest it
// is a list; the index is there only while a round uses it.
type Seen struct {
	at   map[uint64]int
	list []mark // the oldest first
}

type mark struct {
	id, sum uint64
	tries   uint8 // 0: handed on
}

// maxTries is how often an item's page is tried before the list's own words are taken.
const maxTries = 3

// done reports whether the item was handed on with this content.
func (s *Seen) done(id, sum uint64) bool {
	i, ok := s.at[id]
	return ok && s.list[i].sum == sum && s.list[i].tries == 0
}

// has reports whether the item is remembered at all.
func (s *Seen) has(id uint64) bool {
	_, ok := s.at[id]
	return ok
}

func (s *Seen) tries(id uint64) int {
	if i, ok := s.at[id]; ok {
		return int(s.list[i].tries)
	}
	return 0
}

// set notes an item as handed on (tries 0) or failed so many times.
func (s *Seen) set(id, sum uint64, tries int) {
	m := mark{id, sum, uint8(min(tries, 255))}
	if i, ok := s.at[id]; ok {
		s.list[i] = m
		return
	}
	if s.at == nil {
		s.at = map[uint64]int{}
	}
	s.at[id] = len(s.list)
	s.list = append(s.list, m)
}

// touch moves the items that a list still has behind all others, so that what
// is forgotten first is what no list shows any more.
func (s *Seen) touch(ids []uint64, keep int) {
	listed := make(map[uint64]bool, len(ids))
	for _, id := range ids {
		listed[id] = true
	}
	var old, now []mark
	for _, m := range s.list {
		if listed[m.id] {
			now = append(now, m)
		} else {
			old = append(old, m)
		}
	}
	if drop := len(old) + len(now) - max(keep, len(now)); drop > 0 {
		old = old[drop:]
	}
	s.list, s.at = append(old, now...), nil
}

func (s *Seen) index() {
	s.at = make(map[uint64]int, len(s.list))
	for i, m := range s.list {
		s.at[m.id] = i
	}
}

// clone returns a copy with its index, for a round to work on.
func (s *Seen) clone() Seen {
	c := Seen{list: append([]mark(nil), s.list...)}
	c.index()
	return c
}

const markSize = 17

// MarshalJSON packs the marks into one string.
func (s Seen) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, len(s.list)*markSize)
	for _, m := range s.list {
		b = binary.LittleEndian.AppendUint64(b, m.id)
		b = binary.LittleEndian.AppendUint64(b, m.sum)
		b = append(b, m.tries)
	}
	return json.Marshal(b)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Seen) UnmarshalJSON(j []byte) error {
	var b []byte
	if err := json.Unmarshal(j, &b); err != nil {
		return err
	}
	if len(b)%markSize != 0 {
		return fmt.Errorf("seen items: %d bytes", len(b))
	}
	*s = Seen{list: make([]mark, 0, len(b)/markSize)}
	for ; len(b) > 0; b = b[markSize:] {
		s.list = append(s.list, mark{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:]), b[16]})
	}
	return nil
}

// load returns a feed's stored state, the zero one where there is none or where
// it cannot be read: then the feed is asked anew and the archive knows its items.
func load(ctx context.Context, store Store, f *Feed) (State, error) {
	b, err := store.Load(ctx, f.Key())
	if err != nil {
		return State{}, fmt.Errorf("state of %s: %w", f.Label(), err)
	}
	var s State
	if len(b) == 0 || json.Unmarshal(b, &s) != nil {
		return State{}, nil
	}
	return s, nil
}

func save(ctx context.Context, store Store, f *Feed, s *State) error {
	b, err := json.Marshal(s)
	if err == nil {
		err = store.Save(ctx, f.Key(), b)
	}
	if err != nil {
		return fmt.Errorf("state of %s: %w", f.Label(), err)
	}
	return nil
}
