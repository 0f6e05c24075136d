package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// fact is one thing said: a figure or a finding with the words that say it. It
// becomes a claim once it is known of which attack it is said.
type fact struct {
	field       incident.Field
	weapon      uint8
	object      uint8
	util        uint8
	unit        uint8
	value       incident.Interval
	figure      bool // value holds a figure
	first, last int  // tokens of the quote
	at          int  // token that decides the place
	sent        int
	another     bool
	bound       int              // 1 + index in a.places of the place it is bound to, 0 none
	more        bool             // "more than N"
	national    bool             // said of the whole country
	area        *gazetteer.Place // of several places together: what holds them
	lost        bool             // of no place that the text names
	side        incident.Attacker
	reason      string

	when     int  // index in a.whens, -1 none
	span     bool // said of a stretch of time that is no event
	undated  bool // of another attack than the one that the sentence dates
	inherits bool // the date is an earlier sentence's

	place int // index in a.places, -1 none
	also  int // index of a second place of a joint figure, -1 none
	scene int // index in a.scenes, -1 none
}

// trigger is a word that makes a count a toll.
type trigger struct {
	first, last int
	class       class
}

// casualties finds the killed and injured of sentence s.
func (a *article) casualties(s int) {
	st := &a.sents[s]
	if st.has&(kill|hurt) == 0 {
		return
	}
	if a.oldVersion(st) {
		return
	}
	lo, hi := a.countsIn(st.from, st.to)
	hi = min(hi, lo+maxPerSentence)
	for k := lo; k < hi; k++ {
		a.counts[k].used = 0
	}
	trigs := a.triggers(st.from, st.to)
	trigs = trigs[:min(len(trigs), maxPerSentence)]
	a.zeros(s, trigs)
	for range len(trigs) {
		best, bt, bc := 99, -1, -1
		for ti := range trigs {
			t := &trigs[ti]
			if t.class == 0 {
				continue
			}
			for ci := lo; ci < hi; ci++ {
				if cost := a.cost(t, &a.counts[ci], trigs, lo, hi); cost < best {
					best, bt, bc = cost, ti, ci
				}
			}
		}
		if bt < 0 || best > maxCost {
			break
		}
		a.addToll(s, &trigs[bt], &a.counts[bc])
	}
	a.diedLater(s, trigs)
	a.splitTolls(s, lo, hi)
}

// oldVersion: "an earlier version of this story gave the number as 44".
func (a *article) oldVersion(st *sentence) bool {
	for k := st.from; k+1 < st.to; k++ {
		if a.toks[k+1].Hash == hashVersion && (a.is(k, back) || a.toks[k].Hash == hashEarlier) {
			return true
		}
	}
	return false
}

var hashVersion, hashEarlier = token.Hash("version"), token.Hash("earlier")

// maxPerSentence bounds the toll words and the figures that are weighed against each other.
const maxPerSentence = 24

const maxCost = 22

// diedLater: "a girl who was injured on Monday died in hospital" is one dead.
func (a *article) diedLater(s int, trigs []trigger) {
	for ti := range trigs {
		t := &trigs[ti]
		if t.class&kill == 0 || t.class&(noun|active|hurt) != 0 {
			continue
		}
		for k := len(a.facts) - 1; k >= 0 && a.facts[k].sent == s; k-- {
			f := &a.facts[k]
			if f.field == incident.FieldKilled {
				return
			}
			if f.field == incident.FieldInjured && f.value == incident.Exactly(1) && f.last < t.first && a.any(f.last+1, t.first, conj) < 0 {
				f.field, f.last, f.at, f.reason = incident.FieldKilled, t.last, t.first, "hurt, then dead"
				return
			}
		}
	}
}

// splitTolls reads a toll split over places: "3 killed: 2 in A and 1 in B",
// "two dead in A, one in B". Each bare figure right before its place counts what
// the figure before it counted.
func (a *article) splitTolls(s, lo, hi int) {
	a.placesIn(a.sents[s].from, a.sents[s].to)
	var prev *fact
	for k := lo; k < hi; k++ {
		c := &a.counts[k]
		if c.used != 0 {
			for j := len(a.facts) - 1; j >= 0 && a.facts[j].sent == s; j-- {
				if f := &a.facts[j]; f.first <= c.first && c.last <= f.last && f.figure && f.value == c.value {
					prev = f
				}
			}
			continue
		}
		p := a.placedAt(c)
		if prev == nil || c.thing > people || c.part && !a.is(c.first-1, sub) && !a.is(c.last+1, sub) || c.zero || c.vague || p == 0 || !a.straight(c, p) ||
			c.first-prev.last > 12 && !a.is(c.first-1, conj|sub) || a.any(prev.last+1, c.first, kill|hurt|launch|down|say) >= 0 {
			continue
		}
		f := *prev
		f.value, f.first, f.last, f.at, f.bound, f.another, f.reason = c.value, c.first, a.places[p-1].last, c.first, p, false, "a toll split over places"
		a.facts = append(a.facts, f)
		a.each(c, len(a.facts)-1)
		prev = &a.facts[len(a.facts)-1]
	}
}

// straight reports that nothing but the way to place p-1 follows count c: "two in
// A", "three at a bus stop in B".
func (a *article) straight(c *count, p int) bool {
	m := &a.places[p-1]
	if m.prep == c.last+1 {
		return true
	}
	if a.lang != incident.English || !a.is(c.last+1, prep|of) || m.first-c.last > 9 {
		return false
	}
	for k := c.last + 1; k < m.first; k++ {
		if a.toks[k].Kind == token.Mark || a.toks[k].Case != token.Lower || a.is(k, clause|conj|attack|say) {
			return false
		}
	}
	return true
}

// countsIn returns the range of a.counts within tokens [from,to).
func (a *article) countsIn(from, to int) (lo, hi int) {
	for lo = a.countCursor; lo < len(a.counts) && a.counts[lo].first < from; lo++ {
	}
	for hi = lo; hi < len(a.counts) && a.counts[hi].first < to; hi++ {
	}
	a.countCursor = lo
	return lo, hi
}

// triggers lists the toll words of tokens [from,to).
func (a *article) triggers(from, to int) []trigger {
	trigs := a.trigs[:0]
	for i := from; i < to; i++ {
		c := a.lex[i].class & (kill | hurt | active | noun)
		if c&(kill|hurt) == 0 {
			continue
		}
		n := a.rest(i)
		trigs = append(trigs, trigger{i, i + n, c})
		i += n
	}
	a.trigs = trigs
	return trigs
}

// cost weighs that count c is the figure of trigger t; 99 if it cannot be.
func (a *article) cost(t *trigger, c *count, trigs []trigger, lo, hi int) int {
	field := t.class & (kill | hurt)
	if field == kill|hurt || c.part || c.used&field != 0 || c.used != 0 && !c.zero {
		return 99
	}
	base := 0
	switch c.thing {
	case people:
	case bare:
		base = 1
	case foreign:
		if c.of < 0 { // attacks are counted, not people
			return 99
		}
		base = 4
	case troops:
		if c.value.Min == incident.Open || c.value.Min >= 100 { // losses of an army, no toll of an attack
			return 99
		}
		base = 3
	default:
		return 99
	}
	if c.implied {
		base += 2
	}
	left := c.last < t.first
	if !left && c.first <= t.last {
		if c.first <= t.first && c.last >= t.last { // "20 wounded civilians"
			return base
		}
		return 99
	}
	i, j := t.last+1, c.first
	if left {
		i, j = c.last+1, t.first
	}
	if j-i > 2*maxCost {
		return 99
	}
	if !left && (j-i < 16 && a.any(i, j, rise) >= 0 || a.any(max(i, j-3), j, rise) >= 0) && (a.any(i, j, kill|hurt|clause) < 0 || a.any(max(0, t.first-3), t.first, total) >= 0 && a.any(i, j, kill|hurt) < 0) {
		return base + 2 // "the number of injured rose to 38"
	}
	return base + a.direction(t, c, left, j-i) + a.between(i, j, t, trigs)
}

// direction weighs on which side of the trigger its count stands.
func (a *article) direction(t *trigger, c *count, left bool, gap int) int {
	if a.lang != incident.English {
		return a.freeOrder(t, c, left, gap)
	}
	switch {
	case t.class&active != 0:
		if left {
			return 99
		}
		return gap
	case a.passive(t.first):
		if !left {
			return 18 + gap
		}
		return gap / 2
	case t.class&noun != 0:
		if left {
			if gap == 0 {
				return 0
			}
			return 8 + gap
		}
		return 3 + gap
	case a.transitive(t):
		if left {
			return gap + 3
		}
		return gap
	}
	if !left {
		return 12 + gap
	}
	return gap / 2
}

// freeOrder weighs Ukrainian and Russian, whose toll stands on either side.
func (a *article) freeOrder(t *trigger, c *count, left bool, gap int) int {
	if t.class&active != 0 && left {
		return 12 + gap
	}
	if left && t.class&noun != 0 && gap > 0 {
		return 4 + gap
	}
	return gap
}

// passive: "were killed", "has been wounded", "left four injured".
func (a *article) passive(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if a.is(k, also) {
			return true
		}
		if a.toks[k].Kind == token.Mark || a.is(k, person|single|kill|hurt|clause|prep) {
			if a.is(k, kill|hurt) && a.is(k+1, conj|sub) || a.is(k, conj) {
				continue
			}
			return false
		}
	}
	return false
}

// transitive: "killed four", "wounded at least two": its object follows at once.
func (a *article) transitive(t *trigger) bool {
	k := t.last + 1
	for _, c := range a.counts[min(a.countCursor, len(a.counts)):] {
		if c.first >= k {
			return c.first-k <= 2
		}
	}
	return false
}

// between weighs what stands between a trigger and a count.
func (a *article) between(i, j int, t *trigger, trigs []trigger) int {
	cost := 0
	for k := i; k < j; k++ {
		e := &a.lex[k]
		switch {
		case a.stop(k), a.mark(k, ';'):
			cost += 12
		case a.mark(k, ','):
			cost += 3
		case a.toks[k].Kind == token.Mark:
			cost++
		case e.class&(kill|hurt) != 0:
			cost += 9
		case e.class&clause != 0:
			cost += 5
		case e.class&conj != 0:
			cost += 2
		case e.class&say != 0:
			cost += 4
		case e.class&(attack|launch|down|harm) != 0:
			cost += 3
		}
		if a.toks[k].Break > 0 {
			cost += 2
		}
	}
	for k := range a.counts[a.countCursor:] {
		c := &a.counts[a.countCursor+k]
		if c.first >= j {
			break
		}
		if c.first >= i && c.last < j && c.thing <= people && !c.part {
			cost += 5
		}
	}
	return cost
}

// addToll makes the toll of trigger t from count c.
func (a *article) addToll(s int, t *trigger, c *count) {
	f := fact{field: incident.FieldKilled, value: c.value, figure: true, sent: s, another: c.another, place: -1, also: -1, scene: -1}
	if t.class&hurt != 0 {
		f.field = incident.FieldInjured
	}
	f.first, f.last = min(t.first, c.first), max(t.last, c.last)
	f.at = t.first
	c.used |= t.class & (kill | hurt)
	f.reason = "count beside a toll word"
	switch {
	case c.implied:
		f.reason = "a person told of without a numeral"
	case c.zero:
		f.reason = "no one"
	}
	t.class = 0
	if a.unsaid(f.first, f.last) {
		a.note("toll", f.first, f.last, "not stated")
		return
	}
	if c.vague {
		f.figure, f.reason = false, "some, no figure"
	}
	a.facts = append(a.facts, f)
}

// unsaid: a toll that may be, is wished or threatened is none.
func (a *article) unsaid(i, j int) bool { return a.any(max(0, i-2), j+1, hypo) >= 0 }
