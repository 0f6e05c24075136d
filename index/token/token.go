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
	Humps      bool  // a Capital word with another capital inside: McDonald, FightingUkraine
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

// Classes of bytes. The three that words are made of stand last.
const (
	cMark = iota
	cSpace
	cWide // a byte of a character that is not ASCII
	cLower
	cUpper
	cDigit
)

var class = func() (t [256]uint8) {
	for i := range t {
		switch c := byte(i); {
		case c >= utf8.RuneSelf:
			t[i] = cWide
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
		k := class[c]
		if k == cSpace {
			if c == '\n' && breaks < 255 {
				breaks++
			}
			space = true
			i++
			continue
		}
		if k < cLower {
			r, n := decode(text, i)
			if !isWordRune(r) && !(isApostrophe(r) && !space && possessive(text, i+n)) {
				if k == cWide && blank(r, n) {
					space = true
				} else {
					dst = append(dst, Token{Start: int32(i), End: int32(i + n), Hash: hashBytes(text[i : i+n]), Kind: Mark, Break: breaks, Space: space})
					breaks, space = 0, false
				}
				i += n
				continue
			}
		}
		dst = append(dst, Token{Start: int32(i), Break: breaks, Space: space})
		i = scanWord(&dst[len(dst)-1], text)
		breaks, space = 0, false
	}
	return dst
}

// blank reports a character of n bytes, not ASCII, that stands between tokens.
func blank(r rune, n int) bool {
	return unicode.IsSpace(r) || invisible(r) || r == utf8.RuneError && n == 1
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
