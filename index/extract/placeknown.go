package extract

import "incidentbot/index/gazetteer"

// weighNamed weighs a reading by the places that were named before token i.
func (a *article) weighNamed(p *gazetteer.Place, i, s int, why string) (int, string) {
	r := region(p)
	for _, m := range a.lastKnown() {
		switch {
		case m.place == p:
			s, why = s+4, "named before"
			continue
		case m.class == gazetteer.State && p.Country == m.place.Country:
			continue
		}
		if m.region != nil && m.region == r && p.Class < gazetteer.Oblast && s < 20 {
			d := 3
			if i-m.last < 12 {
				d = 9
			}
			s, why = s+d, "its region is named"
		}
		if m.class == gazetteer.Raion && i-m.last < 40 && p.Class < gazetteer.Raion && p.Within(m.place) && s < 30 {
			s, why = s+6, "its district is named"
		}
	}
	return s, why
}

// knownPlace is what weighNamed asks of a mention; a settlement that the
// gazetteer does not know has no place.
type knownPlace struct {
	place, region *gazetteer.Place
	last          int
	class         gazetteer.Class
}

// lastKnown returns the last sixty mentions.
func (a *article) lastKnown() []knownPlace {
	for n := len(a.known); n < len(a.places); n++ {
		m := &a.places[n]
		k := knownPlace{place: m.place, region: region(m.place), last: m.last}
		if m.place != nil {
			k.class = m.place.Class
		}
		a.known = append(a.known, k)
	}
	return a.known[max(0, len(a.known)-60):]
}
