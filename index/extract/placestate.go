package extract

import (
	"bytes"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// dateline: "KYIV, April 18 (Reuters) - ", "MOSCOW — ": where the news was written.
func (a *article) dateline(m *mention) bool {
	if a.toks[m.first].Case != token.Upper || m.first > 0 && a.toks[m.first].Break == 0 || a.lang != incident.English {
		return false
	}
	for k := m.last + 1; k < len(a.toks) && k <= m.last+12; k++ {
		switch {
		case a.toks[k].Break > 0 || a.is(k, attack|kill|hurt|say):
			return false
		case a.dash(k) || a.mark(k, ')'):
			return true
		}
	}
	return false
}

// seatOf: "the defence ministry in Moscow", "officials in Kyiv".
func (a *article) seatOf(m *mention) bool {
	return m.capital() && m.prep == m.first-1 && a.is(m.prep, prep) && !a.is(m.prep, of) && a.lang == incident.English &&
		(a.is(m.prep-1, defence|official) || m.prep > 0 && seats[a.toks[m.prep-1].Hash])
}

// seats are what speaks for a state.
var seats = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"presidency", "government", "cabinet", "parliament", "embassy", "leadership", "kremlin", "command", "headquarters", "spokesman", "spokeswoman"} {
		m[token.Hash(w)] = true
	}
	return m
}()

// firedFrom: "fired from a submarine in the Black Sea".
func (a *article) firedFrom(m *mention) bool {
	if m.class() != gazetteer.Area {
		return false
	}
	for k := m.first - 1; k >= 0 && k >= m.first-7 && a.toks[k].Kind != token.Mark; k-- {
		if a.is(k, from) {
			return true
		}
	}
	return false
}

// sideWord: "Kyiv forces", "Moscow's military", "by Kyiv".
func (a *article) sideWord(m *mention) bool {
	if m.class() != gazetteer.State && !m.capital() {
		return false
	}
	k := m.last + 1
	if k < len(a.toks) && a.toks[k].Kind == token.Word && a.toks[k].End-a.toks[k].Start <= 4 && !a.toks[k].Space { // 's
		k++
		if m.country() && a.lang == incident.English { // "Russia's overnight attack"
			for ; k < len(a.toks) && k < m.last+5 && a.lex[k].class&^weapon == 0 && a.toks[k].Case == token.Lower; k++ {
			}
			return a.is(k, soldier|defence|attack|wave)
		}
	}
	return a.is(k, soldier|defence)
}

// capital reports whether m's name also stands for a government.
func (m *mention) capital() bool {
	return m.place != nil && m.own.ID == "" && m.place.Class == gazetteer.Town &&
		(m.place.Names[0] == "Kyiv" || m.place.Names[0] == "Moscow" || m.place.Population > 500000 && m.place.Country != "UA" && m.place.Country != "RU")
}

// speaks: a capital or country without a preposition before a verb of saying or doing.
func (m *mention) speaks(a *article) bool {
	if !m.capital() && !m.country() {
		return false
	}
	if m.country() || a.acts(m.last+1) {
		return true
	}
	been := false
	for k := m.last + 1; k < len(a.toks) && k <= m.last+3; k++ {
		if a.is(k, say|launch|down|talks|blame) || a.is(k, attack|harm) && !been && !a.is(k, noun) {
			return true
		}
		been = been || a.is(k, also)
		if a.toks[k].Kind == token.Mark {
			break
		}
	}
	return false
}

// acts: "Moscow opened a front", "Kyiv has answered": a verb of doing after the name.
func (a *article) acts(k int) bool {
	if a.lang != incident.English || k >= len(a.toks) {
		return false
	}
	if a.perfect(k) || a.toks[k].Hash == hashWill {
		k++
	}
	if k >= len(a.toks) || a.toks[k].Kind != token.Word || a.toks[k].Case != token.Lower {
		return false
	}
	return bytes.HasSuffix(a.toks[k].Text(a.text), []byte("ed")) && a.lex[k].class&(attack|harm|kill|hurt|weapon) == 0
}

var hashWill = token.Hash("will")

// capitalOf returns the capital that the word at token i means: whose it is said
// to be, else the first that the text names as a place, else the first at all.
func (a *article) capitalOf(g *gazetteer.Gazetteer, i int) *gazetteer.Place {
	switch {
	case a.is(i-1, sideUA):
		return named(g, "Kyiv")
	case a.is(i-1, sideRU):
		return named(g, "Moscow")
	}
	for k := range a.places {
		if a.places[k].capital() && a.places[k].role == location {
			return a.places[k].place
		}
	}
	for k := range a.places {
		if a.places[k].capital() {
			return a.places[k].place
		}
	}
	return named(g, "Kyiv")
}

func named(g *gazetteer.Gazetteer, name string) *gazetteer.Place {
	for _, p := range g.Lookup(name) {
		return p
	}
	return nil
}

// doer: "Russia's latest night of missile attacks": whose the attack is.
func (a *article) doer(m *mention) bool {
	n := m.last + 1
	if !m.country() || a.lang != incident.English || n >= len(a.toks) || a.toks[n].Hash != hashOwn {
		return false
	}
	for k := n + 1; k < len(a.toks) && k <= n+7 && a.toks[k].Kind != token.Mark; k++ {
		switch {
		case a.is(k, regionWord|townWord|districtWord|backRef|object) || a.toks[k].Case == token.Capital || a.is(k, prep) && !a.is(k, of):
			return false
		case a.is(k, attack|weapon):
			return true
		}
	}
	return false
}
