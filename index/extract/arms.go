package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

const both = uint8(len(incident.Weapons) + 1) // fact.weapon of an unsplit total of missiles and drones

// weaponOf returns the weapon that fact.weapon stands for.
func weaponOf(w uint8) incident.Weapon {
	if w == both {
		return incident.MissileDrone
	}
	return incident.Weapons[w-1]
}

// shot tells which weapons are counted as launched: shells and shellings are not.
var shot = [len(incident.Weapons)]bool{true, true, true, true}

// carry is what a line of a list goes on with from the line before.
type carry struct {
	sent   int
	weapon uint8
	verb   class
}

// barrage finds what was launched and what intercepted in sentence s.
func (a *article) barrage(s int) {
	st := &a.sents[s]
	lo, hi := a.countsIn(st.from, st.to)
	if lo == hi {
		a.carryWeapon(s)
		return
	}
	a.placesIn(st.from, st.to)
	last, verb := uint8(0), class(0) // of the figure before, for "three of which over …"
	if s > 0 && a.mark(a.sents[s-1].to-1, ':') || s > 0 && st.bullet && a.sents[s-1].bullet || s > 0 && a.carried.sent == s-1 && (!a.stop(a.sents[s-1].to-1) || a.counts[lo].another || a.is(st.from, of) || a.leadsOn(&a.counts[lo], st)) {
		last, verb = a.carried.weapon, a.carried.verb
	}
	for k := lo; k < hi; k++ {
		c := &a.counts[k]
		w := c.weapon
		if w > both || w != 0 && w != both && !shot[w-1] {
			continue
		}
		if c.thing != arms {
			if c.thing != bare || c.used != 0 || c.part && a.placedAt(c) == 0 && !a.ofWhole(c) {
				continue
			}
			if w = a.respective(k, lo, st); w == 0 {
				w = a.sharedWeapon(c, last, verb, st)
			}
			if w == 0 {
				continue
			}
		} else {
			w = a.joint(c)
		}
		v, at := a.fate(c, st)
		if c.thing == bare && a.is(c.first-1, down) {
			v, at = down, c.first-1
		}
		if c.thing == bare && a.is(c.last+1, harm|attack) && !a.is(c.last+1, down|launch) {
			continue // "one more fell on a plant"
		}
		if v == 0 && c.of > 0 && c.thing == arms && a.lang != incident.English {
			v = down // "2/4 КР"
		}
		if v == 0 && c.thing == arms && st.bullet && s > 0 && (a.mark(a.sents[s-1].to-1, ':') || a.sents[s-1].bullet) {
			v = verb
		}
		if v == 0 && (a.is(c.last+1, prep|of) || a.is(c.last+2, prep)) {
			v = verb
		}
		if v == 0 || c.vague || c.dozens || c.thing == arms && c.part && !a.placed(c) {
			continue
		}
		n := len(a.facts)
		a.addArms(s, c, w, v, at)
		a.each(c, n)
		last, verb = w, v
	}
	if verb == 0 && a.mark(st.to-1, ':') {
		verb = a.toldFate(st)
	}
	a.carried = carry{s, last, verb}
}

// joint returns the weapon of c, or both for "158 missiles and drones".
func (a *article) joint(c *count) uint8 {
	k := c.last + 1
	if (a.is(k, conj) || a.mark(k, '/')) && k+1 < len(a.toks) {
		for j := k + 1; j <= k+3 && j < len(a.toks); j++ {
			if a.toks[j].Kind == token.Number || a.countAt(j) {
				break
			}
			if w := a.lex[j].weapon; a.is(j, weapon) && !a.lone(j) && w != 0 && w != c.weapon && w <= 2 && c.weapon <= 2 {
				return both
			}
		}
	}
	return c.weapon
}

// lone: Ukrainian and Russian "7 дронів і ракету": the weapon is one more, not of the figure.
func (a *article) lone(j int) bool {
	switch a.word(j) {
	case "ракету", "ракета", "дрон", "безпілотник", "беспилотник", "шахед":
		return true
	}
	return false
}

// sharedWeapon returns the weapon of a bare figure: the sentence's last one, or
// the only one of the sentence before ("збито 15 із 16").
func (a *article) sharedWeapon(c *count, last uint8, verb class, st *sentence) uint8 {
	if last != 0 && a.targets(c) {
		return a.kinds(st, last)
	}
	if last != 0 && (a.placed(c) || a.ofWhole(c) || a.is(c.last+1, also) && a.is(c.last+2, down) || c.of > 0 || a.is(c.first-1, down) && (!c.another || a.lang != incident.English) || a.is(c.last+1, also) && a.is(c.last+2, down) || a.is(c.last+1, down)) {
		return last
	}
	if st.has&down != 0 && (a.placed(c) || c.of > 0 || a.ofWhole(c)) && st.has&(kill|hurt) == 0 {
		if k := a.any(st.from, st.to, weapon); k >= 0 {
			return a.lex[k].weapon
		}
	}
	return 0
}

// ofWhole: "38 of them were downed", "сбила 38 из них": a part of the figure before.
func (a *article) ofWhole(c *count) bool {
	if a.is(c.first-1, sub) && a.is(c.first-1, of) && a.is(c.last+1, also) && a.is(c.last+2, down) {
		return true // "of which 48 were downed"
	}
	if !a.is(c.last+1, sub) || !a.is(c.last+1, of) {
		return false
	}
	if a.is(c.first-1, down) {
		return true
	}
	for k := c.last + 1; k <= c.last+6 && k < len(a.toks) && a.toks[k].Kind != token.Mark; k++ {
		if a.is(k, harm) && !a.is(k, down) {
			return false
		}
		if a.is(k, down) {
			return true
		}
	}
	return false
}

// placed: the figure is said of a place: "one over the Ryazan region".
func (a *article) placed(c *count) bool {
	if a.placedAt(c) > 0 {
		return true
	}
	for k := c.last + 1; k <= c.last+4 && k < len(a.toks); k++ {
		if a.is(k, prep) {
			return true
		}
		if a.toks[k].Kind == token.Mark && !a.dash(k) || a.is(k, conj|clause|say) && !a.is(k, of) && a.toks[k].Kind == token.Mark {
			return false
		}
	}
	return false
}

// each repeats the facts from n on for the other places of a distributive figure:
// "one each over A and B", "по 12 — над А и Б".
func (a *article) each(c *count, n int) {
	p := a.placedAt(c)
	if p == 0 || n == len(a.facts) || !a.distributive(c) {
		return
	}
	for k := p; k < len(a.places); k++ {
		m, prev := &a.places[k], &a.places[k-1]
		if m.class() != prev.class() || m.first-prev.last > 3 || a.any(prev.last+1, m.first, conj) < 0 && !a.mark(m.first-1, ',') {
			return
		}
		f := a.facts[n]
		f.bound = k + 1
		a.facts = append(a.facts, f)
	}
}

var hashPo, hashEach = token.Hash("по"), token.Hash("each")

func (a *article) distributive(c *count) bool {
	for k := c.first - 1; k <= c.last+2; k++ {
		if k >= 0 && k < len(a.toks) && (a.toks[k].Hash == hashPo || a.toks[k].Hash == hashEach) {
			return true
		}
	}
	return false
}

// placedAt returns the place right after the figure ("one over the Ryazan
// region"), as an index in a.places plus one, 0 if none.
func (a *article) placedAt(c *count) int {
	before := 0
	for k := a.placeCursor; k < len(a.places); k++ {
		m := &a.places[k]
		if m.last < c.first && c.first-m.last <= 2 && m.role == location && !a.is(c.first-1, prep) && (c.first-m.last == 2 && (a.dash(c.first-1) || a.mark(c.first-1, ':'))) {
			before = k + 1 // "in X: 5", "в Брянской — 15"
			continue
		}
		if before != 0 && m.prep != c.last+1 {
			return before
		}
		if m.first > c.last+7 {
			break
		}
		if m.first == c.last+2 && a.dash(c.last+1) && m.role == location {
			return k + 1 // "16 — Курской"
		}
		if m.first <= c.last || m.prep <= c.last || m.role != location {
			continue
		}
		for j := c.last + 1; j < m.prep; j++ {
			if a.is(j, sub|kill|hurt|down|launch|attack|say) && !a.is(j, of) || a.mark(j, ';') || a.mark(j, ',') || a.stop(j) || a.toks[j].Break > 1 || a.toks[j].Kind == token.Number || a.countAt(j) {
				return 0
			}
		}
		return k + 1
	}
	return before
}

func (a *article) dash(k int) bool {
	if k < 0 || k >= len(a.toks) {
		return false
	}
	w := a.word(k)
	return w == "—" || w == "–" || w == "-"
}

// fate returns launch, down or launch|down for a figure of weapons, and the
// token that says it.
func (a *article) fate(c *count, st *sentence) (class, int) {
	before, bi := a.verbBefore(c, st)
	after, ai := a.verbAfter(c, st)
	switch {
	case after == launch && before == 0 && a.allDown(ai), before == launch && after == 0 && a.allDown(c.last):
		return launch | down, max(bi, ai)
	case before != 0 && after != 0 && ai == c.last+1 && a.lang != incident.English && a.any(bi, c.first, clause) < 0 && a.commaIn(bi, c.first):
		return after, ai // "випущено 70 ракет, 50 ракет збито"
	case before == launch && after == down && (a.ofWhole(c) || a.targets(c) || a.is(c.last+1, also) && ai == c.last+2): // "fired 47, 38 were downed"
		return down, ai
	case before == launch && after == down && a.lang != incident.English && a.any(c.last+1, ai, all) >= 0: // "застосовано 36 дронів – усі збито"
		return launch | down, bi
	case before == 0 && after == down && a.is(c.first-1, of) && !a.is(c.first-1, sub): // "out of 147 drones, 83 were shot down"
		return launch, c.first
	case before == down && after == launch && (a.allOf(c) || c.of > 0):
		return launch | down, bi
	case before != 0:
		return before, bi
	case after != 0:
		return after, ai
	}
	return 0, -1
}

// allOf: "all 35 drones".
func (a *article) allOf(c *count) bool {
	return a.any(max(0, c.first-2), c.last+1, all) >= 0 || a.is(c.first-3, all) && a.is(c.first-2, of)
}

func (a *article) verbBefore(c *count, st *sentence) (class, int) {
	for k := c.first - 1; k >= st.from && k >= c.first-30; k-- {
		switch {
		case a.is(k, down):
			return down, k
		case a.is(k, launch) || k >= c.first-4 && c.thing == arms && sentOut[a.toks[k].Hash]:
			return launch, k
		case a.is(k, attack) && a.lang == incident.English && a.withBetween(k, c.first), a.is(k, attack) && a.instrument(c):
			return launch, k
		case a.is(k, harm|kill|hurt|say) && (!a.is(k, attack) || a.lang != incident.English) || a.mark(k, ';') || a.stop(k):
			return 0, -1
		case a.is(k, clause) && !a.is(k, conj):
			return 0, -1
		}
	}
	return 0, -1
}

var hashWith = token.Hash("with")

func (a *article) withBetween(i, j int) bool {
	for k := j - 1; k > i && k > j-14 && !a.is(k, clause|say); k-- {
		if a.toks[k].Hash == hashWith {
			return true
		}
	}
	return false
}

func (a *article) verbAfter(c *count, st *sentence) (class, int) {
	for k := c.last + 1; k < st.to && k <= c.last+14; k++ {
		switch {
		case a.is(k, down):
			return down, k
		case a.is(k, launch):
			return launch, k
		case a.is(k, attack|harm|kill|hurt|say) && !a.is(k, weapon) || a.mark(k, ';') || a.stop(k):
			return 0, -1
		case a.toks[k].Kind == token.Number && !a.is(k-1, conj) && (a.lang == incident.English || !a.is(k-2, conj)):
			return 0, -1
		}
	}
	return 0, -1
}

// addArms records the figure as launched, intercepted, or both.
func (a *article) addArms(s int, c *count, w uint8, v class, at int) {
	f := fact{bound: a.placedAt(c), weapon: w, figure: true, sent: s, at: c.num, place: -1, also: -1, scene: -1, another: c.another, first: c.first, last: c.last}
	if at >= 0 && at < c.first && c.first-at < 12 {
		f.first = at
	}
	if at > c.last && at-c.last < 12 {
		f.last = at
	}
	n := c.value.Min
	if n == incident.Open {
		n = c.value.Max
	}
	if n <= 0 {
		return
	}
	n = a.asSaid(c, n)
	f.value = incident.Exactly(n)
	if v&down != 0 {
		f.field, f.reason = incident.FieldIntercepted, "shot down"
		a.facts = append(a.facts, f)
	}
	if v&launch != 0 {
		f.field, f.reason = incident.FieldLaunched, "launched"
		if c.of > 0 {
			f.value = incident.Exactly(c.of)
		}
		a.facts = append(a.facts, f)
	}
	if c.of > 0 && v&down != 0 && v&launch == 0 {
		f.field, f.reason = incident.FieldLaunched, "of so many launched"
		f.value = incident.Exactly(c.of)
		a.facts = append(a.facts, f)
	}
}

// asSaid undoes "more than 15" = 16…: of weapons it counts as 15.
func (a *article) asSaid(c *count, n int32) int32 {
	if a.exceeds(c) {
		return n - 1
	}
	return n
}

// exceeds: "more than 15", "понад 15", whose least value is 16.
func (a *article) exceeds(c *count) bool {
	return c.value.Max == incident.Open && c.more
}
