package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// outages records the supplies that sentence s says were cut.
func (a *article) outages(s int) {
	st := &a.sents[s]
	if st.has&cut == 0 {
		return
	}
	for i := st.from; i < st.to; i++ {
		e := a.lex[i]
		if e.class&utility == 0 || e.util == 0 {
			continue
		}
		n := a.rest(i)
		at := i
		if e.class&cut == 0 {
			at = a.cutNear(i, i+n, st)
		}
		if at >= 0 && !a.deniedCut(at, st) && (a.lang == incident.English || a.any(max(st.from, at-2), at, hypo) < 0) {
			a.addOutage(s, i, i+n, at, e.util)
		}
		i += n
	}
}

// deniedCut reports that a denial, which is no cut itself, stands right before the cut at k.
func (a *article) deniedCut(k int, st *sentence) bool {
	for i := k - 1; i >= st.from && i >= k-3 && !a.mark(i, ','); i-- {
		if a.is(i, negation) {
			return !a.is(i, cut)
		}
	}
	return false
}

func (a *article) cutNear(i, j int, st *sentence) int {
	for k := i - 1; k >= st.from && k >= i-8; k-- {
		if a.is(k, cut) && (!a.is(k, utility) || a.supplies(k+1, i)) {
			return k
		}
		if a.is(k, say|clause) || a.mark(k, ';') {
			break
		}
	}
	for k := j + 1; k < st.to && k <= j+6; k++ {
		if a.is(k, cut) && !a.is(k, utility) {
			return k
		}
		if a.is(k, say|clause) || a.mark(k, ';') || a.mark(k, ',') && !a.is(k+1, utility) {
			break
		}
	}
	return -1
}

// supplies reports that only more supplies of one list stand in tokens [i,j).
func (a *article) supplies(i, j int) bool {
	for ; i < j; i++ {
		if !a.is(i, utility|conj) && !a.mark(i, ',') {
			return false
		}
	}
	return true
}

// addOutage records the outage with the nearest count of households, people or buildings.
func (a *article) addOutage(s, i, j, at int, util uint8) {
	st := &a.sents[s]
	f := fact{field: incident.FieldOutage, util: util, first: min(i, at), last: max(j, at), at: i, sent: s, reason: "supply cut", place: -1, also: -1, scene: -1}
	lo, hi := a.countsIn(st.from, st.to)
	best := 18
	for k := lo; k < hi; k++ {
		c := &a.counts[k]
		if c.lexAt < 0 || c.vague || c.part || c.used != 0 {
			continue
		}
		u := a.unitOf(c)
		if u == 0 {
			continue
		}
		d, from, to := f.first-c.last, c.last+1, f.first
		if c.first > f.last {
			d, from, to = c.first-f.last+3, f.last+1, c.first
		}
		if d < 0 {
			d = 0
		}
		if c.thing == objects && a.lang != incident.English && from < to && a.commaIn(from, to) {
			continue
		}
		if from < to && a.any(from, to, clause|kill|hurt) >= 0 || a.otherUtility(from, to) {
			continue
		}
		if d < best {
			best, f.value, f.figure, f.unit, f.more = d, c.value, true, u, a.exceeds(c)
			f.first, f.last = min(f.first, c.first), max(f.last, c.last)
		}
	}
	if f.figure && f.value.Min == incident.Open {
		f.value.Min = f.value.Max
	}
	if f.figure && f.more {
		f.value.Min--
	}
	a.facts = append(a.facts, f)
}

// unitOf returns the unit that c counts: 1 + its index in units, 0 none.
func (a *article) unitOf(c *count) uint8 {
	for k := c.lexAt; k <= c.lexAt+2 && k < len(a.toks); k++ {
		if u := a.lex[k].unit; u != 0 {
			return u
		}
		if !a.is(k, object) {
			break
		}
	}
	if o := a.lex[c.lexAt].object; o == residentialIndex || o == otherIndex {
		return buildingsIndex
	}
	return 0
}

// otherUtility: a count beyond another supply belongs to that one, unless the
// supplies stand in one list ("without light and water").
func (a *article) otherUtility(i, j int) bool {
	for k := i; k < j; k++ {
		if a.is(k, utility) && a.any(k, j, cut) >= 0 {
			return true
		}
		if a.toks[k].Kind == token.Mark && a.mark(k, ';') {
			return true
		}
	}
	return false
}
