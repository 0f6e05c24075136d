package extract

import (
	"bytes"
	"strings"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
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

// river: "the Dnipro river", "річка Самара", "Черноморский флот", "дружина Ольга" are no settlements.
func (a *article) river(i, j int) bool {
	if j+1 < len(a.toks) && a.toks[j+1].Case == token.Capital && streetWords[a.toks[j+1].Hash] || j+1 < len(a.toks) && a.is(j+1, object) && lineWords[a.toks[j+int(a.lex[j+1].words)].Hash] {
		return true
	}
	if a.front(i) || a.street(i, j) || riverNames[a.toks[i].Hash] || j+1 < len(a.toks) && fleetWords[a.toks[j+1].Hash] || i > 0 && kin[a.toks[i-1].Hash] && a.lang != incident.English {
		return true
	}
	if i > 1 && a.quoteMark(i-1) && a.is(i-2, object) && a.lang != incident.English {
		return true // "підстанція «Промінь»"
	}
	for _, k := range [...]int{i - 1, j + 1} {
		if k < 0 || k >= len(a.toks) {
			continue
		}
		for _, h := range riverWords {
			if a.toks[k].Hash == h {
				return true
			}
		}
	}
	return false
}

// streetWords follow a street's name: "Pushkin Street".
var streetWords = hashes("street", "avenue", "boulevard", "road", "lane", "highway", "square", "prospekt")

// lineWords end the name of a line between places: "the Druzhba oil pipeline".
var lineWords = hashes("pipeline")

var fleetWords = hashes("флота", "флот", "флоту", "флоте", "флотом")

// kin stand before a person's name: "дружина Ольга".
var kin = hashes("дружина", "дружину", "син", "сина", "донька", "доньку", "дочка", "мати", "матір", "батько", "брат", "сестра", "онук", "онука", "онучка",
	"жена", "жену", "муж", "мужа", "сын", "сына", "дочь", "мать", "отец", "внук", "внучка", "супруга", "супругу")

var riverNames = hashes("дунай", "дунаї", "дунаю", "дунаєм", "дуная", "дунае", "дунаем")

var riverWords = [...]uint64{
	token.Hash("river"), token.Hash("річка"), token.Hash("річки"), token.Hash("річку"), token.Hash("ріка"), token.Hash("ріки"), token.Hash("річці"),
	token.Hash("река"), token.Hash("реки"), token.Hash("реку"), token.Hash("реке"), token.Hash("рекой"),
}

// street: "площа Свободи", "на Каширском шоссе", "Крымский мост": a name inside
// a town or of one thing, no settlement.
func (a *article) street(i, j int) bool {
	if a.lang == incident.English {
		return false
	}
	return a.is(i, utility) || i > 0 && streets[a.toks[i-1].Hash] && a.toks[i].Break == 0 || j+1 < len(a.toks) && streets[a.toks[j+1].Hash] ||
		i == j && frontName(a.toks[i].Text(a.text)) && a.is(j+1, object) && !a.is(j+1, townWord|districtWord|regionWord)
}

var streets = hashes("площа", "площі", "площу", "вулиця", "вулиці", "вулицю", "вул", "проспект", "проспекті", "проспекту", "бульвар", "бульварі", "шосе", "провулок", "провулку", "набережна", "набережній",
	"площадь", "площади", "улица", "улице", "улицу", "улицы", "ул", "проспекте", "проспекта", "шоссе", "переулок", "переулке", "набережная", "набережной", "бульваре", "мост", "моста", "мосту", "мостом", "мостові", "озера", "озеро", "озері")

// front reports that the adjective at token i names a front, alone or in a list:
// "на Куп'янському, Лиманському та Бахмутському напрямках".
func (a *article) front(i int) bool {
	if a.lang == incident.English || a.toks[i].Case == token.Lower {
		return false
	}
	for k := i + 1; k < len(a.toks) && k <= i+16; k++ {
		switch {
		case fronts[a.toks[k].Hash]:
			return true
		case a.mark(k, ',') || a.is(k, conj) || frontName(a.toks[k].Text(a.text)):
		default:
			return false
		}
	}
	return false
}

var fronts = hashes("напрямку", "напрямках", "напрямок", "напрямки", "напрямі", "напрямах", "направлении", "направлениях", "направление", "направления")

// heads reports that the name of a town opens a line as its head: "Суми: двоє поранених".
func (a *article) heads(p *gazetteer.Place, i, j int) bool {
	if p.Population >= 100000 && i > 0 && a.lang != incident.English && a.toks[i].Break == 0 && a.toks[i].Case == token.Capital && a.toks[i-1].Kind == token.Word && a.toks[i-1].Case == token.Lower {
		return true // an ordinary word has no capital there
	}
	if p.Population < 10000 || i > 0 && a.toks[i].Break == 0 && !a.ornament(i-1) {
		return false
	}
	return j+1 >= len(a.toks) || a.mark(j+1, ':') || a.stop(j+1) || a.dash(j+1) || a.toks[j+1].Break > 0
}

// riverLand reads "на Криворіжжі", the raion, and "на Запоріжжі", the region:
// after "на" the name is of the land, not of the town.
func (a *article) riverLand(g *gazetteer.Gazetteer, i int) *gazetteer.Place {
	if a.lang != incident.Ukrainian || i == 0 || a.toks[i-1].Hash != hashOn {
		return nil
	}
	stem, ok := strings.CutSuffix(a.word(i), "іжжі")
	if !ok {
		return nil
	}
	ps := g.Lookup(stem + "ізький район")
	if len(ps) == 0 {
		return nil
	}
	if r := region(ps[0]); r == nil || r.Names[0][:4] != ps[0].Names[0][:4] {
		return ps[0]
	} else if !a.townNear(i) {
		return r
	}
	return nil
}

// townNear reports that the text around token i has its word as the town's name
// too ("у Запоріжжі"): then loosely "на Запоріжжі" is the town.
func (a *article) townNear(i int) bool {
	for k := max(1, i-200); k < min(len(a.toks), i+200); k++ {
		if a.toks[k].Hash == a.toks[i].Hash && a.toks[k-1].Hash != hashOn {
			return true
		}
	}
	return false
}

var hashOn = token.Hash("на")

// frontName reports a capitalised adjective: "Лиманському".
func frontName(w []byte) bool {
	for _, e := range [...]string{"ському", "цькому", "ском", "цком", "ський", "цький", "ских", "ських"} {
		if bytes.HasSuffix(w, []byte(e)) {
			return true
		}
	}
	return false
}

var hashPart, hashParts = token.Hash("part"), token.Hash("parts")

// inRegionList: "11 over the Saratov region, eight over Kursk": what a list of
// weapons by region goes on with is a region.
func (a *article) inRegionList(i, j int) bool {
	if a.lang != incident.English || len(a.places) == 0 || !a.is(i-1, prep) || a.is(j+1, townWord) {
		return false
	}
	m := &a.places[len(a.places)-1]
	if m.own.ID != "" || m.place.Class != gazetteer.Oblast || i-m.last > 7 || !(m.reason == "goes on a list of regions" || a.is(m.last, regionWord)) {
		return false
	}
	return a.any(m.last+1, i, kill|hurt|attack|harm|say|clause|townWord) < 0 && (a.mark(m.last+1, ',') || a.is(m.last+1, conj)) && a.any(max(0, m.first-24), m.first, down|launch) >= 0
}
