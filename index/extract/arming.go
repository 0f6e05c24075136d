package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// arm gives the weapons that the text names to the scenes of their sentence.
func (a *article) arm() {
	for k := range a.facts {
		f := &a.facts[k]
		if f.field != incident.FieldWeapon {
			continue
		}
		f.scene = a.sceneOfWeapon(k)
	}
	a.armOthers()
}

// armOthers gives the weapons of a sentence to its scenes that got none: of
// "drones hit A, B and C" only the nearest has it so far.
func (a *article) armOthers() {
	n := len(a.facts)
	from := 0 // the sentence's first fact
	for k := range n {
		f := a.facts[k]
		if f.sent != a.facts[from].sent {
			from = k
		}
		if f.field == incident.FieldWeapon || f.scene < 0 || a.sents[f.sent].has&weapon == 0 || !a.armable(f.scene) || a.hasWeapon(f.scene) {
			continue
		}
		for j := from; j < n && a.facts[j].sent == f.sent; j++ {
			if w := a.facts[j]; w.field == incident.FieldWeapon && !a.parted(&f, &w) {
				w.scene, w.side = f.scene, ""
				a.facts = append(a.facts, w)
			}
		}
	}
}

// armable reports a scene that may get a weapon named beside another place: one
// with a fact of its own, or a region that hands it on to a place in it.
func (a *article) armable(s int) bool {
	sc := &a.scenes[s]
	return sc.solid || sc.gaz != nil && sc.gaz.Class == gazetteer.Oblast && a.finerScene(s) >= 0
}

// parted reports that a clause ends between facts f and w.
func (a *article) parted(f, w *fact) bool {
	lo, hi := min(f.at, w.at), max(f.at, w.at)
	if w.at < f.at && a.leads(w.at, f.at) {
		return false
	}
	for k := lo + 1; k < hi; k++ {
		if a.is(k, clause) || a.mark(k, ';') {
			return true
		}
	}
	return false
}

// leads reports that the weapon at i opens a list in which the fact at j stands:
// "after the drone raid: in A - a house; in B - a school".
func (a *article) leads(i, j int) bool {
	for k := i + 1; k < j && !a.is(k, clause); k++ {
		if a.mark(k, ':') {
			return true
		}
	}
	return false
}

// sceneOfWeapon returns the scene whose words stand nearest to the weapon: in
// its sentence, else of the same place.
func (a *article) sceneOfWeapon(n int) int {
	best, at := 100000, -1
	f := &a.facts[n]
	lo, hi := a.factsAround(n)
	for k := lo; k < hi; k++ {
		g := &a.facts[k]
		if g.scene < 0 || g.field == incident.FieldWeapon {
			continue
		}
		same := f.place >= 0 && g.place >= 0 && a.samePlace(f.place, g.place) || f.place < 0 && f.national && g.place < 0
		if g.sent != f.sent && !same {
			continue
		}
		if g.sent == f.sent && a.earlier(g.at, f.at) {
			continue
		}
		d := g.at - f.at
		if d < 0 {
			d = -d
		}
		if g.sent == f.sent {
			d += 4 * a.pauses(min(f.at, g.at), max(f.at, g.at))
		}
		if g.sent != f.sent {
			d += 200
		}
		if same {
			d -= 10
		}
		if d < best {
			best, at = d, g.scene
		}
	}
	return at
}

// factsAround returns the range of the facts told in fact n's paragraph or in a
// sentence beside its own; facts stand in the order of sentences.
func (a *article) factsAround(n int) (lo, hi int) {
	f := &a.facts[n]
	near := func(g *fact) bool {
		return f.sent-g.sent <= 1 && g.sent-f.sent <= 1 || a.sents[g.sent].para == a.sents[f.sent].para
	}
	for lo = n; lo > 0 && near(&a.facts[lo-1]); lo-- {
	}
	for hi = n + 1; hi < len(a.facts) && near(&a.facts[hi]); hi++ {
	}
	return lo, hi
}

// earlier reports that words between tokens i and j tell of a time before:
// "missiles hit A, hours after a night of drones" says nothing of drones on A.
func (a *article) earlier(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if a.is(k, back) && a.is(k, clause) {
			return true
		}
	}
	return false
}

// pauses counts the commas, semicolons and clause words between tokens i and j.
func (a *article) pauses(i, j int) int {
	n := 0
	for k := i + 1; k < j; k++ {
		if a.mark(k, ',') || a.mark(k, ';') || a.is(k, clause) {
			n++
		}
	}
	return n
}

// samePlace reports that two mentions are of one place; a city's district is the city.
func (a *article) samePlace(i, j int) bool {
	m, n := &a.places[i], &a.places[j]
	if m.own.ID != "" || n.own.ID != "" {
		return m.own.ID == n.own.ID
	}
	return cityOf(m.place) == cityOf(n.place)
}

// cityOf returns the city whose district p is, else p.
func cityOf(p *gazetteer.Place) *gazetteer.Place {
	if p != nil && p.Class == gazetteer.CityDistrict && p.Parent != nil {
		return p.Parent
	}
	return p
}
