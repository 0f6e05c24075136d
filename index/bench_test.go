package index

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/journal"
	"incidentbot/index/merge"
)

// The benchmarks that need much time run where INCIDENTBOT_BENCH names a folder
// for their archives; they are made once and kept there.
const benchDir = "INCIDENTBOT_BENCH"

func bigDir(tb testing.TB) string {
	dir := os.Getenv(benchDir)
	if dir == "" {
		tb.Skip("set " + benchDir + " to a folder to keep the big archive in")
	}
	return dir
}

// zipf draws small numbers more often, as news draws cities.
func zipf(r *rand.Rand, n int) int {
	x := r.Float64()
	return int(x * x * x * float64(n))
}

const benchPlaces = 1650

func benchPlace(n int) incident.Place {
	return incident.Place{
		ID: "x:UA-" + strconv.Itoa(n%27) + ":" + strconv.Itoa(n), Name: "Town " + strconv.Itoa(n), Kind: incident.City,
		Country: "UA", Region: "Region " + strconv.Itoa(n%27), Lat: 45 + float64(n%70)/10, Lon: 23 + float64(n%160)/10,
	}
}

// benchEvent makes an event of one to three reports with claims and sentences
// such as extraction gives.
func benchEvent(r *rand.Rand, n int) *incident.Event {
	day := incident.NewDay(2022, 2, 24).Add(n * 1700 / 300_000)
	place := benchPlace(zipf(r, benchPlaces))
	var rs []incident.SourcedReport
	for i := range 1 + r.IntN(3) {
		k, in := int32(r.IntN(4)), int32(r.IntN(20))
		kv, iv := incident.Exactly(k), incident.Exactly(in)
		rep := incident.SourcedReport{
			Report: incident.Report{
				Place: place, Date: day, DateBasis: incident.BasisStated, DateText: "on that day", Main: true,
				Weapons: []incident.Weapon{incident.Weapons[zipf(r, 6)]}, Attacker: incident.Russia, Killed: &kv, Injured: &iv,
				Damage: []incident.Damage{incident.Damages[r.IntN(10)]},
			},
			Article: fmt.Sprintf("n%d-%d", n, i), Revision: 1, Outlet: fmt.Sprint("Outlet ", r.IntN(40)), Title: "A strike on " + place.Name,
			URL: fmt.Sprintf("https://news.example/%d/%d", n, i), Published: fmt.Sprintf("%sT%02d:00:00Z", day, 8+i),
			Lang: incident.English, Fingerprint: r.Uint64(), Seq: uint64(n + 1),
		}
		for _, f := range []incident.Field{incident.FieldKilled, incident.FieldInjured, incident.FieldWeapon, incident.FieldDamage} {
			c := incident.Claim{
				Field: f, Speaker: fmt.Sprint("Governor ", r.IntN(30)), Role: incident.RoleOfficial, Quote: "so many were hurt there", Start: 100, End: 123,
				Sentence: "The governor said on Friday that so many were hurt there when a missile hit a house in " + place.Name + " before dawn.",
				Reason:   "count before trigger",
			}
			if f == incident.FieldKilled {
				c.SetInterval(kv)
			} else if f == incident.FieldInjured {
				c.SetInterval(iv)
			}
			rep.Claims = append(rep.Claims, c)
		}
		rs = append(rs, rep)
	}
	es := merge.Events(rs)
	es[0].Seq, es[0].Revision = uint64(n+1), 1
	return &es[0]
}

const manyEvents = 300_000

// bigArchive opens the archive of 300,000 events, making it first where it is not there.
func bigArchive(b testing.TB) *Archive {
	dir := filepath.Join(bigDir(b), "events")
	done := filepath.Join(dir, "done")
	if _, err := os.Stat(done); err == nil {
		return openTest(b, dir)
	}
	a, err := Open(b.Context(), testOptions(dir))
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	const batch = 4000
	for n := 0; n < manyEvents; n += batch {
		ch := &changes{}
		seen := map[string]bool{}
		for i := range batch {
			if e := benchEvent(r, n+i); !seen[e.ID] && !a.table().Has(e.ID) {
				seen[e.ID] = true
				ch.put = append(ch.put, e)
			} else { // a place with two attacks a day
				e.ID = fmt.Sprintf("e%09d", n+i)
				ch.put = append(ch.put, e)
			}
		}
		if err := a.p.writeEvents(ch, 1); err != nil {
			b.Fatal(err)
		}
		a.table().Apply(ch.put, nil, 1)
	}
	// A journal as long as it would be; its records are one article, told again and again.
	record := []byte(`{"id":"x","text":"nothing"` + strings.Repeat(" ", 1000) + `}`)
	for range manyEvents / journal.MaxBatch {
		if _, err := a.j.Append(b.Context(), kindArticle, slices.Repeat([][]byte{record}, journal.MaxBatch)...); err != nil {
			b.Fatal(err)
		}
	}
	if err := a.Sync(b.Context()); err != nil {
		b.Fatal(err)
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(done, nil, 0o600); err != nil {
		b.Fatal(err)
	}
	return openTest(b, dir)
}

// quantiles reports p50 and p99 of a sample.
func quantiles(b *testing.B, d []time.Duration) {
	slices.Sort(d)
	b.ReportMetric(float64(d[len(d)/2].Nanoseconds())/1e6, "p50-ms")
	b.ReportMetric(float64(d[len(d)*99/100].Nanoseconds())/1e6, "p99-ms")
}

func anonymous() float64 {
	s, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(s), "RssAnon:")
	kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	return kb / 1024
}

// BenchmarkAsk asks for places and days of 300,000 events, five events a page,
// each question another one.
func BenchmarkAsk(b *testing.B) {
	a := bigArchive(b)
	first, last := a.table().Bounds()
	for name, filter := range map[string]func(r *rand.Rand) Filter{
		"city": func(r *rand.Rand) Filter { return Filter{Places: []string{benchPlace(zipf(r, benchPlaces)).ID}} },
		"date": func(r *rand.Rand) Filter {
			d := first.Add(r.IntN(int(last - first)))
			return Filter{From: d, To: d}
		},
		"region": func(r *rand.Rand) Filter { return Filter{Places: []string{fmt.Sprint("UA-", r.IntN(27))}} },
		"weapon": func(r *rand.Rand) Filter {
			return Filter{Places: []string{fmt.Sprint("UA-", r.IntN(27))}, Weapons: []incident.Weapon{incident.Weapons[r.IntN(4)]}}
		},
		"latest": func(r *rand.Rand) Filter { return Filter{} },
		"uncached": func(r *rand.Rand) Filter {
			d := first.Add(r.IntN(int(last - first)))
			return Filter{From: d, To: d, Offset: r.IntN(150)}
		},
	} {
		b.Run(name, func(b *testing.B) {
			r := rand.New(rand.NewPCG(5, 5))
			var took []time.Duration
			for b.Loop() {
				f := filter(r)
				t := time.Now()
				p, err := a.Events(b.Context(), f)
				took = append(took, time.Since(t))
				if err != nil || len(p.Events) == 0 && p.Total > f.Offset {
					b.Fatal(err, p)
				}
			}
			quantiles(b, took)
		})
	}
	b.Run("sum", func(b *testing.B) {
		for b.Loop() {
			if s, err := a.Sum(b.Context(), Filter{}); err != nil || s.Events != manyEvents {
				b.Fatal(s.Events, err)
			}
		}
	})
	busy := anonymous()
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.Logf("anonymous memory %.0f MB, %.0f MB after a collection, heap %d MB", busy, anonymous(), m.HeapAlloc>>20)
	if name := os.Getenv("INCIDENTBOT_HEAP"); name != "" {
		f, err := os.Create(name)
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		if err := pprof.WriteHeapProfile(f); err != nil {
			b.Fatal(err)
		}
	}
}

// TestMakeBig makes the big archive and, where INCIDENTBOT_HOLD is set, keeps it
// open for a minute, for a kill from outside.
func TestMakeBig(t *testing.T) {
	a := bigArchive(t)
	t.Logf("%d events", a.table().Len())
	if os.Getenv("INCIDENTBOT_HOLD") != "" {
		time.Sleep(time.Minute)
	}
}

// BenchmarkRestart opens the archive of 300,000 events and asks one question.
func BenchmarkRestart(b *testing.B) {
	if err := bigArchive(b).Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		a, err := Open(b.Context(), testOptions(filepath.Join(bigDir(b), "events")))
		if err != nil {
			b.Fatal(err)
		}
		if p, err := a.Events(b.Context(), Filter{Places: []string{benchPlace(3).ID}}); err != nil || len(p.Events) != 5 {
			b.Fatal(p, err)
		}
		b.StopTimer()
		b.ReportMetric(anonymous(), "anon-MB")
		if err := a.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
