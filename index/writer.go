package index

import (
	"sync"

	"github.com/blevesearch/bleve/v2"
)

// articleWriter writes batches of articles, two at a time: one is analysed while
// the other goes to disk. The sequence number that rides with a batch is the one
// up to which every batch is written, so a kill between the two is made good by
// writing some articles again.
type articleWriter struct {
	ix    bleve.Index
	slots chan []byte // the keys of seqKeys under which no batch is being written

	mu     sync.Mutex
	flying []flight // in the order of their records
	done   uint64   // every record up to this one is written
	saved  uint64   // what the index says of done
	err    error
}

// flight is a batch that is being written, or that waits for one before it.
type flight struct {
	last    uint64
	written bool
	done    chan struct{}
}

func newArticleWriter(ix bleve.Index, seq uint64) *articleWriter {
	w := &articleWriter{ix: ix, slots: make(chan []byte, len(seqKeys)-1), done: seq, saved: seq}
	for _, key := range seqKeys[1:] {
		w.slots <- key
	}
	return w
}

// write starts to write a batch and returns what is closed when it and all
// before it are written, or writing has failed. A batch that is alone waits for
// those before it and is waited for.
func (w *articleWriter) write(b *bleve.Batch, last uint64, alone bool) <-chan struct{} {
	if alone {
		w.wait()
	}
	key := <-w.slots
	w.mu.Lock()
	f := flight{last: last, done: make(chan struct{})}
	seq := w.done
	if len(w.flying) == 0 {
		seq = last
	}
	w.flying = append(w.flying, f)
	w.mu.Unlock()
	go func() {
		err := commit(w.ix, b, key, seq)
		w.landed(last, seq, err)
		w.slots <- key
	}()
	if alone {
		<-f.done
	}
	return f.done
}

// landed notes that a batch is written and lets go those that waited for it.
func (w *articleWriter) landed(last, seq uint64, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil && w.err == nil {
		w.err = err
	}
	if err == nil {
		w.saved = max(w.saved, seq)
	}
	for i := range w.flying {
		w.flying[i].written = w.flying[i].written || w.flying[i].last == last
	}
	for len(w.flying) > 0 && w.flying[0].written {
		if w.err == nil {
			w.done = w.flying[0].last
		}
		close(w.flying[0].done)
		w.flying = w.flying[1:]
	}
}

// wait waits for every batch.
func (w *articleWriter) wait() {
	w.mu.Lock()
	fs := append([]flight(nil), w.flying...)
	w.mu.Unlock()
	for _, f := range fs {
		<-f.done
	}
}

// failed returns why writing failed, nil if it has not.
func (w *articleWriter) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

// mark makes the index say how far it is. It is called by one goroutine at a time.
func (w *articleWriter) mark() error {
	w.mu.Lock()
	done, saved, err := w.done, w.saved, w.err
	w.mu.Unlock()
	if err != nil || saved >= done {
		return err
	}
	if err := commit(w.ix, w.ix.NewBatch(), seqKeys[0], done); err != nil {
		return err
	}
	w.mu.Lock()
	w.saved = max(w.saved, done)
	w.mu.Unlock()
	return nil
}
