package main

import (
	"strings"
	"unicode"
)

// latinFold keeps the letters of a Latin name, without the marks and the letter
// pairs that romanisations differ in.
func latinFold(s string) string {
	var b strings.Builder
	for _, r := range plain(s) {
		if r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		}
	}
	return romanPairs.Replace(b.String())
}

var romanPairs = strings.NewReplacer("zh", "z", "kh", "h", "iy", "i", "yi", "i", "yy", "i", "ii", "i", "ya", "a", "ia", "a", "ye", "e", "ie", "e", "yu", "u", "iu", "u", "y", "i", "g", "h", "ss", "s", "w", "v")

// plain lowers a Latin name and drops its diacritics.
func plain(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if i := strings.IndexRune(marked, r); i >= 0 {
			r = rune(bare[len([]rune(marked[:i]))])
		}
		b.WriteRune(r)
	}
	return b.String()
}

const (
	marked = "áàâäãåāăąçćčĉďđéèêëēęěğĝģíìîïīįıķłľļñńňņóòôöõøōőřśšşșţťțúùûüūůűųýÿźžż"
	bare   = "aaaaaaaaaccccddeeeeeeegggiiiiiiiklllnnnnoooooooorsssstttuuuuuuuuyyzzz"
)

// romanUK romanises by the Ukrainian national system, Russian letters by BGN.
var romanUK = func() map[rune]string {
	m := map[rune]string{}
	for _, p := range strings.Fields("а:a б:b в:v г:h ґ:g д:d е:e є:ie ж:zh з:z и:y і:i ї:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ь: ю:iu я:ia ы:y э:e ё:yo ъ:") {
		k, v, _ := strings.Cut(p, ":")
		m[[]rune(k)[0]] = v
	}
	return m
}()

func roman(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if v, ok := romanUK[r]; ok {
			b.WriteString(v)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isCyrillic(s string) bool {
	some := false
	for _, r := range s {
		switch {
		case strings.ContainsRune("ўјљњѓќђћџѕӣҳқҷғӯүөһҗңәұӑӗҫӱӧіІ", r) && !strings.ContainsRune("іІ", r):
			return false
		case unicode.Is(unicode.Cyrillic, r):
			some = true
		case r != ' ' && r != '-' && r != '\'' && r != '.':
			return false
		}
	}
	return some
}

func has(s, letters string) bool { return strings.ContainsAny(strings.ToLower(s), letters) }

var apostrophes = strings.NewReplacer("’", "'", "ʼ", "'", "`", "'", "‘", "'", "ʹ", "'", "\u0301", "")

// nameSettlement chooses the display names and the aliases of a settlement.
func (w *world) nameSettlement(p *place, ascii string, alts []string) {
	p.uk, p.ru = apostrophes.Replace(w.mo["uk"][p.id]), apostrophes.Replace(w.mo["ru"][p.id])
	if en := w.mo["en"][p.id]; en != "" && en != p.en && !keeps(p.country) {
		p.aliases = append(p.aliases, en)
	}
	if ascii != p.en && ascii != "" {
		p.aliases = append(p.aliases, ascii)
	}
	var cyr []string
	for _, a := range alts {
		a = apostrophes.Replace(strings.TrimSpace(a))
		if isCyrillic(a) && unicode.IsUpper([]rune(a)[0]) {
			cyr = append(cyr, a)
		} else if p.country == "UA" && plausibleLatin(a) && latinFold(a) != latinFold(p.en) {
			p.aliases = append(p.aliases, a)
		}
	}
	w.chooseCyrillic(p, cyr)
	if p.country == "UA" {
		p.aliases = append(p.aliases, cyr...)
	}
}

// plausibleLatin keeps the English-looking spellings among the world's.
func plausibleLatin(a string) bool {
	if len(a) < 4 || a[0] < 'A' || a[0] > 'Z' || strings.Trim(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return false
	}
	for _, e := range []string{"ka", "sk", "sk'", "iv", "ov", "ev", "yi", "iy", "yy", "ky", "ne", "ye", "oe", "oye", "ya", "ia", "grad", "hrad", "pol", "ol'", "no", "vo", "ve", "tsi", "tsy", "ay", "ets", "rh", "rog"} {
		if strings.HasSuffix(a, e) {
			return !strings.ContainsFunc(a, func(r rune) bool { return r > 127 })
		}
	}
	return false
}

// chooseCyrillic fills the missing display names: the alias with letters of
// that language only, or whose romanisation is the Latin name; else made from the other.
func (w *world) chooseCyrillic(p *place, cyr []string) {
	want := latinFold(p.en)
	pick := func(foreign, own string) string {
		best, score := "", 0
		for _, c := range cyr {
			if has(c, foreign) {
				continue
			}
			s := 1
			if has(c, own) {
				s += 2
			}
			if latinFold(roman(c)) == want {
				s += 2
			}
			if s > score {
				best, score = c, s
			}
		}
		if score < 2 && p.country != "UA" && p.country != "RU" {
			return ""
		}
		return best
	}
	if p.ru == "" {
		p.ru = pick("іїєґ'", "ыэёъ")
	}
	if p.uk == "" && p.country == "UA" {
		p.uk = pick("ыэёъ", "іїєґ'")
	}
	if p.country != "UA" && p.country != "RU" && p.country != "BY" {
		if p.uk == "" && p.ru != "" {
			p.uk = toUkrainian(p.ru)
		}
		return
	}
	switch {
	case p.uk == "" && p.ru == "" && p.country == "UA":
		p.uk = cyrillicUK(p.en)
		p.ru = toRussian(p.uk)
	case p.uk == "" && p.ru == "":
		p.ru = cyrillicRU(p.en)
		p.uk = toUkrainian(p.ru)
	case p.uk == "":
		p.uk = toUkrainian(p.ru)
	case p.ru == "":
		p.ru = toRussian(p.uk)
	}
}

// toUkrainian respells a Russian name as Ukrainian texts do.
func toUkrainian(s string) string { return strings.TrimSpace(ukSpelling.Replace(" " + s + " ")) }

var ukSpelling = strings.NewReplacer("ский ", "ський ", "цкий ", "цький ", "ск ", "ськ ", "цк ", "цьк ", "ое ", "е ", "ая ", "а ", "ые ", "і ", "ие ", "і ",
	"ый ", "ий ", "ий ", "ій ", " Е", " Є", "аи", "аї", "ои", "ої", "еи", "еї", "уи", "уї", "ае", "ає", "ое", "оє", "ее", "еє", "ие", "іє", "уе", "ує", "ые", "і", "ь е", "ь", "ье", "є", "жи", "жи", "ши", "ши", "чи", "чи", "щи", "щи", "ци", "ци", "ы", "и", "Э", "Е", "э", "е", "ё", "о", "Ё", "Йо", "ъ", "'", "и", "і", "И", "І", "е ", "е ")

// toRussian respells a Ukrainian name as Russian texts do.
func toRussian(s string) string { return strings.TrimSpace(ruSpelling.Replace(" " + s + " ")) }

var ruSpelling = strings.NewReplacer("ський ", "ский ", "цький ", "цкий ", "ська ", "ская ", "цька ", "цкая ", "ське ", "ское ", "цьке ", "цкое ", "ськ ", "ск ", "цьк ", "цк ",
	"івка ", "овка ", "ївка ", "евка ", "ове ", "ово ", "еве ", "ево ", "не ", "ное ", "ий ", "ый ", "ці ", "цы ", "лля ", "лье ", "ння ", "нье ", "ття ", "тье ", "ів ", "ов ", "їв ", "ев ",
	"Нова ", "Новая ", "Стара ", "Старая ", "Велика ", "Большая ", "Мала ", "Малая ", "Біла ", "Белая ", "Нове ", "Новое ", "Старе ", "Старое ", "Мале ", "Малое ", "Велике ", "Большое ",
	"'", "", "Біл", "Бел", "біл", "бел", "Ліс", "Лес", "ліс", "лес", "Річ", "Реч", "річ", "реч", "Новогр", "Новогр", "Олександр", "Александр", "Олексі", "Алексе", "Микол", "Никол", "Володимир", "Владимир", "Михайл", "Михайл", "Червон", "Красн", "і", "и", "І", "И", "ї", "и", "Ї", "И", "є", "е", "Є", "Е", "ґ", "г", "Ґ", "Г", "ки", "ки", "ги", "ги", "хи", "хи", "жи", "жи", "ши", "ши", "чи", "чи", "щи", "щи")

// cyrillicUK spells a Latin name of Ukraine in Ukrainian.
func cyrillicUK(s string) string { return title(ukLetters.Replace(strings.ToLower(s) + " ")) }

var ukLetters = strings.NewReplacer("iyi", "ії", "iya", "ія", "iiv", "їв", "yiv", "їв", "aiv", "аїв", "skyi ", "ський ", "tskyi ", "цький ", "s'k ", "ськ ", "ts'k ", "цьк ", "tsk ", "цьк ", "sk ", "ськ ", "ske ", "ське ", "ska ", "ська ", "skoye ", "ське ",
	"ivka ", "івка ", "yivka ", "ївка ", "iv ", "ів ", "yi ", "ий ", "iy ", "ий ", "yy ", "ий ", "shch", "щ", "zh", "ж", "kh", "х", "ts", "ц", "ch", "ч", "sh", "ш", "ya", "я", "ia", "я", "yu", "ю", "iu", "ю",
	"ye", "є", "ie", "є", "yi", "ї", "ay", "ай", "oy", "ой", "ey", "ей", "uy", "уй", "iy", "ій", "ai", "ай", "oi", "ой", "ei", "ей", "ui", "уй", "’", "ь", "'", "ь", "a", "а", "b", "б", "v", "в", "h", "г", "g", "ґ", "d", "д", "e", "е", "z", "з", "y", "и", "i", "і", "j", "й", "k", "к", "l", "л", "m", "м",
	"n", "н", "o", "о", "p", "п", "r", "р", "s", "с", "t", "т", "u", "у", "f", "ф", "c", "ц", "w", "в", "x", "кс", "q", "к")

// cyrillicRU spells a Latin name of Russia in Russian.
func cyrillicRU(s string) string {
	return title(ruLetters.Replace(strings.ToLower(apostrophes.Replace(s)) + " "))
}

var ruLetters = strings.NewReplacer("oye ", "ое ", "eye ", "ее ", "iye ", "ие ", "aye", "ае", "eye", "ее", "oye", "ое", "iye", "ие", "uye", "уе", "aya", "ая", "oya", "оя", "eya", "ея", "iya", "ия", "uya", "уя", "ayu", "аю", "oyu", "ою", "eyu", "ею", "skoye ", "ское ", "skiy ", "ский ", "tskiy ", "цкий ", "aya ", "ая ", "oye ", "ое ", "iye ", "ие ", "yye ", "ые ", "iy ", "ий ", "yy ", "ый ", "oy ", "ой ", "ay ", "ай ", "ey ", "ей ", "shch", "щ", "zh", "ж", "kh", "х", "ts", "ц", "ch", "ч", "sh", "ш",
	"ya", "я", "yu", "ю", "yë", "ё", "ye", "е", "ë", "ё", "yo", "ё", "ay", "ай", "oy", "ой", "ey", "ей", "uy", "уй", "’", "ь", "'", "ь", "a", "а", "b", "б", "v", "в", "g", "г", "d", "д", "e", "е", "z", "з", "y", "ы", "i", "и", "j", "й", "k", "к", "l", "л", "m", "м",
	"n", "н", "o", "о", "p", "п", "r", "р", "s", "с", "t", "т", "u", "у", "f", "ф", "c", "к", "h", "х", "w", "в", "x", "кс", "q", "к")

func title(s string) string {
	r := []rune(strings.TrimSpace(s))
	for i := range r {
		if i == 0 || r[i-1] == ' ' || r[i-1] == '-' {
			r[i] = unicode.ToUpper(r[i])
		}
	}
	return string(r)
}
