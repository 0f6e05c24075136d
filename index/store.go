package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	bindex "github.com/blevesearch/bleve_index_api"

	"incidentbot/index/incident"
	"incidentbot/index/journal"
)

// layoutVersion names what the index holds and how; another one is rebuilt.
func layoutVersion() string { return "2 " + analyzerName + " " + eventShape() + "\n" }

// BrokenError says that the index cannot be read. The journal is untouched.
type BrokenError struct {
	Part string // articles, events
	Err  error
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("the index of %s cannot be read (%v): run `incidentbot rebuild`, which makes it anew from the journal", e.Part, e.Err)
}

func (e *BrokenError) Unwrap() error { return e.Err }

// UnwrittenError says that the index cannot be written. The journal has what was
// reported as done, and the next start goes on from it.
type UnwrittenError struct {
	Part string // articles, events
	Dir  string
	Free uint64 // bytes on its disk
	Err  error
}

func unwritten(part, dir string, err error) *UnwrittenError {
	return &UnwrittenError{part, dir, journal.Free(dir), err}
}

func (e *UnwrittenError) Error() string {
	return fmt.Sprintf("the index of %s in %s cannot be written (%v; %d MB are free there): is the disk full or failing? "+
		"Free some space and start again: the journal has what was reported as done", e.Part, e.Dir, e.Err, e.Free>>20)
}

func (e *UnwrittenError) Unwrap() error { return e.Err }

// errOutdated says that the index is of another layout.
var errOutdated = errors.New("made by another version")

// store is the two bleve indexes of a folder, each with the sequence number that it has reached.
type store struct {
	dir                    string
	articles, events       bleve.Index
	articlesSeq, eventsSeq uint64
	articlesMap, eventsMap mapping.IndexMapping
}

// seqKeys are where an index says how far it is: the greatest counts. Batches of
// articles that are written side by side each have a key of their own, for the
// one that lands last knows least.
var seqKeys = [...][]byte{[]byte("seq"), []byte("seq0"), []byte("seq1")}

// openStore opens the indexes of dir, making them where there is nothing.
func openStore(dir string) (*store, error) {
	limitClauses()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := checkLayout(dir); err != nil {
		return nil, err
	}
	s := &store{dir: dir}
	am, err := articleMapping()
	if err != nil {
		return nil, err
	}
	em, err := eventMapping()
	if err != nil {
		return nil, err
	}
	s.articlesMap, s.eventsMap = am, em
	if s.articles, s.articlesSeq, err = openIndex(filepath.Join(dir, "articles"), am); err != nil {
		return nil, &BrokenError{"articles", err}
	}
	if s.events, s.eventsSeq, err = openIndex(filepath.Join(dir, "events"), em); err != nil {
		return nil, errors.Join(&BrokenError{"events", err}, s.articles.Close())
	}
	return s, nil
}

func checkLayout(dir string) error {
	name := filepath.Join(dir, "version")
	b, err := os.ReadFile(name)
	switch {
	case err == nil && string(b) == layoutVersion():
		return nil
	case err == nil:
		return errOutdated
	case !errors.Is(err, os.ErrNotExist):
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, "events")); err == nil {
		return errOutdated
	}
	return os.WriteFile(name, []byte(layoutVersion()), 0o600)
}

// openIndex opens or makes one index. bleve panics over some damage; that is an error here.
func openIndex(path string, m mapping.IndexMapping) (ix bleve.Index, seq uint64, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	ix, err = bleve.Open(path)
	if errors.Is(err, bleve.ErrorIndexPathDoesNotExist) {
		ix, err = bleve.NewUsing(path, m, bleve.Config.DefaultIndexType, bleve.Config.DefaultKVStore, nil)
	}
	if err != nil {
		return nil, 0, err
	}
	for _, key := range seqKeys {
		b, err := ix.GetInternal(key)
		if err != nil {
			return nil, 0, errors.Join(err, ix.Close())
		}
		if len(b) == 8 {
			seq = max(seq, binary.BigEndian.Uint64(b))
		}
	}
	return ix, seq, nil
}

func (s *store) close() error { return errors.Join(s.articles.Close(), s.events.Close()) }

// commit writes a batch with the sequence number that the index has then reached, under one of seqKeys.
func commit(ix bleve.Index, b *bleve.Batch, key []byte, seq uint64) error {
	b.SetInternal(key, binary.BigEndian.AppendUint64(nil, seq))
	return ix.Batch(b)
}

// load returns the event of an id, or that which holds the report that gave the
// id, if the event was joined to another; ErrNotFound if there is none.
func (s *store) load(id string) (*incident.Event, error) {
	body, err := s.body(id)
	if err != nil {
		return nil, err
	}
	if len(body) == 0 {
		now, err := s.terms(fFormer, id)
		if err != nil {
			return nil, err
		}
		if len(now[0]) == 0 {
			return nil, ErrNotFound
		}
		if body, err = s.body(now[0][0]); err != nil {
			return nil, err
		}
	}
	if len(body) == 0 {
		return nil, ErrNotFound
	}
	return decodeEvent(body)
}

// body returns the stored form of an id, nil if there is none.
func (s *store) body(id string) ([]byte, error) {
	d, err := s.events.Document(id)
	if err != nil || d == nil {
		return nil, err
	}
	var body []byte
	d.VisitFields(func(f bindex.Field) {
		if f.Name() == fBody {
			body = f.Value()
		}
	})
	return body, nil
}

// holders returns for each article the ids of the events that have its reports.
func (s *store) holders(articles ...string) ([][]string, error) {
	return s.terms(fArticle, articles...)
}

// terms returns for each word the ids of the events that have it in a field.
func (s *store) terms(field string, words ...string) ([][]string, error) {
	ix, err := s.events.Advanced()
	if err != nil {
		return nil, err
	}
	r, err := ix.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out := make([][]string, len(words))
	for i, w := range words {
		if out[i], err = termIn(r, field, w); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func termIn(r bindex.IndexReader, field, word string) (ids []string, err error) {
	t, err := r.TermFieldReader(context.Background(), []byte(word), field, false, false, false)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	for {
		d, err := t.Next(nil)
		if err != nil || d == nil {
			return ids, err
		}
		id, err := r.ExternalID(d.ID)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
}

// holdersOf returns the ids of the events that have one article's reports.
func (s *store) holdersOf(article string) ([]string, error) {
	all, err := s.holders(article)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}
