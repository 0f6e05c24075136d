package quantity

import (
	"strings"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// bound is what a word before or after a number makes of it.
type bound uint8

const (
	atLeast bound = iota + 1
	over
	atMost
	under
	about
	more // another
	plain
)

var boundWords = []struct {
	bound   bound
	phrases string
}{
	{atLeast, "at least|least|no fewer than|not fewer than|no less than|not less than|minimum|minimum of|upwards of|щонайменше|принаймні|не менше|не менше ніж|не менше як|не менш ніж|не менш як|мінімум|як мінімум|как минимум|не менее|не менее чем|не меньше|не меньше чем|минимум|по меньшей мере|по крайней мере|хоча б"},
	{over, "over|more than|above|in excess of|exceeded|exceeds|exceeding|понад|більше|більше ніж|більше як|більш ніж|більш як|больше|больше чем|более|более чем|свыше|перевищила|превысило"},
	{atMost, "up to|as many as|at most|no more than|not more than|до|не більше|не більше ніж|не более|не более чем|не больше|максимум"},
	{under, "less than|fewer than|менше|менше ніж|менш ніж|менш як|меньше|меньше чем|менее|менее чем"},
	{about, "about|around|approximately|roughly|nearly|almost|some|circa|close to|an estimated|estimated|близько|біля|приблизно|майже|орієнтовно|десь|порядку|около|примерно|почти|порядка|ориентировочно|где-то|ледь не"},
	{more, "another|additional|an additional|further|a further|ще|іще|еще|plus|плюс"},
	{plain, "a|an|all|exactly|only|just|total of|всього|всего|усього|лише|тільки|только|уже|вже|ровно|рівно|all of|ніж|чем"},
}

var boundAfter = []struct {
	bound   bound
	phrases string
}{
	{atLeast, "or more|and more|і більше|та більше|або більше|чи більше|и более|или более|и больше|или больше|plus"},
	{about, "or so|плюс-мінус"},
	{more, "more|additional|further"},
}

type phrase struct {
	words []uint64 // in the order in which they are met
	bound bound
}

var before, after = func() (*token.Table[[]phrase], *token.Table[[]phrase]) {
	b, a := map[string][]phrase{}, map[string][]phrase{}
	for _, l := range boundWords {
		for p := range strings.SplitSeq(l.phrases, "|") {
			ws := strings.Fields(p)
			ph := phrase{bound: l.bound}
			for i := len(ws) - 2; i >= 0; i-- {
				ph.words = append(ph.words, token.Hash(ws[i]))
			}
			b[ws[len(ws)-1]] = append(b[ws[len(ws)-1]], ph)
		}
	}
	for _, l := range boundAfter {
		for p := range strings.SplitSeq(l.phrases, "|") {
			ws := strings.Fields(p)
			ph := phrase{bound: l.bound}
			for _, w := range ws[1:] {
				ph.words = append(ph.words, token.Hash(w))
			}
			a[ws[0]] = append(a[ws[0]], ph)
		}
	}
	return token.NewTable(b), token.NewTable(a)
}()

// lookBefore returns the longest phrase that ends at token i, and its first token.
func (f *finder) lookBefore(i int) (bound, int) {
	ps, ok := before.Get(f.hash(i))
	if !ok {
		return 0, i
	}
	best, first := bound(0), i
	for _, p := range ps {
		if n := len(p.words); i-n >= f.from && (best == 0 || i-n < first) && f.matchBack(i-1, p.words) {
			best, first = p.bound, i-n
		}
	}
	return best, first
}

func (f *finder) matchBack(i int, ws []uint64) bool {
	for k, w := range ws {
		if f.hash(i-k) != w {
			return false
		}
	}
	return true
}

// modified reports whether "about", "more than" and the like stand before token i.
func (f *finder) modified(i int) bool {
	if i-1 < f.from || i == 0 {
		return false
	}
	b, _ := f.lookBefore(i - 1)
	return b != 0 && b != plain
}

// modify reads the words around q and bends its value.
func (f *finder) modify(q Quantity) Quantity {
	for range 4 {
		i := q.First - 1
		if i < f.from || i < 0 {
			break
		}
		if i == f.changed-1 { // "from 3 to 5": the 5 is exact
			break
		}
		if h := f.hash(i); h == hPo && q.Start == q.First && f.each(&q, i) {
			q.First, q.Each = i, true
			continue
		} else if (h == hZ || h == hS) && q.Start == q.End && q.First == q.Start && tensOf[f.hash(q.Start)] { // "з десяток"
			q.First = i
			q.apply(about)
			continue
		}
		b, first := f.lookBefore(i)
		if b == 0 || b == plain && !f.articled(q, i) {
			break
		}
		if b == atMost && f.hash(i) == hDoUk && first == i && !f.upTo(q, i) {
			break
		}
		q.First = first
		q.apply(b)
	}
	f.modifyAfter(&q)
	return q
}

// each reports whether "по" at i shares the number out ("ещё по 12 — над двумя
// областями") and does not govern a noun ("по 26 містах").
func (f *finder) each(q *Quantity, i int) bool {
	b, _ := f.lookBefore(i - 1)
	next := q.Last + 1
	return q.Kind == Count && (b == more || f.mark(next, '—', '–', '-', ',', '.', ';') || f.class(next) == nYearPrep)
}

// articled reports whether the little word at i belongs to the number: "a dozen", "all 16".
func (f *finder) articled(q Quantity, i int) bool {
	if h := f.hash(i); h == hA || h == hAn {
		return f.toks[q.Start].Kind == token.Word
	}
	return true
}

// upTo reports whether "до" at i bounds the number: not after a verb of growth,
// and not where it means "before" or "to".
func (f *finder) upTo(q Quantity, i int) bool {
	if q.Kind == Time || q.Kind == Date || q.Kind == Ordinal || q.Kind == Label {
		return false
	}
	for k := 1; k <= 4; k++ {
		if f.class(i-k) == nGrow {
			return false
		}
	}
	return f.class(q.Last+1) != nGrow && f.class(q.Last+2) != nGrow
}

func (q *Quantity) apply(b bound) {
	v := &q.Value
	switch b {
	case atLeast:
		v.Max = incident.Open
	case over:
		if v.Min >= 0 && !q.Over && !(q.Dozens && v.Max == incident.Open) {
			v.Min++
			q.Over = true
		}
		v.Max = incident.Open
	case atMost:
		if v.Max != incident.Open {
			v.Min = incident.Open
		}
	case under:
		if v.Max > 0 {
			v.Max, v.Min = v.Max-1, incident.Open
		}
	case about:
		v.Approx = v.Max != incident.Open
	case more:
		q.Another = true
	}
}

// modifyAfter reads "+", "or more", "more".
func (f *finder) modifyAfter(q *Quantity) {
	i := q.Last + 1
	if f.mark(i, '+') && !f.toks[i].Space && q.Last == q.End {
		q.Last = i
		q.apply(atLeast)
		f.lateUnit(q)
		return
	}
	ps, ok := after.Get(f.hash(i))
	if !ok || q.Kind == Time || q.Kind == Date {
		return
	}
	for _, p := range ps {
		if f.matchAfter(i+1, p.words) {
			if f.hash(i) == hMore && f.hash(i+1) == hThan {
				return
			}
			q.Last = i + len(p.words)
			q.apply(p.bound)
			return
		}
	}
}

// lateUnit reads the unit that stands behind "30+".
func (f *finder) lateUnit(q *Quantity) {
	if k, ok := units.Get(f.hash(q.Last + 1)); ok && q.Kind == Count && k != Time {
		q.Kind, q.Reason = k, "unit after it"
		q.Last++
	}
}

func (f *finder) matchAfter(i int, ws []uint64) bool {
	for k, w := range ws {
		if f.hash(i+k) != w {
			return false
		}
	}
	return true
}
