package handlers

import (
	"strconv"
	"time"

	"incidentbot/handlers/picture"
	"incidentbot/index"
	"incidentbot/index/incident"
)

const maxBars = 62 // bars that a phone can show side by side

// step is how long one bar of a chart is.
type step uint8

const (
	byDay step = iota
	byWeek
	byMonth
)

var stepNames = [...]string{"chart.byday", "chart.byweek", "chart.bymonth"}

// drawChart answers with a chart of events, killed, injured and air weapons over time.
func (t *turn) drawChart() {
	sums, err := t.h.archive.Sum(t.ctx, t.q.filter())
	if err != nil {
		t.fail(err)
		return
	}
	t.a.Understood = t.understood()
	if sums.Events == 0 {
		t.nothing()
		return
	}
	if len(sums.Days) == 0 {
		t.a.Status = NotFound
		t.say(Note, t.p.T("chart.undated"))
		return
	}
	first, last := t.span(sums.Days)
	s := stepOf(first, last)
	bars := barsOf(sums.Days, first, last, s)
	c := picture.Chart{Title: t.a.Understood + " · " + t.p.T(stepNames[s]), Credit: t.p.T("chart.credit")}
	for _, b := range bars {
		c.Labels = append(c.Labels, t.label(b.Day, s))
	}
	c.Panels = t.panels(bars, sums)
	t.picture(c.Title, t.chartWords(sums), c, func(p *picture.Painter) ([]byte, error) { return p.Chart(c) })
}

// span is the period asked for, up to today, or that of the events: days
// without any are part of the picture.
func (t *turn) span(days []index.DaySum) (first, last incident.Day) {
	first, last = days[0].Day, days[len(days)-1].Day
	if t.q.From.Known() {
		first = min(first, t.q.From)
	}
	if t.q.To.Known() {
		last = max(last, min(t.q.To, t.today()))
	}
	return first, last
}

// stepOf is the shortest step whose bars fit.
func stepOf(first, last incident.Day) step {
	n := int(last-first) + 1
	switch {
	case n <= maxBars:
		return byDay
	case n <= 7*maxBars:
		return byWeek
	}
	return byMonth
}

// start is the first day of the bar that d falls in.
func (s step) start(d incident.Day) incident.Day {
	switch s {
	case byWeek:
		return d.Add(-(int(d.Weekday()) + 6) % 7)
	case byMonth:
		at := d.Time()
		return incident.NewDay(at.Year(), at.Month(), 1)
	}
	return d
}

func (s step) next(d incident.Day) incident.Day {
	switch s {
	case byWeek:
		return d.Add(7)
	case byMonth:
		at := d.Time()
		return incident.NewDay(at.Year(), at.Month()+1, 1)
	}
	return d.Add(1)
}

// barsOf adds days up by step; a step without events is there, empty.
func barsOf(days []index.DaySum, first, last incident.Day, s step) []index.DaySum {
	var out []index.DaySum
	for d := s.start(first); d <= last; d = s.next(d) {
		out = append(out, index.DaySum{Day: d})
	}
	i := 0
	for _, d := range days {
		for i+1 < len(out) && d.Day >= out[i+1].Day {
			i++
		}
		b := &out[i]
		b.Events += d.Events
		b.Killed, b.Injured = b.Killed.Add(d.Killed), b.Injured.Add(d.Injured)
		b.Launched, b.Intercepted = b.Launched+d.Launched, b.Intercepted+d.Intercepted
	}
	return out
}

func (t *turn) label(d incident.Day, s step) string {
	at := d.Time()
	if s == byMonth {
		return at.Format("01.06")
	}
	return strconv.Itoa(at.Day()) + "." + twoDigits(at.Month())
}

func twoDigits(m time.Month) string {
	if m < 10 {
		return "0" + strconv.Itoa(int(m))
	}
	return strconv.Itoa(int(m))
}

// panels are the chart's rows; one of which nothing is said is left out.
func (t *turn) panels(bars []index.DaySum, s index.Sums) []picture.Panel {
	row := func(of func(*index.DaySum) picture.Bar) []picture.Bar {
		out := make([]picture.Bar, len(bars))
		for i := range bars {
			out[i] = of(&bars[i])
		}
		return out
	}
	words := t.chartWords(s)
	out := []picture.Panel{{Name: words[0], Color: "#5b6b7a", Bars: row(func(d *index.DaySum) picture.Bar { return exactly(d.Events) })}}
	if s.KilledUnknown < s.Events {
		out = append(out, picture.Panel{Name: words[1], Color: "#a11212", Bars: row(func(d *index.DaySum) picture.Bar { return barOf(d.Killed) })})
	}
	if s.InjuredUnknown < s.Events {
		out = append(out, picture.Panel{Name: words[2], Color: "#d9822b", Bars: row(func(d *index.DaySum) picture.Bar { return barOf(d.Injured) })})
	}
	if len(s.Launched)+len(s.Intercepted) > 0 {
		out = append(out, picture.Panel{
			Name: words[3], Color: "#9db4c8", InnerColor: "#2f6690",
			Bars:  row(func(d *index.DaySum) picture.Bar { return exactly(max(d.Launched, d.Intercepted)) }),
			Inner: row(func(d *index.DaySum) picture.Bar { return exactly(d.Intercepted) }),
		})
	}
	return out
}

// chartWords says a chart's sums: events, killed, injured and, if any, air weapons.
func (t *turn) chartWords(s index.Sums) []string {
	out := []string{
		t.p.T("chart.events", "N", t.p.Number(s.Events)),
		t.p.T("chart.killed", "N", t.known(s.Killed, s.Events, s.KilledUnknown)),
		t.p.T("chart.injured", "N", t.known(s.Injured, s.Events, s.InjuredUnknown)),
	}
	if len(s.Launched)+len(s.Intercepted) > 0 {
		out = append(out, t.p.T("chart.air", "Up", t.counted(s.Launched), "Down", t.counted(s.Intercepted)))
	}
	return out
}

// counted is the sum of counts, or that none was said.
func (t *turn) counted(m map[incident.Weapon]int) string {
	if len(m) == 0 {
		return t.p.T("figure.unsaid")
	}
	return t.p.Number(total(m))
}

// known says a sum, and how many of its events are silent.
func (t *turn) known(v incident.Interval, events, silent int) string {
	words := t.orUnsaid(v, silent < events)
	if silent > 0 && silent < events {
		words += "; " + t.p.N("toll.unknown", silent)
	}
	return words
}

func total(m map[incident.Weapon]int) int {
	n := 0
	for _, v := range m {
		n += v
	}
	return n
}

func exactly(n int) picture.Bar { return picture.Bar{Min: float64(n), Max: float64(n)} }

func barOf(v incident.Interval) picture.Bar {
	b := picture.Bar{Min: float64(v.Floor()), Max: float64(v.Floor()), Open: v.Max == incident.Open}
	if !b.Open {
		b.Max = float64(v.Max)
	}
	return b
}
