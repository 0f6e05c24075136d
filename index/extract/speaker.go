package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// holder is a person whom the text gives an office in a place.
type holder struct {
	surname     uint64
	first, last int // tokens of the full name
	office      [2]int
	place       int // index in a.places of the title's place, -1 none
}

// findHolders reads "Kharkiv Governor Oleh Synyehubov", "Vitali Klitschko, the
// mayor of Kyiv", "губернатор Белгородской области Вячеслав Гладков".
func (a *article) findHolders() {
	for k := range a.places {
		m := &a.places[k]
		if m.role != title {
			continue
		}
		o1, o2 := a.officeAround(m)
		if o1 < 0 {
			continue
		}
		first, last := a.nameAfter(max(m.last, o2) + 1)
		if first < 0 {
			first, last = a.nameBefore(min(m.first, o1) - 1)
		}
		if first >= 0 {
			a.holders = append(a.holders, holder{a.toks[last].Hash, first, last, [2]int{min(m.first, o1), max(m.last, o2)}, k})
		}
	}
}

// officeAround returns the tokens of the office word beside a title's place.
func (a *article) officeAround(m *mention) (from, to int) {
	for k := m.last + 1; k < len(a.toks) && k <= m.last+4; k++ {
		if a.is(k, office) {
			return k, k + a.rest(k)
		}
	}
	for k := m.first - 1; k >= 0 && k >= m.first-5; k-- {
		if a.is(k, office) {
			return k, k
		}
	}
	return -1, -1
}

// nameAfter returns the run of capitalised words at token i, which may follow a comma.
func (a *article) nameAfter(i int) (first, last int) {
	if a.mark(i, ',') || a.mark(i, ')') || a.mark(i, '-') {
		i++
	}
	for i < len(a.toks) && (a.is(i, office|official|regionWord|districtWord|townWord) && a.toks[i].Case != token.Upper) && a.toks[i].Kind == token.Word {
		i++
	}
	j := i
	for j < len(a.toks) && j < i+4 && a.namePart(j) && (j == i || a.toks[j].Break == 0) {
		j++
	}
	if j == i {
		return -1, -1
	}
	return i, j - 1
}

// nameBefore returns the run of capitalised words that ends at token i.
func (a *article) nameBefore(i int) (first, last int) {
	for i >= 0 && (a.toks[i].Hash == hashThe || a.toks[i].Hash == hashA) {
		i--
	}
	if a.mark(i, ',') || i >= 0 && a.toks[i].Kind == token.Mark && a.dash(i) {
		i--
	}
	j := i
	for j >= 0 && j > i-4 && a.namePart(j) {
		j--
	}
	if j == i {
		return -1, -1
	}
	return j + 1, i
}

// namePart: a capitalised word that means nothing else.
func (a *article) namePart(i int) bool {
	if i < 0 || i >= len(a.toks) {
		return false
	}
	t := &a.toks[i]
	return t.Kind == token.Word && t.Case == token.Capital && a.lex[i].class == 0 && t.End-t.Start > 2
}

// holderIn returns the title place of a person named in tokens [from,to), -1 if none.
func (a *article) holderIn(from, to int) int {
	if len(a.holders) == 0 {
		return -1
	}
	for i := from; i < to; i++ {
		if a.toks[i].Case != token.Capital {
			continue
		}
		for k := range a.holders {
			if a.holders[k].surname == a.toks[i].Hash {
				return a.holders[k].place
			}
		}
	}
	return -1
}

// speaker fills in who says the claim of fact f: who its sentence says it is, or
// the sentence after it ("Про це повідомив …").
func (a *article) speaker(f *fact, c *incident.Claim) {
	c.Role = incident.RoleUnknown
	if w, ok := a.saidBy(f.sent, f.first, f.last); ok {
		a.credit(&w, c)
		return
	}
	a.headed(f.sent, c)
}

// credit writes a speaker into a claim, a surname as the full name and office
// that the text gives elsewhere.
func (a *article) credit(w *who, c *incident.Claim) {
	c.Speaker, c.Role = a.span(w.first, w.last), w.role
	if !w.named {
		return
	}
	if w.office >= 0 {
		c.Office = a.title(w)
	}
	a.fullName(c, w.last)
}

// title returns the words of a person's office: all that stands between it and
// the name ("голова Донецької обласної адміністрації"), or what belongs to it.
func (a *article) title(w *who) string {
	last := w.office + a.rest(w.office)
	if w.first > last && w.first <= last+7 {
		k := last + 1
		for k < w.first && a.toks[k].Kind == token.Word {
			k++
		}
		if k == w.first {
			return a.span(w.office, w.first-1)
		}
	}
	for last+1 < len(a.toks) && last < w.office+8 && (last+1 < w.first || w.office > w.last) && a.bodyGoesOn(last+1) {
		last++
	}
	return a.span(w.office, last)
}

// headed reads the speaker of "Oleh Syniehubov: two people were killed. A drone
// hit …": whose name opens a paragraph with a colon speaks all of it.
func (a *article) headed(s int, c *incident.Claim) {
	for k := s; k >= 0 && a.sents[k].para == a.sents[s].para; k-- {
		from := a.sents[k].from
		if !a.names(from) {
			continue
		}
		if first, last := a.nameAfter(from); first == from && last > first && a.mark(last+1, ':') {
			c.Speaker, c.Role = a.span(first, last), incident.RoleMedia
			a.fullName(c, last)
			return
		}
	}
}

// names reports that token k can be of a person's name: it is of no place or
// date, and no adjective of an office ("начальник Харківської ОВА").
func (a *article) names(k int) bool {
	if !a.namePart(k) || a.inPlace(k) || a.is(k+1, office|official) || k+1 < len(a.toks) && a.toks[k+1].Case == token.Upper {
		return false
	}
	for i := range a.whens {
		if w := &a.whens[i]; w.First <= k && k <= w.Last {
			return false
		}
	}
	return true
}

func (a *article) inPlace(i int) bool {
	for k := a.placeAfter(i+1) - 1; k >= 0 && k > a.placeAfter(i+1)-4; k-- {
		if m := &a.places[k]; m.first <= i && i <= m.last && !m.ref {
			return true
		}
	}
	return false
}

// fullName replaces a surname by the full name and office that the text gave before.
func (a *article) fullName(c *incident.Claim, last int) {
	for k := range a.holders {
		if h := &a.holders[k]; h.surname == a.toks[last].Hash {
			c.Speaker = a.span(h.first, h.last)
			c.Office = a.span(h.office[0], h.office[1])
			c.Role = incident.RoleOfficial
			return
		}
	}
}
