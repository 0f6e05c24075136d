package token

import "math/bits"

// Table finds what belongs to a word by its token's Hash. It is for the word
// lists that every token is looked up in, few of which are found: one bit a word
// stands before an open-addressed array, so that a word that is not listed costs
// one look at a few hundred bytes, however long the list. It is not changed
// after it is made and safe for concurrent use.
type Table[V any] struct {
	index
	vals []V
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
	t := &Table[V]{index: newIndex(len(words)), vals: make([]V, 0, len(words))}
	for h, v := range words {
		if h == 0 {
			continue
		}
		t.add(h, uint32(len(t.vals)))
		t.vals = append(t.vals, v)
	}
	return t
}

// Get returns the value of the word with this hash, and whether there is one.
func (t *Table[V]) Get(h uint64) (v V, ok bool) {
	if p := t.At(h); p != nil {
		return *p, true
	}
	return v, false
}

// At returns where the value of the word with this hash stands, nil if there is
// none. It is shared: read, never change it.
func (t *Table[V]) At(h uint64) *V {
	if !t.May(h) {
		return nil
	}
	if at := t.find(h); at >= 0 {
		return &t.vals[at]
	}
	return nil
}

// index maps hashes to the numbers of values.
type index struct {
	filter []uint64 // 16 to 32 bits a word
	mask   uint64   // of the words of filter
	slots  []slot   // at most a quarter full
}

type slot struct {
	hash uint64
	at   uint32
}

func newIndex(n int) index {
	size := 4 << bits.Len(uint(n)) // a power of two, 4 to 8 times n
	words := max(1, size/16)
	return index{filter: make([]uint64, words), mask: uint64(words - 1), slots: make([]slot, size)}
}

// spread mixes a hash: FNV's low bits are weak on short words.
func spread(h uint64) uint64 { return (h ^ h>>32) * 0x9e3779b97f4a7c15 }

func (x *index) add(h uint64, at uint32) {
	s := spread(h)
	x.filter[s>>20&x.mask] |= 1 << (s >> 58)
	x.slots[x.slot(h)] = slot{h, at}
}

func (x *index) slot(h uint64) uint64 {
	mask := uint64(len(x.slots) - 1)
	i := spread(h) >> 30 & mask
	for x.slots[i].hash != 0 && x.slots[i].hash != h {
		i = (i + 1) & mask
	}
	return i
}

// May reports whether the table can have a word of this hash: false is certain.
func (x *index) May(h uint64) bool {
	s := spread(h)
	return x.filter[s>>20&x.mask]>>(s>>58)&1 != 0
}

// find returns the number of the value of hash h, -1 if there is none.
func (x *index) find(h uint64) int {
	if s := &x.slots[x.slot(h)]; s.hash == h && h != 0 {
		return int(s.at)
	}
	return -1
}
