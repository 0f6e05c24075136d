package extract

import (
	"bytes"
	"slices"
	"sort"

	"incidentbot/index/extract/date"
	"incidentbot/index/extract/quantity"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// article is the scratch of one extraction: all stages read and fill it.
type article struct {
	text  []byte
	lang  incident.Lang
	pack  *pack
	pub   incident.Day
	toks  []token.Token
	lex   []lex // by token; a phrase's meaning stands on each of its tokens
	sents []sentence
	has   class // what any word of the text is

	places                               []mention
	known                                []knownPlace // of places, while they are found
	counts                               []count
	whens                                []date.Mention
	qtys                                 []quantity.Quantity
	trigs                                []trigger
	spare                                []token.Token // of unglue
	votes                                []vote
	countCursor, placeCursor, whenCursor int
	dated                                int // in whens, the last before the name being read, -1 none
	facts                                []fact
	claims                               []incident.Claim  // of the report that is made
	drafts                               []incident.Report // one a scene
	scenes                               []scene
	carried                              carry
	gaz                                  *gazetteer.Gazetteer
	digest                               bool // a list of the day's news
	newsList                             bool // that calls itself one
	refs                                 []mention
	holders                              []holder
	said                                 []attribution
	saidIn                               int     // the sentence of said, -1 none
	trace                                *tracer // nil unless explaining
}

func (a *article) reset() {
	clear(a.sents)
	a.toks, a.lex, a.sents = a.toks[:0], a.lex[:0], a.sents[:0]
	a.places, a.counts, a.whens = a.places[:0], a.counts[:0], a.whens[:0]
	a.facts, a.scenes, a.votes = a.facts[:0], a.scenes[:0], a.votes[:0]
	a.countCursor, a.placeCursor, a.whenCursor = 0, 0, 0
	a.holders = a.holders[:0]
	a.carried = carry{sent: -9}
	a.text = a.text[:0]
}

// is reports whether token i has any of the classes.
func (a *article) is(i int, c class) bool { return i >= 0 && i < len(a.lex) && a.lex[i].class&c != 0 }

func (a *article) word(i int) string { return string(a.toks[i].Text(a.text)) }

// mark reports whether token i is the ASCII punctuation mark c.
func (a *article) mark(i int, c byte) bool {
	return i >= 0 && i < len(a.toks) && a.toks[i].Kind == token.Mark && a.text[a.toks[i].Start] == c
}

// span returns the text from the start of token i to the end of token j. What
// lies in one sentence shares the sentence's string: a claim holds its sentence anyway.
func (a *article) span(i, j int) string {
	lo, hi := a.toks[i].Start, a.toks[j].End
	k := sort.Search(len(a.sents), func(k int) bool { return a.sents[k].to > i })
	if k == len(a.sents) || a.sents[k].from > i || j >= a.sents[k].to {
		return string(a.text[lo:hi])
	}
	st := &a.sents[k]
	off := a.toks[st.from].Start
	if st.said == "" {
		st.said = string(a.text[off:a.toks[st.to-1].End])
	}
	return st.said[lo-off : hi-off]
}

// any returns the first token in [i,j) with one of the classes, or -1.
func (a *article) any(i, j int, c class) int {
	for ; i < j; i++ {
		if a.lex[i].class&c != 0 {
			return i
		}
	}
	return -1
}

// read cuts the text into tokens, gives each its meaning and finds sentences.
func (a *article) read() {
	a.toks = token.Scan(a.toks, a.text)
	a.unglue()
	if cap(a.lex) < len(a.toks) {
		a.lex = make([]lex, len(a.toks), len(a.toks)*5/4)
	}
	a.lex = a.lex[:len(a.toks)]
	clear(a.lex)
	for i := 0; i < len(a.toks); {
		h := a.pack.heads.At(a.toks[i].Hash)
		if h == nil {
			i++
			continue
		}
		e := h.lex
		if h.from < h.to {
			e = a.pack.longest(h, a.toks[i+1:])
		}
		if e.class == 0 {
			i++
			continue
		}
		for k := range int(e.words) {
			a.lex[i+k] = e
		}
		i += int(e.words)
	}
	a.monthMay()
	a.cut()
	if a.lang != incident.English {
		a.compounds()
		a.lightTolls()
		a.told()
		a.volley()
	}
	a.sum()
	if a.has&weapon != 0 {
		a.oneRocket()
	}
}

// sum notes which classes each sentence and the text have.
func (a *article) sum() {
	a.has = 0
	for k := range a.sents {
		st := &a.sents[k]
		st.has = 0
		for i := st.from; i < st.to; i++ {
			st.has |= a.lex[i].class
		}
		a.has |= st.has
	}
}

// oneRocket reads bare "rockets" as missiles where the text calls them so, and
// a missile as a rocket where a rocket system fires it: "ракет из РСЗО".
func (a *article) oneRocket() {
	if a.lang != incident.English {
		a.slavicRocket()
		a.sum()
		return
	}
	missile, mine := false, false
	both := a.rocketsToo()
	for i := range a.lex {
		missile = missile || a.lex[i].weapon == missileIndex
		mine = mine || a.lex[i].weapon == mineIndex
	}
	if mine && slices.ContainsFunc(a.toks, func(t token.Token) bool { return pits.Has(t.Hash) }) {
		a.pits()
		a.sum()
	}
	for i := range a.toks {
		if h := a.toks[i].Hash; missile && !both && (h == hashRocket || h == hashRockets) && a.lex[i].words == 1 {
			a.lex[i].weapon = missileIndex
		}
	}
}

// pits reads the mines of a text about miners as works, not weapons.
func (a *article) pits() {
	for i := range a.lex {
		if a.lex[i].weapon == mineIndex && a.lex[i].words == 1 && mines.Has(a.toks[i].Hash) {
			a.lex[i] = lex{class: object, object: industrialIndex, words: 1}
		}
	}
}

var pits, mines = token.NewSet("miners", "miner", "coal", "colliery"), token.NewSet("mine", "mines")

// rocketsToo: a text that names missiles and rockets side by side keeps them apart.
func (a *article) rocketsToo() bool {
	last, was := -9, uint64(0) // the last of the two words, in the singular
	for i := range a.toks {
		h := a.toks[i].Hash
		switch h {
		case hashRockets:
			h = hashRocket
		case hashMissiles:
			h = hashMissile
		}
		if h != hashRocket && h != hashMissile {
			continue
		}
		if i-last <= 6 && h != was && a.any(last+1, i, conj) >= 0 {
			return true
		}
		last, was = i, h
	}
	return false
}

var hashMissile, hashMissiles = token.Hash("missile"), token.Hash("missiles")

func (a *article) slavicRocket() {
	for i := range a.toks {
		if a.lex[i].weapon != missileIndex || a.lex[i].class&weapon == 0 {
			continue
		}
		w := a.toks[i].Text(a.text)
		switch {
		case a.toks[i].Case == token.Lower && (bytes.HasPrefix(w, []byte("калибр")) || bytes.HasPrefix(w, []byte("калібр"))) && !bytes.HasSuffix(w, []byte("ы")) && !bytes.HasSuffix(w, []byte("и")):
			a.lex[i] = lex{words: 1} // of a gun
		case bytes.HasPrefix(w, []byte("ракет")):
			for k := i + 1; k <= i+3 && k < len(a.toks) && a.toks[k].Kind != token.Mark; k++ {
				if a.lex[k].weapon == rocketIndex && (k == i+1 || a.any(i+1, k, from) >= 0) {
					a.lex[i].weapon = rocketIndex
				}
			}
		}
	}
}

// monthMay takes the sense of a possibility from the month's name.
func (a *article) monthMay() {
	if a.lang != incident.English {
		return
	}
	for i := range a.toks {
		if t := &a.toks[i]; t.Hash == hashMay && t.Case == token.Capital && i > 0 && (a.toks[i-1].Kind == token.Number || a.is(i-1, prep|from) || i+1 < len(a.toks) && a.toks[i+1].Kind == token.Number) {
			a.lex[i] = lex{words: 1}
		}
	}
}

var hashMay = token.Hash("May")

const missileIndex = 1 // 1 + the index of incident.Missile in incident.Weapons

var hashRocket, hashRockets = token.Hash("rocket"), token.Hash("rockets")

// unglue parts words that lost the break between them: "FightingUkraine".
func (a *article) unglue() {
	if a.lang != incident.English {
		return
	}
	out := a.spare[:0]
	done := 0 // tokens that are in out
	for i := range a.toks {
		if t := &a.toks[i]; t.Humps && t.Kind == token.Word && t.End-t.Start >= 7 && !t.Cyrillic {
			w := t.Text(a.text)
			k := seam(w)
			if k == 0 {
				continue
			}
			head, tail := *t, *t
			head.End, head.Hash = t.Start+int32(k), token.Hash(string(w[:k]))
			tail.Start, tail.Hash, tail.Break, tail.Space = head.End, token.Hash(string(w[k:])), 2, false
			out = append(append(out, a.toks[done:i]...), head, tail)
			done = i + 1
		}
	}
	if done > 0 {
		a.toks, a.spare = append(out, a.toks[done:]...), a.toks
	}
}

// seam returns where a capital follows a lower-case letter with words of five
// and more letters before and four after it, or 0. "McDonald" has none.
func seam(w []byte) int {
	for k := 5; k+2 <= len(w); k++ {
		if k+4 > len(w) && (w[k+1] < 'A' || w[k+1] > 'Z') {
			return 0
		}
		if w[k] >= 'A' && w[k] <= 'Z' && w[k-1] >= 'a' && w[k-1] <= 'z' && bytes.IndexByte(w[:k], '-') < 0 {
			return k
		}
	}
	return 0
}
