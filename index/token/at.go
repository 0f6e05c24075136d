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
	m, _ := decode(text, int(toks[i].Start))
	for _, r := range rs {
		if m == r {
			return true
		}
	}
	return false
}
