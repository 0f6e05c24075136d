package handlers

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes a question's text safe to read and to echo: valid UTF-8 in one
// line, without controls and invisible or direction marks, white space folded,
// at most maxText characters.
func clean(s string) string {
	if len(s) > 8*maxText {
		s = s[:8*maxText]
	}
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(visible, s)
	s = strings.Join(strings.Fields(s), " ")
	return strings.TrimSpace(cut(s, maxText))
}

// cut returns at most n characters of s.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := 0
	for range n {
		if i >= len(s) {
			return s
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return s[:i]
}

// short returns s with an ellipsis for what is beyond n characters.
func short(s string, n int) string {
	if c := cut(s, n); c != s {
		return strings.TrimSpace(cut(s, n-1)) + "…"
	}
	return s
}

// visible drops what cannot be seen and makes every white space a space.
func visible(r rune) rune {
	switch {
	case r > ' ' && r < 0x7f:
		return r
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r):
		return -1
	}
	return r
}
