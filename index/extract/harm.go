package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// damage records what sentence s says was hit.
func (a *article) damage(s int) {
	st := &a.sents[s]
	a.placesIn(st.from, st.to)
	if st.has&object == 0 || st.has&(harm|attack|weapon) == 0 && !a.bareList(st) {
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
		if why := a.named(i, i+n, st); why != "" || a.sameThing(i, s) {
			a.note("thing", i, i+n, why)
		} else if at, why := a.struck(i, i+n, st); at >= 0 {
			f := fact{field: incident.FieldDamage, object: a.meant(i, st), first: min(at, i), last: max(at, i+n), at: i, sent: s, reason: why, place: -1, also: -1, scene: -1}
			if f.last-f.first > 24 || why == inList {
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

// meant returns the kind of the thing at token i: "the building", after a school
// was named, is the school.
func (a *article) meant(i int, st *sentence) uint8 {
	own := a.lex[i].object
	if a.lang != incident.English || i == st.from || a.toks[i-1].Hash != hashThe || a.lex[i].words != 1 || a.toks[i].Hash != hashBuilding && a.toks[i].Hash != hashStructure {
		return own
	}
	for k := i - 1; k >= 0 && k >= i-60; k-- {
		if o := a.lex[k].object; o != 0 && o != otherIndex && a.is(k, object) && built(o) {
			return o
		}
	}
	return own
}

// built reports that things of kind o are buildings.
func built(o uint8) bool {
	switch incident.Damages[o-1] {
	case "energy", "gas", "water", "vehicle", "rail", "port":
		return false
	}
	return true
}

var hashBuilding, hashStructure, hashOf = token.Hash("building"), token.Hash("structure"), token.Hash("of")

// modifies reports that the thing at i to j is part of a longer name. A general
// word beside a special one says nothing of its own ("school building",
// "здание школы"); of two special ones the English name's last one counts.
func (a *article) modifies(i, j int, st *sentence) bool {
	special := a.lex[i].object != otherIndex
	if a.lang == incident.English && a.owned(i, j, st) {
		return true
	}
	if k := j + 1; k < st.to && a.is(k, object) && a.toks[k].Break < 2 && a.lex[k].object != a.lex[i].object {
		if !special || a.lang == incident.English && a.lex[k].object != otherIndex && a.toks[j].Hash != hashAnd {
			return true
		}
	}
	k := i - 1
	if !special && a.lang == incident.English && j+1 < st.to && a.toks[j+1].Hash == hashOf && a.ofSpecial(j+2, st) {
		return true
	}
	return !special && k >= st.from && a.is(k, object) && a.lex[k].object != otherIndex && a.toks[i].Break < 2
}

// owned reports a company that only owns the thing named after it ("a utility
// company's van"), or a part of the building named before ("the school's gym").
func (a *article) owned(i, j int, st *sentence) bool {
	if j+1 < st.to && a.toks[j+1].Hash == hashOwn && owners[a.toks[j].Hash] {
		return true
	}
	k := i - 1
	for k > st.from && k > i-3 && a.lex[k].class == 0 && a.toks[k].Hash != hashOwn {
		k--
	}
	if k <= st.from || a.toks[k].Hash != hashOwn || !a.is(k-1, object) || a.lex[k-1].object == otherIndex || owners[a.toks[k-1].Hash] {
		return false
	}
	o := a.lex[i].object
	return built(a.lex[k-1].object) && built(o) && o != residentialIndex
}

var owners = hashes("company", "enterprise", "firm", "business", "utility")

// ofSpecial reports that a special thing is named at token k or after its
// article and adjective: "the premises of a private school".
func (a *article) ofSpecial(k int, st *sentence) bool {
	for n := k; n < st.to && n <= k+2; n++ {
		if a.is(n, object) && a.lex[n].object != otherIndex {
			return true
		}
		if a.toks[n].Kind == token.Mark || a.is(n, prep|conj|clause) {
			return false
		}
	}
	return false
}

const (
	industrialIndex  = 9
	buildingsIndex   = 3                            // 1 + the index of buildings in units
	residentialIndex = 1                            // 1 + the index of residential in incident.Damages
	otherIndex       = uint8(len(incident.Damages)) // the same of other, the last
)

var (
	hashAnd, hashWithout = token.Hash("and"), token.Hash("without")

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
