package index

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"incidentbot/index/incident"
	"incidentbot/index/merge"
)

// allEvents returns every event, withdrawn ones too.
func allEvents(t testing.TB, a *Archive) []incident.Event {
	t.Helper()
	var out []incident.Event
	for e, err := range a.Changed(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// same reports the first difference of two lists of events, bookkeeping included where exact.
func same(t testing.TB, what string, a, b []incident.Event, exact bool) {
	t.Helper()
	if len(a) != len(b) {
		t.Fatalf("%s: %d events and %d", what, len(a), len(b))
	}
	byID := func(x, y incident.Event) int { return strings.Compare(x.ID, y.ID) }
	slices.SortFunc(a, byID)
	slices.SortFunc(b, byID)
	for i := range a {
		if a[i].ID != b[i].ID || !sameEvent(&a[i], &b[i]) {
			t.Fatalf("%s: event %d differs:\n%+v\n%+v", what, i, a[i], b[i])
		}
		if exact && (a[i].Seq != b[i].Seq || a[i].Revision != b[i].Revision) {
			t.Fatalf("%s: event %s: seq %d revision %d, and %d %d", what, a[i].ID, a[i].Seq, a[i].Revision, b[i].Seq, b[i].Revision)
		}
	}
}

// randomNews makes articles over few places and days, so that they meet.
func randomNews(r *rand.Rand, n int) []incident.Article {
	places, clock := []string{"Kharkiv", "Chuhuiv", "Kyiv", "Region63"}, []string{"missile", "drone", "artillery"}
	var out []incident.Article
	for i := range n {
		id := fmt.Sprintf("n%d", i)
		if i > 3 && r.IntN(5) == 0 {
			id = fmt.Sprintf("n%d", r.IntN(i)) // a newer version, or the same again
		}
		var b strings.Builder
		fmt.Fprintf(&b, "Report %d of the day by an outlet. ", r.IntN(1000))
		for range 1 + r.IntN(3) {
			day := fmt.Sprintf("2024-05-%02d", 1+r.IntN(6))
			if r.IntN(8) == 0 {
				day = "someday"
			}
			fmt.Fprintf(&b, "%s %s %s: %d killed, %d injured. ", places[r.IntN(4)], day, clock[r.IntN(3)], r.IntN(4), r.IntN(4))
		}
		out = append(out, article(id, fmt.Sprintf("O%d", r.IntN(5)), fmt.Sprintf("2024-05-%02dT%02d:00:00Z", 1+r.IntN(7), r.IntN(24)), b.String()))
	}
	return out
}

// However articles come in batches, the events are those of all reports merged
// at once, and a rebuild makes the same.
func TestBatchesDoNotMatter(t *testing.T) {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 1))
		dir := t.TempDir()
		a := openTest(t, dir)
		news := randomNews(r, 60)
		for chunk := range slices.Chunk(news, 1+r.IntN(20)) {
			add(t, a, chunk...)
		}
		got := allEvents(t, a)
		byPlace := map[string][]incident.SourcedReport{}
		for _, e := range got {
			byPlace[e.Place.ID] = append(byPlace[e.Place.ID], e.Reports...)
		}
		reports, events := 0, 0
		for _, rs := range byPlace {
			reports += len(rs)
			es := merge.Events(rs)
			events += len(es)
			for _, e := range es {
				i := slices.IndexFunc(got, func(x incident.Event) bool { return x.ID == e.ID })
				if i < 0 || !sameEvent(&got[i], &e) {
					t.Fatalf("seed %d: event %s is not what its reports make", seed, e.ID)
				}
			}
		}
		if events != len(got) {
			t.Fatalf("seed %d: %d events, merged at once %d of %d reports", seed, len(got), events, reports)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		var last uint64
		if err := Rebuild(t.Context(), testOptions(dir), func(done, total uint64) { last = total - done }); err != nil || last != 0 {
			t.Fatal(err, last)
		}
		b := openTest(t, dir)
		same(t, fmt.Sprint("rebuilt, seed ", seed), got, allEvents(t, b), false)
	}
}

func TestRevisionAndWithdrawal(t *testing.T) {
	a := openTest(t, t.TempDir())
	ctx := t.Context()
	add(t, a, article("a", "A", "2024-05-10T08:00:00Z", "First words of it. Kharkiv 2024-05-10 missile: 7 killed, 10 injured."))
	add(t, a, article("b", "B", "2024-05-10T09:00:00Z", "Others say this much. Kharkiv 2024-05-10 missile: 2 killed, 9 injured."))
	got := add(t, a, article("a", "A", "2024-05-10T10:00:00Z", "First words of it, corrected. Kharkiv 2024-05-10 missile: 2 killed, 10 injured."))
	if got[0].Status != Revision {
		t.Fatalf("status %v", got[0].Status)
	}
	e := allEvents(t, a)[0]
	if e.Killed.Interval != incident.Exactly(2) || e.Articles != 2 || len(e.Reports) != 3 || e.Revision < 3 || e.Seq != 3 {
		t.Fatalf("revised: killed %v, %d articles, %d reports, revision %d, seq %d", e.Killed, e.Articles, len(e.Reports), e.Revision, e.Seq)
	}
	var claim incident.Claim
	for _, c := range e.Claims {
		if c.Field == incident.FieldInjured && c.Source == 2 {
			claim = c.Claim
		}
	}
	if _, err := a.Withdraw(ctx, Withdrawal{Article: "b", Field: incident.FieldInjured, Start: claim.Start + 1, Reason: "r"}); err != ErrNotFound {
		t.Errorf("no such claim: %v", err)
	}
	seq, err := a.Withdraw(ctx, Withdrawal{Article: "a", Reason: "a hoax", By: "op"})
	if err != nil || a.Sync(ctx) != nil {
		t.Fatal(err)
	}
	e = allEvents(t, a)[0]
	if e.Killed.Interval != incident.Exactly(2) || len(e.Killed.Others) > 0 || e.Seq != seq {
		t.Errorf("withdrawn: killed %+v, seq %d", e.Killed, e.Seq)
	}
	if _, err := a.Withdraw(ctx, Withdrawal{Event: e.ID, Reason: "all of it"}); err != nil || a.Sync(ctx) != nil {
		t.Fatal(err)
	}
	if e = allEvents(t, a)[0]; e.Grade != incident.GradeWithdrawn {
		t.Errorf("grade %q", e.Grade)
	}
	if s, _ := a.Sum(ctx, Filter{}); s.Events != 0 {
		t.Errorf("a withdrawn event counts: %+v", s)
	}
	if p, err := a.Events(ctx, Filter{}); err != nil || p.Total != 0 {
		t.Errorf("a withdrawn event is listed: %+v, %v", p, err)
	}
	if c, _ := a.Coverage(ctx); c.Events != 0 || c.First.Known() {
		t.Errorf("a withdrawn event is covered: %+v", c)
	}
}

// An event that only an article's older version told of is listed no more; its
// page names what the newer one tells instead, until another article tells of it.
func TestReplacedEventLeavesLists(t *testing.T) {
	dir := t.TempDir()
	a := openTest(t, dir)
	ctx := t.Context()
	add(t, a, article("a", "A", "2024-05-10T08:00:00Z", "First words of it. Kharkiv 2024-05-09 missile: 7 killed."))
	ghost := allEvents(t, a)[0].ID
	add(t, a, article("a", "A", "2024-05-10T10:00:00Z", "First words of it, corrected. Chuhuiv 2024-05-09 missile: 6 killed."))
	for range 2 {
		p, err := a.Events(ctx, Filter{})
		if err != nil || p.Total != 1 || len(p.Events) != 1 || p.Events[0].Place.Name != "Chuhuiv" {
			t.Fatalf("listed: %+v, %v", p, err)
		}
		e, err := a.Event(ctx, ghost)
		if err != nil || e.Grade != incident.GradeWithdrawn || !slices.Equal(e.Instead, []string{p.Events[0].ID}) {
			t.Errorf("the page: grade %q, instead %v, %v", e.Grade, e.Instead, err)
		}
		if h, err := a.Search(ctx, TextQuery{Text: "Kharkiv"}); err != nil || slices.ContainsFunc(h.Hits, func(h Hit) bool { return h.Event != nil && h.Event.ID == ghost }) {
			t.Errorf("found: %+v, %v", h, err)
		}
		must(t, a.Close())
		must(t, os.Remove(filepath.Join(dir, "index", snapshotName)))
		a = openTest(t, dir)
		must(t, a.Sync(ctx))
	}
	add(t, a, article("b", "B", "2024-05-11T10:00:00Z", "Another one knows better. Kharkiv 2024-05-09 missile: 8 killed."))
	if p, err := a.Events(ctx, Filter{}); err != nil || p.Total != 2 {
		t.Errorf("told again: %+v, %v", p, err)
	}
	if e, err := a.Event(ctx, ghost); err != nil || e.Killed == nil || e.Killed.Interval != incident.Exactly(8) || e.Articles != 1 {
		t.Errorf("told again, its page: %+v, %v", e, err)
	}
}

func TestWithdrawClaim(t *testing.T) {
	a := openTest(t, t.TempDir())
	text := "Words before it stand here. Kharkiv 2024-05-10 missile: 7 killed, 10 injured."
	add(t, a, article("a", "A", "2024-05-10T08:00:00Z", text))
	if _, err := a.Withdraw(t.Context(), Withdrawal{Article: "a", Field: incident.FieldKilled, Start: strings.Index(text, "7 killed"), Reason: "r"}); err != nil {
		t.Fatal(err)
	}
	if err := a.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e := allEvents(t, a)[0]; e.Killed != nil || e.Injured == nil || e.Grade == incident.GradeWithdrawn || e.Revision != 2 {
		t.Errorf("killed %v injured %v grade %q revision %d", e.Killed, e.Injured, e.Grade, e.Revision)
	}
}

func TestWavesAndParts(t *testing.T) {
	a := openTest(t, t.TempDir())
	add(t, a,
		article("a", "A", "2024-05-10", "Region63 2024-05-10 drone: 4 killed, 9 injured."),
		article("b", "B", "2024-05-10", "Chuhuiv 2024-05-10 drone: 3 killed."),
		article("c", "C", "2024-05-11", "Region63 2024-05-11 drone: 5 killed."))
	es := allEvents(t, a)
	i := slices.IndexFunc(es, func(e incident.Event) bool { return e.Place.Name == "Chuhuiv" })
	j := slices.IndexFunc(es, func(e incident.Event) bool { return e.Place.Kind == incident.Region && e.Date == es[i].Date })
	if es[i].PartOf != es[j].ID || es[j].PartOf != "" {
		t.Errorf("part of %q, the wave is %q", es[i].PartOf, es[j].ID)
	}
	s, err := a.Sum(t.Context(), Filter{})
	if err != nil || s.Killed != incident.Exactly(8) || s.Waves != 1 || s.Events != 2 || len(s.Days) != 2 {
		t.Errorf("sum %+v, %v", s, err)
	}
}

// An event that was joined to another is found by its former id, before and
// after a restart that has to read the index, and after a rebuild that never made it.
func TestFormerID(t *testing.T) {
	dir := t.TempDir()
	a := openTest(t, dir)
	add(t, a, article("a", "A", "2024-05-10T06:00:00Z", "Kharkiv 2024-05-09 drone evening: 3 killed."))
	add(t, a, article("b", "B", "2024-05-10T07:00:00Z", "Kharkiv 2024-05-10 drone night: 4 killed."))
	es := allEvents(t, a)
	if len(es) != 2 {
		t.Fatalf("%d events", len(es))
	}
	first, second := es[0].ID, es[1].ID
	add(t, a, article("c", "C", "2024-05-10T08:00:00Z", "Kharkiv 2024-05-10 drone night: 3 killed."))
	for i := range 3 {
		got := allEvents(t, a)
		if len(got) != 1 || got[0].ID != first || got[0].Articles != 3 {
			t.Fatalf("not joined: %+v", got)
		}
		for _, id := range []string{first, second} {
			if e, err := a.Event(t.Context(), id); err != nil || e.ID != first {
				t.Fatalf("the id %s leads to %q, %v", id, e.ID, err)
			}
		}
		must(t, a.Close())
		if i == 0 {
			must(t, os.Remove(filepath.Join(dir, "index", snapshotName)))
		} else {
			must(t, Rebuild(t.Context(), testOptions(dir), nil))
		}
		a = openTest(t, dir)
		must(t, a.Sync(t.Context()))
	}
}

// An attack of the same place and day that comes later but was published earlier
// takes no id.
func TestIDStaysWithItsAttack(t *testing.T) {
	a := openTest(t, t.TempDir())
	add(t, a, article("a", "A", "2024-05-10T20:00:00Z", "Kharkiv 2024-05-10 drone evening: 3 killed."))
	id := allEvents(t, a)[0].ID
	add(t, a, article("b", "B", "2024-05-10T09:00:00Z", "Kharkiv 2024-05-10 missile night: 5 killed."))
	e, err := a.Event(t.Context(), id)
	if err != nil || e.ID != id || e.Killed.Interval != incident.Exactly(3) || len(allEvents(t, a)) != 2 {
		t.Errorf("the id of 3 killed leads to %+v, %v", e, err)
	}
}

// Changed tells each event once, in order, as its records came.
func TestChanged(t *testing.T) {
	a := openTest(t, t.TempDir())
	for i := range 5 {
		add(t, a, article(fmt.Sprint(i), "A", "2024-05-10", fmt.Sprintf("Kharkiv 2024-05-%02d drone: %d killed.", 10+3*(i%3), i)))
	}
	var seqs []uint64
	for e, err := range a.Changed(t.Context(), 2) {
		if err != nil {
			t.Fatal(err)
		}
		seqs = append(seqs, e.Seq)
	}
	if !slices.Equal(seqs, []uint64{3, 4, 5}) {
		t.Errorf("changed: %v", seqs)
	}
	if at, err := a.Wait(t.Context(), 4); err != nil || at != 5 {
		t.Errorf("wait: %d, %v", at, err)
	}
}

func TestDamage(t *testing.T) {
	damage := map[string]func(t *testing.T, dir string){
		"no index": func(t *testing.T, dir string) { must(t, os.RemoveAll(filepath.Join(dir, "index"))) },
		"no table": func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "index", snapshotName))) },
		"a cut table": func(t *testing.T, dir string) {
			must(t, os.Truncate(filepath.Join(dir, "index", snapshotName), 100))
		},
		"another version": func(t *testing.T, dir string) {
			must(t, os.WriteFile(filepath.Join(dir, "index", "version"), []byte("0"), 0o600))
		},
		"no articles":        func(t *testing.T, dir string) { must(t, os.RemoveAll(filepath.Join(dir, "index", "articles"))) },
		"no events":          func(t *testing.T, dir string) { must(t, os.RemoveAll(filepath.Join(dir, "index", "events"))) },
		"scribbled segments": scribble,
	}
	for name, hurt := range damage {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			a := openTest(t, dir)
			add(t, a, randomNews(rand.New(rand.NewPCG(1, 2)), 30)...)
			before := allEvents(t, a)
			must(t, a.Close())
			hurt(t, dir)
			b := openTest(t, dir)
			must(t, b.Sync(t.Context()))
			same(t, name, before, allEvents(t, b), false)
			if h, err := b.Search(t.Context(), TextQuery{Text: "report outlet"}); err != nil || h.Total == 0 {
				t.Errorf("search: %+v, %v", h, err)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// scribble overwrites bleve's files.
func scribble(t *testing.T, dir string) {
	files, err := filepath.Glob(filepath.Join(dir, "index", "*", "store", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, f := range files {
		must(t, os.WriteFile(f, []byte("scribble"), 0o600))
	}
}

func TestLostJournal(t *testing.T) {
	dir := t.TempDir()
	a := openTest(t, dir)
	add(t, a, randomNews(rand.New(rand.NewPCG(1, 2)), 10)...)
	must(t, a.Close())
	must(t, os.RemoveAll(filepath.Join(dir, "journal")))
	_, err := Open(t.Context(), testOptions(dir))
	var damaged *LossError
	if !errors.As(err, &damaged) || !strings.Contains(err.Error(), "incidentbot rebuild") {
		t.Fatalf("a journal that lost everything: %v", err)
	}
	if f := Check(t.Context(), testOptions(dir)); len(f) != 1 || f[0].Part != "journal" || !f[0].Fatal {
		t.Errorf("findings %+v", f)
	}
}
