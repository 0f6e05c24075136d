package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/token"
)

// areaAt returns the region or district whose name begins at token i, nil if none does.
func (a *article) areaAt(i int) *gazetteer.Place {
	cands, n := a.gaz.Find(a.text, a.toks, i)
	if n == 0 || cands[0].Place.Class < gazetteer.Raion || cands[0].Place.Class > gazetteer.Oblast {
		return nil
	}
	return cands[0].Place
}

// areaFollows reports that the region or district of p is named within a few
// words from token j on: "у Золочеві на Харківщині".
func (a *article) areaFollows(p *gazetteer.Place, j int) bool {
	for k := j; k < len(a.toks) && k < j+5; k++ {
		if a.toks[k].Break > 1 || a.toks[k].Kind == token.Mark && !a.mark(k, ',') && !a.mark(k, '(') {
			return false
		}
		if a.toks[k].Case == token.Lower {
			continue
		}
		if area := a.areaAt(k); area != nil {
			return p.Within(area)
		}
	}
	return false
}
