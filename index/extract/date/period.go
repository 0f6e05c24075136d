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
	if r, last, ok := f.isoMonth(i); ok {
		return r, i, last, true
	}
	if e, ok := f.entry(i); ok {
		switch e.class {
		case cMonth:
			r, last := f.months(i, e)
			return r, i, last, true
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
	if y, n := f.number(i); n == 4 && y >= 2014 && y <= f.pub.Time().Year() {
		last := i
		if f.set(i+1)&sYearWord != 0 {
			last++
		}
		return Range{From: incident.NewDay(y, 1, 1), To: incident.NewDay(y, 12, 31)}, i, last, true
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

// isoMonth reads "2024-01".
func (f *finder) isoMonth(i int) (Range, int, bool) {
	y, n := f.number(i)
	m, k := f.number(i + 2)
	if n != 4 || k != 2 || y < 2014 || m < 1 || m > 12 || !f.mark(i+1, '-', '.') || f.toks[i+1].Space || f.toks[i+2].Space {
		return Range{}, 0, false
	}
	return monthRange(y, time.Month(m)), i + 2, true
}

func monthRange(y int, m time.Month) Range {
	return Range{From: incident.NewDay(y, m, 1), To: incident.NewDay(y, m+1, 0)}
}

// months reads a month, with its year or without.
func (f *finder) months(i int, e entry) (Range, int) {
	s := said{last: i}
	f.year(&s, true)
	m := monthOf(e)
	if s.y == 0 {
		s.y = f.pub.Time().Year()
		if incident.NewDay(s.y, m, 1) > f.pub {
			s.y--
		}
	}
	return monthRange(s.y, m), s.last
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
