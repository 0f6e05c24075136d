package extract

import (
	"strings"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// role is what a named place is in its sentence.
type role uint8

const (
	location role = iota + 1 // where something may have happened
	title                    // of an office: "the Kharkiv governor"
	metonym                  // a government: "Kyiv said"
	origin                   // where fire or news comes from
	border                   // only says where another place is
	example                  // one of several: "several cities, including Kyiv"
)

var roleNames = [...]string{"?", "location", "title", "metonym", "origin", "border", "example"}

// mention is one place in the text.
type mention struct {
	first, last int // tokens
	place       *gazetteer.Place
	own         incident.Place // of a place the gazetteer does not know, ID set; place is then what it lies in
	role        role
	prep        int              // token of its preposition, -1 if none
	ref         bool             // "the city", not a name
	hromada     bool             // the community around the place
	seat        *gazetteer.Place // of a governor's title: the city that names the region
	absorbed    bool             // only says where a finer one is
	reason      string
}

// incident returns the mention's place as events carry it.
func (m *mention) incident() incident.Place {
	if m.own.ID != "" {
		return m.own
	}
	p := m.place.Incident()
	if m.hromada {
		p.Kind = incident.District
	}
	return p
}

func (m *mention) class() gazetteer.Class {
	if m.own.ID != "" {
		return gazetteer.Village
	}
	return m.place.Class
}

func (m *mention) country() bool { return m.class() == gazetteer.State }

func (m *mention) settlement() bool { return m.class() <= gazetteer.CityDistrict }

// findPlaces fills a.places with every place that the text names or refers to.
func (a *article) findPlaces(g *gazetteer.Gazetteer) {
	a.gaz, a.known = g, a.known[:0]
	when := 0
	for i := 0; i < len(a.toks); {
		if t := &a.toks[i]; t.Kind != token.Word || t.Case == token.Lower && a.lex[i].class&regionWord == 0 {
			i++
			continue
		}
		for when < len(a.whens) && a.whens[when].Last < i {
			when++
		}
		a.dated = when - 1
		if w := when; w < len(a.whens) && a.whens[w].Month > 0 && (a.whens[w].First < i || a.whens[w].First == i && a.whens[w].DayOfMonth > 0) {
			i = a.whens[when].Last + 1 // "5 March" is no town of March
			continue
		}
		i += a.placeAt(g, i)
	}
	a.settle()
	for k := range a.places {
		a.giveRole(&a.places[k])
	}
	a.communities()
	a.absorb()
	a.nearby()
	a.refer(g)
}

// placeAt reads the place at token i and returns how many tokens it has, 1 if there is none.
func (a *article) placeAt(g *gazetteer.Gazetteer, i int) int {
	if n := a.village(g, i); n > 0 {
		return n
	}
	one := func(p *gazetteer.Place, reason string) int {
		a.places = append(a.places, mention{first: i, last: i, place: p, prep: a.prepBefore(i), reason: reason})
		return 1
	}
	if p := a.listedRegion(g, i); p != nil {
		return one(p, "a region's adjective in a list of regions")
	}
	cands, n := g.Find(a.text, a.toks, i)
	if p := a.landOf(g, i, n); p != nil {
		return one(p, "the land of a town")
	}
	if n > 0 {
		a.addMention(cands, i, i+n-1)
		return n
	}
	if p := a.ownedBy(g, i); p != nil {
		return one(p, "the city of a thing")
	}
	return 1
}

// listedRegion reads a region's adjective that goes on a list of regions without
// its noun: "над Брянской областью, 12 - над Курской".
func (a *article) listedRegion(g *gazetteer.Gazetteer, i int) *gazetteer.Place {
	if a.lang == incident.English || len(a.places) == 0 || a.toks[i].Case != token.Capital {
		return nil
	}
	m := &a.places[len(a.places)-1]
	if m.own.ID != "" || m.place.Class != gazetteer.Oblast || i-m.last > 9 || !(a.any(m.first, m.last+1, regionWord) >= 0 || m.reason != "first reading") {
		return nil
	}
	w := a.word(i)
	for _, e := range [...][2]string{{"ской", "ская область"}, {"цкой", "цкая область"}, {"ською", "ська область"}, {"ській", "ська область"}, {"цькій", "цька область"}, {"цькою", "цька область"}, {"ской", "ский край"}} {
		stem, ok := strings.CutSuffix(w, e[0])
		if !ok {
			continue
		}
		for _, p := range g.Lookup(stem + e[1]) {
			if p.Class == gazetteer.Oblast {
				return p
			}
		}
	}
	return nil
}

// landOf reads the everyday name of a raion, the land around its town:
// "Нікопольщина".
func (a *article) landOf(g *gazetteer.Gazetteer, i, found int) *gazetteer.Place {
	if p := a.riverLand(g, i); p != nil {
		return p
	}
	if found > 0 || a.lang == incident.English || a.toks[i].Case != token.Capital || a.toks[i].End-a.toks[i].Start < 16 {
		return nil
	}
	w := a.word(i)
	for _, e := range [...]string{"щина", "щині", "щину", "щини", "щиною", "щине", "щины", "щиной"} {
		stem, ok := strings.CutSuffix(w, e)
		if !ok {
			continue
		}
		for _, land := range [...]string{"ський район", "ский район"} {
			for _, p := range g.Lookup(stem + land) {
				if p.Class == gazetteer.Raion {
					return p
				}
			}
		}
		for _, p := range g.Lookup(stem) {
			if p.Class == gazetteer.Town && p.Parent != nil && p.Parent.Class == gazetteer.Raion {
				return p.Parent
			}
		}
	}
	return nil
}

// communities reads several hromadas named together as their raion.
func (a *article) communities() {
	for k := 0; k+1 < len(a.places); k++ {
		m, n := &a.places[k], &a.places[k+1]
		if !m.hromada || !n.hromada || n.first-m.last > 3 || a.toks[n.first].Break > 0 || a.stop(n.first-1) || n.place.Parent == nil || n.place.Parent.Class != gazetteer.Raion {
			continue
		}
		if m.place.Parent == n.place.Parent {
			raion := n.place.Parent
			m.absorbed = true
			n.place, n.hromada, n.reason, n.prep = raion, false, "several hromadas of it", m.prep
		}
	}
}

// addMention chooses among the readings of a name at tokens i to j.
func (a *article) addMention(cands []gazetteer.Candidate, i, j int) {
	prep := a.prepBefore(i)
	best, bestScore, reason := -1, -1<<30, ""
	if a.river(i, j) {
		return
	}
	if i > 0 && a.lang != incident.English && a.is(i-1, say) && a.toks[i].Break == 0 && a.lex[i-1].words > 1 {
		return // "за словами Синєгубова": a person
	}
	for k := range cands {
		s, why := a.fit(&cands[k], i, j, prep, len(cands) > 1)
		if s -= min(2*k, 8); s > bestScore { // a region that follows outweighs any rank
			best, bestScore, reason = k, s, why
		}
	}
	if best < 0 || bestScore < -20 {
		return
	}
	p := cands[best].Place
	if p.Country != "UA" && p.Country != "RU" && a.is(j+1, object) && a.toks[j+1].Case == token.Capital {
		return // "the Bristol Hotel"
	}
	if r := region(p); r != nil && p.Class <= gazetteer.Town && i == j && a.regionName(r, p, i) {
		p, reason = r, "the region's name, no more the city's"
	}
	if p.Class <= gazetteer.Town && a.inRegionList(i, j) {
		if r := region(p); r != nil {
			p, reason = r, "goes on a list of regions"
		}
	}
	if p.Class <= gazetteer.Town && a.lang == incident.English && a.is(i-1, of) && i > 1 && (a.toks[i-2].Hash == hashPart || a.toks[i-2].Hash == hashParts) {
		if r := region(p); r != nil && strings.HasPrefix(r.Names[0], p.Names[0]) {
			p, reason = r, "a part of it"
		}
	}
	if p.Class < gazetteer.Oblast && a.is(i-1, of) && a.is(i-2, regionWord) {
		if r := region(p); r != nil { // "the province of Chernihiv"
			p, reason = r, "region word before it"
		}
	}
	a.places = append(a.places, mention{first: i, last: j, place: p, prep: prep, hromada: cands[best].Hromada, reason: reason})
}

// fit weighs one reading by what stands around it; ambiguous where there are others.
func (a *article) fit(c *gazetteer.Candidate, i, j, prep int, ambiguous bool) (int, string) {
	s, why := 0, "first reading"
	p := c.Place
	if p == nil {
		return -1 << 20, why
	}
	if c.Loose {
		s -= 6
	}
	if c.Common && prep < 0 && !a.townBefore(i) && !a.heads(p, i, j) || p.Population < 300000 && p.Class <= gazetteer.Town && a.inName(i, j) {
		s -= 40
	}
	if a.townBefore(i) {
		if p.Class <= gazetteer.Town {
			s, why = s+8, "settlement word before it"
		}
	}
	s, why = a.weighNamed(p, i, s, why)
	if p.Class == gazetteer.CityDistrict {
		s, why = a.cityFollows(p, j+1, s, why)
	}
	if ambiguous && a.areaFollows(p, j+1) {
		s, why = s+9, "its region follows"
	}
	if p.Country != "UA" && p.Country != "RU" && p.Class <= gazetteer.Town {
		if a.lang == incident.English && a.inName(i, j) {
			s -= 40 // "the Munich Security Conference"
		}
		s -= 8
	}
	return s, why
}

// regionName reports that the word is the first of region r's English name but
// not of its city's: "Dnipropetrovsk".
func (a *article) regionName(r, p *gazetteer.Place, i int) bool {
	w := a.toks[i].Text(a.text)
	return a.lang == incident.English && len(w) > 4 && strings.HasPrefix(r.Names[0], string(w)) && !strings.HasPrefix(p.Names[0], string(w))
}

// cityFollows weighs a city's district by the city named right after it.
func (a *article) cityFollows(p *gazetteer.Place, j, s int, why string) (int, string) {
	if a.is(j, of) && a.lang == incident.English {
		j++ // "the Shevchenkivskyi district of Kharkiv"
	}
	if j >= len(a.toks) || a.toks[j].Kind != token.Word {
		return s, why
	}
	next, n := a.gaz.Find(a.text, a.toks, j)
	if n == 0 || next[0].Place.Class > gazetteer.Town {
		return s, why
	}
	for k := range next {
		if next[k].Place == p.Parent {
			return s + 12, "its city follows"
		}
	}
	return s - 60, "another city's district"
}

// inName reports that the word is part of a longer proper name: "Volodymyr Zelenskyy".
func (a *article) inName(i, j int) bool {
	if j+1 < len(a.toks) && a.toks[j+1].Break == 0 && a.namePart(j+1) && a.areaAt(j+1) == nil {
		return true
	}
	return i > 0 && a.toks[i].Break == 0 && a.namePart(i-1) && !a.stop(i-2) && i > 1 && a.toks[i-1].Break == 0 && !a.ornament(i-2)
}

// region returns the region that p is or lies in.
func region(p *gazetteer.Place) *gazetteer.Place {
	for ; p != nil; p = p.Parent {
		if p.Class == gazetteer.Oblast {
			return p
		}
	}
	return nil
}

// prepBefore returns the preposition that governs the noun phrase whose name
// begins at token i, or -1.
func (a *article) prepBefore(i int) int {
	for k := i - 1; k >= 0 && k >= i-7; k-- {
		t := &a.toks[k]
		if a.is(k, prep|from) {
			return k
		}
		if d := a.dated; d >= 0 && d < len(a.whens) && a.whens[d].Last == k && a.whens[d].Month > 0 {
			return -1 // "на 17 листопада Росія": the date's, not the name's
		}
		if t.Kind == token.Mark && !a.quoteMark(k) || a.is(k, weapon) && a.lang != incident.English {
			return -1
		}
		if a.is(k, say|kill|hurt|attack|launch|down|clause|also|office) && !a.is(k, townWord|regionWord) {
			return -1
		}
	}
	return -1
}

func (a *article) quoteMark(k int) bool {
	switch a.word(k) {
	case "“", "”", "«", "»", "\"", "*", "'", "’":
		return true
	}
	return false
}

func (a *article) townBefore(i int) bool {
	return a.is(i-1, townWord) || a.is(i-1, of|conj) && a.is(i-2, townWord) ||
		i > 1 && a.mark(i-1, '.') && (a.is(i-2, townWord) || a.toks[i-2].Hash == hashS)
}

var hashS = token.Hash("с") // "с.", short for village

// absorb marks a region, district or country that only says where a finer
// place beside it is: "Taganrog, Rostov Oblast".
func (a *article) absorb() {
	for k := range a.places {
		m := &a.places[k]
		for j := max(0, k-2); j < len(a.places) && j <= k+2; j++ {
			n := &a.places[j]
			if j == k || n.absorbed || m.role != location || n.role != location && n.role != metonym || !m.finer(n) {
				continue
			}
			lo, hi := min(m.last, n.last)+1, max(m.first, n.first)
			if n.country() && hi-lo > 1 && !(n.last < m.first && a.toks[lo].Hash == hashOwn) {
				continue // but "Ukraine's southern city of X" is X
			}
			if (hi-lo <= 5 || hi-lo <= 8 && a.lang == incident.English && a.mark(lo, ',') && (a.is(lo+1, prep) || a.any(lo, hi, townWord) >= 0)) && a.any(lo, hi, kill|hurt|attack|launch|down|say|conj|clause|harm) < 0 && !a.crosses(lo, hi) {
				n.absorbed = true
			}
		}
	}
}

// nearby marks a place that only says where the one before it is: "in A near B".
func (a *article) nearby() {
	for k := 1; k < len(a.places); k++ {
		m, n := &a.places[k], &a.places[k-1]
		if m.role == location && n.role == location && n.settlement() && m.settlement() && (m.first == n.last+2 || m.first == n.last+3 && a.mark(n.last+1, ',')) && nearWords[a.toks[m.first-1].Hash] {
			m.role, m.reason = border, "only near the place before"
		}
	}
}

// crosses reports a mark between tokens that a noun phrase does not cross.
func (a *article) crosses(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if a.toks[i].Kind == token.Mark && !a.quoteMark(i) && !a.mark(i, ',') && !a.mark(i, '(') && !a.mark(i, '-') {
			return true
		}
		if a.toks[i].Break > 1 {
			return true
		}
	}
	return false
}

// finer reports whether m lies in n, both named.
func (m *mention) finer(n *mention) bool {
	if n.place == nil || n.own.ID != "" {
		return false
	}
	if m.own.ID != "" {
		return (n.hromada || n.place.Class >= gazetteer.Raion) && (m.place == nil || m.place.Within(n.place) || n.place.Within(m.place))
	}
	return m.place != n.place && m.place.Within(n.place)
}
