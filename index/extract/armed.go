package extract

import "incidentbot/index/incident"

// weapons records every weapon that sentence s names as used.
func (a *article) weapons(s int) {
	st := &a.sents[s]
	if st.has&weapon == 0 || !a.violent(st) && !a.used(st) && !a.bareVolley(st) {
		return
	}
	for i := st.from; i < st.to; i++ {
		e := &a.lex[i]
		if e.class&weapon == 0 || e.weapon == 0 {
			continue
		}
		n := a.rest(i)
		if !a.is(i, defence) && !a.filled(i, st) && !a.hardware(i, st) && a.any(max(st.from, i-6), i, hypo|talks) < 0 && !a.is(i+n+1, defence) && !a.qualified(i, n, st) && !a.madeOf(i+n+1) {
			a.facts = append(a.facts, fact{field: incident.FieldWeapon, weapon: e.weapon, first: i, last: i + n, at: i, sent: s, reason: "weapon named", place: -1, also: -1, scene: -1})
		}
		i += n
	}
}

// qualified reports that another word names the weapon at tokens i to i+n more
// closely: "HIMARS missiles" are rockets; what English drops from a drone is no mine.
func (a *article) qualified(i, n int, st *sentence) bool {
	switch a.lex[i].weapon {
	case artilleryIndex:
		return a.lang == incident.English && shelled[a.toks[i].Hash] && a.withRockets(i, st)
	case missileIndex:
		return a.weaponAt(i-1, rocketIndex) || a.weaponAt(i+n+1, rocketIndex)
	case mineIndex:
		for k := st.from; k < st.to; k++ {
			if a.weaponAt(k, droneIndex) {
				return true
			}
		}
	}
	return false
}

// madeOf reports that the weapon before token k only names a place: "a drone
// assembly workshop", "a missile depot".
func (a *article) madeOf(k int) bool {
	if a.lang != incident.English || k >= len(a.toks) {
		return false
	}
	if makers[a.toks[k].Hash] {
		return true
	}
	return a.is(k, object) && !a.is(k, harm) && (a.lex[k].object == otherIndex || incident.Damages[a.lex[k].object-1] == "industrial")
}

var makers = hashes("assembly", "manufacturing", "manufacture", "production", "producer", "maker", "makers", "manufacturer", "storage", "depot", "stockpile", "stockpiles", "launcher", "launchers", "components", "parts", "operators", "operator", "crew", "crews", "pilot", "pilots", "control", "testing", "base", "bases", "arsenal", "arsenals", "industry", "developer", "program", "programme")

var shelled = hashes("shelled", "shelling", "shellings")

// withRockets: "shelled the town with Grad rockets".
func (a *article) withRockets(i int, st *sentence) bool {
	for k := i + 1; k < st.to && k <= i+12 && !a.is(k, clause); k++ {
		if a.toks[k].Hash == hashWith && (a.weaponAt(k+1, rocketIndex) || a.weaponAt(k+2, rocketIndex)) {
			return true
		}
	}
	return false
}

func (a *article) weaponAt(k int, w uint8) bool { return a.is(k, weapon) && a.lex[k].weapon == w }

// used: "two FAB-250 bombs were used", after the attack was told.
func (a *article) used(st *sentence) bool {
	for k := st.from + 1; k < st.to; k++ {
		if usedWords[a.toks[k].Hash] && a.is(k-1, also) {
			return true
		}
	}
	return false
}

var usedWords = hashes("used", "employed", "deployed", "involved")

// violent reports a sentence that tells of an attack or of its effect.
func (a *article) violent(st *sentence) bool {
	return st.has&(attack|kill|hurt|launch|down|harm) != 0
}
