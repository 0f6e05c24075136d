package i18n

import (
	"strconv"
	"strings"
	"time"

	"incidentbot/index/incident"
)

// months are named as in a date ("2 січня") and alone ("січень 2024"), from January.
var months = map[incident.Lang][2][12]string{
	incident.English: {
		{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	},
	incident.Ukrainian: {
		{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"},
		{"січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад", "грудень"},
	},
	incident.Russian: {
		{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
		{"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"},
	},
}

// Day says a day: "2 January 2024". The unknown day is "date unknown".
func (p *Printer) Day(d incident.Day) string {
	if !d.Known() {
		return p.T("date.unknown")
	}
	t := d.Time()
	return strconv.Itoa(t.Day()) + " " + months[p.lang][0][t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// ShortDay says a day without its year: "2 January".
func (p *Printer) ShortDay(d incident.Day) string {
	t := d.Time()
	return strconv.Itoa(t.Day()) + " " + months[p.lang][0][t.Month()-1]
}

// Days says a period, both ends inclusive, as shortly as it can be said: a day,
// "2–5 January 2024", "January 2024", "2024". An unknown end is open.
func (p *Printer) Days(from, to incident.Day) string {
	switch {
	case !from.Known() && !to.Known():
		return p.T("date.all")
	case !from.Known():
		return p.T("date.until", "Day", p.Day(to))
	case !to.Known():
		return p.T("date.since", "Day", p.Day(from))
	case from == to:
		return p.Day(from)
	}
	a, b := from.Time(), to.Time()
	if s := p.whole(a, b); s != "" {
		return s
	}
	switch {
	case a.Year() != b.Year():
		return p.Day(from) + " – " + p.Day(to)
	case a.Month() != b.Month():
		return p.ShortDay(from) + " – " + p.Day(to)
	}
	return strconv.Itoa(a.Day()) + "–" + p.Day(to)
}

// whole says a whole month or year, "" for any other period.
func (p *Printer) whole(a, b time.Time) string {
	next := b.AddDate(0, 0, 1)
	if a.Day() != 1 || next.Day() != 1 {
		return ""
	}
	switch {
	case a.Month() == time.January && next.Month() == time.January && a.Year() == b.Year():
		return strconv.Itoa(a.Year())
	case a.Year() == b.Year() && a.Month() == b.Month():
		return months[p.lang][1][a.Month()-1] + " " + strconv.Itoa(a.Year())
	}
	return ""
}

// Number says a whole number, its thousands set apart by a comma in English, by
// a no-break space in the others.
func (p *Printer) Number(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	sep := "\u00a0"
	if p.lang == incident.English {
		sep = ","
	}
	if len(s) <= 4 && p.lang != incident.English {
		return sign + s
	}
	var parts []string
	for len(s) > 3 {
		parts = append([]string{s[len(s)-3:]}, parts...)
		s = s[:len(s)-3]
	}
	return sign + strings.Join(append([]string{s}, parts...), sep)
}

// Interval says a figure in words: "4", "at least 92", "up to 5", "about 20", "20 to 25", "none".
func (p *Printer) Interval(v incident.Interval) string {
	lo, hi := p.Number(int(v.Min)), p.Number(int(v.Max))
	switch {
	case v.Min == incident.Open && v.Max == incident.Open:
		return p.T("figure.unsaid")
	case v.Zero():
		return p.T("figure.none")
	case v.Min == v.Max && v.Approx:
		return p.T("figure.about", "N", lo)
	case v.Min == v.Max:
		return lo
	case v.Max == incident.Open:
		return p.T("figure.atleast", "N", lo)
	case v.Min == incident.Open || v.Min == 0:
		return p.T("figure.upto", "N", hi)
	}
	return p.T("figure.range", "Min", lo, "Max", hi)
}
