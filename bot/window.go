package bot

import "time"

// window allows n sends in any period. A send counts from its start until a
// period after its end, so that no jitter on the way can crowd two windows.
type window struct {
	n      int
	period time.Duration
	flying int
	landed []time.Time // ends of sends, oldest first
}

// free returns the earliest time from now at which a send may start; ok is
// false while only the end of a flying send can tell.
func (w *window) free(now time.Time) (at time.Time, ok bool) {
	w.trim(now)
	if w.flying+len(w.landed) < w.n {
		return now, true
	}
	if len(w.landed) == 0 {
		return time.Time{}, false
	}
	return w.landed[0].Add(w.period), true
}

func (w *window) start() { w.flying++ }

func (w *window) end(now time.Time) {
	w.flying--
	w.landed = append(w.landed, now)
}

func (w *window) trim(now time.Time) {
	i := 0
	for i < len(w.landed) && now.Sub(w.landed[i]) >= w.period {
		i++
	}
	w.landed = w.landed[i:]
}
