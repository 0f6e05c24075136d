package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// launchedAt returns the place that the sentence said f's weapons were launched at before, -1 if none.
func (a *article) launchedAt(f *fact) int {
	for k := len(a.facts) - 1; k >= 0 && a.facts[k].sent == f.sent; k-- {
		if g := &a.facts[k]; g.field == incident.FieldLaunched && g.weapon == f.weapon && g.last < f.first {
			return g.place
		}
	}
	return -1
}

// saidOfAll reports that an earlier sentence said f's figure of the whole country.
func (a *article) saidOfAll(f *fact) bool {
	for k := range a.facts {
		g := &a.facts[k]
		if g == f || g.sent > f.sent {
			return false
		}
		if g.field == f.field && g.weapon == f.weapon && (g.national || g.place >= 0 && a.places[g.place].country()) && g.value == f.value && f.value.Floor() > 2 {
			return true
		}
	}
	return false
}

// hardware reports that the guns at token i were destroyed, not used: "знищено два міномети".
func (a *article) hardware(i int, st *sentence) bool {
	if a.lang == incident.English || a.lex[i].weapon == 0 || a.lex[i].weapon >= both || shot[a.lex[i].weapon-1] {
		return false
	}
	lo, hi := a.countsIn(st.from, st.to)
	for k := lo; k < hi; k++ {
		if c := &a.counts[k]; c.lexAt == i {
			v, _ := a.verbBefore(c, st)
			return v == down
		}
	}
	return false
}

// armOnly gives the weapons that no scene of their sentence took to the only
// scene of the text.
func (a *article) armOnly() {
	if a.lang == incident.English {
		return
	}
	at := -1
	for s := range a.scenes {
		if !a.scenes[s].folded {
			if at >= 0 {
				return
			}
			at = s
		}
	}
	for k := range a.facts {
		if f := &a.facts[k]; at >= 0 && f.field == incident.FieldWeapon && f.scene < 0 && !f.span {
			f.scene = at
		}
	}
}

// bareVolley reports a sentence of nothing but weapons: "Дві балістичні ракети."
func (a *article) bareVolley(st *sentence) bool {
	if a.lang == incident.English || st.to-st.from > 6 {
		return false
	}
	lo, hi := a.countsIn(st.from, st.to)
	return hi-lo == 1 && a.counts[lo].thing == arms && a.counts[lo].first == st.from && a.counts[lo].last >= st.to-3
}

// ahead returns the place, or what holds the places, that the next sentences
// name, for a toll told before any place was named.
func (a *article) ahead(st *sentence) (place int, area *gazetteer.Place) {
	if a.lang == incident.English || a.any(st.from, st.to, nation|wave) >= 0 {
		return -1, nil
	}
	lo := a.placeAfter(st.to)
	hi := lo
	for hi < len(a.places) && a.places[hi].first < st.to+60 {
		hi++
	}
	place = -1
	for k := lo; k < hi; k++ {
		m := &a.places[k]
		if m.role != location || m.absorbed || m.country() {
			continue
		}
		if place >= 0 && !a.samePlace(place, k) {
			return -1, a.holds(lo, hi)
		}
		place = k
	}
	return place, nil
}
