package index

import (
	"encoding/binary"
	"slices"
	"testing"

	"incidentbot/index/incident"
)

// A snapshot that is written while the ingest goes on is never ahead of what the
// indexes say of themselves.
func TestSnapshotUnderWay(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	a := openTest(t, t.TempDir())
	var all []incident.Article
	for n := range snapshotRecords + 2000 {
		all = append(all, killArticle(n))
	}
	for part := range slices.Chunk(all, 1000) {
		_, err := a.Add(t.Context(), part)
		must(t, err)
	}
	must(t, a.Sync(t.Context()))
	a.p.finishing.Wait()
	var says uint64
	for _, key := range seqKeys {
		b, err := a.p.s.articles.GetInternal(key)
		must(t, err)
		if len(b) == 8 {
			says = max(says, binary.BigEndian.Uint64(b))
		}
	}
	if a.p.saved < snapshotRecords || says < a.p.saved {
		t.Errorf("a snapshot of record %d, an index of record %d", a.p.saved, says)
	}
	must(t, a.p.restore())
	if a.p.at != a.p.saved || a.p.table.Seq() != a.p.saved || len(a.p.known.byID) != int(a.p.saved) {
		t.Errorf("restored at %d with %d articles, the table at %d, want %d", a.p.at, len(a.p.known.byID), a.p.table.Seq(), a.p.saved)
	}
	a.p.at = a.p.saved // so that Close finds nothing to write
}
