package handlers

import (
	"slices"
	"strings"
)

// cyrillic and shorthand are the letters of words to search for and the one byte
// that stands for each in a button's data, which has room for 60. Never reorder them.
const (
	cyrillic  = "абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґ"
	shorthand = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()*+=@"
)

// packWords writes words in lower case with one byte a letter, which a search does
// not mind. ok is false where they have anything but letters of our languages,
// digits, apostrophes and hyphens, or nothing Cyrillic to gain from.
func packWords(words string) (packed string, ok bool) {
	letters := []rune(cyrillic)
	var b strings.Builder
	for _, r := range strings.ToLower(words) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == ' ' || r == '-' || r == '\'' {
			b.WriteRune(r)
			continue
		}
		i := slices.Index(letters, r)
		if i < 0 {
			return "", false
		}
		b.WriteByte(shorthand[i])
	}
	return b.String(), b.Len() < len(words)
}

// unpackWords reads what packWords wrote.
func unpackWords(packed string) string {
	letters := []rune(cyrillic)
	var b strings.Builder
	for i := range len(packed) {
		if j := strings.IndexByte(shorthand, packed[i]); j >= 0 {
			b.WriteRune(letters[j])
		} else {
			b.WriteByte(packed[i])
		}
	}
	return b.String()
}
