package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// hitNext reports that a new paragraph tells what the weapons hit in the place
// that the one before was about: "Three missiles hit an office block".
func (a *article) hitNext(st *sentence, th *thread) bool {
	return a.lang == incident.English && !th.many && th.para >= st.para-2 && a.any(st.from, st.to, object) >= 0 && a.any(st.from, st.to, nation|wave) < 0
}

// countryLed reports that the text has told of the whole country alone so far.
func (a *article) countryLed(f *fact, th *thread) bool {
	if th.place >= 0 || a.lang != incident.English {
		return false
	}
	for k := range a.facts {
		if g := &a.facts[k]; g.sent < f.sent && g.figure && (g.national || g.place >= 0 && a.places[g.place].country()) {
			return true
		}
	}
	return false
}

// ownPlace reports that a figure at token k is said of a place of its own.
func (a *article) ownPlace(k int) bool {
	for c := a.countCursor; c < len(a.counts) && a.counts[c].first <= k; c++ {
		if a.counts[c].first == k {
			p := a.placedAt(&a.counts[c])
			n := a.counts[c].last + 1
			for n < len(a.toks) && a.is(n, sub) {
				n++
			}
			return p > 0 && a.places[p-1].prep == n
		}
	}
	return false
}

// parts reports that token k parts the figure of f from place m for good: a
// semicolon before another clause, "including" before a figure with a place of
// its own ("nine were killed, including five in X").
func (a *article) parts(f *fact, m *mention, k int) bool {
	if !f.figure || isArms(f.field) {
		return false
	}
	return m.first > f.last && (a.mark(k, ';') && a.lang == incident.English || a.is(k, sub) && (!a.is(k, of) && a.ownPlace(k+1) || a.is(k, of) && a.ownPlace(k-1)))
}

var hashElsewhere, hashThere = token.Hash("elsewhere"), token.Hash("there")

// there: "ten people were killed there" goes on about the place before; "there were" does not.
func (a *article) there(st *sentence) bool {
	for k := st.from; k < st.to; k++ {
		if a.toks[k].Hash == hashThere && !a.is(k+1, also) && a.any(max(st.from, k-4), k, kill|hurt|person) >= 0 {
			return true
		}
	}
	return false
}
