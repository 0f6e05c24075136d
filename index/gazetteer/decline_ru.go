package gazetteer

const (
	vowelsRU     = "аеёиоуыэюя"
	consonantsRU = "бвгджзйклмнпрстфхцчшщ"
	hushersRU    = "гкхжчшщ" // и, not ы, follows
)

// declineRU writes the forms of a Russian word in the singular, or the plural
// of a plural name. Where an ending leaves the paradigm open, it writes both.
func declineRU(f *forms, w string, whole bool) {
	switch {
	case endsIn(w, "ый", "ий", "ой"):
		adjectiveRU(f, w)
		if whole && !endsIn(w, "ый") {
			softMascRU(f, w)
		}
	case endsIn(w, "й"):
		softMascRU(f, w)
	case endsIn(w, "ь"):
		softRU(f, w)
	case oneOf(lastLetter(w, 1), consonantsRU):
		hardRU(f, w)
	case endsIn(w, "ая", "яя"):
		adjectiveFemRU(f, w)
	case endsIn(w, "а"):
		feminineRU(f, w)
	case endsIn(w, "я"):
		softFeminineRU(f, w)
	case endsIn(w, "ое", "ее", "ье", "ще", "ле", "ре", "це"):
		neuterRU(f, w)
	case endsIn(w, "о"):
		s := trim(w, 1)
		f.add(AnyCase, w, "")
		f.add(Genitive, s, "а")
		f.add(Dative, s, "у")
		f.add(Instrumental, s, "ом")
		f.add(Locative, s, "е")
	case endsIn(w, "ые", "ие"):
		s := trim(w, 1)
		f.add(nomAcc, w, "")
		f.add(Genitive|Locative, s, "х")
		f.add(Dative, s, "м")
		f.add(Instrumental, s, "ми")
	case endsIn(w, "ы", "и"):
		pluralRU(f, w)
	default:
		f.add(AnyCase, w, "")
	}
}

func adjectiveRU(f *forms, w string) {
	s := trim(w, 2)
	o, y := "о", "ы"
	if x := lastLetter(s, 1); oneOf(x, "гкх") {
		y = "и"
	} else if endsIn(w, "ий") || oneOf(x, "жчшщ") {
		o, y = "е", "и"
	}
	f.add(nomAcc, w, "")
	f.add(Genitive, s, o+"го")
	f.add(Dative, s, o+"му")
	f.add(Instrumental, s, y+"м")
	f.add(Locative, s, o+"м")
}

func softMascRU(f *forms, w string) {
	s := trim(w, 1)
	f.add(nomAcc, w, "")
	f.add(Genitive, s, "я")
	f.add(Dative, s, "ю")
	f.add(Instrumental, s, "ем")
	f.add(Locative, s, "е", "и")
}

// softRU declines names in -ь as masculine (Севастополь) and feminine (Казань).
func softRU(f *forms, w string) {
	s := trim(w, 1)
	f.add(nomAcc, w, "")
	if endsIn(w, "рковь") { // Белая Церковь, Белой Церкви
		f.add(Genitive|datLoc, trim(s, 2), "ви")
		f.add(Instrumental, w, "ю")
		return
	}
	for _, t := range stemsRU(s) {
		f.add(Genitive, t, "я")
		f.add(Dative, t, "ю")
		f.add(Instrumental, t, "ем", "ём")
		f.add(Locative, t, "е")
	}
	f.add(Genitive|datLoc, s, "и")
	f.add(Instrumental, s, "ью")
}

func hardRU(f *forms, w string) {
	f.add(nomAcc, w, "")
	ins := "ом"
	if oneOf(lastLetter(w, 1), "жчшщц") {
		ins = "ем"
	}
	for _, t := range stemsRU(w) {
		f.add(Genitive, t, "а")
		f.add(Dative, t, "у")
		f.add(Instrumental, t, ins)
		f.add(Locative, t, "е")
		if endsIn(w, "яр", "Яр") { // в Часовом Яру
			f.add(Locative, t, "у")
		}
		if endsIn(w, "ец", "ж", "ч", "ш", "щ") {
			f.add(Instrumental, t, "ом")
		}
	}
	if endsIn(w, "ов", "ев", "ёв", "ин", "ын") {
		f.add(Instrumental, w, "ым")
	}
}

func adjectiveFemRU(f *forms, w string) {
	s := trim(w, 2)
	f.add(Nominative, w, "")
	if endsIn(w, "яя") || oneOf(lastLetter(s, 1), "жчшщ") {
		f.add(Genitive|datLoc|Instrumental, s, "ей")
	}
	if endsIn(w, "яя") {
		f.add(Accusative, s, "юю")
		return
	}
	f.add(Accusative, s, "ую")
	f.add(Genitive|datLoc|Instrumental, s, "ой")
	f.add(Instrumental, s, "ою")
}

func feminineRU(f *forms, w string) {
	s := trim(w, 1)
	gen, ins := "ы", "ой"
	if oneOf(lastLetter(s, 1), hushersRU) {
		gen = "и"
	}
	if oneOf(lastLetter(s, 1), "жчшщц") {
		f.add(Instrumental, s, "ей")
	}
	f.add(Nominative, w, "")
	f.add(Genitive, s, gen)
	f.add(datLoc, s, "е")
	f.add(Accusative, s, "у")
	f.add(Instrumental, s, ins, "ою")
	if endsIn(w, "ова", "ева", "ёва", "ина") { // Балашова as a surname: Балашовой
		f.add(Genitive|datLoc, s, "ой")
	}
}

func softFeminineRU(f *forms, w string) {
	s := trim(w, 1)
	f.add(Nominative, w, "")
	f.add(Accusative, s, "ю")
	f.add(Genitive, s, "и")
	if endsIn(w, "ия") {
		f.add(datLoc, s, "и")
	} else {
		f.add(datLoc, s, "е")
	}
	f.add(Instrumental, s, "ей", "ёй", "ею")
}

func neuterRU(f *forms, w string) {
	s := trim(w, 1)
	f.add(nomAcc, w, "")
	switch {
	case endsIn(w, "ое", "ее"):
		t, y := trim(s, 1), "ы"
		o := lastLetter(w, 2)
		if endsIn(w, "ее") || oneOf(lastLetter(t, 1), hushersRU) {
			y = "и"
		}
		f.add(Genitive, t, o+"го")
		f.add(Dative, t, o+"му")
		f.add(Instrumental, t, y+"м")
		f.add(Locative, t, o+"м")
	case endsIn(w, "ще", "це"):
		f.add(Genitive, s, "а")
		f.add(Dative, s, "у")
		f.add(Instrumental, s, "ем")
		f.add(Locative, s, "е")
	default: // Запорожье, Гуляйполе
		f.add(Genitive, s, "я")
		f.add(Dative, s, "ю")
		f.add(Instrumental, s, "ем")
		f.add(Locative, s, "е")
	}
}

func pluralRU(f *forms, w string) {
	f.add(nomAcc, w, "")
	s := trim(w, 1)
	hard := endsIn(w, "ы") || oneOf(lastLetter(s, 1), hushersRU)
	a := "я"
	if hard {
		a = "а"
		f.add(Genitive, s, "ов", "ев")
	} else {
		f.add(Genitive, s, "ей", "ев")
	}
	if oneOf(lastLetter(s, 1), "жчшщ") {
		f.add(Genitive, s, "ей")
	}
	f.add(Dative, s, a+"м")
	f.add(Instrumental, s, a+"ми")
	f.add(Locative, s, a+"х")
	x, y := lastLetter(s, 1), lastLetter(s, 2)
	switch {
	case oneOf(x, consonantsRU) && oneOf(y, consonantsRU):
		f.add(Genitive, trim(s, 1), "е"+x, "о"+x)
	case y == "ь" && oneOf(x, "кц"):
		f.add(Genitive, trim(s, 2), "е"+x)
	case !hard:
		f.add(Genitive, s, "ь")
	}
	if hard || lastLetter(s, 1) == "ц" {
		f.add(Genitive, s, "")
	}
}

// stemsRU returns the stem before a vowel: a fleeting е, ё or о falls out.
func stemsRU(s string) []string {
	x, y := lastLetter(s, 1), lastLetter(s, 3)
	switch {
	case endsIn(s, "ец") && oneOf(y, consonantsRU):
		if oneOf(y, "лн") {
			return []string{trim(s, 2) + x, trim(s, 2) + "ь" + x}
		}
		return []string{trim(s, 2) + x}
	case endsIn(s, "ец"):
		return []string{trim(s, 2) + "йц"}
	case endsIn(s, "орел", "орёл"):
		return []string{trim(s, 2) + x}
	case endsIn(s, "ок", "ёк") && oneOf(y, consonantsRU) && len(s) > 8:
		return []string{trim(s, 2) + x, s}
	}
	return []string{s}
}
