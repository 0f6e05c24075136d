package table

import (
	"cmp"
	"slices"

	"incidentbot/index/incident"
)

// row is one event.
type row struct {
	seq                    uint64 // of its last change
	severity               uint32
	place                  uint32 // in Table.places
	day, end               incident.Day
	killedMin, killedMax   int32 // notSaid where nothing is said
	injuredMin, injuredMax int32
	launched, intercepted  int32 // over all weapons
	damage                 uint32
	weapons                uint16
	outages                uint8
	flags                  uint8
}

const notSaid int32 = -2

// Flags of a row.
const (
	live uint8 = 1 << iota
	background
	withdrawn
	killedApprox
	injuredApprox
	wide // of a region or country: a wave, where parts of it are known
)

// counts are launched and intercepted by weapon; most events have none.
type counts struct{ launched, intercepted map[incident.Weapon]int }

var utilities = [...]incident.Utility{
	incident.Electricity, incident.Heating, incident.Water, incident.Gas, incident.Internet,
}

func bits[T comparable](list []T, has []T) (m uint32) {
	for _, v := range has {
		if i := slices.Index(list, v); i >= 0 {
			m |= 1 << i
		}
	}
	return m
}

func total(m map[incident.Weapon]int) (n int32) {
	for _, v := range m {
		n += int32(v)
	}
	return n
}

// rowOf makes an event's row; its place is not yet numbered.
func rowOf(e *incident.Event) row {
	r := row{
		seq: e.Seq, day: e.Date, end: e.DateEnd, flags: live,
		weapons:  uint16(bits(incident.Weapons[:], e.Weapons)),
		damage:   bits(incident.Damages[:], e.Damage),
		launched: total(e.Launched), intercepted: total(e.Intercepted),
	}
	for _, o := range e.Outages {
		r.outages |= uint8(bits(utilities[:], []incident.Utility{o.Utility}))
	}
	var ka, ia bool
	r.killedMin, r.killedMax, ka = ends(e.Killed)
	r.injuredMin, r.injuredMax, ia = ends(e.Injured)
	r.set(background, e.Background)
	r.set(withdrawn, e.Grade == incident.GradeWithdrawn)
	r.set(killedApprox, ka)
	r.set(injuredApprox, ia)
	r.set(wide, e.Place.Kind == incident.Region || e.Place.Kind == incident.Country)
	r.severity = severity(&r, e.Articles)
	return r
}

func (r *row) set(flag uint8, on bool) {
	if on {
		r.flags |= flag
	}
}

func (r *row) is(flag uint8) bool { return r.flags&flag != 0 }

func ends(f *incident.Figure) (lo, hi int32, approx bool) {
	if f == nil {
		return notSaid, notSaid, false
	}
	return f.Min, f.Max, f.Approx
}

func interval(lo, hi int32, approx bool) (incident.Interval, bool) {
	if lo == notSaid {
		return incident.Interval{}, false
	}
	return incident.Interval{Min: lo, Max: hi, Approx: approx}, true
}

func (r *row) killed() (incident.Interval, bool) {
	return interval(r.killedMin, r.killedMax, r.is(killedApprox))
}

func (r *row) injured() (incident.Interval, bool) {
	return interval(r.injuredMin, r.injuredMax, r.is(injuredApprox))
}

// severity orders the events of a day: the killed, then the injured, then what
// was launched, then how many articles tell of it.
func severity(r *row, articles int) uint32 {
	field := func(n int32, width uint) uint32 { return uint32(min(max(n, 0), 1<<width-1)) }
	return field(r.killedMin, 10)<<22 | field(r.injuredMin, 11)<<11 | field(r.launched, 7)<<4 | field(int32(articles), 4)
}

// compare orders rows oldest first and, within a day, the severest last, so that
// a posting is read from its end. Ids settle the rest, the least last.
func (t *Table) compare(a, b int32) int {
	x, y := &t.rows[a], &t.rows[b]
	return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.severity, y.severity), cmp.Compare(t.ids[b], t.ids[a]))
}
