package merge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Speaker returns the identity of a speaker: one person in every language and
// spelling. It is the consonants of the surname after romanisation, which
// "Synyehubov", "Синєгубов" and "Sinegubov" share. A body that there is one of
// where an attack is (air force, police, mayor) is one in every language too; any
// other keeps all its words. "" stays "": nobody is named.
func Speaker(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' && r != 'ʼ' && r != '-' })
	if len(words) == 0 {
		return ""
	}
	last := words[len(words)-1]
	if b := body(words); b != "" {
		return b
	}
	if !named(words) {
		return "~" + strings.ToLower(strings.Join(words, " "))
	}
	return skeleton(last)
}

// bodies are what stands in the name of a body, by beginnings of words that stand
// side by side, in the three languages; the first that fits decides.
var bodies = []struct {
	id    string
	names [][]string
}{
	{"~air force", [][]string{{"air", "force"}, {"повітрян", "сили"}, {"воздушн", "силы"}}},
	{"~air defence", [][]string{{"air", "defen"}, {"протиповітрян"}, {"противовоздушн"}, {"ппо"}, {"пво"}}},
	{"~defence ministry", [][]string{{"defen", "ministry"}, {"ministry", "of", "defen"}, {"міноборони"}, {"минобороны"}}},
	{"~emergency service", [][]string{{"emergenc"}, {"дснс"}, {"надзвичайн", "ситуац"}, {"мчс"}, {"гсчс"}, {"чрезвычайн", "ситуац"}}},
	{"~prosecutors", [][]string{{"prosecut"}, {"прокур"}}},
	{"~police", [][]string{{"police"}, {"поліц"}, {"полиц"}}},
	{"~mayor", [][]string{{"mayor"}, {"мер"}, {"міськ", "голов"}, {"мэр"}, {"городск", "голов"}}},
	{"~governor", [][]string{{"governor"}, {"губернатор"}}},
	{"~general staff", [][]string{{"general", "staff"}, {"генштаб"}, {"генеральн", "штаб"}}},
}

// body returns the identity of a body, "" for what is none of them and for a
// person, whose two names end the words.
func body(words []string) string {
	for _, b := range bodies {
		for _, name := range b.names {
			if standsIn(words, name) && !(len(words) > 2 && named(words[len(words)-2:]) && !standsIn(words[len(words)-2:], name[len(name)-1:])) {
				return b.id
			}
		}
	}
	return ""
}

// standsIn reports whether words that begin so stand side by side. A beginning of
// three letters or fewer is a whole word.
func standsIn(words, name []string) bool {
	for i := 0; i+len(name) <= len(words); i++ {
		all := true
		for k, begin := range name {
			w := strings.ToLower(words[i+k])
			all = all && strings.HasPrefix(w, begin) && (utf8.RuneCountInString(begin) > 3 || w == begin)
		}
		if all {
			return true
		}
	}
	return false
}

// named reports whether the words look like a person's name: every word capitalised.
func named(words []string) bool {
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return len(words) <= 3
}

// roman gives each Cyrillic consonant the Latin ones of the usual spellings;
// vowels, soft signs and glides fall away.
var roman = map[rune]string{
	'б': "b", 'в': "v", 'г': "h", 'ґ': "h", 'д': "d", 'ж': "zh", 'з': "z", 'к': "k", 'л': "l", 'м': "m", 'н': "n",
	'п': "p", 'р': "r", 'с': "s", 'т': "t", 'ф': "f", 'х': "h", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch",
}

var spellings = strings.NewReplacer("shch", "5", "sch", "4", "tsch", "4", "zh", "6", "kh", "h", "ch", "4", "sh", "7", "ts", "8", "tz", "8",
	"g", "h", "w", "v", "x", "ks", "q", "k", "ph", "f", "ck", "k")

func skeleton(word string) string {
	var latin strings.Builder
	for _, r := range strings.ToLower(word) {
		if s, ok := roman[r]; ok {
			latin.WriteString(s)
		} else if r < unicode.MaxASCII {
			latin.WriteRune(r)
		}
	}
	var out strings.Builder
	var prev rune
	for _, r := range spellings.Replace(strings.ReplaceAll(latin.String(), "tsch", "ch")) {
		if strings.ContainsRune("aeiouyj'-", r) || r == prev {
			continue
		}
		out.WriteRune(r)
		prev = r
	}
	if out.Len() < 2 {
		return strings.ToLower(word)
	}
	return out.String()
}
