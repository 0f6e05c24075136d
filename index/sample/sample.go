// Package sample holds the built-in sample archive: short reports over true
// events of several years, in English, Ukrainian and Russian, written for this
// project. The outlets are invented and say "(sample)"; the figures are those
// that were widely reported at the time, later ones beside earlier ones, so
// that answers can show how tolls grow and sources differ.
//
// The articles lie in articles.jsonl, one a line, in the shape that ingest reads.
package sample

import (
	"bytes"
	_ "embed"
	"iter"

	"incidentbot/index/incident"
	"incidentbot/index/source"
)

//go:embed articles.jsonl
var lines []byte

// Articles yields the sample articles in the order of their events. There is an
// error only where the embedded file is broken.
func Articles() iter.Seq2[incident.Article, error] {
	return func(yield func(incident.Article, error) bool) {
		source.Lines("sample", bytes.NewReader(lines), yield)
	}
}
