package table

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"incidentbot/index/incident"
)

// The places of the tests: two towns in a region, in a country with another region.
var up = map[string][]string{
	"t1": {"r1", "c"}, "t2": {"r1", "c"}, "t3": {"r2", "c"}, "r1": {"c"}, "r2": {"c"}, "c": nil,
}

func parents(id string) []string { return up[id] }

func lies(id, in string) bool { return id == in || slices.Contains(up[id], in) }

func kind(id string) incident.PlaceKind {
	switch id[0] {
	case 'r':
		return incident.Region
	case 'c':
		return incident.Country
	}
	return incident.City
}

func drawEvent(t *rapid.T) *incident.Event {
	place := rapid.SampledFrom(slices.Sorted(maps.Keys(up))).Draw(t, "place")
	e := &incident.Event{
		ID: fmt.Sprint("e", rapid.IntRange(0, 40).Draw(t, "id")), Seq: rapid.Uint64Range(1, 50).Draw(t, "seq"),
		Place: incident.Place{ID: place, Kind: kind(place)}, Articles: 1,
		Background: rapid.IntRange(0, 3).Draw(t, "background") == 0,
	}
	if d := rapid.IntRange(0, 9).Draw(t, "day"); d > 0 {
		e.Date = incident.Day(19000 + d)
		if d%4 == 0 {
			e.DateEnd = e.Date + 2
		}
	}
	if rapid.Bool().Draw(t, "also") {
		e.PlacesAlso = []incident.Place{{ID: "t3"}}
	}
	for _, w := range incident.Weapons[:3] {
		if rapid.Bool().Draw(t, "weapon") {
			e.Weapons = append(e.Weapons, w)
		}
	}
	if rapid.Bool().Draw(t, "damage") {
		e.Damage = []incident.Damage{incident.Damages[rapid.IntRange(0, 2).Draw(t, "kind")]}
	}
	if rapid.Bool().Draw(t, "outage") {
		e.Outages = []incident.Outage{{Utility: incident.Water}}
	}
	if n := rapid.Int32Range(-1, 3).Draw(t, "killed"); n >= 0 {
		e.Killed = &incident.Figure{Interval: incident.Interval{Min: n, Max: rapid.SampledFrom([]int32{n, n + 1, incident.Open}).Draw(t, "max")}}
	}
	if rapid.Bool().Draw(t, "launched") {
		e.Launched = map[incident.Weapon]int{incident.Drone: rapid.IntRange(1, 9).Draw(t, "drones")}
	}
	return e
}

// many makes more events than are posted one by one.
func many(seed uint64) (out []*incident.Event) {
	r := rand.New(rand.NewPCG(seed, 1))
	places := slices.Sorted(maps.Keys(up))
	for i := range bulk + 50 {
		place := places[r.IntN(len(places))]
		e := &incident.Event{
			ID: fmt.Sprint("b", i), Seq: r.Uint64N(50), Articles: 1, Place: incident.Place{ID: place, Kind: kind(place)},
			Weapons: []incident.Weapon{incident.Weapons[r.IntN(3)]},
		}
		if d := r.IntN(10); d > 0 {
			e.Date = incident.Day(19000 + d)
		}
		if k := r.Int32N(4); k > 0 {
			e.Killed = &incident.Figure{Interval: incident.Exactly(k)}
		}
		out = append(out, e)
	}
	return out
}

func drawQuery(t *rapid.T) Query {
	q := Query{
		Places: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"t1", "t2", "t3", "r1", "r2", "c", "nowhere"}), 0, 3, rapid.ID[string]).Draw(t, "places"),
		Exact:  rapid.Bool().Draw(t, "exact"), Undated: rapid.Bool().Draw(t, "undated"),
		MinKilled: rapid.Int32Range(0, 2).Draw(t, "min"), NoBackground: rapid.Bool().Draw(t, "news"),
	}
	if rapid.Bool().Draw(t, "from") {
		q.From = incident.Day(19000 + rapid.IntRange(0, 10).Draw(t, "first"))
	}
	if rapid.Bool().Draw(t, "to") {
		q.To = incident.Day(19000 + rapid.IntRange(0, 10).Draw(t, "last"))
	}
	if rapid.Bool().Draw(t, "weapons") {
		q.Weapons = []incident.Weapon{incident.Missile, incident.Bomb}
	}
	if rapid.Bool().Draw(t, "outages") {
		q.Outages = []incident.Utility{incident.Water, incident.Gas}
	}
	return q
}

// selects is what Query means, said plainly.
func selects(q *Query, e *incident.Event) bool {
	place := len(q.Places) == 0
	for _, p := range q.Places {
		if q.Exact {
			place = place || e.Place.ID == p
			continue
		}
		place = place || lies(e.Place.ID, p)
		for _, a := range e.PlacesAlso {
			place = place || lies(a.ID, p)
		}
	}
	date := true
	switch dated := q.From.Known() || q.To.Known(); {
	case dated && !e.Date.Known():
		date = q.Undated
	case dated:
		date = max(e.Date, e.DateEnd) >= q.From && (!q.To.Known() || e.Date <= q.To)
	}
	weapon := len(q.Weapons) == 0
	for _, w := range e.Weapons {
		weapon = weapon || slices.Contains(q.Weapons, w)
	}
	killed := q.MinKilled == 0 || e.Killed != nil && e.Killed.Min >= q.MinKilled
	return place && date && weapon && killed && (len(q.Outages) == 0 || len(e.Outages) > 0) && (!q.NoBackground || !e.Background)
}

// newest is the order of pages, said plainly. What began before the asked days
// or has no day comes last.
func newest(q *Query) func(a, b *incident.Event) int {
	toll := func(e *incident.Event) int32 {
		if e.Killed == nil {
			return 0
		}
		return e.Killed.Min
	}
	late := func(e *incident.Event) int {
		switch {
		case !e.Date.Known():
			return 2
		case e.Date < q.From:
			return 1
		}
		return 0
	}
	return func(a, b *incident.Event) int {
		return cmp.Or(late(a)-late(b), cmp.Compare(b.Date, a.Date), cmp.Compare(toll(b), toll(a)),
			cmp.Compare(b.Launched[incident.Drone], a.Launched[incident.Drone]), cmp.Compare(a.ID, b.ID))
	}
}

// The table answers as a plain list of events would, after any changes, and
// again when it is read from its snapshot.
func TestTableIsAList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab, model := New(parents), map[string]*incident.Event{}
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			var put []*incident.Event
			if rapid.IntRange(0, 5).Draw(t, "bulk") == 0 {
				put = many(rapid.Uint64().Draw(t, "seed"))
			}
			here := map[string]bool{}
			for range rapid.IntRange(0, 12).Draw(t, "puts") {
				if e := drawEvent(t); !here[e.ID] {
					here[e.ID] = true
					put = append(put, e)
				}
			}
			drop := rapid.SliceOfN(rapid.SampledFrom([]string{"e1", "e2", "e3", "b1", "b7", "none"}), 0, 2).Draw(t, "drop")
			tab.Apply(put, drop, 7)
			for _, id := range drop {
				delete(model, id)
			}
			for _, e := range put {
				model[e.ID] = e
			}
		}
		check(t, tab, model)
		again, rest, err := Load(append(tab.Append(nil), "rest"...), parents)
		if err != nil || string(rest) != "rest" {
			t.Fatalf("snapshot: %v, %q", err, rest)
		}
		check(t, again, model)
	})
}

func check(t *rapid.T, tab *Table, model map[string]*incident.Event) {
	q := drawQuery(t)
	var want []*incident.Event
	for _, e := range model {
		if selects(&q, e) {
			want = append(want, e)
		}
		if tab.Matches(q, e.ID) != selects(&q, e) {
			t.Fatalf("%+v selects %+v: table says %v", q, e, tab.Matches(q, e.ID))
		}
	}
	slices.SortFunc(want, newest(&q))
	var ids []string
	for _, e := range want {
		ids = append(ids, e.ID)
	}
	offset, limit := rapid.IntRange(0, 5).Draw(t, "offset"), rapid.IntRange(1, 50).Draw(t, "limit")
	got, total := tab.Page(q, offset, limit)
	page := ids[min(offset, len(ids)):min(offset+limit, len(ids))]
	if total != len(ids) || !slices.Equal(got, page) {
		t.Fatalf("%+v from %d: %v of %d, want %v of %d", q, offset, got, total, page, len(ids))
	}
	if diff := gocmp.Diff(plainSum(want), tab.Sum(q)); diff != "" {
		t.Fatalf("%+v: sum (-want +got):\n%s", q, diff)
	}
}

// plainSum adds up events as the words of Sums say.
func plainSum(es []*incident.Event) Sums {
	s := Sums{Launched: map[incident.Weapon]int{}, Intercepted: map[incident.Weapon]int{}}
	days := map[incident.Day]*DaySum{}
	part := func(p, e *incident.Event) bool {
		return p != e && e.Date.Known() && p.Date == e.Date && p.Place.ID != e.Place.ID && lies(p.Place.ID, e.Place.ID) && e.Place.Kind != incident.City &&
			(len(p.Weapons) == 0 || len(e.Weapons) == 0 || slices.ContainsFunc(p.Weapons, func(w incident.Weapon) bool { return slices.Contains(e.Weapons, w) }))
	}
	for _, e := range es {
		d := days[e.Date]
		if d == nil {
			d = &DaySum{Day: e.Date}
			days[e.Date] = d
		}
		counted := func(o *incident.Event) bool { return o.Launched[incident.Drone] > 0 && part(e, o) }
		if n := e.Launched[incident.Drone]; n > 0 && !slices.ContainsFunc(es, counted) {
			s.Launched[incident.Drone] += n
			d.Launched += n
		}
		if slices.ContainsFunc(es, func(p *incident.Event) bool { return part(p, e) }) {
			s.Waves++
			continue
		}
		s.Events++
		d.Events++
		s.InjuredUnknown++
		if e.Killed == nil {
			s.KilledUnknown++
		} else {
			s.Killed, d.Killed = s.Killed.Add(e.Killed.Interval), d.Killed.Add(e.Killed.Interval)
		}
	}
	for _, day := range slices.Sorted(maps.Keys(days)) {
		if day.Known() {
			s.Days = append(s.Days, *days[day])
		}
	}
	return s
}

func FuzzLoad(f *testing.F) {
	tab := New(parents)
	tab.Apply([]*incident.Event{{
		ID: "e", Place: incident.Place{ID: "t1"}, PlacesAlso: []incident.Place{{ID: "t3"}}, Date: 19000,
		Launched: map[incident.Weapon]int{incident.Drone: 3},
	}}, nil, 3)
	f.Add(tab.Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		tab, rest, err := Load(b, parents)
		if err != nil {
			return
		}
		if whole := tab.Append(nil); tab.Len() > 0 && len(rest) == 0 {
			again, _, err := Load(whole, parents)
			if err != nil || !bytes.Equal(again.Append(nil), whole) {
				t.Fatalf("what was loaded cannot be saved and loaded: %v", err)
			}
		}
	})
}

func TestWave(t *testing.T) {
	tab := New(parents)
	ev := func(id, place string, day incident.Day, w incident.Weapon) *incident.Event {
		return &incident.Event{ID: id, Place: incident.Place{ID: place, Kind: kind(place)}, Date: day, Weapons: []incident.Weapon{w}}
	}
	tab.Apply([]*incident.Event{
		ev("town", "t1", 19000, incident.Drone), ev("region", "r1", 19000, incident.Drone), ev("country", "c", 19000, incident.Drone),
		ev("other", "t3", 19000, incident.Drone), ev("shells", "t2", 19000, incident.Artillery), ev("later", "t1", 19001, incident.Drone),
	}, nil, 1)
	for id, want := range map[string]string{
		"town": "region", "region": "country", "country": "", "other": "country", "shells": "", "later": "",
	} {
		if got := tab.Wave(id); got != want {
			t.Errorf("%s is a part of %q, want %q", id, got, want)
		}
	}
}

func TestAround(t *testing.T) {
	tab := New(parents)
	var put []*incident.Event
	for i, d := range []incident.Day{19000, 19005, 19020} {
		put = append(put, &incident.Event{ID: fmt.Sprint(i), Place: incident.Place{ID: "t1", Lat: 50, Lon: 30 + float64(i)}, Date: d})
	}
	put = append(put, &incident.Event{ID: "far", Place: incident.Place{ID: "t3", Lat: 50, Lon: 36}, Date: 19010})
	tab.Apply(put, nil, 1)
	before, after := tab.Around(Query{Places: []string{"t1"}, From: 19008, To: 19012})
	if before != 19005 || after != 19020 {
		t.Errorf("around: %v and %v", before, after)
	}
	if id, km := tab.NearPlace(Query{Places: []string{"t1"}, From: 19008, To: 19012}, 50, 30); id != "t3" || km < 420 || km > 440 {
		t.Errorf("nearest %s, %.0f km", id, km)
	}
	if first, last := tab.Bounds(); first != 19000 || last != 19020 {
		t.Errorf("bounds %v %v", first, last)
	}
}
