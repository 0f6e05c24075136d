package index

import (
	"testing"
	"time"

	"incidentbot/index/incident"
)

func TestJudge(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	old, young := now.AddDate(0, 0, -31), now.AddDate(0, 0, -29)
	r := Retention{Age: 30 * 24 * time.Hour, Bytes: 100}
	for _, c := range []struct {
		event bool
		taken time.Time
		held  int64
		want  Verdict
	}{
		{true, old, 1000, KeptEvent},
		{false, old, 0, GoneOld},
		{false, young, 100, KeptYoung},
		{false, young, 101, GoneSize},
	} {
		if v := r.Judge(c.event, c.taken, now, c.held); v != c.want {
			t.Errorf("%+v: %q", c, v)
		}
	}
	if v := (Retention{}).Judge(false, old, now, 1<<40); v != KeptYoung {
		t.Errorf("nothing set: %q", v)
	}
}

// An article without an event leaves search when its time is over, one with an
// event never; a rebuild does not bring the first back, and it is not taken again.
func TestRetain(t *testing.T) {
	dir := t.TempDir()
	a := openTest(t, dir)
	ctx := t.Context()
	event := article("e", "One", "2026-01-01", "Kharkiv 2026-01-01 drone: 3 killed. The aquarium stood open.")
	dull := incident.Article{URL: "https://example.org/dull", Outlet: "Two", Text: "The aquarium has a new otter."}
	dull2 := article("d2", "Two", "2026-01-01", "Another aquarium opens by the river.")
	add(t, a, event, dull, dull2)
	found := func(a *Archive, want int) {
		t.Helper()
		h, err := a.Search(ctx, TextQuery{Text: "aquarium"})
		if err != nil {
			t.Fatal(err)
		}
		if len(h.Hits) != want {
			t.Errorf("%d hits, want %d: %+v", len(h.Hits), want, h.Hits)
		}
	}
	sweep := func(r Retention, year, gone int) {
		t.Helper()
		s, err := a.Retain(ctx, r, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
		if err != nil || s.Gone != gone {
			t.Errorf("%+v, %v: want %d gone", s, err, gone)
		}
	}
	sweep(Retention{Age: time.Hour}, 2000, 0)
	found(a, 3)
	sweep(Retention{Bytes: 1 << 20}, 2100, 0)
	sweep(Retention{Bytes: 250}, 2000, 1) // room for the newer of the two
	found(a, 2)
	sweep(Retention{Age: time.Hour}, 2100, 1)
	sweep(Retention{Age: time.Hour}, 2100, 0)
	found(a, 1)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Rebuild(ctx, testOptions(dir), nil); err != nil {
		t.Fatal(err)
	}
	a = openTest(t, dir)
	found(a, 1)
	if got := add(t, a, dull, dull2); got[0].Status != Known || got[1].Status != Known {
		t.Errorf("taken again: %v", statuses(got))
	}
	dull2.Text += " Kyiv 2026-01-01 drone: 1 killed."
	add(t, a, dull2) // its newer version counts
	found(a, 2)
	sweep(Retention{Age: time.Hour}, 2100, 0)
	found(a, 2)
}
