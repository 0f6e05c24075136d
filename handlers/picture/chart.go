package picture

import (
	"fmt"
	"math"

	"github.com/fogleman/gg"
	"golang.org/x/image/font"
)

// Bar is an interval: full colour up to Min, pale from Min to Max. An Open bar
// has no upper end ("at least Min") and carries a "+" over it.
type Bar struct {
	Min, Max float64
	Open     bool
}

// Panel is one row of bars over the chart's days or weeks. With Inner set, a
// second, narrower row stands inside the first (intercepted within launched).
type Panel struct {
	Name  string // with its sum, in the reader's language
	Color string // "#rrggbb"
	Bars  []Bar
	Inner []Bar
	// InnerColor is the second row's colour.
	InnerColor string
}

// Chart is what a chart shows: panels over one axis of days or weeks.
type Chart struct {
	Title  string
	Credit string
	Labels []string // one a bar
	Panels []Panel
}

const (
	widestBar   = 90
	chartWidth  = 1200
	panelHeight = 300
	chartLeft   = 90
	chartRight  = 50
	chartTop    = 96
	chartBottom = 110
)

// Chart draws c as a PNG.
func (p *Painter) Chart(c Chart) ([]byte, error) {
	height := chartTop + panelHeight*len(c.Panels) + chartBottom
	dc := gg.NewContext(chartWidth, height)
	dc.SetHexColor(paper)
	dc.Clear()
	title, err := face(p.bold, 38)
	if err != nil {
		return nil, err
	}
	text, err := face(p.regular, 26)
	if err != nil {
		return nil, err
	}
	dc.SetFontFace(title)
	dc.SetHexColor(ink)
	dc.DrawString(fit(dc, c.Title, chartWidth-48), 24, 58)
	dc.SetFontFace(text)
	for i, panel := range c.Panels {
		panel.draw(dc, text, float64(chartTop+i*panelHeight), len(c.Labels))
	}
	axis(dc, c.Labels, float64(height-chartBottom))
	dc.SetHexColor(faint)
	dc.DrawString(fit(dc, c.Credit, chartWidth-48), 24, float64(height)-20)
	return encode(dc)
}

// axis writes as many of the labels as fit side by side.
func axis(dc *gg.Context, labels []string, y float64) {
	if len(labels) == 0 {
		return
	}
	step := (chartWidth - chartLeft - chartRight) / float64(len(labels))
	widest := 0.0
	for _, l := range labels {
		w, _ := dc.MeasureString(l)
		widest = max(widest, w)
	}
	every := max(1, int(math.Ceil((widest+14)/step)))
	dc.SetHexColor(faint)
	for i := 0; i < len(labels); i += every {
		dc.DrawStringAnchored(labels[i], chartLeft+(float64(i)+0.5)*step, y+28, 0.5, 0.35)
	}
}

// draw draws one panel with its top edge at top.
func (p Panel) draw(dc *gg.Context, text font.Face, top float64, n int) {
	dc.SetFontFace(text)
	dc.SetHexColor(ink)
	dc.DrawString(fit(dc, p.Name, chartWidth-48), 24, top+30)
	base, head := top+panelHeight-14, top+66
	limit := nice(p.highest() * 1.12) // room for the highest bar's figure
	y := func(v float64) float64 { return base - v/limit*(base-head) }
	for _, v := range []float64{0, limit / 2, limit} {
		dc.SetHexColor(rule)
		dc.SetLineWidth(1.5)
		dc.DrawLine(chartLeft, y(v), chartWidth-chartRight, y(v))
		dc.Stroke()
		dc.SetHexColor(faint)
		dc.DrawStringAnchored(fmt.Sprintf("%g", v), chartLeft-12, y(v), 1, 0.35)
	}
	if n == 0 {
		return
	}
	step := (chartWidth - chartLeft - chartRight) / float64(n)
	width := min(widestBar, step-2*min(6, step*0.12))
	for i, b := range p.Bars {
		b.draw(dc, chartLeft+(float64(i)+0.5)*step-width/2, width, y, p.Color)
	}
	for i, b := range p.Inner {
		b.draw(dc, chartLeft+(float64(i)+0.5)*step-width/4, width/2, y, p.InnerColor)
	}
	if step >= 44 {
		p.values(dc, step, y)
	}
}

// values writes each bar's figure over it, where it has room.
func (p Panel) values(dc *gg.Context, step float64, y func(float64) float64) {
	dc.SetHexColor(faint)
	for i, b := range p.Bars {
		s := b.String()
		if w, _ := dc.MeasureString(s); s == "" || w >= p.room(i, step) {
			continue
		}
		up := 16.0
		if b.Open {
			up = 24
		}
		dc.DrawStringAnchored(s, chartLeft+(float64(i)+0.5)*step, y(max(b.Min, b.Max))-up, 0.5, 0.35)
	}
}

// room is how wide bar i's figure may be: its column, and half of each beside it
// where neither has a figure of its own.
func (p Panel) room(i int, step float64) float64 {
	for _, k := range []int{i - 1, i + 1} {
		if k >= 0 && k < len(p.Bars) && p.Bars[k].String() != "" {
			return step
		}
	}
	return 2 * step
}

// String is the bar's figure: "4", "4+", "3–5", nothing for zero.
func (b Bar) String() string {
	switch {
	case b.Open:
		return fmt.Sprintf("%g+", b.Min)
	case b.Max > b.Min:
		return fmt.Sprintf("%g–%g", b.Min, b.Max)
	case b.Min == 0:
		return ""
	}
	return fmt.Sprintf("%g", b.Min)
}

func (b Bar) draw(dc *gg.Context, x, width float64, y func(float64) float64, colour string) {
	dc.SetHexColor(colour)
	dc.DrawRectangle(x, y(b.Min), width, y(0)-y(b.Min))
	dc.Fill()
	if b.Max > b.Min {
		dc.SetHexColor(colour + "55")
		dc.DrawRectangle(x, y(b.Max), width, y(b.Min)-y(b.Max))
		dc.Fill()
	}
	if b.Open { // a broken edge: the figure has no upper end
		dc.SetHexColor(colour)
		dc.SetLineWidth(3)
		dc.SetDash(6, 5)
		dc.DrawLine(x, y(b.Min)-6, x+width, y(b.Min)-6)
		dc.Stroke()
		dc.SetDash()
	}
}

func (p Panel) highest() float64 {
	top := 0.0
	for _, bars := range [][]Bar{p.Bars, p.Inner} {
		for _, b := range bars {
			top = max(top, b.Min, b.Max)
		}
	}
	return top
}

// nice returns the least of 2, 4, 10, 20, 40, 100 … that is not below v, so that
// the axis and its half are whole numbers.
func nice(v float64) float64 {
	for unit := 1.0; ; unit *= 10 {
		for _, m := range []float64{2, 4, 6, 8, 10} {
			if unit*m >= v {
				return unit * m
			}
		}
	}
}
