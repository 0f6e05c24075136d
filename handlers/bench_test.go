package handlers_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// The benchmarks run where INCIDENTBOT_BENCH names a folder for their archive; it
// is made once, of INCIDENTBOT_BENCH_EVENTS events (100,000 if not said), and kept there.
func bigArchive(b *testing.B) *handlers.Handlers {
	dir := os.Getenv("INCIDENTBOT_BENCH")
	if dir == "" {
		b.Skip("set INCIDENTBOT_BENCH to a folder to keep the big archive in")
	}
	n, err := strconv.Atoi(os.Getenv("INCIDENTBOT_BENCH_EVENTS"))
	if err != nil {
		n = 100_000
	}
	g, err := gazette()
	if err != nil {
		b.Fatal(err)
	}
	towns := g.Near(49, 32, 600)
	a, err := index.Open(b.Context(), index.Options{
		Dir: filepath.Join(dir, fmt.Sprint("handlers-", n)), Places: g,
		Extract: func(art *incident.Article) incident.Extraction { return invented(art, towns) },
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = a.Close() })
	fill(b, a, n)
	h, err := handlers.New(a, handlers.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return h
}

// fill adds n articles of one event each, unless they are there.
func fill(b *testing.B, a *index.Archive, n int) {
	if c, err := a.Coverage(b.Context()); err != nil || c.Articles >= n {
		return
	}
	for i := 0; i < n; i += 1000 {
		var batch []incident.Article
		for j := i; j < min(n, i+1000); j++ {
			day := incident.NewDay(2022, 2, 24).Add(j * 1700 / n)
			batch = append(batch, incident.Article{
				ID: fmt.Sprint("b", j), Outlet: fmt.Sprint("Outlet ", j%40), Title: fmt.Sprint("Invented ", j), Published: day.String() + "T09:00:00Z",
				Lang: incident.English, Text: fmt.Sprintf("Number %d: a strike hit an energy plant of district %d, three were wounded, officials said.", j, j%997),
			})
		}
		if _, err := a.Add(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	if err := a.Sync(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// invented is the report that an article of fill gives; towns with more people are hit more often.
func invented(art *incident.Article, towns []*gazetteer.Place) incident.Extraction {
	var n int
	_, _ = fmt.Sscanf(art.ID, "b%d", &n)
	r := rand.New(rand.NewPCG(uint64(n), 7))
	x := r.Float64()
	place := towns[int(x*x*x*float64(len(towns)))].Incident()
	rep := incident.Report{
		Place: place, Date: art.PublishedDay(), DateBasis: incident.BasisStated, DateText: "on that day", Main: true,
		Weapons: []incident.Weapon{incident.Weapons[r.IntN(5)]}, Attacker: incident.Russia, Damage: []incident.Damage{"energy"},
	}
	for _, f := range []incident.Field{incident.FieldKilled, incident.FieldInjured} {
		v := incident.Exactly(int32(r.IntN(4)))
		c := incident.Claim{Field: f, Speaker: "Governor", Role: incident.RoleOfficial, Quote: art.Text, Sentence: art.Text, End: len(art.Text)}
		c.SetInterval(v)
		rep.Claims = append(rep.Claims, c)
		if f == incident.FieldKilled {
			rep.Killed = &v
		} else {
			rep.Injured = &v
		}
	}
	return incident.Extraction{Lang: art.Lang, Published: rep.Date, PublishedBasis: incident.PublishedGiven, Reports: []incident.Report{rep}}
}

// measure runs ask over questions and reports the median and the 99th percentile.
func measure(b *testing.B, questions []string, ask func(string) bool) {
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		q := questions[i%len(questions)]
		start := time.Now()
		if !ask(q) {
			b.Fatalf("%q: no answer", q)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

func BenchmarkInline(b *testing.B) {
	h := bigArchive(b)
	now := time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)
	measure(b, []string{
		"", "k", "ky", "kyi", "kyiv", "Kharkiv", "харків 2 січня 2024", "харк", "одеса", "Оде", "zaporizhia", "Хeрсон", "khersn", "2024-01-02", "травень 2024",
		"energy plant", "strike kyiv", "дніпро", "mykolaiv 2025", "district 500", "lvi", "білг", "sumy", "wounded officials",
	}, func(q string) bool {
		c := h.Inline(b.Context(), handlers.Request{Text: q, Lang: "uk", Now: now}, "")
		return len(c.Cards) > 0 || c.Hint != ""
	})
}

func BenchmarkCity(b *testing.B) {
	h := bigArchive(b)
	measure(b, []string{"/city Kyiv", "/city Харків", "/city Одеса", "/city Zaporizhzhia", "/city Львів", "/city Дніпро", "/city Суми"}, func(q string) bool {
		return h.Handle(b.Context(), handlers.Request{Text: q, Lang: "uk", Now: now}).Status != handlers.Failed
	})
}

func BenchmarkDate(b *testing.B) {
	h := bigArchive(b)
	measure(b, []string{"/date 2024-01-02", "/date 5 травня 2023", "/date 1 лютого 2025", "/date 2-5 January 2024"}, func(q string) bool {
		return h.Handle(b.Context(), handlers.Request{Text: q, Lang: "uk", Now: now}).Status == handlers.Answered
	})
}
