package extract

import (
	"incidentbot/index/incident"
)

// placeNone decides about a fact when the text has told of no place yet that it
// can be of: the place ahead, else the country, else none.
func (a *article) placeNone(f *fact, st *sentence, lo, hi int, th *thread) int {
	if !isArms(f.field) && f.field != incident.FieldWeapon && th.place < 0 && !th.many {
		if p, area := a.ahead(st); p >= 0 {
			return p
		} else if area != nil {
			f.area = area
			return -1
		}
	}
	f.national = true
	if f.figure && !isArms(f.field) && a.placeless() {
		f.lost = true
	}
	if f.field == incident.FieldDamage || f.field == incident.FieldOutage {
		f.lost = !a.countryLed(f, th) && !th.many && !a.local(lo, hi) && st.has&(nation|wave) == 0 && !a.countryIn(lo, hi) && !(a.bareList(st) && f.sent+1 < len(a.sents) && a.sents[f.sent+1].has&nation != 0)
	}
	return -1
}

// countryIn reports that one of the places lo to hi is a country as a location.
func (a *article) countryIn(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if a.places[k].role == location && a.places[k].country() {
			return true
		}
	}
	return false
}
