package table

import (
	"slices"

	"incidentbot/index/incident"
)

// Sums adds up events; see index.Sums, whose fields these are.
type Sums struct {
	Events                        int
	Killed, Injured               incident.Interval
	KilledUnknown, InjuredUnknown int
	Launched, Intercepted         map[incident.Weapon]int
	Days                          []DaySum
	Waves                         int
}

// DaySum is one day of Sums.
type DaySum struct {
	Day                   incident.Day
	Events                int
	Killed, Injured       incident.Interval
	Launched, Intercepted int
}

// Sum adds up what a query selects. A wave of which parts are selected is left
// out, but for what was launched and intercepted: there the wave counts, and its
// parts do not.
func (t *Table) Sum(q Query) Sums {
	t.mu.RLock()
	defer t.mu.RUnlock()
	s := Sums{Launched: map[incident.Weapon]int{}, Intercepted: map[incident.Weapon]int{}}
	var day []int32
	t.walk(&q, func(n int32) bool {
		if len(day) > 0 && t.rows[day[0]].day != t.rows[n].day {
			t.addDay(&s, day)
			day = day[:0]
		}
		day = append(day, n)
		return true
	})
	t.addDay(&s, day)
	slices.Reverse(s.Days)
	return s
}

// addDay adds the selected events of one day.
func (t *Table) addDay(s *Sums, ns []int32) {
	if len(ns) == 0 {
		return
	}
	d := DaySum{Day: t.rows[ns[0]].day}
	for _, n := range ns {
		r := &t.rows[n]
		t.addAir(s, &d, n, ns)
		if r.is(wide) && d.Day.Known() && t.hasPart(n, ns) {
			s.Waves++
			continue
		}
		d.Events++
		if v, ok := r.killed(); ok {
			d.Killed = d.Killed.Add(v)
		} else {
			s.KilledUnknown++
		}
		if v, ok := r.injured(); ok {
			d.Injured = d.Injured.Add(v)
		} else {
			s.InjuredUnknown++
		}
	}
	s.Events += d.Events
	s.Killed, s.Injured = s.Killed.Add(d.Killed), s.Injured.Add(d.Injured)
	if d.Day.Known() && d.Events > 0 {
		s.Days = append(s.Days, d)
	}
}

// addAir adds what an event says of weapons launched and intercepted, but for
// weapons that a selected wave counts of which it is a part.
func (t *Table) addAir(s *Sums, d *DaySum, n int32, ns []int32) {
	counted := func(w incident.Weapon) bool {
		return d.Day.Known() && slices.ContainsFunc(ns, func(o int32) bool {
			c := t.counts[o]
			_, up := c.launched[w]
			_, down := c.intercepted[w]
			return (up || down) && t.partOf(n, o)
		})
	}
	for w, k := range t.counts[n].launched {
		if !counted(w) {
			s.Launched[w], d.Launched = s.Launched[w]+k, d.Launched+k
		}
	}
	for w, k := range t.counts[n].intercepted {
		if !counted(w) {
			s.Intercepted[w], d.Intercepted = s.Intercepted[w]+k, d.Intercepted+k
		}
	}
}

// hasPart reports whether one of the rows is a part of the wave w.
func (t *Table) hasPart(w int32, ns []int32) bool {
	return slices.ContainsFunc(ns, func(n int32) bool { return t.partOf(n, w) })
}

// partOf reports whether row n is a part of the wave w: of the same day, at a
// place in the wave's, and by weapons that do not exclude each other.
func (t *Table) partOf(n, w int32) bool {
	a, b := &t.rows[n], &t.rows[w]
	return n != w && a.day == b.day && a.place != b.place && b.is(wide) &&
		(a.weapons == 0 || b.weapons == 0 || a.weapons&b.weapons != 0) &&
		slices.Contains(t.places[a.place].chain, b.place)
}

// Wave returns the id of the wave that an event is a part of, the nearest one, "" if none.
func (t *Table) Wave(id string) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	n, ok := t.byID[id]
	if !ok || !t.rows[n].day.Known() {
		return ""
	}
	for _, p := range t.places[t.rows[n].place].chain[1:] {
		l := t.own[p]
		d := t.rows[n].day
		i, _ := slices.BinarySearchFunc(l, d+1, func(n int32, d incident.Day) int { return int(t.rows[n].day - d) })
		for i--; i >= 0 && t.rows[l[i]].day == d; i-- {
			if t.partOf(n, l[i]) {
				return t.ids[l[i]]
			}
		}
	}
	return ""
}
