package gazetteer

import "incidentbot/index/token"

// find looks for the longest exact name at toks[i], whatever its capitals.
func (g *Gazetteer) find(toks []token.Token, i int) ([]Candidate, int) {
	if c, n := g.findAdjective(toks, i); n > 0 {
		return c, n
	}
	return g.exact.longest(toks, i)
}

// longest returns the candidates of the longest key that begins at toks[i].
func (t *table) longest(toks []token.Token, i int) ([]Candidate, int) {
	h := toks[i].Hash
	s := t.get(h)
	if s == nil {
		return nil, 0
	}
	best, n := s, 1
	for k := 1; k < int(s.words) && i+k < len(toks) && toks[i+k].Break == 0; k++ {
		h = join(h, toks[i+k].Hash)
		if m := t.get(h); m != nil && m.n > 0 {
			best, n = m, k+1
		}
	}
	if best.n == 0 {
		return nil, 0
	}
	return t.candidates(best), n
}

// findLoose tries the loose key: one capitalised word of at least five sounds.
func (g *Gazetteer) findLoose(text []byte, toks []token.Token, i int) ([]Candidate, int) {
	w := toks[i].Text(text)
	if len(w) < 5 {
		return nil, 0
	}
	h, n := loose(w)
	if n < 5 {
		return nil, 0
	}
	s := g.loose.get(h)
	if s == nil || s.n == 0 {
		return nil, 0
	}
	return g.loose.candidates(s), 1
}

// listReach is how many tokens after an adjective its noun may stand in a list:
// "Харківській, Сумській та Чернігівській областях".
const listReach = 16

// findAdjective reads an adjective with the noun that makes a place of it.
func (g *Gazetteer) findAdjective(toks []token.Token, i int) ([]Candidate, int) {
	for _, k := range [...]struct {
		t    *table
		kind nounKind
	}{{g.region, regionNoun}, {g.raion, raionNoun}, {g.around, hromadaNoun}} {
		c, n := k.t.longest(toks, i)
		if n == 0 {
			continue
		}
		if m := g.nounAt(toks, i+n, k.kind, anyNumber); m > 0 {
			return c, n + m
		}
		if g.listed(toks, i+n, k.t, k.kind) {
			return c, n
		}
	}
	return nil, 0
}

// listed reports whether from i on a list of such adjectives goes on and ends in the plural noun.
func (g *Gazetteer) listed(toks []token.Token, i int, t *table, kind nounKind) bool {
	for end := min(len(toks), i+listReach); i < end && g.nouns[toks[i].Hash].kind&listMark != 0; {
		for i < end && g.nouns[toks[i].Hash].kind&listMark != 0 {
			i++
		}
		if i >= end {
			return false
		}
		_, n := t.longest(toks, i)
		if n == 0 {
			return false
		}
		i += n
		if g.nounAt(toks, i, kind, plural) > 0 {
			return true
		}
	}
	return false
}

// nounAt returns how many tokens a noun of that kind covers at i, a modifier
// before it included ("городской округ"); 0 if none stands there.
func (g *Gazetteer) nounAt(toks []token.Token, i int, kind nounKind, number nounKind) int {
	for n := 1; n <= 3 && i+n <= len(toks); n++ {
		w, ok := g.nouns[toks[i+n-1].Hash]
		switch {
		case !ok:
			return 0
		case w.kind&kind != 0 && w.kind&number != 0:
			return n
		case w.kind&modifier == 0:
			return 0
		}
	}
	return 0
}
