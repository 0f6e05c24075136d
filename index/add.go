package index

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/journal"
	"incidentbot/index/merge"
	"incidentbot/index/source"
)

// ErrEmpty is given for an article without text.
var ErrEmpty = errors.New("the article has no text")

// batchBytes bounds the records that are journalled together.
const batchBytes = 8 << 20

// Add journals articles, which is durable when it returns; they are indexed
// soon after (Sync). The outcomes are in the order given. An article that cannot
// be taken has its Err set and the rest goes on; the error is the journal's own:
// then articles without a status were not journalled.
func (a *Archive) Add(ctx context.Context, as []incident.Article) ([]Added, error) {
	a.adding.Lock()
	defer a.adding.Unlock()
	if err := a.caughtUp(ctx); err != nil {
		return nil, err
	}
	out := make([]Added, len(as))
	b := appendix{a: a, out: out}
	for i := range as {
		art := as[i]
		if err := b.add(ctx, i, &art); err != nil {
			return out, err
		}
	}
	return out, b.flush(ctx)
}

// caughtUp waits until the identities of all that was journalled before this
// process are known.
func (a *Archive) caughtUp(ctx context.Context) error {
	if a.ready {
		return nil
	}
	if err := a.Sync(ctx); err != nil {
		return err
	}
	a.ready = true
	return nil
}

// appendix collects the records of one Add.
type appendix struct {
	a     *Archive
	out   []Added
	data  [][]byte
	at    []int    // index in out of each record
	keys  []uint64 // hash of its id
	made  []made
	bytes int
}

func (b *appendix) add(ctx context.Context, i int, art *incident.Article) error {
	if strings.TrimSpace(art.Text) == "" {
		b.out[i] = Added{Article: art.ID, Err: ErrEmpty}
		return nil
	}
	b.a.normal(ctx, art)
	m := makeOf(&b.a.printer, art, 0)
	v, status := b.a.judge(art, m.version)
	if status == Known {
		b.out[i] = Added{Article: art.ID, Status: Known, Seq: v.seq}
		return nil
	}
	data, err := articleRecord(art)
	if err == nil && len(data) > b.a.j.MaxRecord() {
		err = fmt.Errorf("%w: %d bytes, at most %d", journal.ErrTooLarge, len(data), b.a.j.MaxRecord())
	}
	if err != nil {
		b.out[i] = Added{Article: art.ID, Err: err}
		return nil
	}
	if len(b.data) == journal.MaxBatch || b.bytes+len(data) > batchBytes && len(b.data) > 0 {
		if err := b.flush(ctx); err != nil {
			return err
		}
	}
	// Later articles of this Add must see it; its number follows with the flush.
	key := hash64(art.ID)
	b.a.expect(key, v)
	b.a.own(key, art)
	b.out[i] = Added{Article: art.ID, Status: status}
	b.data, b.at, b.keys, b.made = append(b.data, data), append(b.at, i), append(b.keys, key), append(b.made, m)
	b.bytes += len(data)
	return nil
}

// normal gives an article its id and the form in which it is kept.
func (a *Archive) normal(ctx context.Context, art *incident.Article) {
	art.Text, art.Title, art.Outlet = clean(art.Text), clean(art.Title), clean(art.Outlet)
	art.URL, art.ID, art.Lang = clean(art.URL), clean(art.ID), incident.Lang(clean(string(art.Lang)))
	art.Published, art.PublishedBasis, art.Fetched = clean(art.Published), clean(art.PublishedBasis), clean(art.Fetched)
	if art.Fetched == "" {
		art.Fetched = a.o.Now().UTC().Format(time.RFC3339)
	}
	// an id made of the address gives way to the one under which the address is known
	if art.URL != "" && (art.ID == "" || art.ID == source.IDOfURL(art.URL)) {
		art.ID = a.idAtURL(ctx, art)
	}
	art.ID = identity(art)
}

// judge says what an article would be by its version: the version that counts, and the status.
func (a *Archive) judge(art *incident.Article, v version) (version, AddStatus) {
	old, ok := a.newest(art.ID)
	a.p.mu.Lock()
	defer a.p.mu.Unlock()
	switch {
	case ok && old.text == v.text:
		return old, Known
	case ok:
		return v, Revision
	case a.p.known.prints.has(v.print) || a.prints.has(v.print):
		return v, Reprint
	}
	return v, New
}

// newest returns the newest version of an article, projected or not.
func (a *Archive) newest(id string) (version, bool) {
	key := hash64(id)
	a.ahead.Lock()
	v, ok := a.pending[key]
	a.ahead.Unlock()
	if ok {
		return v, true
	}
	a.p.mu.Lock()
	defer a.p.mu.Unlock()
	v, ok = a.p.known.byID[key]
	return v, ok
}

// madeAt is what an article's record makes; what Add worked out is not done twice.
func (a *Archive) madeAt(r *journal.Record, p *merge.Printer) (made, error) {
	a.ahead.Lock()
	m, ok := a.made.take(r.Seq)
	a.ahead.Unlock()
	if ok {
		return m, nil
	}
	art, err := readArticle(r)
	if err != nil {
		return made{}, err
	}
	return makeOf(p, art, r.Seq), nil
}

// expect notes a version that is about to be journalled; the zero version takes that back.
func (a *Archive) expect(key uint64, v version) {
	a.ahead.Lock()
	defer a.ahead.Unlock()
	if v.text == 0 {
		delete(a.pending, key)
		return
	}
	a.pending[key] = v
	a.prints.add(v.print)
}

// journalled notes what was expected and has its sequence number now.
func (a *Archive) journalled(key uint64, m made) {
	a.ahead.Lock()
	defer a.ahead.Unlock()
	if a.pending[key].text == m.version.text {
		a.pending[key] = m.version
	}
	a.made.put(m)
}

// forget drops the versions that the projection has reached.
func (a *Archive) forget(seq uint64) {
	a.ahead.Lock()
	defer a.ahead.Unlock()
	for key, v := range a.pending {
		if v.seq != 0 && v.seq <= seq {
			delete(a.pending, key)
		}
	}
	a.disown()
	a.made.clear(seq)
}

// flush journals what was collected.
func (b *appendix) flush(ctx context.Context) error {
	if len(b.data) == 0 {
		return nil
	}
	last, err := b.a.j.Append(ctx, kindArticle, b.data...)
	if err != nil {
		for k, i := range b.at {
			b.a.expect(b.keys[k], version{})
			b.out[i].Status = 0
		}
		return err
	}
	first := last - uint64(len(b.data)) + 1
	for k, i := range b.at {
		m := b.made[k]
		m.version.seq = first + uint64(k)
		b.out[i].Seq = m.version.seq
		b.a.journalled(b.keys[k], m)
	}
	b.data, b.at, b.keys, b.made, b.bytes = nil, nil, nil, nil, 0
	return nil
}
