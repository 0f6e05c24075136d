package gazetteer

import "unicode/utf8"

// The loose key romanises a word and folds the spellings that romanisations
// differ in: kh/h/g, y/i/j, ia/ya/a, ie/ye/e, doubled letters, w/v, c/ts. Липці,
// Lyptsi and Lipcy have one key. It is a weaker reading than an exact name.

// Symbols for the sounds that Latin writes with two letters.
const (
	symZh = 'Z'
	symCh = 'C'
	symSh = 'S'
	symTs = 'T'
)

// cyrSound gives the folded sound of the Cyrillic letters from а (U+0430) on; 0 is silent.
var cyrSound = func() (t [0x70]string) {
	for r, s := range map[rune]string{
		'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "h", 'д': "d", 'е': "e", 'є': "ie", 'ж': "Z", 'з': "z", 'и': "i", 'і': "i", 'ї': "i",
		'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "h",
		'ц': "T", 'ч': "C", 'ш': "S", 'щ': "SC", 'ы': "i", 'э': "e", 'ю': "iu", 'я': "ia", 'ё': "io", 'ў': "u",
	} {
		t[r-0x430] = s
	}
	return t
}()

// looseKey is a running fold: last is the sound not yet written.
type looseKey struct {
	h    uint64
	last byte
	n    int
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func isVowel(b byte) bool { return b == 'a' || b == 'e' || b == 'o' || b == 'u' }

// put takes the next sound: doubled sounds and an i before a vowel are dropped.
func (k *looseKey) put(b byte) {
	if b == k.last {
		return
	}
	if k.last != 0 && !(k.last == 'i' && isVowel(b)) {
		k.h = (k.h ^ uint64(k.last)) * fnvPrime
		k.n++
	}
	k.last = b
}

func (k *looseKey) sum() uint64 {
	if k.last != 0 {
		k.h = (k.h ^ uint64(k.last)) * fnvPrime
		k.n++
	}
	return k.h
}

// loose returns the loose key of a word and how many sounds it has. A word with
// letters of another script has none.
func loose(word []byte) (uint64, int) {
	k := looseKey{h: fnvOffset}
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			i += latin(&k, word, i)
			continue
		}
		r, n := utf8.DecodeRune(word[i:])
		i += n
		switch {
		case r >= 0x410 && r <= 0x42f:
			r += 0x20
		case r >= 0x400 && r <= 0x40f:
			r += 0x50
		case r == 'Ґ':
			r = 'ґ'
		}
		if r >= 0x430 && r < 0x430+rune(len(cyrSound)) {
			s := cyrSound[r-0x430]
			for j := range len(s) {
				k.put(s[j])
			}
		} else if r >= 0x100 && r < 0x300 || r == utf8.RuneError || r > 0x2100 {
			return 0, 0
		}
	}
	h := k.sum()
	return h, k.n
}

// latin takes the letter or the letter group at i and returns its length.
func latin(k *looseKey, w []byte, i int) int {
	c := w[i] | 0x20
	if c < 'a' || c > 'z' {
		return 1
	}
	next := byte(0)
	if i+1 < len(w) {
		next = w[i+1] | 0x20
	}
	switch {
	case next == 'h' && (c == 'z' || c == 'c' || c == 's'):
		k.put(c - 0x20)
		return 2
	case next == 'h' && (c == 'k' || c == 'g'):
		k.put('h')
		return 2
	case next == 's' && c == 't', next == 'z' && c == 't':
		k.put(symTs)
		return 2
	}
	switch c {
	case 'y', 'j':
		c = 'i'
	case 'g':
		c = 'h'
	case 'w':
		c = 'v'
	case 'q':
		c = 'k'
	case 'c':
		c = symTs
	case 'x':
		k.put('k')
		c = 's'
	}
	k.put(c)
	return 1
}

// looseText is the loose key of a name as text, for measuring distance.
func looseText(dst []byte, name string) []byte {
	k := looseKey{h: fnvOffset}
	put := func(b byte) {
		if b != k.last && k.last != 0 && !(k.last == 'i' && isVowel(b)) {
			dst = append(dst, k.last)
		}
		if b != k.last {
			k.last = b
		}
	}
	w := []byte(name)
	for i := 0; i < len(w); {
		if w[i] < utf8.RuneSelf {
			var one looseKey
			n := latin(&one, w, i)
			if one.n > 0 { // x is two sounds
				put('k')
			}
			if one.last != 0 {
				put(one.last)
			}
			i += n
			continue
		}
		r, n := utf8.DecodeRune(w[i:])
		i += n
		if r >= 0x410 && r <= 0x42f {
			r += 0x20
		} else if r >= 0x400 && r <= 0x40f {
			r += 0x50
		}
		if r >= 0x430 && r < 0x430+rune(len(cyrSound)) {
			for _, b := range []byte(cyrSound[r-0x430]) {
				put(b)
			}
		}
	}
	if k.last != 0 {
		dst = append(dst, k.last)
	}
	return dst
}
