package extract

import (
	"encoding/binary"
	"math/bits"

	"incidentbot/index/incident"
)

// Lang returns the language that text is written in: Cyrillic text is
// Ukrainian or Russian by the letters that only one of them has, all else is
// English.
func Lang(text []byte) incident.Lang {
	n := letters(text)
	return n.lang()
}

func (n *tally) lang() incident.Lang {
	switch {
	case n.cyrillic < n.latin:
		return incident.English
	case n.uk >= n.ru && n.uk > 0:
		return incident.Ukrainian
	case n.cyrillic > 0:
		return incident.Russian
	}
	return incident.English
}

// distinct reports that the text has a letter that only Ukrainian or only Russian has.
func (n *tally) distinct() bool { return n.uk != n.ru }

// tally counts a text's letters: of each alphabet, and those of one language only.
type tally struct{ latin, cyrillic, uk, ru int }

func letters(text []byte) (n tally) {
	for i := 0; i+1 < len(text); i++ {
		for i+9 < len(text) && ascii(text[i:i+9]) {
			n.latin += latinLetters(binary.LittleEndian.Uint64(text[i:]))
			i += 8
		}
		c := text[i]
		if c|0x20 >= 'a' && c|0x20 <= 'z' {
			if c|0x20 == 'i' && text[i+1] >= 0xd0 && text[i+1] <= 0xd2 {
				n.uk++ // a Latin letter inside a Ukrainian word
			}
			n.latin++
			continue
		}
		if c < 0xd0 || c > 0xd2 {
			continue
		}
		n.cyrillic++
		switch own[c-0xd0][text[i+1]] {
		case 'u':
			n.uk++
		case 'r':
			n.ru++
		}
		i++
	}
	return n
}

// own marks the letters that only Ukrainian ('u') and only Russian ('r') have, by their two bytes.
var own = func() (t [3][256]byte) {
	for _, r := range "іїєґІЇЄ" {
		b := []byte(string(r))
		t[b[0]-0xd0][b[1]] = 'u'
	}
	for _, r := range "ыэъёЭ" {
		b := []byte(string(r))
		t[b[0]-0xd0][b[1]] = 'r'
	}
	return t
}()

const eachByte = 0x0101010101010101

// ascii reports that the nine bytes of b are ASCII.
func ascii(b []byte) bool {
	return (binary.LittleEndian.Uint64(b)|uint64(b[8]))&(0x80*eachByte) == 0
}

// latinLetters counts the letters among eight bytes of ASCII.
func latinLetters(w uint64) int {
	w |= 0x20 * eachByte
	return bits.OnesCount64((w + (0x80-'a')*eachByte) &^ (w + (0x7f-'z')*eachByte) & (0x80 * eachByte))
}
