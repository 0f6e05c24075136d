package extract

import (
	"unicode/utf8"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// sentence is a run of tokens that says one thing: a prose sentence, a line of
// a list, a heading.
type sentence struct {
	from, to int    // tokens
	para     int    // paragraph number
	has      class  // what any of its words is
	said     string // its text, once something quoted it
	bullet   bool
	heading  bool // ends without a mark on a line of its own, or with a colon
}

// cut parts the tokens into sentences and paragraphs.
func (a *article) cut() {
	para, from := 0, 0
	for i := range a.toks {
		ends, newPara := a.ends(i)
		if !ends && i+1 < len(a.toks) && i-from < maxSentence {
			continue
		}
		a.addSentence(from, i+1, para)
		from = i + 1
		if newPara {
			para++
		}
	}
}

// maxSentence is where a sentence without an end is cut, in tokens: what weighs a
// sentence's words against each other must stay linear in a text's length.
const maxSentence = 400

func (a *article) addSentence(from, to, para int) {
	for from < to && a.ornament(from) && to-from > 1 {
		from++
	}
	if from >= to {
		return
	}
	s := sentence{from: from, to: to, para: para}
	if from > 0 && a.ornament(from-1) {
		s.bullet = true
	}
	s.heading = a.mark(to-1, ':') || !a.stop(to-1)
	a.sents = append(a.sents, s)
}

// ornament reports an emoji, bullet or star that opens a line.
func (a *article) ornament(i int) bool {
	t := a.toks[i]
	if t.Kind != token.Mark {
		return false
	}
	r, n := utf8.DecodeRune(a.text[t.Start:t.End])
	switch {
	case n == 1:
		return r == '*' || r == '-' || r == '|' || r == '#' || r == '_' || r == '~'
	case r >= 0x2190 && r <= 0x2bff, r >= 0x1f000, r == 0x2022, r == 0xb7, r == 0x203c, r == 0x2049, r == 0x2013, r == 0x2014:
		return true
	}
	return false
}

// opensQuote reports an opening quotation mark.
func (a *article) opensQuote(i int) bool {
	switch string(a.toks[i].Text(a.text)) {
	case "“", "«", "„":
		return true
	}
	return false
}

// stop reports a mark that ends a sentence.
func (a *article) stop(i int) bool {
	if i < 0 || a.toks[i].Kind != token.Mark {
		return false
	}
	switch string(a.toks[i].Text(a.text)) {
	case ".", "!", "?", "…", "‼", "⁉":
		return true
	}
	return false
}

// ends reports whether a sentence ends with token i, and a paragraph too.
func (a *article) ends(i int) (sentence, paragraph bool) {
	if i+1 >= len(a.toks) {
		return true, true
	}
	t, next := &a.toks[i], &a.toks[i+1]
	if next.Break > 0 {
		if a.continues(i) {
			return false, false
		}
		return true, next.Break > 1 || a.stop(i) || a.ornament(i+1)
	}
	if t.Kind != token.Mark {
		return a.address(i), false
	}
	if a.ornament(i+1) && i > 0 && a.stop(i) {
		return true, true
	}
	if a.stop(i) {
		return a.fullStop(i), false
	}
	switch string(t.Text(a.text)) {
	case "”", "»", "\"", ")", "]", "’":
		if i > 0 && a.stop(i-1) && opens(next) && (next.Space || next.Case == token.Capital) {
			return true, false
		}
		if t.Text(a.text)[0] == ']' || t.Text(a.text)[0] == ')' {
			return !next.Space && next.Kind == token.Word && next.Case != token.Lower, true
		}
	case ":":
		return !next.Space && next.Kind == token.Word && next.Case != token.Lower, false
	case ";":
		return false, false
	}
	return false, false
}

// address: a Latin site name left in Cyrillic text ("site.example Слово") parts its sentences.
func (a *article) address(i int) bool {
	t, next := &a.toks[i], &a.toks[i+1]
	return a.lang != incident.English && t.Kind == token.Word && !t.Cyrillic && !t.Space && a.mark(i-1, '.') && next.Space && next.Cyrillic && next.Case == token.Capital
}

func opens(t *token.Token) bool {
	return t.Case != token.Lower || t.Kind == token.Number || t.Kind == token.Mark || t.Kind == token.Mixed
}

// fullStop tells the end of a sentence at mark i from an abbreviation's or a
// number's point.
func (a *article) fullStop(i int) bool {
	next := &a.toks[i+1]
	if a.mark(i+1, '.') || a.stop(i+1) || closer(a.word(i+1)) {
		return false
	}
	if !opens(next) {
		return a.mark(i, '.') && next.Space && a.lang != incident.English && next.Kind == token.Word && !next.Cyrillic && i > 0 && a.toks[i-1].Cyrillic
	}
	if !a.mark(i, '.') {
		return true
	}
	prev := i - 1
	if prev < 0 {
		return false
	}
	p := &a.toks[prev]
	if p.Kind == token.Number {
		return next.Kind != token.Number && next.Space || next.Space
	}
	if p.Kind != token.Word {
		return next.Space
	}
	if utf8.RuneCount(p.Text(a.text)) == 1 && p.Kind == token.Word {
		return false // an initial, "м.", "с."
	}
	if abbreviation[p.Hash] {
		return false
	}
	if !next.Space { // "attacks.Thursday": a lost break
		return next.Kind == token.Word && next.Case != token.Lower && (next.End-next.Start > 2 || p.End-p.Start > 2) && p.Case != token.Upper || next.Kind == token.Mark && a.opensQuote(i+1)
	}
	return true
}

func closer(w string) bool {
	switch w {
	case "”", "»", "\"", ")", "’", "'":
		return true
	}
	return false
}

var abbreviation = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{
		"mr", "mrs", "ms", "dr", "gen", "col", "lt", "gov", "sen", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "st", "no", "vs", "approx", "u.s",
		"обл", "див", "грн", "тис", "млн", "млрд", "ім", "вул", "просп", "бул", "смт", "пгт", "им", "ул", "тыс", "руб", "гг", "рр", "стор", "пос", "дер", "чол", "чел", "ст", "р-н",
	} {
		m[token.Hash(w)] = true
	}
	return m
}()

// continues reports whether the line after token i goes on with its sentence,
// as it does where inline markup was broken out on lines of its own.
func (a *article) continues(i int) bool {
	next := &a.toks[i+1]
	if a.stop(i) || a.mark(i, ':') && next.Break > 1 {
		return false
	}
	if next.Kind == token.Mark {
		return string(next.Text(a.text)) == "," || a.mark(i+1, '.') || a.mark(i+1, ')') || a.mark(i+1, ';')
	}
	if next.Case == token.Lower && next.Kind == token.Word {
		return true
	}
	if a.is(i, prep|conj|from|of) || a.mark(i, ',') || a.mark(i, '(') {
		return next.Break <= 3
	}
	if a.ornament(i) {
		return true
	}
	// white space inside the line, before or after its break, is what markup leaves
	return next.Break == 1 && a.toks[i].Kind != token.Mark && (a.text[next.Start-1] == ' ' || a.text[a.toks[i].End] == ' ' && next.Kind == token.Word)
}
