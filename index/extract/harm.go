package extract

import (
	"bytes"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// damage records what sentence s says was hit.
func (a *article) damage(s int) {
	st := &a.sents[s]
	a.placesIn(st.from, st.to)
	if st.has&object == 0 || st.has&(harm|attack) == 0 {
		return
	}
	for i := st.from; i < st.to; i++ {
		e := a.lex[i]
		if e.class&object == 0 || e.object == 0 {
			continue
		}
		n := a.rest(i)
		if a.inPlace(i) {
			i += n
			continue
		}
		if why := a.named(i, i+n, st); why != "" {
			a.note("thing", i, i+n, why)
		} else if at, why := a.struck(i, i+n, st); at >= 0 {
			f := fact{field: incident.FieldDamage, object: e.object, first: min(at, i), last: max(at, i+n), at: i, sent: s, reason: why, place: -1, also: -1, scene: -1}
			if f.last-f.first > 24 {
				f.first, f.last = i, i+n
			}
			a.facts = append(a.facts, f)
		}
		i += n
	}
}

// named returns why the thing at tokens i to j is no thing that was hit but
// names or places another: "the school building", "near a school", "from ships"; "" if it may be.
func (a *article) named(i, j int, st *sentence) string {
	if a.is(j+1, districtWord) && a.lex[i].object != residentialIndex {
		return "a district's name"
	}
	if a.modifies(i, j, st) {
		return "part of another thing's name"
	}
	for k := i - 1; k >= st.from && k >= i-4; k-- {
		switch {
		case a.toks[k].Kind == token.Mark || a.is(k, harm|attack):
			return ""
		case nearWords[a.toks[k].Hash]:
			return "only near it"
		case a.is(k, from) && !a.is(k, prep|of) && k >= i-3:
			return "where the attack came from"
		case a.is(k, prep|conj|clause):
			return ""
		}
	}
	return ""
}

// modifies reports that the thing at i to j is part of a longer name. A general
// word beside a special one says nothing of its own ("school building",
// "здание школы"); of two special ones the English name's last one counts.
func (a *article) modifies(i, j int, st *sentence) bool {
	special := a.lex[i].object != otherIndex
	if k := j + 1; k < st.to && a.is(k, object) && a.toks[k].Break < 2 && a.lex[k].object != a.lex[i].object {
		if !special || a.lang == incident.English && a.lex[k].object != otherIndex && a.toks[j].Hash != hashAnd {
			return true
		}
	}
	k := i - 1
	return !special && k >= st.from && a.is(k, object) && a.lex[k].object != otherIndex && a.toks[i].Break < 2
}

const (
	buildingsIndex   = 3                            // 1 + the index of buildings in units
	residentialIndex = 1                            // 1 + the index of residential in incident.Damages
	otherIndex       = uint8(len(incident.Damages)) // the same of other, the last
)

var (
	hashAnd   = token.Hash("and")
	nearWords = func() map[uint64]bool {
		m := map[uint64]bool{}
		for _, w := range []string{
			"near", "beside", "біля", "поблизу", "поруч", "неподалік", "недалеко", "навпроти", "возле", "около", "вблизи", "рядом", "неподалеку", "неподалёку", "напротив", "под", "під",
		} {
			m[token.Hash(w)] = true
		}
		return m
	}()
)

// struck returns the word that says the thing at tokens i to j was hit, or -1.
func (a *article) struck(i, j int, st *sentence) (int, string) {
	for k := i - 1; k >= st.from && k >= i-16; k-- {
		if a.is(k, harm) || a.is(k, attack) && !a.is(k, hypo) {
			if a.is(k, harm) || a.aims(k, i) {
				if a.notHit(k, j, st) || a.victims(k, i) {
					return -1, ""
				}
				if !a.subject(k, i, j) {
					return k, "hit, then the thing"
				}
			}
			break
		}
		if a.barrier(k) {
			break
		}
	}
	for k := j + 1; k < st.to && k <= j+14; k++ {
		if a.is(k, harm) && !a.is(k, object) {
			if a.notHit(k, k, st) || a.any(max(st.from, i-2), i, negation) >= 0 {
				return -1, ""
			}
			return k, "the thing, then hit"
		}
		if a.is(k, attack|launch) && a.objectFirst(i, j, k, st) {
			return k, "the thing, then its attacker"
		}
		if a.barrier(k) || a.is(k, attack|launch) {
			break
		}
	}
	return -1, ""
}

// aims reports that the attack at k, which does no harm by its own meaning, is
// said to go at the thing at i: no other clause begins between them.
func (a *article) aims(k, i int) bool {
	if i-k > 10 && (a.lang == incident.English || i-k > 18) {
		return false
	}
	for n := k + 1; n < i; n++ {
		switch w := a.toks[n].Text(a.text); {
		case a.is(n, object):
			return true
		case a.mark(n, ','):
			return false
		case a.lang == incident.English && a.lex[n].class == 0 && a.toks[n].Case == token.Lower && bytes.HasSuffix(w, []byte("ed")):
			return false // "shelling forced the closure of schools"
		}
	}
	return true
}

// subject reports that the thing at i to j begins a clause of its own: "missiles
// hit the city, and schools were closed".
func (a *article) subject(k, i, j int) bool {
	if a.lang != incident.English || !a.is(j+1, also) {
		return false
	}
	for n := k + 1; n < i; n++ {
		if a.mark(n, ',') || a.is(n, conj) {
			return true
		}
	}
	return false
}

// victims: "пострадали двое работников завода": people were hit, not the thing.
func (a *article) victims(k, i int) bool {
	return a.is(k, hurt) && a.any(k+1, i, person|single|soldier) >= 0
}

// notHit reports that the harm at token k is denied, before it or after the
// thing at j, or told of an earlier time.
func (a *article) notHit(k, j int, st *sentence) bool {
	if a.any(max(st.from, k-3), k, negation) >= 0 || a.any(max(st.from, k-2), k, hypo) >= 0 || a.any(max(st.from, k-2), k, back) >= 0 {
		return true
	}
	if a.lang == incident.English {
		return false
	}
	for i := j + 1; i < len(a.toks) && i <= j+4 && !a.stop(i); i++ {
		if i >= st.to && a.toks[i].Break > 1 {
			return false
		}
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
		if at >= 0 && !a.deniedCut(at, st) {
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
		if a.is(k, say|clause) || a.mark(k, ';') || a.mark(k, ',') {
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
