package extract

import "incidentbot/index/incident"

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
