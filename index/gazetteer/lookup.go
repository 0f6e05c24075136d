package gazetteer

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"incidentbot/index/token"
)

// asides are words that people put beside a place's name in a question.
var asides = strings.Fields("м. м місто г. г город city of town the с. с село смт пгт посёлок поселок village місті городе селі селе in у в near")

// Lookup returns the places that a user can mean by name, in any language,
// spelling and case, most important first; nil if none.
func (g *Gazetteer) Lookup(name string) []*Place {
	text := []byte(name)
	toks := token.Scan(nil, text)
	if len(toks) == 0 || len(toks) > 12 {
		return nil
	}
	if c := g.whole(text, toks); c != nil {
		return c
	}
	return g.whole(text, g.dropAsides(toks))
}

func (g *Gazetteer) dropAsides(toks []token.Token) []token.Token {
	aside := func(t token.Token) bool {
		return t.Kind == token.Mark || slices.ContainsFunc(asides, func(a string) bool { return token.Hash(a) == t.Hash })
	}
	for len(toks) > 0 && aside(toks[0]) {
		toks = toks[1:]
	}
	for len(toks) > 0 && aside(toks[len(toks)-1]) {
		toks = toks[:len(toks)-1]
	}
	return toks
}

// whole returns the places whose name is all of toks.
func (g *Gazetteer) whole(text []byte, toks []token.Token) []*Place {
	if len(toks) == 0 {
		return nil
	}
	full := func(n int) bool {
		return n == len(toks) || n == len(toks)-1 && toks[n].Kind == token.Mark
	}
	for _, try := range []func() ([]Candidate, int){
		func() ([]Candidate, int) { return g.find(toks, 0) },
		func() ([]Candidate, int) { return g.findLoose(text, toks, 0) },
		func() ([]Candidate, int) { return g.region.longest(toks, 0) },
		func() ([]Candidate, int) { return g.raion.longest(toks, 0) },
	} {
		if c, n := try(); n > 0 && full(n) {
			return distinct(c)
		}
	}
	return nil
}

func distinct(cs []Candidate) []*Place {
	out := make([]*Place, 0, len(cs))
	for _, c := range cs {
		if !slices.Contains(out, c.Place) {
			out = append(out, c.Place)
		}
	}
	return out
}

// named is a name of a place, folded.
type named struct {
	text  string
	place int32
}

// eachName calls fn with every display name and alias of places[i].
func (g *Gazetteer) eachName(i int, fn func(string)) {
	for _, n := range g.places[i].Names {
		fn(n)
	}
	for _, a := range g.aliases[i] {
		fn(a)
	}
}

func (g *Gazetteer) sortNames() []named {
	out := make([]named, 0, 3*len(g.places))
	for i := range g.places {
		g.eachName(i, func(n string) { out = append(out, named{token.Fold(n), int32(i)}) })
	}
	slices.SortFunc(out, func(a, b named) int {
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.place, b.place))
	})
	return slices.Compact(out)
}

// Prefix returns up to n places with a name that begins like prefix, most important first.
func (g *Gazetteer) Prefix(prefix string, n int) []*Place {
	p := token.Fold(strings.TrimSpace(prefix))
	if p == "" || n <= 0 {
		return nil
	}
	all := g.names()
	from, _ := slices.BinarySearchFunc(all, p, func(e named, p string) int { return strings.Compare(e.text, p) })
	var best []int32
	for ; from < len(all) && strings.HasPrefix(all[from].text, p); from++ {
		best = g.keepBest(best, all[from].place, n)
	}
	return g.pick(best)
}

// keepBest inserts place into the list of at most n, ordered by rank.
func (g *Gazetteer) keepBest(best []int32, place int32, n int) []int32 {
	if len(best) == n && g.rank[best[n-1]] >= g.rank[place] || slices.Contains(best, place) {
		return best
	}
	at, _ := slices.BinarySearchFunc(best, place, func(a, b int32) int { return cmp.Compare(g.rank[b], g.rank[a]) })
	best = slices.Insert(best, at, place)
	return best[:min(n, len(best))]
}

func (g *Gazetteer) pick(is []int32) []*Place {
	out := make([]*Place, 0, len(is))
	for _, i := range is {
		out = append(out, &g.places[i])
	}
	return out
}

// nearNames lists the romanised names of the places that a misspelling is
// likely to mean: all of Ukraine, Russia and Belarus, else big cities, regions, countries.
func (g *Gazetteer) nearNames() []named {
	var out []named
	for i := range g.places {
		p := &g.places[i]
		if !keepsRegions(p.Country) && p.Settlement() && p.Population < 300_000 {
			continue
		}
		g.eachName(i, func(n string) { out = append(out, named{string(looseText(nil, n)), int32(i)}) })
	}
	return out
}

// Suggest returns up to n places whose name is nearest to a misspelt one,
// nearest first, then most important; nil if none is near.
func (g *Gazetteer) Suggest(name string, n int) []*Place {
	want := looseText(nil, strings.TrimSpace(name))
	if len(want) < 3 || len(want) > 40 || n <= 0 {
		return nil
	}
	limit := 1 + len(want)/6
	score := map[int32]int{}
	for _, e := range g.near() {
		if d := len(e.text) - len(want); d > limit || -d > limit {
			continue
		}
		d := distance(want, e.text, limit)
		if e.text == "" || e.text[0] != want[0] { // few mistake how a name begins
			d++
		}
		if old, ok := score[e.place]; d <= limit && (!ok || d < old) {
			score[e.place] = d
		}
	}
	found := make([]int32, 0, len(score))
	for i := range score {
		found = append(found, i)
	}
	slices.SortFunc(found, func(a, b int32) int {
		return cmp.Or(cmp.Compare(g.weighed(a, score), g.weighed(b, score)), cmp.Compare(a, b))
	})
	return g.pick(found[:min(n, len(found))])
}

// weighed trades distance against importance: one letter is worth a factor of a
// thousand. No country or region weighs more than the largest city.
func (g *Gazetteer) weighed(i int32, score map[int32]int) float64 {
	return float64(score[i])*3 - min(math.Log10(1+float64(g.rank[i])), 8)
}

// distance is the number of letters to insert, drop, change or swap; more than limit is cut short.
func distance(a []byte, b string, limit int) int {
	var rows [3][64]int
	if len(b) >= len(rows[0]) {
		return limit + 1
	}
	prev2, prev, cur := rows[0][:], rows[1][:], rows[2][:]
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, prev2[j-2]+1)
			}
			cur[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}

// Near returns the settlements within km of a point, nearest first.
func (g *Gazetteer) Near(lat, lon, km float64) []*Place {
	type hit struct {
		p *Place
		d float64
	}
	var hits []hit
	for i := range g.places {
		p := &g.places[i]
		if !p.Settlement() || math.Abs(p.Lat-lat)*110 > km {
			continue
		}
		if d := Distance(lat, lon, p.Lat, p.Lon); d <= km {
			hits = append(hits, hit{p, d})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Compare(a.d, b.d) })
	out := make([]*Place, len(hits))
	for i, h := range hits {
		out[i] = h.p
	}
	return out
}

// Distance is the great-circle distance of two points in kilometres.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const rad, earth = math.Pi / 180, 6371
	s := math.Sin((lat2 - lat1) * rad / 2)
	t := math.Sin((lon2 - lon1) * rad / 2)
	h := s*s + math.Cos(lat1*rad)*math.Cos(lat2*rad)*t*t
	return 2 * earth * math.Asin(min(1, math.Sqrt(h)))
}
