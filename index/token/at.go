package token

// HashAt returns the hash of token i, 0 outside the tokens.
func HashAt(toks []Token, i int) uint64 {
	if i < 0 || i >= len(toks) {
		return 0
	}
	return toks[i].Hash
}

// MarkAt reports whether token i is one of these marks.
func MarkAt(text []byte, toks []Token, i int, rs ...rune) bool {
	if i < 0 || i >= len(toks) || toks[i].Kind != Mark {
		return false
	}
	b := toks[i].Text(text)
	for _, r := range rs {
		if string(b) == string(r) {
			return true
		}
	}
	return false
}
