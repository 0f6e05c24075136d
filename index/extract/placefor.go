package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// partOver reports that only another figure is said of place k, which f is at
// cost from: "68 drones, of them 20 over …".
func (a *article) partOver(f *fact, k, cost int) bool {
	m := &a.places[k]
	for i := f.last + 1; i < m.first; i++ {
		if a.is(i, sub) && f.bound == 0 || cost >= 20 && a.mark(i, ',') {
			return true
		}
	}
	return cost >= 20 && m.first < f.first
}

// placeFor decides where fact f happened: the cheapest place of its sentence,
// else the speaker's, else the one the text is about.
func (a *article) placeFor(f *fact, st *sentence, lo, hi int, th *thread) int {
	best, at := 1000, -1
	for k := lo; k < hi; k++ {
		m := &a.places[k]
		if m.absorbed {
			continue
		}
		cost := a.placeCost(f, m)
		if cost < 60 && !isArms(f.field) && a.hasFiner(k, lo, hi, f) {
			cost += 12
		}
		if cost < best || cost == best && at >= 0 && isArms(f.field) && a.lang != incident.English && m.finer(&a.places[at]) {
			best, at = cost, k
		}
	}
	if isArms(f.field) && f.bound == 0 && a.lang != incident.English && a.saidOfAll(f) {
		f.national = true
		return -1
	}
	if f.field == incident.FieldIntercepted && f.bound == 0 {
		if p := a.launchedAt(f); p >= 0 {
			return p
		}
	}
	if isArms(f.field) && (at < 0 || best >= 12) {
		if p := a.lastBarrage(f); p >= 0 {
			return p
		}
	}
	if isArms(f.field) && at >= 0 && best < 60 && (a.partOver(f, at, best) || best >= 12 && a.forces(st.from, st.to)) {
		at, best = -1, 1000
	}
	if at >= 0 && best < 60 {
		return at
	}
	return a.placeElse(f, st, lo, hi, th, at)
}

// placeElse decides about a fact whose sentence names no place that it can be
// of; at is the speaker's place there, -1 if there is none.
func (a *article) placeElse(f *fact, st *sentence, lo, hi int, th *thread, at int) int {
	if f.field == incident.FieldLaunched || f.field == incident.FieldIntercepted {
		if a.forces(st.from, st.to) || a.sumUp(f, st) || th.place < 0 && (at < 0 || a.any(a.places[at].first, min(st.to, a.places[at].last+4), governor) < 0) || at < 0 && th.para != st.para && !a.hitNext(st, th) {
			f.national = true
			return -1
		}
	}
	if at >= 0 { // only the speaker's place
		if th.place >= 0 && a.inside(th.place, at) {
			return th.place
		}
		return at
	}
	if f.field == incident.FieldDamage && a.digest && st.heading && !st.bullet && a.toks[st.from].Break > 0 && a.lang == incident.English {
		f.lost = true // a headline of its own
		return -1
	}
	if f.field == incident.FieldWeapon && a.tallied(f.sent, th) {
		f.national = true
		return -1
	}
	if !f.figure && f.field != fieldAttack && a.otherSide(f.sent, th) {
		f.lost = true
		return -1
	}
	if h := a.holderIn(st.from, st.to); h >= 0 && (th.place < 0 || !a.inside(th.place, h)) {
		return h
	}
	if th.place >= 0 && !th.many && f.figure && a.there(st) {
		return th.place
	}
	if st.has&(nation|wave) != 0 && !a.local(lo, hi) {
		f.national = true
		return -1
	}
	if !f.figure && a.besideNational(f) {
		f.national = true
		return -1
	}
	if p, ok := a.repeats(f); ok {
		f.national = p < 0
		return p
	}
	if th.place >= 0 && !th.many {
		return th.place
	}
	if th.many && th.area != nil {
		f.area = th.area
		return -1
	}
	return a.placeNone(f, st, lo, hi, th)
}

// besideNational reports that f's sentence has a nationwide figure.
func (a *article) besideNational(f *fact) bool {
	for k := len(a.facts) - 1; k >= 0 && a.facts[k].sent == f.sent; k-- {
		if g := &a.facts[k]; g.figure && g.national {
			return true
		}
	}
	return false
}

// hasFiner reports that place k is a region named with one place in it, where
// the sentence has no figure of the region's own.
func (a *article) hasFiner(k, lo, hi int, f *fact) bool {
	m := &a.places[k]
	if m.settlement() || m.country() {
		return false
	}
	finer := -1
	for j := lo; j < hi; j++ {
		n := &a.places[j]
		if j == k || n.role != location || n.absorbed || !n.finer(m) {
			continue
		}
		if finer >= 0 {
			return false
		}
		finer = j
	}
	if finer < 0 {
		return false
	}
	n := &a.places[finer]
	if n.first <= f.last || m.last >= f.first {
		return false
	}
	// "the raid on the region hit a port and cut power in the town": two things told
	return f.figure || a.any(f.last+1, n.first, conj) < 0 || a.any(f.last+1, n.first, harm|cut|kill|hurt|attack) < 0
}

// local reports that one of the places lo to hi is a settlement, district or region.
func (a *article) local(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if a.places[k].role == location && !a.places[k].country() {
			return true
		}
	}
	return false
}

// repeats returns the place of an earlier fact with the same figure.
func (a *article) repeats(f *fact) (int, bool) {
	if !f.figure {
		return -1, false
	}
	for k := range a.facts {
		g := &a.facts[k]
		if g.sent >= f.sent {
			break
		}
		if g.field == f.field && g.figure && g.value.Floor() == f.value.Floor() && (f.value.Floor() >= 3 || a.pairRepeats(f, g)) {
			return g.place, true
		}
	}
	return -1, false
}

// pairRepeats reports that the sentences of f and g have another figure in common.
func (a *article) pairRepeats(f, g *fact) bool {
	for k := range a.facts {
		p := &a.facts[k]
		if p.sent != f.sent || p.field == f.field || !p.figure {
			continue
		}
		for j := range a.facts {
			q := &a.facts[j]
			if q.sent == g.sent && q.field == p.field && q.figure && q.value.Floor() == p.value.Floor() {
				return true
			}
		}
	}
	return false
}

// lastBarrage returns the place of the barrage that the paragraph told of just before, -1 if none.
func (a *article) lastBarrage(f *fact) int {
	for k := len(a.facts) - 1; k >= 0; k-- {
		g := &a.facts[k]
		if g.sent < f.sent-2 || a.sents[g.sent].para != a.sents[f.sent].para {
			return -1
		}
		if g.sent < f.sent && g.field == incident.FieldLaunched {
			if g.place >= 0 && !a.places[g.place].country() {
				return g.place
			}
			return -1
		}
	}
	return -1
}

// countAt reports that another figure begins at token k.
func (a *article) countAt(k int) bool {
	for c := a.countCursor; c < len(a.counts) && a.counts[c].first <= k; c++ {
		if a.counts[c].first == k {
			return a.lang == incident.English || a.counts[c].thing != foreign
		}
	}
	return false
}

func isArms(f incident.Field) bool {
	return f == incident.FieldLaunched || f == incident.FieldIntercepted
}

// inside reports whether place mention i is place mention j or lies in it.
func (a *article) inside(i, j int) bool {
	m, n := &a.places[i], &a.places[j]
	return m.place != nil && n.place != nil && n.own.ID == "" && m.place.Within(n.place)
}

// placeCost weighs that fact f happened at m; 1000 if it cannot have.
func (a *article) placeCost(f *fact, m *mention) int {
	base := 0
	switch m.role {
	case location:
	case title:
		base = 60
	case example:
		base = 40
	default:
		return 1000
	}
	if m.class() == gazetteer.Area && !isArms(f.field) {
		return 1000 // nobody is hurt "on the Black Sea"
	}
	if m.country() {
		if m.first > 1 && a.toks[m.first-2].Hash == hashElsewhere {
			base += 30
		}
		base += 14
		if f.field == incident.FieldWeapon {
			base -= 12
		}
	}
	lo, hi := a.betweenPlace(f, m)
	cost := base + (hi-lo)/2
	for k := lo; k < hi; k++ {
		switch {
		case a.parts(f, m, k), m.first > f.last && a.is(k, back) && a.is(k, clause) && a.lang == incident.English:
			return 1000
		case a.mark(k, ';'):
			cost += 14
		case a.is(k, clause):
			cost += 6
		case a.is(k, kill|hurt|down) && f.figure:
			cost += 3
		case isArms(f.field) && f.bound == 0 && a.countAt(k):
			cost += 20
		case f.figure && m.first > f.last && a.mark(k, ':'):
			cost += 14 // what follows divides the figure
		case isArms(f.field) && m.first > f.last && a.mark(k, ','):
			cost += 9
		case a.is(k, say):
			cost += 2
		case a.is(k, conj):
			cost++
		case a.toks[k].Break > 0:
			cost += 3
		}
	}
	if m.first > f.last && m.prep < 0 {
		cost += 4
	}
	if m.prep == f.last+1 {
		cost -= 4 // "killed in X"
	}
	if m.ref {
		cost += 2
	}
	return cost
}

// betweenPlace returns the tokens between fact f and place m, none where f spans it.
func (a *article) betweenPlace(f *fact, m *mention) (lo, hi int) {
	switch {
	case f.field == incident.FieldDamage && a.lang != incident.English && m.last < f.at:
		return m.last + 1, f.at // one verb over things in several places
	case m.first > f.last:
		return f.last + 1, m.first
	case m.last >= f.first:
		return 0, 0
	}
	return m.last + 1, f.first
}
