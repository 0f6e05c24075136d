package extract

import (
	"strings"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// ownedBy reads a city's adjective before a thing that stands in it: "Одеський
// художній музей", "Рыльская районная больница". Small towns must be named
// elsewhere in the text too.
func (a *article) ownedBy(g *gazetteer.Gazetteer, i int) *gazetteer.Place {
	if a.lang == incident.English || a.toks[i].Case != token.Capital || !a.thingAhead(i) {
		return nil
	}
	w := a.word(i)
	for _, e := range [...]string{"ський", "ського", "ському", "ським", "ська", "ської", "ській", "ську", "ське", "ський", "ский", "ского", "скому", "ским", "ском", "ская", "ской", "скую", "ское"} {
		stem, ok := strings.CutSuffix(w, e)
		if !ok {
			continue
		}
		for _, f := range [...]string{"ська громада", "ская община", "", "ск", "а", "ь"} {
			for _, p := range g.Lookup(stem + f) {
				if p.Class == gazetteer.Town && (p.Population >= 50000 || a.mentioned(p)) {
					return p
				}
			}
		}
	}
	return nil
}

// thingAhead reports that a thing that is hit follows token i over adjectives;
// what is named for a whole land (a railway, a power plant) stands anywhere.
func (a *article) thingAhead(i int) bool {
	for k := i + 1; k < len(a.toks) && k <= i+4; k++ {
		if a.is(k, object) && !a.is(k, person|regionWord|districtWord|townWord) {
			o := incident.Damages[max(a.lex[k].object, 1)-1]
			return o != "energy" && o != "rail"
		}
		if a.toks[k].Kind != token.Word || a.toks[k].Case != token.Lower || a.lex[k].class != 0 {
			return false
		}
	}
	return false
}

// mentioned reports that the text named p before.
func (a *article) mentioned(p *gazetteer.Place) bool {
	for k := max(0, len(a.places)-60); k < len(a.places); k++ {
		if a.places[k].place == p {
			return true
		}
	}
	return false
}

var takenTo = hashes("госпитализирован", "госпитализирована", "госпитализированы", "доставлен", "доставлена", "доставлены", "доставили", "эвакуирован", "эвакуированы", "эвакуировали",
	"госпіталізовано", "госпіталізований", "госпіталізована", "госпіталізовані", "госпіталізували", "доправлено", "доправили", "доправлений", "доставлено", "евакуйовано", "евакуювали", "перевезли", "перевезено")

// route: "потяг Київ – Суми", "поезд Климов — Москва".
func (a *article) route(m *mention) bool {
	if a.lang == incident.English || a.any(max(0, m.first-5), m.first, object) < 0 {
		return false
	}
	k := m.first - 1
	if !a.dash(k) {
		k = m.last + 1
		return a.dash(k) && a.is(m.first-1, object) && k+1 < len(a.toks) && a.toks[k+1].Case == token.Capital
	}
	return k > 1 && a.toks[k-1].Case == token.Capital && a.is(k-2, object)
}
