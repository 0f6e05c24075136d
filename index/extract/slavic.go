package extract

import (
	"bytes"

	"incidentbot/index/extract/quantity"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// toldFate returns launch or down as the sentence's words say of the list that
// it opens: "Збито:" before lines of weapons.
func (a *article) toldFate(st *sentence) class {
	for k := st.to - 1; k >= st.from; k-- {
		if v := a.lex[k].class & (down | launch); v != 0 && v != down|launch {
			return v
		}
	}
	return 0
}

// filled reports that the weapon word at i only says what another weapon
// carried or fired: an explosive dropped by a drone, shells of a rocket system.
func (a *article) filled(i int, st *sentence) bool {
	w := a.lex[i].weapon
	if a.lang == incident.English || w != mineIndex && w != artilleryIndex {
		return false
	}
	if w == mineIndex && a.any(max(st.from, i-3), i, attack) >= 0 && dropped[a.toks[max(st.from, i-1)].Hash] {
		return true // "скинули вибухівку"
	}
	if w == artilleryIndex && i > 0 && a.firedBefore(i, st) {
		return true
	}
	for k := max(st.from, i-8); k < st.to && k <= i+8; k++ {
		switch {
		case a.stop(k):
			if k > i {
				return false
			}
		case w == mineIndex && a.lex[k].weapon == droneIndex,
			w == artilleryIndex && a.lex[k].weapon == rocketIndex && k > i && k <= i+4 && a.any(i, k, from) >= 0:
			return true
		}
	}
	return false
}

// 1 + the index of each in incident.Weapons.
var droneIndex, mineIndex, artilleryIndex, rocketIndex = weaponNumber(incident.Drone), weaponNumber(incident.Mine), weaponNumber(incident.Artillery), weaponNumber(incident.Rocket)

func weaponNumber(w incident.Weapon) uint8 {
	for i, x := range incident.Weapons {
		if x == w {
			return uint8(i + 1)
		}
	}
	return 0
}

// lines reports that sentences s to t are lines of one list.
func (a *article) lines(s, t int) bool {
	for k := s; k <= t; k++ {
		if !a.sents[k].bullet || k > s && a.sents[k].para == a.sents[s].para && !a.sents[k].bullet {
			return false
		}
	}
	return true
}

// warlike reports that a Ukrainian or Russian text has any word of an attack,
// a weapon or a side: people also die in accidents.
func (a *article) warlike() bool {
	return a.lang == incident.English || a.any(0, len(a.toks), attack|weapon|launch|sideRU|sideUA) >= 0
}

// objectFirst: Ukrainian and Russian name the thing at tokens i to j first and
// its attacker after the verb at k: "автобус атакував дрон", "по школі вдарила ракета".
func (a *article) objectFirst(i, j, k int, st *sentence) bool {
	if a.lang == incident.English || k-j > 7 {
		return false
	}
	for n := j + 1; n < k; n++ {
		if a.mark(n, ',') || a.is(n, weapon|sideRU|sideUA|conj) && n != k-1 {
			return false
		}
	}
	at := a.any(max(st.from, i-3), i, prep)
	return at >= 0 && aimed[a.toks[at].Hash] || at < 0 && k+1 < st.to && a.any(k+1, min(st.to, k+3), weapon|sideRU|sideUA) >= 0
}

// aimed are the prepositions of what is fired at.
var aimed = hashes("по", "в", "у", "во")

// instrument reports that the weapons counted by c are in the instrumental case:
// "вдарили п'ятьма ракетами".
func (a *article) instrument(c *count) bool {
	if a.lang == incident.English || c.thing != arms {
		return false
	}
	for k := c.num + 1; k <= c.last; k++ {
		if w := a.toks[k].Text(a.text); a.is(k, weapon) && bytes.HasSuffix(w, []byte("ми")) {
			return true
		}
	}
	return false
}

// outOf reads the whole of "два дрони з чотирьох": q counts what c is a part of.
func (a *article) outOf(c *count, q *quantity.Quantity) bool {
	return c.thing == arms && c.of == 0 && a.lang != incident.English && a.is(c.last+1, of|from) && q.First == c.last+2 && q.Kind == quantity.Count &&
		q.Value.Min > c.value.Min && !a.is(q.Last+1, regionWord|townWord|districtWord|person|object)
}

// commaIn reports a comma among tokens [i,j).
func (a *article) commaIn(i, j int) bool {
	for ; i < j; i++ {
		if a.mark(i, ',') {
			return true
		}
	}
	return false
}

// forces reports that tokens [i,j) name who shoots down, or one's own troops:
// what they down is of no single town.
func (a *article) forces(i, j int) bool {
	for k := i; k < j; k++ {
		if a.is(k, defence|soldier) && !(a.lang != incident.English && a.is(k, sideRU|sideUA) && !a.is(k, defence)) {
			return true
		}
	}
	return false
}

var dropped = hashes("скинув", "скинула", "скинули", "скинуло", "скидають", "скидав", "скидали", "сбросил", "сбросила", "сбросили", "сбрасывают")

// sameThing reports that the bare "building" at token i is the special one that
// the paragraph told of before: "удар по больнице … ракета попала в здание".
func (a *article) sameThing(i, s int) bool {
	if a.lang == incident.English || !building[a.toks[i].Hash] || a.lex[i].words > 1 || a.toks[max(0, i-1)].Kind == token.Number {
		return false
	}
	for k := len(a.facts) - 1; k >= 0 && a.facts[k].sent >= s-3; k-- {
		if f := &a.facts[k]; f.field == incident.FieldDamage && f.object != otherIndex {
			return true
		}
	}
	return false
}

var building = hashes("здание", "здания", "зданию", "здании", "будівля", "будівлю", "будівлі", "будівлею", "приміщення", "помещение", "помещения")

// respective gives "442 и 41 соответственно" the kinds that the sentence listed
// before, in their order: the weapon of count k of counts lo to hi, 0 if none.
func (a *article) respective(k, lo int, st *sentence) uint8 {
	if a.lang == incident.English || !a.hasWord(st, inTurn) {
		return 0
	}
	first := k
	for first > lo && a.counts[first-1].thing == bare && a.counts[first].first-a.counts[first-1].last == 2 {
		first--
	}
	if first == lo {
		return 0
	}
	n := 0
	for j := first - 1; j >= lo && a.counts[j].thing == arms; j-- {
		n++
	}
	if j := first - n + (k - first); j < first && j >= lo {
		return a.counts[j].weapon
	}
	return 0
}

var inTurn = hashes("соответственно", "відповідно")

func (a *article) hasWord(st *sentence, words map[uint64]bool) bool {
	for i := st.from; i < st.to; i++ {
		if words[a.toks[i].Hash] {
			return true
		}
	}
	return false
}

// volley marks a weapon in the instrumental with what it is aimed at as an
// attack without a verb: "«Іскандером» по дев'ятиповерхівці".
func (a *article) volley() {
	for i := range a.toks {
		if !a.is(i, weapon) || a.lex[i].words > 1 || a.is(i, attack) {
			continue
		}
		w := a.toks[i].Text(a.text)
		k := i + 1
		if k < len(a.toks) && a.quoteMark(k) {
			k++
		}
		if k < len(a.toks) && a.toks[k].Hash == hashPo && a.toks[k].Break == 0 && instrumental(w) {
			a.lex[i].class |= attack
		}
	}
}

func instrumental(w []byte) bool {
	for _, e := range [...]string{"ами", "ями", "ом", "ем", "ою", "ею", "ой"} {
		if bytes.HasSuffix(w, []byte(e)) {
			return true
		}
	}
	return false
}

// firedBefore reports that the shell at token i is of the rocket system of the sentence before.
func (a *article) firedBefore(i int, st *sentence) bool {
	if !bytes.HasPrefix(a.toks[i].Text(a.text), []byte("снаряд")) && !bytes.HasPrefix(a.toks[i].Text(a.text), []byte("Снаряд")) {
		return false
	}
	for k := st.from - 1; k >= 0 && k >= st.from-30; k-- {
		if a.weaponAt(k, artilleryIndex) {
			return false
		}
		if a.weaponAt(k, rocketIndex) {
			return true
		}
	}
	return false
}

// sumUp reports that f closes a text about several places with the whole: "Усього випущено …".
func (a *article) sumUp(f *fact, st *sentence) bool {
	if a.lang == incident.English || a.any(st.from, f.first, total) < 0 {
		return false
	}
	first := -1
	for k := range a.facts {
		g := &a.facts[k]
		if g.sent >= f.sent || g.place < 0 || g.field == incident.FieldWeapon {
			continue
		}
		if first >= 0 && !a.samePlace(first, g.place) {
			return true
		}
		first = g.place
	}
	return false
}

// placeless reports a Ukrainian or Russian text that names no place where
// anything may have happened and no side: its toll may be of any place.
func (a *article) placeless() bool {
	if a.lang == incident.English || len(a.votes) > 0 || a.any(0, len(a.toks), nation|wave|sideRU) >= 0 {
		return false
	}
	for k := range a.places {
		if a.places[k].role == location {
			return false
		}
	}
	return true
}

// strikes adds an attack on the whole country where a sentence of a text that
// has named no place counts the enemy's strikes: "ворог завдав 6 ракетних та 73
// авіаційних ударів".
func (a *article) strikes(s int) {
	st := &a.sents[s]
	if a.lang == incident.English || a.any(st.from, st.to, sideRU) < 0 || a.any(st.from, st.to, weapon) < 0 || a.placeAfter(st.to) > 0 {
		return
	}
	lo, hi := a.countsIn(st.from, st.to)
	for k := lo; k < hi; k++ {
		if c := &a.counts[k]; c.thing == foreign && c.of < 0 {
			a.facts = append(a.facts, fact{field: fieldAttack, first: c.first, last: c.last, at: c.num, sent: s, place: -1, also: -1, scene: -1, reason: "the enemy's strikes counted"})
			return
		}
	}
}

// listReach is how far before a thing the word may stand that says it was hit:
// Ukrainian and Russian lists of damage hang on one verb.
func (a *article) listReach() int {
	if a.lang == incident.English {
		return 16
	}
	return 32
}

// othersHarm reports that the harm at token k, after a comma, goes on with a
// thing of its own: "ранен глава предприятия, посечён автомобиль".
func (a *article) othersHarm(j, k int, st *sentence) bool {
	return a.lang != incident.English && a.commaIn(j+1, k) && a.any(k+1, min(st.to, k+4), object) >= 0
}

// leadsOn reports that a figure opens the sentence and goes on with the weapons
// of the one before: "Дві збито", "Сім із них збили".
func (a *article) leadsOn(c *count, st *sentence) bool {
	return a.lang != incident.English && c.thing == bare && c.first == st.from && (a.is(c.last+1, down) || a.ofWhole(c))
}

// carryWeapon hands the one weapon that sentence s names, without a figure, on to the next.
func (a *article) carryWeapon(s int) {
	if a.lang == incident.English {
		return
	}
	w := uint8(0)
	for k := a.sents[s].from; k < a.sents[s].to; k++ {
		if x := a.lex[k].weapon; a.is(k, weapon) && x != 0 {
			if w != 0 && w != x {
				return
			}
			w = x
		}
	}
	if w != 0 && w <= both {
		a.carried = carry{s, w, 0}
	}
}
