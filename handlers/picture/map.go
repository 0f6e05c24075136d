package picture

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"github.com/fogleman/gg"
)

// Mark is one bubble of a map.
type Mark struct {
	Lat, Lon float64
	Label    string  // name and figure, in the reader's language
	Short    string  // the name alone, for where the label does not fit
	Severity float64 // decides the size; 0 is the smallest bubble
	// Area is set where the point stands for a region: it is drawn as a ring, not as a spot.
	Area bool
}

// Map is what a map shows. All words are the caller's.
type Map struct {
	Title  string
	Legend string // what the size means
	Credit string // attribution of the data
	Marks  []Mark
}

const (
	mapWidth, mapHeight = 1200, 1000
	band                = 84 // the title's height
	labelSize           = 28
	smallLabel          = 23
	manyMarks           = 10 // from more marks on labels are small
)

// Map draws m as a PNG, zoomed to its marks; without marks it shows Ukraine.
func (p *Painter) Map(m Map) ([]byte, error) {
	dc := gg.NewContext(mapWidth, mapHeight)
	dc.SetHexColor(water)
	dc.Clear()
	v := viewOf(m.Marks)
	p.land(dc, v)
	spots := bubbles(v, m.Marks)
	for _, s := range spots {
		s.draw(dc)
	}
	size := float64(labelSize)
	if len(m.Marks) > manyMarks {
		size = smallLabel
	}
	label, err := face(p.regular, size)
	if err != nil {
		return nil, err
	}
	dc.SetFontFace(label)
	labels(dc, spots)
	if err := p.frame(dc, m); err != nil {
		return nil, err
	}
	return encode(dc)
}

// frame draws the title's band, the legend and the credit.
func (p *Painter) frame(dc *gg.Context, m Map) error {
	title, err := face(p.bold, 38)
	if err != nil {
		return err
	}
	small, err := face(p.regular, 26)
	if err != nil {
		return err
	}
	dc.SetHexColor(paper)
	dc.DrawRectangle(0, 0, mapWidth, band)
	dc.Fill()
	dc.SetFontFace(title)
	dc.SetHexColor(ink)
	dc.DrawString(fit(dc, m.Title, mapWidth-48), 24, 54)
	dc.SetFontFace(small)
	halo(dc, fit(dc, m.Legend, mapWidth-48), 24, mapHeight-62, 0, 0.35)
	halo(dc, fit(dc, m.Credit, mapWidth-48), 24, mapHeight-26, 0, 0.35)
	return nil
}

// view maps degrees to pixels, in Mercator's projection.
type view struct{ west, north, scale, left, top float64 }

func mercator(lat float64) float64 {
	return math.Log(math.Tan(math.Pi/4+lat*math.Pi/360)) * 180 / math.Pi
}

func (v view) xy(lon, lat float64) (x, y float64) {
	return v.left + (lon-v.west)*v.scale, v.top + (v.north-mercator(lat))*v.scale
}

// viewOf frames the marks with a margin of 18%, at least 5 degrees wide, so that
// a single town is seen with its region.
func viewOf(marks []Mark) view {
	w, s, e, n := 22.0, 44.3, 40.3, 52.4
	if len(marks) > 0 {
		w, s, e, n = 180, 90, -180, -90
		for _, m := range marks {
			w, e, s, n = min(w, m.Lon), max(e, m.Lon), min(s, m.Lat), max(n, m.Lat)
		}
		grow := func(lo, hi *float64, least float64) {
			pad := max((*hi-*lo)*0.18, (least-(*hi-*lo))/2)
			*lo, *hi = *lo-pad, *hi+pad
		}
		grow(&w, &e, 5)
		grow(&s, &n, 2.6)
	}
	top, bottom := mercator(min(n, 80)), mercator(max(s, -80))
	scale := min(mapWidth/(e-w), (mapHeight-band)/(top-bottom))
	return view{
		west: w, north: top, scale: scale,
		left: (mapWidth - (e-w)*scale) / 2, top: band + (mapHeight-band-(top-bottom)*scale)/2,
	}
}

// land fills the regions that the view shows. Only Ukraine's, Russia's and
// Belarus's carry region borders; other countries are one outline each.
func (p *Painter) land(dc *gg.Context, v view) {
	dc.SetLineWidth(1.2)
	for _, r := range p.rings {
		x0, y0 := v.xy(r.min.lon, r.max.lat)
		x1, y1 := v.xy(r.max.lon, r.min.lat)
		if x1 < 0 || x0 > mapWidth || y1 < 0 || y0 > mapHeight {
			continue
		}
		dc.NewSubPath()
		for _, q := range r.points {
			dc.LineTo(v.xy(q.lon, q.lat))
		}
		dc.ClosePath()
		dc.SetHexColor(abroad)
		if r.country == "UA" {
			dc.SetHexColor(home)
		}
		dc.FillPreserve()
		dc.SetHexColor(border)
		dc.Stroke()
	}
}

// spot is a mark on the paper.
type spot struct {
	Mark
	x, y, r float64
}

// bubbles places the marks, the severest first: it is drawn lowest and labelled first.
func bubbles(v view, marks []Mark) []spot {
	out := make([]spot, 0, len(marks))
	worst := leastWorst
	for _, m := range marks {
		worst = max(worst, m.Severity)
	}
	largest := max(24, 52-float64(len(marks))) // many bubbles are smaller, so that they can be told apart
	for _, m := range marks {
		x, y := v.xy(m.Lon, m.Lat)
		out = append(out, spot{m, x, y, 8 + (largest-8)*math.Sqrt(max(0, m.Severity)/worst)})
	}
	slices.SortStableFunc(out, func(a, b spot) int { return cmp.Compare(b.Severity, a.Severity) })
	return out
}

// leastWorst is the severity that has the largest bubble where none is severer.
const leastWorst = 100.0

func (s spot) draw(dc *gg.Context) {
	dc.DrawCircle(s.x, s.y, s.r)
	if s.Area {
		dc.SetColor(color.NRGBA{200, 30, 30, 30})
		dc.FillPreserve()
		dc.SetDash(8, 6)
	} else {
		dc.SetColor(color.NRGBA{200, 30, 30, 135})
		dc.FillPreserve()
	}
	dc.SetColor(color.NRGBA{140, 0, 0, 220})
	dc.SetLineWidth(2)
	dc.Stroke()
	dc.SetDash()
}

type box struct{ x0, y0, x1, y1 float64 }

func (b box) hits(c box) bool { return b.x0 < c.x1 && c.x0 < b.x1 && b.y0 < c.y1 && c.y0 < b.y1 }

// labels writes each spot's label, the severest first, where none is in the way:
// beside its bubble, or farther off with a line to it; else its short one; else none.
func labels(dc *gg.Context, spots []spot) {
	taken := []box{{0, 0, mapWidth, band}, {0, mapHeight - 84, mapWidth, mapHeight}}
	for _, s := range spots {
		h := s.r + 8 // a label close to another bubble would be taken for its own
		taken = append(taken, box{s.x - h, s.y - h, s.x + h, s.y + h})
	}
	own := len(taken) - len(spots)
	for i, s := range spots {
		for _, text := range []string{s.Label, s.Short} {
			if text == "" {
				continue
			}
			if b, ok := s.place(dc, text, taken, own+i); ok {
				s.write(dc, text, b)
				taken = append(taken, b)
				break
			}
		}
	}
}

// place finds where a text fits; own is the spot's index in taken.
func (s spot) place(dc *gg.Context, text string, taken []box, own int) (box, bool) {
	w, h := dc.MeasureString(text)
	h += 8
	for _, gap := range [...]float64{4, 22, 44, 70} {
		for _, d := range [...][2]float64{{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {0.7, -0.7}, {0.7, 0.7}, {-0.7, -0.7}, {-0.7, 0.7}} {
			x, y := s.x+d[0]*(s.r+gap), s.y+d[1]*(s.r+gap)
			b := box{x, y - h/2, x + w, y + h/2}
			if d[0] < 0 {
				b.x0, b.x1 = x-w, x
			} else if d[0] == 0 {
				b.x0, b.x1 = x-w/2, x+w/2
			}
			if d[1] != 0 {
				b.y0, b.y1 = b.y0+d[1]*h/2, b.y1+d[1]*h/2
			}
			if b.free(taken, own) {
				return b, true
			}
		}
	}
	return box{}, false
}

// free reports whether a label can stand in b.
func (b box) free(taken []box, own int) bool {
	if b.x0 < 6 || b.x1 > mapWidth-6 {
		return false
	}
	for i, t := range taken {
		if i != own && b.hits(t) {
			return false
		}
	}
	return true
}

// write draws a label, with a line to its bubble where it stands off.
func (s spot) write(dc *gg.Context, text string, b box) {
	x, y := min(max(s.x, b.x0), b.x1), min(max(s.y, b.y0), b.y1)
	if far := math.Hypot(x-s.x, y-s.y); far > s.r+14 {
		k := s.r / far
		dc.SetColor(color.NRGBA{90, 0, 0, 200})
		dc.SetLineWidth(1.5)
		dc.DrawLine(s.x+(x-s.x)*k, s.y+(y-s.y)*k, x, y)
		dc.Stroke()
	}
	halo(dc, text, b.x0, (b.y0+b.y1)/2, 0, 0.35)
}
