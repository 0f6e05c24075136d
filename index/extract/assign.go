package extract

import (
	"incidentbot/index/extract/date"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// fieldAttack is the field of a fact that only says that a place was attacked.
const fieldAttack incident.Field = "attack"

// attacks records which places sentence s says were attacked.
func (a *article) attacks(s int) {
	st := &a.sents[s]
	if a.any(st.from, st.to, attack|launch|harm) < 0 {
		return
	}
	lo, hi := a.placesIn(st.from, st.to)
	for k := lo; k < hi; k++ {
		m := &a.places[k]
		if m.role != location || m.absorbed || m.country() && m.place.Country != "UA" && m.place.Country != "RU" {
			continue // "a ship under the flag of Panama"
		}
		if at := a.attackOn(m, st); at >= 0 {
			a.facts = append(a.facts, fact{field: fieldAttack, first: min(at, m.first), last: max(at, m.last), at: m.first, sent: s, place: k, also: -1, scene: -1, reason: "attack on a place"})
		}
	}
}

// attackOn returns the attack word that governs the place, or -1.
func (a *article) attackOn(m *mention, st *sentence) int {
	for k := m.first - 1; k >= st.from && k >= m.first-14; k-- {
		if a.is(k, attack|launch|harm) && a.any(max(st.from, k-4), k, hypo|negation) < 0 {
			return k
		}
		if a.is(k, say|clause|talks) || a.mark(k, ';') || a.stop(k) {
			break
		}
	}
	for k := m.last + 1; k < st.to && k <= m.last+10; k++ {
		if a.placeStarts(k) {
			break
		}
		if a.is(k, attack|harm) && a.any(max(st.from, k-4), k, hypo|negation) < 0 && (m.prep >= 0 || a.passive(k) || a.is(k-1, also) || a.under(m.last+1, k)) {
			return k
		}
		if a.is(k, say|clause|talks) || a.mark(k, ';') || a.stop(k) {
			break
		}
	}
	return -1
}

// placeStarts reports that the name of another location begins at token k.
func (a *article) placeStarts(k int) bool {
	for j := a.placeCursor; j < len(a.places) && a.places[j].first <= k; j++ {
		if m := &a.places[j]; m.first == k && m.role == location && !m.absorbed && !m.ref {
			return true
		}
	}
	return false
}

// partOver reports that only another figure is said of place k, which f is at
// cost from: "68 drones, of them 20 over …".
func (a *article) partOver(f *fact, k, cost int) bool {
	m := &a.places[k]
	for i := f.last + 1; i < m.first; i++ {
		if a.is(i, sub) && f.bound == 0 || cost >= 20 && a.mark(i, ',') {
			return true
		}
	}
	return cost >= 20 && m.first < f.first
}

var hashUnder = token.Hash("under")

// under: "Kyiv came under drone attack".
func (a *article) under(i, k int) bool {
	for j := k - 1; j >= i && j >= k-4; j-- {
		if a.toks[j].Hash == hashUnder {
			return true
		}
	}
	return false
}

// placesIn returns the range of a.places within tokens [from,to).
func (a *article) placesIn(from, to int) (lo, hi int) {
	for lo = a.placeCursor; lo < len(a.places) && a.places[lo].first < from; lo++ {
	}
	for hi = lo; hi < len(a.places) && a.places[hi].first < to; hi++ {
	}
	a.placeCursor = lo
	return lo, hi
}

// whensIn returns the range of a.whens within tokens [from,to).
func (a *article) whensIn(from, to int) (lo, hi int) {
	for lo = a.whenCursor; lo < len(a.whens) && a.whens[lo].First < from; lo++ {
	}
	for hi = lo; hi < len(a.whens) && a.whens[hi].First < to; hi++ {
	}
	a.whenCursor = lo
	return lo, hi
}

// thread is what the text is about at the moment: where, and when.
type thread struct {
	place    int              // last place of a fact, -1 none
	many     bool             // the last sentence told of several places
	area     *gazetteer.Place // the district or region that holds them all
	para     int
	when     int // index in a.whens, -1 none
	whenPara int
}

// place gives the facts of sentence s, a.facts[from:], their place.
func (a *article) placeFacts(s, from int, th *thread) {
	st := &a.sents[s]
	lo, hi := a.placesIn(st.from, st.to)
	for k := from; k < len(a.facts); k++ {
		f := &a.facts[k]
		if f.bound > 0 {
			f.place = f.bound - 1
			if isArms(f.field) && a.longList(f.place, hi) {
				f.place, f.national = -1, true
				continue
			}
		}
		if f.place < 0 {
			f.place = a.placeFor(f, st, lo, hi, th)
		}
		if f.place >= 0 && f.field != incident.FieldWeapon {
			f.also = a.jointPlace(f, lo, hi)
		}
	}
	if p := a.topic(st, lo, hi, from); p >= 0 {
		th.place, th.para, th.many = a.common(th, p, st, lo, hi)
		th.area = nil
		if th.many {
			th.area = a.holds(lo, hi)
		}
	}
}

// topic returns the place that the next sentence goes on about.
func (a *article) topic(st *sentence, lo, hi, from int) int {
	for k := len(a.facts) - 1; k >= from; k-- {
		f := &a.facts[k]
		if f.place >= 0 && !a.places[f.place].country() && f.field != incident.FieldWeapon {
			return f.place
		}
	}
	for k := lo; k < hi; k++ {
		if m := &a.places[k]; m.role == location && !m.absorbed && !m.country() && (m.first-st.from <= 9 || a.violent(st)) {
			return k
		}
	}
	return -1
}

// several reports a sentence that lists places of the same level as attacked together.
func (a *article) several(st *sentence, lo, hi int) bool {
	prev, n := -1, 0
	for k := lo; k < hi; k++ {
		m := &a.places[k]
		if m.absorbed || m.role != location || m.country() {
			continue
		}
		if prev >= 0 && a.places[prev].class() == m.class() && a.places[prev].incident().ID != m.incident().ID && m.first-a.places[prev].last <= 8 &&
			a.any(a.places[prev].last+1, m.first, kill|hurt|attack|launch|down|clause|say) < 0 {
			n++
		}
		prev = k
	}
	return n > 0
}

// common returns the place that the next sentence goes on about: p, the topic of
// this one, or where this one lists several places, the region that holds them.
func (a *article) common(th *thread, p int, st *sentence, lo, hi int) (place, para int, many bool) {
	if !a.several(st, lo, hi) {
		return p, st.para, false
	}
	for _, r := range [...]int{th.place, lo, hi - 1} {
		if r < 0 || a.places[r].settlement() || a.places[r].country() {
			continue
		}
		all := true
		for k := lo; k < hi; k++ {
			m := &a.places[k]
			if m.role == location && !m.absorbed && !m.country() && !a.inside(k, r) {
				all = false
			}
		}
		if all {
			return r, st.para, false
		}
	}
	return p, st.para, true
}

// holds returns the district or region that all the places lo to hi lie in, nil if none.
func (a *article) holds(lo, hi int) *gazetteer.Place {
	var area *gazetteer.Place
	for k := lo; k < hi; k++ {
		m := &a.places[k]
		if m.role != location || m.absorbed || m.country() {
			continue
		}
		p := m.place
		if area == nil {
			area = p
			continue
		}
		for area != nil && !p.Within(area) {
			area = area.Parent
		}
	}
	if area == nil || area.Class != gazetteer.Raion && area.Class != gazetteer.Oblast {
		return nil
	}
	return area
}

// placeFor decides where fact f happened: the cheapest place of its sentence,
// else the speaker's, else the one the text is about.
func (a *article) placeFor(f *fact, st *sentence, lo, hi int, th *thread) int {
	best, at := 1000, -1
	for k := lo; k < hi; k++ {
		m := &a.places[k]
		if m.absorbed {
			continue
		}
		cost := a.placeCost(f, m)
		if cost < 60 && !isArms(f.field) && a.hasFiner(k, lo, hi, f) {
			cost += 12
		}
		if cost < best {
			best, at = cost, k
		}
	}
	if isArms(f.field) && (at < 0 || best >= 12) {
		if p := a.lastBarrage(f); p >= 0 {
			return p
		}
	}
	if isArms(f.field) && at >= 0 && best < 60 && (a.partOver(f, at, best) || best >= 12 && a.any(st.from, st.to, defence|soldier) >= 0) {
		at, best = -1, 1000
	}
	if at >= 0 && best < 60 {
		return at
	}
	if f.field == incident.FieldLaunched || f.field == incident.FieldIntercepted {
		if a.any(st.from, st.to, defence|soldier) >= 0 || th.place < 0 || at < 0 && th.para != st.para {
			f.national = true
			return -1
		}
	}
	if at >= 0 { // only the speaker's place
		if th.place >= 0 && a.inside(th.place, at) {
			return th.place
		}
		return at
	}
	if h := a.holderIn(st.from, st.to); h >= 0 && (th.place < 0 || !a.inside(th.place, h)) {
		return h
	}
	if a.any(st.from, st.to, nation|wave) >= 0 && !a.local(lo, hi) {
		f.national = true
		return -1
	}
	if !f.figure {
		for k := len(a.facts) - 1; k >= 0 && a.facts[k].sent == f.sent; k-- {
			if g := &a.facts[k]; g.figure && g.national {
				f.national = true
				return -1
			}
		}
	}
	if p, ok := a.repeats(f); ok {
		f.national = p < 0
		return p
	}
	if th.place >= 0 && !th.many {
		return th.place
	}
	if th.many && th.area != nil {
		f.area = th.area
		return -1
	}
	f.national = true
	if f.field == incident.FieldDamage || f.field == incident.FieldOutage {
		f.lost = !th.many && !a.local(lo, hi) && a.any(st.from, st.to, nation|wave) < 0 && !a.countryIn(lo, hi)
	}
	return -1
}

// countryIn reports that one of the places lo to hi is a country as a location.
func (a *article) countryIn(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if a.places[k].role == location && a.places[k].country() {
			return true
		}
	}
	return false
}

// hasFiner reports that place k is a region named with one place in it, where
// the sentence has no figure of the region's own.
func (a *article) hasFiner(k, lo, hi int, f *fact) bool {
	m := &a.places[k]
	if m.settlement() || m.country() {
		return false
	}
	finer := -1
	for j := lo; j < hi; j++ {
		n := &a.places[j]
		if j == k || n.role != location || n.absorbed || !n.finer(m) {
			continue
		}
		if finer >= 0 {
			return false
		}
		finer = j
	}
	if finer < 0 {
		return false
	}
	n := &a.places[finer]
	return n.first > f.last && m.last < f.first
}

// local reports that one of the places lo to hi is a settlement, district or region.
func (a *article) local(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if a.places[k].role == location && !a.places[k].country() {
			return true
		}
	}
	return false
}

// repeats returns the place of an earlier fact with the same figure.
func (a *article) repeats(f *fact) (int, bool) {
	if !f.figure {
		return -1, false
	}
	for k := range a.facts {
		g := &a.facts[k]
		if g.sent >= f.sent {
			break
		}
		if g.field == f.field && g.figure && g.value.Floor() == f.value.Floor() && (f.value.Floor() >= 3 || a.pairRepeats(f, g)) {
			return g.place, true
		}
	}
	return -1, false
}

// pairRepeats reports that the sentences of f and g have another figure in common.
func (a *article) pairRepeats(f, g *fact) bool {
	for k := range a.facts {
		p := &a.facts[k]
		if p.sent != f.sent || p.field == f.field || !p.figure {
			continue
		}
		for j := range a.facts {
			q := &a.facts[j]
			if q.sent == g.sent && q.field == p.field && q.figure && q.value.Floor() == p.value.Floor() {
				return true
			}
		}
	}
	return false
}

// lastBarrage returns the place of the barrage that the paragraph told of just before, -1 if none.
func (a *article) lastBarrage(f *fact) int {
	for k := len(a.facts) - 1; k >= 0; k-- {
		g := &a.facts[k]
		if g.sent < f.sent-2 || a.sents[g.sent].para != a.sents[f.sent].para {
			return -1
		}
		if g.sent < f.sent && g.field == incident.FieldLaunched {
			if g.place >= 0 && !a.places[g.place].country() {
				return g.place
			}
			return -1
		}
	}
	return -1
}

// countAt reports that another figure begins at token k.
func (a *article) countAt(k int) bool {
	for c := a.countCursor; c < len(a.counts) && a.counts[c].first <= k; c++ {
		if a.counts[c].first == k {
			return true
		}
	}
	return false
}

func isArms(f incident.Field) bool {
	return f == incident.FieldLaunched || f == incident.FieldIntercepted
}

// inside reports whether place mention i is place mention j or lies in it.
func (a *article) inside(i, j int) bool {
	m, n := &a.places[i], &a.places[j]
	return m.place != nil && n.place != nil && n.own.ID == "" && m.place.Within(n.place)
}

// placeCost weighs that fact f happened at m; 1000 if it cannot have.
func (a *article) placeCost(f *fact, m *mention) int {
	base := 0
	switch m.role {
	case location:
	case title:
		base = 60
	case example:
		base = 40
	default:
		return 1000
	}
	if m.country() {
		base += 14
		if f.field == incident.FieldWeapon {
			base -= 12
		}
	}
	lo, hi := m.last+1, f.first
	if m.first > f.last {
		lo, hi = f.last+1, m.first
	} else if m.last >= f.first {
		lo, hi = 0, 0
	}
	cost := base + (hi-lo)/2
	for k := lo; k < hi; k++ {
		switch {
		case a.mark(k, ';'):
			cost += 14
		case a.is(k, clause):
			cost += 6
		case a.is(k, kill|hurt|down) && f.figure:
			cost += 3
		case isArms(f.field) && f.bound == 0 && a.countAt(k):
			cost += 20
		case f.figure && m.first > f.last && a.mark(k, ':'):
			cost += 14 // what follows divides the figure
		case isArms(f.field) && m.first > f.last && a.mark(k, ','):
			cost += 9
		case a.is(k, say):
			cost += 2
		case a.is(k, conj):
			cost++
		case a.toks[k].Break > 0:
			cost += 3
		}
	}
	if m.first > f.last && m.prep < 0 {
		cost += 4
	}
	if m.prep == f.last+1 {
		cost -= 4 // "killed in X"
	}
	if m.ref {
		cost += 2
	}
	return cost
}

// jointPlace returns the second place of "in A and in B", whose figure is one, or -1.
func (a *article) jointPlace(f *fact, lo, hi int) int {
	if f.place < lo || f.place >= hi || !f.figure || f.bound > 0 {
		return -1
	}
	m := &a.places[f.place]
	if k := f.place - 1; k >= lo && a.paired(k) {
		f.place = k
		return k + 1
	}
	for k := f.place + 1; k < hi; k++ {
		n := &a.places[k]
		if n.absorbed || n.role != location {
			continue
		}
		if n.first-m.last <= 6 && n.class() == m.class() && a.any(m.last+1, n.first, conj) >= 0 && a.any(m.last+1, n.first, kill|hurt|clause|say|down|attack|launch) < 0 && !a.hasNumber(m.last+1, n.first) {
			return k
		}
		break
	}
	return -1
}

// longList reports that place k opens a list of three and more of its level:
// weapons shot down over so many regions are the country's.
func (a *article) longList(k, hi int) bool {
	n := 1
	for ; k+1 < hi; k++ {
		m, next := &a.places[k], &a.places[k+1]
		if next.first-m.last > 3 || next.class() != m.class() && next.settlement() != m.settlement() || a.hasNumber(m.last+1, next.first) {
			break
		}
		n++
	}
	return n >= 3
}

// paired reports that place k and the next one are named as one: "Saratov and Ryazan regions".
func (a *article) paired(k int) bool {
	m, n := &a.places[k], &a.places[k+1]
	if m.absorbed || m.role != location || m.class() != n.class() || m.country() || n.first-m.last > 3 || n.first-m.last < 2 {
		return false
	}
	for i := m.last + 1; i < n.first; i++ {
		if !a.is(i, conj|prep) || a.is(i, clause) {
			return false
		}
	}
	return true
}

func (a *article) hasNumber(i, j int) bool {
	for ; i < j; i++ {
		if a.toks[i].Kind == token.Number {
			return true
		}
	}
	return false
}

// dateFacts gives the facts of sentence s their date mention.
func (a *article) dateFacts(s, from int, th *thread) {
	st := &a.sents[s]
	lo, hi := a.whensIn(st.from, st.to)
	first := -1
	for k := lo; k < hi; k++ {
		if a.usable(&a.whens[k]) && first < 0 {
			first = k
		}
	}
	for k := from; k < len(a.facts); k++ {
		f := &a.facts[k]
		f.when, f.span = a.whenFor(f, lo, hi)
		if f.when < 0 && a.afterwards(f, st) {
			f.undated = true
			continue
		}
		if f.when >= 0 && a.elsewhere(f, st) {
			f.when, f.undated = -1, true
			continue
		}
		if f.when < 0 && f.another && a.afterSpan(s, from) {
			f.span = true
			continue
		}
		if f.when < 0 && th.when >= 0 && th.whenPara == st.para && !f.span {
			f.when, f.inherits = th.when, true
		}
	}
	a.thatAttack(s, from, first)
	if first >= 0 && a.violent(st) {
		th.when, th.whenPara = first, st.para
	}
}

// afterSpan: "since the invasion 500 were killed. Another 1,000 were injured":
// what is added to a stretch's toll is of the stretch.
func (a *article) afterSpan(s, from int) bool {
	for k := from - 1; k >= 0 && a.facts[k].sent == s-1; k-- {
		if f := &a.facts[k]; f.figure && f.span {
			return true
		}
	}
	return false
}

// afterwards: "the attack came a day after two women died": an earlier day, not said.
func (a *article) afterwards(f *fact, st *sentence) bool {
	for k := st.from; k < f.first; k++ {
		if a.is(k, back) && a.is(k, clause) {
			return true
		}
	}
	return false
}

// elsewhere reports that the date nearest to f stands in another clause, with
// another place of its own: it dates that place's attack.
func (a *article) elsewhere(f *fact, st *sentence) bool {
	w := &a.whens[f.when]
	lo, hi := w.Last+1, f.first
	if w.First > f.last {
		lo, hi = f.last+1, w.First
	}
	if lo >= hi || f.place < 0 || a.places[f.place].first < st.from || a.places[f.place].first >= st.to {
		return false
	}
	bar := a.any(lo, hi, clause)
	if bar < 0 {
		return false
	}
	pl := &a.places[f.place]
	if (pl.first < bar) == (w.First < bar) {
		return false
	}
	for k := range a.places {
		m := &a.places[k]
		if m.first < st.from || m.absorbed || m.role != location || m.country() {
			continue
		}
		if m.first >= st.to {
			break
		}
		if (m.first < bar) == (w.First < bar) && m.place != pl.place && !m.finer(pl) && !pl.finer(m) {
			return true
		}
	}
	return false
}

// thatAttack: "Russia blamed Ukraine for that attack on December 30" dates and
// attributes what the sentence before told.
func (a *article) thatAttack(s, from, first int) {
	st := &a.sents[s]
	if s == 0 || a.sents[s-1].para != st.para {
		return
	}
	at := a.any(st.from, st.to, attack)
	if at < 1 || !a.anaphoric(at, st, from, first) {
		return
	}
	for k := from - 1; k >= 0 && a.facts[k].sent == s-1; k-- {
		if f := &a.facts[k]; first >= 0 && f.when < 0 {
			f.when, f.undated = first, false
		}
	}
	for k := len(a.votes) - 1; k >= 0 && a.votes[k].sent == s; k-- {
		a.votes[k].sent = s - 1
	}
}

// anaphoric: "that attack", or a dated attack without a place or figure of its
// own ("The missiles struck on Wednesday evening").
func (a *article) anaphoric(at int, st *sentence, from, first int) bool {
	if h := a.toks[at-1].Hash; h == hashThat || h == hashThis {
		return true
	}
	if first < 0 || !a.whens[first].Dated() {
		return false
	}
	for k := from; k < len(a.facts); k++ {
		if a.facts[k].figure {
			return false
		}
	}
	for k := a.placeCursor; k < len(a.places) && a.places[k].first < st.to; k++ {
		if a.places[k].role == location {
			return false
		}
	}
	return true
}

func (a *article) usable(w *date.Mention) bool {
	return !w.Span && !w.Asof && !w.Future && !a.spokenOn(w)
}

// superlative: "for the first time since June" is no stretch of time.
func (a *article) superlative(i int) bool {
	for k := i - 1; k >= 0 && k >= i-10; k-- {
		for _, h := range superlatives {
			if a.toks[k].Hash == h {
				return true
			}
		}
	}
	return false
}

var superlatives = [...]uint64{
	token.Hash("first"), token.Hash("worst"), token.Hash("biggest"), token.Hash("largest"), token.Hash("deadliest"), token.Hash("heaviest"), token.Hash("massive"),
	token.Hash("вперше"), token.Hash("найбільша"), token.Hash("найбільший"), token.Hash("наймасштабніша"), token.Hash("наймасованіша"), token.Hash("впервые"), token.Hash("крупнейшая"), token.Hash("крупнейший"), token.Hash("самая"), token.Hash("самый"),
}

// spokenOn: the day on which somebody spoke is not the day of the attack.
func (a *article) spokenOn(w *date.Mention) bool {
	if k := a.any(max(0, w.First-5), w.First, rise); k >= 0 && !a.stop(w.First-1) {
		return true // "the toll rose to 40 on Monday"
	}
	if a.lang == incident.English {
		return a.is(w.First-1, say) || a.is(w.First-2, say) && a.is(w.First-1, prep)
	}
	if k := w.Last + 1; a.is(k, say) || a.mark(k, ',') && a.is(k+1, say) {
		return true
	}
	for k := w.First - 1; k >= 0 && k >= w.First-9; k-- { // "повідомив голова області Іван Приклад у середу"
		switch {
		case a.is(k, say):
			return true
		case a.toks[k].Kind == token.Mark || a.is(k, kill|hurt|attack|harm|clause):
			return false
		case a.toks[k].Case == token.Lower && !a.is(k, prep|office|official|agency|media|regionWord|townWord|districtWord):
			return false
		}
	}
	return false
}

// whenFor returns the date mention nearest to f in its sentence, -1 if none,
// and whether f is said of a stretch of time only.
func (a *article) whenFor(f *fact, lo, hi int) (at int, span bool) {
	best, at := 1000, -1
	for k := lo; k < hi; k++ {
		w := &a.whens[k]
		if w.Asof || w.Future || w.Span && a.superlative(w.First) {
			continue
		}
		i, j := w.Last+1, f.first
		if w.First > f.last {
			i, j = f.last+1, w.First
		} else if w.Last >= f.first {
			i, j = 0, 0
		}
		cost := j - i
		for t := i; t < j; t++ {
			if a.is(t, clause) || a.mark(t, ';') {
				cost += 8
			}
			if a.is(t, back) && a.is(t, clause) {
				cost += 500 // "the warning on Monday came after …"
			}
		}
		if a.spokenOn(w) {
			continue
		}
		if w.Span {
			cost += 4
		}
		if cost < best {
			best, at = cost, k
		}
	}
	if best >= 500 {
		return -1, false
	}
	if at >= 0 && a.whens[at].Span {
		return -1, best < 40
	}
	return at, false
}
