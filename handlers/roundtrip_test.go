package handlers_test

import (
	"testing"

	"incidentbot/index/extract/date"
	"incidentbot/index/incident"
)

// TestSaidPeriodsAreRead holds what answers offer to type against what questions read.
func TestSaidPeriodsAreRead(t *testing.T) {
	h := newHandlers(t)
	today := incident.DayOf(now)
	for _, p := range [][2]string{
		{"2024-01-02", "2024-01-02"},
		{"2024-01-02", "2024-01-05"},
		{"2024-01-30", "2024-02-02"},
		{"2023-12-30", "2024-01-02"},
		{"2024-05-01", "2024-05-31"},
		{"2023-01-01", "2023-12-31"},
		{"2024-01-01", "2024-03-31"},
	} {
		from, _ := incident.ParseDay(p[0])
		to, _ := incident.ParseDay(p[1])
		for _, l := range incident.Langs {
			said := h.Words().In(l).Days(from, to)
			got, ok := date.Period(said, today)
			if !ok || got.From != from || got.To != to || got.Rest != "" {
				t.Errorf("%s %q is read as %v..%v, rest %q", l, said, got.From, got.To, got.Rest)
			}
		}
	}
}
