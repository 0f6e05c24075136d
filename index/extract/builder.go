package extract

import (
	"incidentbot/index/incident"
)

// builder fills a report from the facts of one scene.
type builder struct {
	a     *article
	r     *incident.Report
	scene int
}

// fill adds what the scene's facts say.
func (b *builder) fill() {
	b.r.Claims = b.a.claims[:0]
	b.facts()
	b.a.claims = b.r.Claims
	b.r.Claims = append(make([]incident.Claim, 0, len(b.a.claims)), b.a.claims...)
	clear(b.a.claims)
}

func (b *builder) facts() {
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
	c.Quote = a.span(first, last)
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
