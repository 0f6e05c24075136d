package date

import (
	"time"

	"incidentbot/index/incident"
)

// resolve makes a mention of a day as said.
func (f *finder) resolve(s said) Mention {
	m := Mention{First: s.first, Last: s.last, Year: s.y, Month: time.Month(s.m), DayOfMonth: s.d, Weekday: s.weekday, Reason: s.reason, Basis: incident.BasisStated}
	switch {
	case s.war != 0:
		m.Day, m.Asof = warStart.Add(s.war-1), true
	case s.d != 0:
		m.Day = f.past(s.y, s.m, s.d)
		f.rangeEnd(&m, s)
	case s.isRel:
		m.Basis = f.relative()
		m.Future = s.rel > 0
		if f.pub.Known() {
			m.Day = f.pub.Add(int(s.rel))
		}
	default:
		m.Basis = incident.BasisWeekday
		if !f.pub.Known() {
			m.Basis = incident.BasisNone
			break
		}
		m.Day = back(f.pub, s.weekday)
	}
	if m.Basis == incident.BasisStated && !m.Day.Known() {
		m.Basis = incident.BasisNone
	}
	if f.pub.Known() && m.Day > f.pub.Add(2) {
		m.Future = true
	}
	return m
}

// rangeEnd sets the end of "2-5 January". The night of two days is the second's.
func (f *finder) rangeEnd(m *Mention, s said) {
	if s.d2 == 0 {
		return
	}
	if f.nightBefore(s.first) {
		m.Night, m.Clock, m.DayOfMonth = true, parts[night], s.d2
		m.Day = f.past(s.y, s.m, s.d2)
		return
	}
	if m.Day.Known() {
		m.End = m.Day.Add(s.d2 - s.d)
	}
}

// past returns the day y-m-d; without a year the newest one not after
// publication and its grace, unknown without a day of publication.
func (f *finder) past(y, m, d int) incident.Day {
	if y != 0 {
		return incident.NewDay(y, time.Month(m), d)
	}
	if !f.pub.Known() {
		return 0
	}
	y = f.pub.Time().Year() + 1
	for range 9 {
		if valid(y, m, d) {
			if day := incident.NewDay(y, time.Month(m), d); day <= f.pub.Add(f.grace) {
				return day
			}
		}
		y--
	}
	return 0
}

// back returns the newest day of a weekday, 1 Monday … 7 Sunday, not after d.
func back(d incident.Day, weekday int8) incident.Day {
	now := int(d.Weekday()+6)%7 + 1
	return d.Add(-((now - int(weekday) + 7) % 7))
}

// pair joins m with a second day: "from Monday to Wednesday", "28 лютого – 1 березня",
// "в ночь с понедельника на вторник" (the second day's).
func (f *finder) pair(m Mention, i int) Mention {
	if m.End != 0 || m.Asof {
		return m
	}
	j := m.Last + 1
	nightly := f.nightBefore(i)
	switch b := f.set(j); {
	case f.mark(j, '-', '–', '—') && m.DayOfMonth != 0:
	case nightly && b&sNightTo != 0:
	case f.spansFrom(i) && b&(sRangeTo|sNightTo) != 0:
	default:
		return m
	}
	j++
	end, until, timed := f.clock(j)
	if timed {
		j = end + 1
	}
	s, ok := f.day(j)
	if !ok || s.isRel != (m.Month == 0 && m.Weekday == 0) && !nightly || s.war != 0 {
		return m
	}
	n := f.resolve(s)
	if n.Year != 0 && m.Year == 0 && m.DayOfMonth != 0 {
		m.Day = f.past(n.Year, int(m.Month), m.DayOfMonth)
	}
	if timed && m.Clock >= "17:00" && until <= "12:00" && n.Day == m.Day.Add(1) {
		nightly = true // from one evening to the next morning
	}
	m = joinDays(m, n, nightly)
	if timed && until == midnight && m.End.Known() { // up to midnight: the day before is the last
		if m.End--; m.End <= m.Day {
			m.End = 0
		}
	}
	if m.End > m.Day.Add(longRange) {
		m.Span = true
	}
	return m
}

// A range of more days than longRange dates no event.
const (
	longRange   = 14
	reasonRange = "range of days"
	midnight    = "00:00"
)

func joinDays(m, n Mention, nightly bool) Mention {
	if nightly {
		n.First, n.Night, n.Clock, n.Reason = m.First, true, parts[night], "night between two days"
		return n
	}
	m.Last, m.Reason = n.Last, reasonRange
	switch {
	case m.Day.Known() && n.Day > m.Day:
		m.End = n.Day
		if n.End > n.Day {
			m.End = n.End
		}
	case m.Day.Known() && n.Day.Known() && m.Weekday != 0 && m.Month == 0:
		m.Day = back(n.Day, m.Weekday)
		m.End = n.Day
	}
	if m.End <= m.Day {
		m.End = 0
	}
	return m
}
