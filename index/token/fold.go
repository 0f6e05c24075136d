package token

import (
	"unicode"
	"unicode/utf8"
)

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

func hashRune(h uint64, r rune) uint64 { return (h ^ uint64(r)) * fnvPrime }

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
