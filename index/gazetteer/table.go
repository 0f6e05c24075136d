package gazetteer

import (
	"cmp"
	"math/bits"
	"slices"
)

// entry is one name form on its way into a table. A longer name also leaves an
// entry without a place under its first word's hash, which carries its length.
type entry struct {
	hash   uint64
	place  int32 // -1: only the length counts
	cases  Case
	words  uint8
	one    bool // a name of one word
	common bool
	loose  bool
	round  bool // a hromada around the place
}

// slot is a bucket of a table: the candidates of a key are cands[start:start+n].
type slot struct {
	hash  uint64
	start uint32
	n     uint16
	words uint16 // the longest name that begins with this word
}

// table maps hashes of name forms to candidates: open addressing, at most two
// thirds full, with two bits a key in front of it, both in one word, so that most
// words of a text cost one look at a small array.
type table struct {
	filter []uint64
	slots  []slot
	cands  []Candidate
	mask   uint64
}

// spread mixes a hash for the slot's number: FNV's low bits are weak on short words.
func spread(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// buildTable sorts the entries and groups them by key; the candidates of a key
// are in order of rank.
func buildTable(es []entry, places []Place, rank []int64) *table {
	es = sortEntries(es, rank)
	keys := 0
	for i := range es {
		if i == 0 || es[i].hash != es[i-1].hash {
			keys++
		}
	}
	size := 16
	for size < keys+keys/2 {
		size *= 2
	}
	words := max(1, 4<<bits.Len(uint(keys))/64) // 4 to 8 bits a key
	t := &table{filter: make([]uint64, words), slots: make([]slot, size), mask: uint64(size - 1), cands: make([]Candidate, 0, len(es))}
	for i := 0; i < len(es); {
		j := i + 1
		for j < len(es) && es[j].hash == es[i].hash {
			j++
		}
		t.insert(es[i:j], places)
		i = j
	}
	t.cands = slices.Clip(t.cands)
	return t
}

// sortEntries groups the entries by key and orders a key's by rank: cast into
// buckets by the hash's top bits first, which halves the time of one long sort.
func sortEntries(es []entry, rank []int64) []entry {
	const shift = 52
	var at [1<<(64-shift) + 1]int
	for i := range es {
		at[es[i].hash>>shift+1]++
	}
	for i := 1; i < len(at); i++ {
		at[i] += at[i-1]
	}
	out, next := make([]entry, len(es)), at
	for _, e := range es {
		b := e.hash >> shift
		out[next[b]] = e
		next[b]++
	}
	for i := range len(at) - 1 {
		slices.SortFunc(out[at[i]:at[i+1]], func(a, b entry) int { return compareEntries(a, b, rank) })
	}
	return out
}

func compareEntries(a, b entry, rank []int64) int {
	switch {
	case a.hash != b.hash:
		return cmp.Compare(a.hash, b.hash)
	case a.place < 0 || b.place < 0:
		return cmp.Compare(a.place, b.place)
	}
	return cmp.Or(cmp.Compare(rank[b.place], rank[a.place]), cmp.Compare(a.place, b.place))
}

// insert adds one key's entries; entries of one place are merged.
func (t *table) insert(es []entry, places []Place) {
	s := slot{hash: es[0].hash, start: uint32(len(t.cands))}
	for i, e := range es {
		s.words = max(s.words, uint16(e.words))
		switch {
		case e.place < 0:
		case s.n > 0 && es[i-1].place == e.place:
			c := &t.cands[len(t.cands)-1]
			c.Cases |= e.cases
			c.Common = c.Common || e.common
		default:
			t.cands = append(t.cands, Candidate{Place: &places[e.place], Cases: e.cases, Loose: e.loose, Common: e.common, Hromada: e.round})
			s.n++
		}
	}
	h := spread(s.hash)
	word, bits := t.look(h)
	t.filter[word] |= bits
	i := h & t.mask
	for t.slots[i].hash != 0 {
		i = (i + 1) & t.mask
	}
	t.slots[i] = s
}

// look returns where the filter has the two bits of a spread hash.
func (t *table) look(h uint64) (word, bits uint64) {
	return h >> 40 & uint64(len(t.filter)-1), 1<<(h>>34&63) | 1<<(h>>28&63)
}

// get returns the slot of a key, nil if there is none.
func (t *table) get(hash uint64) *slot {
	h := spread(hash)
	if word, bits := t.look(h); t.filter[word]&bits != bits {
		return nil
	}
	for i := h & t.mask; ; i = (i + 1) & t.mask {
		s := &t.slots[i]
		if s.hash == hash {
			return s
		}
		if s.hash == 0 {
			return nil
		}
	}
}

func (t *table) candidates(s *slot) []Candidate {
	return t.cands[s.start : s.start+uint32(s.n) : s.start+uint32(s.n)]
}

// join is the key of a name of several words, from its words' hashes.
func join(h, next uint64) uint64 { return (h^next>>7)*fnvPrime ^ next }
