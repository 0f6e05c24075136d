package token

import "math/bits"

// Table finds what belongs to a word by its token's Hash. It is for the word
// lists that every token is looked up in, few of which are found: one bit a word
// stands before an open-addressed array, so that a word that is not listed costs
// one look at a few bytes, however long the list. It is not changed
// after it is made and safe for concurrent use.
type Table[V any] struct {
	filter  []uint64 // 16 to 32 bits a word
	slots   []uint32 // 1 + the index in entries, 0 none; at most half full
	entries []entry[V]
}

type entry[V any] struct {
	hash uint64
	val  V
}

// NewTable returns the table of words, each one token, folded as Hash folds.
// Words that fold to the same token must not have different values: either wins.
func NewTable[V any](words map[string]V) *Table[V] {
	byHash := make(map[uint64]V, len(words))
	for w, v := range words {
		byHash[Hash(w)] = v
	}
	return TableOf(byHash)
}

// TableOf returns the table of words by their Hash; 0 is none.
func TableOf[V any](words map[uint64]V) *Table[V] {
	size := 2 << bits.Len(uint(len(words))) // a power of two, 2 to 4 times the words
	t := &Table[V]{filter: make([]uint64, max(1, size/8)), slots: make([]uint32, size), entries: make([]entry[V], 0, len(words))}
	for h, v := range words {
		if h == 0 {
			continue
		}
		t.entries = append(t.entries, entry[V]{h, v})
		s := spread(h)
		t.filter[s>>20&uint64(len(t.filter)-1)] |= 1 << (s >> 58)
		i := s >> 30 & uint64(size-1)
		for t.slots[i] != 0 {
			i = (i + 1) & uint64(size-1)
		}
		t.slots[i] = uint32(len(t.entries))
	}
	return t
}

// spread mixes a hash: FNV's low bits are weak on short words.
func spread(h uint64) uint64 { return (h ^ h>>32) * 0x9e3779b97f4a7c15 }

// May reports whether the table can have a word of this hash: false is certain.
func (t *Table[V]) May(h uint64) bool {
	s := spread(h)
	return t.filter[s>>20&uint64(len(t.filter)-1)]>>(s>>58)&1 != 0
}

// At returns where the value of the word with this hash stands, nil if there is
// none. It is shared: read, never change it.
func (t *Table[V]) At(h uint64) *V {
	if !t.May(h) {
		return nil
	}
	mask := uint64(len(t.slots) - 1)
	for i := spread(h) >> 30 & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if e := &t.entries[t.slots[i]-1]; e.hash == h {
			return &e.val
		}
	}
	return nil
}

// Get returns the value of the word with this hash, and whether there is one.
func (t *Table[V]) Get(h uint64) (v V, ok bool) {
	if p := t.At(h); p != nil {
		return *p, true
	}
	return v, false
}

// Set is a list of words that tokens are looked up in.
type Set struct{ table *Table[struct{}] }

// NewSet returns the set of words, each one token.
func NewSet(words ...string) Set {
	byWord := make(map[string]struct{}, len(words))
	for _, w := range words {
		byWord[w] = struct{}{}
	}
	return Set{NewTable(byWord)}
}

// Has reports whether the word with this hash is in the set.
func (s Set) Has(h uint64) bool { return s.table.May(h) && s.table.At(h) != nil }
