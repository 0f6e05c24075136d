package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// village reads, at token i, the name of a settlement that the gazetteer does
// not know but the text calls one ("the village of X", "у селі X", "с. X"),
// and returns how many tokens it has.
func (a *article) village(g *gazetteer.Gazetteer, i int) int {
	t := &a.toks[i]
	if t.Kind != token.Word || t.Case == token.Lower || t.Break > 1 || !a.townBefore(i) || !a.smallTown(i) {
		return 0
	}
	if utf8.RuneCount(t.Text(a.text)) < 3 {
		return 0
	}
	if a.lex[i].class != 0 {
		return 0
	}
	if cands, n := g.Find(a.text, a.toks, i); n > 0 && !cands[0].Loose && a.fitsNext(g, cands, i+n) && a.fitsBefore(cands, i) && !a.abroad(cands, i) {
		return 0
	}
	n := 1
	if i+1 < len(a.toks) {
		u := &a.toks[i+1]
		if u.Kind == token.Word && u.Case == token.Capital && u.Break == 0 && a.lex[i+1].class == 0 && (adjective(t.Text(a.text)) || a.lang == incident.English && latinAdjective(t.Text(a.text))) && !a.is(i+2, districtWord|regionWord) {
			n = 2
		}
	}
	a.places = append(a.places, mention{first: i, last: i + n - 1, own: incident.Place{ID: "x:"}, prep: a.prepBefore(i), reason: "called a settlement"})
	return n
}

// fitsNext reports that one of the readings lies in the district named right
// after it, or that none is: "в селе X в Y районе" means a village of that district.
func (a *article) fitsNext(g *gazetteer.Gazetteer, cands []gazetteer.Candidate, i int) bool {
	for k := i; k < len(a.toks) && k <= i+3; k++ {
		if a.toks[k].Kind == token.Mark || a.is(k, kill|hurt|attack) {
			return true
		}
		next, n := g.Find(a.text, a.toks, k)
		if n == 0 {
			continue
		}
		if next[0].Place.Class != gazetteer.Raion {
			return true
		}
		for c := range cands {
			for d := range next {
				if cands[c].Place.Within(next[d].Place) {
					return true
				}
			}
		}
		return false
	}
	return true
}

// fitsBefore reports that one of the readings lies in the region of the district
// that the sentence named before, or that it named none: a village of another
// region is not meant.
func (a *article) fitsBefore(cands []gazetteer.Candidate, i int) bool {
	if len(a.places) == 0 {
		return true
	}
	m := &a.places[len(a.places)-1]
	if m.own.ID != "" || m.place.Class != gazetteer.Raion || i-m.last > 30 {
		return true
	}
	for k := m.last + 1; k < i; k++ {
		if a.stop(k) && a.toks[k+1].Hash != a.toks[i].Hash || a.toks[k].Break > 1 {
			return true
		}
	}
	for k := range cands {
		if p := cands[k].Place; p != nil && region(p) == region(m.place) {
			return true
		}
	}
	return false
}

// smallTown reports whether the word before token i can name a place nobody
// knows: "city" cannot.
func (a *article) smallTown(i int) bool {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		if a.is(k, townWord) {
			return !a.is(k, nation)
		}
	}
	return i > 1 && a.mark(i-1, '.') && a.toks[i-2].Hash == hashS
}

// abroad reports that a region is named just before token i which none of the
// readings lies in: "in the Belgorod region … the village of X" is none of Ukraine's villages X.
func (a *article) abroad(cands []gazetteer.Candidate, i int) bool {
	if len(a.places) == 0 || a.lang != incident.English {
		return false
	}
	m := &a.places[len(a.places)-1]
	if m.own.ID != "" || m.place.Class != gazetteer.Oblast && m.place.Class != gazetteer.Raion || i-m.last > 14 || a.is(m.prep, from) {
		return false
	}
	for k := m.last + 1; k < i; k++ {
		if a.stop(k) {
			return false
		}
	}
	for k := range cands {
		if p := cands[k].Place; p == nil || p.Within(m.place) || p.Population > 50000 {
			return false
		}
	}
	return true
}

// latinAdjective reports a romanised adjective that needs its noun: "Velyka Vilshanytsia".
func latinAdjective(w []byte) bool {
	s := string(w)
	for _, e := range []string{"ka", "na", "va", "ra", "la", "ya", "ia", "ke", "ne", "ve", "re", "le", "yi", "yy", "iy", "ye", "ky", "ny", "vy", "ry", "ly", "ki", "ni", "vi", "oe", "he", "ha"} {
		if strings.HasSuffix(s, e) && len(s) > 3 {
			return true
		}
	}
	return false
}

// adjective reports a Cyrillic adjective that needs its noun: "Новый Путь".
func adjective(w []byte) bool {
	s := string(w)
	for _, e := range []string{"ый", "ий", "ой", "ая", "яя", "ей", "ої", "ое", "ые", "а", "е", "і", "ої", "ого", "ій", "ому", "ом", "їй"} {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// settle gives the unknown settlements their parent, id, English name and point.
func (a *article) settle() {
	for k := range a.places {
		m := &a.places[k]
		if m.own.ID != "x:" {
			continue
		}
		m.place = a.parentFor(k)
		name := a.span(m.first, m.last)
		m.own.Name = romanise(name, a.lang)
		m.own.Kind, m.own.Approx = incident.City, true
		if m.place == nil {
			m.own.ID = "x::" + token.Fold(name)
			m.own.Country = "UA"
			continue
		}
		p := m.place.Incident()
		m.own.Region, m.own.Country, m.own.Lat, m.own.Lon = p.Region, p.Country, p.Lat, p.Lon
		if r := region(m.place); r != nil && m.own.Region == "" {
			m.own.Region = r.Names[0]
		}
		m.own.ID = "x:" + m.place.ID + ":" + token.Fold(name)
	}
}

// parentFor returns the district or region that mention k, an unknown
// settlement, lies in: the next one named after it, else the last before it,
// else the first of the text.
func (a *article) parentFor(k int) *gazetteer.Place {
	isArea := func(m *mention) bool {
		return m.own.ID == "" && (m.hromada || m.class() == gazetteer.Raion || m.class() == gazetteer.Oblast)
	}
	if k+1 < len(a.places) && isArea(&a.places[k+1]) && a.places[k+1].first-a.places[k].last < 12 {
		return a.places[k+1].place
	}
	for j := k - 1; j >= max(0, k-200); j-- {
		if isArea(&a.places[j]) {
			return a.places[j].place
		}
	}
	for j := range a.places[:min(len(a.places), 200)] {
		if isArea(&a.places[j]) {
			return a.places[j].place
		}
		if p := a.places[j].place; p != nil && a.places[j].own.ID == "" && region(p) != nil {
			return region(p)
		}
	}
	return nil
}

var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ie", 'ж': "zh", 'з': "z", 'и': "y", 'і': "i", 'ї': "i", 'й': "i",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch",
	'ш': "sh", 'щ': "shch", 'ь': "", 'ю': "iu", 'я': "ia", 'ы': "y", 'э': "e", 'ъ': "", 'ё': "yo",
}

var russianLetters = map[rune]string{'г': "g", 'и': "i", 'й': "y", 'ю': "yu", 'я': "ya"}

var ukrainianInitials = map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"}

// romanise writes a Cyrillic name as English texts do; Latin stays as it is.
func romanise(s string, l incident.Lang) string {
	var b strings.Builder
	start, vowel := true, false
	for _, r := range s {
		low := unicode.ToLower(r)
		out, ok := cyrillic[low]
		if v, is := russianLetters[low]; is && l == incident.Russian {
			out = v
		}
		if low == 'е' && l == incident.Russian && (start || vowel) {
			out = "ye"
		}
		vowel = strings.ContainsRune("аеёиоуыэюяьъ", low)
		if v, is := ukrainianInitials[low]; is && start && l == incident.Ukrainian {
			out = v
		}
		switch {
		case isApostrophe(r):
			continue
		case !ok:
			b.WriteRune(r)
		case low != r && out != "":
			b.WriteString(strings.ToUpper(out[:1]) + out[1:])
		default:
			b.WriteString(out)
		}
		start = !ok
	}
	return b.String()
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' }
