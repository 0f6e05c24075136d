package gazetteer

import "strings"

const (
	vowelsUK     = "аеєиіїоуюя"
	consonantsUK = "бвгґджзйклмнпрстфхцчшщ"
	sibilants    = "жчшщ"
	datLoc       = Dative | Locative
	nomAcc       = Nominative | Accusative
)

// declineUK writes the forms of a Ukrainian word in the singular, or the plural
// of a plural name. Where an ending leaves the paradigm open, it writes both.
func declineUK(f *forms, w string, whole bool) {
	switch {
	case endsIn(w, "ий", "ій"):
		if endsIn(w, "ій") {
			softAdjectiveUK(f, trim(w, 2))
		} else {
			adjectiveUK(f, trim(w, 2), "ий")
		}
		if whole {
			softMascUK(f, trim(w, 1), w)
		}
	case endsIn(w, "й"):
		softMascUK(f, trim(w, 1), w)
	case endsIn(w, "ь"):
		softUK(f, w)
	case oneOf(lastLetter(w, 1), consonantsUK):
		hardUK(f, w)
	case endsIn(w, "а"):
		feminineUK(f, w, whole)
	case endsIn(w, "я"):
		softFeminineUK(f, w)
	case endsIn(w, "е", "є"):
		neuterUK(f, w)
	case endsIn(w, "о"):
		f.add(AnyCase, w, "")
		s := trim(w, 1)
		f.add(Genitive, s, "а")
		f.add(datLoc, s, "у")
		f.add(Instrumental, s, "ом")
		f.add(Locative, velarUK(s), "і")
	case endsIn(w, "и", "і", "ї"):
		pluralUK(f, w)
	default:
		f.add(AnyCase, w, "")
	}
}

// adjectiveUK writes the masculine forms of an adjective.
func adjectiveUK(f *forms, s, nom string) {
	f.add(nomAcc, s, nom)
	f.add(Genitive, s, "ого")
	f.add(datLoc, s, "ому")
	f.add(Instrumental, s, "им")
	f.add(Locative, s, "ім")
}

func softAdjectiveUK(f *forms, s string) {
	f.add(nomAcc, s, "ій")
	f.add(Genitive, s, "ього")
	f.add(datLoc, s, "ьому")
	f.add(Instrumental|Locative, s, "ім")
}

func softMascUK(f *forms, s, w string) {
	f.add(nomAcc, w, "")
	f.add(Genitive, s, "я")
	f.add(datLoc, s, "ю")
	f.add(Instrumental, s, "єм")
	f.add(Locative, s, "ї")
}

// softUK declines names in -ь as masculine (Тернопіль) and, where the
// consonant allows it, as feminine (Умань).
func softUK(f *forms, w string) {
	f.add(nomAcc, w, "")
	s := trim(w, 1)
	for _, t := range stemsUK(s) {
		f.add(Genitive, t, "я")
		f.add(datLoc, t, "ю", "еві")
		f.add(Instrumental, t, "ем")
		f.add(Locative, t, "і")
	}
	if endsIn(w, "ець") {
		return
	}
	f.add(Genitive|datLoc, s, "і")
	f.add(Instrumental, s, lastLetter(s, 1)+"ю", "ю")
}

func hardUK(f *forms, w string) {
	f.add(nomAcc, w, "")
	ins, dat := "ом", "ові"
	if oneOf(lastLetter(w, 1), sibilants) {
		ins, dat = "ем", "еві"
		f.add(Genitive|datLoc, w, "і")
		f.add(Instrumental, w, lastLetter(w, 1)+"ю", "ю")
	}
	for _, t := range stemsUK(w) {
		f.add(Genitive, t, "а", "у")
		f.add(datLoc, t, "у", dat)
		f.add(Instrumental, t, ins)
		f.add(Locative, t, "і")
		if v := velarUK(t); v != t { // Кривому Розі, у Кременчуці
			f.add(Locative, v, "і")
		}
	}
	if endsIn(w, "ів") { // Часів Яр: Часовому Яру
		adjectiveUK(f, trim(w, 2)+"ов", "")
	}
}

func feminineUK(f *forms, w string, whole bool) {
	f.add(Nominative, w, "")
	s := trim(w, 1)
	f.add(Accusative, s, "у")
	adj := adjectiveStemUK(s) || !whole && endsIn(s, "ч")
	if !adj || whole {
		gen, ins := "и", "ою"
		if oneOf(lastLetter(s, 1), sibilants) {
			gen, ins = "і", "ею"
		}
		f.add(Genitive, s, gen)
		f.add(Instrumental, s, ins)
		f.add(datLoc, velarUK(s), "і")
	}
	if adj {
		f.add(Genitive, s, "ої")
		f.add(datLoc, s, "ій")
		f.add(Instrumental, s, "ою")
	}
}

// adjectiveStemUK reports whether a name in -а on this stem can be an adjective: Лозова, Біла, Кремінна.
func adjectiveStemUK(s string) bool {
	if endsIn(s, "ськ", "цьк", "зьк", "лик", "исок", "убок", "ирок", "як") {
		return true
	}
	return oneOf(lastLetter(s, 1), "внтлрд")
}

func softFeminineUK(f *forms, w string) {
	s := trim(w, 1)
	if doubled(s) || endsIn(s, "'", "’", "ʼ") { // neuter: Запоріжжя, Підгір'я
		f.add(nomAcc|Genitive, w, "")
		f.add(datLoc, s, "ю")
		f.add(Instrumental, s, "ям")
		f.add(Locative, s, "і", "ї")
		return
	}
	f.add(Nominative, w, "")
	f.add(Accusative, s, "ю")
	if oneOf(lastLetter(s, 1), vowelsUK) || endsIn(s, "'", "’", "ь") {
		f.add(Genitive|datLoc, s, "ї")
		f.add(Instrumental, s, "єю")
		return
	}
	f.add(Genitive|datLoc, s, "і")
	f.add(Instrumental, s, "ею")
	if endsIn(w, "ня") {
		f.add(Genitive, s, "ьої")
		f.add(datLoc, s, "ій")
		f.add(Instrumental, s, "ьою")
	}
}

func doubled(s string) bool {
	a := lastLetter(s, 1)
	return a != "" && a == lastLetter(s, 2)
}

func neuterUK(f *forms, w string) {
	s := trim(w, 1)
	switch {
	case endsIn(w, "поле", "море", "горе"):
		f.add(nomAcc, w, "")
		f.add(Genitive, s, "я")
		f.add(datLoc, s, "ю")
		f.add(Instrumental, s, "ем")
		f.add(Locative, s, "і")
	case endsIn(w, "ище", "це"):
		f.add(nomAcc, w, "")
		f.add(Genitive, s, "а", "я")
		f.add(datLoc, s, "у", "ю")
		f.add(Instrumental, s, "ем")
		f.add(Locative, s, "і")
	case endsIn(w, "є"):
		f.add(nomAcc, w, "")
		f.add(Genitive, s, "ього", "єго")
		f.add(datLoc, s, "ьому", "єму")
		f.add(Instrumental, s, "ім")
	default:
		adjectiveUK(f, s, "е")
	}
}

func pluralUK(f *forms, w string) {
	f.add(nomAcc, w, "")
	s := trim(w, 1)
	a, gen := "а", "ів"
	switch {
	case endsIn(w, "ї"):
		a, gen = "я", "їв"
	case endsIn(w, "і") && !oneOf(lastLetter(s, 1), sibilants):
		a = "я"
	}
	f.add(Dative, s, a+"м")
	f.add(Instrumental, s, a+"ми")
	f.add(Locative, s, a+"х")
	f.add(Genitive, s, gen)
	for _, z := range zeroUK(s, a == "я") {
		f.add(Genitive, z, "")
	}
	if endsIn(w, "ькі", "ві", "лі", "рі", "ні", "ті") {
		f.add(Genitive|Locative, s, "их")
		f.add(Dative, s, "им")
		f.add(Instrumental, s, "ими")
	}
}

// zeroUK returns the genitive plural without an ending: Суми → Сум, Ромни → Ромен.
func zeroUK(s string, soft bool) []string {
	mark := ""
	if soft {
		mark = "ь"
	}
	x, y := lastLetter(s, 1), lastLetter(s, 2)
	if oneOf(x, consonantsUK) && oneOf(y, consonantsUK) {
		h := trim(s, 1)
		return []string{h + "е" + x + mark, h + "о" + x}
	}
	if y == "ь" && oneOf(x, "кц") {
		h := trim(s, 2)
		return []string{h + "о" + x, h + "е" + x + mark, trim(s, 1) + "о" + x}
	}
	if y == "о" || y == "е" { // Ворота, but Гори → Гір
		return []string{s + mark, trim(s, 2) + "і" + x + mark}
	}
	return []string{s + mark}
}

// stemsUK returns the stem before a vowel: closed-syllable і turns into о or е
// (Харків, Ріг), a fleeting е or о falls out (Токмань, Тростянець).
func stemsUK(s string) []string {
	x, y := lastLetter(s, 1), lastLetter(s, 2)
	switch {
	case endsIn(s, "їв"):
		return []string{trim(s, 2) + "єв", trim(s, 2) + "йов"}
	case endsIn(s, "ів"):
		return []string{trim(s, 2) + "ов", trim(s, 2) + "ев"}
	case y == "і" && oneOf(x, consonantsUK):
		return []string{s, trim(s, 2) + "о" + x, trim(s, 2) + "е" + x}
	case endsIn(s, "ец", "ен") && oneOf(lastLetter(s, 3), consonantsUK), endsIn(s, "ок", "ел", "ер") && oneOf(lastLetter(s, 3), consonantsUK) && len(s) > 8:
		out := []string{trim(s, 2) + x}
		if oneOf(lastLetter(s, 3), "лн") && x == "ц" {
			out = append(out, trim(s, 2)+"ь"+x)
		}
		if x != "ц" {
			out = append(out, s)
		}
		return out
	}
	if strings.HasSuffix(s, "рел") {
		return []string{trim(s, 2) + "л"}
	}
	return []string{s}
}

// velarUK changes к, г, х before -і.
func velarUK(s string) string {
	switch lastLetter(s, 1) {
	case "к":
		return trim(s, 1) + "ц"
	case "г", "ґ":
		return trim(s, 1) + "з"
	case "х":
		return trim(s, 1) + "с"
	}
	return s
}
