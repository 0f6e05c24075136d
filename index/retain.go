package index

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2"

	"incidentbot/index/journal"
)

// Retention says how long articles without an event are kept searchable. The
// zero value keeps all for ever.
type Retention struct {
	Age   time.Duration // since the article was taken; 0: for ever
	Bytes int64         // that all of them may have as records; the oldest go first; 0: no bound
}

// Verdict is why an article may go or stays.
type Verdict string

// The verdicts.
const (
	KeptEvent Verdict = "has an event" // and so it stays for ever
	KeptYoung Verdict = "within age and size"
	GoneOld   Verdict = "older than the age kept"
	GoneSize  Verdict = "beyond the size kept"
)

// Goes reports whether the verdict lets the article go.
func (v Verdict) Goes() bool { return v == GoneOld || v == GoneSize }

// Judge says whether an article may go: one that was taken at taken and of whose
// kind, older ones aside, there are held bytes.
func (r Retention) Judge(event bool, taken, now time.Time, held int64) Verdict {
	switch {
	case event:
		return KeptEvent
	case r.Age > 0 && now.Sub(taken) > r.Age:
		return GoneOld
	case r.Bytes > 0 && held > r.Bytes:
		return GoneSize
	}
	return KeptYoung
}

// Sweep is what Retain did.
type Sweep struct {
	Gone, Kept int   // articles without an event
	Bytes      int64 // that the kept ones have
}

// retirement is the record that articles are no longer searchable. Their records
// stay, so that their identity is known and they are not taken again.
type retirement struct {
	Articles []retired `json:"articles"`
	At       string    `json:"at"` // RFC 3339 UTC
}

// retired names one version of an article: a newer one is not meant.
type retired struct {
	ID  string  `json:"id"`
	Seq uint64  `json:"seq"`
	Why Verdict `json:"why"`
}

func readRetirement(r *journal.Record) (*retirement, error) {
	x := new(retirement)
	if err := json.Unmarshal(r.Data, x); err != nil {
		return nil, fmt.Errorf("journal record %d: %w", r.Seq, err)
	}
	return x, nil
}

// plain is an article's newest version, as a sweep finds it.
type plain struct {
	id    string
	seq   uint64
	taken time.Time
	bytes int64
}

// Retain takes the articles out of search that have no event and that the
// settings let go at this time; what has an event always stays. It reads the
// whole journal, and what it decides is durable when it returns.
func (a *Archive) Retain(ctx context.Context, r Retention, now time.Time) (Sweep, error) {
	if r == (Retention{}) {
		return Sweep{}, nil
	}
	if err := a.Sync(ctx); err != nil {
		return Sweep{}, err
	}
	all, err := a.searchable(ctx)
	if err != nil {
		return Sweep{}, err
	}
	going, s, err := a.sift(all, r, now)
	if err != nil {
		return s, err
	}
	for part := range slices.Chunk(going, journal.MaxBatch) {
		b, err := json.Marshal(retirement{Articles: part, At: now.UTC().Format(time.RFC3339)})
		if err != nil {
			return s, err
		}
		if _, err := a.j.Append(ctx, kindRetirement, b); err != nil {
			return s, err
		}
	}
	return s, a.Sync(ctx)
}

// searchable reads from the journal the articles that were not retired, newest first.
func (a *Archive) searchable(ctx context.Context) ([]plain, error) {
	st, err := a.j.State(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string]plain{}
	c := a.j.Cursor(0)
	for seq := uint64(0); seq < st.Last; {
		rec, err := c.Next(ctx)
		if err != nil {
			return nil, err
		}
		seq = rec.Seq
		switch rec.Kind {
		case kindArticle:
			if art, err := readArticle(&rec); err == nil { // else it never was searchable
				found[art.ID] = plain{art.ID, seq, rec.Time, int64(len(rec.Data))}
			}
		case kindRetirement:
			if x, err := readRetirement(&rec); err == nil {
				for _, r := range x.Articles {
					if found[r.ID].seq == r.Seq {
						delete(found, r.ID)
					}
				}
			}
		}
	}
	out := make([]plain, 0, len(found))
	for _, p := range found {
		out = append(out, p)
	}
	slices.SortFunc(out, func(x, y plain) int { return int(int64(y.seq) - int64(x.seq)) })
	return out, nil
}

// sift judges articles, the newest first.
func (a *Archive) sift(all []plain, r Retention, now time.Time) (going []retired, s Sweep, err error) {
	for part := range slices.Chunk(all, 1000) {
		ids := make([]string, len(part))
		for i, p := range part {
			ids[i] = p.id
		}
		holders, err := a.p.s.holders(ids...)
		if err != nil {
			return nil, s, err
		}
		for i, p := range part {
			v := r.Judge(len(holders[i]) > 0, p.taken, now, s.Bytes+p.bytes)
			switch {
			case v.Goes():
				going = append(going, retired{p.id, p.seq, v})
				s.Gone++
			case v != KeptEvent:
				s.Kept++
				s.Bytes += p.bytes
			}
		}
	}
	return going, s, nil
}

// retire takes retired articles out of the index of articles. One that has an
// event stays: a newer extractor may see one where the older did not.
func (p *projection) retire(seq uint64, x *retirement, articles *bleve.Batch, w *work) error {
	if seq <= p.s.articlesSeq {
		return nil
	}
	for _, r := range x.Articles {
		p.mu.Lock()
		newest := p.known.byID[hash64(r.ID)].seq
		p.mu.Unlock()
		if newest != r.Seq {
			continue
		}
		event, err := w.holds(r.ID)
		if err != nil {
			return err
		}
		if !event {
			articles.Delete(r.ID)
		}
	}
	return nil
}

// holds reports whether an event has a report of the article, in this batch or before.
func (w *work) holds(article string) (bool, error) {
	for _, pw := range w.places {
		for _, r := range pw.adds {
			if r.Article == article {
				return true, nil
			}
		}
	}
	ids, err := w.p.s.holdersOf(article)
	return len(ids) > 0, err
}
