package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// placesIn returns the range of a.places within tokens [from,to).
func (a *article) placesIn(from, to int) (lo, hi int) {
	for lo = a.placeCursor; lo < len(a.places) && a.places[lo].first < from; lo++ {
	}
	for hi = lo; hi < len(a.places) && a.places[hi].first < to; hi++ {
	}
	a.placeCursor = lo
	return lo, hi
}

// whensIn returns the range of a.whens within tokens [from,to).
func (a *article) whensIn(from, to int) (lo, hi int) {
	for lo = a.whenCursor; lo < len(a.whens) && a.whens[lo].First < from; lo++ {
	}
	for hi = lo; hi < len(a.whens) && a.whens[hi].First < to; hi++ {
	}
	a.whenCursor = lo
	return lo, hi
}

// thread is what the text is about at the moment: where, and when.
type thread struct {
	place    int              // last place of a fact, -1 none
	many     bool             // the last sentence told of several places
	area     *gazetteer.Place // the district or region that holds them all
	para     int
	when     int // index in a.whens, -1 none
	whenPara int
	listWhen int // of the words that lead in a list, -1 none
}

// place gives the facts of sentence s, a.facts[from:], their place.
func (a *article) placeFacts(s, from int, th *thread) {
	st := &a.sents[s]
	lo, hi := a.placesIn(st.from, st.to)
	if s > 0 && a.lang == incident.English && a.sents[s-1].bullet && !st.bullet && a.sents[s-1].para != st.para {
		th.place, th.many, th.area = -1, false, nil // after a list
	}
	if st.bullet && a.newsList {
		th.place, th.when = -1, -1 // another item
	}
	for k := from; k < len(a.facts); k++ {
		f := &a.facts[k]
		if f.bound > 0 {
			f.place = f.bound - 1
			if isArms(f.field) && a.lang != incident.English && a.saidOfAll(f) {
				f.place, f.national = -1, true
				continue
			}
			if isArms(f.field) && a.longList(f.place, hi) {
				f.place, f.national = -1, true
				continue
			}
		}
		if a.ofWave(f, st) {
			f.national = true
			continue
		}
		if f.place < 0 {
			f.place = a.placeFor(f, st, lo, hi, th)
		}
		if f.place >= 0 && f.field != incident.FieldWeapon {
			if r := a.sharedBy(f, lo, hi); r >= 0 {
				f.place = r
				continue
			}
			if a.andOthers(f, hi) || a.countrywide(f, st) {
				f.place, f.national = -1, true
				continue
			}
			f.also = a.jointPlace(f, lo, hi)
		}
	}
	a.spread(from, lo, hi)
	if p := a.topic(st, lo, hi, from); p >= 0 {
		th.place, th.para, th.many = a.common(th, p, st, lo, hi)
		th.area = nil
		if th.many {
			th.area = a.holds(lo, hi)
		}
	}
}

// topic returns the place that the next sentence goes on about.
func (a *article) topic(st *sentence, lo, hi, from int) int {
	for k := len(a.facts) - 1; k >= from; k-- {
		f := &a.facts[k]
		if f.place >= 0 && !a.places[f.place].country() && f.field != incident.FieldWeapon && !a.afterwards(f, st) {
			return f.place
		}
	}
	for k := lo; k < hi; k++ {
		if a.lang == incident.English && a.lookedBack(st, a.places[k].first) {
			break
		}
		if m := &a.places[k]; m.role == location && !m.absorbed && !m.country() && (m.first-st.from <= 9 || a.violent(st)) {
			return k
		}
	}
	return -1
}

// several reports a sentence that lists places of the same level as attacked together.
func (a *article) several(st *sentence, lo, hi int) bool {
	prev, n := -1, 0
	for k := lo; k < hi; k++ {
		m := &a.places[k]
		if m.absorbed || m.role != location || m.country() {
			continue
		}
		if prev >= 0 && a.places[prev].class() == m.class() && a.places[prev].incident().ID != m.incident().ID && m.first-a.places[prev].last <= 8 &&
			a.any(a.places[prev].last+1, m.first, kill|hurt|attack|launch|down|clause|say) < 0 {
			n++
		}
		prev = k
	}
	return n > 0
}

// common returns the place that the next sentence goes on about: p, the topic of
// this one, or where this one lists several places, the region that holds them.
func (a *article) common(th *thread, p int, st *sentence, lo, hi int) (place, para int, many bool) {
	if !a.several(st, lo, hi) {
		return p, st.para, false
	}
	for _, r := range [...]int{th.place, lo, hi - 1} {
		if r < 0 || a.places[r].settlement() || a.places[r].country() {
			continue
		}
		all := true
		for k := lo; k < hi; k++ {
			m := &a.places[k]
			if m.role == location && !m.absorbed && !m.country() && !a.inside(k, r) {
				all = false
			}
		}
		if all {
			return r, st.para, false
		}
	}
	return p, st.para, true
}

// holds returns the district or region that all the places lo to hi lie in, nil if none.
func (a *article) holds(lo, hi int) *gazetteer.Place {
	var area *gazetteer.Place
	for k := lo; k < hi; k++ {
		m := &a.places[k]
		if m.role != location || m.absorbed || m.country() {
			continue
		}
		p := m.place
		if area == nil {
			area = p
			continue
		}
		for area != nil && !p.Within(area) {
			area = area.Parent
		}
	}
	if area == nil || area.Class != gazetteer.Raion && area.Class != gazetteer.Oblast {
		return nil
	}
	return area
}
