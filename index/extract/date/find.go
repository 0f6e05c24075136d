package date

import (
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// Find appends the date expressions of toks, which are text's tokens, to dst.
// pub is the day of publication, 0 if unknown: then only what the text itself dates has a Day.
func Find(dst []Mention, text []byte, toks []token.Token, pub incident.Day) []Mention {
	f := finder{text: text, toks: toks, pub: pub, grace: 2}
	for i := 0; i < len(toks); {
		if k := toks[i].Kind; k == token.Mark || k == token.Word && !words.May(toks[i].Hash) {
			i++
			continue
		}
		m, ok := f.at(i)
		if !ok {
			i++
			continue
		}
		dst = append(dst, m)
		f.from = m.Last + 1
		i = f.from
	}
	return dst
}

// finder walks one text. from is the first token that no mention holds yet.
type finder struct {
	text     []byte
	toks     []token.Token
	from     int
	pub      incident.Day
	grace    int
	question bool // months and weekdays may be written small
}

// at reads the date expression that begins at token i.
func (f *finder) at(i int) (Mention, bool) {
	e, word := f.entry(i)
	if !word && f.toks[i].Kind != token.Number && f.toks[i].Kind != token.Mixed {
		return Mention{}, false
	}
	if d, ok := f.day(i); ok {
		return f.finish(f.pair(f.resolve(d), i)), true
	}
	if m, ok := f.clockLead(i); ok {
		return m, true
	}
	if !word {
		if m, ok := f.pastHours(i); ok {
			return m, true
		}
		return f.bareYear(i)
	}
	switch e.class {
	case cNight, cOvernight:
		return f.night(i, e)
	case cPart, cEdge:
		return f.part(i, e)
	case cPartAdj:
		return Mention{First: i, Last: i, Day: f.pub, Basis: f.relative(), Clock: parts[e.val], Night: e.val == night, Weak: true, Reason: "part of the day as adjective"}, true
	case cDobu:
		return f.pastDay(i)
	case cStretch:
		return f.stretch(i)
	case cDaily:
		return Mention{First: i, Last: i, Span: true, Basis: incident.BasisNone, Reason: "day by day"}, true
	case cSince:
		return f.sinceEvent(i)
	case cStart:
		if i-1 < f.from || f.set(i-1)&sZ == 0 {
			return Mention{}, false
		}
		return Mention{First: i - 1, Last: i, Span: true, Basis: incident.BasisNone, Reason: "since a beginning"}, true
	case cDay:
		if b := f.set(i - 1); b&sThis == 0 || b&sPast == 0 {
			return Mention{}, false
		}
		return f.pastDay(i)
	case cMonth:
		return f.bareMonth(i, e)
	}
	return Mention{}, false
}

// finish reads what stands around a day: prepositions, parts of the day, hours.
func (f *finder) finish(m Mention) Mention {
	f.trail(&m)
	f.lead(&m)
	return m
}

// lead reads the words before a day that bend it.
func (f *finder) lead(m *Mention) {
	i := m.First - 1
	if i < f.from || i < 0 {
		return
	}
	b := f.set(i)
	switch {
	case b&sOn != 0:
		m.First = i
	case b&sLast != 0 && m.Weekday != 0 && m.Month == 0:
		m.First = i
		if m.Day.Known() && m.Day == f.pub {
			m.Day = m.Day.Add(-7)
		}
	case b&sNext != 0:
		m.First, m.Future = i, true
	}
	if p := f.set(i - 1); m.First == i && b&sLast != 0 && p&sOn != 0 && i-1 >= f.from {
		m.First = i - 1
	}
	f.context(m, i)
}

// context reads "since", "as of", "scheduled for", "until" before a day.
func (f *finder) context(m *Mention, i int) {
	b := f.set(i)
	if m.First == i && b&sOn != 0 {
		i--
		b = f.set(i)
	}
	if i < f.from {
		return
	}
	switch {
	case b&sSince != 0 && m.End == 0 && !m.Night && m.Reason != reasonRange:
		m.First = i
		f.since(m)
	case b&sUntil != 0 && m.Clock != "" && f.hash(i) == hBefore: // "just before noon on Sunday"
	case b&sUntil != 0:
		m.Span, m.Reason = true, "until"
	case f.hash(i) == hOf && f.set(i-1)&sAsof != 0, f.hash(i) == hNa && f.set(i-1)&sAsof != 0:
		m.Asof, m.Reason = true, "as of"
	case (f.hash(i) == hFor || f.hash(i) == hNa) && f.set(i-1)&sPlan != 0, b&sPlan != 0:
		m.Future, m.Reason = true, "planned"
	}
}

// since: a day that begins a stretch dates nothing, but from an evening on the
// talk is of the night that follows.
func (f *finder) since(m *Mention) {
	if m.Clock == parts[evening] || m.Clock >= "17:00" && m.Clock <= "23:59" {
		m.Night, m.Reason, m.Clock = true, "from an evening on: the night after it", parts[night]
		if m.Day.Known() {
			m.Day = m.Day.Add(1)
		}
		return
	}
	m.Span, m.Reason = true, "since a day"
}

// trail reads the parts of the day and the hours after a day.
func (f *finder) trail(m *Mention) {
	for range 3 {
		j := m.Last + 1
		if f.mark(j, ',') {
			j++
		}
		k := j
		for k < j+3 && f.set(k)&sSkip != 0 {
			k++
		}
		if j == m.Last+2 && k == j {
			return
		}
		if end, clock, ok := f.clock(k); ok {
			m.Last, m.Clock = end, clock
			continue
		}
		e, ok := f.entry(k)
		if !ok || j > m.Last+1 && k == j || e.class != cPart && e.class != cOvernight && e.class != cNight && e.class != cPartAdj {
			return
		}
		if e.class == cNight && f.set(k+1)&sOf != 0 && f.set(k-1)&sOf != 0 {
			return
		}
		m.Last, m.Clock = k, parts[e.val]
		m.Night = m.Night || e.val == night
	}
}

// relative is the basis of what rests on the day of publication.
func (f *finder) relative() incident.DateBasis {
	if f.pub.Known() {
		return incident.BasisRelative
	}
	return incident.BasisNone
}

func (f *finder) entry(i int) (entry, bool) {
	if i < 0 || i >= len(f.toks) || f.toks[i].Kind != token.Word {
		return entry{}, false
	}
	return words.Get(f.toks[i].Hash)
}

func (f *finder) set(i int) uint32 {
	b, _ := sets.Get(f.hash(i))
	return b
}

func (f *finder) hash(i int) uint64 { return token.HashAt(f.toks, i) }

func (f *finder) mark(i int, rs ...rune) bool { return token.MarkAt(f.text, f.toks, i, rs...) }

// number returns token i's digits as a number and how many they are; -1 for no number.
func (f *finder) number(i int) (int, int) {
	if i < 0 || i >= len(f.toks) || f.toks[i].Kind != token.Number {
		return -1, 0
	}
	return leading(f.toks[i].Text(f.text))
}

func leading(b []byte) (int, int) {
	v, n := 0, 0
	for n < len(b) && n < 6 && b[n] >= '0' && b[n] <= '9' {
		v = v*10 + int(b[n]-'0')
		n++
	}
	if n == 0 {
		return -1, 0
	}
	return v, n
}

var (
	hOf, hFor, hNa = token.Hash("of"), token.Hash("for"), token.Hash("на")
	hDay, hDoba    = token.Hash("day"), token.Hash("доба")
	hMay, hA, hP   = token.Hash("may"), token.Hash("a"), token.Hash("p")
	hYear, hEve    = token.Hash("year"), token.Hash("eve")
	hThe           = token.Hash("the")
	hM             = token.Hash("m")
	hBorn, hBornRu = token.Hash("народження"), token.Hash("рождения")
)

// valid reports whether the calendar has the day.
func valid(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 {
		return false
	}
	return d <= time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
