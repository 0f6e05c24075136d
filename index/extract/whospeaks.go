package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// speakerIn finds who speaks in tokens from to to, which stand before the word of
// saying or after it: a person, else a body, else a pronoun, else a side.
func (a *article) speakerIn(from, to int, before bool) (who, bool) {
	for _, alone := range [...]bool{false, true} {
		if w, ok := a.personIn(from, to, before, alone); ok {
			return w, true
		}
	}
	if w, ok := a.bodyIn(from, to, before); ok {
		return w, true
	}
	for i := from; i < to; i++ {
		if pronouns.Has(a.toks[i].Hash) {
			return who{first: i, last: i, pronoun: true}, true
		}
	}
	if i := a.nearest(from, to, before, sideRU|sideUA); i >= 0 && !a.is(i, adjectival) {
		return who{first: i, last: i + a.rest(i), office: -1, role: incident.RoleParty}, true
	}
	return who{}, false
}

var pronouns = token.NewSet("he", "she", "they", "він", "вона", "вони", "он", "она", "они")

// nearest returns the token of the classes nearest to the word of saying, -1 if none.
func (a *article) nearest(from, to int, before bool, c class) int {
	if !before {
		return a.any(from, to, c)
	}
	for i := to - 1; i >= from; i-- {
		if a.is(i, c) {
			for i > from && a.lex[i].words > 1 && a.lex[i-1] == a.lex[i] {
				i--
			}
			return i
		}
	}
	return -1
}

// personIn returns the person named nearest to the word of saying: by two names
// or more, or alone by one, which can be an adjective of the office beside it.
func (a *article) personIn(from, to int, before, alone bool) (who, bool) {
	for n := range to - from {
		i := from + n
		if before {
			i = to - 1 - n
		}
		if !a.names(i) {
			continue
		}
		first, last := i, i
		for before && first > from && first > i-3 && a.names(first-1) {
			first--
		}
		for !before && last+1 < to && last < i+3 && a.names(last+1) {
			last++
		}
		if (first == last) != alone || alone && !a.personAlone(i, to, before) {
			continue
		}
		w := who{first: first, last: last, named: true, office: -1, role: incident.RoleMedia}
		if o := a.any(from, to, office|official); o >= 0 {
			w.office, w.role = o, incident.RoleOfficial
		}
		return w, true
	}
	return who{}, false
}

// personAlone reports that one capitalised word is a name: known from elsewhere in
// the text, after an office, or beside the word of saying. What goes on with a
// plain word is an adjective: "Донецької обласної адміністрації".
func (a *article) personAlone(i, to int, before bool) bool {
	if h := a.toks[i].Hash; pronouns.Has(h) || h == hashThis || h == hashThat || articles.Has(h) {
		return false
	}
	if a.lang != incident.English && i+1 < to && a.toks[i+1].Kind == token.Word && a.toks[i+1].Case == token.Lower && !a.is(i+1, prep|conj|clause|say|also) {
		return false
	}
	if a.is(i-1, office|official) || a.lang == incident.English && before && a.adverbs(i+1, to) {
		return true
	}
	for k := range a.holders {
		if a.holders[k].surname == a.toks[i].Hash {
			return true
		}
	}
	return !before && a.lang != incident.English
}

// adverbs reports that at most two plain words stand at tokens i to to: "later", "also".
func (a *article) adverbs(i, to int) bool {
	for k := i; k < to; k++ {
		if a.toks[k].Case != token.Lower || a.lex[k].class&^(back|also) != 0 {
			return false
		}
	}
	return to-i <= 2
}

// bodyIn returns the body named nearest to the word of saying, with the words that belong to it.
func (a *article) bodyIn(from, to int, before bool) (who, bool) {
	k := a.nearest(from, to, before, defence|official|office|agency|media|soldier)
	if k < 0 {
		return who{}, false
	}
	w := who{first: k, last: k + a.rest(k), office: -1, role: incident.RoleMedia}
	switch {
	case a.is(k, defence|soldier):
		w.role = incident.RoleParty
	case a.is(k, official|office):
		w.role = incident.RoleOfficial
	case a.is(k, agency):
		w.role = incident.RoleAgency
	}
	for w.first > from && w.first > k-4 && a.belongs(w.first-1) {
		w.first--
	}
	for w.last+1 < to && w.last < k+8 && a.bodyGoesOn(w.last+1) {
		w.last++
	}
	for w.last > k && (articles.Has(a.toks[w.last].Hash) || a.toks[w.last].Hash == hashOf) {
		w.last--
	}
	return w, true
}

// bodyGoesOn reports that token i goes on with the name of the body before it:
// "the prosecutor's office", "regional military administration", "head of the region".
func (a *article) bodyGoesOn(i int) bool {
	const body = office | official
	switch {
	case a.is(i, body), a.toks[i].Hash == hashOffice:
		return true
	case a.lang != incident.English:
		return a.is(i, regionWord|districtWord) || a.inPlace(i)
	case a.possessive(i):
		return i+1 < len(a.toks) && a.toks[i+1].Hash == hashOffice
	case a.toks[i].Hash == hashOf:
		return a.is(i-1, body)
	}
	return a.toks[i].Kind == token.Word && a.lex[i].class&^(adjectival|soldier|regionWord|townWord|districtWord|sideUA|sideRU|nation) == 0 && (a.opensOf(i) || a.is(i+1, body) || a.is(i+2, body))
}

func (a *article) possessive(i int) bool {
	w := a.toks[i].Text(a.text)
	return len(w) > 1 && len(w) <= 4 && w[len(w)-1] == 's' && (w[0] == '\'' || w[0] >= 0x80)
}

// opensOf reports that an "of" stands shortly before token i.
func (a *article) opensOf(i int) bool {
	for k := i - 1; k > 0 && k >= i-5; k-- {
		if a.toks[k].Hash == hashOf {
			return a.is(k-1, office|official)
		}
	}
	return false
}

var hashOffice = token.Hash("office")

// belongs reports that token i is of the name of the body that follows it:
// "regional", "Kharkiv", "state emergency".
func (a *article) belongs(i int) bool {
	t := &a.toks[i]
	if t.Kind != token.Word && t.Kind != token.Mixed || articles.Has(t.Hash) {
		return false
	}
	return !a.is(i, prep|conj|clause|say|also|kill|hurt|harm|attack|more|from|of|negation|back|agency) && !pronouns.Has(t.Hash)
}

// articles stand before a name and are none of it.
var articles = token.NewSet("the", "a", "an", "its", "their", "his", "her", "meanwhile", "to", "also", "later", "earlier", "пізніше", "згодом", "також", "позже", "позднее", "также")
