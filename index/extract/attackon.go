package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// fieldAttack is the field of a fact that only says that a place was attacked.
const fieldAttack incident.Field = "attack"

// attacks records which places sentence s says were attacked.
func (a *article) attacks(s int) {
	st := &a.sents[s]
	if st.has&(attack|launch|harm) == 0 {
		return
	}
	lo, hi := a.placesIn(st.from, st.to)
	for k := lo; k < hi; k++ {
		m := &a.places[k]
		if m.role != location || m.absorbed || m.class() == gazetteer.Area || m.country() && m.place.Country != "UA" && m.place.Country != "RU" {
			continue // "a ship under the flag of Panama"
		}
		if at := a.attackOn(m, st); at >= 0 {
			a.facts = append(a.facts, fact{field: fieldAttack, first: min(at, m.first), last: max(at, m.last), at: m.first, sent: s, place: k, also: -1, scene: -1, reason: "attack on a place"})
		}
	}
}

// attackOn returns the attack word that governs the place, or -1.
func (a *article) attackOn(m *mention, st *sentence) int {
	for k := m.first - 1; k >= st.from && k >= m.first-14; k-- {
		if a.is(k, attack|launch|harm) && a.any(max(st.from, k-4), k, hypo|negation) < 0 {
			if a.wasNot(m, st) {
				return -1
			}
			return k
		}
		if a.is(k, say|clause|talks) || a.mark(k, ';') || a.stop(k) {
			break
		}
	}
	for k := m.last + 1; k < st.to && k <= m.last+10; k++ {
		if a.placeStarts(k) {
			break
		}
		if a.is(k, attack|harm) && a.any(max(st.from, k-4), k, hypo|negation) < 0 && (m.prep >= 0 || (m.first == st.from || a.lang != incident.English) && (a.mark(m.last+1, ':') || a.lang != incident.English && a.dash(m.last+1)) || a.passive(k) || a.is(k-1, also) || a.under(m.last+1, k)) {
			return k
		}
		if a.is(k, say|clause|talks) || a.mark(k, ';') || a.stop(k) {
			break
		}
	}
	return -1
}

// wasNot: "атаки на Суми вночі не було", "удара по Белгороду не было".
func (a *article) wasNot(m *mention, st *sentence) bool {
	for k := m.last + 1; a.lang != incident.English && k+1 < st.to && k <= m.last+3 && a.toks[k].Kind != token.Mark; k++ {
		if a.is(k, negation) && a.is(k+1, also) {
			return true
		}
	}
	return false
}

// placeStarts reports that the name of another location begins at token k.
func (a *article) placeStarts(k int) bool {
	for j := a.placeCursor; j < len(a.places) && a.places[j].first <= k; j++ {
		if m := &a.places[j]; m.first == k && m.role == location && !m.absorbed && !m.ref {
			return true
		}
	}
	return false
}

var hashUnder = token.Hash("under")

// under: "Kyiv came under drone attack".
func (a *article) under(i, k int) bool {
	for j := k - 1; j >= i && j >= k-4; j-- {
		if a.toks[j].Hash == hashUnder {
			return true
		}
	}
	return false
}
