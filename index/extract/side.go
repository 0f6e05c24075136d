package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// vote is one place where the text says whose attack it is.
type vote struct {
	at, sent int
	side     incident.Attacker
	word     int // token of the side's name
}

// sides collects the votes of sentence s.
func (a *article) sides(s int) {
	st := &a.sents[s]
	a.placesIn(st.from, st.to)
	if st.has&(sideRU|sideUA) == 0 {
		return
	}
	for i := st.from; i < st.to; i++ {
		c := a.lex[i].class & (sideRU | sideUA)
		if c == 0 || c == sideRU|sideUA || a.attacked(i) {
			continue
		}
		if at, opposite := a.deed(i, st); at >= 0 {
			v := vote{at: at, sent: s, side: incident.Russia, word: i}
			if (c == sideUA) != opposite {
				v.side = incident.Ukraine
			}
			a.votes = append(a.votes, v)
		}
		i += a.rest(i)
	}
}

// attacked reports that the capital's name at i is a place here, no government.
func (a *article) attacked(i int) bool {
	for k := a.placeCursor; k < len(a.places) && a.places[k].first <= i; k++ {
		if m := &a.places[k]; m.last >= i && m.role != metonym && !m.country() {
			return true
		}
	}
	return false
}

// deed returns the token of the attack that the side named at i made, or -1;
// opposite is set where the side shot the other's weapons down.
func (a *article) deed(i int, st *sentence) (at int, opposite bool) {
	n := i + a.rest(i)
	if k := a.any(max(st.from, i-4), i, blame); k >= 0 {
		return n, false
	}
	if by, shot := a.agentOf(i, st); by {
		return i, shot
	}
	target := !a.is(i, adjectival) && (a.is(i-1, prep) && !a.is(i-1, from) || a.is(i-2, prep) && a.toks[i-1].Hash == hashThe)
	target = target || a.lang == incident.English && a.is(i-1, attack|launch|harm) && !a.is(i-1, prep) && !a.is(i, adjectival)
	forces := false
	for k := n + 1; k < st.to && k <= n+8; k++ {
		switch {
		case a.toks[k].Kind == token.Mark && !a.quoteMark(k), a.is(k, sideRU|sideUA):
			return a.deedBefore(i, st), false
		case a.is(k, soldier|defence) && !a.is(k, weapon):
			forces = true
		case a.is(k, say) && k+1 < st.to && (a.toks[k+1].Hash == hashIt || a.toks[k+1].Hash == hashIts || a.toks[k+1].Hash == hashThey): // "Kyiv said it had shot down"
		case forces && (a.is(k, say) || a.is(k, clause) && a.is(k-1, say)):
		case a.toks[k].Hash == hashCalled && a.lang == incident.English, a.is(k, office|say|official|agency) && !a.is(k, attack|weapon|launch), a.is(k, regionWord|townWord|backRef):
			return -1, false
		case a.is(k, down):
			return k, !target
		case a.is(k, weapon) && !a.is(k, defence) && !target:
			if d := a.shotLater(n, k, st); d >= 0 {
				return d, true // "Ukraine's air force said 563 drones were destroyed"
			}
			return k, false
		case a.is(k, attack|launch):
			if a.is(k-1, also) && a.lang == incident.English && !a.is(k, noun) && !a.perfect(k-1) {
				return -1, false // the side was attacked
			}
			if target {
				return a.deedBefore(i, st), false
			}
			return k, false
		case a.is(k, kill|hurt|harm) && !target && k <= n+4:
			return k, false
		case a.is(k, prep|conj|clause|say) && !a.is(k, of):
			return a.deedBefore(i, st), false
		}
	}
	return a.deedBefore(i, st), false
}

// shotLater returns the word that says the weapon at k was shot down, where an air
// defence stands between the side's name at n and it; -1 if none.
func (a *article) shotLater(n, k int, st *sentence) int {
	if a.lang != incident.English || a.any(n+1, k, defence) < 0 {
		return -1
	}
	for j := k + 1; j < st.to && j <= k+14 && !a.is(j, clause|say|kill|hurt) && !a.stop(j); j++ {
		if a.is(j, down) {
			return j
		}
	}
	return -1
}

// perfect: "had attacked" is an act, "was attacked" is suffered.
func (a *article) perfect(k int) bool {
	h := a.toks[k].Hash
	return h == hashHad || h == hashHas || h == hashHave
}

var hashCalled = token.Hash("called") // "what Kyiv called its largest barrage"

var hashHad, hashHas, hashHave = token.Hash("had"), token.Hash("has"), token.Hash("have")

var hashIt, hashIts, hashThey = token.Hash("it"), token.Hash("its"), token.Hash("they")

var hashBy = token.Hash("by")

// agentOf: "by Russia", "by Ukrainian forces" after an attack word.
func (a *article) agentOf(i int, st *sentence) (by, shot bool) {
	for k := i - 1; k >= st.from && k >= i-2; k-- {
		if a.toks[k].Hash != hashBy {
			continue
		}
		for j := k - 1; j >= st.from && j >= k-14; j-- {
			if a.is(j, attack|weapon|launch|kill|hurt|harm|down) {
				return true, a.is(j, down)
			}
		}
	}
	return false, false
}

var sideOf = hashes("стороны", "боку", "силами")

// deedBefore: "обстріл росіян", "удар ВСУ": the doer right after the deed.
func (a *article) deedBefore(i int, st *sentence) int {
	if a.lang == incident.English {
		return -1
	}
	if i-2 >= st.from && sideOf[a.toks[i-1].Hash] { // "обстрел со стороны ВСУ", "удар з боку росіян"
		if k := a.any(max(st.from, i-9), i-2, attack|weapon); k >= 0 {
			return k
		}
	}
	for k := i - 1; k >= st.from && k >= i-2; k-- {
		if a.is(k, attack|weapon) {
			return k
		}
		if a.is(k, prep|conj) || a.toks[k].Kind == token.Mark {
			return -1
		}
	}
	return -1
}

// sideFor returns who made the attack that fact f is of, as its sentence says.
func (a *article) sideFor(f *fact) incident.Attacker {
	best, side := 1000, incident.Unknown
	for k := range a.votes {
		v := &a.votes[k]
		if v.sent != f.sent {
			continue
		}
		lo, hi := min(v.at, f.at), max(v.at, f.at)
		cost := hi - lo
		for t := lo; t < hi; t++ {
			if a.is(t, clause) || a.mark(t, ';') {
				cost += 10
			}
		}
		if cost < best {
			best, side = cost, v.side
		}
	}
	return side
}

// hints reports that the text names side c and never tells of an attack by the other.
func (a *article) hints(c class, other incident.Attacker) bool {
	for k := range a.votes {
		if a.votes[k].side == other {
			return false
		}
	}
	return a.any(0, len(a.toks), c) >= 0
}

// mainSide returns who attacks in most of the text's words.
func (a *article) mainSide() incident.Attacker {
	n := 0
	for k := range a.votes {
		if a.votes[k].side == incident.Russia {
			n++
		} else {
			n--
		}
	}
	switch {
	case n > 0:
		return incident.Russia
	case n < 0:
		return incident.Ukraine
	}
	return incident.Unknown
}
