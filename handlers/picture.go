package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"incidentbot/handlers/picture"
	"incidentbot/index/incident"
)

// lazyPainter makes the painter when the first picture is asked for.
type lazyPainter struct {
	once    sync.Once
	painter *picture.Painter
	err     error
}

func (l *lazyPainter) get() (*picture.Painter, error) {
	l.once.Do(func() { l.painter, l.err = picture.New() })
	return l.painter, l.err
}

const maxMarks = 60 // bubbles on a map

// spot is what a map shows of a place.
type spot struct {
	place           incident.Place
	killed, injured incident.Interval
	hasK, hasI      bool
}

// drawMap answers with a map of the places of the events asked for.
func (t *turn) drawMap() {
	spots, err := t.spots()
	if err != nil {
		t.fail(err)
		return
	}
	t.a.Understood = t.understood()
	if len(spots) == 0 {
		t.nothing()
		return
	}
	shown := spots[:min(len(spots), maxMarks)]
	m := picture.Map{Title: t.a.Understood, Legend: t.p.T("map.legend"), Credit: t.p.T("picture.credit")}
	var said []string
	for i := range shown {
		s := &shown[i]
		label := t.placeName(&s.place)
		said = append(said, t.p.T("map.mark", "Place", label, "Killed", t.orUnsaid(s.killed, s.hasK), "Injured", t.orUnsaid(s.injured, s.hasI)))
		m.Marks = append(m.Marks, picture.Mark{
			Lat: s.place.Lat, Lon: s.place.Lon, Label: label + s.numbers(), Short: label, Severity: float64(s.weight()),
			Area: s.place.Approx || s.place.Kind != incident.City,
		})
	}
	caption := t.p.N("map.caption", len(shown), "Question", t.a.Understood)
	if len(spots) > len(shown) {
		caption += " " + t.p.N("map.cut", len(shown))
	}
	t.picture(caption, said, m, func(p *picture.Painter) ([]byte, error) { return p.Map(m) })
}

func (t *turn) orUnsaid(v incident.Interval, said bool) string {
	if !said {
		return t.p.T("figure.unsaid")
	}
	return t.p.Interval(v)
}

func (s *spot) weight() int { return 5*int(s.killed.Floor()) + int(s.injured.Floor()) }

// numbers are killed and injured beside a bubble: " 1 / ≥20"; a dash where nothing is said.
func (s *spot) numbers() string {
	if !s.hasK && !s.hasI {
		return ""
	}
	k, i := "–", "–"
	if s.hasK {
		k = s.killed.String()
	}
	if s.hasI {
		i = s.injured.String()
	}
	return " " + k + " / " + i
}

// spots gathers the newest events of the question by place, the severest first.
// Country totals have no place on a map.
func (t *turn) spots() ([]spot, error) {
	by := map[string]*spot{}
	seen := 0
	for e, err := range t.h.archive.All(t.ctx, t.q.filter()) {
		if err != nil {
			return nil, err
		}
		if seen++; seen > maxWalk {
			break
		}
		if e.Place.Kind == incident.Country {
			continue
		}
		s := by[e.Place.ID]
		if s == nil {
			s = &spot{place: e.Place}
			by[e.Place.ID] = s
		}
		if e.Killed != nil {
			s.killed, s.hasK = s.killed.Add(e.Killed.Interval), true
		}
		if e.Injured != nil {
			s.injured, s.hasI = s.injured.Add(e.Injured.Interval), true
		}
	}
	var out []spot
	for _, s := range by {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b spot) int {
		if d := b.weight() - a.weight(); d != 0 {
			return d
		}
		return strings.Compare(a.place.ID, b.place.ID)
	})
	return out, nil
}

// picture adds a picture of what content holds; said is the same in words, of
// which the caption takes what fits.
func (t *turn) picture(caption string, said []string, content any, draw func(*picture.Painter) ([]byte, error)) {
	for _, s := range said {
		if len([]rune(caption))+len([]rune(s)) > 900 {
			caption += "\n…"
			break
		}
		caption += "\n" + s
	}
	painter := t.h.painter
	t.a.Picture = &Picture{Key: key(content), Caption: caption, Draw: func() ([]byte, error) {
		p, err := painter.get()
		if err != nil {
			return nil, err
		}
		return draw(p)
	}}
	t.block(Title, Span{Text: t.a.Understood, Style: Bold})
	t.row(t.to(t.p.T("button.events"), t.q.with(KindList)), t.to(t.p.T("button.toll"), t.q.with(KindToll)))
}

// key names a content.
func key(content any) string {
	b, err := json.Marshal(content)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}
