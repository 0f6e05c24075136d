package gazetteer

import (
	"strings"

	"incidentbot/index/token"
)

// addPlace enters every form of every name of a place.
func (l *loader) addPlace(i int32) {
	p, r := &l.places[i], &l.rows[i]
	fold := p.Settlement() && (p.Country == "UA" || nearWar(p))
	adjectives := strings.FieldsFunc(r[colAdjectives], bar)
	l.addName(i, r[colEn], true, fold)
	l.addName(i, r[colUk], false, fold, declineUK)
	l.addName(i, r[colRu], false, fold, declineRU)
	for _, n := range strings.FieldsFunc(r[colAliases], bar) {
		switch {
		case !strings.ContainsFunc(n, isCyrillic):
			l.addName(i, n, true, fold)
		case strings.ContainsAny(n, "іїєґІЇЄҐ"):
			l.addName(i, n, false, fold, declineUK)
		case strings.ContainsAny(n, "ыэёъЭ"):
			l.addName(i, n, false, fold, declineRU)
		default:
			l.addName(i, n, false, fold, declineUK, declineRU)
		}
	}
	for _, a := range adjectives {
		dst := &l.raion
		if p.Class == Oblast {
			dst = &l.region
		}
		for _, f := range adjectiveForms(a) {
			*dst = l.addForm(*dst, i, f)
			if strings.ContainsFunc(a, isCyrillic) {
				h, _ := loose([]byte(f.text))
				l.notLoose[h] = true
			}
		}
	}
	if p.Country == "UA" && p.Settlement() {
		l.addHromada(i, r)
	}
}

func bar(r rune) bool { return r == '|' }

// addName enters a name: as it is, or in the forms that the decliners give.
func (l *loader) addName(i int32, name string, asIs, fold bool, by ...decliner) {
	if name == "" {
		return
	}
	if asIs {
		l.addBoth(i, form{name, AnyCase}, fold)
	}
	for _, d := range by {
		for _, f := range declineName(name, d) {
			l.addBoth(i, f, fold)
		}
	}
	if strings.Contains(name, "-") && keepsRegions(l.places[i].Country) {
		l.exact = l.addForm(l.exact, i, form{strings.ReplaceAll(name, "-", " "), AnyCase})
	}
}

func (l *loader) addBoth(i int32, f form, fold bool) {
	l.exact = l.addForm(l.exact, i, f)
	l.markCommon()
	if !fold || strings.ContainsAny(f.text, " ") {
		return
	}
	if h, n := loose([]byte(f.text)); n >= 5 {
		l.loose = append(l.loose, entry{hash: h, place: i, cases: f.cases, words: 1, loose: true})
	}
}

// addForm enters one written form, and its length under its first word.
func (l *loader) addForm(dst []entry, i int32, f form) []entry {
	var buf [8]token.Token
	toks := token.Scan(buf[:0], []byte(f.text))
	if len(toks) == 0 {
		return dst
	}
	h := toks[0].Hash
	for _, t := range toks[1:] {
		h = join(h, t.Hash)
	}
	e := entry{hash: h, place: i, cases: f.cases, words: 1, one: len(toks) == 1}
	if len(toks) > 1 {
		dst = append(dst, entry{hash: toks[0].Hash, place: -1, words: uint8(len(toks))})
	}
	return append(dst, e)
}

// markCommon marks the last entered name if its form is an ordinary word, and its place with it.
func (l *loader) markCommon() {
	e := &l.exact[len(l.exact)-1]
	p := &l.places[e.place]
	if e.one && (l.common[e.hash] || ordinaryAbroad(p)) {
		e.common, p.Common = true, true
	}
}

// ordinaryAbroad holds for the small towns of the world: their names are often
// surnames or words, and they are hardly ever meant.
func ordinaryAbroad(p *Place) bool {
	return p.Settlement() && !keepsRegions(p.Country) && p.Population < 100_000
}

// addHromada enters the adjective of a settlement for "… громада".
func (l *loader) addHromada(i int32, r *[columns]string) {
	from := len(l.around)
	defer func() {
		for k := from; k < len(l.around); k++ {
			l.around[k].round = true
		}
	}()
	l.around = l.addForm(l.around, i, form{r[colEn], AnyCase})
	for k, name := range []string{r[colUk], r[colRu]} {
		name, ok := oneWord(name)
		if !ok {
			continue
		}
		for _, a := range relative(name, k == 1) {
			for _, f := range feminineForms(a) {
				l.around = l.addForm(l.around, i, f)
			}
		}
	}
}

// oneWord joins a name with its first adjective as its own adjective does:
// Велика Писарівка → Великописарівка; false for other names of several words.
func oneWord(name string) (string, bool) {
	if first, last, ok := strings.Cut(name, "-"); ok && endsIn(first, "а") { // Середина-Буда → Середино-Будська
		return trim(first, 1) + "о-" + last, true
	}
	first, last, ok := strings.Cut(name, " ")
	if !ok {
		return name, true
	}
	for _, e := range [...]string{"ий", "а", "е", "і", "ая", "ое", "ый", "ые"} {
		if stem, ok := strings.CutSuffix(first, e); ok && !strings.Contains(last, " ") {
			return stem + "о" + strings.ToLower(last), true
		}
	}
	return name, false
}

// relative forms the adjective of a settlement's name: Липці → Липецька,
// Мирове → Мирівська, Вовчанськ → Вовчанська.
func relative(name string, ru bool) []string {
	end := "ська"
	if ru {
		end = "ская"
	}
	cut := func(n int) string { return trim(name, n) }
	switch {
	case endsIn(name, "ський", "цький", "ский", "цкий"):
		return []string{cut(2) + end[len(end)-2:], strings.TrimSuffix(name, "ий") + "а", strings.TrimSuffix(name, "ий") + "ая"}
	case endsIn(name, "ськ", "цьк"):
		return []string{name + "а"}
	case endsIn(name, "ск", "цк"):
		return []string{name + "ая"}
	case endsIn(name, "івка", "ївка"), endsIn(name, "овка", "евка", "ёвка", "инка"):
		return []string{cut(2) + end}
	case endsIn(name, "ське", "цьке", "ская", "цкая"):
		return []string{cut(1) + "а"}
	case endsIn(name, "са", "си", "сы"):
		return []string{cut(2) + end, cut(1) + end}
	case endsIn(name, "поле"):
		return []string{cut(4) + "пільська"}
	case endsIn(name, "лля"):
		return []string{cut(2) + "ьська"}
	case endsIn(name, "ова"):
		return []string{cut(3) + "івська"}
	case endsIn(name, "ка"):
		return []string{cut(2) + end, cut(1) + "инська", cut(1) + "инская"}
	case endsIn(name, "ки"):
		return []string{cut(2) + end, cut(1) + "івська"}
	case endsIn(name, "не"):
		return []string{cut(1) + end, cut(1) + "енська", cut(1) + "янська"}
	case endsIn(name, "ля", "ня"):
		return []string{cut(1) + end, cut(1) + "янська"}
	case endsIn(name, "ія", "лія"):
		return []string{cut(1) + "йська"}
	case endsIn(name, "чі", "ба", "ке"):
		return []string{cut(1) + end, cut(1) + "івська"}
	case endsIn(name, "ці", "цы"):
		return []string{cut(2) + "ецька", cut(2) + "ецкая"}
	case endsIn(name, "ець"):
		return []string{cut(2) + "цька"}
	case endsIn(name, "ове"):
		return []string{cut(3) + "івська"}
	case endsIn(name, "еве", "єве"):
		return []string{cut(3) + "івська", cut(3) + "ївська"}
	case endsIn(name, "ово", "ево"):
		return []string{cut(1) + end}
	case endsIn(name, "ь"):
		return []string{name + end, cut(1) + end}
	case oneOf(lastLetter(name, 1), "аяоеиіы"):
		return []string{cut(1) + end, cut(1) + "нська"}
	case endsIn(name, "г", "к"):
		return []string{cut(1) + "цька", cut(1) + "зька", cut(1) + "цкая", name + "ская"}
	}
	return []string{name + end}
}
