package extract

import (
	"slices"
	"sort"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// giveRole decides what a named place is in its sentence.
func (a *article) giveRole(m *mention) {
	m.role, m.reason = a.roleOf(m)
	if m.role != title || m.own.ID != "" || m.place.Class > gazetteer.Town {
		return
	}
	if r := a.around(m.place); r != nil && a.any(max(0, m.first-4), min(len(a.toks), m.last+5), governor) >= 0 {
		m.seat, m.place, m.reason = m.place, r, "a governor's region"
	}
}

// around returns the region that a governor of p's name governs; Kyiv's is the region around it.
func (a *article) around(p *gazetteer.Place) *gazetteer.Place {
	if r := region(p); r != nil || p.Names[0] != "Kyiv" {
		return r
	}
	return a.gaz.ByID("UA-32")
}

func (a *article) roleOf(m *mention) (role, string) {
	switch {
	case a.dateline(m):
		return origin, "a dateline"
	case a.seatOf(m):
		return metonym, "where a ministry sits"
	case a.firedFrom(m):
		return origin, "fired from there"
	case a.titleAfter(m):
		return title, "an office follows"
	case a.titleBefore(m):
		return title, "an office stands before"
	case m.prep >= 0 && a.is(m.prep, from) && !a.is(m.prep, prep) && a.any(m.prep, m.first, townWord) < 0:
		return origin, "from"
	case m.prep > 0 && a.lang != incident.English && takenTo[a.toks[m.prep-1].Hash]:
		return origin, "where the hurt were taken"
	case a.route(m):
		return origin, "where a train goes"
	case m.prep >= 0 && a.borderBefore(m):
		return border, "only bounds another place"
	case a.exampleOf(m):
		return example, "an example of more places"
	case a.doer(m):
		return metonym, "its attack"
	case a.beside(m):
		return border, "a direction from it"
	case a.sideWord(m):
		return metonym, "a side's forces"
	}
	if m.prep < 0 && m.speaks(a) {
		return metonym, "it says or does"
	}
	if k := m.last + 1; a.lang == incident.English && m.country() && m.first-m.prep > 3 && (a.is(k, launch|say) || a.is(k, attack) && !a.is(k, noun)) {
		return metonym, "it does" // "all of the 39 drones Russia launched"
	}
	return location, m.reason
}

// titleAfter: "Kyiv mayor", "Kharkiv Regional Governor", "Odesa's governor".
func (a *article) titleAfter(m *mention) bool {
	for k := m.last + 1; k < len(a.toks) && k <= m.last+4; k++ {
		if a.toks[k].Break > 1 {
			return false
		}
		if a.is(k, office) {
			return !a.pluralDoer(k) || k == m.last+1
		}
		if a.toks[k].Kind == token.Mark || a.is(k, prep|conj|say|attack|kill|hurt|clause|also|weapon) && !a.is(k, regionWord|townWord|office) {
			return false
		}
	}
	return false
}

func (a *article) pluralDoer(k int) bool { return a.is(k, official) }

// titleBefore: "the mayor of Kyiv", "мер Харкова", "голова Харківської ОВА".
func (a *article) titleBefore(m *mention) bool {
	for k := m.first - 1; k >= 0 && k >= m.first-5; k-- {
		if a.toks[k+1].Break > 1 {
			return false
		}
		if a.is(k, office) {
			return true
		}
		if a.is(k, prep|from) && (a.lang != incident.English || !a.is(k, of)) || a.toks[k].Kind == token.Mark {
			return false
		}
		if a.is(k, kill|hurt|attack|launch|down|conj|clause|say|also|harm) {
			return false
		}
	}
	return false
}

// borderBefore: "near the border with Sumy region", "bordering Kharkiv".
func (a *article) borderBefore(m *mention) bool {
	for k := m.prep; k >= 0 && k >= m.prep-3; k-- {
		if a.is(k, borderWord) && a.boundary(k) {
			return true
		}
		if a.toks[k].Kind == token.Mark {
			return false
		}
	}
	for k := max(0, m.prep); k < m.first; k++ {
		if a.is(k, borderWord) && a.boundary(k) {
			return true
		}
	}
	return false
}

// beside: "south-east of the capital", "15 km from Kharkiv".
func (a *article) beside(m *mention) bool {
	k := m.first - 1
	for k > 0 && (a.toks[k].Hash == hashThe || a.is(k, adjectival|townWord) && !a.is(k, prep)) {
		k--
	}
	return k > 0 && a.is(k, of|from) && a.is(k-1, direction)
}

// boundary: "the border with", "граничит с", but not "the border town".
func (a *article) boundary(k int) bool {
	for j := k + 1; j <= k+2 && j < len(a.toks); j++ {
		if a.toks[j].Hash == hashWith || a.is(j, from) {
			return true
		}
	}
	return false
}

// exampleOf: "several cities, including Kyiv".
func (a *article) exampleOf(m *mention) bool {
	for k := m.first - 1; k >= 0 && k >= m.first-3; k-- {
		if a.is(k, sub) && (!a.is(k, of) || a.lang != incident.English) {
			return true
		}
		if a.toks[k].Kind == token.Number || a.toks[k].Kind == token.Mark || a.toks[k+1].Break > 1 {
			break
		}
	}
	return a.listGoesOn(m)
}

// placeAfter returns the index of the first place that begins at token i or later.
func (a *article) placeAfter(i int) int {
	return sort.Search(len(a.places), func(k int) bool { return a.places[k].first >= i })
}

// listGoesOn: the place before m in the list is an example, so m is.
func (a *article) listGoesOn(m *mention) bool {
	k := a.placeAfter(m.first)
	if k == 0 || a.places[k-1].role != example {
		return false
	}
	p := &a.places[k-1]
	if m.first-p.last > 4 {
		return false
	}
	for i := p.last + 1; i < m.first; i++ {
		if !a.mark(i, ',') && !a.is(i, conj|prep) {
			return false
		}
	}
	return true
}

// refer adds mentions for "the capital", "the city", "the region" and the like
// where no name stands beside them, pointing back to what was named.
func (a *article) refer(g *gazetteer.Gazetteer) {
	named := len(a.places)
	refs := a.refs[:0]
	next := 0
	for i := range a.toks {
		if a.lex[i].class&(backRef|townWord|regionWord) == 0 {
			continue
		}
		for next < named && a.places[next].last < i {
			next++
		}
		if next < named && a.places[next].first-i <= 3 && a.places[next].first >= i-3 && a.places[next].last+2 >= i && !a.breaks(min(i, a.places[next].first), max(i, a.places[next].last)) {
			continue // stands with its name
		}
		if next > 0 && i-a.places[next-1].last <= 2 {
			continue
		}
		if m, ok := a.backward(g, i, next, refs); ok {
			if m.role == location && a.beside(&m) {
				m.role, m.reason = border, "a direction from it"
			}
			refs = append(refs, m)
		}
	}
	a.refs = refs
	if len(refs) > 0 {
		a.places = append(a.places, refs...)
		a.sortPlaces()
	}
}

func (a *article) breaks(i, j int) bool {
	for k := i + 1; k <= j && k < len(a.toks); k++ {
		if a.toks[k].Kind == token.Mark && !a.quoteMark(k) {
			return true
		}
	}
	return false
}

// sortPlaces restores the order of the text.
func (a *article) sortPlaces() {
	slices.SortStableFunc(a.places, func(m, n mention) int { return m.first - n.first })
}

// backward resolves the reference at token i among the n places and the
// references before it.
func (a *article) backward(g *gazetteer.Gazetteer, i, n int, refs []mention) (mention, bool) {
	m := mention{first: i, last: i, ref: true, role: location, prep: a.prepBefore(i)}
	if !a.definite(i) {
		return m, false
	}
	if m.prep >= 0 && a.is(m.prep, from) && !a.is(m.prep, prep) {
		m.role = origin
	}
	if a.is(i, backRef) && a.is(i, nation) {
		if m.place = a.capitalOf(g, i); m.place != nil {
			m.reason = "the capital"
			return m, true
		}
		return m, false
	}
	if a.is(i, townWord) && a.is(i, nation) && a.lex[i].words > 1 { // the regional centre
		if p := a.centre(); p != nil {
			m.place, m.reason = p, "the region's centre"
			return m, true
		}
	}
	r := len(refs) - 1
	for k := n - 1; k >= 0 && k >= n-40; k-- {
		p := &a.places[k]
		if r >= 0 && refs[r].first > p.first {
			p = &refs[r]
			r--
			k++
		}
		if p.country() || p.role == origin || p.role == border || p.role == metonym && a.lang == incident.English {
			continue
		}
		if p.seat != nil && a.is(i, townWord) {
			m.place, m.reason = p.seat, "the seat of the office"
			if t := a.townIn(p.place, k); t != nil && a.lang == incident.English {
				m.place, m.own, m.hromada, m.reason = t.place, t.own, t.hromada, "the town named before"
			}
			return m, true
		}
		switch {
		case a.is(i, regionWord):
			r := region(p.place)
			if r == nil {
				continue
			}
			m.place, m.reason = r, "the region named before"
			return m, true
		case p.settlement() && (p.own.ID != "" || p.place.Class <= gazetteer.CityDistrict):
			m.place, m.own, m.hromada, m.reason = p.place, p.own, p.hromada, "the town named before"
			return m, true
		case p.class() == gazetteer.Oblast && a.is(i, backRef) && p.place.ID == "":
			return m, false
		}
	}
	return m, false
}

// townIn returns the last town of region r that is named as a place before
// mention k, nil if none.
func (a *article) townIn(r *gazetteer.Place, k int) *mention {
	for k--; k >= 0; k-- {
		if p := &a.places[k]; p.role == location && p.settlement() && !p.absorbed && p.place != nil && p.place.Within(r) {
			return p
		}
	}
	return nil
}

// centre returns the biggest settlement that the text names.
func (a *article) centre() *gazetteer.Place {
	var best *gazetteer.Place
	for k := range a.places[:min(len(a.places), 300)] {
		if p := a.places[k].place; p != nil && a.places[k].own.ID == "" && p.Class == gazetteer.Town && (best == nil || p.Population > best.Population) {
			best = p
		}
	}
	return best
}

// definite: the reference has its article ("the city"), or the language has none.
func (a *article) definite(i int) bool {
	if a.lang != "en" {
		return true
	}
	if a.lex[i].words > 1 {
		return true
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		switch a.toks[k].Hash {
		case hashThe, hashThat, hashThis:
			return true
		}
		if a.toks[k].Kind == token.Mark || a.is(k, prep) {
			return false
		}
	}
	return false
}

var hashThe, hashThat, hashThis = token.Hash("the"), token.Hash("that"), token.Hash("this")
