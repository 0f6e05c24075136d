package handlers_test

import (
	"context"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

var gazette = sync.OnceValues(gazetteer.Load)

// newArchive is a real archive, of bleve on disk and an embedded journal, whose
// extractor gives the hand-made reports of each article instead of reading it:
// so the answers' tests rest on no extraction.
func newArchive(t testing.TB, reports []incident.SourcedReport) archive {
	t.Helper()
	g, err := gazette()
	if err != nil {
		t.Fatal(err)
	}
	articles, said := articlesOf(reports)
	a, err := index.Open(t.Context(), index.Options{
		Dir: t.TempDir(), Places: g, Sample: true,
		Now:     func() time.Time { return time.Date(2024, 6, 1, 8, 0, 0, 0, time.UTC) },
		Extract: func(art *incident.Article) incident.Extraction { return said[art.ID] },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	added, err := a.Add(t.Context(), articles)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range added {
		if x.Status != index.New {
			t.Fatalf("sample %s was not taken: %+v", x.Article, x)
		}
	}
	if err := a.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	return archive{a}
}

// archive says that its newest article came at a time of its own, where the
// journal says when the test ran.
type archive struct{ *index.Archive }

func (a archive) Coverage(ctx context.Context) (index.Coverage, error) {
	c, err := a.Archive.Coverage(ctx)
	c.Updated = "2024-06-01T08:00:00Z"
	return c, err
}

// articlesOf writes the articles that say what the reports say.
func articlesOf(reports []incident.SourcedReport) ([]incident.Article, map[string]incident.Extraction) {
	var order []incident.Article
	said := map[string]incident.Extraction{}
	at := map[string]int{}
	for _, r := range reports {
		i, ok := at[r.Article]
		if !ok {
			i = len(order)
			at[r.Article] = i
			order = append(order, incident.Article{
				ID: r.Article, URL: r.URL, Outlet: r.Outlet, Title: r.Title, Lang: r.Lang, Published: r.Published, PublishedBasis: incident.PublishedGiven,
			})
		}
		art := &order[i]
		for j := range r.Claims {
			c := &r.Claims[j]
			if !strings.HasSuffix(art.Text, c.Sentence+" ") {
				art.Text += c.Sentence + " "
			}
			c.Start = strings.LastIndex(art.Text, c.Quote)
			c.End = c.Start + len(c.Quote)
		}
		x := said[r.Article]
		x.Lang, x.Published, x.PublishedBasis = r.Lang, art.PublishedDay(), incident.PublishedGiven
		x.Reports = append(x.Reports, r.Report)
		said[r.Article] = x
	}
	return order, said
}

// broken is an archive that fails at everything but its gazetteer.
type broken struct {
	archive
	err error
}

func (b broken) Events(context.Context, index.Filter) (index.Page, error) { return index.Page{}, b.err }

func (b broken) All(context.Context, index.Filter) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) { yield(incident.Event{}, b.err) }
}

func (b broken) Event(context.Context, string) (incident.Event, error) {
	return incident.Event{}, b.err
}

func (b broken) Search(context.Context, index.TextQuery) (index.Hits, error) {
	return index.Hits{}, b.err
}

func (b broken) Sum(context.Context, index.Filter) (index.Sums, error) { return index.Sums{}, b.err }

func (b broken) Coverage(context.Context) (index.Coverage, error) { return index.Coverage{}, b.err }

func (b broken) Nearest(context.Context, index.Filter) (index.Near, error) {
	return index.Near{}, b.err
}

var _ handlers.Archive = broken{}
