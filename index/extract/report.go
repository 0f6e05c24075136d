package extract

import (
	"incidentbot/index/extract/date"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// reports turns the scenes into the article's reports.
func (a *article) reports() []incident.Report {
	a.saidIn = -1
	a.arm()
	a.armOnly()
	a.armByWave()
	a.foldUp()
	a.fold()
	rs := a.drafts[:0]
	for range a.scenes {
		rs = append(rs, incident.Report{})
	}
	a.drafts = rs
	defer clear(rs) // what is kept is copied out
	main := a.mainSide()
	kept := 0
	for s := range a.scenes {
		if a.scenes[s].folded {
			continue
		}
		a.build(&rs[s], s, main)
		if why := a.rejects(s, &rs[s]); why != "" {
			if a.trace != nil {
				a.note("scene "+a.scenes[s].place.Name, -1, -1, "dropped: "+why)
			}
			a.scenes[s].dropped = true
			continue
		}
		kept++
	}
	if kept == 0 {
		return nil
	}
	a.retold(rs)
	out := make([]incident.Report, 0, kept)
	for s := range a.scenes {
		if sc := &a.scenes[s]; !sc.folded && !sc.dropped {
			a.inherit(&rs[s], s)
			out = append(out, rs[s])
		}
	}
	return out
}

// build fills r from scene s.
func (a *article) build(r *incident.Report, s int, main incident.Attacker) {
	sc := &a.scenes[s]
	*r = incident.Report{
		Place: sc.place, PlacesAlso: sc.also, Date: sc.day, DateEnd: sc.end, DateBasis: sc.basis,
		Weapons: []incident.Weapon{}, Launched: map[incident.Weapon]int{}, Intercepted: map[incident.Weapon]int{},
		Damage: []incident.Damage{}, Outages: []incident.Outage{},
	}
	if r.PlacesAlso == nil {
		r.PlacesAlso = []incident.Place{}
	}
	if sc.when >= 0 {
		w := &a.whens[sc.when]
		r.DateText, r.Clock = a.span(w.First, w.Last), w.Clock
		if r.Clock == "" {
			r.Clock = a.clockBeside(sc.when)
		}
	}
	b := builder{a: a, r: r, scene: s}
	b.fill()
	r.Attacker = a.attackerOf(s, main)
	r.Main = !(a.pub.Known() && sc.day.Known() && a.pub-sc.day > 2)
}

// clockBeside returns the hour said right before or after a date in other words
// of the same day: "late on Friday, August 30", "at about 10 p.m. on August 30".
func (a *article) clockBeside(when int) string {
	w := &a.whens[when]
	if k := when - 1; k >= 0 && w.First-a.whens[k].Last <= 3 && ofOneDay(&a.whens[k], w) {
		return a.whens[k].Clock
	}
	if k := when + 1; k < len(a.whens) && a.whens[k].First-w.Last <= 3 && ofOneDay(&a.whens[k], w) {
		return a.whens[k].Clock
	}
	return ""
}

func ofOneDay(m, w *date.Mention) bool {
	return m.Clock != "" && !m.Asof && !m.Span && !m.PastDay && (m.Weak || m.Day == w.Day)
}

// inherit gives the region's report the weapons of the places in it that are no
// events of their own.
func (a *article) inherit(r *incident.Report, s int) {
	sc := &a.scenes[s]
	if sc.gaz == nil || sc.gaz.Class != gazetteer.Oblast && sc.gaz.Class != gazetteer.Raion {
		return
	}
	b := builder{a: a, r: r, scene: s}
	for t := range a.scenes {
		d := &a.scenes[t]
		if !d.dropped || !a.sceneIn(d, sc) || d.day != sc.day {
			continue
		}
		for k := range a.facts {
			if f := &a.facts[k]; f.scene == t && f.field == incident.FieldWeapon {
				b.weapon(f)
			}
		}
	}
}

// rejects returns why a scene is no event, "" if it is one.
func (a *article) rejects(s int, r *incident.Report) string {
	sc := &a.scenes[s]
	if r.Place.Country != "UA" && r.Place.Country != "RU" && r.Killed == nil && r.Injured == nil {
		return "another country without a toll"
	}
	if len(r.Weapons) == 0 && a.accidental(s) {
		return "an accident"
	}
	if len(r.Weapons) == 0 && !a.warlike() {
		return "no word of an attack"
	}
	if sc.vague && len(r.Weapons) > 0 {
		return ""
	}
	if sc.solid && (r.Killed != nil || r.Injured != nil || len(r.Launched) > 0 || len(r.Intercepted) > 0) {
		return ""
	}
	if sc.solid && (len(r.Damage) > 0 || len(r.Outages) > 0) {
		if a.attackNear(s) {
			return ""
		}
		return "damage without an attack"
	}
	if sc.gaz != nil && sc.gaz.Class >= gazetteer.State && len(a.scenes) > 1 && len(r.Weapons) == 0 {
		return "a country without figures"
	}
	if len(r.Weapons) == 0 && (len(a.scenes) > 1 || a.digest) && !(a.digest && a.alone(s)) {
		return "an attack named without weapon or figure"
	}
	if a.listed(s) {
		return "one of a bare list"
	}
	return ""
}

// accidental reports that an accident is told of beside the facts of scene s, and
// nobody's attack.
func (a *article) accidental(s int) bool {
	told := false
	for k := range a.facts {
		f := &a.facts[k]
		if f.scene != s {
			continue
		}
		for i := range a.votes {
			if a.votes[i].sent == f.sent {
				return false
			}
		}
		st := &a.sents[f.sent]
		if a.any(st.from, st.to, weapon) >= 0 {
			return false
		}
		told = told || a.any(st.from, a.sents[min(f.sent+1, len(a.sents)-1)].to, accident) >= 0
	}
	return told
}

// alone reports that the scene's place is the only one of its headline.
func (a *article) alone(s int) bool {
	for k := range a.facts {
		f := &a.facts[k]
		if f.scene != s || f.place < 0 {
			continue
		}
		st := &a.sents[f.sent]
		for j := range a.places {
			if m := &a.places[j]; m.first >= st.from && m.first < st.to && j != f.place && m.role == location && !m.country() {
				return false
			}
		}
	}
	return a.scenes[s].gaz != nil && a.scenes[s].gaz.Class <= gazetteer.Town
}

// attackNear reports that an attack is told of in the sentences of scene s or in the one before.
func (a *article) attackNear(s int) bool {
	for k := range a.facts {
		f := &a.facts[k]
		if f.national && isArms(f.field) && f.scene >= 0 && a.lang != incident.English && a.scenes[f.scene].day == a.scenes[s].day {
			return true // the wave's
		}
		if f.scene != s {
			continue
		}
		for i := max(0, min(f.sent-2, a.listHead(f.sent))); i <= min(f.sent+1, len(a.sents)-1); i++ {
			if a.sents[i].has&(attack|weapon|launch) != 0 {
				return true
			}
		}
	}
	return false
}

// listHead returns where the words that lead in the list whose line is sentence
// s begin, a few sentences before it; s itself in prose.
func (a *article) listHead(s int) int {
	if !a.sents[s].bullet {
		return s
	}
	for s > 0 && a.sents[s].bullet {
		s--
	}
	return s - 4
}

// listed reports that the place stands in a list of three and more.
func (a *article) listed(s int) bool {
	for k := range a.facts {
		f := &a.facts[k]
		if f.scene == s && f.place < 0 && f.field == fieldAttack {
			return false // of no list of places
		}
		if f.scene != s || f.place < 0 {
			continue
		}
		st := &a.sents[f.sent]
		n := 0
		for j := range a.places {
			m := &a.places[j]
			if m.first >= st.from && m.first < st.to && !m.absorbed && m.role == location && !m.country() {
				n++
			}
		}
		if n < 3 {
			return false
		}
	}
	return true
}

// attackerOf decides who made the attack of scene s: as its own sentences say,
// else as the text's other attacks are told.
func (a *article) attackerOf(s int, main incident.Attacker) incident.Attacker {
	ru, ua := 0, 0
	for k := range a.facts {
		f := &a.facts[k]
		if f.scene != s {
			continue
		}
		side := f.side
		if f.field == incident.FieldWeapon {
			side = a.sideFor(f)
		}
		switch side {
		case incident.Russia:
			ru++
		case incident.Ukraine:
			ua++
		}
	}
	switch {
	case ru > ua:
		return incident.Russia
	case ua > ru:
		return incident.Ukraine
	}
	switch a.scenes[s].place.Country {
	case "RU":
		return incident.Ukraine
	case "UA":
		if a.voted(incident.Russia) || a.hints(sideRU, incident.Ukraine) {
			return incident.Russia
		}
	}
	return main
}

// voted reports that the text tells of an attack by side.
func (a *article) voted(side incident.Attacker) bool {
	for k := range a.votes {
		if a.votes[k].side == side {
			return true
		}
	}
	return false
}
