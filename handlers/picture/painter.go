package picture

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"image/png"
	"io"

	"github.com/fogleman/gg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
)

//go:embed outlines.bin.gz
var outlines []byte

// Painter holds what every picture needs: outlines and fonts.
type Painter struct {
	rings         []ring
	regular, bold *opentype.Font
}

type point struct{ lon, lat float64 }

type ring struct {
	country string
	points  []point
	min     point
	max     point
}

// New reads the outlines and fonts. It fails only if the program was built wrongly.
func New() (*Painter, error) {
	p := &Painter{}
	var err error
	if p.regular, err = opentype.Parse(goregular.TTF); err != nil {
		return nil, fmt.Errorf("regular font: %w", err)
	}
	if p.bold, err = opentype.Parse(gobold.TTF); err != nil {
		return nil, fmt.Errorf("bold font: %w", err)
	}
	if p.rings, err = readRings(outlines); err != nil {
		return nil, fmt.Errorf("region outlines: %w", err)
	}
	return p, nil
}

func readRings(zipped []byte) ([]ring, error) {
	zip, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(zip)
	if err != nil {
		return nil, err
	}
	r := bytes.NewReader(data)
	var out []ring
	for {
		var country [2]byte
		if _, err := io.ReadFull(r, country[:]); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		next, err := readRing(r)
		if err != nil {
			return nil, err
		}
		next.country = string(country[:])
		out = append(out, next)
	}
}

func readRing(r *bytes.Reader) (ring, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return ring{}, err
	}
	if n > uint64(r.Len()) {
		return ring{}, fmt.Errorf("a ring of %d points in %d bytes", n, r.Len())
	}
	out := ring{points: make([]point, n), min: point{180, 90}, max: point{-180, -90}}
	var x, y int64
	for i := range out.points {
		dx, errX := binary.ReadVarint(r)
		dy, errY := binary.ReadVarint(r)
		if err := errors.Join(errX, errY); err != nil {
			return ring{}, err
		}
		x, y = x+dx, y+dy
		p := point{float64(x) / 1000, float64(y) / 1000}
		out.points[i] = p
		out.min = point{min(out.min.lon, p.lon), min(out.min.lat, p.lat)}
		out.max = point{max(out.max.lon, p.lon), max(out.max.lat, p.lat)}
	}
	return out, nil
}

// face returns a font face; one may not be shared by goroutines, so each
// picture makes its own.
func face(f *opentype.Font, size float64) (font.Face, error) {
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

const (
	ink    = "#202124"
	faint  = "#5f6368"
	rule   = "#e3e6ea"
	paper  = "#ffffff"
	water  = "#cfe3f0"
	home   = "#fbf7ea" // Ukraine
	abroad = "#ececec"
	border = "#9aa0a6"
)

func encode(dc *gg.Context) ([]byte, error) {
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&out, dc.Image()); err != nil {
		return nil, fmt.Errorf("png: %w", err)
	}
	return out.Bytes(), nil
}

// halo writes text with a white edge, so that it reads on any ground.
func halo(dc *gg.Context, s string, x, y, ax, ay float64) {
	dc.SetHexColor(paper)
	for _, d := range [...][2]float64{{-3, 0}, {3, 0}, {0, -3}, {0, 3}, {-2, -2}, {2, -2}, {-2, 2}, {2, 2}} {
		dc.DrawStringAnchored(s, x+d[0], y+d[1], ax, ay)
	}
	dc.SetHexColor(ink)
	dc.DrawStringAnchored(s, x, y, ax, ay)
}

// fit shortens s with an ellipsis until it is at most width wide.
func fit(dc *gg.Context, s string, width float64) string {
	if w, _ := dc.MeasureString(s); w <= width {
		return s
	}
	for r := []rune(s); len(r) > 1; r = r[:len(r)-1] {
		short := string(r[:len(r)-1]) + "…"
		if w, _ := dc.MeasureString(short); w <= width {
			return short
		}
	}
	return ""
}
