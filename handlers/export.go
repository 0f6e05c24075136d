package handlers

import (
	"bytes"
	"iter"
	"strings"
	"unicode"

	"incidentbot/handlers/export"
	"incidentbot/index/incident"
)

const maxExport = 5_000 // events a file

// export answers with a file of the events asked for, each with its sources.
func (t *turn) export() {
	format := export.CSV
	if t.q.Format == string(export.GeoJSON) {
		format = export.GeoJSON
	}
	var b bytes.Buffer
	seen := 0
	if err := export.Write(&b, format, t.p, t.exported(&seen)); err != nil {
		t.fail(err)
		return
	}
	if seen == 0 {
		t.nothing()
		return
	}
	if t.a.Understood == "" {
		t.a.Understood = t.understood()
	}
	count := min(seen, maxExport)
	t.a.File = &File{Name: t.fileName(string(format)), Type: format.MediaType(), Data: b.Bytes()}
	t.say(Line, t.p.N("export.caption", count, "Question", t.a.Understood))
	if seen > maxExport {
		t.say(Note, t.p.N("export.cut", maxExport))
	}
	other, label := t.q, "button.geojson"
	other.Format = string(export.GeoJSON)
	if format == export.GeoJSON {
		other.Format, label = string(export.CSV), "button.csv"
	}
	t.row(t.to(t.p.T(label), other))
}

// exported yields what the file holds, and counts one more if that is not all.
func (t *turn) exported(seen *int) iter.Seq2[incident.Event, error] {
	if t.q.Event != "" {
		return func(yield func(incident.Event, error) bool) {
			e, err := t.h.archive.Event(t.ctx, t.q.Event)
			*seen = 1
			t.a.Understood = t.headline(&e)
			yield(e, err)
		}
	}
	return func(yield func(incident.Event, error) bool) {
		for e, err := range t.h.archive.All(t.ctx, t.q.filter()) {
			if *seen++; *seen > maxExport || !yield(e, err) {
				return
			}
		}
	}
}

// fileName says in ASCII what the file holds.
func (t *turn) fileName(ext string) string {
	parts := []string{"events"}
	if g := t.h.archive.Places().ByID(t.q.Place); g != nil {
		parts = append(parts, ascii(g.Name(incident.English)))
	}
	if t.q.Event != "" {
		parts = append(parts, t.q.Event)
	}
	if t.q.From.Known() {
		parts = append(parts, t.q.From.String())
	}
	if t.q.To.Known() && t.q.To != t.q.From {
		parts = append(parts, t.q.To.String())
	}
	return strings.Join(parts, "-") + "." + ext
}

func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return unicode.ToLower(r)
		case r == ' ' || r == '-':
			return '-'
		}
		return -1
	}, s)
}
