package index

import (
	"slices"
	"testing"

	"incidentbot/index/incident"
)

// An outlet revises its own article only: what another publishes under the same
// address is an article of its own, however close together the two come.
func TestOneAddressTwoOutlets(t *testing.T) {
	const url = "https://example.org/news/7"
	by := func(outlet, text string) incident.Article {
		return incident.Article{URL: url, Outlet: outlet, Published: "2026-01-01", Title: "News", Text: text}
	}
	first, second := by("One", "Kharkiv 2026-01-01 drone: 3 killed. So the first."), by("Two", "Kharkiv 2026-01-01 drone: 5 killed. The other paper counts otherwise, at length.")
	for name, together := range map[string]bool{"in one batch": true, "one after the other": false} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			a := openTest(t, dir)
			var got []Added
			if together {
				got = add(t, a, first, second)
			} else {
				got = slices.Concat(add(t, a, first), add(t, a, second))
			}
			if got[0].Article == got[1].Article || got[1].Status == Revision {
				t.Fatalf("%+v: one revises the other", got)
			}
			later := first
			later.Text = "Kharkiv 2026-01-01 drone: 4 killed. So the first, corrected."
			shouted := later
			shouted.Outlet = " ONE "
			again := add(t, a, later, second, shouted)
			want := []AddStatus{Revision, Known, Known}
			if !slices.Equal(statuses(again), want) || again[0].Article != got[0].Article || again[1].Article != got[1].Article {
				t.Errorf("%+v, want %v", again, want)
			}
			same := later // handed in by a way that names the outlet otherwise
			same.Outlet = "one.example"
			if s := add(t, a, same); s[0].Status != Known || s[0].Article != got[0].Article {
				t.Errorf("the same text: %+v", s)
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
			if err := Rebuild(t.Context(), testOptions(dir), nil); err != nil {
				t.Fatal(err)
			}
			a = openTest(t, dir)
			if s := add(t, a, later, second); !slices.Equal(statuses(s), []AddStatus{Known, Known}) {
				t.Errorf("after a rebuild: %v", statuses(s))
			}
		})
	}
}
