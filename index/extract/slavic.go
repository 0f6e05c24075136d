package extract

import (
	"bytes"

	"incidentbot/index/extract/quantity"
	"incidentbot/index/incident"
)

// toldFate returns launch or down as the sentence's words say of the list that
// it opens: "Збито:" before lines of weapons.
func (a *article) toldFate(st *sentence) class {
	for k := st.to - 1; k >= st.from; k-- {
		if v := a.lex[k].class & (down | launch); v != 0 && v != down|launch {
			return v
		}
	}
	return 0
}

// filled reports that the weapon word at i only says what another weapon
// carried or fired: an explosive dropped by a drone, shells of a rocket system.
func (a *article) filled(i int, st *sentence) bool {
	w := a.lex[i].weapon
	if a.lang == incident.English || w != mineIndex && w != artilleryIndex {
		return false
	}
	for k := max(st.from, i-8); k < st.to && k <= i+8; k++ {
		switch {
		case a.stop(k):
			if k > i {
				return false
			}
		case w == mineIndex && a.lex[k].weapon == droneIndex,
			w == artilleryIndex && a.lex[k].weapon == rocketIndex && k > i && k <= i+4 && a.any(i, k, from) >= 0:
			return true
		}
	}
	return false
}

// 1 + the index of each in incident.Weapons.
var droneIndex, mineIndex, artilleryIndex, rocketIndex = weaponNumber(incident.Drone), weaponNumber(incident.Mine), weaponNumber(incident.Artillery), weaponNumber(incident.Rocket)

func weaponNumber(w incident.Weapon) uint8 {
	for i, x := range incident.Weapons {
		if x == w {
			return uint8(i + 1)
		}
	}
	return 0
}

// lines reports that sentences s to t are lines of one list.
func (a *article) lines(s, t int) bool {
	for k := s; k <= t; k++ {
		if !a.sents[k].bullet || k > s && a.sents[k].para == a.sents[s].para && !a.sents[k].bullet {
			return false
		}
	}
	return true
}

// warlike reports that a Ukrainian or Russian text has any word of an attack,
// a weapon or a side: people also die in accidents.
func (a *article) warlike() bool {
	return a.lang == incident.English || a.any(0, len(a.toks), attack|weapon|launch|sideRU|sideUA) >= 0
}

// objectFirst: Ukrainian and Russian name the thing at tokens i to j first and
// its attacker after the verb at k: "автобус атакував дрон", "по школі вдарила ракета".
func (a *article) objectFirst(i, j, k int, st *sentence) bool {
	if a.lang == incident.English || k-j > 7 {
		return false
	}
	for n := j + 1; n < k; n++ {
		if a.mark(n, ',') || a.is(n, weapon|sideRU|sideUA|conj) && n != k-1 {
			return false
		}
	}
	at := a.any(max(st.from, i-3), i, prep)
	return at >= 0 && aimed[a.toks[at].Hash] || at < 0 && k+1 < st.to && a.any(k+1, min(st.to, k+3), weapon|sideRU|sideUA) >= 0
}

// aimed are the prepositions of what is fired at.
var aimed = hashes("по", "в", "у", "во")

// instrument reports that the weapons counted by c are in the instrumental case:
// "вдарили п'ятьма ракетами".
func (a *article) instrument(c *count) bool {
	if a.lang == incident.English || c.thing != arms {
		return false
	}
	for k := c.num + 1; k <= c.last; k++ {
		if w := a.toks[k].Text(a.text); a.is(k, weapon) && (bytes.HasSuffix(w, []byte("ами")) || bytes.HasSuffix(w, []byte("ями"))) {
			return true
		}
	}
	return false
}

// outOf reads the whole of "два дрони з чотирьох": q counts what c is a part of.
func (a *article) outOf(c *count, q *quantity.Quantity) bool {
	return c.thing == arms && c.of == 0 && a.lang != incident.English && a.is(c.last+1, of|from) && q.First == c.last+2 && q.Kind == quantity.Count &&
		q.Value.Min > c.value.Min && !a.is(q.Last+1, regionWord|townWord|districtWord|person|object)
}
