package index

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// sayPattern is the language of the test extractor: "Kharkiv 2024-05-10 drone: 3 killed, 5 injured."
var sayPattern = regexp.MustCompile(`(\w+) (\d{4}-\d\d-\d\d|someday) ?(drone|missile|artillery)? ?(evening|night)?: (\d+) killed(?:, (\d+) injured)?`)

var testPlaces = map[string]incident.Place{
	"Kharkiv":  {ID: "706483", Name: "Kharkiv", Kind: incident.City, Region: "Kharkiv Oblast", Country: "UA", Lat: 49.98, Lon: 36.25},
	"Chuhuiv":  {ID: "x:UA-63:chuhuiv", Name: "Chuhuiv", Kind: incident.City, Region: "Kharkiv Oblast", Country: "UA", Lat: 49.84, Lon: 36.69},
	"Region63": {ID: "UA-63", Name: "Kharkiv Oblast", Kind: incident.Region, Region: "Kharkiv Oblast", Country: "UA", Lat: 49.5, Lon: 36.5},
	"Kyiv":     {ID: "703448", Name: "Kyiv", Kind: incident.City, Region: "Kyiv", Country: "UA", Lat: 50.45, Lon: 30.52},
}

// testExtract reads the test language; it is deterministic.
func testExtract(a *incident.Article) incident.Extraction {
	x := incident.Extraction{Lang: incident.English, Published: a.PublishedDay(), PublishedBasis: incident.PublishedGiven}
	for _, m := range sayPattern.FindAllStringSubmatchIndex(a.Text, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return a.Text[m[2*i]:m[2*i+1]]
		}
		p, ok := testPlaces[part(1)]
		if !ok {
			p = incident.Place{ID: "x:UA:" + part(1), Name: part(1), Kind: incident.City, Country: "UA"}
		}
		d, _ := incident.ParseDay(part(2))
		r := incident.Report{Place: p, Date: d, DateBasis: incident.BasisStated, Main: true, Attacker: incident.Russia}
		if w := part(3); w != "" {
			r.Weapons = []incident.Weapon{incident.Weapon(w)}
		}
		r.Clock = part(4)
		claim := func(i int, f incident.Field) *incident.Interval {
			if part(i) == "" {
				return nil
			}
			n, _ := strconv.Atoi(part(i))
			v := incident.Exactly(int32(n))
			c := incident.Claim{Field: f, Quote: part(i), Start: m[2*i], End: m[2*i+1], Sentence: part(0), Role: incident.RoleUnknown}
			c.SetInterval(v)
			r.Claims = append(r.Claims, c)
			return &v
		}
		r.Killed = claim(5, incident.FieldKilled)
		r.Injured = claim(6, incident.FieldInjured)
		x.Reports = append(x.Reports, r)
	}
	return x
}

func testOptions(dir string) Options {
	return Options{
		Dir: dir, Places: &gazetteer.Gazetteer{}, Extract: testExtract,
		Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) },
	}
}

func openTest(t testing.TB, dir string) *Archive {
	t.Helper()
	a, err := Open(t.Context(), testOptions(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

func add(t testing.TB, a *Archive, arts ...incident.Article) []Added {
	t.Helper()
	out, err := a.Add(context.Background(), arts)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Sync(context.Background()); err != nil {
		t.Fatal(err)
	}
	return out
}

func article(id, outlet, at, text string) incident.Article {
	return incident.Article{ID: id, Outlet: outlet, Published: at, Text: text, Title: "Report " + id}
}

func statuses(as []Added) (out []AddStatus) {
	for _, a := range as {
		out = append(out, a.Status)
	}
	return out
}

func TestAddAndAsk(t *testing.T) {
	a := openTest(t, t.TempDir())
	ctx := t.Context()
	got := add(t, a,
		article("a", "A", "2024-05-10T08:00:00Z", "A strike hit a school. Kharkiv 2024-05-10 missile: 1 killed, 10 injured. Rescue work goes on."),
		article("b", "B", "2024-05-10T12:00:00Z", "Later news with other words entirely. Kharkiv 2024-05-10 missile: 3 killed, 12 injured."),
		article("c", "C", "2024-05-11", "In the east: Chuhuiv 2024-05-11 artillery: 0 killed."),
		article("d", "D", "2024-05-12", "The football match ended without goals, said the trainer of the visitors."),
		article("e", "E", "2024-05-12", "   "),
		article("a", "A", "2024-05-10T08:00:00Z", "A strike hit a school. Kharkiv 2024-05-10 missile: 1 killed, 10 injured. Rescue work goes on."),
	)
	if want := []AddStatus{New, New, New, New, 0, Known}; !slices.Equal(statuses(got), want) || got[4].Err == nil {
		t.Fatalf("statuses %v, want %v; %v", statuses(got), want, got[4].Err)
	}
	p, err := a.Events(ctx, Filter{Places: []string{"706483"}})
	if err != nil || p.Total != 1 || len(p.Events) != 1 {
		t.Fatalf("Kharkiv: %+v, %v", p, err)
	}
	e := p.Events[0]
	if e.Articles != 2 || e.Killed.Interval != incident.Exactly(3) || e.Seq != 2 || e.Revision != 2 {
		t.Errorf("event %+v killed %v", e, e.Killed)
	}
	if p, _ := a.Events(ctx, Filter{Places: []string{"UA-63"}}); p.Total != 1 || p.Events[0].Place.Name != "Chuhuiv" {
		t.Errorf("the region holds what lies in it: %+v", p)
	}
	if p, _ := a.Events(ctx, Filter{From: e.Date, To: e.Date + 1}); p.Total != 2 || p.Events[0].Date != e.Date+1 {
		t.Errorf("two days: %+v", p)
	}
	if got, err := a.Event(ctx, e.ID); err != nil || got.Articles != 2 {
		t.Errorf("by id: %+v, %v", got, err)
	}
	if _, err := a.Event(ctx, "nothing"); err != ErrNotFound {
		t.Errorf("no such event: %v", err)
	}
	c, err := a.Coverage(ctx)
	if err != nil || c.Articles != 4 || c.Events != 2 || c.First != e.Date || c.Last != e.Date+1 || c.Updated == "" {
		t.Errorf("coverage %+v, %v", c, err)
	}
	h, err := a.Search(ctx, TextQuery{Text: "schools struck rescue"})
	if err != nil || len(h.Hits) != 1 || h.Hits[0].Event == nil || h.Hits[0].Source.Article != "a" {
		t.Fatalf("search: %+v, %v", h, err)
	}
	if h, _ := a.Search(ctx, TextQuery{Text: "football"}); len(h.Hits) != 1 || h.Hits[0].Article == nil || h.Hits[0].Snippet == "" {
		t.Errorf("an article without an event: %+v", h)
	}
	art, err := a.Article(ctx, "b")
	if err != nil || art.Outlet != "B" || art.Text == "" {
		t.Errorf("article: %+v, %v", art, err)
	}
	s, err := a.Sum(ctx, Filter{})
	if err != nil || s.Events != 2 || s.Killed != incident.Exactly(3) || s.InjuredUnknown != 1 {
		t.Errorf("sum %+v, %v", s, err)
	}
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	a := openTest(t, dir)
	for i := range 30 {
		add(t, a, article(fmt.Sprint("n", i), "A", "2024-05-10", fmt.Sprintf("Report number %d. Kharkiv 2024-05-%02d drone: %d killed.", i, i%20+1, i)))
	}
	before, _ := a.Events(t.Context(), Filter{Limit: 100})
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	b := openTest(t, dir)
	after, err := b.Events(t.Context(), Filter{Limit: 100})
	if err != nil || len(after.Events) != 20 || len(before.Events) != 20 {
		t.Fatalf("%d events, then %d, %v", len(before.Events), len(after.Events), err)
	}
	for i := range before.Events {
		if !sameEvent(&before.Events[i], &after.Events[i]) {
			t.Fatalf("event %d differs", i)
		}
	}
	if got := add(t, b, article("n3", "A", "2024-05-10", "Report number 3. Kharkiv 2024-05-04 drone: 3 killed.")); got[0].Status != Known {
		t.Errorf("known article came back as %v", got[0].Status)
	}
}
