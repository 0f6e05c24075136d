package index

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"

	"incidentbot/index/incident"
)

// vocabulary makes words of syllables, which a reader would not miss for news
// but an index does: many rare ones, few frequent ones, in two alphabets.
func vocabulary(r *rand.Rand, n int, syllables string) []string {
	parts := strings.Fields(syllables)
	out := make([]string, n)
	for i := range out {
		var b strings.Builder
		for range 1 + min(3, r.IntN(3)+i/200) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		out[i] = b.String()
	}
	return out
}

// benchArticles makes n articles of about 4 KB, a third of them in Cyrillic, one
// attack each.
func benchArticles(n int) []incident.Article {
	r := rand.New(rand.NewPCG(11, 11))
	latin := vocabulary(r, 40_000, "ka ro mi ten sal ve pol dra shi gor len ta ber nu ost ick for ing ed al")
	cyrillic := vocabulary(r, 40_000, "ка ро ми тен сал ве пол дра ши гор лен та бер ну ост ськ вор ення ий ого")
	pick := func(words []string) string {
		x := r.Float64()
		return words[int(x*x*x*x*float64(len(words)))]
	}
	out := make([]incident.Article, n)
	for i := range out {
		words, size := latin, 4000
		if i%3 == 0 {
			words = cyrillic
		}
		day := incident.NewDay(2022, 2, 24).Add(r.IntN(1500))
		var b strings.Builder
		fmt.Fprintf(&b, "Town%d %s drone: %d killed, %d injured. ", zipf(r, benchPlaces), day, r.IntN(4), r.IntN(20))
		for b.Len() < size {
			for k := range 8 + r.IntN(12) {
				if k > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(pick(words))
			}
			b.WriteString(". ")
		}
		out[i] = incident.Article{
			ID: fmt.Sprint("i", i), Outlet: fmt.Sprint("Outlet ", r.IntN(40)), Published: day.String(),
			Title: pick(words) + " " + pick(words) + " " + pick(words), Text: b.String(),
		}
	}
	return out
}

// headExtract reads only the head of a text: what is measured is the archive.
func headExtract(a *incident.Article) incident.Extraction {
	head := *a
	head.Text = a.Text[:min(len(a.Text), 80)]
	return testExtract(&head)
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// bareBleve indexes the articles with our mapping and nothing else.
func bareBleve(tb testing.TB, dir string, arts []incident.Article, batch int) (wall, cpu time.Duration) {
	m, err := articleMapping()
	if err != nil {
		tb.Fatal(err)
	}
	ix, err := bleve.NewUsing(filepath.Join(dir, "bare"), m, bleve.Config.DefaultIndexType, bleve.Config.DefaultKVStore, nil)
	if err != nil {
		tb.Fatal(err)
	}
	a := &Archive{o: testOptions(dir)}
	start, used := time.Now(), cpuTime()
	for len(arts) > 0 {
		n := min(batch, len(arts))
		b := ix.NewBatch()
		for i := range arts[:n] {
			x := headExtract(&arts[i])
			if err := b.Index(arts[i].ID, a.articleDoc(&arts[i], &x)); err != nil {
				tb.Fatal(err)
			}
		}
		if err := ix.Batch(b); err != nil {
			tb.Fatal(err)
		}
		arts = arts[n:]
	}
	wall, cpu = time.Since(start), cpuTime()-used
	if err := ix.Close(); err != nil {
		tb.Fatal(err)
	}
	return wall, cpu
}

// whole ingests the articles as `ingest` does: journalled, extracted, merged, searchable.
func wholeArchive(tb testing.TB, dir string, arts []incident.Article) (wall, cpu time.Duration) {
	o := testOptions(dir)
	o.Extract = headExtract
	start, used := time.Now(), cpuTime()
	a, err := Open(tb.Context(), o)
	if err != nil {
		tb.Fatal(err)
	}
	for len(arts) > 0 {
		n := min(1000, len(arts))
		if _, err := a.Add(tb.Context(), arts[:n]); err != nil {
			tb.Fatal(err)
		}
		arts = arts[n:]
	}
	if err := a.Sync(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	wall, cpu = time.Since(start), cpuTime()-used
	if err := a.Close(); err != nil {
		tb.Fatal(err)
	}
	return wall, cpu
}

// BenchmarkIngest takes turns: bare bleve with our mapping, and the whole
// archive, on the same 20,000 texts.
func BenchmarkIngest(b *testing.B) {
	bigDir(b)
	const n = 20_000
	arts := benchArticles(n)
	var bare, bareCPU, whole, wholeCPU time.Duration
	rounds := 0
	for b.Loop() {
		w, c := bareBleve(b, b.TempDir(), arts, bulkBatch)
		bare, bareCPU = bare+w, bareCPU+c
		w, c = wholeArchive(b, b.TempDir(), arts)
		whole, wholeCPU = whole+w, wholeCPU+c
		rounds++
	}
	per := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / n / float64(rounds) }
	b.ReportMetric(1/(per(bare)/1000), "bare/s")
	b.ReportMetric(1/(per(whole)/1000), "archive/s")
	b.ReportMetric(bare.Seconds()/whole.Seconds(), "ratio")
	b.ReportMetric(bareCPU.Seconds()/wholeCPU.Seconds(), "cpu-ratio")
	b.ReportMetric(per(bareCPU), "bare-ms-cpu")
	b.ReportMetric(per(wholeCPU), "archive-ms-cpu")
}

// BenchmarkSearch asks for words in 20,000 articles and their events.
func BenchmarkSearch(b *testing.B) {
	dir := filepath.Join(bigDir(b), "articles")
	arts := benchArticles(20_000)
	o := testOptions(dir)
	o.Extract = headExtract
	a, err := Open(b.Context(), o)
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	if c, _ := a.Coverage(b.Context()); c.Articles < len(arts) {
		for part := range slices.Chunk(arts, 500) {
			if _, err := a.Add(b.Context(), part); err != nil {
				b.Fatal(err)
			}
		}
		if err := a.Sync(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	r := rand.New(rand.NewPCG(3, 3))
	word := func() string {
		ws := strings.Fields(arts[r.IntN(len(arts))].Text)
		return ws[r.IntN(len(ws))]
	}
	for name, q := range map[string]func() TextQuery{
		"one": func() TextQuery { return TextQuery{Text: word()} },
		"two": func() TextQuery { return TextQuery{Text: word() + " " + word()} },
		"month": func() TextQuery {
			d := incident.NewDay(2022, 3, 1).Add(r.IntN(1400))
			return TextQuery{Text: word() + " " + word(), Filter: Filter{From: d, To: d + 30}}
		},
		"place": func() TextQuery { return TextQuery{Text: fmt.Sprint("killed town", r.IntN(1000))} },
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				question := q()
				t := time.Now()
				if _, err := a.Search(b.Context(), question); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(t))
			}
			quantiles(b, took)
		})
	}
}
