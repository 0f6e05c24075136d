package date

import (
	"time"

	"incidentbot/index/incident"
)

// Infer returns the day of publication that the mentions of an undated text
// betray: a day count of the war, or a day of a month with its weekday that fit
// one year only, from 2022 to today. Find is then called again with that day;
// what it dates is BasisInferred.
func Infer(ms []Mention, today incident.Day) (incident.Day, bool) {
	var weekday int8
	for i := range ms {
		if ms[i].Reason == reasonWar {
			return ms[i].Day, true
		}
		if weekday == 0 && !ms[i].Span && !ms[i].Future {
			weekday = ms[i].Weekday
		}
	}
	for i := range ms {
		m := &ms[i]
		if m.Span || m.Future || m.Year != 0 || m.DayOfMonth == 0 {
			continue
		}
		w := m.Weekday
		if w == 0 && m.Asof {
			w = weekday
		}
		if d, ok := fits(m.Month, m.DayOfMonth, w, today); ok {
			return d, true
		}
	}
	return 0, false
}

// reasonWar names the rule that reads a day count of the war.
const reasonWar = "day of the war"

// fits returns the one day, from 2022 to today, that has this weekday.
func fits(month time.Month, d int, weekday int8, today incident.Day) (incident.Day, bool) {
	if weekday == 0 {
		return 0, false
	}
	var found incident.Day
	for y := 2022; y <= today.Time().Year(); y++ {
		day := incident.NewDay(y, month, d)
		if !valid(y, int(month), d) || day > today || back(day, weekday) != day {
			continue
		}
		if found.Known() {
			return 0, false
		}
		found = day
	}
	return found, found.Known()
}

func monthOf(e entry) time.Month { return time.Month(e.val) }
