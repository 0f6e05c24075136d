package extract

import (
	"incidentbot/index/extract/date"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// dateFacts gives the facts of sentence s their date mention.
func (a *article) dateFacts(s, from int, th *thread) {
	st := &a.sents[s]
	lo, hi := a.whensIn(st.from, st.to)
	first := -1
	if th.when >= 0 && a.sameDay(st) {
		th.whenPara = st.para
	}
	for k := lo; k < hi; k++ {
		if a.usable(&a.whens[k]) && first < 0 {
			first = k
		}
	}
	for k := from; k < len(a.facts); k++ {
		f := &a.facts[k]
		f.when, f.span = a.whenFor(f, lo, hi)
		f.span = f.span && (f.field != incident.FieldOutage || f.place < 0) // "without power since Friday": still
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
		if f.when < 0 && st.bullet && th.listWhen >= 0 && !f.span {
			f.when, f.inherits = th.listWhen, true
		}
	}
	if !st.bullet {
		th.listWhen = -1
		if a.mark(st.to-1, ':') && a.lang != incident.English {
			th.listWhen = first
		}
	}
	a.thatAttack(s, from, first)
	if first >= 0 && (a.violent(st) || a.whens[first].PastDay && a.lang != incident.English) {
		th.when, th.whenPara = first, st.para
	}
}

// sameDay: "on the same day" is the day last said.
func (a *article) sameDay(st *sentence) bool {
	for k := st.from; k+1 < st.to; k++ {
		if a.toks[k].Hash == hashSame && a.toks[k+1].Hash == hashDay {
			return true
		}
	}
	return false
}

var hashSame, hashDay = token.Hash("same"), token.Hash("day")

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
	return a.lookedBack(st, f.first)
}

// lookedBack reports that before token i the sentence turned to an earlier attack.
func (a *article) lookedBack(st *sentence, i int) bool {
	for k := st.from; k < i; k++ {
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
	if s == 0 || a.sents[s-1].para != st.para || st.has&attack == 0 {
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
	token.Hash("first"), token.Hash("worst"), token.Hash("biggest"), token.Hash("largest"), token.Hash("deadliest"), token.Hash("heaviest"), token.Hash("massive"), token.Hash("second"), token.Hash("third"), token.Hash("fourth"), token.Hash("fifth"), token.Hash("sixth"), token.Hash("seventh"), token.Hash("tenth"), token.Hash("time"),
	token.Hash("вперше"), token.Hash("найбільша"), token.Hash("найбільший"), token.Hash("наймасштабніша"), token.Hash("наймасованіша"), token.Hash("впервые"), token.Hash("крупнейшая"), token.Hash("крупнейший"), token.Hash("самая"), token.Hash("самый"),
}

// spokenOn: the day on which somebody spoke is not the day of the attack.
func (a *article) spokenOn(w *date.Mention) bool {
	if k := a.any(max(0, w.First-5), w.First, rise); k >= 0 && !a.stop(w.First-1) {
		return true // "the toll rose to 40 on Monday"
	}
	if a.lang == incident.English {
		if n := w.Last + 1; n < len(a.toks) && (statements.Has(a.toks[n].Hash) || a.toks[n].Hash == hashOwn && n+1 < len(a.toks) && statements.Has(a.toks[n+1].Hash)) {
			return true // "in its Friday update"
		}
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

// statements are what is spoken or written on a day.
var statements = token.NewSet("update", "statement", "briefing", "address", "speech", "post", "interview", "report", "warning", "announcement", "bulletin", "assessment", "summary", "meeting", "summit", "talks")

// dayIn reports that one of the mentions lo to hi names a day: an hour beside it is of that day.
func (a *article) dayIn(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if w := &a.whens[k]; w.Dated() && !a.spokenOn(w) {
			return true
		}
	}
	return false
}

// attackDay returns the day of the attack that the sentence names as the cause,
// -1 if none: "after Thursday's missile attack 10% were still without power".
func (a *article) attackDay(lo, hi int) int {
	for k := lo; k < hi; k++ {
		w := &a.whens[k]
		n := w.Last + 1
		if w.Span || n >= len(a.toks) || a.toks[n].Hash != hashOwn {
			continue
		}
		for j := n + 1; j < len(a.toks) && j <= n+5 && a.toks[j].Kind != token.Mark; j++ {
			if a.is(j, attack) {
				return k
			}
		}
	}
	return -1
}

// whenFor returns the date mention nearest to f in its sentence, -1 if none,
// and whether f is said of a stretch of time only.
func (a *article) whenFor(f *fact, lo, hi int) (at int, span bool) {
	best, at := 1000, -1
	if f.field == incident.FieldOutage {
		if k := a.attackDay(lo, hi); k >= 0 {
			return k, false
		}
	}
	for k := lo; k < hi; k++ {
		w := &a.whens[k]
		if w.Asof || w.Future || w.Span && a.superlative(w.First) || w.Weak && a.lang == incident.English && a.dayIn(lo, hi) {
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
