package index

import (
	"bytes"
	"maps"
	"slices"

	"incidentbot/index/incident"
)

// settle compares the old events with the new of those that count, and notes
// what changed. A new event is last changed by the last record that any of its
// reports owes something to, which does not depend on how records were batched.
func (ch *changes) settle(old []*incident.Event, now []incident.Event, counts func(*incident.Event) bool, seq uint64) {
	by := map[string]*incident.Event{}
	for _, e := range old {
		by[e.ID] = e
	}
	for i := range now {
		e := &now[i]
		was := by[e.ID]
		delete(by, e.ID)
		if !counts(e) {
			continue
		}
		e.Seq, e.Revision = provenance(e)
		if was != nil {
			if sameEvent(was, e) {
				continue
			}
			e.Revision = max(e.Revision, was.Revision+1)
			if e.Seq <= was.Seq {
				e.Seq = seq
			}
		}
		ch.put = append(ch.put, e)
	}
	for _, id := range slices.Sorted(maps.Keys(by)) {
		if e := by[id]; counts(e) {
			ch.gone = append(ch.gone, id)
		}
	}
}

// provenance returns the last record that an event owes something to, and how many there are.
func provenance(e *incident.Event) (last uint64, n int) {
	seen := map[uint64]bool{}
	for i := range e.Reports {
		r := &e.Reports[i]
		seen[r.Seq] = true
		if r.Touched != 0 {
			seen[r.Touched] = true
		}
		last = max(last, r.Seq, r.Touched)
	}
	return last, len(seen)
}

// sameEvent reports whether nothing but bookkeeping differs.
func sameEvent(a, b *incident.Event) bool {
	x, y := *a, *b
	x.Seq, x.Revision, x.PartOf = y.Seq, y.Revision, y.PartOf
	return bytes.Equal(encodeEvent(&x), encodeEvent(&y))
}
