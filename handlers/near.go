package handlers

import (
	"strconv"

	"incidentbot/index"
)

const (
	radius    = 30    // km, where none is asked for
	maxPlaces = 3_000 // settlements that a question is about at most
)

// near answers with the events of the settlements around a point. An attack's
// own point is never shown: a settlement is as near as it gets.
func (t *turn) near() {
	if t.q.At == nil || !t.q.At.valid() {
		t.mistake("near.missing")
		return
	}
	if t.q.Radius == 0 {
		t.q.Radius = radius
	}
	km := t.q.Radius
	t.a.Understood = t.p.T("near.title", "Km", t.p.Number(km), "Lat", degree(t.q.At.Lat), "Lon", degree(t.q.At.Lon))
	f := t.q.filter()
	f.Places = nil
	for _, p := range t.h.archive.Places().Near(t.q.At.Lat, t.q.At.Lon, float64(km)) {
		if f.Places = append(f.Places, p.ID); len(f.Places) == maxPlaces {
			break
		}
	}
	var page index.Page
	if len(f.Places) > 0 {
		var err error
		if page, err = t.h.archive.Events(t.ctx, f); err != nil {
			t.fail(err)
			return
		}
	}
	if page.Total == 0 {
		t.nothingNear()
		return
	}
	t.page(page)
	t.wider()
}

// nothingNear says so and offers a wider circle; the nearest day of all places would mislead.
func (t *turn) nothingNear() {
	t.a.Status = NotFound
	t.block(Title, Span{Text: t.p.T("nothing", "Question", t.a.Understood), Style: Bold})
	t.coverage()
	t.wider()
}

// wider offers a wider circle, and alerts of this one.
func (t *turn) wider() {
	var more Button
	if q := t.q.with(KindNear); q.Radius < maxRadius {
		q.Radius = min(maxRadius, 3*q.Radius)
		more = t.to(t.p.T("near.wider", "Km", t.p.Number(q.Radius)), q)
	}
	t.row(more, t.to(t.p.T("near.alert", "Km", t.p.Number(t.q.Radius)), Question{Kind: KindAlert, At: t.q.At, Radius: t.q.Radius}))
}

func degree(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
