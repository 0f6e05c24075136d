package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// jointPlace returns the second place of "in A and in B", whose figure is one, or -1.
func (a *article) jointPlace(f *fact, lo, hi int) int {
	if f.place < lo || f.place >= hi || !f.figure || f.bound > 0 {
		return -1
	}
	m := &a.places[f.place]
	if k := f.place - 1; k >= lo && a.paired(k) {
		f.place = k
		return k + 1
	}
	for k := f.place + 1; k < hi; k++ {
		n := &a.places[k]
		if n.absorbed || n.role != location {
			continue
		}
		if n.first-m.last <= 6 && n.class() == m.class() && a.any(m.last+1, n.first, conj) >= 0 && a.any(m.last+1, n.first, kill|hurt|clause|say|down|attack|launch) < 0 && !a.hasNumber(m.last+1, n.first) {
			return k
		}
		break
	}
	return -1
}

// spread gives what was hit or cut without a figure, from a.facts[from] on, to
// every place of its list: "lines were damaged in the A, B and C regions".
func (a *article) spread(from, lo, hi int) {
	n := len(a.facts)
	for k := from; k < n; k++ {
		if a.facts[k].also >= 0 {
			return // their figure is one
		}
	}
	for k := from; k < n; k++ {
		f := a.facts[k]
		if f.field != incident.FieldDamage && f.field != incident.FieldOutage || f.figure || f.place < lo || f.place >= hi {
			continue
		}
		first, last := f.place, f.place
		for first > lo && a.coordinate(first-1) {
			first--
		}
		for last+1 < hi && a.coordinate(last) {
			last++
		}
		for p := first; p <= last; p++ {
			if p != f.place {
				g := f
				g.place = p
				a.facts = append(a.facts, g)
			}
		}
	}
}

// coordinate reports that place k and the next one stand in one list of their level.
func (a *article) coordinate(k int) bool {
	m, n := &a.places[k], &a.places[k+1]
	if m.absorbed || n.absorbed || m.role != location || n.role != location || m.ref || n.ref || m.country() || m.settlement() != n.settlement() || n.first-m.last > 4 || n.first-m.last < 2 {
		return false
	}
	for i := m.last + 1; i < n.first; i++ {
		if !a.is(i, conj|prep) && !a.mark(i, ',') && a.toks[i].Hash != hashThe || a.is(i, clause) {
			return false
		}
	}
	return true
}

// longList reports that place k opens a list of three and more of its level:
// weapons shot down over so many regions are the country's.
func (a *article) longList(k, hi int) bool {
	n := 1
	for ; k+1 < hi; k++ {
		m, next := &a.places[k], &a.places[k+1]
		if next.first-m.last > 3 || next.class() != m.class() && next.settlement() != m.settlement() || a.hasNumber(m.last+1, next.first) {
			break
		}
		n++
	}
	return n >= 3
}

// sharedBy returns the district or region of places lo to hi that has the figure
// of f: "in region R, three were killed in A, B and C, and seven wounded"; -1 if
// f's place is in no such list.
func (a *article) sharedBy(f *fact, lo, hi int) int {
	if !f.figure || f.bound > 0 || f.place < lo || f.place >= hi || isArms(f.field) || !a.places[f.place].settlement() {
		return -1
	}
	first := f.place
	for first > lo && a.places[first].first-a.places[first-1].last <= 3 && a.places[first-1].settlement() && !a.hasNumber(a.places[first-1].last+1, a.places[first].first) {
		first--
	}
	if !a.longList(first, hi) {
		return -1
	}
	for r := lo; r < hi; r++ {
		if n := &a.places[r]; n.role == location && !n.settlement() && !n.country() && a.inside(f.place, r) {
			return r
		}
	}
	return -1
}

// ofWave: "a massive strike that also included 36 missiles".
func (a *article) ofWave(f *fact, st *sentence) bool {
	return f.field == incident.FieldLaunched && f.bound == 0 && st.has&wave != 0 && a.lang == incident.English && waveHolds[a.toks[f.first].Hash]
}

var waveHolds = map[uint64]bool{token.Hash("included"): true, token.Hash("involved"): true, token.Hash("comprised"): true}

// andOthers: "39 people in Kyiv, Dnipro, Odesa and other cities": of no one place.
func (a *article) andOthers(f *fact, hi int) bool {
	if !f.figure || f.bound > 0 || isArms(f.field) || a.lang != incident.English {
		return false
	}
	k := f.place
	for k+1 < hi && a.places[k+1].first-a.places[k].last <= 2 {
		k++
	}
	n := a.places[k].last + 1
	return a.is(n, conj) && a.is(n+1, more) && n+2 < len(a.toks) && (a.is(n+2, townWord|regionWord|districtWord|unit) || a.toks[n+2].Hash == hashPlaces)
}

var hashPlaces = token.Hash("places")

// countrywide: "killing 18 people across Ukraine and injuring 130".
func (a *article) countrywide(f *fact, st *sentence) bool {
	if !f.figure || f.bound > 0 || isArms(f.field) || a.lang != incident.English {
		return false
	}
	if k := a.any(f.last+1, min(st.to, f.last+3), nation); k >= 0 && a.is(k, prep) {
		return true
	}
	for k := range a.facts {
		if g := &a.facts[k]; g.sent == f.sent && g.figure && g.national && !isArms(g.field) && f.first > g.last && f.first-g.last <= 6 && a.any(g.last+1, f.first, conj) >= 0 {
			return true
		}
	}
	return false
}

// paired reports that place k and the next one are named as one: "Saratov and Ryazan regions".
func (a *article) paired(k int) bool {
	m, n := &a.places[k], &a.places[k+1]
	if m.absorbed || m.role != location || m.class() != n.class() || m.country() || n.first-m.last > 3 || n.first-m.last < 2 {
		return false
	}
	for i := m.last + 1; i < n.first; i++ {
		if !a.is(i, conj|prep) || a.is(i, clause) {
			return false
		}
	}
	return true
}

func (a *article) hasNumber(i, j int) bool {
	for ; i < j; i++ {
		if a.toks[i].Kind == token.Number {
			return true
		}
	}
	return false
}
