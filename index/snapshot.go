package index

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"time"

	"incidentbot/index/table"
)

// open opens what was projected. What cannot be read is dropped, with a word in
// the log, and made anew from the journal by the projection itself.
func (p *projection) open(ctx context.Context) error {
	log := p.a.o.Log
	s, err := openStore(p.dir)
	var broken *BrokenError
	if errors.As(err, &broken) || errors.Is(err, errOutdated) {
		log.Warn("index is made anew from the journal", "err", err)
		if err := os.RemoveAll(p.dir); err != nil {
			return err
		}
		s, err = openStore(p.dir)
	}
	if err != nil {
		return err
	}
	p.s, p.arts = s, newArticleWriter(s.articles, s.articlesSeq)
	p.table, p.known = table.New(p.a.parents), newIdentities()
	err = p.restore()
	if err == nil && min(s.articlesSeq, s.eventsSeq) < p.at {
		err = fmt.Errorf("it is ahead of the index")
	}
	if err != nil {
		if s.eventsSeq > 0 {
			log.Warn("table is made anew from the index", "err", err)
		}
		p.table, p.known, p.at = table.New(p.a.parents), newIdentities(), 0
	}
	p.saved, p.taken, p.takenAt = p.at, p.at, p.a.o.Now()
	return p.catchUp(ctx)
}

const applyAt = 5000 // events that catchUp gives to the table at a time

// catchUp brings the table to where the index of events is: it walks the ids by
// the record that last changed them.
func (p *projection) catchUp(ctx context.Context) error {
	if p.s.eventsSeq <= p.at {
		return nil
	}
	d, err := p.s.events.FieldDictRange(fSeq, []byte(seqWord(p.at+1, "")), []byte("~"))
	if err != nil {
		return err
	}
	defer d.Close()
	var ch changes
	seen := map[string]bool{}
	flush := func() {
		p.table.Apply(ch.put, ch.gone, p.s.eventsSeq)
		ch = changes{}
	}
	for {
		t, err := d.Next()
		if err != nil {
			return err
		}
		if t == nil {
			break
		}
		id := t.Term[17:]
		if seen[id] {
			continue
		}
		seen[id] = true
		if err := p.catchUpOne(id, &ch); err != nil {
			return err
		}
		if len(ch.put)+len(ch.gone) >= applyAt {
			flush()
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	flush()
	return nil
}

func (p *projection) catchUpOne(id string, ch *changes) error {
	body, err := p.s.body(id)
	switch {
	case err != nil:
		return err
	case len(body) == 0:
		ch.gone = append(ch.gone, id)
		return nil
	}
	e, err := decodeEvent(body)
	if err != nil {
		return fmt.Errorf("event %s: %w", id, err)
	}
	ch.put = append(ch.put, e)
	return nil
}

const (
	snapshotName    = "table.snap"
	snapshotMagic   = "incidentbot table 2\n"
	snapshotRecords = 10_000 // a snapshot is written after so many records
	snapshotSpan    = 10 * time.Minute
)

// due reports whether enough has come since the last snapshot for another one.
func (p *projection) due(at uint64) bool {
	return at >= p.s.eventsSeq && (at >= p.taken+snapshotRecords || at > p.taken && p.a.o.Now().Sub(p.takenAt) >= snapshotSpan)
}

// snapshot returns the table and the identities, which stand for record at.
func (p *projection) snapshot(at uint64) []byte {
	p.taken, p.takenAt = at, p.a.o.Now()
	b := append([]byte(snapshotMagic), make([]byte, 4)...)
	b = binary.LittleEndian.AppendUint64(b, at)
	p.mu.Lock()
	b = p.known.append(b)
	b = binary.LittleEndian.AppendUint64(b, uint64(p.arrived.UnixMilli()))
	p.mu.Unlock()
	b = p.table.Append(b)
	n := len(snapshotMagic)
	binary.LittleEndian.PutUint32(b[n:], crc32.ChecksumIEEE(b[n+4:]))
	return b
}

// save writes a snapshot in place of the one before: whole or not at all. Every
// article up to its record is written; the index is made to say so first.
func (p *projection) save(at uint64, snap []byte) error {
	p.saving.Lock()
	defer p.saving.Unlock()
	if at <= p.saved {
		return nil
	}
	if err := p.arts.mark(); err != nil {
		return err
	}
	if err := replaceFile(filepath.Join(p.dir, snapshotName), snap); err != nil {
		return err
	}
	p.saved = at
	return nil
}

// saveLast writes what there is when the projection has ended.
func (p *projection) saveLast() error {
	p.arts.wait()
	if p.at == p.saved || p.at < p.s.eventsSeq {
		return p.arts.mark()
	}
	return p.save(p.at, p.snapshot(p.at))
}

// replaceFile writes a file beside the old one, on disk, and then renames it.
func replaceFile(name string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// restore reads the snapshot.
func (p *projection) restore() error {
	b, err := os.ReadFile(filepath.Join(p.dir, snapshotName))
	if err != nil {
		return err
	}
	b, ok := bytes.CutPrefix(b, []byte(snapshotMagic))
	if !ok || len(b) < 12 || crc32.ChecksumIEEE(b[4:]) != binary.LittleEndian.Uint32(b) {
		return table.ErrSnapshot
	}
	at := binary.LittleEndian.Uint64(b[4:])
	known, b, err := readIdentities(b[12:])
	if err != nil {
		return err
	}
	if len(b) < 8 {
		return table.ErrSnapshot
	}
	arrived := time.UnixMilli(int64(binary.LittleEndian.Uint64(b)))
	t, _, err := table.Load(b[8:], p.a.parents)
	if err != nil {
		return err
	}
	p.table, p.known, p.at, p.arrived = t, known, at, arrived
	return nil
}
