package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// damage records what sentence s says was hit.
func (a *article) damage(s int) {
	st := &a.sents[s]
	if a.any(st.from, st.to, object) < 0 || a.any(st.from, st.to, harm|attack) < 0 {
		return
	}
	for i := st.from; i < st.to; i++ {
		e := a.lex[i]
		if e.class&object == 0 || e.object == 0 {
			continue
		}
		n := a.rest(i)
		if at, why := a.struck(i, i+n, st); at >= 0 {
			f := fact{field: incident.FieldDamage, object: e.object, first: min(at, i), last: max(at, i+n), at: i, sent: s, reason: why, place: -1, also: -1, scene: -1}
			if f.last-f.first > 24 {
				f.first, f.last = i, i+n
			}
			a.facts = append(a.facts, f)
		}
		i += n
	}
}

// struck returns the word that says the thing at tokens i to j was hit, or -1.
func (a *article) struck(i, j int, st *sentence) (int, string) {
	for k := i - 1; k >= st.from && k >= i-16; k-- {
		if a.is(k, harm) || a.is(k, attack) && !a.is(k, hypo) {
			if a.notHit(k, j, st) {
				return -1, ""
			}
			return k, "hit, then the thing"
		}
		if a.barrier(k) {
			break
		}
	}
	for k := j + 1; k < st.to && k <= j+14; k++ {
		if a.is(k, harm) && !a.is(k, object) {
			if a.notHit(k, k, st) {
				return -1, ""
			}
			return k, "the thing, then hit"
		}
		if a.barrier(k) || a.is(k, attack) {
			break
		}
	}
	return -1, ""
}

// notHit reports that the harm at token k is denied, before it or after the
// thing at j, or told of an earlier time.
func (a *article) notHit(k, j int, st *sentence) bool {
	if a.any(max(st.from, k-3), k, negation) >= 0 || a.any(max(st.from, k-2), k, back) >= 0 {
		return true
	}
	if a.lang == incident.English {
		return false
	}
	for i := j + 1; i < st.to && i <= j+4; i++ {
		if a.is(i, conj|attack|prep) && !a.is(i, negation) || a.mark(i, ',') {
			return false
		}
		if a.is(i, negation) {
			return true
		}
	}
	return false
}

// barrier: a word that no "X was hit" reaches over.
func (a *article) barrier(k int) bool {
	return a.is(k, clause|say|kill|hurt|cut) && !a.is(k, harm) || a.mark(k, ';') || a.stop(k) || a.toks[k].Break > 1
}

// outages records the supplies that sentence s says were cut.
func (a *article) outages(s int) {
	st := &a.sents[s]
	if a.any(st.from, st.to, cut) < 0 {
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
		if at >= 0 && a.any(max(st.from, at-3), at, negation) < 0 {
			a.addOutage(s, i, i+n, at, e.util)
		}
		i += n
	}
}

func (a *article) cutNear(i, j int, st *sentence) int {
	for k := i - 1; k >= st.from && k >= i-8; k-- {
		if a.is(k, cut) && !a.is(k, utility) {
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
		if a.is(k, say|clause) || a.mark(k, ';') || a.mark(k, ',') {
			break
		}
	}
	return -1
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
		u := a.lex[c.lexAt].unit
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
