package date

import (
	"strings"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// Period finds the period that a question names ("yesterday", "2-5 January 2024",
// "травень 2024", "2024-01", "last week"). A day or month without a year is the
// newest one not after today.
func Period(question string, today incident.Day) (Range, bool) {
	text := []byte(question)
	f := finder{text: text, toks: token.Scan(nil, text), pub: today, question: true}
	for i := range f.toks {
		r, first, last, ok := f.period(i)
		if !ok {
			continue
		}
		if first > 0 && f.set(first-1)&(sOn|sIn|sZ) != 0 {
			first--
		}
		r.Start, r.End = int(f.toks[first].Start), int(f.toks[last].End)
		r.Rest = strings.Join(strings.Fields(question[:r.Start]+" "+question[r.End:]), " ")
		return r, true
	}
	return Range{}, false
}

// period reads the period that begins at token i.
func (f *finder) period(i int) (r Range, first, last int, ok bool) {
	if d, ok := f.day(i); ok {
		m := f.finish(f.pair(f.resolve(d), i))
		if f.set(m.Last+1)&sRangeTo != 0 && m.End == 0 || f.mark(m.Last+1, '-', '–', '—', '.') || f.spacedDate(m.Last+1) {
			f.until(&m)
		}
		return days(m.Day, m.End), m.First, m.Last, m.Day.Known()
	}
	if u, ok := f.unit(i); ok {
		r, last := f.units(i, u)
		return r, i, last, true
	}
	if e, ok := f.entry(i); ok {
		switch e.class {
		case cOvernight, cNight:
			if m, ok := f.night(i, e); ok && m.Day.Known() {
				return days(m.Day, m.End), m.First, m.Last, true
			}
		case cPart:
			if m, ok := f.part(i, e); ok && !m.Weak && m.Day.Known() {
				return days(m.Day, m.End), m.First, m.Last, true
			}
		case cDobu:
			if m, ok := f.pastDay(i); ok {
				return days(f.pub.Add(-1), f.pub), m.First, m.Last, true
			}
		case cStretch:
			return f.askedStretch(i)
		}
	}
	return Range{}, 0, 0, false
}

func days(from, to incident.Day) Range {
	if to < from {
		to = from
	}
	return Range{From: from, To: to}
}

// until reads the second day of "2024-01-02 to 2024-01-05", "2024-01-02..2024-01-05".
func (f *finder) until(m *Mention) {
	j := m.Last + 1
	for j < m.Last+4 && (f.mark(j, '.', '-', '–', '—') || f.set(j)&sRangeTo != 0) {
		j++
	}
	if d, ok := f.day(j); ok {
		if n := f.resolve(d); n.Day > m.Day {
			m.End, m.Last = n.Day, n.Last
		}
	}
}

// spacedDate reports a date in digits at i: "2024-01-02 2024-01-05".
func (f *finder) spacedDate(i int) bool {
	_, ok := f.dotted(i)
	return ok
}

// unit is a whole year or month of a question.
type unit struct {
	from, to incident.Day
	last     int  // token
	open     bool // a month without its year
}

// unit reads the year or month that begins at token i.
func (f *finder) unit(i int) (unit, bool) {
	if u, ok := f.isoMonth(i); ok {
		return u, true
	}
	if e, ok := f.entry(i); ok && e.class == cMonth {
		return f.month(i, e), true
	}
	if u, ok := f.monthPair(i); ok {
		return u, true
	}
	y, n := f.number(i)
	if n != 4 || y < firstYear || y > f.pub.Time().Year() {
		return unit{}, false
	}
	return f.wholeYear(y, i), true
}

const firstYear = 2014 // of the war: an earlier number is no year of a question

func (f *finder) wholeYear(y, last int) unit {
	if f.set(last+1)&sYearWord != 0 || yearsWord[f.hash(last+1)] {
		last++
	}
	return unit{from: incident.NewDay(y, 1, 1), to: incident.NewDay(y, 12, 31), last: last}
}

// units reads on from the unit at token i to the one that ends its range, if
// there is one: "2022-2025", "from 2022 to 2024", "січень – березень 2024".
func (f *finder) units(i int, u unit) (Range, int) {
	j := u.last + 1
	for j < u.last+4 && f.mark(j, '.', '-', '–', '—') {
		j++
	}
	if j == u.last+1 && f.joins(i, j) {
		j++
	}
	end, ok := unit{}, false
	if j > u.last+1 {
		if end, ok = f.unit(j); !ok {
			end, ok = f.shortYear(j, u)
		}
	}
	if !ok || end.last == u.last {
		return Range{From: u.from, To: u.to}, u.last
	}
	if u.open && !end.open { // the year said last is both months'
		u.from = monthBefore(u.from.Time().Month(), end.from)
	}
	if end.from <= u.from {
		return Range{From: u.from, To: u.to}, u.last
	}
	return Range{From: u.from, To: end.to}, end.last
}

// monthBefore returns the first day of the newest month m not after the month of day.
func monthBefore(m time.Month, day incident.Day) incident.Day {
	y := day.Time().Year()
	if m > day.Time().Month() {
		y--
	}
	return incident.NewDay(y, m, 1)
}

// monthPair reads two months in one word: "May-June 2024".
func (f *finder) monthPair(i int) (unit, bool) {
	if i >= len(f.toks) {
		return unit{}, false
	}
	from, to, ok := strings.Cut(string(f.toks[i].Text(f.text)), "-")
	a, okA := words.Get(token.Hash(from))
	b, okB := words.Get(token.Hash(to))
	if !ok || !okA || !okB || a.class != cMonth || b.class != cMonth {
		return unit{}, false
	}
	u := f.month(i, b)
	u.from = monthBefore(monthOf(a), u.from)
	return u, true
}

// joins reports whether token j joins two units, the first of which begins at i:
// "2022 to 2024"; "and" only after "between".
func (f *finder) joins(i, j int) bool {
	return f.set(j)&sRangeTo != 0 && (f.spansFrom(i) || !rangeAnd[f.hash(j)])
}

// shortYear reads the second year of "2022-23" at token i.
func (f *finder) shortYear(i int, u unit) (unit, bool) {
	y, n := f.number(i)
	y += u.from.Time().Year() / 100 * 100
	if n != 2 || u.to.Add(1).Time().YearDay() != 1 || u.from.Time().YearDay() != 1 || y > f.pub.Time().Year() {
		return unit{}, false
	}
	return f.wholeYear(y, i), true
}

// isoMonth reads "2024-01".
func (f *finder) isoMonth(i int) (unit, bool) {
	y, n := f.number(i)
	m, k := f.number(i + 2)
	if n != 4 || k != 2 || y < firstYear || m < 1 || m > 12 || !f.mark(i+1, '-', '.') || f.toks[i+1].Space || f.toks[i+2].Space {
		return unit{}, false
	}
	r := monthRange(y, time.Month(m))
	return unit{from: r.From, to: r.To, last: i + 2}, true
}

func monthRange(y int, m time.Month) Range {
	return Range{From: incident.NewDay(y, m, 1), To: incident.NewDay(y, m+1, 0)}
}

// month reads a month, with its year or without: then it is the newest one.
func (f *finder) month(i int, e entry) unit {
	s := said{last: i}
	f.year(&s, true)
	m := monthOf(e)
	open := s.y == 0
	if open {
		s.y = f.pub.Time().Year()
		if incident.NewDay(s.y, m, 1) > f.pub {
			s.y--
		}
	}
	r := monthRange(s.y, m)
	return unit{from: r.From, to: r.To, last: s.last, open: open}
}

// askedStretch reads "last week", "this month", "останні 7 днів", "за тиждень".
func (f *finder) askedStretch(i int) (r Range, first, last int, ok bool) {
	first = i
	n, k := f.number(i - 1)
	if k > 0 {
		first--
	}
	for first > 0 && first > i-4 && f.set(first-1)&(sThis|sLast|sPast) != 0 {
		first--
	}
	if first == i {
		return Range{}, 0, 0, false
	}
	if k == 0 {
		n = 1
	}
	r, ok = f.stretchRange(i, n, k == 0 && f.set(i-1)&sLast != 0, k == 0 && isThis[f.hash(i-1)])
	return r, first, i, ok
}

// stretchRange: "this" counts from the calendar's beginning, "last" is the whole
// one before, a number the days up to today.
func (f *finder) stretchRange(i, n int, prior, current bool) (Range, bool) {
	t := f.pub.Time()
	y, m, _ := t.Date()
	monday := back(f.pub, 1)
	switch {
	case stretchDays[f.hash(i)] && n <= 366:
		return days(f.pub.Add(1-n), f.pub), true
	case stretchWeeks[f.hash(i)] && current:
		return days(monday, f.pub), true
	case stretchWeeks[f.hash(i)] && prior:
		return days(monday.Add(-7), monday.Add(-1)), true
	case stretchWeeks[f.hash(i)] && n <= 53:
		return days(f.pub.Add(1-7*n), f.pub), true
	case stretchMonths[f.hash(i)] && current:
		return days(incident.NewDay(y, m, 1), f.pub), true
	case stretchMonths[f.hash(i)] && prior:
		return monthRange(y, m-1), true
	case stretchMonths[f.hash(i)] && n <= 24:
		return days(incident.DayOf(t.AddDate(0, -n, 1)), f.pub), true
	case stretchYears[f.hash(i)] && current:
		return days(incident.NewDay(y, 1, 1), f.pub), true
	case stretchYears[f.hash(i)] && prior:
		return days(incident.NewDay(y-1, 1, 1), incident.NewDay(y-1, 12, 31)), true
	case stretchYears[f.hash(i)] && n <= 10:
		return days(incident.DayOf(t.AddDate(-n, 0, 1)), f.pub), true
	}
	return Range{}, false
}

var (
	yearsWord     = hashes("years роки років годы годов гг рр")
	rangeAnd      = hashes("and та і и")
	isThis        = hashes("this цього цей этой этом этого этот эту цю")
	stretchDays   = hashes("days днів дні дней дня")
	stretchWeeks  = hashes("week weeks тиждень тижня тижні тижнів неделю недели неделе недель")
	stretchMonths = hashes("month months місяць місяця місяці місяців месяц месяца месяцы месяцев месяце")
	stretchYears  = hashes("year years року роки років году год года лет")
)

func hashes(words string) map[uint64]bool {
	m := map[uint64]bool{}
	for w := range strings.FieldsSeq(words) {
		m[token.Hash(w)] = true
	}
	return m
}
