package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// allDown: "13 drones had been launched and all had been shot down": what follows
// token i says that all of them were.
func (a *article) allDown(i int) bool {
	if a.lang != incident.English {
		return false
	}
	every := false
	for k := i + 1; k < len(a.toks) && k <= i+12 && !a.stop(k) && a.toks[k].Kind != token.Number; k++ {
		every = every || a.is(k, all) && a.any(i+1, k, conj|of) >= 0
		if every && a.is(k, down) {
			return true
		}
	}
	return false
}

// targets: "140 of the targets were shot down".
func (a *article) targets(c *count) bool {
	for k := c.last; k <= c.last+4 && k < len(a.toks) && a.lang == incident.English; k++ {
		if a.toks[k].Hash == hashTargets {
			return true
		}
	}
	return false
}

var hashTargets = token.Hash("targets")

// kinds returns both where the sentence names missiles and drones, else last.
func (a *article) kinds(st *sentence, last uint8) uint8 {
	var seen [2]bool
	for k := st.from; k < st.to; k++ {
		switch {
		case a.weaponAt(k, missileIndex):
			seen[0] = true
		case a.weaponAt(k, droneIndex):
			seen[1] = true
		}
	}
	if seen[0] && seen[1] {
		return both
	}
	return last
}

// sentOut are verbs whose counted weapons were launched.
var sentOut = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"used", "counted", "employed", "deployed", "recorded", "tracked", "detected", "registered", "included", "involved", "comprised"} {
		m[token.Hash(w)] = true
	}
	return m
}()
