package extract

import (
	"bytes"

	"incidentbot/index/extract/quantity"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// hashes returns the set of the words' hashes.
func hashes(words ...string) map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range words {
		m[token.Hash(w)] = true
	}
	return m
}

// lightVerbs carry no meaning of their own: "отримала осколкові поранення".
var lightVerbs = hashes(
	"отримав", "отримала", "отримало", "отримали", "отримавши", "дістав", "дістала", "дістало", "дістали", "зазнав", "зазнала", "зазнало", "зазнали",
	"одержав", "одержала", "одержали", "получил", "получила", "получило", "получили", "получив",
)

// wounds are what light verbs make a toll of.
var wounds = hashes(
	"поранення", "поранень", "пораненнями", "травму", "травми", "травм", "контузію", "контузії", "контузій", "опіки", "опіків", "опік", "забої", "забоїв",
	"ранение", "ранения", "ранений", "травмы", "контузию", "контузии", "ожоги", "ожогов", "ожог", "ушибы", "баротравму", "баротравмы",
)

const lightReach = 7

// lightTolls makes toll words of light verbs with their wounds, in either order
// and over the words between them.
func (a *article) lightTolls() {
	for i := range a.toks {
		if !lightVerbs[a.toks[i].Hash] || a.is(i, hurt|kill) {
			continue
		}
		for k := i + 1; k <= i+lightReach && a.goesOn(k); k++ {
			if wounds[a.toks[k].Hash] {
				a.wound(i, k)
				break
			}
		}
		if a.is(i, hurt) {
			continue
		}
		for k := i - 1; k >= i-5 && k >= 0 && a.goesOn(k); k-- {
			if wounds[a.toks[k].Hash] && a.toks[k+1].Break == 0 {
				a.wound(k, i)
				break
			}
		}
	}
}

// goesOn reports that token k may stand between a light verb and its wound.
func (a *article) goesOn(k int) bool {
	return k < len(a.toks) && !a.stop(k) && a.toks[k].Break < 2 && !a.is(k, clause|say|kill|hurt|harm|attack)
}

// wound marks the light verb and the wound at the ends of [i,k] as one toll
// word, or where people are named between them the later one alone.
func (a *article) wound(i, k int) {
	for j := i + 1; j < k; j++ {
		if a.lex[j].class != 0 && !a.is(j, conj) || a.toks[j].Kind != token.Word && !a.mark(j, ',') && !a.mark(j, '-') {
			a.lex[k] = lex{class: hurt, words: 1}
			return
		}
	}
	for j := i; j <= k; j++ {
		a.lex[j] = lex{class: hurt, words: uint8(k - i + 1)}
	}
}

// ages reads people told of by their ages alone: "жінки 47, 50 і 60 років" are
// three. q is the first age, k the index of q in qs; it returns the count and
// the index of the last age.
func (a *article) ages(qs []quantity.Quantity, k int) (count, int, bool) {
	q := &qs[k]
	if a.lang == incident.English || q.Kind != quantity.Age || a.toks[q.Start].Kind != token.Number || !a.is(q.First-1, person|single) || a.countedAt(q.First-1) {
		return count{}, k, false
	}
	n := k
	for n+1 < len(qs) && qs[n+1].First-qs[n].Last == 2 && (a.mark(qs[n].Last+1, ',') || a.is(qs[n].Last+1, conj)) && qs[n+1].Kind == quantity.Age {
		n++
	}
	if n == k {
		return count{}, k, false
	}
	c := count{first: q.First - 1, last: qs[n].Last, num: q.First, value: incident.Exactly(int32(n - k + 1)), thing: people, lexAt: q.First - 1, implied: true}
	return c, n, true
}

// countedAt reports that the person word at i has a numeral, so that the ages after it add nobody.
func (a *article) countedAt(i int) bool {
	if len(a.counts) == 0 {
		return false
	}
	c := &a.counts[len(a.counts)-1]
	return c.last == i && !c.implied
}

// unsingle takes back the person that the word at i made where its ages tell how many they are.
func (a *article) unsingle(i int) {
	if n := len(a.counts); n > 0 && a.counts[n-1].implied && a.counts[n-1].last == i {
		a.counts = a.counts[:n-1]
	}
}

// namesAfter reads people told of by their names alone: "жертвами стали
// рятувальники: Іван Приклад, Петро Зразок" are two at least. It returns the
// count and the last token of the names.
func (a *article) namesAfter(i int) (count, int, bool) {
	k := i + 1
	for k < len(a.toks) && k <= i+4 && !a.mark(k, ':') && a.toks[k].Kind == token.Word {
		k++
	}
	if a.lang == incident.English || !a.mark(k, ':') {
		return count{}, i, false
	}
	n, last := int32(0), k
	for first, end := a.nameAfter(k + 1); first == last+1 && end > first; first, end = a.nameAfter(last + 1) {
		n, last = n+1, end
		if !a.mark(last+1, ',') && !a.is(last+1, conj) {
			break
		}
		last++
	}
	if n < 2 {
		return count{}, i, false
	}
	return count{first: i, last: last, num: i, value: incident.AtLeast(n), thing: people, lexAt: i, implied: true}, last, true
}

// verbsApart: "погибла женщина, её муж и двое детей ранены": p has its toll word
// before it and c's list another after it.
func (a *article) verbsApart(p, c *count) bool {
	if a.lang == incident.English || a.any(max(0, p.first-3), p.first, kill|hurt) < 0 {
		return false
	}
	for k := c.last + 1; k < len(a.toks) && k <= c.last+12 && !a.stop(k); k++ {
		if a.is(k, kill|hurt) {
			return true
		}
	}
	return false
}

// told marks wounds named without a verb: "у 71-річної жінки – травма стопи".
func (a *article) told() {
	for i := range a.toks {
		if !a.dash(i) || a.toks[i].Break > 0 {
			continue
		}
		for k := i + 1; k <= i+4 && k < len(a.toks) && (a.lex[k].class == 0 || a.is(k, conj)) && a.toks[k].Kind == token.Word; k++ {
			if wounds[a.toks[k].Hash] || bare1[a.toks[k].Hash] {
				a.lex[k] = lex{class: hurt, words: 1}
				break
			}
		}
	}
}

// bare1 are the wounds in the nominative where it differs from what light verbs govern.
var bare1 = hashes("травма", "контузія", "контузия", "баротравма")

// compounds gives "врач-анестезиолог" the meaning of its first part where that is a person.
func (a *article) compounds() {
	for i := range a.toks {
		t := &a.toks[i]
		if t.Kind != token.Word || !t.Cyrillic || a.lex[i].class != 0 {
			continue
		}
		w := t.Text(a.text)
		k := bytes.IndexByte(w, '-')
		if k < 6 {
			continue
		}
		if h, ok := a.pack.heads.Get(token.Hash(string(w[:k]))); ok && h.lex.class&single != 0 && h.lex.class&(office|attack|weapon) == 0 {
			a.lex[i] = h.lex
		}
	}
}
