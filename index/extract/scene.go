package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// scene is one attack in the making: facts of one place and day.
type scene struct {
	place   incident.Place
	gaz     *gazetteer.Place // nil for an unknown settlement
	under   *gazetteer.Place // what an unknown settlement lies in
	also    []incident.Place
	day     incident.Day
	end     incident.Day
	when    int // index in a.whens of the words that date it, -1 none
	basis   incident.DateBasis
	para    int // of the last fact
	last    int // sentence of the last fact
	solid   bool
	dropped bool // no event
	folded  bool // its facts went to a finer scene
	vague   bool // some were hurt, no figure
	past    bool // "the past day", beside "today"
	grown   bool // a toll that rose: the attack was before the day of the report
}

// gather groups the facts into scenes.
func (a *article) gather(g *gazetteer.Gazetteer) {
	def, basis := a.defaultDay()
	for k := range a.facts {
		f := &a.facts[k]
		if f.field == incident.FieldWeapon {
			continue
		}
		if f.span {
			a.note("fact", f.first, f.last, "dropped: a stretch of time, no event")
			continue
		}
		f.side = a.sideFor(f)
		a.join(g, k, def, basis)
	}
	a.regain(g, def, basis)
}

// regain gives what no place was found for to the country, where the text tells of nothing else.
func (a *article) regain(g *gazetteer.Gazetteer, def incident.Day, basis incident.DateBasis) {
	if len(a.scenes) != 1 || a.scenes[0].gaz == nil || a.scenes[0].gaz.Class < gazetteer.State || a.local(0, len(a.places)) {
		return
	}
	for k := range a.facts {
		if f := &a.facts[k]; f.lost && f.scene < 0 && f.field != incident.FieldWeapon && !f.span {
			f.lost = false
			a.join(g, k, def, basis)
		}
	}
}

// defaultDay returns the day of facts that no words date.
func (a *article) defaultDay() (incident.Day, incident.DateBasis) {
	if d := a.headDay(); d.Known() {
		return d, incident.BasisStated
	}
	if a.digest {
		return 0, incident.BasisNone
	}
	if d, b := a.leadDay(); d.Known() {
		return d, b
	}
	if a.pub.Known() {
		return a.pub, incident.BasisPublished
	}
	for k := range a.whens {
		if w := &a.whens[k]; w.Dated() {
			return w.Day, incident.BasisInferred
		}
	}
	return 0, incident.BasisNone
}

// leadDay returns the day that the first fact of the text's opening is dated by.
func (a *article) leadDay() (incident.Day, incident.DateBasis) {
	for k := range a.facts {
		f := &a.facts[k]
		if f.sent > 2 {
			break
		}
		if f.field == incident.FieldWeapon || f.span || f.undated {
			continue
		}
		if f.when < 0 {
			break
		}
		w := &a.whens[f.when]
		if w.PastDay && a.lang == incident.English {
			return a.spokenDay(f), incident.BasisRelative
		}
		if w.Day.Known() && !w.Weak && !w.Span && (!a.pub.Known() || a.pub-w.Day <= 3) {
			return w.Day, w.Basis
		}
		break
	}
	return 0, incident.BasisNone
}

// join puts fact k into its scene, made if there is none yet.
func (a *article) join(g *gazetteer.Gazetteer, k int, def incident.Day, basis incident.DateBasis) {
	f := &a.facts[k]
	p, gp, ok := a.scenePlace(g, f)
	if !ok || f.lost {
		a.note("fact", f.first, f.last, "dropped: no place")
		return
	}
	day, end := incident.Day(0), incident.Day(0)
	past := false
	if f.undated {
		def, basis = 0, incident.BasisNone
	}
	if f.when >= 0 && a.hourOnly(f.when) && !f.undated {
		f.when = -1 // "at 9 a.m.": of the day that the text is about
	}
	if f.when >= 0 {
		w := &a.whens[f.when]
		day, end, past = w.Day, w.End, w.PastDay
		if past && a.lang == incident.English {
			day = a.spokenDay(f) // "over the past 24 hours" ends as it is said
		}
		if a.digest && w.Basis == incident.BasisRelative && w.Weak {
			day = 0
		}
		if w.Day.Known() {
			basis = w.Basis
		}
	}
	at := a.findScene(p.ID, day, def, f, past)
	if at < 0 {
		sc := scene{place: p, gaz: gp, under: a.parentOf(f), day: day, end: end, when: f.when, basis: basis, past: past}
		if !day.Known() && f.when < 0 {
			sc.day, sc.basis = def, basis
		}
		if !sc.day.Known() {
			sc.basis = incident.BasisNone
		}
		a.scenes = append(a.scenes, sc)
		at = len(a.scenes) - 1
	}
	f.scene = at
	sc := &a.scenes[at]
	sc.para, sc.last = a.sents[f.sent].para, f.sent
	if f.field != fieldAttack {
		sc.solid = true
	}
	sc.grown = sc.grown || f.figure && a.any(f.first, f.last+1, rise) >= 0
	if f.also >= 0 {
		q := a.places[f.also].incident()
		if q.ID != sc.place.ID && !contains(sc.also, q.ID) {
			sc.also = append(sc.also, q)
		}
	}
}

func (a *article) parentOf(f *fact) *gazetteer.Place {
	if f.place >= 0 && a.places[f.place].own.ID != "" {
		return a.places[f.place].place
	}
	return nil
}

// spokenDay returns the day on which f's sentence was spoken, else that of publication.
func (a *article) spokenDay(f *fact) incident.Day {
	st := &a.sents[f.sent]
	if f.when >= 0 {
		for s := f.sent; s >= 0 && a.sents[s].to > a.whens[f.when].First; s-- {
			st = &a.sents[s]
		}
	}
	for k := range a.whens {
		if w := &a.whens[k]; w.First >= st.from && w.First < st.to && w.Day.Known() && a.spokenOn(w) {
			return w.Day
		}
	}
	return a.pub
}

func contains(ps []incident.Place, id string) bool {
	for i := range ps {
		if ps[i].ID == id {
			return true
		}
	}
	return false
}

// findScene returns the scene that a fact of place id and day belongs to, or -1.
func (a *article) findScene(id string, day, def incident.Day, f *fact, past bool) int {
	if !day.Known() && f.when < 0 && f.figure {
		if s := a.sameFigure(id, f); s >= 0 {
			return s
		}
	}
	if f.when < 0 || f.inherits {
		if s := a.sameSentence(id, f); s >= 0 {
			return s
		}
	}
	if !day.Known() && f.when < 0 && !f.undated {
		if s := a.onlyScene(id, def); s >= 0 {
			return s
		}
	}
	if s := a.aftermath(id, day, f); s >= 0 {
		return s
	}
	for s := len(a.scenes) - 1; s >= 0; s-- {
		sc := &a.scenes[s]
		if sc.place.ID != id {
			continue
		}
		switch {
		case !day.Known() && f.when < 0: // no date words: goes on about the same day
			if sc.para == a.sents[f.sent].para || sc.day == def && !f.undated || !def.Known() && !f.undated {
				return s
			}
		case sc.day == day && sc.past == past:
			return s
		case day.Known() && (sc.when < 0 || !sc.day.Known() && sc.past == past) && a.undatedYet(s): // the first dated words date the scene
			w := &a.whens[f.when]
			sc.day, sc.end, sc.when, sc.basis, sc.past = day, w.End, f.when, w.Basis, past
			return s
		case f.inherits:
			return s
		case day.Known() && sc.when < 0 && sc.basis == incident.BasisPublished && (f.sent-sc.last <= 1 || sc.grown && a.pub-day <= 7) && a.adopts(s, f):
			w := &a.whens[f.when]
			sc.day, sc.end, sc.when, sc.basis = day, w.End, f.when, w.Basis
			return s
		}
	}
	return -1
}

// sameSentence returns the scene that f's sentence told of at the same place, or -1.
func (a *article) sameSentence(id string, f *fact) int {
	for k := range a.facts {
		g := &a.facts[k]
		if g == f || g.sent > f.sent {
			break
		}
		if g.sent == f.sent && g.scene >= 0 && a.scenes[g.scene].place.ID == id {
			return g.scene
		}
	}
	return -1
}

// sameFigure returns the scene of the place that has f's figure already, or -1.
func (a *article) sameFigure(id string, f *fact) int {
	if f.value.Floor() < 2 {
		return -1
	}
	for k := range a.facts {
		g := &a.facts[k]
		if g == f {
			break
		}
		if g.scene >= 0 && g.figure && g.field == f.field && g.value.Floor() == f.value.Floor() && a.scenes[g.scene].place.ID == id {
			return g.scene
		}
	}
	return -1
}

// onlyScene returns the place's scene if there is but one, no older than a week.
func (a *article) onlyScene(id string, def incident.Day) int {
	at := -1
	for s := range a.scenes {
		if a.scenes[s].place.ID != id {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = s
	}
	if at >= 0 && def.Known() && a.scenes[at].day.Known() && def-a.scenes[at].day > 7 {
		return -1
	}
	return at
}

// adopts reports that f, dated, goes on about scene s, which no words dated yet:
// it tells no other figure of the same field and looks back at nothing.
func (a *article) adopts(s int, f *fact) bool {
	st := &a.sents[f.sent]
	if st.has&back != 0 {
		return false
	}
	for k := range a.facts {
		g := &a.facts[k]
		if g == f {
			break
		}
		if g.scene == s && g.field == f.field && g.figure && f.figure && g.value.Floor() != f.value.Floor() {
			return false
		}
	}
	return true
}

// undatedYet: a scene of the default day may still be dated by nearby words.
func (a *article) undatedYet(s int) bool { return a.scenes[s].when < 0 && !a.pub.Known() }

// scenePlace returns the place of fact f.
func (a *article) scenePlace(g *gazetteer.Gazetteer, f *fact) (incident.Place, *gazetteer.Place, bool) {
	if f.place >= 0 {
		m := &a.places[f.place]
		if m.own.ID != "" {
			return m.own, nil, true
		}
		p := m.place
		if p.Class == gazetteer.Area {
			return incident.Place{}, nil, false
		}
		if p.Class == gazetteer.CityDistrict && p.Parent != nil {
			p = p.Parent
		}
		return m.incident(), p, true
	}
	if f.area != nil {
		return f.area.Incident(), f.area, true
	}
	id := "UA"
	if a.targetCountry(f) == "RU" {
		id = "RU"
	}
	p := g.ByID(id)
	if p == nil {
		return incident.Place{}, nil, false
	}
	return p.Incident(), p, true
}
