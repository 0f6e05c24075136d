package incident

import (
	"fmt"
	"strings"
	"testing"
)

// TestHull: in, and the range out; the order of the figures decides nothing.
func TestHull(t *testing.T) {
	n := func(v int32) Interval { return Interval{Min: v, Max: v} }
	least := func(v int32) Interval { return Interval{Min: v, Max: Open} }
	most := func(v int32) Interval { return Interval{Min: Open, Max: v} }
	for _, c := range []struct {
		in   []Interval
		want string
	}{
		{[]Interval{n(4)}, "4"},
		{[]Interval{n(14), n(18)}, "14–18"},
		{[]Interval{least(2), n(14)}, "2–14"},
		{[]Interval{least(43), least(2), n(14)}, "≥2"},
		{[]Interval{n(18), least(18)}, "≥18"},
		{[]Interval{most(5), n(14)}, "≤14"},
		{[]Interval{most(14), n(5)}, "5–14"},
		{[]Interval{{Min: 20, Max: 25}, n(22)}, "20–25"},
		{[]Interval{{Min: 20, Max: 20, Approx: true}, n(20)}, "≈20"},
		{nil, "0"},
	} {
		for range c.in {
			if got := Hull(c.in...).String(); got != c.want {
				t.Errorf("%s: %s, not %s", strings.Trim(fmt.Sprint(c.in), "[]"), got, c.want)
			}
			c.in = append(c.in[1:], c.in[0])
		}
	}
}
