package index

import (
	"incidentbot/index/incident"
	"incidentbot/index/merge"
)

// made is an article with what indexing it needs to know of its text.
type made struct {
	article *incident.Article
	version version
	sketch  []uint32
}

// makeOf works out what belongs to an article.
func makeOf(p *merge.Printer, art *incident.Article, seq uint64) made {
	prints := p.Of(art.Text)
	v := version{text: hash64(art.Title, art.Text), print: prints.Fingerprint, seq: seq, revision: 1}
	return made{art, v, prints.Sketch}
}

// shelf keeps what Add made of articles until the projection reads their
// records, so that nothing is decoded or worked out twice. What finds no room is
// made again from its record, which gives the same.
type shelf struct {
	by    map[uint64]made // by sequence number
	bytes int             // of their texts
}

const shelfBytes = batchSize

func newShelf() shelf { return shelf{by: map[uint64]made{}} }

func (s *shelf) put(m made) {
	if s.bytes+len(m.article.Text) > shelfBytes {
		return
	}
	s.by[m.version.seq] = m
	s.bytes += len(m.article.Text)
}

// take returns what was made of a record's article, if it is there, and drops it.
func (s *shelf) take(seq uint64) (made, bool) {
	m, ok := s.by[seq]
	if ok {
		s.bytes -= len(m.article.Text)
		delete(s.by, seq)
	}
	return m, ok
}

// clear drops what the projection has passed.
func (s *shelf) clear(seq uint64) {
	for at := range s.by {
		if at <= seq {
			s.take(at)
		}
	}
}
