package token

import (
	"unicode"
	"unicode/utf8"
)

// What a word's characters are, as a set: the classes of its ASCII bytes, and these.
const (
	sLatin = 1 << (cDigit + 1 + iota) // any other letter that is not Cyrillic
	sCyrillic
	sSmall // a letter, not ASCII, that is no capital
)

const (
	anyLatin  = 1<<cLower | 1<<cUpper | sLatin
	anyLetter = anyLatin | sCyrillic
	anySmall  = 1<<cLower | sSmall
)

// scanWord reads into t the word, number or possessive "'s" that starts at
// t.Start and returns its end. This is the hottest loop of the house.
func scanWord(t *Token, text []byte) int {
	i := int(t.Start)
	j, h, seen, uppers := i, uint64(fnvOffset), uint(0), 0
	for j < len(text) {
		c := text[j]
		if a := ascii[c]; a.is != 0 { // letters behind digits stay with them: "8км" is one
			seen |= uint(a.is)
			uppers += int(a.is >> cUpper & 1)
			h = (h ^ uint64(a.fold)) * fnvPrime
			j++
			continue
		} else if a.fold == 0 { // white space, most marks
			break
		}
		r, size := decode(text, j)
		f, s := letter(r)
		if s == 0 {
			mark, in := inside(text, i, j, j+size, r, seen&anyLetter != 0)
			if !in {
				break
			}
			if mark != 0 {
				h = (h ^ uint64(mark)) * fnvPrime
			}
			j += size
			continue
		}
		if s&anyLetter != 0 && s&sSmall == 0 {
			uppers++
		}
		seen |= uint(s)
		h = hashRune(h, f)
		j += size
	}
	t.finish(text[i:j], h, seen, uppers)
	return j
}

// letter returns how r is folded and what it is; 0 if it is no part of a word.
func letter(r rune) (rune, uint) {
	if r >= 0x400 && r < 0x400+rune(len(cyrillic)) {
		c := &cyrillic[r-0x400]
		return rune(c.fold), uint(c.is)
	}
	if !isWordRune(r) || r == 0x2bc {
		return r, 0
	}
	return foldRune(r), kindOf(r)
}

// kindOf returns what a word's character is, as a set.
func kindOf(r rune) uint {
	s := uint(sLatin)
	switch {
	case r >= 0x400 && r < 0x530:
		s = sCyrillic
	case unicode.IsDigit(r):
		return 1 << cDigit
	}
	if foldRune(r) == r || r == 'ё' || !unicode.IsUpper(r) {
		s |= sSmall
	}
	return s
}

// ascii has the answers of letter for letters and digits of ASCII. Nothing else
// has a class; what a word may yet go on with has itself as fold, the rest 0.
var ascii = func() (t [256]struct{ fold, is uint8 }) {
	for i := range t {
		switch k := class[i]; {
		case k >= cLower:
			t[i].fold, t[i].is = uint8(i), 1<<k
			if k == cUpper {
				t[i].fold |= 0x20
			}
		case k == cWide, i == '-', isApostrophe(rune(i)):
			t[i].fold = uint8(i)
		}
	}
	return t
}()

// cyrillic has the answers of letter for U+0400 and on.
var cyrillic = func() (t [0x130]struct{ fold, is uint16 }) {
	for i := range t {
		if r := rune(0x400 + i); isWordRune(r) {
			t[i].fold, t[i].is = uint16(foldRune(r)), uint16(kindOf(r))
		}
	}
	return t
}()

// decode is utf8.DecodeRune at byte i, quick for characters of one byte and of two.
func decode(text []byte, i int) (rune, int) {
	if text[i] < utf8.RuneSelf {
		return rune(text[i]), 1
	}
	if c := text[i]; c >= 0xc2 && c < 0xe0 && i+1 < len(text) && text[i+1]&0xc0 == 0x80 {
		return rune(c&0x1f)<<6 | rune(text[i+1]&0x3f), 2
	}
	return utf8.DecodeRune(text[i:])
}

// inside decides over the mark r at byte j of a word that began at i: whether
// the word goes on behind it, at next, and what of it counts in the hash, 0 for nothing.
func inside(text []byte, i, j, next int, r rune, letters bool) (mark byte, in bool) {
	switch {
	case isApostrophe(r) && j == i: // possessive: the mark belongs to the token
		return '\'', true
	case isApostrophe(r):
		return 0, letters && !possessive(text, next) && letterAt(text, next)
	case r == '-':
		return '-', j > i && joins(text, j, letters)
	case r == 0x2010 || r == 0x2011: // hyphens that are no dash
		return '-', j > i && letterAt(text, next)
	}
	return 0, r == 0xad || r == 0x301 || r == 0x300 // soft hyphen, stress marks
}

// finish fills in what the characters of the word in t say of it.
func (t *Token) finish(word []byte, h uint64, seen uint, uppers int) {
	t.End, t.Hash, t.Kind = t.Start+int32(len(word)), h, Mixed
	switch {
	case seen&anyLetter == 0:
		t.Kind = Number
	case seen&(1<<cDigit) == 0:
		t.Kind = Word
	}
	if uppers > 0 {
		switch {
		case uppers > 1 && seen&anySmall == 0:
			t.Case = Upper
		case capital(word):
			t.Case, t.Humps = Capital, uppers > 1
		}
	}
	if seen&sCyrillic != 0 {
		t.Cyrillic = true
		if seen&anyLatin != 0 { // Latin look-alikes inside a Cyrillic word
			t.Hash = hashMixed(word)
		}
	}
}

// capital reports whether the word begins with a capital letter.
func capital(word []byte) bool {
	if c := word[0]; c < utf8.RuneSelf {
		return class[c] == cUpper
	}
	r, _ := decode(word, 0)
	_, s := letter(r)
	return s&anyLetter != 0 && s&sSmall == 0
}

// joins reports whether the hyphen at i holds a word together: letters on one
// side at least and a letter or digit after it. "28-29" is two numbers.
func joins(text []byte, i int, letterBefore bool) bool {
	if i+1 >= len(text) {
		return false
	}
	if letterAt(text, i+1) {
		return true
	}
	c := text[i+1]
	return letterBefore && c < utf8.RuneSelf && class[c] == cDigit
}

func letterAt(text []byte, i int) bool {
	if i >= len(text) {
		return false
	}
	if c := text[i]; c < utf8.RuneSelf {
		return class[c] == cLower || class[c] == cUpper
	}
	r, _ := decode(text, i)
	return unicode.IsLetter(r)
}

// possessive reports whether an English "s" ends the word at i.
func possessive(text []byte, i int) bool {
	if i >= len(text) || text[i]|0x20 != 's' {
		return false
	}
	if i+1 == len(text) {
		return true
	}
	c := text[i+1]
	if c < utf8.RuneSelf {
		return class[c] == cSpace || class[c] == cMark && c != '-'
	}
	return !letterAt(text, i+1)
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '`' || r == 0x2019 || r == 0x2bc || r == 0x2018 || r == 0xb4
}

func isWordRune(r rune) bool {
	if r >= 0x400 && r < 0x530 {
		return r < 0x482 || r > 0x489
	}
	return r >= 0x80 && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// invisible reports marks that hide in text and carry no meaning for us.
func invisible(r rune) bool {
	switch {
	case r == 0xad, r == 0x301, r == 0x300, r == 0xfeff, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x2069, r >= 0xfe00 && r <= 0xfe0f:
		return true
	}
	return unicode.IsControl(r)
}
