package quantity

import (
	"math"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// Find appends the figures of toks, which are text's tokens, to dst.
func Find(dst []Quantity, text []byte, toks []token.Token) []Quantity {
	f := finder{text: text, toks: toks, changed: -1}
	for i := 0; i < len(toks); {
		if k := toks[i].Kind; k == token.Mark || k == token.Word && !words.May(toks[i].Hash) {
			i++
			continue
		}
		q, ok := f.at(i)
		if !ok {
			i++
			continue
		}
		dst = append(dst, q)
		f.from = q.Last + 1
		i = f.from
	}
	return dst
}

// finder walks one text. from is the first token that no quantity holds yet.
type finder struct {
	text    []byte
	toks    []token.Token
	from    int
	changed int // the token from which "from 3 to 5" has its second figure, else -1
}

// number is a bare number: tokens start…end and what they say.
type number struct {
	start, end int
	val        int64
	open       bool // at least val: "dozens"
	digits     bool
	person     bool
	dozens     bool
	kind       Kind // known from the number itself, else 0
	reason     string
}

func (f *finder) at(i int) (Quantity, bool) {
	var n number
	var ok bool
	switch f.toks[i].Kind {
	case token.Number:
		if q, ok := f.special(i); ok {
			return q, true
		}
		n, ok = f.digits(i)
	case token.Mixed:
		n, ok = f.mixed(i)
	case token.Word:
		e, found := words.Get(f.toks[i].Hash)
		if !found {
			return Quantity{}, false
		}
		n, ok = f.words(i, e)
	}
	if !ok {
		return Quantity{}, false
	}
	return f.finish(n), true
}

// finish reads what stands around a bare number.
func (f *finder) finish(n number) Quantity {
	q := Quantity{First: n.start, Last: n.end, Start: n.start, End: n.end, Kind: n.kind, Person: n.person, Dozens: n.dozens, Reason: n.reason}
	q.Value = incident.Exactly(clamp(n.val))
	if n.open {
		q.Value = incident.AtLeast(clamp(n.val))
	}
	switch q.Kind {
	case Vague:
		q.Value = incident.Interval{Min: incident.Open, Max: incident.Open}
		return f.modify(q)
	case Ordinal:
		if f.isMonth(q.End+1) || f.hash(q.End+1) == hOf && f.isMonth(q.End+2) || f.monthBefore(q.Start-1) {
			q.be(Date, "day beside a month")
			return q
		}
		f.isMoney(&q, n)
		return q
	case Designation, Label, Zero:
		return q
	case Money, Measure:
		f.isMoney(&q, n)
	case 0:
		f.join(&q)
	}
	if q.Kind == 0 {
		f.classify(&q, n)
	}
	return f.modify(q)
}

// join reads the second half of a range, a ratio or a change.
func (f *finder) join(q *Quantity) {
	sep := f.hash(q.End + 1)
	switch {
	case sep == 0:
		return
	case f.mark(q.End+1, '-', '–', '—') && !f.toks[q.End+1].Space:
		f.joinRange(q, q.End+2, true)
	case sep == hTo && f.hash(q.Start-1) == hFrom, sep == hDoUk && (f.hash(q.Start-1) == hZ || f.hash(q.Start-1) == hS || f.hash(q.Start-1) == hIz):
		f.changed = q.End + 2
		q.Former = true
	case sep == hTo, sep == hDoUk && (f.hash(q.Start-1) == hVid || f.hash(q.Start-1) == hOt), alternative[sep], (sep == hAnd || sep == hI || sep == hTa || sep == hIRu) && between[f.hash(q.Start-1)]:
		f.joinRange(q, q.End+2, false)
	case sep == hOf || sep == hZ || sep == hIz || sep == hIzUk || sep == hOut || f.mark(q.End+1, '/') && !f.toks[q.End+1].Space:
		f.joinRatio(q)
	}
}

func (f *finder) joinRange(q *Quantity, i int, tight bool) {
	m, ok := f.bare(i)
	if !ok || tight && f.toks[i].Space || m.kind != 0 || m.open || clamp(m.val) < q.Value.Min || q.Value.Max == incident.Open {
		return
	}
	if p := f.hash(q.Start - 1); between[p] || (p == hVid || p == hOt) && q.Start-1 >= f.from {
		q.First = q.Start - 1
	}
	q.Value.Max = clamp(m.val)
	q.End, q.Last = m.end, m.end
	q.Person = q.Person || m.person
	q.Reason = "range"
}

func (f *finder) joinRatio(q *Quantity) {
	i := q.End + 2
	if f.hash(q.End+1) == hOut {
		if f.hash(i) != hOf {
			return
		}
		i++
	}
	if f.hash(i) == hThe {
		i++
	}
	m, ok := f.bare(i)
	if !ok || m.kind != 0 || m.open || m.val < int64(q.Value.Min) || q.Value.Max == incident.Open || m.end+1 < len(f.toks) && f.mark(m.end+1, '/') {
		return
	}
	if q.Value.Min == 24 && m.val == 7 {
		return
	}
	q.Of = clamp(m.val)
	q.End, q.Last, q.Kind, q.Reason = m.end, m.end, Ratio, "ratio"
}

// bare reads the number at token i without looking around it.
func (f *finder) bare(i int) (number, bool) {
	if i >= len(f.toks) {
		return number{}, false
	}
	switch f.toks[i].Kind {
	case token.Number:
		return f.digits(i)
	case token.Mixed:
		return f.mixed(i)
	case token.Word:
		if e, ok := words.Get(f.toks[i].Hash); ok {
			return f.words(i, e)
		}
	}
	return number{}, false
}

// hash returns the hash of token i, 0 outside the text.
func (f *finder) hash(i int) uint64 { return token.HashAt(f.toks, i) }

// mark reports whether token i is one of these marks.
func (f *finder) mark(i int, rs ...rune) bool { return token.MarkAt(f.text, f.toks, i, rs...) }

func (f *finder) class(i int) uint8 {
	c, _ := neighbours.Get(f.hash(i))
	return c
}

func clamp(v int64) int32 { return int32(min(max(v, 0), math.MaxInt32-1)) }
