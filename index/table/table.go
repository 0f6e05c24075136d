package table

import (
	"slices"
	"sync"

	"incidentbot/index/incident"
)

// place is what the table knows of a place that some event has.
type place struct {
	id       string
	lat, lon float64
	chain    []uint32 // itself and what it lies in
}

// Table is the columns of all events. Make it with New.
type Table struct {
	mu      sync.RWMutex
	parents func(id string) []string
	rows    []row
	ids     []string
	also    map[int32][]uint32 // further places of a joint figure
	counts  map[int32]counts
	free    []int32
	byID    map[string]int32
	places  []place
	placeNo map[string]uint32
	within  [][]int32 // by place: the rows of it and of what lies in it
	own     [][]int32 // by place: its rows
	gone    [][]int32 // by place: its withdrawn rows, which stand in no other list
	days    map[incident.Day][]int32
	dayList []incident.Day // the days that have rows, in order; 0 for undated
	spans   []int32        // rows of more than one day
	seq     uint64
}

// New returns an empty table. parents names what a place lies in, from the
// nearest to the widest.
func New(parents func(id string) []string) *Table {
	return &Table{
		parents: parents, also: map[int32][]uint32{}, counts: map[int32]counts{},
		byID: map[string]int32{}, placeNo: map[string]uint32{}, days: map[incident.Day][]int32{},
	}
}

// Apply puts events in the place of those of their ids, drops others, and notes
// the sequence number that the table now stands for.
func (t *Table) Apply(put []*incident.Event, drop []string, seq uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := poster{t: t, bulk: len(put) > bulk, dirty: map[uint64]bool{}}
	for _, id := range drop {
		if n, ok := t.byID[id]; ok {
			p.remove(n)
		}
	}
	for _, e := range put {
		if n, ok := t.byID[e.ID]; ok {
			p.remove(n)
		}
		p.add(e)
	}
	p.settle()
	t.seq = max(t.seq, seq)
}

// Seq returns the sequence number that the table stands for.
func (t *Table) Seq() uint64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.seq
}

// Len returns how many events there are, without the withdrawn ones.
func (t *Table) Len() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	n := len(t.byID)
	for _, l := range t.gone {
		n -= len(l)
	}
	return n
}

// Has reports whether an event is there, if only as withdrawn.
func (t *Table) Has(id string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	_, ok := t.byID[id]
	return ok
}

func (t *Table) number(id string) uint32 {
	if n, ok := t.placeNo[id]; ok {
		return n
	}
	n := uint32(len(t.places))
	t.placeNo[id] = n
	t.places = append(t.places, place{id: id})
	t.within, t.own, t.gone = append(t.within, nil), append(t.own, nil), append(t.gone, nil)
	chain := []uint32{n}
	for _, p := range t.parents(id) {
		chain = append(chain, t.number(p))
	}
	t.places[n].chain = chain
	return n
}

// bulk is how many events at a time make it cheaper to sort postings than to
// insert into them.
const bulk = 256

// poster changes postings; in bulk it sorts those that it touched once.
type poster struct {
	t     *Table
	bulk  bool
	dirty map[uint64]bool // postings out of order, by key
}

// dayKey marks the keys of days among those of places.
const dayKey = 1 << 40

func (p *poster) add(e *incident.Event) {
	t := p.t
	r := rowOf(e)
	r.place = t.number(e.Place.ID)
	t.places[r.place].lat, t.places[r.place].lon = e.Place.Lat, e.Place.Lon
	var also []uint32
	for i := range e.PlacesAlso {
		also = append(also, t.number(e.PlacesAlso[i].ID))
	}
	p.insert(r, e.ID, also, counts{e.Launched, e.Intercepted})
}

func (p *poster) insert(r row, id string, also []uint32, c counts) {
	t := p.t
	n := int32(len(t.rows))
	if k := len(t.free) - 1; k >= 0 {
		n, t.free = t.free[k], t.free[:k]
		t.rows[n], t.ids[n] = r, id
	} else {
		t.rows, t.ids = append(t.rows, r), append(t.ids, id)
	}
	t.byID[id] = n
	if r.is(withdrawn) {
		t.gone[r.place] = append(t.gone[r.place], n)
		return
	}
	if len(also) > 0 {
		t.also[n] = also
	}
	if len(c.launched) > 0 || len(c.intercepted) > 0 {
		t.counts[n] = c
	}
	if r.end > r.day {
		t.spans = append(t.spans, n)
	}
	p.each(n, func(key uint64, l []int32) []int32 { return p.with(key, l, n) })
}

// with adds row n to a posting, in its place or, in bulk, for settle to order.
func (p *poster) with(key uint64, l []int32, n int32) []int32 {
	t := p.t
	if len(l) == 0 || !p.dirty[key] && t.compare(l[len(l)-1], n) < 0 {
		return append(l, n)
	}
	if p.bulk {
		p.dirty[key] = true
		return append(l, n)
	}
	i, _ := slices.BinarySearchFunc(l, n, t.compare)
	return slices.Insert(l, i, n)
}

// each sets every posting of row n to what f makes of it.
func (p *poster) each(n int32, f func(key uint64, l []int32) []int32) {
	t := p.t
	o := t.rows[n].place
	t.own[o] = f(uint64(o)<<1|1, t.own[o])
	for _, q := range t.around(n) {
		t.within[q] = f(uint64(q)<<1, t.within[q])
	}
	d := t.rows[n].day
	l, had := t.days[d]
	l = f(dayKey|uint64(d), l)
	if i, _ := slices.BinarySearch(t.dayList, d); !had {
		t.dayList = slices.Insert(t.dayList, i, d)
	} else if len(l) == 0 {
		t.dayList = slices.Delete(t.dayList, i, i+1)
		delete(t.days, d)
		return
	}
	t.days[d] = l
}

// around lists the places of a row and all that they lie in, each once.
func (t *Table) around(n int32) []uint32 {
	chain := t.places[t.rows[n].place].chain
	if len(t.also[n]) == 0 {
		return chain
	}
	chain = slices.Clone(chain)
	for _, a := range t.also[n] {
		for _, q := range t.places[a].chain {
			if !slices.Contains(chain, q) {
				chain = append(chain, q)
			}
		}
	}
	return chain
}

func (p *poster) remove(n int32) {
	t := p.t
	if r := &t.rows[n]; r.is(withdrawn) {
		t.gone[r.place] = t.without(t.gone[r.place], n, true)
	} else {
		p.each(n, func(key uint64, l []int32) []int32 { return t.without(l, n, p.dirty[key]) })
	}
	if i := slices.Index(t.spans, n); i >= 0 {
		t.spans = slices.Delete(t.spans, i, i+1)
	}
	delete(t.byID, t.ids[n])
	delete(t.also, n)
	delete(t.counts, n)
	t.rows[n], t.ids[n] = row{}, ""
	t.free = append(t.free, n)
}

// without drops row n from a posting; it searches where the posting is in order.
func (t *Table) without(l []int32, n int32, unsorted bool) []int32 {
	i, ok := 0, false
	if !unsorted {
		i, ok = slices.BinarySearchFunc(l, n, t.compare)
	}
	if !ok {
		i = slices.Index(l, n)
	}
	if i < 0 {
		return l
	}
	return slices.Delete(l, i, i+1)
}

func (p *poster) settle() {
	t := p.t
	for key := range p.dirty {
		switch {
		case key&dayKey != 0:
			slices.SortFunc(t.days[incident.Day(key&^dayKey)], t.compare)
		case key&1 != 0:
			slices.SortFunc(t.own[key>>1], t.compare)
		default:
			slices.SortFunc(t.within[key>>1], t.compare)
		}
	}
}
