package incident

import (
	"fmt"
	"time"
)

// Day is a calendar day, counted from 1970-01-01. The zero Day is unknown: no
// attack of that day is in the archive's field, so the value is free to say so.
type Day int32

const dayLayout = "2006-01-02"

// DayOf returns the calendar day that t shows in its own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return NewDay(y, m, d)
}

// NewDay returns the day y-m-d; out-of-range months and days roll over as in time.Date.
func NewDay(y int, m time.Month, d int) Day {
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads "2006-01-02". The empty string is the unknown day.
func ParseDay(s string) (Day, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse(dayLayout, s)
	if err != nil {
		return 0, fmt.Errorf("not a day (want YYYY-MM-DD): %q", s)
	}
	return DayOf(t), nil
}

// Known reports whether d is a day at all.
func (d Day) Known() bool { return d != 0 }

// Time returns midnight UTC of d.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Weekday returns d's day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Add returns the day n days later.
func (d Day) Add(n int) Day { return d + Day(n) }

// String returns "2006-01-02", or "" for the unknown day.
func (d Day) String() string {
	if !d.Known() {
		return ""
	}
	return d.Time().Format(dayLayout)
}

// MarshalJSON writes the day as a string, the unknown day as null.
func (d Day) MarshalJSON() ([]byte, error) {
	if !d.Known() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Day) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = 0
		return nil
	}
	if len(b) < 2 || b[0] != '"' || b[len(b)-1] != '"' {
		return fmt.Errorf("not a day: %s", b)
	}
	v, err := ParseDay(string(b[1 : len(b)-1]))
	*d = v
	return err
}
