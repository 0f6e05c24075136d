package incident

import (
	"encoding/json"
	"fmt"
)

// Open is the end of an interval that is not bounded: "at least 92" is 92…Open.
const Open int32 = -1

// Interval is a figure as said: both ends inclusive, either may be Open.
// Approx marks "about 20", whose ends are the number said.
type Interval struct {
	Min, Max int32
	Approx   bool
}

// Exactly returns the closed interval n…n.
func Exactly(n int32) Interval { return Interval{Min: n, Max: n} }

// AtLeast returns n…open.
func AtLeast(n int32) Interval { return Interval{Min: n, Max: Open} }

// AtMost returns open…n.
func AtMost(n int32) Interval { return Interval{Min: Open, Max: n} }

// About returns n…n marked approximate.
func About(n int32) Interval { return Interval{Min: n, Max: n, Approx: true} }

// Zero reports whether the interval says exactly none ("no one was hurt").
func (v Interval) Zero() bool { return v.Min == 0 && v.Max == 0 }

// Floor returns the least value the interval allows.
func (v Interval) Floor() int32 {
	if v.Min == Open {
		return 0
	}
	return v.Min
}

// Overlaps reports whether some number fits both intervals.
func (v Interval) Overlaps(w Interval) bool {
	return (v.Max == Open || w.Floor() <= v.Max) && (w.Max == Open || v.Floor() <= w.Max)
}

// Hull returns the range of several figures, from the least to the greatest that
// is named. It is open above only where the greatest is "at least" so many: of
// "at least 2" and 14 the range is 2–14. Likewise below. Without figures it is zero.
func Hull(vs ...Interval) Interval {
	if len(vs) == 0 {
		return Interval{}
	}
	least, greatest := vs[0], vs[0]
	var approx bool
	for _, v := range vs {
		approx = approx || v.Approx
		if l, h := v.least(), least.least(); l < h || l == h && v.Min != Open {
			least = v
		}
		if l, h := v.greatest(), greatest.greatest(); l > h || l == h && v.Max == Open {
			greatest = v
		}
	}
	return Interval{Min: least.Min, Max: greatest.Max, Approx: approx}
}

// least is the lowest figure that an interval names.
func (v Interval) least() int32 {
	if v.Min == Open {
		return v.Max
	}
	return v.Min
}

// greatest is the highest figure that an interval names.
func (v Interval) greatest() int32 {
	if v.Max == Open {
		return v.Min
	}
	return v.Max
}

// Add returns the interval of the sum of two figures.
func (v Interval) Add(w Interval) Interval {
	s := Interval{Min: v.Floor() + w.Floor(), Max: Open, Approx: v.Approx || w.Approx}
	if v.Max != Open && w.Max != Open {
		s.Max = v.Max + w.Max
	}
	return s
}

// String returns the interval as figures: "4", "≥92", "≤5", "20–25", "≈20".
func (v Interval) String() string {
	switch {
	case v.Min == v.Max && v.Approx:
		return fmt.Sprintf("≈%d", v.Min)
	case v.Min == v.Max:
		return fmt.Sprint(v.Min)
	case v.Max == Open:
		return fmt.Sprintf("≥%d", v.Min)
	case v.Min == Open:
		return fmt.Sprintf("≤%d", v.Max)
	}
	return fmt.Sprintf("%d–%d", v.Min, v.Max)
}

type intervalJSON struct {
	Min    *int32 `json:"min"`
	Max    *int32 `json:"max"`
	Approx bool   `json:"approx"`
}

func end(n int32) *int32 {
	if n == Open {
		return nil
	}
	return &n
}

func fromEnd(p *int32) int32 {
	if p == nil {
		return Open
	}
	return *p
}

// MarshalJSON writes {"min","max","approx"}; an open end is null.
func (v Interval) MarshalJSON() ([]byte, error) {
	return json.Marshal(intervalJSON{end(v.Min), end(v.Max), v.Approx})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Interval) UnmarshalJSON(b []byte) error {
	var j intervalJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*v = Interval{fromEnd(j.Min), fromEnd(j.Max), j.Approx}
	return nil
}
