// Package date finds the days of a text, in English, Ukrainian and Russian at
// once, and resolves them against the day of publication; it also reads the
// period that a user asks for.
//
// Guarantees, for any tokens in: mentions are in the order of the text and do
// not overlap; First <= Last are indexes of tokens; End is 0 or later than Day.
// A day that cannot be known is 0, never a guess. One pass, no allocation but
// the caller's slice. No clock is read: today and the day of publication are
// passed in, as days of Europe/Kyiv.
//
// Layout: date.go the types; find.go the walk; absolute.go months, days and
// years; resolve.go what was said made days of; relative.go nights, parts of the day, spans; clock.go hours and parts of the day;
// infer.go the year from a weekday; period.go a user's question; table*.go the words.
package date

import (
	"time"

	"incidentbot/index/incident"
)

// Mention is one date expression.
type Mention struct {
	First, Last int          // tokens, both inclusive
	Day         incident.Day // 0: unknown without a day of publication, or no day said (see Weak)
	End         incident.Day // last day of a range ("from March 3 to 5"), else 0. "The night of 28-29 December" is the 29th, no range.
	Basis       incident.DateBasis

	Night   bool // a night; Day is its morning's day where the text says so
	Span    bool // a stretch of time that dates no event: "since Sunday", "this week", "в июне"
	PastDay bool // the 24 hours before publication or before the day said: "за добу", "in the past day"
	// Weak is a time of day alone ("вранці", "at 5 a.m."): it belongs to the day last said
	// in its sentence, else to the day of publication, which Day holds.
	Weak bool
	// Asof marks the day on which something was said, not done: "as of 10:00 on May 3", "станом на".
	Asof bool
	// Future marks a day after publication's grace, or planned ("scheduled for").
	Future bool

	Clock string // "HH:MM", or night, morning, afternoon, evening; "" if not said

	// What was said, for Infer: zero where it was not.
	Year       int
	Month      time.Month
	DayOfMonth int
	Weekday    int8 // 1 Monday … 7 Sunday
	Reason     string
}

// Dated reports whether m can date an event.
func (m *Mention) Dated() bool { return m.Day.Known() && !m.Span && !m.Weak && !m.Asof && !m.Future }

// Range is a user's period.
type Range struct {
	From, To   incident.Day // both inclusive
	Start, End int          // bytes of the question that say it
	Rest       string       // the question without them
}
