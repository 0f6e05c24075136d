package token

import (
	"unicode"
	"unicode/utf8"
)

// counts are of a word's characters. No method takes its address, so that it
// stays in registers: this is the hottest loop of the house.
type counts struct{ latin, cyrillic, uppers, digits int }

// scanWord reads the word, number or possessive "'s" that starts at i.
func scanWord(text []byte, i int) (Token, int) {
	var n counts
	var first Case
	h, j := uint64(fnvOffset), i
	for j < len(text) {
		c := text[j]
		if c < utf8.RuneSelf && class[c] >= cLower {
			switch class[c] {
			case cLower:
				n.latin++
			case cUpper:
				n.latin++
				n.uppers++
				c |= 0x20
				if j == i {
					first = Capital
				}
			default: // letters behind digits stay with them: "8км" is one
				n.digits++
			}
			h = (h ^ uint64(c)) * fnvPrime
			j++
			continue
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[j:])
		}
		if !isWordRune(r) || r == 0x2bc {
			mark, in := inside(text, i, j, j+size, r, n.latin+n.cyrillic > 0)
			if !in {
				break
			}
			if mark != 0 {
				h = (h ^ uint64(mark)) * fnvPrime
			}
			j += size
			continue
		}
		f := foldRune(r)
		switch {
		case r >= 0x400 && r < 0x530:
			n.cyrillic++
		case unicode.IsDigit(r):
			n.digits++
		default:
			n.latin++
		}
		if f != r && r != 'ё' && unicode.IsUpper(r) {
			n.uppers++
			if j == i {
				first = Capital
			}
		}
		h = hashRune(h, f)
		j += size
	}
	return finish(text[i:j], i, h, first, n), j
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

// finish makes the token of a word that was read.
func finish(word []byte, start int, h uint64, first Case, n counts) Token {
	t := Token{Start: int32(start), End: int32(start + len(word)), Hash: h, Kind: Mixed, Case: first, Cyrillic: n.cyrillic > 0}
	letters := n.latin + n.cyrillic
	switch {
	case letters == 0:
		t.Kind = Number
	case n.digits == 0:
		t.Kind = Word
	}
	if letters >= 2 && n.uppers == letters {
		t.Case = Upper
	}
	if t.Cyrillic && n.latin > 0 { // Latin look-alikes inside a Cyrillic word
		t.Hash = hashMixed(word)
	}
	return t
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
	r, _ := utf8.DecodeRune(text[i:])
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
