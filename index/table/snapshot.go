package table

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"incidentbot/index/incident"
	"incidentbot/index/pack"
)

// ErrSnapshot says that bytes are no whole snapshot of this version.
var ErrSnapshot = errors.New("not a table snapshot")

const rowBytes = 8 + 11*4 + 2 + 1 + 1

// Append writes the table to dst: places, rows with their ids, then the further
// places and the counts of the few rows that have them.
func (t *Table) Append(dst []byte) []byte {
	t.mu.RLock()
	defer t.mu.RUnlock()
	le := binary.LittleEndian
	dst = le.AppendUint64(dst, t.seq)
	dst = binary.AppendUvarint(dst, uint64(len(t.places)))
	for i := range t.places {
		p := &t.places[i]
		dst = pack.AppendString(dst, p.id)
		dst = binary.AppendVarint(dst, int64(p.lat*1e6))
		dst = binary.AppendVarint(dst, int64(p.lon*1e6))
	}
	dst = binary.AppendUvarint(dst, uint64(len(t.byID)))
	for n := range t.rows {
		if t.rows[n].is(live) {
			dst = appendRow(dst, &t.rows[n])
			dst = pack.AppendString(dst, t.ids[n])
			dst = appendExtra(dst, t.also[int32(n)], t.counts[int32(n)])
		}
	}
	return dst
}

func appendRow(dst []byte, r *row) []byte {
	le := binary.LittleEndian
	dst = le.AppendUint64(dst, r.seq)
	for _, v := range [...]int32{
		int32(r.severity), int32(r.place), int32(r.day), int32(r.end), r.killedMin, r.killedMax,
		r.injuredMin, r.injuredMax, r.launched, r.intercepted, int32(r.damage),
	} {
		dst = le.AppendUint32(dst, uint32(v))
	}
	return append(le.AppendUint16(dst, r.weapons), r.outages, r.flags)
}

func readRow(b []byte) (r row) {
	le := binary.LittleEndian
	u := func(i int) uint32 { return le.Uint32(b[8+4*i:]) }
	r.seq = le.Uint64(b)
	r.severity, r.place, r.damage = u(0), u(1), u(10)
	r.day, r.end = incident.Day(u(2)), incident.Day(u(3))
	r.killedMin, r.killedMax, r.injuredMin, r.injuredMax = int32(u(4)), int32(u(5)), int32(u(6)), int32(u(7))
	r.launched, r.intercepted = int32(u(8)), int32(u(9))
	r.weapons, r.outages, r.flags = le.Uint16(b[52:]), b[54], b[55]
	return r
}

func appendExtra(dst []byte, also []uint32, c counts) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(also)))
	for _, p := range also {
		dst = binary.AppendUvarint(dst, uint64(p))
	}
	for _, m := range []map[incident.Weapon]int{c.launched, c.intercepted} {
		dst = binary.AppendUvarint(dst, uint64(len(m)))
		for _, w := range slices.Sorted(maps.Keys(m)) {
			dst = binary.AppendUvarint(pack.AppendString(dst, string(w)), uint64(m[w]))
		}
	}
	return dst
}

// reader reads a snapshot.
type reader struct{ pack.Reader }

// Load reads what Append wrote from the head of b and returns the rest. The
// error is ErrSnapshot where it is not whole.
func Load(b []byte, parents func(id string) []string) (*Table, []byte, error) {
	t := New(parents)
	r := &reader{pack.Reader{B: b}}
	if h := r.Take(8); h != nil {
		t.seq = binary.LittleEndian.Uint64(h)
	}
	old := make([]uint32, 0, 4096) // numbers of the places, as this table gives them
	for n := r.Uvarint(); n > 0 && !r.Bad; n-- {
		k := t.number(r.String())
		t.places[k].lat, t.places[k].lon = float64(r.Varint())/1e6, float64(r.Varint())/1e6
		old = append(old, k)
	}
	n := r.Uvarint()
	if n > uint64(len(r.B))/rowBytes {
		return nil, nil, ErrSnapshot
	}
	t.rows, t.ids = make([]row, 0, n), make([]string, 0, n)
	t.byID = make(map[string]int32, n)
	p := poster{t: t, bulk: true, dirty: map[uint64]bool{}}
	for ; n > 0 && !r.Bad; n-- {
		p.load(r, old)
	}
	if r.Bad {
		return nil, nil, ErrSnapshot
	}
	p.settle()
	return t, r.B, nil
}

func (p *poster) load(r *reader, old []uint32) {
	b := r.Take(rowBytes)
	if b == nil {
		return
	}
	w, id := readRow(b), r.String()
	var also []uint32
	for n := r.Uvarint(); n > 0 && !r.Bad; n-- {
		also = append(also, uint32(r.Uvarint()))
	}
	c := counts{r.counts(), r.counts()}
	for _, k := range append(also, w.place) {
		if int(k) >= len(old) {
			r.Bad = true
		}
	}
	if _, twice := p.t.byID[id]; twice || !w.is(live) {
		r.Bad = true
	}
	if r.Bad {
		return
	}
	w.place = old[w.place]
	for i := range also {
		also[i] = old[also[i]]
	}
	p.insert(w, id, also, c)
}

func (r *reader) counts() map[incident.Weapon]int {
	n := r.Uvarint()
	if n == 0 || r.Bad {
		return nil
	}
	m := map[incident.Weapon]int{}
	for ; n > 0 && !r.Bad; n-- {
		w := incident.Weapon(r.String())
		m[w] = int(r.Uvarint())
	}
	return m
}
