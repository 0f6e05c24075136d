package extract

import (
	"bytes"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// struck returns the word that says the thing at tokens i to j was hit, or -1.
func (a *article) struck(i, j int, st *sentence) (int, string) {
	for k := i - 1; k >= st.from && k >= i-a.listReach() && !a.itemised(k); k-- {
		if a.is(k, harm) && !a.undergone(k) || a.is(k, attack) && !a.is(k, hypo) || a.is(k, launch) && a.onto(k, i) {
			if a.is(k, harm|launch) || a.aims(k, i) {
				if a.notHit(k, j, st) || a.victims(k, i) || a.excepted(k, i) {
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
		if (a.is(k, harm) || a.severed(k, i)) && !a.is(k, object) {
			if a.othersHarm(j, k, st) {
				return -1, ""
			}
			if a.notHit(k, k, st) || a.any(max(st.from, i-2), i, negation) >= 0 {
				return -1, ""
			}
			return k, "the thing, then hit"
		}
		if a.is(k, attack|launch) && a.objectFirst(i, j, k, st) {
			return k, "the thing, then its attacker"
		}
		if a.lang == incident.English && a.suffers(k) {
			return k, "the thing, then attacked"
		}
		if at := a.relative(k, j, st); at >= 0 {
			return at, "the thing that was hit"
		}
		if a.barrier(k) || a.is(k, attack|launch) {
			break
		}
	}
	if at := a.leadIn(i, st); at >= 0 {
		return at, inList
	}
	if a.bareList(st) {
		return i, inList
	}
	return -1, ""
}

// bareList reports a sentence of nothing but things: "Shops, schools, houses.
// Almost in the whole city."
func (a *article) bareList(st *sentence) bool {
	things, words := 0, 0
	for k := st.from; k < st.to; k++ {
		switch {
		case a.is(k, object) && !a.is(k, harm|person):
			things++
			k += a.rest(k)
		case a.is(k, clause|say|kill|hurt|attack|launch|down|cut|talks|negation|hypo|also|back|office|person):
			return false
		case a.toks[k].Kind == token.Word && !a.is(k, conj|prep|districtWord|regionWord|townWord):
			words++
		}
	}
	return things >= 3 && words <= things
}

// itemised: the colon of "Damage: in A - a house; in B - a school".
func (a *article) itemised(k int) bool {
	return a.lang == incident.English && a.mark(k, ':')
}

const inList = "in a list of what was hit"

// leadIn returns the harm that opens the list in which the thing at token i
// stands, -1 if none: "Damage in two districts: in A - a house; in B - a school".
func (a *article) leadIn(i int, st *sentence) int {
	for k := i - 1; k >= st.from; k-- {
		switch {
		case a.mark(k, ':'):
			at := a.any(st.from, k, harm)
			if at < 0 || a.any(st.from, k, negation|hypo|back) >= 0 {
				return -1
			}
			return at
		case a.is(k, clause|say|talks|down|cut|kill|hurt|negation|also|hypo):
			return -1
		}
	}
	return -1
}

// relative reads, at token k, the clause of "the block that a missile hit", and
// returns its verb, -1 if it says nothing of the thing that ends at j.
func (a *article) relative(k, j int, st *sentence) int {
	if a.lang != incident.English || k > j+4 || a.toks[k].Hash != hashThat && a.toks[k].Hash != hashWhich {
		return -1
	}
	for n := k + 1; n < st.to && n <= k+8; n++ {
		switch {
		case a.is(n, harm|attack) && !a.is(n, noun) && n > k+1:
			if a.is(n+1, object) || a.is(n+2, object) || a.is(n+3, object) || a.notHit(n, n, st) {
				return -1
			}
			return n
		case a.is(n, clause|object|say) || a.toks[n].Kind == token.Mark:
			return -1
		}
	}
	return -1
}

var hashWhich = token.Hash("which")

// severed: "power lines were cut".
func (a *article) severed(k, i int) bool {
	if a.lang != incident.English || !a.is(k, cut) || !a.is(k-1, also) {
		return false
	}
	switch incident.Damages[a.lex[i].object-1] {
	case "energy", "gas", "water", "heating":
		return a.toks[k].Hash == hashCut
	}
	return false
}

var hashCut = token.Hash("cut")

// suffers: "was attacked", "came under artillery fire".
func (a *article) suffers(k int) bool {
	if a.is(k, attack) && a.passive(k) && a.toks[k].Case == token.Lower {
		return bytes.HasSuffix(a.toks[k].Text(a.text), []byte("ed"))
	}
	return a.toks[k].Hash == hashUnder && comes[a.toks[k-1].Hash] && a.any(k+1, min(k+5, len(a.toks)), attack|harm|weapon) >= 0
}

// comes are the verbs of "came under fire".
var comes = hashes("come", "comes", "came", "coming")

// excepted: "damaged neither the dam nor the plant": the harm at k did not reach
// the thing at i.
func (a *article) excepted(k, i int) bool {
	if a.lang != incident.English {
		return false
	}
	for n := k + 1; n < i; n++ {
		if a.toks[n].Hash != hashWithout && a.is(n, negation) {
			return a.any(n, i, clause) < 0
		}
	}
	return false
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
	if a.lang != incident.English || !a.is(a.listEnd(j), also) {
		return false
	}
	for n := k + 1; n < i; n++ {
		if a.mark(n, ',') || a.is(n, conj) {
			return true
		}
	}
	return false
}

// undergone: "suffered", "were affected": only the thing before it is hit.
func (a *article) undergone(k int) bool { return undergo[a.toks[k].Hash] }

var undergo = hashes("suffered", "suffer", "burned", "burnt", "dented", "scratched")

// onto: "dropped explosives on a shop", "fired missiles at a school": what was
// launched at k goes at the thing at i.
func (a *article) onto(k, i int) bool {
	if a.lang != incident.English {
		return false
	}
	for n := i - 1; n > k && n >= i-5; n-- {
		switch {
		case onWords[a.toks[n].Hash]:
			return true
		case a.toks[n].Kind == token.Mark || a.is(n, prep|from|of|clause):
			return false
		}
	}
	return false
}

var onWords = hashes("on", "onto", "at", "into", "against")

// listEnd returns the token after the list of things that goes on from j: "houses
// and a hospital".
func (a *article) listEnd(j int) int {
	for j++; j < len(a.toks) && j > 0; j++ {
		if !a.is(j, object|conj) && !a.mark(j, ',') && !(a.is(j-1, conj) || a.mark(j-1, ',')) {
			break
		}
		if a.is(j, also|harm|clause) && !a.is(j, object) {
			break
		}
	}
	return j
}

// victims: "пострадали двое работников завода": people were hit, not the thing.
func (a *article) victims(k, i int) bool {
	return a.is(k, hurt) && a.any(k+1, i, person|single|soldier) >= 0
}

// notHit reports that the harm at token k is denied, before it or after the
// thing at j, or told of an earlier time.
func (a *article) notHit(k, j int, st *sentence) bool {
	if a.lang == incident.English && a.general(k, st) {
		return true
	}
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

// general: "evidence of strikes on civilian areas", "accused Kyiv of attacking
// houses", "regularly hits schools" tell of no one attack.
func (a *article) general(k int, st *sentence) bool {
	if a.is(k, attack) && a.is(k-1, of) || a.is(k, attack) && a.is(k-3, of) && a.is(k-2, weapon|adjectival) {
		if a.any(max(st.from, k-9), k, blame|hypo) >= 0 {
			return true
		}
	}
	for n := k - 1; n >= st.from && n >= k-9 && !a.is(n, clause) && !a.stop(n); n-- {
		if n >= k-3 && habits[a.toks[n].Hash] || charges[a.toks[n].Hash] {
			return true
		}
	}
	return false
}

// habits are said of what happens again and again, charges of what is only held against somebody.
var (
	habits  = hashes("regularly", "routinely", "repeatedly", "systematically", "deliberately", "frequently", "often", "constantly", "always")
	charges = hashes("evidence", "alleged", "allegedly", "attempted", "allegations", "pattern", "practice")
)

// barrier: a word that no "X was hit" reaches over.
func (a *article) barrier(k int) bool {
	return a.is(k, clause|say|kill|hurt|cut) && !a.is(k, harm) && !a.noted(k) || a.mark(k, ';') || a.stop(k) || a.toks[k].Break > 1
}

// noted: "damage was reported to a mosque" says of the mosque.
func (a *article) noted(k int) bool {
	return a.lang == incident.English && a.is(k, say) && a.is(k-1, also)
}
