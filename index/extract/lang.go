package extract

import "incidentbot/index/incident"

// Lang returns the language that text is written in: Cyrillic text is
// Ukrainian or Russian by the letters that only one of them has, all else is
// English.
func Lang(text []byte) incident.Lang {
	n := letters(text)
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
func distinct(text []byte) bool {
	n := letters(text)
	return n.uk != n.ru
}

// tally counts a text's letters: of each alphabet, and those of one language only.
type tally struct{ latin, cyrillic, uk, ru int }

func letters(text []byte) (n tally) {
	for i := 0; i+1 < len(text); i++ {
		c := text[i]
		if c|0x20 >= 'a' && c|0x20 <= 'z' {
			if c|0x20 == 'i' && text[i+1] >= 0xd0 && text[i+1] <= 0xd2 {
				n.uk++ // a Latin letter inside a Ukrainian word
			}
			n.latin++
			continue
		}
		if c != 0xd0 && c != 0xd1 && c != 0xd2 {
			continue
		}
		n.cyrillic++
		switch [2]byte{c, text[i+1]} {
		case [2]byte{0xd1, 0x96}, [2]byte{0xd1, 0x97}, [2]byte{0xd1, 0x94}, [2]byte{0xd2, 0x91}, // і ї є ґ
			[2]byte{0xd0, 0x86}, [2]byte{0xd0, 0x87}, [2]byte{0xd0, 0x84}: // І Ї Є
			n.uk++
		case [2]byte{0xd1, 0x8b}, [2]byte{0xd1, 0x8d}, [2]byte{0xd1, 0x8a}, [2]byte{0xd1, 0x91}, // ы э ъ ё
			[2]byte{0xd0, 0xad}:
			n.ru++
		}
		i++
	}
	return n
}
