package index

import (
	"slices"
	"strings"

	"incidentbot/index/token"
)

const snippetBytes = 300

// snippet returns the sentence of a text that has the most of the words, the
// first of equals, verbatim and cut between words where it is long.
func snippet(text string, words []string) string {
	b := []byte(text)
	toks := token.Scan(nil, b)
	best, most := [2]int{0, 0}, -1
	for start := 0; start < len(toks); {
		end := start + 1
		for end < len(toks) && !sentenceEnds(toks, b, end) {
			end++
		}
		if n := countWords(toks[start:end], b, words); n > most {
			best, most = [2]int{start, end}, n
		}
		start = end
	}
	if most < 0 {
		return ""
	}
	return excerpt(toks[best[0]:best[1]], b, words)
}

// sentenceEnds reports whether a new sentence begins at toks[i].
func sentenceEnds(toks []token.Token, b []byte, i int) bool {
	if toks[i].Break > 1 {
		return true
	}
	prev := toks[i-1]
	return prev.Kind == token.Mark && strings.Contains(".!?…", string(prev.Text(b))) && toks[i].Space && toks[i].Case != token.Lower
}

// countWords counts the distinct words in a run of tokens.
func countWords(toks []token.Token, b []byte, words []string) int {
	var seen []string
	for i := range toks {
		if toks[i].Kind == token.Mark {
			continue
		}
		if w := term(&toks[i], b); w != "" && slices.Contains(words, w) && !slices.Contains(seen, w) {
			seen = append(seen, w)
		}
	}
	return len(seen)
}

// excerpt returns a sentence, or the part of a long one around its first word.
func excerpt(toks []token.Token, b []byte, words []string) string {
	from, to := 0, len(toks)-1
	if int(toks[to].End-toks[0].Start) > snippetBytes {
		from = max(slices.IndexFunc(toks, func(t token.Token) bool {
			return t.Kind != token.Mark && slices.Contains(words, term(&t, b))
		}), 0)
		at := from
		for from > 0 && int(toks[at].End-toks[from-1].Start) < snippetBytes/3 {
			from--
		}
		to = from
		for to+1 < len(toks) && int(toks[to+1].End-toks[from].Start) <= snippetBytes {
			to++
		}
	}
	return string(b[toks[from].Start:toks[to].End])
}
