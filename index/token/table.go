package token

// Table finds what belongs to a word by its token's Hash: an open-addressed
// array, for the small word lists that every token is looked up in. It is not
// changed after NewTable and safe for concurrent use.
type Table[V any] struct {
	mask uint64
	keys []uint64
	vals []V
}

// NewTable returns the table of words, each one token, folded as Hash folds.
// Words that fold to the same token must not have different values: the last one wins.
func NewTable[V any](words map[string]V) *Table[V] {
	n := uint64(8)
	for n < uint64(len(words))*4 {
		n *= 2
	}
	t := &Table[V]{mask: n - 1, keys: make([]uint64, n), vals: make([]V, n)}
	for w, v := range words {
		h := Hash(w)
		if h == 0 {
			continue
		}
		i := t.slot(h)
		t.keys[i], t.vals[i] = h, v
	}
	return t
}

func (t *Table[V]) slot(h uint64) uint64 {
	i := (h ^ h>>32) & t.mask
	for t.keys[i] != 0 && t.keys[i] != h {
		i = (i + 1) & t.mask
	}
	return i
}

// Get returns the value of the word with this hash, and whether there is one.
func (t *Table[V]) Get(h uint64) (V, bool) {
	i := t.slot(h)
	return t.vals[i], t.keys[i] == h && h != 0
}
