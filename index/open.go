package index

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"incidentbot/index/gazetteer"
	"incidentbot/index/journal"
	"incidentbot/index/merge"
	"incidentbot/index/table"
)

// Archive is the archive of a data folder. It is safe for concurrent use.
type Archive struct {
	o    Options
	temp string // the folder to remove at Close
	j    *journal.Journal
	p    *projection

	adding  sync.Mutex // held by Add: what is judged new stays new until it is journalled
	ready   bool       // Add knows all that was journalled before
	prints  ring       // of what Add took
	printer merge.Printer

	ahead   sync.Mutex         // guards what follows
	pending map[uint64]version // by hash of the id: journalled, not yet projected
	owners  map[uint64]owner   // by hash of the address, of the pending
	made    shelf              // what Add made of the newest articles, for the projection

	cache *cache

	closing sync.Once
	closed  error // what Close returned
}

// Open opens or makes the archive of a data folder. It answers at once, from
// what had been projected; Sync waits for the rest. The error is a *LockedError
// where another process has the folder.
func Open(ctx context.Context, o Options) (*Archive, error) {
	return open(ctx, o, "index")
}

func (o *Options) defaults() error {
	if o.Places == nil || o.Extract == nil {
		return errors.New("index: Options need Places and Extract")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return nil
}

func (o *Options) journal() journal.Options {
	return journal.Options{Dir: o.Dir, URL: o.JournalURL, Replicas: o.JournalReplicas, Log: o.Log}
}

// open opens an archive whose index is in the named folder beside the journal.
func open(ctx context.Context, o Options, name string) (*Archive, error) {
	if err := o.defaults(); err != nil {
		return nil, err
	}
	a := &Archive{o: o, pending: map[uint64]version{}, owners: map[uint64]owner{}, cache: newCache(cachedEvents), prints: ring{size: 1 << 12}, made: newShelf()}
	if o.Dir == "" {
		dir, err := os.MkdirTemp("", "incidentbot-")
		if err != nil {
			return nil, err
		}
		a.temp, a.o.Dir = dir, dir
	}
	if err := a.start(ctx, name); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *Archive) start(ctx context.Context, name string) (err error) {
	if a.j, err = journal.Open(ctx, a.o.journal()); err != nil {
		return err
	}
	dir := filepath.Join(a.o.Dir, name)
	if err := finishSwap(a.o.Dir); err != nil {
		return err
	}
	if name == newIndex { // what a cut-off rebuild left
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	a.p = &projection{a: a, dir: dir, moved: make(chan struct{})}
	if err := a.p.open(ctx); err != nil {
		return err
	}
	st, err := a.j.State(ctx)
	if err != nil {
		return err
	}
	if err := whole(st, max(a.p.at, a.p.s.articlesSeq, a.p.s.eventsSeq)); err != nil {
		return err
	}
	a.p.start()
	return nil
}

// LossError says that the journal has lost records that the index knows.
type LossError struct{ What string }

func (e *LossError) Error() string {
	return "the journal is damaged: " + e.What + ". Restore the folder \"journal\" from a copy; to go on without what is missing, run `incidentbot rebuild`"
}

// whole reports a journal that lacks records: the index knows record known.
func whole(st journal.State, known uint64) error {
	switch {
	case st.Last < known:
		return &LossError{fmt.Sprintf("it ends at record %d, but the index knows record %d", st.Last, known)}
	case st.Records != 0 && st.First != 1:
		return &LossError{fmt.Sprintf("it begins at record %d", st.First)}
	case st.Records != st.Last:
		return &LossError{fmt.Sprintf("%d of its %d records are missing", st.Last-st.Records, st.Last)}
	}
	return nil
}

// Close stops the projection and lets the folder go. Closing again does nothing.
func (a *Archive) Close() error {
	a.closing.Do(func() { a.closed = a.close() })
	return a.closed
}

func (a *Archive) close() error {
	var err error
	if a.p != nil {
		err = a.p.close()
	}
	if a.j != nil {
		err = errors.Join(err, a.j.Close())
	}
	if a.temp != "" {
		err = errors.Join(err, os.RemoveAll(a.temp))
	}
	return err
}

// Places is the gazetteer.
func (a *Archive) Places() *gazetteer.Gazetteer { return a.o.Places }

func (a *Archive) table() *table.Table { return a.p.table }
