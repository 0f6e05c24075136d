package extract

import (
	"incidentbot/index/extract/quantity"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// thing is what a count counts.
type thing uint8

const (
	bare    thing = iota + 1 // no noun: "and 20 wounded"
	people                   // persons
	troops                   // soldiers
	arms                     // weapons
	supply                   // households, subscribers, settlements
	objects                  // buildings and other things that are hit
	foreign                  // a noun that no rule knows
)

// count is one figure with what it counts.
type count struct {
	first, last int // tokens, with modifiers and noun
	num         int // token of the number itself
	value       incident.Interval
	of          int32 // of a ratio: the whole
	thing       thing
	weapon      uint8
	lexAt       int  // token of the noun, -1 if bare
	another     bool // on top of what was said
	part        bool // a sub-count: "including a child"
	implied     bool // no numeral: "a man"
	vague       bool // "several": not stated
	dozens      bool // an order of magnitude: "dozens"
	more        bool // the least value is one above the number said: "more than 15"
	zero        bool
	used        class
}

// findCounts fills a.counts with the figures that count people or things, and
// with the persons told of without a numeral.
func (a *article) findCounts(qs []quantity.Quantity) {
	next := 0
	for i := 0; i < len(a.toks); {
		for next < len(qs) && qs[next].Last < i {
			next++
		}
		if next < len(qs) && qs[next].First <= i {
			q := &qs[next]
			if c, n, ok := a.ages(qs, next); ok {
				a.unsingle(c.first)
				a.counts = append(a.counts, c)
				i = qs[n].Last + 1
				continue
			}
			c, ok := a.counted(q)
			if ok && c.thing == bare && next > 0 && qs[next-1].Kind == quantity.Age && q.First-qs[next-1].Last == 2 && a.is(q.First-1, conj) {
				i = q.Last + 1 // "aged eight and 12"
				continue
			}
			if ok && next+1 < len(qs) && a.outOf(&c, &qs[next+1]) {
				c.of, c.last = qs[next+1].Value.Min, qs[next+1].Last
			}
			if ok {
				a.counts = append(a.counts, c)
				i = max(c.last, q.Last) + 1
				continue
			}
			if q.Kind == quantity.Age {
				if n := a.aged(q); n > 0 {
					i = n
					continue
				}
			}
			i = q.Last + 1
			continue
		}
		if a.is(i, person) && !a.is(i, single) {
			if c, last, ok := a.namesAfter(i); ok {
				a.counts = append(a.counts, c)
				i = last + 1
				continue
			}
		}
		if a.is(i, single) && a.indefinite(i) {
			n := int32(1)
			if a.is(i, pair) {
				n = 2
			}
			a.counts = append(a.counts, count{first: i, last: i, num: i, value: incident.Exactly(n), thing: people, lexAt: i, implied: true})
			i += a.rest(i)
		}
		i++
	}
	for k := range a.counts {
		a.counts[k].part = a.partial(k)
	}
	a.joinCounts()
}

// counted turns a quantity into a count by the noun that follows it.
func (a *article) counted(q *quantity.Quantity) (count, bool) {
	c := count{first: q.First, last: q.Last, num: q.Start, value: q.Value, of: q.Of, another: q.Another, lexAt: -1, thing: bare, more: q.Over, dozens: q.Dozens}
	if k := q.First - 1; k > 0 && (a.mark(k, '-') || a.dash(k)) && a.toks[k-1].Kind == token.Number && a.toks[k-1].End-a.toks[k-1].Start == 4 && !a.toks[k].Space {
		return c, false // "in 1932-33"
	}
	switch q.Kind {
	case quantity.Zero:
		c.zero = true
	case quantity.Vague:
		c.vague = true
	case quantity.Count, quantity.Ratio:
		if q.Dozens && q.Value.Min >= 200 { // "hundreds", "thousands": no toll
			return c, false
		}
	default:
		return c, false
	}
	if q.Person {
		c.thing = people
	}
	a.noun(&c, q)
	return c, true
}

// noun finds what the count of q counts: the first word after it that says so.
func (a *article) noun(c *count, q *quantity.Quantity) {
	for k := q.Last + 1; k < len(a.toks) && k <= q.Last+6; k++ {
		t := &a.toks[k]
		e := &a.lex[k]
		if t.Kind == token.Mark && !a.quoteMark(k) || t.Break > 1 {
			break
		}
		switch {
		case e.class&of != 0 && k+1 < len(a.toks) && a.toks[k+1].Hash == hashThe: // "90 of the drones"
			continue
		case e.class&weapon != 0 && e.class&attack != 0:
			c.thing, c.of = foreign, -1
			return
		case e.class&weapon != 0 && e.weapon != 0:
			c.thing, c.weapon, c.lexAt, c.last = arms, e.weapon, k, k+a.rest(k)
			return
		case e.class&soldier != 0:
			c.thing, c.lexAt, c.last = troops, k, k
			return
		case e.class&(person|single) != 0 && e.class&office == 0:
			c.thing, c.lexAt, c.last = people, k, k+a.rest(k)
			return
		case e.class&unit != 0:
			c.thing, c.lexAt, c.last = supply, k, k+a.rest(k)
			return
		case e.class&(regionWord|districtWord) != 0 && a.lang == incident.English:
			c.thing, c.of, c.lexAt, c.last = foreign, -1, k, k
			return
		case e.class&object != 0 && e.class&(harm|attack) == 0:
			if a.is(k+1, person|single|soldier) { // "ambulance workers"
				continue
			}
			c.thing, c.lexAt, c.last = objects, k, k+a.rest(k)
			return
		case e.class&attack != 0 && e.class&(kill|hurt) == 0 && a.lang != incident.English:
			c.thing, c.lexAt, c.last = foreign, k, k
			c.of = -1
			return
		case e.class&(kill|hurt|also|prep|conj|from|clause|say|launch|down|negation|cut) != 0:
			return
		case e.class&of != 0 && a.lang == "en":
			continue
		case t.Kind == token.Number:
			return
		case e.class == 0 && t.Kind == token.Word && c.thing == bare && a.nounEnds(k):
			c.thing, c.lexAt, c.last = foreign, k, k
			return
		}
	}
}

// nounEnds reports that the unknown word at k is the last before a mark or a
// verb: the noun that is counted.
func (a *article) nounEnds(k int) bool {
	if k+1 >= len(a.toks) {
		return true
	}
	t := &a.toks[k+1]
	return t.Kind == token.Mark && !a.quoteMark(k+1) || t.Break > 0 || a.is(k+1, also|kill|hurt|prep|conj|launch|down|say|clause|from)
}

// rest returns how many tokens of the phrase at k follow it.
func (a *article) rest(k int) int {
	n := 0
	for w := int(a.lex[k].words); n+1 < w && k+n+1 < len(a.lex) && a.lex[k+n+1] == a.lex[k]; n++ {
	}
	return n
}

// indefinite reports that the person at token i is told of for the first time:
// English "a man", "another person", "a 67-year-old woman"; where there is no
// article, any person without a numeral.
func (a *article) indefinite(i int) bool {
	if a.lang != incident.English {
		return true
	}
	if i == 0 || a.toks[i].Break > 0 || a.mark(i-1, ':') {
		return true // a headline leaves the article out
	}
	if a.toks[i].Hash == hashDriver && (a.is(i-2, kill|hurt) || a.is(i+1, also|kill|hurt)) {
		return true // "killing the driver"
	}
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		t := &a.toks[k]
		switch {
		case t.Hash == hashA || t.Hash == hashAn || a.is(k, age) || t.Hash == hashAnother || t.Hash == hashOne:
			return true
		case a.is(k-1, conj) && (t.Hash == hashHis || t.Hash == hashHer || t.Hash == hashTheir):
			return true // "a boy and his grandmother"
		case t.Kind == token.Mark || a.is(k, prep|conj|of|also|kill|hurt) || t.Hash == hashThe:
			return false
		}
	}
	return false
}

var hashDriver = token.Hash("driver")

var hashHis, hashHer, hashTheir = token.Hash("his"), token.Hash("her"), token.Hash("their")

var hashA, hashAn, hashAnother, hashOne = token.Hash("a"), token.Hash("an"), token.Hash("another"), token.Hash("one")

// aged reads a person implied by an age: "71-річний", "a man, 45".
func (a *article) aged(q *quantity.Quantity) int {
	for k := q.Last + 1; k < len(a.toks) && k <= q.Last+3; k++ {
		if a.is(k, single) {
			n := int32(1)
			if a.is(k, pair) {
				n = 2
			}
			a.counts = append(a.counts, count{first: q.First, last: k, num: k, value: incident.Exactly(n), thing: people, lexAt: k, implied: true})
			return k + 1
		}
		if a.is(k, person) || a.toks[k].Kind == token.Mark || a.is(k, kill|hurt|conj|prep) {
			break
		}
	}
	if a.toks[q.Start].Kind != token.Mixed || a.lang == incident.English && q.Start == q.End && a.is(q.Last+1, object|weapon) {
		return 0
	}
	last := q.Last
	for a.lang != incident.English && last < q.Last+2 && a.namePart(last+1) { // "55-річний Петро Приклад"
		last++
	}
	a.counts = append(a.counts, count{first: q.First, last: last, num: q.First, value: incident.Exactly(1), thing: people, lexAt: q.Last, implied: true})
	return last + 1
}

// partial reports that count k only says who is among a larger one.
func (a *article) partial(k int) bool {
	c := &a.counts[k]
	if c.another && !a.is(c.first-1, sub) || (a.is(c.first-1, conj) || a.mark(c.first-1, ',')) && (a.is(c.last+1, kill|hurt) || a.otherFate(c)) {
		return false
	}
	for i := c.first - 1; i >= 0 && i >= c.first-14; i-- {
		switch {
		case a.is(i, sub):
			return true
		case a.stop(i) || a.mark(i, ';') || a.is(i, kill|hurt|say|clause) && !a.is(i, sub) || a.toks[i+1].Break > 1:
			i = -1
		case a.mark(i, ')'):
			for stop := max(0, i-40); i > stop && !a.mark(i, '('); {
				i--
			}
		case a.mark(i, '('):
			if k > 0 && a.counts[k-1].last >= i-2 && a.counts[k-1].thing <= people {
				return true
			}
			i = -1
		}
	}
	for i := c.num + 1; i < len(a.toks) && i <= c.last+2 && (a.toks[i].Kind != token.Mark || i <= c.last); i++ {
		if a.is(i, sub) && a.lex[i].words > 1 && !a.is(i, kill|hurt) && a.ofThem(i) {
			return !a.ownTown(c)
		}
	}
	return false
}

// otherFate reports that the count's own predicate tells of the other fate than the
// figure before it: "23 killed, three of them children, and 100 were injured".
func (a *article) otherFate(c *count) bool {
	if !a.is(c.last+1, also) || !a.is(c.last+2, kill|hurt) {
		return false
	}
	for i := c.first - 2; i >= 0 && i >= c.first-14 && !a.stop(i); i-- {
		if before := a.lex[i].class & (kill | hurt); before != 0 {
			return before&a.lex[c.last+2].class == 0
		}
	}
	return false
}

// ownTown reports that the count's clause names the town that it is of: "two of
// them were killed in X" is a part of the region's toll and X's own.
func (a *article) ownTown(c *count) bool {
	end := c.last + 1
	for end < len(a.toks) && end <= c.last+12 && !a.stop(end) && !a.is(end, clause) && !a.mark(end, ',') {
		end++
	}
	for k := range a.places {
		if m := &a.places[k]; m.first > c.last && m.first < end && m.role == location && m.prep >= 0 && m.settlement() && !m.ref {
			return true
		}
	}
	return false
}

// ofThem: "two of them", "двоє з них": the words after the figure make it a part.
func (a *article) ofThem(i int) bool { return a.is(i, of) }

// joinCounts adds up people who are named side by side: "a man and two children".
func (a *article) joinCounts() {
	out := a.counts[:0]
	for _, c := range a.counts {
		if n := len(out); n > 0 && a.sideBySide(&out[n-1], &c) {
			p := &out[n-1]
			p.value = p.value.Add(c.value)
			p.last, p.lexAt = c.last, c.lexAt
			p.implied = p.implied && c.implied
			continue
		}
		out = append(out, c)
	}
	a.counts = out
}

// listEnds reports that after count c a list of people goes on to its "and": a
// comma alone joins nobody ("a driver was killed, his wife is in hospital").
func (a *article) listEnds(c *count) bool {
	for k := c.last + 1; k < len(a.toks) && k <= c.last+8; k++ {
		switch {
		case a.is(k, conj):
			return a.any(k+1, min(len(a.toks), k+5), single|person) >= 0
		case a.stop(k) || a.is(k, kill|hurt|clause|say):
			return false
		}
	}
	return false
}

func (a *article) sideBySide(p, c *count) bool {
	if p.thing != people || c.thing != people || p.part || c.part || p.zero || c.zero || p.vague || c.vague || c.first-p.last > 4 || c.first-p.last < 2 {
		return false
	}
	joined := false
	for i := p.last + 1; i < c.first; i++ {
		switch {
		case a.is(i, conj), a.mark(i, ',') && p.implied && c.implied && a.listEnds(c) && !a.verbsApart(p, c):
			joined = true
		case a.toks[i].Hash == hashA, a.toks[i].Hash == hashAn, a.is(i, more), a.toks[i].Hash == hashHis, a.toks[i].Hash == hashHer, a.toks[i].Hash == hashTheir:
		default:
			if a.toks[i].Kind == token.Mark || a.lex[i].class&^object != 0 || a.lex[i].class != 0 && a.lang == incident.English {
				return false
			}
		}
	}
	return joined && (p.implied || c.implied)
}
