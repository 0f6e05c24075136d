package poll

import (
	"context"
	"testing"
	"testing/synctest"

	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/source"
)

// A week of scripted outlets, handed to a real archive in the order in which the
// poller handed it on: every item is there exactly once, whoever showed it, and
// only texts that an outlet changed have a revision.
func TestWeekInTheArchive(t *testing.T) {
	n := 200
	if testing.Short() {
		n = 40
	}
	var batches [][]incident.Article
	var items map[string]bool
	changed := map[string]bool{}
	synctest.Test(t, func(t *testing.T) {
		w := newWeek(n)
		w.ledger.tap = func(as []incident.Article) { batches = append(batches, as) }
		w.run(t, 7)
		w.checkItems(t, 7)
		items = w.handedOn(changed)
	})
	a := openArchive(t)
	got := map[index.AddStatus]int{}
	for _, batch := range batches {
		added, err := a.Add(t.Context(), batch)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range added {
			got[x.Status]++
			if x.Err != nil || x.Status == index.Revision && !changed[x.Article] {
				t.Errorf("%+v", x)
			}
		}
	}
	if err := a.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := a.Coverage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	once := got[index.New] + got[index.Reprint]
	if c.Articles != len(items) || once != len(items) || got[index.Known] == 0 || got[index.Revision] == 0 {
		t.Errorf("%d items were published; the archive has %d articles; %d came for the first time, %d again, %d changed",
			len(items), c.Articles, once, got[index.Known], got[index.Revision])
	}
	t.Logf("%d outlets: %d items, %d copies, %d revisions", n, len(items), got[index.Known], got[index.Revision])
}

// handedOn returns the ids of the items that were read, and notes the changing ones.
func (w *week) handedOn(changed map[string]bool) map[string]bool {
	ids := map[string]bool{}
	for i := range w.feeds {
		for k := range w.count(i, w.start.Add(7*day)) {
			id := source.IDOfURL(link(i, k))
			if i%behaviours == changingItems {
				changed[id] = true
			}
			if w.ledger.ids[id] {
				ids[id] = true
			}
		}
	}
	return ids
}

func openArchive(t *testing.T) *index.Archive {
	t.Helper()
	return openArchiveIn(t, t.TempDir())
}

func openArchiveIn(t *testing.T, dir string) *index.Archive {
	t.Helper()
	places, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := index.Open(context.Background(), index.Options{
		Dir: dir, Places: places, Extract: func(*incident.Article) incident.Extraction { return incident.Extraction{} },
	})
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

// An article that came by a file under an id of its own is the same article when
// its outlet's feed shows it.
func TestArticleOnceHoweverItCame(t *testing.T) {
	a := openArchive(t)
	url := "https://news.example/2024/a"
	by := func(id, url, text string) index.Added {
		added, err := a.Add(t.Context(), []incident.Article{{ID: id, URL: url, Text: text}})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Sync(t.Context()); err != nil {
			t.Fatal(err)
		}
		return added[0]
	}
	by("given", url, "Sample: the school was damaged.")
	if x := by(source.IDOfURL(url), "https://www.news.example/2024/a/?utm_source=rss", "Sample: the school was damaged."); x.Status != index.Known || x.Article != "given" {
		t.Errorf("the same again: %+v", x)
	}
	if x := by(source.IDOfURL(url), url, "Sample: the school and the shop were damaged."); x.Status != index.Revision || x.Article != "given" {
		t.Errorf("a newer version: %+v", x)
	}
}
