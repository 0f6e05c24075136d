package index

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"incidentbot/index/incident"
	"incidentbot/index/journal"
	"incidentbot/index/merge"
)

// What Add hands to the projection is what the projection makes of the record.
func TestMadeIsOfRecord(t *testing.T) {
	a := openTest(t, t.TempDir())
	var p, q merge.Printer
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
		art := incident.Article{
			ID: text.Draw(rt, "id"), Outlet: text.Draw(rt, "outlet"), Title: text.Draw(rt, "title"), Lang: incident.Lang(text.Draw(rt, "lang")),
			Published: text.Draw(rt, "published"), PublishedBasis: text.Draw(rt, "basis"), Fetched: text.Draw(rt, "fetched"),
			Text: text.Draw(rt, "text") + " one two three four five six seven eight nine",
		}
		a.normal(t.Context(), &art)
		handed := makeOf(&p, &art, 7)
		data, err := articleRecord(&art)
		must(t, err)
		made, err := a.madeAt(&journal.Record{Seq: 7, Kind: kindArticle, Data: data}, &q)
		must(t, err)
		if !reflect.DeepEqual(made, handed) {
			rt.Fatalf("handed over %+v, read %+v", handed, made)
		}
	})
}

// A shelf has bounds, gives what it has once and forgets what was passed.
func TestShelf(t *testing.T) {
	s := newShelf()
	for n := range uint64(5) {
		text := make([]byte, shelfBytes/4)
		s.put(made{article: &incident.Article{ID: fmt.Sprint(n), Text: string(text)}, version: version{seq: n}})
	}
	if _, ok := s.take(4); ok || len(s.by) != 4 {
		t.Errorf("%d articles for a shelf of 4", len(s.by))
	}
	if m, ok := s.take(2); !ok || m.article.ID != "2" {
		t.Error("an article is not there")
	}
	if _, ok := s.take(2); ok {
		t.Error("an article is there twice")
	}
	if s.clear(1); len(s.by) != 1 || s.bytes != shelfBytes/4 {
		t.Errorf("%d articles left, %d bytes", len(s.by), s.bytes)
	}
}
