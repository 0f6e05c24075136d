package extract

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"incidentbot/index/incident"
)

// freshMin are the least scores on testdata/fresh_en.txt, a little under what is
// reached: the samples were written before the rules that read them.
var freshMin = map[string]float64{"event": 0.88, "killed precision": 0.88, "killed": 0.86, "injured": 0.9, "date": 0.95}

// freshGold is a line of a sample: "Place c|d|r|n | day or - | R|U|? k=… i=…",
// c a city, d a district, r a region, n a country; k and i are N, N+ or N..M.
type freshGold struct {
	place, kind, day, killed, injured string
}

// TestFresh scores the English engine on whole reports that nobody tuned it to
// when they were written. A block is "### id lang published", the text, "==" and the gold.
func TestFresh(t *testing.T) {
	b, err := os.ReadFile("testdata/fresh_en.txt")
	if err != nil {
		t.Fatal(err)
	}
	x := newExtractor(t)
	right, told, gold := map[string]int{}, map[string]int{}, map[string]int{}
	for _, block := range strings.Split(string(b), "\n### ")[1:] {
		head, body, _ := strings.Cut(block, "\n")
		text, lines, ok := strings.Cut(body, "\n==")
		f := strings.Fields(head)
		if !ok || len(f) != 3 {
			t.Fatalf("no gold or head in %q", head)
		}
		e := x.Extract(&incident.Article{ID: f[0], Text: text, Published: strings.TrimPrefix(f[2], "-")})
		check(t, text, &e)
		tallyFresh(freshLines(t, lines), e.Reports, right, told, gold)
	}
	for name, least := range freshMin {
		field, precise := strings.CutSuffix(name, " precision")
		p, r := ratio(right[field], told[field]), ratio(right[field], gold[field])
		got := 2 * p * r / max(p+r, 0.001)
		if precise {
			got = p
		}
		t.Logf("%s: %.3f (precision %.3f, recall %.3f)", name, got, p, r)
		if got < least {
			t.Errorf("%s %.3f, want %.3f at least", name, got, least)
		}
	}
}

func ratio(a, b int) float64 { return float64(a) / float64(max(b, 1)) }

func freshLines(t *testing.T, lines string) []freshGold {
	var out []freshGold
	for l := range strings.Lines(lines) {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		p := strings.SplitN(l, "|", 3)
		name := strings.TrimSpace(p[0])
		if len(p) < 3 || len(name) < 3 {
			t.Fatalf("gold line %q", l)
		}
		g := freshGold{place: name[:len(name)-2], kind: name[len(name)-1:], day: strings.Trim(strings.TrimSpace(p[1]), "-")}
		for _, w := range strings.Fields(p[2]) {
			if v, ok := strings.CutPrefix(w, "k="); ok {
				g.killed = v
			}
			if v, ok := strings.CutPrefix(w, "i="); ok {
				g.injured = v
			}
		}
		out = append(out, g)
	}
	return out
}

// tallyFresh pairs the gold with the reports, the best fit first, and counts.
func tallyFresh(golds []freshGold, rs []incident.Report, right, told, gold map[string]int) {
	used := make([]bool, len(rs))
	for i := range rs {
		tally1(told, "event", "x")
		tally1(told, "killed", freshFigure(rs[i].Killed))
		tally1(told, "injured", freshFigure(rs[i].Injured))
	}
	for _, g := range golds {
		tally1(gold, "event", "x")
		tally1(gold, "killed", g.killed)
		tally1(gold, "injured", g.injured)
		at, best := -1, 0
		for i := range rs {
			if n := freshFit(g, &rs[i]); !used[i] && n > best {
				at, best = i, n
			}
		}
		if at < 0 {
			continue
		}
		r := &rs[at]
		used[at] = true
		right["event"]++
		tally1(gold, "date", g.day)
		if r.Date.Known() {
			told["date"]++
			tally1(right, "date", strings.Repeat("x", btoi(r.Date.String() == g.day)))
		}
		tally1(right, "killed", strings.Repeat("x", btoi(g.killed == freshFigure(r.Killed) && g.killed != "")))
		tally1(right, "injured", strings.Repeat("x", btoi(g.injured == freshFigure(r.Injured) && g.injured != "")))
	}
}

// tally1 adds one to field where value says something.
func tally1(m map[string]int, field, value string) {
	m[field] += btoi(value != "")
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// freshFit is 0 where r is not of gold g, more the more agrees.
func freshFit(g freshGold, r *incident.Report) int {
	kind := map[incident.PlaceKind]string{incident.City: "c", incident.District: "c", incident.Region: "r", incident.Country: "n"}[r.Place.Kind]
	name := strings.TrimSuffix(r.Place.Name, " Raion")
	if kind != strings.Replace(g.kind, "d", "c", 1) || name != g.place || g.day != "" && r.Date.Known() && r.Date.String() != g.day {
		return 0
	}
	return 1 + btoi(r.Date.String() == g.day) + btoi(freshFigure(r.Killed) == g.killed) + btoi(freshFigure(r.Injured) == g.injured)
}

// freshFigure writes an interval as the samples do.
func freshFigure(v *incident.Interval) string {
	switch {
	case v == nil:
		return ""
	case v.Max == incident.Open:
		return fmt.Sprintf("%d+", v.Min)
	case v.Min == v.Max:
		return strconv.Itoa(int(v.Min))
	}
	return fmt.Sprintf("%d..%d", v.Min, v.Max)
}
