package table

import (
	"math"
	"slices"

	"incidentbot/index/incident"
)

// Around returns the nearest days before from and after to on which the query's
// other conditions select something; 0 where there is none.
func (t *Table) Around(q Query) (before, after incident.Day) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	from, to := q.From, q.To
	if !from.Known() && !to.Known() {
		return 0, 0
	}
	if from.Known() {
		b := q
		b.From, b.To, b.Undated = 0, from-1, false
		t.walk(&b, func(n int32) bool { before = t.rows[n].day; return false })
	}
	if to.Known() {
		a := q
		a.From, a.To, a.Undated = to+1, 0, false
		t.walk(&a, func(n int32) bool {
			if d := t.rows[n].day; d > to {
				after = d
			}
			return true
		})
	}
	return before, after
}

// NearPlace returns the place nearest to a point, none of the query's places,
// that has an event on the query's days, and how many km away it is; "" if none.
func (t *Table) NearPlace(q Query, lat, lon float64) (id string, km float64) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	skip := q.Places
	q.Places = nil
	seen := make([]bool, len(t.places))
	km = math.Inf(1)
	t.walk(&q, func(n int32) bool {
		r := &t.rows[n]
		p := &t.places[r.place]
		if seen[r.place] || r.is(wide) || slices.Contains(skip, p.id) {
			return true
		}
		seen[r.place] = true
		if d := Km(lat, lon, p.lat, p.lon); d < km {
			id, km = p.id, d
		}
		return true
	})
	return id, km
}

// Km returns the distance of two points on the globe (haversine).
func Km(lat1, lon1, lat2, lon2 float64) float64 {
	const rad, earth = math.Pi / 180, 6371.0
	a := math.Sin((lat2 - lat1) * rad / 2)
	b := math.Sin((lon2 - lon1) * rad / 2)
	return 2 * earth * math.Asin(math.Sqrt(a*a+math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b))
}
