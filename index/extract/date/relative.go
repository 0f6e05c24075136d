package date

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// night reads what begins with a night: "overnight into Tuesday", "в ніч на 5 червня",
// "last night", "вночі". A night belongs to its morning's day.
func (f *finder) night(i int, e entry) (Mention, bool) {
	if f.set(i-1)&sEvery != 0 || f.sameDay(i+1) {
		return Mention{}, false
	}
	if m, ok := f.ofDay(i); ok {
		m.Night = true
		if m.Clock == "" {
			m.Clock = parts[night]
		}
		return f.widen(m), true
	}
	b := f.set(i - 1)
	if b&sNewYear != 0 && i-1 >= f.from {
		n := f.resolve(said{first: i - 1, last: i, m: 1, d: 1, reason: "New Year's night"})
		n.Night, n.Clock = true, parts[night]
		return f.widen(n), true
	}
	m := Mention{First: i, Last: i, Day: f.pub, Basis: f.relative(), Night: true, Clock: parts[night], Reason: "night"}
	latin := !f.toks[i].Cyrillic
	switch {
	case i-1 >= f.from && b&sThis != 0 && b&sEvery == 0:
		m.First, m.Reason = i-1, "the night before publication"
	case e.class == cOvernight && latin:
		m.Reason = "overnight"
	case latin && b&sThe == 0:
		return Mention{}, false
	default:
		m.Weak = true
	}
	f.trailClock(&m)
	return m, true
}

// part reads what begins with a part of the day: "this morning", "утром воскресенья",
// "early on Tuesday", "ввечері".
func (f *finder) part(i int, e entry) (Mention, bool) {
	if f.set(i-1)&sEvery != 0 || f.sameDay(i+1) {
		return Mention{}, false
	}
	if m, ok := f.ofDay(i); ok {
		if m.Clock == "" || e.class == cPart {
			m.Clock = parts[e.val]
		}
		return f.widen(m), true
	}
	if e.class == cEdge {
		return Mention{}, false
	}
	m := Mention{First: i, Last: i, Day: f.pub, Basis: f.relative(), Clock: parts[e.val], Reason: "part of the day"}
	if f.set(i-1)&sThis != 0 && i-1 >= f.from {
		m.First = i - 1
	} else {
		m.Weak = true
	}
	f.trailClock(&m)
	return m, true
}

// sameDay reports "того же дня", "цього ж дня": the day told of before.
func (f *finder) sameDay(i int) bool {
	return sameDay[f.hash(i)] && sameDay[f.hash(i+1)] && (sameDay[f.hash(i+2)] || f.hash(i+1) == token.Hash("дня"))
}

var sameDay = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"того", "цього", "этого", "ж", "же", "самого", "дня"} {
		m[token.Hash(w)] = true
	}
	return m
}()

// ofDay reads the day that a part of the day at i belongs to.
func (f *finder) ofDay(i int) (Mention, bool) {
	j := i + 1
	if f.mark(j, ',') && f.set(j+1)&sOn != 0 {
		j++
	}
	for j < i+4 && (f.set(j)&sOf != 0 || f.hash(j) == hThe) {
		j++
	}
	if e, ok := f.entry(j); ok && (e.class == cPart || e.class == cNight) && j > i {
		return Mention{}, false
	}
	d, ok := f.day(j)
	if !ok || f.toks[j].Break > 1 || d.war != 0 {
		return Mention{}, false
	}
	m := f.pair(f.resolve(d), j)
	f.trail(&m)
	m.First = i
	return m, true
}

// widen takes in the words before a part of the day and reads their sense.
func (f *finder) widen(m Mention) Mention {
	f.lead(&m)
	return m
}

// trailClock reads an hour after a part of the day: "this morning at 5:30".
func (f *finder) trailClock(m *Mention) {
	k := m.Last + 1
	for k < m.Last+4 && f.set(k)&sAt != 0 {
		k++
	}
	if end, clock, ok := f.clock(k); ok && k > m.Last+1 {
		m.Last, m.Clock = end, clock
	}
}

// pastDay reads "за добу", "протягом минулої доби", "за истекшие сутки".
func (f *finder) pastDay(i int) (Mention, bool) {
	first := i
	for first-1 >= f.from && first > i-4 && f.set(first-1)&sPast != 0 && f.toks[first-1].Cyrillic == f.toks[i].Cyrillic {
		first--
	}
	if first == i {
		return Mention{}, false
	}
	return f.dayPast(first, i), true
}

// pastHours reads "past 24 hours", "24-hour period", "за 24 години".
func (f *finder) pastHours(i int) (Mention, bool) {
	b := f.toks[i].Text(f.text)
	if string(b) == "24-hour" {
		return f.dayPast(i, i), true
	}
	if string(b) != "24" || f.set(i+1)&sHour == 0 {
		return Mention{}, false
	}
	first := i
	for first-1 >= f.from && first > i-3 && f.set(first-1)&sPast != 0 {
		first--
	}
	if first == i && f.set(i-1)&sThis == 0 {
		return Mention{}, false
	}
	return f.dayPast(first, i+1), true
}

// dayPast is the mention of the day that ended with publication.
func (f *finder) dayPast(first, last int) Mention {
	m := Mention{First: first, Last: last, Basis: f.relative(), PastDay: true, Reason: "the past day"}
	if f.pub.Known() {
		m.Day = f.pub.Add(-1)
	}
	return m
}

// stretch reads "this week", "in recent months", "за неделю", "цього року".
func (f *finder) stretch(i int) (Mention, bool) {
	if m, ok := f.stretchAgo(i); ok {
		return m, true
	}
	first := i - 1
	if n := fewWords[f.hash(first)]; n > 0 && first-1 >= f.from {
		first-- // "за два роки"
	}
	if b := f.set(first); first < f.from || b&sThis == 0 && (b&sPast == 0 || !f.toks[i].Cyrillic) {
		return Mention{}, false
	}
	for first-1 >= f.from && first > i-4 && f.set(first-1)&(sThis|sPast) != 0 {
		first--
	}
	return Mention{First: first, Last: i, Span: true, Basis: incident.BasisNone, Reason: "a stretch of time"}, true
}

// stretchAgo reads "рік тому", "неделю назад", "два дні тому": a day where days
// are counted, else a span, for nobody counts weeks to the day.
func (f *finder) stretchAgo(i int) (Mention, bool) {
	if !f.toks[i].Cyrillic || f.set(i+1)&sAgo == 0 || f.set(i+1)&sThe != 0 {
		return Mention{}, false
	}
	m := Mention{First: i, Last: i + 1, Span: true, Basis: incident.BasisNone, Reason: "a stretch ago"}
	n := fewWords[f.hash(i-1)]
	if n > 0 && i-1 >= f.from {
		m.First = i - 1
	}
	if n > 1 && f.set(i)&sDays != 0 {
		m.Span, m.Basis, m.Reason = false, f.relative(), "days ago"
		if f.pub.Known() {
			m.Day = f.pub.Add(-n)
		}
	}
	return m, true
}

// fewWords are small numerals as words; a few count as one.
var fewWords = map[uint64]int{
	token.Hash("кілька"): 1, token.Hash("декілька"): 1, token.Hash("несколько"): 1, token.Hash("пару"): 1,
	token.Hash("два"): 2, token.Hash("дві"): 2, token.Hash("две"): 2, token.Hash("три"): 3,
	token.Hash("чотири"): 4, token.Hash("четыре"): 4, token.Hash("п'ять"): 5, token.Hash("пять"): 5,
}

// bareMonth reads a month without a day: "in June", "March 2024", "на початку травня".
func (f *finder) bareMonth(i int, e entry) (Mention, bool) {
	m := Mention{First: i, Last: i, Span: true, Basis: incident.BasisNone, Month: monthOf(e), Reason: "month"}
	s := said{last: i}
	f.year(&s, true)
	m.Last, m.Year = s.last, s.y
	if !f.named(i) || s.y == 0 && f.set(i-1)&sIn == 0 && !f.question {
		return Mention{}, false
	}
	if f.toks[i].Case == token.Capital && s.y == 0 && f.hash(i) == hMay && f.hash(i-1) == 0 {
		return Mention{}, false
	}
	return m, true
}

// bareYear reads "in 2014", "у 2014 році"; a year of birth is none.
func (f *finder) bareYear(i int) (Mention, bool) {
	y, n := f.number(i)
	if n != 4 || y < 1991 || y > 2099 {
		return Mention{}, false
	}
	last := i
	if f.set(i+1)&sYearWord != 0 {
		last++
	}
	if last == i && f.set(i-1)&sIn == 0 || f.hash(last+1) == hBorn || f.hash(last+1) == hBornRu {
		return Mention{}, false
	}
	return Mention{First: i, Last: last, Span: true, Basis: incident.BasisNone, Year: y, Reason: "year"}, true
}

// sinceEvent reads "since the start of the war"; a day after "since" has its own mention.
func (f *finder) sinceEvent(i int) (Mention, bool) {
	last := i
	if f.hash(i+1) == 0 || f.mark(i+1, '.', ',', ';') {
		return Mention{}, false // "has been without heat since"
	}
	for j := i + 1; j < i+4; j++ {
		if _, ok := f.day(j); ok {
			return Mention{}, false
		}
		if e, ok := f.entry(j); ok && (e.class == cMonth || e.class == cPart) {
			return Mention{}, false
		}
		if f.set(j)&sStart != 0 {
			last = j
		}
	}
	return Mention{First: i, Last: last, Span: true, Basis: incident.BasisNone, Reason: "since an event"}, true
}
