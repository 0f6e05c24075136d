package extract

import (
	"slices"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// fold gives the facts of a region's or district's scene to the one finer scene
// in it that tells the same: a headline names the region, the text the village.
func (a *article) fold() {
	for s := range a.scenes {
		sc := &a.scenes[s]
		if sc.gaz == nil || sc.gaz.Class < gazetteer.Raion || sc.gaz.Class >= gazetteer.State {
			continue
		}
		if t := a.finerScene(s); t >= 0 && a.sameTold(s, t) {
			if a.trace != nil {
				a.note("scene "+sc.place.Name, -1, -1, "folded into "+a.scenes[t].place.Name)
			}
			for k := range a.facts {
				if a.facts[k].scene == s {
					a.facts[k].scene = t
				}
			}
			sc.folded = true
		}
	}
}

// foldUp gives a hromada's scene without victims to the raion's that the text
// tells of as a whole.
func (a *article) foldUp() {
	for t := range a.scenes {
		d := &a.scenes[t]
		if d.folded || d.place.Kind != incident.District || d.gaz == nil || d.gaz.Class == gazetteer.Raion || a.hasVictims(t) {
			continue
		}
		for s := range a.scenes {
			sc := &a.scenes[s]
			if s == t || sc.folded || sc.gaz == nil || sc.gaz.Class != gazetteer.Raion || !d.gaz.Within(sc.gaz) || d.day != sc.day {
				continue
			}
			for k := range a.facts {
				if a.facts[k].scene == t {
					a.facts[k].scene = s
				}
			}
			sc.solid, d.folded = sc.solid || d.solid, true
			break
		}
	}
}

func (a *article) hasVictims(s int) bool {
	for k := range a.facts {
		f := &a.facts[k]
		if f.scene == s && f.figure && f.value.Floor() > 0 && (f.field == incident.FieldKilled || f.field == incident.FieldInjured) {
			return true
		}
	}
	return false
}

// finerScene returns the only scene in the place of scene s on its day, or -1.
func (a *article) finerScene(s int) int {
	sc := &a.scenes[s]
	at := -1
	for t := range a.scenes {
		d := &a.scenes[t]
		if t == s || d.folded || d.gaz == sc.gaz || !a.sceneIn(d, sc) || d.day != sc.day && d.day.Known() && sc.day.Known() || !d.solid {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = t
	}
	return at
}

func (a *article) sceneIn(d, sc *scene) bool {
	if d.gaz != nil {
		return d.gaz.Within(sc.gaz)
	}
	return d.under != nil && d.under.Within(sc.gaz)
}

// sameTold reports that scene s has no toll or weapon count that scene t has not.
func (a *article) sameTold(s, t int) bool {
	for k := range a.facts {
		f := &a.facts[k]
		if f.scene == s && f.field == incident.FieldDamage && a.toldBeside(f, t) {
			return false
		}
		if f.scene != s || !f.figure && f.field != incident.FieldOutage {
			continue
		}
		same := false
		for j := range a.facts {
			g := &a.facts[j]
			same = same || g.scene == t && g.field == f.field && g.value.Floor() == f.value.Floor() && g.util == f.util
		}
		if !same {
			return false
		}
	}
	return true
}

// toldBeside reports that f's sentence tells of scene t's damage or outages too,
// apart from f's place.
func (a *article) toldBeside(f *fact, t int) bool {
	for k := range a.facts {
		if g := &a.facts[k]; g.scene == t && g.sent == f.sent && (g.field == incident.FieldDamage || g.field == incident.FieldOutage) {
			return true
		}
	}
	return false
}

// retold takes from a region's report the damage that the text tells again of a
// place in it: several things that both have are the same things.
func (a *article) retold(rs []incident.Report) {
	for s := range a.scenes {
		sc := &a.scenes[s]
		if sc.gaz == nil || sc.gaz.Class != gazetteer.Oblast && sc.gaz.Class != gazetteer.Raion {
			continue
		}
		for t := range a.scenes {
			d := &a.scenes[t]
			if t == s || d.gaz == sc.gaz || d.folded || d.dropped || d.day != sc.day || !a.sceneIn(d, sc) {
				continue
			}
			shared := func(k incident.Damage) bool { return slices.Contains(rs[t].Damage, k) }
			if n := len(rs[s].Damage); n < 2 || len(slices.DeleteFunc(slices.Clone(rs[s].Damage), shared)) > n-2 {
				continue
			}
			rs[s].Damage = slices.DeleteFunc(rs[s].Damage, shared)
			rs[s].Claims = slices.DeleteFunc(rs[s].Claims, func(c incident.Claim) bool {
				return c.Field == incident.FieldDamage && shared(incident.Damage(c.Key))
			})
		}
	}
}

// armByWave gives the one weapon of a wave over a country or region to its places.
func (a *article) armByWave() {
	for s := range a.scenes {
		sc := &a.scenes[s]
		if sc.gaz == nil || sc.gaz.Class != gazetteer.Oblast && sc.gaz.Class < gazetteer.State {
			continue
		}
		at := a.onlyWeapon(s)
		if at < 0 {
			continue
		}
		for t := range a.scenes {
			d := &a.scenes[t]
			if t == s || !a.sceneIn(d, sc) && (sc.gaz.Class == gazetteer.Oblast || d.place.Country != sc.place.Country) || d.day != sc.day || !d.solid || a.hasWeapon(t) {
				continue
			}
			f := a.facts[at]
			f.field, f.figure, f.scene, f.side, f.reason = incident.FieldWeapon, false, t, "", "the wave's one weapon"
			a.facts = append(a.facts, f)
		}
	}
}

// onlyWeapon returns the fact that names the one weapon of scene s, -1 if there are more or none.
func (a *article) onlyWeapon(s int) int {
	at := -1
	for k := range a.facts {
		f := &a.facts[k]
		if f.scene != s || f.weapon == 0 {
			continue
		}
		if f.weapon == both || at >= 0 && a.facts[at].weapon != f.weapon {
			return -1
		}
		at = k
	}
	return at
}

func (a *article) hasWeapon(s int) bool {
	for k := range a.facts {
		if a.facts[k].scene == s && a.facts[k].weapon != 0 {
			return true
		}
	}
	return false
}
