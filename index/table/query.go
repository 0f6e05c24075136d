package table

import (
	"slices"

	"incidentbot/index/incident"
)

// Query selects events that are not withdrawn. Zero fields do not restrict; kinds are ANDed, members of
// one kind ORed.
type Query struct {
	Places       []string
	Exact        bool
	From, To     incident.Day
	Undated      bool
	Weapons      []incident.Weapon
	Damage       []incident.Damage
	Outages      []incident.Utility
	MinKilled    int32
	MinInjured   int32
	NoBackground bool
}

// test is a query's conditions on a row alone.
type test struct {
	weapons, damage, outages uint32
	killed, injured          int32
	news                     bool
	any                      bool // there is a condition at all
}

func (q *Query) test() test {
	c := test{
		weapons: bits(incident.Weapons[:], q.Weapons), damage: bits(incident.Damages[:], q.Damage),
		outages: bits(utilities[:], q.Outages), killed: q.MinKilled, injured: q.MinInjured, news: q.NoBackground,
	}
	c.any = len(q.Weapons)+len(q.Damage)+len(q.Outages) > 0 || c.killed > 0 || c.injured > 0 || c.news
	return c
}

func (c *test) holds(q *Query, r *row) bool {
	return (len(q.Weapons) == 0 || c.weapons&uint32(r.weapons) != 0) &&
		(len(q.Damage) == 0 || c.damage&r.damage != 0) &&
		(len(q.Outages) == 0 || c.outages&uint32(r.outages) != 0) &&
		r.killedMin >= c.killed-boolTo(c.killed == 0, 2) && r.injuredMin >= c.injured-boolTo(c.injured == 0, 2) &&
		!(c.news && r.is(background))
}

func boolTo(b bool, n int32) int32 {
	if b {
		return n
	}
	return 0
}

// lists returns the postings that together hold what a query can select, each
// in order, and whether a row may be in several of them. The lists are in an
// order such that, where none overlap, reading them and each of them from the
// end gives the newest first.
func (t *Table) lists(q *Query) (ls [][]int32, overlap bool) {
	if len(q.Places) > 0 {
		for _, id := range q.Places {
			n, ok := t.placeNo[id]
			if !ok {
				continue
			}
			l := t.within[n]
			if q.Exact {
				l = t.own[n]
			}
			if l = t.cut(l, q); len(l) > 0 {
				ls = append(ls, l)
			}
		}
		return ls, len(ls) > 1
	}
	from, _ := slices.BinarySearch(t.dayList, max(q.From, 1))
	to := len(t.dayList)
	if q.To.Known() {
		to, _ = slices.BinarySearch(t.dayList, q.To+1)
	}
	for i := from; i < to; i++ {
		ls = append(ls, t.days[t.dayList[i]])
	}
	if !q.From.Known() && !q.To.Known() && len(t.days[0]) > 0 {
		ls = slices.Insert(ls, 0, t.days[0])
	}
	return ls, false
}

// cut narrows a posting to the query's days.
func (t *Table) cut(l []int32, q *Query) []int32 {
	at := func(d incident.Day) int {
		i, _ := slices.BinarySearchFunc(l, d, func(n int32, d incident.Day) int { return int(t.rows[n].day - d) })
		return i
	}
	lo, hi := 0, len(l)
	if q.From.Known() || q.To.Known() {
		lo = at(max(q.From, 1))
	}
	if q.To.Known() {
		hi = at(q.To + 1)
	}
	return l[lo:max(lo, hi)]
}

// rest lists what a query selects beyond its postings: events that began before
// its days and reach into them, and undated ones where it asks for them.
func (t *Table) rest(q *Query) []int32 {
	var out []int32
	if q.From.Known() {
		for _, n := range t.spans {
			if r := &t.rows[n]; r.day < q.From && r.end >= q.From && (!q.To.Known() || r.day <= q.To) && t.lies(n, q) {
				out = append(out, n)
			}
		}
	}
	if q.Undated && (q.From.Known() || q.To.Known()) {
		for _, n := range t.days[0] {
			if t.lies(n, q) {
				out = append(out, n)
			}
		}
	}
	slices.SortFunc(out, t.compare)
	return out
}

// lies reports whether a row is of the query's places.
func (t *Table) lies(n int32, q *Query) bool {
	if len(q.Places) == 0 {
		return true
	}
	for _, id := range q.Places {
		p, ok := t.placeNo[id]
		if ok && (t.rows[n].place == p || !q.Exact && slices.Contains(t.around(n), p)) {
			return true
		}
	}
	return false
}

// walk calls f with each row that a query selects, newest first, until f returns false.
func (t *Table) walk(q *Query, f func(n int32) bool) {
	ls, overlap := t.lists(q)
	c := q.test()
	yield := func(n int32) bool { return !c.holds(q, &t.rows[n]) || f(n) }
	if overlap {
		if !t.merge(ls, yield) {
			return
		}
	} else if !backwards(ls, yield) {
		return
	}
	backwards([][]int32{t.rest(q)}, yield)
}

func backwards(ls [][]int32, yield func(int32) bool) bool {
	for _, l := range slices.Backward(ls) {
		for _, n := range slices.Backward(l) {
			if !yield(n) {
				return false
			}
		}
	}
	return true
}

// merge reads several postings as one from the end, each row once.
func (t *Table) merge(ls [][]int32, yield func(int32) bool) bool {
	ls = slices.Clone(ls)
	last := int32(-1)
	for {
		best := -1
		for i, l := range ls {
			if len(l) > 0 && (best < 0 || t.compare(l[len(l)-1], ls[best][len(ls[best])-1]) > 0) {
				best = i
			}
		}
		if best < 0 {
			return true
		}
		l := ls[best]
		n := l[len(l)-1]
		ls[best] = l[:len(l)-1]
		if n != last && !yield(n) {
			return false
		}
		last = n
	}
}

// Page returns the ids from offset on, at most limit, newest first, the severest
// first within a day, and how many the query selects in all.
func (t *Table) Page(q Query, offset, limit int) (ids []string, total int) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	known := -1
	if ls, overlap := t.lists(&q); !overlap && !q.test().any {
		known = len(t.rest(&q))
		for _, l := range ls {
			known += len(l)
		}
	}
	t.walk(&q, func(n int32) bool {
		if total >= offset && len(ids) < limit {
			ids = append(ids, t.ids[n])
		}
		total++
		return known < 0 || len(ids) < limit
	})
	if known >= 0 {
		total = known
	}
	return ids, total
}

// Matches reports whether a query selects an event.
func (t *Table) Matches(q Query, id string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	n, ok := t.byID[id]
	if !ok || t.rows[n].is(withdrawn) || !t.lies(n, &q) {
		return false
	}
	r := &t.rows[n]
	c := q.test()
	dated := !q.From.Known() && !q.To.Known() || !r.day.Known() && q.Undated ||
		r.day.Known() && max(r.day, r.end) >= q.From && (!q.To.Known() || r.day <= q.To)
	return dated && c.holds(&q, r)
}

// Since returns the events changed after seq, withdrawn ones too, in the order of their last change.
func (t *Table) Since(seq uint64) []string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	var ns []int32
	for n := range t.rows {
		if r := &t.rows[n]; r.seq > seq && r.is(live) {
			ns = append(ns, int32(n))
		}
	}
	slices.SortFunc(ns, func(a, b int32) int {
		if x, y := t.rows[a].seq, t.rows[b].seq; x != y {
			return int(int64(x - y))
		}
		return t.compare(a, b)
	})
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = t.ids[n]
	}
	return out
}

// Bounds returns the first and the last day that has an event, 0 if none has.
func (t *Table) Bounds() (first, last incident.Day) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	i, _ := slices.BinarySearch(t.dayList, 1)
	if i == len(t.dayList) {
		return 0, 0
	}
	return t.dayList[i], t.dayList[len(t.dayList)-1]
}

// At returns the ids of a place's own events of the days from..to, withdrawn ones
// too; day 0 is undated.
func (t *Table) At(place string, from, to incident.Day) []string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	n, ok := t.placeNo[place]
	if !ok {
		return nil
	}
	var out []string
	l := t.own[n]
	i, _ := slices.BinarySearchFunc(l, from, func(n int32, d incident.Day) int { return int(t.rows[n].day - d) })
	for ; i < len(l) && t.rows[l[i]].day <= to; i++ {
		out = append(out, t.ids[l[i]])
	}
	for _, g := range t.gone[n] {
		if d := t.rows[g].day; d >= from && d <= to {
			out = append(out, t.ids[g])
		}
	}
	return out
}
