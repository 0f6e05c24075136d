package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// who is a speaker: a person or a body.
type who struct {
	first, last int
	named       bool
	office      int // token of a person's office, -1 none
	role        incident.Role
	pronoun     bool // he, she, they: whoever spoke before
}

// attribution is one word of saying with its speaker and the tokens that it covers.
type attribution struct {
	who
	say      int
	from, to int
}

// saidBy returns who says what stands at tokens first to last of sentence s.
func (a *article) saidBy(s, first, last int) (who, bool) {
	a.attribute(s)
	best, at := 1000, -1
	for k := range a.said {
		t := &a.said[k]
		if first < t.from || last >= t.to {
			continue
		}
		if d := max(first-t.say, t.say-last); d < best {
			best, at = d, k
		}
	}
	switch {
	case at < 0:
		return a.saidAfter(s)
	case a.said[at].pronoun:
		return a.saidBefore(s)
	}
	return a.said[at].who, true
}

const maxReach = 3 // sentences over which "he added" and "this was reported by" reach

// saidBefore returns who spoke last in the sentences before s: "he added".
func (a *article) saidBefore(s int) (who, bool) {
	for k := s - 1; k >= 0 && k >= s-maxReach; k-- {
		a.attribute(k)
		for i := len(a.said) - 1; i >= 0; i-- {
			if !a.said[i].pronoun {
				return a.said[i].who, true
			}
		}
	}
	return who{}, false
}

// saidAfter returns who is named by a sentence behind s that only says who
// reports: "Про це повідомив губернатор", "Об этом сообщили в МЧС".
func (a *article) saidAfter(s int) (who, bool) {
	for k := s + 1; k < len(a.sents) && k <= s+maxReach && a.sents[k].para == a.sents[s].para; k++ {
		st := &a.sents[k]
		if !a.aboutThis(st.from) {
			continue
		}
		a.attribute(k)
		if len(a.said) > 0 && !a.said[0].pronoun {
			return a.said[0].who, true
		}
		return who{}, false
	}
	return who{}, false
}

// aboutThis reports that "про це", "об этом" or "this" and a word of saying open at token i.
func (a *article) aboutThis(i int) bool {
	for k := i; k <= i+1 && k < len(a.toks); k++ {
		switch a.toks[k].Hash {
		case hashThis, hashTse, hashEtom:
			return a.any(k+1, min(len(a.toks), k+4), say) >= 0
		}
	}
	return false
}

var hashTse, hashEtom = token.Hash("це"), token.Hash("этом")

// attribute lists the attributions of sentence s in a.said, where they may stand already.
func (a *article) attribute(s int) {
	if a.saidIn == s {
		return
	}
	a.said, a.saidIn = a.said[:0], s
	st := &a.sents[s]
	for k := st.from; k < st.to && st.has&say != 0; k++ {
		if !a.is(k, say) {
			continue
		}
		end := k + a.rest(k)
		if t, ok := a.attribution(st, k, end); ok {
			a.said = append(a.said, t)
		}
		k = end
	}
	if len(a.said) == 0 {
		a.signed(st)
	}
}

// signed reads who a sentence is signed by: "Two people were killed – Governor Oleh Kiper."
func (a *article) signed(st *sentence) {
	to := st.to
	for to > st.from && a.toks[to-1].Kind == token.Mark {
		to--
	}
	from := to
	for from > st.from && from > to-8 && !a.dash(from-1) && (a.names(from-1) || a.inPlace(from-1) || a.is(from-1, office|official|regionWord|adjectival)) {
		from--
	}
	if from == to || from == st.from || !a.dash(from-1) {
		return
	}
	if w, ok := a.speakerIn(from, to, false); ok && w.named {
		a.said = append(a.said, attribution{who: w, say: from - 1, from: st.from, to: from})
	}
}

// attribution reads the speaker of the word of saying at tokens k to end. What
// it covers is what follows it; all of the sentence where it stands after a comma
// or names its speaker as a source ("according to", "за словами").
func (a *article) attribution(st *sentence, k, end int) (attribution, bool) {
	t := attribution{say: k, from: k, to: st.to}
	source := a.lex[k].words > 1 && a.lang != incident.English || a.toks[k].Hash == hashAccording || a.toks[k].Hash == hashCiting
	ok, after := false, false
	inverted := a.toks[max(k-1, 0)].Kind == token.Mark // ", повідомив мер", "”, said the mayor"
	right := source || inverted || a.lang != incident.English || end+1 < st.to && a.toks[end+1].Hash == hashBy
	if right && (source || inverted && a.lang != incident.English) {
		t.who, ok = a.speakerRight(st, end+1)
		after = ok && a.afterComma(st, k)
	}
	if !ok && !source {
		t.who, after, ok = a.speakerLeft(st, k)
	}
	if !ok && right {
		t.who, ok = a.speakerRight(st, end+1)
		after = a.afterComma(st, k)
	}
	if !ok {
		return t, false
	}
	if source || after {
		t.from = st.from
	}
	return t, true
}

var hashAccording, hashCiting = token.Hash("according"), token.Hash("citing")

// afterComma reports that a comma, a dash or a quotation mark stands before token
// i, with no more than "as" or "about this" between them.
func (a *article) afterComma(st *sentence, i int) bool {
	for k := i - 1; k > st.from && k >= i-3; k-- {
		switch {
		case a.toks[k].Kind == token.Mark:
			return !a.mark(k, '(') && !a.mark(k, ':')
		case a.lex[k].class&^(prep|adjectival|sideRU|sideUA|also) != 0 && a.toks[k].Hash != hashAs:
			return false
		}
	}
	return false
}

var hashAs = token.Hash("as")

// speakerLeft reads "Kharkiv prosecutors said", "Vitali Klitschko, the mayor of
// Kyiv, said": the phrase before the word of saying at token k. after reports that
// it follows a comma or its like, so that it speaks of what stands before.
func (a *article) speakerLeft(st *sentence, k int) (w who, after, ok bool) {
	commas := 0
	if a.mark(k-1, ',') {
		commas = 2 // of an apposition
	}
	from := k
	for from > st.from && from > k-14 {
		i := from - 1
		if a.mark(i, ',') && commas > 0 {
			commas--
		} else if a.divides(i) {
			break
		}
		from--
	}
	w, ok = a.speakerIn(from, k, true)
	for i := max(st.from, from-1); ok && i < w.first; i++ {
		after = after || a.toks[i].Kind == token.Mark && !a.mark(i, ':') && !a.mark(i, '(')
	}
	return w, after, ok
}

// speakerRight reads "said Governor Oleh Kiper", "according to police", "повідомив
// міський голова Сергій Надал": the phrase from token i on.
func (a *article) speakerRight(st *sentence, i int) (who, bool) {
	to := i
	for to < st.to && to < i+12 && !a.divides(to) && !a.is(to, info) && (!topic.Has(a.toks[to].Hash) || a.is(to-1, office|official)) {
		to++
	}
	w, ok := a.speakerIn(i, to, false)
	if ok && w.named && w.office < 0 && a.mark(w.last+1, ',') { // "Oleh Kiper, the head of the region"
		if o := a.any(w.last+2, min(st.to, w.last+6), office|official); o >= 0 {
			w.office, w.role = o, incident.RoleOfficial
		}
	}
	if ok && !w.named && a.is(w.last, office|regionWord|official) && a.mark(to, ',') && a.names(to+1) {
		if first, last := a.nameAfter(to + 1); last > first { // "the head of the region, Oleh Kiper"
			w.office, w.first, w.last, w.named = w.first, first, last, true
		}
	}
	return w, ok
}

// topic are the words after which stands what is spoken of, not who speaks.
var topic = token.NewSet("about", "of", "that", "про", "що", "о", "об", "что")

// divides reports that no phrase that names a speaker goes on over token i.
func (a *article) divides(i int) bool {
	if a.toks[i].Kind == token.Mark {
		switch a.text[a.toks[i].Start] {
		case '-', '\'', '.':
			return a.stop(i) && a.toks[i].End-a.toks[i].Start == 1 && a.ended(i)
		}
		return !a.apostrophe(i)
	}
	return a.is(i, clause|say) || a.is(i, kill|hurt|harm) && !a.is(i, office|official)
}

// ended reports that the full stop at token i is no initial's: "V. Klitschko".
func (a *article) ended(i int) bool {
	return i == 0 || a.toks[i-1].Case != token.Capital || a.toks[i-1].End-a.toks[i-1].Start > 2
}

func (a *article) apostrophe(i int) bool {
	w := a.word(i)
	return w == "’" || w == "ʼ"
}
