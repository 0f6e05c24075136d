package handlers

import (
	"slices"
	"strings"
	"time"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// placeName is a place's everyday name in the answer's language.
func (t *turn) placeName(p *incident.Place) string {
	if g := t.h.archive.Places().ByID(p.ID); g != nil {
		return g.Name(t.p.Lang())
	}
	return clean(p.Name)
}

// placeFull adds the region where the name alone may not be known.
func (t *turn) placeFull(p *incident.Place) string {
	name := t.placeName(p)
	g := t.h.archive.Places().ByID(p.ID)
	switch {
	case g != nil:
		return t.fullName(g)
	case p.Region != "" && p.Region != p.Name:
		return t.p.T("place.in", "Name", name, "Region", t.regionName(p))
	}
	return name
}

const known = 100_000 // people; a larger town needs no region beside its name

// fullName is a place's name, with its region for smaller places.
func (t *turn) fullName(g *gazetteer.Place) string {
	name := g.Name(t.p.Lang())
	r := g.Region()
	if r == nil || r == g || g.Population >= known {
		return name
	}
	return t.p.T("place.in", "Name", name, "Region", r.Name(t.p.Lang()))
}

// regionName is the region of a place that the gazetteer does not know.
func (t *turn) regionName(p *incident.Place) string {
	if parts := strings.SplitN(p.ID, ":", 3); len(parts) == 3 {
		if g := t.h.archive.Places().ByID(parts[1]); g != nil && g.Region() != nil {
			return g.Region().Name(t.p.Lang())
		}
	}
	return p.Region
}

// eventDay says when an event was.
func (t *turn) eventDay(e *incident.Event) string {
	if !e.Date.Known() {
		return t.p.T("date.unknown")
	}
	s := t.p.Day(e.Date)
	if e.DateEnd.Known() && e.DateEnd != e.Date {
		s = t.p.Days(e.Date, e.DateEnd)
	}
	switch e.DateBasis {
	case incident.BasisInferred:
		return t.p.T("date.about", "Day", s)
	case incident.BasisPublished:
		return t.p.T("date.published", "Day", s)
	}
	return s
}

// headline says what, where, when: "Kyiv, 2 January 2024: attack with missiles, drones".
func (t *turn) headline(e *incident.Event) string {
	return t.p.T("headline", "Place", t.placeFull(&e.Place), "When", t.eventDay(e), "What", t.attack(e))
}

func (t *turn) attack(e *incident.Event) string {
	if len(e.Weapons) == 0 {
		return t.p.T("attack")
	}
	return t.p.T("attack.with", "Weapons", commas(t.weaponNames(e.Weapons)))
}

// heading is a headline in a list: without the day where all have the one asked for.
func (t *turn) heading(e *incident.Event) string {
	if !t.q.day() || e.Date != t.q.From || e.DateEnd.Known() {
		return t.headline(e)
	}
	return t.p.T("heading", "Place", t.placeFull(&e.Place), "What", t.attack(e))
}

func (t *turn) weaponNames(ws []incident.Weapon) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = t.p.T("weapon." + weaponKey(w))
	}
	return out
}

func weaponKey(w incident.Weapon) string { return strings.ReplaceAll(string(w), "+", "_") }

// detail says weapons in numbers, damage and outages: the third line of an answer.
func (t *turn) detail(e *incident.Event) []Span {
	var parts [][]Span
	for _, p := range [][]Span{t.air(e), t.damage(e), t.outages(e)} {
		if len(p) > 0 {
			parts = append(parts, p)
		}
	}
	return join(parts, ". ")
}

// join puts parts in a row with sep between them.
func join(parts [][]Span, sep string) []Span {
	var out []Span
	for i, p := range parts {
		if i > 0 {
			out = append(out, Span{Text: sep})
		}
		out = append(out, p...)
	}
	return out
}

// air says how many were launched and shot down, by weapon.
func (t *turn) air(e *incident.Event) []Span {
	var parts [][]Span
	for _, w := range append(slices.Clone(incident.Weapons[:]), incident.MissileDrone) {
		up, hasUp := e.Launched[w]
		down, hasDown := e.Intercepted[w]
		var id string
		switch {
		case hasUp && hasDown && down <= up:
			id = "air.both"
		case hasUp && hasDown:
			id = "air.apart"
		case hasUp:
			id = "air.launched"
		case hasDown:
			id = "air.down"
		default:
			continue
		}
		p := []Span{{Text: t.p.T(id, "Weapon", t.p.T("weapon."+weaponKey(w)), "Up", t.p.Number(up), "Down", t.p.Number(down))}}
		parts = append(parts, append(p, t.makersOf(e, string(w), incident.FieldLaunched, incident.FieldIntercepted)...))
	}
	return join(parts, ", ")
}

// makersOf refers to who states a fact of one of the fields, and quotes them.
func (t *turn) makersOf(e *incident.Event, key string, fields ...incident.Field) []Span {
	var ns []int
	for _, f := range fields {
		if f == incident.FieldLaunched && len(e.Launched) == 0 || f == incident.FieldIntercepted && len(e.Intercepted) == 0 {
			continue
		}
		sources, claims := makers(e, f, key)
		for _, n := range sources[:min(len(sources), maxMakers)] {
			ns = append(ns, n)
			if i := slices.IndexFunc(claims, func(i int) bool { return e.Claims[i].Source == n }); i >= 0 {
				t.quote(e, claims[i])
			}
		}
	}
	out := t.refs(e, ns)
	return out[:min(len(out), maxMakers)]
}

const maxMakers = 2 // sources that are named beside a fact

func (t *turn) damage(e *incident.Event) []Span {
	var parts [][]Span
	for _, d := range e.Damage {
		p := []Span{{Text: t.p.T("damage." + string(d))}}
		parts = append(parts, append(p, t.makersOf(e, string(d), incident.FieldDamage)...))
	}
	if len(parts) == 0 {
		return nil
	}
	return append([]Span{{Text: t.p.T("damage") + " "}}, join(parts, ", ")...)
}

func (t *turn) outages(e *incident.Event) []Span {
	var parts [][]Span
	for _, o := range e.Outages {
		p := []Span{{Text: t.outage(o)}}
		parts = append(parts, append(p, t.makersOf(e, string(o.Utility), incident.FieldOutage)...))
	}
	if len(parts) == 0 {
		return nil
	}
	return append([]Span{{Text: t.p.T("outage") + " "}}, join(parts, ", ")...)
}

// outage says what was cut off and for how many.
func (t *turn) outage(o incident.Outage) string {
	name := t.p.T("utility." + string(o.Utility))
	if o.Count == nil {
		return name
	}
	count := t.p.Number(*o.Count)
	if o.Unit != nil && *o.Unit != "" {
		if id := "unit." + *o.Unit; slices.Contains(unitWords, *o.Unit) {
			count = t.p.N(id, *o.Count)
		} else {
			count += " " + clean(*o.Unit)
		}
	}
	return t.p.T("outage.count", "Utility", name, "Count", count)
}

// unitWords are the units of outages that the catalogs know.
var unitWords = []string{"households", "people", "buildings", "settlements", "customers", "consumers", "subscribers", "homes", "families", "residents"}

// standing says how well an event is known, and as of when.
func (t *turn) standing(e *incident.Event) string {
	parts := []string{t.grade(e)}
	if e.Articles > 1 && (e.Grade != incident.GradeSources || e.Articles != e.Independent) {
		parts = append(parts, t.p.N("articles", e.Articles)+", "+t.p.N("independent", e.Independent))
	}
	if e.Background {
		parts = append(parts, t.p.T("background"))
	}
	if e.Place.Approx && breadth(e) == 0 {
		parts = append(parts, t.p.T("place.approx"))
	}
	if at := t.newest(e); at != "" {
		parts = append(parts, t.p.T("asof", "At", at))
	}
	return strings.Join(parts, " · ")
}

func (t *turn) grade(e *incident.Event) string {
	if e.Grade == incident.GradeSources {
		return t.p.N("grade.independent", e.Independent)
	}
	return t.p.T("grade." + strings.ReplaceAll(string(e.Grade), " ", "_"))
}

// newest says when the last of an event's articles was published.
func (t *turn) newest(e *incident.Event) string {
	var last time.Time
	out := ""
	for _, s := range e.Sources {
		at, ok := moment(s.Published)
		if ok && (out == "" || at.After(last)) {
			last, out = at, t.published(s.Published)
			if len(s.Published) > 10 {
				out += " (" + t.zone() + ")"
			}
		}
	}
	return out
}

// moment reads a published time; a day is its midnight.
func moment(s string) (time.Time, bool) {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, true
	}
	d, err := incident.ParseDay(cut(s, 10))
	return d.Time(), err == nil && d.Known()
}

// zone names the asker's time zone.
func (t *turn) zone() string {
	if t.r.Zone.String() == "Europe/Kyiv" || t.r.Zone.String() == "Europe/Kiev" {
		return t.p.T("zone.kyiv")
	}
	return t.r.Zone.String()
}
