package picture

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"
)

var keep = flag.String("keep", "", "folder to write the test's pictures to, for looking at them")

func painter(t testing.TB) *Painter {
	t.Helper()
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func decode(t *testing.T, name string, b []byte, err error) image.Image {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if *keep != "" {
		if err := os.WriteFile(*keep+"/"+name+".png", b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func sampleMap() Map {
	return Map{
		Title: "Удари 2 січня 2024", Legend: "Розмір кола: загиблі та поранені", Credit: "Made with Natural Earth · © GeoNames CC BY 4.0",
		Marks: []Mark{
			{Lat: 50.45, Lon: 30.52, Label: "Київ 1 / 10", Severity: 11},
			{Lat: 49.98, Lon: 36.25, Label: "Харків 1 / 20", Severity: 21},
			{Lat: 50.6, Lon: 36.59, Label: "Бєлгород 25 / ≥101", Severity: 126},
			{Lat: 50.23, Lon: 36.1, Label: "Ґрунь, їжак", Severity: 0},
			{Lat: 46.48, Lon: 30.73, Label: "Одеська область", Severity: 3, Area: true},
		},
	}
}

func TestMapShowsItsMarks(t *testing.T) {
	m := sampleMap()
	b, err := painter(t).Map(m)
	img := decode(t, "map", b, err)
	if got := img.Bounds().Size(); got != image.Pt(mapWidth, mapHeight) {
		t.Fatalf("size %v", got)
	}
	v := viewOf(m.Marks)
	for _, mark := range m.Marks {
		x, y := v.xy(mark.Lon, mark.Lat)
		c := color.NRGBAModel.Convert(img.At(int(x), int(y))).(color.NRGBA)
		if c.R < c.G+8 {
			t.Errorf("%s: no red at its point: %v", mark.Label, c)
		}
	}
}

func TestMapWithoutMarksShowsUkraineWithCrimea(t *testing.T) {
	b, err := painter(t).Map(Map{Title: "Ukraine"})
	img := decode(t, "empty", b, err)
	v := viewOf(nil)
	for name, at := range map[string]point{"Kyiv": {30.5, 50.4}, "Crimea": {34.3, 45.3}, "Luhansk": {39.0, 48.6}} {
		x, y := v.xy(at.lon, at.lat)
		if c := color.NRGBAModel.Convert(img.At(int(x), int(y))).(color.NRGBA); c != (color.NRGBA{0xfb, 0xf7, 0xea, 0xff}) {
			t.Errorf("%s is not coloured as Ukraine: %v", name, c)
		}
	}
	x, y := v.xy(36.6, 50.7)
	if c := color.NRGBAModel.Convert(img.At(int(x), int(y))).(color.NRGBA); c != (color.NRGBA{0xec, 0xec, 0xec, 0xff}) {
		t.Errorf("Belgorod is not coloured as abroad: %v", c)
	}
}

func sampleChart(days int) Chart {
	c := Chart{Title: "Харків, травень 2024", Credit: "Джерела: у підписі"}
	var events, killed, launched, down []Bar
	for i := range days {
		c.Labels = append(c.Labels, string(rune('0'+(i+1)/10))+string(rune('0'+(i+1)%10))+".05")
		n := float64(i * 7 % 5)
		events = append(events, Bar{Min: n, Max: n})
		killed = append(killed, Bar{Min: n, Max: n + float64(i%3), Open: i%4 == 1})
		launched = append(launched, Bar{Min: 10 * n, Max: 10 * n})
		down = append(down, Bar{Min: 8 * n, Max: 8 * n})
	}
	c.Panels = []Panel{
		{Name: "Події: 41", Color: "#4a6fa5", Bars: events},
		{Name: "Загиблі: 41–52", Color: "#a31515", Bars: killed},
		{Name: "Запущено 410 · збито 328", Color: "#c9ccd1", Bars: launched, Inner: down, InnerColor: "#2e7d32"},
	}
	return c
}

func TestChart(t *testing.T) {
	for name, days := range map[string]int{"month": 31, "week": 7, "none": 0} {
		b, err := painter(t).Chart(sampleChart(days))
		img := decode(t, "chart-"+name, b, err)
		if got := img.Bounds().Dy(); got != chartTop+3*panelHeight+chartBottom {
			t.Errorf("%s: height %d", name, got)
		}
		red := 0
		for x := range chartWidth {
			for y := chartTop + panelHeight; y < chartTop+2*panelHeight; y++ {
				if color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA) == (color.NRGBA{0xa3, 0x15, 0x15, 0xff}) {
					red++
				}
			}
		}
		if (red > 1000) != (days > 0) {
			t.Errorf("%s: %d red points in the panel of the killed", name, red)
		}
	}
}

func TestBarString(t *testing.T) {
	for want, b := range map[string]Bar{"": {}, "4": {4, 4, false}, "4+": {4, 4, true}, "3–5": {3, 5, false}} {
		if got := b.String(); got != want {
			t.Errorf("%+v is %q, want %q", b, got, want)
		}
	}
}

func BenchmarkMap(b *testing.B) {
	p, m := painter(b), sampleMap()
	for b.Loop() {
		if _, err := p.Map(m); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChart(b *testing.B) {
	p, c := painter(b), sampleChart(31)
	for b.Loop() {
		if _, err := p.Chart(c); err != nil {
			b.Fatal(err)
		}
	}
}
