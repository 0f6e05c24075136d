package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// reports turns the scenes into the article's reports.
func (a *article) reports() []incident.Report {
	a.arm()
	a.armByWave()
	a.foldUp()
	a.fold()
	rs := make([]incident.Report, len(a.scenes))
	main := a.mainSide()
	kept := 0
	for s := range a.scenes {
		if a.scenes[s].folded {
			continue
		}
		a.build(&rs[s], s, main)
		if why := a.rejects(s, &rs[s]); why != "" {
			a.note("scene "+a.scenes[s].place.Name, -1, -1, "dropped: "+why)
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
		Damage: []incident.Damage{}, Outages: []incident.Outage{}, Claims: []incident.Claim{},
	}
	if r.PlacesAlso == nil {
		r.PlacesAlso = []incident.Place{}
	}
	if sc.when >= 0 {
		w := &a.whens[sc.when]
		r.DateText, r.Clock = a.span(w.First, w.Last), w.Clock
	}
	b := builder{a: a, r: r, scene: s}
	b.fill()
	r.Attacker = a.attackerOf(s, main)
	r.Main = !(a.pub.Known() && sc.day.Known() && a.pub-sc.day > 2)
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
	if len(r.Weapons) == 0 && a.inScene(s, accident) && !a.inScene(s, weapon|sideRU|sideUA) {
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
	if len(r.Weapons) == 0 && len(a.scenes) > 1 && !(a.digest && a.alone(s)) {
		return "an attack named without weapon or figure"
	}
	if a.listed(s) {
		return "one of a bare list"
	}
	return ""
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

// inScene reports that a sentence of scene s has a word of the classes.
func (a *article) inScene(s int, c class) bool {
	for k := range a.facts {
		if f := &a.facts[k]; f.scene == s && a.any(a.sents[f.sent].from, a.sents[f.sent].to, c) >= 0 {
			return true
		}
	}
	return false
}

// attackNear reports that an attack is told of in the sentences of scene s or in the one before.
func (a *article) attackNear(s int) bool {
	for k := range a.facts {
		f := &a.facts[k]
		if f.scene != s {
			continue
		}
		for i := max(0, f.sent-2); i <= min(f.sent+1, len(a.sents)-1); i++ {
			if a.any(a.sents[i].from, a.sents[i].to, attack|weapon|launch) >= 0 {
				return true
			}
		}
	}
	return false
}

// listed reports that the place stands in a list of three and more.
func (a *article) listed(s int) bool {
	for k := range a.facts {
		f := &a.facts[k]
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

// arm gives the weapons that the text names to the scenes of their sentence.
func (a *article) arm() {
	for k := range a.facts {
		f := &a.facts[k]
		if f.field != incident.FieldWeapon {
			continue
		}
		f.scene = a.sceneOfWeapon(f)
	}
	a.armOthers()
}

// armOthers gives the weapons of a sentence to its scenes that got none: of
// "drones hit A, B and C" only the nearest has it so far.
func (a *article) armOthers() {
	n := len(a.facts)
	for k := 0; k < n; k++ {
		if f := &a.facts[k]; f.field == incident.FieldWeapon || f.scene < 0 || !a.armable(f.scene) || a.hasWeapon(f.scene) {
			continue
		}
		for j := 0; j < n; j++ {
			f, w := a.facts[k], a.facts[j]
			if w.field == incident.FieldWeapon && w.sent == f.sent && !a.parted(&f, &w) {
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
	for k := lo + 1; k < hi; k++ {
		if a.is(k, clause) || a.mark(k, ';') {
			return true
		}
	}
	return false
}

// sceneOfWeapon returns the scene whose words stand nearest to the weapon: in
// its sentence, else of the same place.
func (a *article) sceneOfWeapon(f *fact) int {
	best, at := 100000, -1
	for k := range a.facts {
		g := &a.facts[k]
		if g.scene < 0 || g.field == incident.FieldWeapon {
			continue
		}
		same := f.place >= 0 && g.place >= 0 && a.samePlace(f.place, g.place) || f.place < 0 && f.national && g.place < 0
		if g.sent != f.sent && !(same && (f.sent-g.sent <= 1 && g.sent-f.sent <= 1 || a.sents[g.sent].para == a.sents[f.sent].para)) {
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
	return m.incident().ID == n.incident().ID || m.own.ID == "" && n.own.ID == "" && cityOf(m.place) == cityOf(n.place)
}

// cityOf returns the city whose district p is, else p.
func cityOf(p *gazetteer.Place) *gazetteer.Place {
	if p != nil && p.Class == gazetteer.CityDistrict && p.Parent != nil {
		return p.Parent
	}
	return p
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

// builder fills a report from the facts of one scene.
type builder struct {
	a     *article
	r     *incident.Report
	scene int
}

func (b *builder) fill() {
	for k := range b.a.facts {
		f := &b.a.facts[k]
		if f.scene != b.scene {
			continue
		}
		switch f.field {
		case incident.FieldKilled:
			b.r.Killed = b.toll(b.r.Killed, f)
		case incident.FieldInjured:
			b.r.Injured = b.toll(b.r.Injured, f)
		case incident.FieldLaunched:
			b.armed(b.r.Launched, f)
		case incident.FieldIntercepted:
			b.armed(b.r.Intercepted, f)
		case incident.FieldDamage:
			b.harmed(f)
		case incident.FieldOutage:
			b.cutOff(f)
		case incident.FieldWeapon:
			b.weapon(f)
		}
	}
	for k := range b.a.facts {
		f := &b.a.facts[k]
		if f.scene == b.scene && (f.field == incident.FieldLaunched || f.field == incident.FieldIntercepted) {
			b.weapon(f)
		}
	}
}

// toll joins the figure of f to what was said before of the same attack.
func (b *builder) toll(old *incident.Interval, f *fact) *incident.Interval {
	if !f.figure {
		b.a.scenes[b.scene].vague = true
		return old
	}
	b.claim(f, "")
	v := f.value
	if old == nil {
		return &v
	}
	switch {
	case f.another && !old.Zero() && !b.saidBefore(f) && !b.besideOther(f):
		v = old.Add(v)
	case v.Zero():
		return old
	case v.Floor() < old.Floor() && old.Min != incident.Open:
		return old // a part of what was said
	}
	return &v
}

// besideOther reports that "another N" adds to the other toll of its sentence:
// "one was killed, another five were injured" has five injured, whatever was said before.
func (b *builder) besideOther(f *fact) bool {
	other := false
	for k := range b.a.facts {
		g := &b.a.facts[k]
		if g == f {
			break
		}
		if g.sent != f.sent || !g.figure {
			continue
		}
		if g.field == f.field {
			return false
		}
		other = other || g.field == incident.FieldKilled || g.field == incident.FieldInjured
	}
	return other
}

// saidBefore reports that "another N" repeats an earlier "another N".
func (b *builder) saidBefore(f *fact) bool {
	for k := range b.a.facts {
		g := &b.a.facts[k]
		if g == f {
			break
		}
		if g.scene == f.scene && g.field == f.field && g.another && g.value == f.value {
			return true
		}
	}
	return false
}

func (b *builder) armed(m map[incident.Weapon]int, f *fact) {
	w := weaponOf(f.weapon)
	n := int(f.value.Min)
	b.claim(f, string(w))
	for k := range b.a.facts { // kinds listed in one sentence are added up
		g := &b.a.facts[k]
		if g == f {
			break
		}
		if g.scene == f.scene && g.field == f.field && g.weapon == f.weapon && (g.sent == f.sent || b.a.lines(g.sent, f.sent)) {
			m[w] += n
			return
		}
	}
	m[w] = max(m[w], n)
}

func (b *builder) weapon(f *fact) {
	ws := []uint8{f.weapon}
	if f.weapon == both {
		ws = []uint8{1, 2}
	}
	for _, w := range ws {
		name := incident.Weapons[w-1]
		dup := false
		for _, x := range b.r.Weapons {
			dup = dup || x == name
		}
		if !dup {
			b.r.Weapons = append(b.r.Weapons, name)
			if f.field == incident.FieldWeapon {
				b.claim(f, string(name))
			}
		}
	}
}

func (b *builder) harmed(f *fact) {
	d := incident.Damages[f.object-1]
	for _, x := range b.r.Damage {
		if x == d {
			return
		}
	}
	b.r.Damage = append(b.r.Damage, d)
	b.claim(f, string(d))
}

func (b *builder) cutOff(f *fact) {
	o := incident.Outage{Utility: utilities[f.util-1]}
	if f.figure {
		n, u := int(f.value.Floor()), units[f.unit-1]
		o.Count, o.Unit = &n, &u
	}
	b.claim(f, string(o.Utility))
	for k := range b.r.Outages {
		if x := &b.r.Outages[k]; x.Utility == o.Utility {
			if x.Count == nil || o.Count != nil && *o.Count > *x.Count {
				*x = o
			}
			return
		}
	}
	b.r.Outages = append(b.r.Outages, o)
}

// claim adds the claim of fact f with its words.
func (b *builder) claim(f *fact, key string) {
	a := b.a
	st := &a.sents[f.sent]
	first, last := max(f.first, 0), min(f.last, len(a.toks)-1)
	c := incident.Claim{Field: f.field, Key: key, Reason: f.reason, Start: int(a.toks[first].Start), End: int(a.toks[last].End)}
	c.Quote = string(a.text[c.Start:c.End])
	c.Sentence = a.span(min(st.from, first), max(st.to-1, last))
	if f.figure {
		c.SetInterval(f.value)
	}
	if f.unit != 0 && f.figure {
		c.Unit = units[f.unit-1]
	}
	a.speaker(f, &c)
	b.r.Claims = append(b.r.Claims, c)
}
