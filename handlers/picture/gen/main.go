// Gen makes outlines.bin.gz, the region outlines of handlers/picture, from the
// map that Debian's package qgis-common carries (Natural Earth 10 m, public
// domain). It is run by hand, never by tests:
//
//	apt-get download qgis-common && dpkg -x qgis-common_*.deb qgis
//	sqlite3 qgis/usr/share/qgis/resources/data/world_map.gpkg \
//	  "select iso_a2, fips, hex(geom) from states_provinces where iso_a2 in ('UA','RU','BY')
//	   union all select iso_a2, '', hex(geom) from countries where iso_a2 in
//	   ('MD','RO','PL','HU','SK','BG','TR','GE','LT','LV','EE','KZ','FI','CZ','AT','RS')" \
//	  | go run ./handlers/picture/gen > handlers/picture/outlines.bin.gz
//
// A line of the input is COUNTRY|FIPS|GEOPACKAGE-GEOMETRY-IN-HEX. The output is
// gzip of: for each polygon ring, country (two bytes), number of points as a
// varint, then the points as zigzag varint differences in thousandths of a degree.
// Crimea and Sevastopol stand under Russia in the source; they are Ukraine's.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"strings"
)

// The window that is kept, in degrees.
const west, south, east, north = 15, 41, 70, 64

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(in io.Reader, out io.Writer) error {
	zip, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "|")
		if len(f) != 3 || f[2] == "" {
			continue
		}
		country := f[0]
		if f[1] == "UP11" || f[1] == "UP20" {
			country = "UA"
		}
		geom, err := hex.DecodeString(f[2])
		if err != nil {
			return fmt.Errorf("%s %s: %w", f[0], f[1], err)
		}
		envelope := [...]int{0, 32, 48, 48, 64}[geom[3]>>1&7]
		rings, _ := polygons(geom[8+envelope:])
		for _, r := range rings {
			if err := write(zip, country, r); err != nil {
				return err
			}
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return zip.Close()
}

type point struct{ lon, lat float64 }

// polygons reads one well-known-binary polygon or collection and returns its
// rings and how many bytes it took.
func polygons(b []byte) (rings [][]point, n int) {
	var order binary.ByteOrder = binary.BigEndian
	if b[0] == 1 {
		order = binary.LittleEndian
	}
	kind, count := order.Uint32(b[1:])%1000, int(order.Uint32(b[5:]))
	n = 9
	for range count {
		if kind != 3 {
			r, m := polygons(b[n:])
			rings, n = append(rings, r...), n+m
			continue
		}
		points := int(order.Uint32(b[n:]))
		n += 4
		ring := make([]point, points)
		for i := range ring {
			ring[i] = point{
				math.Float64frombits(order.Uint64(b[n:])),
				math.Float64frombits(order.Uint64(b[n+8:])),
			}
			n += 16
		}
		rings = append(rings, ring)
	}
	return rings, n
}

// write appends one ring unless it lies outside the window or is too small to see.
func write(w io.Writer, country string, ring []point) error {
	w0, s0, e0, n0 := 180.0, 90.0, -180.0, -90.0
	for _, p := range ring {
		w0, e0, s0, n0 = min(w0, p.lon), max(e0, p.lon), min(s0, p.lat), max(n0, p.lat)
	}
	if e0 < west || w0 > east || n0 < south || s0 > north || e0-w0 < 0.02 && n0-s0 < 0.02 {
		return nil
	}
	buf := binary.AppendUvarint([]byte(country), uint64(len(ring)))
	var x, y int64
	for _, p := range ring {
		px, py := int64(math.Round(p.lon*1000)), int64(math.Round(p.lat*1000))
		buf = binary.AppendVarint(binary.AppendVarint(buf, px-x), py-y)
		x, y = px, py
	}
	_, err := w.Write(buf)
	return err
}
