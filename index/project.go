package index

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"

	"incidentbot/index/incident"
	"incidentbot/index/journal"
	"incidentbot/index/merge"
	"incidentbot/index/table"
)

const (
	bulkBatch = 4000                   // records that are applied together at most
	batchSize = 16 << 20               // and their bytes, about
	idleSpan  = 10 * time.Millisecond  // a batch waits this long for one more record
	eachSpan  = 500 * time.Microsecond // and longer by this for each that it has
	batchSpan = 2 * time.Second        // and no longer than this in all
)

// projection follows the journal and keeps the two indexes and the table. One
// goroutine reads the next batch, decodes it or takes what Add made (shelf.go),
// and extracts, while another applies the one before, in the journal's order.
// Each index is written with the sequence number that it then stands for and
// takes only later records, so whatever a kill leaves behind is made good by
// replaying.
type projection struct {
	a     *Archive
	dir   string
	s     *store
	table *table.Table
	known *identities    // as of the last batch applied
	arts  *articleWriter // of s.articles

	finishing sync.WaitGroup

	wanted atomic.Uint64 // a record that someone waits for

	mu    sync.Mutex
	at    uint64        // the record that everything stands for
	moved chan struct{} // closed and replaced when at grows
	err   error         // why the projection stopped

	arrived time.Time // when the newest article's record was appended

	taken   uint64 // what the newest snapshot stands for
	takenAt time.Time
	saving  sync.Mutex
	saved   uint64 // what the one on disk stands for
	cancel  context.CancelFunc
	done    chan struct{}
}

// step is one record, made ready.
type step struct {
	seq        uint64
	time       time.Time
	article    *incident.Article
	version    version
	extraction incident.Extraction // where an index still needs it
	reports    []*incident.SourcedReport
	withdrawal *Withdrawal
	retirement *retirement
	bad        error // the record cannot be read: it is passed over
}

func (p *projection) start() {
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel, p.done = cancel, make(chan struct{})
	batches := make(chan []step)
	var g sync.WaitGroup
	g.Go(func() {
		defer close(batches)
		p.fail(p.read(ctx, batches))
	})
	g.Go(func() {
		p.fail(p.follow(batches))
		cancel()
		for range batches { // let the reader end
		}
		p.finishing.Wait()
	})
	go func() { g.Wait(); close(p.done) }()
}

// fail notes why the projection stopped and wakes who waits for it.
func (p *projection) fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil {
		p.err = err
		p.a.o.Log.Error("projection stopped", "err", err, "seq", p.at)
		close(p.moved)
		p.moved = make(chan struct{})
	}
}

func (p *projection) close() error {
	if p.cancel != nil {
		p.cancel()
		<-p.done
	}
	var err error
	if p.s != nil {
		if p.cancel != nil && p.err == nil {
			err = p.saveLast()
		}
		err = errors.Join(err, p.s.close())
	}
	return err
}

// prepare decodes and extracts records on all cores, keeping their order.
func (p *projection) prepare(rs []journal.Record) []step {
	steps := make([]step, len(rs))
	var g sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		g.Go(func() {
			var pr merge.Printer
			for i := w; i < len(rs); i += workers {
				steps[i] = p.ready(&rs[i], &pr)
			}
		})
	}
	g.Wait()
	return steps
}

func (p *projection) ready(r *journal.Record, pr *merge.Printer) step {
	st := step{seq: r.Seq, time: r.Time}
	switch r.Kind {
	case kindArticle:
		m, err := p.a.madeAt(r, pr)
		if err != nil {
			st.bad = err
			return st
		}
		st.article, st.version = m.article, m.version
		if r.Seq > p.s.articlesSeq || r.Seq > p.s.eventsSeq {
			st.extraction = p.a.extract(st.article)
			st.reports = sourced(&m, &st.extraction)
		}
	case kindWithdrawal:
		st.withdrawal, st.bad = readWithdrawal(r)
	case kindRetirement:
		st.retirement, st.bad = readRetirement(r)
	default:
		st.bad = fmt.Errorf("journal record %d: unknown kind %q: was it written by a newer version?", r.Seq, r.Kind)
	}
	return st
}

// extract reads an article; a fault in the extractor costs its reports, not the archive.
func (a *Archive) extract(art *incident.Article) (x incident.Extraction) {
	defer func() {
		if f := recover(); f != nil {
			a.o.Log.Error("extractor failed", "article", art.ID, "fault", f)
			x = incident.Extraction{PublishedBasis: incident.PublishedNone}
		}
	}()
	return a.o.Extract(art)
}

// follow applies batches as they come.
func (p *projection) follow(batches <-chan []step) error {
	for steps := range batches {
		for len(steps) > 0 {
			n := split(steps)
			if err := p.apply(steps[:n]); err != nil {
				return err
			}
			steps = steps[n:]
		}
	}
	return nil
}

// split returns how many steps are applied together: a withdrawal is alone, for
// it names what the records before it made.
func split(steps []step) int {
	for i := range steps {
		if steps[i].withdrawal != nil {
			return max(i, 1)
		}
	}
	return len(steps)
}

// apply writes a batch of steps to the indexes and then to the table.
func (p *projection) apply(steps []step) error {
	if err := p.arts.failed(); err != nil {
		return unwritten("articles", p.dir, err)
	}
	last := steps[len(steps)-1].seq
	articles, w := p.s.articles.NewBatch(), p.newWork()
	revised := false // an article's newer version must not overtake the older one
	for i := range steps {
		st := &steps[i]
		if st.bad != nil {
			p.a.o.Log.Error("record passed over", "err", st.bad)
			continue
		}
		if err := p.take(st, articles, w); err != nil {
			return err
		}
		revised = revised || st.version.revision > 1 || st.retirement != nil
	}
	ch, err := w.merge()
	if err != nil {
		return err
	}
	var done <-chan struct{}
	if last > p.s.articlesSeq {
		done = p.arts.write(articles, last, revised)
	}
	if last > p.s.eventsSeq {
		if err := p.writeEvents(ch, last); err != nil {
			return unwritten("events", p.dir, err)
		}
	}
	p.table.Apply(ch.put, ch.gone, last)
	p.a.cache.drop(ch.ids())
	p.finish(last, done)
	return nil
}

// finish notes that a batch is applied as soon as its articles are written,
// which the next batch need not wait for.
func (p *projection) finish(last uint64, done <-chan struct{}) {
	var snap []byte
	if p.due(last) {
		snap = p.snapshot(last)
	}
	p.finishing.Go(func() {
		if done != nil {
			<-done
		}
		if err := p.arts.failed(); err != nil {
			p.fail(unwritten("articles", p.dir, err))
			return
		}
		p.reach(last)
		if snap == nil {
			return
		}
		if err := p.save(last, snap); err != nil {
			p.a.o.Log.Warn("table snapshot not written", "err", err)
		}
	})
}

// take adds what one record does to the batch of articles and to the work on events.
func (p *projection) take(st *step, articles *bleve.Batch, w *work) error {
	if st.withdrawal != nil {
		if st.seq <= p.s.eventsSeq {
			return nil
		}
		return w.withdraw(st.seq, st.withdrawal)
	}
	if st.retirement != nil {
		return p.retire(st.seq, st.retirement, articles, w)
	}
	p.mu.Lock()
	v, isNew := p.known.note(st.article.ID, st.article.URL, st.version)
	p.arrived = st.time
	p.mu.Unlock()
	if !isNew {
		return nil
	}
	st.version = v
	if st.seq > p.s.articlesSeq {
		if err := articles.Index(st.article.ID, p.a.articleDoc(st.article, &st.extraction)); err != nil {
			return fmt.Errorf("index article %s: %w", st.article.ID, err)
		}
	}
	if st.seq <= p.s.eventsSeq {
		return nil
	}
	return w.add(st, v)
}

func (p *projection) writeEvents(ch *changes, last uint64) error {
	b := p.s.events.NewBatch()
	for _, e := range ch.put {
		d, err := p.a.eventDoc(p.s.eventsMap, e)
		if err == nil {
			err = b.IndexAdvanced(d)
		}
		if err != nil {
			return err
		}
	}
	for _, id := range ch.gone {
		d, err := formerDoc(p.s.eventsMap, id, last)
		if err == nil {
			err = b.IndexAdvanced(d)
		}
		if err != nil {
			return err
		}
	}
	return commit(p.s.events, b, seqKeys[0], last)
}

// reach notes how far the projection is and wakes who waits for it.
func (p *projection) reach(seq uint64) {
	p.mu.Lock()
	p.at = max(p.at, seq)
	close(p.moved)
	p.moved = make(chan struct{})
	p.mu.Unlock()
	p.a.forget(seq)
}
