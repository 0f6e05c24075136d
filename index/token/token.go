// Package token cuts text into words, numbers and marks with byte offsets.
//
// One pass over the bytes, no allocation but the caller's slice. The same cut
// and the same folding serve the gazetteer, the extractor and the index's
// analyzer, so a name found by one is found by all.
//
// Guarantees, for any bytes in: tokens are in order, do not overlap and lie
// inside the text; the bytes between two tokens are white space, controls or
// invisible marks only, so tokens and gaps joined give back the text; time is
// linear in the length.
package token

import (
	"unicode"
	"unicode/utf8"
)

// Kind is the class of a token.
type Kind uint8

// The kinds.
const (
	Word   Kind = iota + 1 // letters, with inner apostrophes and hyphens: Kam'ianske, Ivano-Frankivsk
	Number                 // a run of digits only
	Mixed                  // letters and digits in one: Kh-101, 67-year-old, 5-го
	Mark                   // one punctuation mark, symbol or emoji
)

// Case is how a word's letters are written.
type Case uint8

// The cases. A single capital letter is Capital.
const (
	Lower Case = iota
	Capital
	Upper // every letter, at least two of them
)

// Token is one word, number or mark. Hash is Hash of its bytes.
type Token struct {
	Start, End int32
	Hash       uint64
	Kind       Kind
	Case       Case
	Cyrillic   bool  // has a Cyrillic letter
	Break      uint8 // line ends between the previous token and this one, at most 255
	Space      bool  // anything stands between the previous token and this one
}

// Text returns the token's bytes in text.
func (t Token) Text(text []byte) []byte { return text[t.Start:t.End] }

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// ASCII classes.
const (
	cMark = iota
	cSpace
	cLower
	cUpper
	cDigit
)

var class = func() (t [utf8.RuneSelf]uint8) {
	for i := range t {
		switch c := byte(i); {
		case c <= ' ' || c == 0x7f:
			t[i] = cSpace
		case c >= 'a' && c <= 'z':
			t[i] = cLower
		case c >= 'A' && c <= 'Z':
			t[i] = cUpper
		case c >= '0' && c <= '9':
			t[i] = cDigit
		}
	}
	return t
}()

// Scan appends the tokens of text to dst and returns it.
func Scan(dst []Token, text []byte) []Token {
	var breaks uint8
	space := true
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			switch class[c] {
			case cSpace:
				if c == '\n' && breaks < 255 {
					breaks++
				}
				space = true
				i++
				continue
			case cMark:
				if !(isApostrophe(rune(c)) && possessive(text, i+1) && !space) {
					dst = append(dst, Token{Start: int32(i), End: int32(i + 1), Hash: (fnvOffset ^ uint64(c)) * fnvPrime, Kind: Mark, Break: breaks, Space: space})
					i++
					breaks, space = 0, false
					continue
				}
			}
		} else if r, n := utf8.DecodeRune(text[i:]); !isWordRune(r) {
			if unicode.IsSpace(r) || invisible(r) || r == utf8.RuneError && n == 1 {
				space = true
				i += n
				continue
			}
			if !(isApostrophe(r) && possessive(text, i+n) && !space) {
				dst = append(dst, Token{Start: int32(i), End: int32(i + n), Hash: hashBytes(text[i : i+n]), Kind: Mark, Break: breaks, Space: space})
				i += n
				breaks, space = 0, false
				continue
			}
		}
		t, e := scanWord(text, i)
		t.Break, t.Space = breaks, space
		dst = append(dst, t)
		i = e
		breaks, space = 0, false
	}
	return dst
}

// scanWord reads the word, number or possessive "'s" that starts at i.
func scanWord(text []byte, i int) (Token, int) {
	t := Token{Start: int32(i)}
	h := uint64(fnvOffset)
	var letters, uppers, digits, latin int
	first := true
	j := i
scan:
	for j < len(text) {
		c := text[j]
		if c < utf8.RuneSelf {
			switch class[c] {
			case cLower:
				letters++
				latin++
				h = (h ^ uint64(c)) * fnvPrime
			case cUpper:
				letters++
				latin++
				uppers++
				if first {
					t.Case = Capital
				}
				h = (h ^ uint64(c|0x20)) * fnvPrime
			case cDigit:
				digits++
				h = (h ^ uint64(c)) * fnvPrime
			default:
				switch {
				case c == '\'' || c == '`':
					if j == i { // possessive: the mark belongs to the token
						h = (h ^ '\'') * fnvPrime
						break
					}
					if letters == 0 || possessive(text, j+1) || !letterAt(text, j+1) {
						break scan
					}
				case c == '-':
					if j == i || !joins(text, j, letters > 0) {
						break scan
					}
					h = (h ^ '-') * fnvPrime
				default:
					break scan
				}
			}
			first = false
			j++
			// A run of digits ends where letters follow without a hyphen only at a mark: "8км" stays one.
			continue
		}
		r, n := utf8.DecodeRune(text[j:])
		if isApostrophe(r) {
			if j == i {
				h = (h ^ '\'') * fnvPrime
				j += n
				first = false
				continue
			}
			if letters == 0 || possessive(text, j+n) || !letterAt(text, j+n) {
				break
			}
			j += n
			continue
		}
		if r == 0x2010 || r == 0x2011 { // hyphens that are no dash
			if j == i || !letterAt(text, j+n) {
				break
			}
			h = (h ^ '-') * fnvPrime
			j += n
			continue
		}
		if r == 0xad || r == 0x301 || r == 0x300 { // soft hyphen, stress marks
			j += n
			continue
		}
		if !isWordRune(r) {
			break
		}
		f := foldRune(r)
		if f != r && r != 'ё' {
			if unicode.IsUpper(r) {
				uppers++
				if first {
					t.Case = Capital
				}
			}
		}
		if unicode.IsDigit(r) {
			digits++
		} else {
			letters++
			if r >= 0x400 && r < 0x530 {
				t.Cyrillic = true
			} else {
				latin++
			}
		}
		h = hashRune(h, f)
		first = false
		j += n
	}
	t.End = int32(j)
	t.Hash = h
	switch {
	case letters == 0:
		t.Kind = Number
	case digits == 0:
		t.Kind = Word
	default:
		t.Kind = Mixed
	}
	if letters >= 2 && uppers == letters {
		t.Case = Upper
	}
	if t.Cyrillic && latin > 0 { // Latin look-alikes inside a Cyrillic word
		t.Hash = hashMixed(text[i:j])
	}
	return t, j
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

func foldRune(r rune) rune {
	switch {
	case r >= 0x430 && r <= 0x44f:
		return r
	case r >= 0x410 && r <= 0x42f:
		return r + 0x20
	case r == 'ё' || r == 'Ё':
		return 'е'
	case r >= 0x400 && r <= 0x40f:
		return r + 0x50
	}
	return unicode.ToLower(r)
}

func hashRune(h uint64, r rune) uint64 {
	if r < utf8.RuneSelf {
		return (h ^ uint64(r)) * fnvPrime
	}
	var b [utf8.UTFMax]byte
	for _, c := range b[:utf8.EncodeRune(b[:], r)] {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}

func hashBytes(b []byte) uint64 {
	h := uint64(fnvOffset)
	for _, c := range b {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}

// Latin letters that stand for Cyrillic ones in carelessly typed words.
var lookalike = map[rune]rune{'i': 'і', 'a': 'а', 'e': 'е', 'o': 'о', 'p': 'р', 'c': 'с', 'x': 'х', 'y': 'у'}

func hashMixed(word []byte) uint64 {
	h := uint64(fnvOffset)
	for i := 0; i < len(word); {
		r, n := utf8.DecodeRune(word[i:])
		i += n
		if isApostrophe(r) || invisible(r) {
			continue
		}
		if r == 0x2010 || r == 0x2011 {
			r = '-'
		}
		f := foldRune(r)
		if c, ok := lookalike[f]; ok {
			f = c
		}
		h = hashRune(h, f)
	}
	return h
}

// Hash returns the hash that Scan gives a token of these bytes: letters folded
// to lower case, ё to е, inner apostrophes and invisible marks left out.
// A string that is not one token hashes as its first one; the empty string as 0.
func Hash(word string) uint64 {
	var buf [4]Token
	ts := Scan(buf[:0], []byte(word))
	if len(ts) == 0 {
		return 0
	}
	return ts[0].Hash
}

// Fold returns word as Hash sees it, for tables and tests.
func Fold(word string) string { return string(AppendFold(nil, []byte(word))) }

// AppendFold appends word to dst as Hash sees it.
func AppendFold(dst, word []byte) []byte {
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
			case isApostrophe(rune(c)) || invisible(rune(c)):
				continue
			}
			dst = append(dst, c)
			continue
		}
		r, n := utf8.DecodeRune(word[i:])
		i += n
		switch {
		case isApostrophe(r) || invisible(r):
		case r == 0x2010 || r == 0x2011:
			dst = append(dst, '-')
		default:
			dst = utf8.AppendRune(dst, foldRune(r))
		}
	}
	return dst
}
