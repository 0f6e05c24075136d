// Package export writes events as files for other programs: JSON, CSV and
// GeoJSON, as CONTRACT.md of the project promises them.
//
// It is pure: events in, bytes out, in the order of the events. JSON is an array
// of one object an event; CSV has one row an event under the same names, its
// lists joined by ";" and its tolls in columns of their own; GeoJSON is a
// FeatureCollection of one point a feature, the same object as its properties.
// What nobody said is null in JSON and an empty cell in CSV: 0 is only written
// where 0 was said. CSV cells that a spreadsheet would run as a formula are quoted
// by an apostrophe.
package export

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"incidentbot/index/incident"
)

// Format is a file's form.
type Format string

// The formats.
const (
	JSON    Format = "json"
	CSV     Format = "csv"
	GeoJSON Format = "geojson"
)

// MediaType returns the format's media type.
func (f Format) MediaType() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8"
	case GeoJSON:
		return "application/geo+json"
	}
	return "application/json"
}

// Words says figures in a language; *i18n.Printer does.
type Words interface {
	Interval(incident.Interval) string
}

// writer writes one format.
type writer interface {
	begin() error
	event(e *Event) error
	end() error
}

// Write writes events to w as they come, without holding them. An error of the
// sequence ends it and is returned; what was written before stays written.
func Write(w io.Writer, f Format, words Words, events iter.Seq2[incident.Event, error]) error {
	b := bufio.NewWriter(w)
	var out writer
	switch f {
	case JSON:
		out = &jsonWriter{w: b, open: "[", close: "]\n"}
	case GeoJSON:
		out = &jsonWriter{w: b, open: `{"type":"FeatureCollection","features":[`, close: "]}\n", feature: true}
	case CSV:
		out = newCSV(b)
	default:
		return fmt.Errorf("no export format %q: want json, csv or geojson", f)
	}
	if err := out.begin(); err != nil {
		return err
	}
	for e, err := range events {
		if err != nil {
			return err
		}
		v := EventOf(&e, words)
		if err := out.event(&v); err != nil {
			return err
		}
	}
	if err := out.end(); err != nil {
		return err
	}
	return b.Flush()
}

// List makes a sequence of events that are at hand.
func List(events []incident.Event) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}
