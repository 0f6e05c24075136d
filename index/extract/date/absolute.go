package date

import (
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// said is a day as the text says it; zero fields were not said.
type said struct {
	first, last int
	y, m, d     int
	d2          int // last day of "2-5 January"
	weekday     int8
	rel         int8
	isRel       bool
	war         int
	reason      string
}

// The first day of the full-scale war, by which its days are counted.
var warStart = incident.NewDay(2022, time.February, 24)

// day reads a day that begins exactly at token i.
func (f *finder) day(i int) (said, bool) {
	if i < 0 || i >= len(f.toks) {
		return said{}, false
	}
	if k := f.toks[i].Kind; k == token.Number || k == token.Mixed {
		return f.numeric(i)
	}
	e, ok := f.entry(i)
	if !ok {
		return said{}, false
	}
	switch e.class {
	case cNew:
		return f.newYear(i)
	case cFeast:
		return f.feast(i, e)
	case cDay:
		return f.dayBefore(i)
	case cMonth:
		return f.monthDay(i, e)
	case cWeekday:
		if !f.named(i) {
			return said{}, false
		}
		return f.apposition(said{first: i, last: i, weekday: e.val, reason: "weekday"}), true
	case cRel:
		return f.apposition(said{first: i, last: i, rel: e.val, isRel: true, reason: "day word"}), true
	case cEve:
		if f.set(i+1)&sOf != 0 || f.mark(i+1, ',') {
			if e, _ := f.entry(i + 2); e.class == cEve {
				return said{}, false
			}
			if _, ok := f.day(i + 2); ok {
				return said{}, false
			}
		}
		return said{first: i, last: i, rel: -1, isRel: true, reason: "the day before"}, true
	}
	return said{}, false
}

// named reports whether the month or weekday at i is written as a name: in
// English with a capital, so "may" and "march" are verbs.
func (f *finder) named(i int) bool {
	return f.question || f.toks[i].Cyrillic || f.toks[i].Case != token.Lower
}

// apposition reads the date after a day word: "Tuesday, January 2", "вчора, 29 грудня".
func (f *finder) apposition(s said) said {
	j := s.last + 1
	if f.mark(j, ',', '(') {
		j++
	}
	if f.set(j)&sOn != 0 {
		j++
	}
	if j >= len(f.toks) || f.toks[j].Break > 1 {
		return s
	}
	if s.isRel {
		if e, ok := f.entry(j); ok && e.class == cWeekday && f.named(j) {
			s.last, s.weekday = j, e.val
			return s
		}
	}
	var a said
	var ok bool
	if e, month := f.entry(j); month && e.class == cMonth {
		a, ok = f.monthDay(j, e)
	} else if k := f.toks[j].Kind; k == token.Number || k == token.Mixed {
		a, ok = f.numeric(j)
	}
	if !ok || a.war != 0 || a.isRel || a.d2 != 0 {
		return s
	}
	a.first, a.weekday, a.reason = s.first, s.weekday, "day word and date"
	return a
}

// monthDay reads "January 2", "Jan. 2-5, 2024".
func (f *finder) monthDay(i int, e entry) (said, bool) {
	if !f.named(i) {
		return said{}, false
	}
	j := i + 1
	if f.mark(j, '.') && !f.toks[i].Cyrillic {
		j++
	}
	d, ok := f.dayNumber(j)
	if !ok || f.toks[j].Break > 0 || f.mark(j+1, ':') || f.toks[i].Cyrillic && !f.question {
		return said{}, false
	}
	s := said{first: i, last: j, m: int(e.val), d: d, reason: "month and day"}
	if f.mark(j+1, '-', '–', '—') || f.spansFrom(i) && f.set(j+1)&sRangeTo != 0 || f.nightBefore(i) && f.set(j+1)&sNightTo != 0 {
		if d2, ok := f.dayNumber(j + 2); ok && (d2 > d || f.nightBefore(i)) {
			s.d2, s.last = d2, j+2
		}
	}
	f.year(&s, true)
	return s, validSaid(s)
}

// spansFrom reports whether "from" or "between" stands before token i.
func (f *finder) spansFrom(i int) bool { return f.set(i-1)&sZ != 0 }

// nightBefore reports whether a night word stands shortly before token i.
func (f *finder) nightBefore(i int) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		if e, ok := f.entry(k); ok && (e.class == cNight || e.class == cOvernight) {
			return true
		}
	}
	return false
}

// dayNumber reads 1…31 at i, as "2", "2nd", "2-го".
func (f *finder) dayNumber(i int) (int, bool) {
	if i < 0 || i >= len(f.toks) || f.toks[i].Kind != token.Number && f.toks[i].Kind != token.Mixed {
		return 0, false
	}
	b := f.toks[i].Text(f.text)
	d, n := leading(b)
	if n == 0 || n > 2 || d < 1 || d > 31 || len(b) > n+6 {
		return 0, false
	}
	if tail := b[n:]; len(tail) > 0 && !dayTail(string(tail)) {
		return 0, false
	}
	return d, true
}

func dayTail(s string) bool {
	switch s {
	case "st", "nd", "rd", "th", "-го", "го", "-е", "-є", "-й", "-те", "-ше", "-ге", "-тє":
		return true
	}
	return false
}

// numeric reads a day that begins with digits: "2 January", "2-5 січня 2024 року",
// "02.01.2024", "2024-01-02", "658 доба", "3 days ago".
func (f *finder) numeric(i int) (said, bool) {
	if s, ok := f.dotted(i); ok {
		return s, true
	}
	if s, ok := f.warDay(i); ok {
		return s, true
	}
	if s, ok := f.ago(i); ok {
		return s, true
	}
	d, ok := f.dayNumber(i)
	if !ok {
		return said{}, false
	}
	s := said{first: i, last: i, d: d, reason: "day and month"}
	j := i + 1
	if f.mark(j, '-', '–', '—') || f.set(j)&(sRangeTo|sNightTo) != 0 {
		if d2, ok := f.dayNumber(j + 1); ok {
			s.d2, j = d2, j+2
		}
	}
	if f.hash(j) == hOf {
		j++
	}
	e, ok := f.entry(j)
	if !ok || e.class != cMonth || !f.named(j) || f.toks[j].Break > 0 {
		return said{}, false
	}
	s.last, s.m = j, int(e.val)
	if f.mark(j+1, '.') && !f.toks[j+1].Space && f.toks[j].End-f.toks[j].Start <= 4 {
		s.last++
	}
	f.year(&s, false)
	if s.d2 != 0 && s.d2 <= s.d && !f.nightBefore(i) {
		return said{}, false
	}
	return s, validSaid(s)
}

func validSaid(s said) bool {
	y := s.y
	if y == 0 {
		y = 2024 // a leap year: 29 February may be
	}
	return valid(y, s.m, s.d) && (s.d2 == 0 || valid(y, s.m, s.d2))
}

// year reads a year after s, with "року" or "г." behind it.
func (f *finder) year(s *said, comma bool) {
	j := s.last + 1
	if comma && f.mark(j, ',') {
		j++
	}
	y, n := f.number(j)
	if n != 4 || y < 2000 || y > 2099 {
		return
	}
	if j+1 < len(f.toks) && f.mark(j+1, ':') {
		return
	}
	s.y, s.last = y, j
	if f.set(j+1)&sYearWord != 0 && f.toks[j+1].Cyrillic {
		s.last++
		if f.mark(s.last+1, '.') && !f.toks[s.last+1].Space && f.toks[s.last].End-f.toks[s.last].Start == 2 {
			s.last++
		}
	}
}

// dotted reads "02.01.2024", "2.1.24", "02/01/2024" and "2024-01-02".
func (f *finder) dotted(i int) (said, bool) {
	if i+4 >= len(f.toks) || !f.mark(i+1, '.', '-', '/') || f.hash(i+1) != f.hash(i+3) || f.toks[i+1].Space || f.toks[i+2].Space || f.toks[i+3].Space || f.toks[i+4].Space {
		return said{}, false
	}
	a, an := f.number(i)
	m, mn := f.number(i + 2)
	c, cn := f.number(i + 4)
	s := said{first: i, last: i + 4, y: c, m: m, d: a, reason: "date in digits"}
	switch {
	case an == 4 && mn <= 2 && cn <= 2 && cn > 0 && f.mark(i+1, '-', '.', '/'):
		s.y, s.d = a, c
	case f.mark(i+1, '-') || an > 2 || an == 0 || mn > 2 || mn == 0:
		return said{}, false
	case cn == 2:
		s.y = 2000 + c
	case cn != 4:
		return said{}, false
	}
	if s.m > 12 && s.d <= 12 {
		s.m, s.d = s.d, s.m
	}
	if s.y < 2000 || s.y > 2099 || !valid(s.y, s.m, s.d) {
		return said{}, false
	}
	if f.set(s.last+1)&sYearWord != 0 && f.toks[s.last+1].Cyrillic {
		s.last++
	}
	return s, true
}

// newYear reads "New Year's Eve", "New Year's Day" and, after "of the", "new year".
func (f *finder) newYear(i int) (said, bool) {
	j := i + 2
	if f.hash(i+1) != hYear {
		return said{}, false
	}
	if j < len(f.toks) && f.toks[j].Kind == token.Word && f.toks[j].End-f.toks[j].Start <= 4 && !f.toks[j].Space {
		j++ // the possessive
	}
	switch h := f.hash(j); {
	case h == hEve:
		return said{first: i, last: j, m: 12, d: 31, reason: "New Year's Eve"}, true
	case h == hDay:
		return said{first: i, last: j, m: 1, d: 1, reason: "New Year's Day"}, true
	case f.hash(i-1) == hThe && f.hash(i-2) == hOf && f.set(i-3)&sOf != 0:
		return said{first: i, last: i + 1, m: 1, d: 1, reason: "hours of the new year"}, true
	}
	return said{}, false
}

// feast reads the name of a fixed day: "on Independence Day", "Christmas Eve".
func (f *finder) feast(i int, e entry) (said, bool) {
	s := said{first: i, last: i + 1, m: feasts[e.val][0], d: feasts[e.val][1], reason: "a fixed day's name"}
	switch {
	case f.toks[i].Case == token.Lower || f.set(i-1)&sOn == 0:
		return said{}, false
	case f.hash(i+1) == hDay:
		return s, true
	case f.hash(i+1) == hEve:
		s.d--
		return s, true
	}
	return said{}, false
}

// feasts are month and day: Ukraine's Independence Day, Christmas.
var feasts = [...][2]int{{8, 24}, {12, 25}}

// keycap is the mark that makes a digit an emoji.
const keycap = '\u20e3'

// keycaps reads the war's day in a row of keycap digits.
func (f *finder) keycaps(i int) (said, bool) {
	v, j := 0, i
	for f.mark(j+1, keycap) && j < i+8 {
		n, k := f.number(j)
		if k != 1 {
			return said{}, false
		}
		v = v*10 + n
		j += 2
	}
	if v < 10 || f.hash(j) != hDoba {
		return said{}, false
	}
	return said{first: i, last: j, war: v, reason: reasonWar}, true
}

// warDay reads "658 доба", "658-ма доба".
func (f *finder) warDay(i int) (said, bool) {
	if f.mark(i+1, keycap) {
		return f.keycaps(i)
	}
	v, n := leading(f.toks[i].Text(f.text))
	if n < 2 || n > 4 || v < 10 || f.hash(i+1) != hDoba && !(f.hash(i-1) == hDay && f.toks[i-1].Case != token.Lower && f.toks[i].Kind == token.Number && n >= 3 && i-1 >= f.from) {
		return said{}, false
	}
	s := said{first: i, last: i + 1, war: v, reason: reasonWar}
	if f.hash(i+1) != hDoba {
		s.first, s.last = i-1, i
	}
	return s, true
}

// ago reads "3 days ago", "2 дні тому".
func (f *finder) ago(i int) (said, bool) {
	v, n := f.number(i)
	if n == 0 || n > 2 || f.set(i+1)&sDays == 0 || f.set(i+2)&sAgo == 0 {
		return said{}, false
	}
	return said{first: i, last: i + 2, isRel: true, rel: int8(-v), reason: "days ago"}, true
}

// dayBefore reads "day earlier", whose "day" is token i.
func (f *finder) dayBefore(i int) (said, bool) {
	if f.set(i+1)&sAgo != 0 {
		return said{first: i, last: i + 1, isRel: true, rel: -1, reason: "the day before"}, true
	}
	return said{}, false
}
