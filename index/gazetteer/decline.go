package gazetteer

import "strings"

// form is one written form of a word and the cases that it can be in.
type form struct {
	text  string
	cases Case
}

// forms collects the forms of one word. A form that two rules give has the
// cases of both.
type forms []form

// add appends stem+ending for the cases c.
func (f *forms) add(c Case, stem string, endings ...string) {
	for _, e := range endings {
		w := stem + e
		if i := f.find(w); i >= 0 {
			(*f)[i].cases |= c
			continue
		}
		*f = append(*f, form{w, c})
	}
}

func (f *forms) find(w string) int {
	for i := range *f {
		if (*f)[i].text == w {
			return i
		}
	}
	return -1
}

// decliner writes the forms of one word into f. whole is false for a word
// before the last one of a name, which agrees with it: an adjective's forms are
// enough there if it looks like one.
type decliner func(f *forms, word string, whole bool)

// joinedBy are the little words after which a part of a name no longer declines.
var joinedBy = map[string]bool{"на": true, "над": true, "у": true, "в": true, "при": true, "під": true, "под": true, "і": true, "и": true, "та": true, "де": true, "ла": true, "ле": true, "ель": true, "эль": true, "ад": true}

// undeclined are names that keep one form, whatever they end in.
var undeclined = map[string]bool{"комі": true, "коми": true, "сочі": true, "сочи": true}

// declineName returns the forms of a name of one or more words; each word takes
// its forms in the same case.
func declineName(name string, one decliner) []form {
	words := strings.Fields(name)
	acc := []form{{"", AnyCase}}
	rigid := false
	for i, w := range words {
		rigid = rigid || joinedBy[strings.ToLower(w)]
		fs := forms{{w, AnyCase}}
		if !rigid && !undeclined[strings.ToLower(w)] {
			fs = declineWord(w, one, i == len(words)-1)
		}
		acc = agree(acc, fs)
	}
	return acc
}

// agree joins every form in a with every form in b of a common case.
func agree(a, b []form) []form {
	if len(a) == 1 && a[0].text == "" {
		return b
	}
	out := make([]form, 0, len(a)*2)
	for _, x := range a {
		for _, y := range b {
			if c := x.cases & y.cases; c != 0 {
				out = append(out, form{x.text + " " + y.text, c})
			}
		}
	}
	return out
}

// declineWord declines a word that may have hyphens: "Ростов-на-Дону" in its
// first part, "Белгород-Днестровский" in both, all others in the last.
func declineWord(w string, one decliner, whole bool) forms {
	var f forms
	first, rest, ok := strings.Cut(w, "-")
	if !ok {
		one(&f, w, whole)
		return f
	}
	if mid, _, ok := strings.Cut(rest, "-"); ok && joinedBy[mid] {
		one(&f, first, true)
		for i := range f {
			f[i].text += "-" + rest
		}
		return f
	}
	cut := strings.LastIndexByte(w, '-')
	head, last := w[:cut], w[cut+1:]
	var l forms
	one(&l, last, true)
	if !strings.Contains(head, "-") && adjectival(last) {
		var h forms
		one(&h, head, true)
		for _, x := range h {
			for _, y := range l {
				if c := x.cases & y.cases; c != 0 {
					f.add(c, x.text+"-"+y.text, "")
				}
			}
		}
		return f
	}
	for _, y := range l {
		f.add(y.cases, head+"-"+y.text, "")
	}
	return f
}

func adjectival(w string) bool {
	for _, e := range [...]string{"ий", "ый", "ой", "ая", "ое"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// trim cuts the last n letters of a Cyrillic word.
func trim(w string, n int) string { return w[:max(0, len(w)-2*n)] }

// last returns the nth letter from the end of a Cyrillic word, counted from 1, in lower case.
func lastLetter(w string, n int) string {
	if len(w) < 2*n {
		return ""
	}
	return strings.ToLower(w[len(w)-2*n : len(w)-2*n+2])
}

func oneOf(letter, set string) bool { return letter != "" && strings.Contains(set, letter) }

func endsIn(w string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}
