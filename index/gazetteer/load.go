package gazetteer

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"incidentbot/index/token"
)

//go:embed places.tsv.gz
var tableFile []byte

//go:embed common.txt
var commonFile string

// The columns of a row of the embedded table.
const (
	colID = iota
	colClass
	colParent
	colCountry
	colLat
	colLon
	colPopulation
	colEn
	colUk
	colRu
	colAliases
	colAdjectives
	columns
)

// loader holds the rows while the tables are built of them.
type loader struct {
	places []Place
	rows   [][columns]string
	byID   map[string]int32
	common map[uint64]bool
	// notLoose are the loose keys of ordinary words, people's names and regions'
	// adjectives: no place is guessed from them.
	notLoose map[uint64]bool

	exact, region, raion, around, loose []entry
}

// read unpacks the embedded table. A row's parent stands before it.
func read(file []byte) (*loader, error) {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("gazetteer table: %w", err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("gazetteer table: %w", err)
	}
	text := string(raw)
	n := strings.Count(text, "\n")
	l := &loader{places: make([]Place, 0, n), rows: make([][columns]string, 0, n), byID: make(map[string]int32, n), common: map[uint64]bool{}, notLoose: map[uint64]bool{}}
	for _, w := range strings.Fields(commonFile) {
		l.common[token.Hash(w)] = true
		if h, n := loose([]byte(w)); n > 0 {
			l.notLoose[h] = true
		}
	}
	for line := range strings.Lines(text) {
		if err := l.row(strings.TrimSuffix(line, "\n")); err != nil {
			return nil, fmt.Errorf("gazetteer table, row %d: %w", len(l.rows)+1, err)
		}
	}
	return l, nil
}

func (l *loader) row(line string) error {
	var r [columns]string
	rest, more := line, true
	for i := range r {
		if !more {
			return fmt.Errorf("%d columns, want %d", i, columns)
		}
		r[i], rest, more = strings.Cut(rest, "\t")
	}
	lat, err1 := strconv.ParseFloat(r[colLat], 64)
	lon, err2 := strconv.ParseFloat(r[colLon], 64)
	pop, err3 := strconv.Atoi(r[colPopulation])
	for _, err := range []error{err1, err2, err3} {
		if err != nil {
			return err
		}
	}
	p := Place{ID: r[colID], Class: Class(r[colClass][0] - '0'), Country: r[colCountry], Lat: lat, Lon: lon, Population: int32(pop)}
	p.Names = [3]string{r[colEn], r[colUk], r[colRu]}
	for i, n := range p.Names {
		if n == "" {
			p.Names[i] = r[colEn]
		}
	}
	if r[colParent] != "" {
		i, ok := l.byID[r[colParent]]
		if !ok {
			return fmt.Errorf("parent %q of %q is not above it", r[colParent], r[colID])
		}
		p.Parent = &l.places[i]
	}
	p.ownRegion = p.Class == Town && p.Parent != nil && p.Parent.Class == State && keepsRegions(p.Country)
	l.byID[p.ID] = int32(len(l.places))
	l.places = append(l.places, p)
	l.rows = append(l.rows, r)
	return nil
}

// keepsRegions names the countries whose regions the table has.
func keepsRegions(country string) bool { return country == "UA" || country == "RU" || country == "BY" }

// build makes the tables of the rows.
func (l *loader) build() *Gazetteer {
	rank := make([]int64, len(l.places))
	for i := range l.places {
		rank[i] = importance(&l.places[i])
	}
	l.exact = make([]entry, 0, 16*len(l.places))
	l.loose = make([]entry, 0, 4*len(l.places))
	for i := range l.places {
		l.addPlace(int32(i))
	}
	l.loose = slices.DeleteFunc(l.loose, func(e entry) bool { return l.notLoose[e.hash] })
	g := &Gazetteer{places: l.places, rank: rank, byID: l.byID, aliases: l.aliases(), nouns: nounTable()}
	var all sync.WaitGroup
	for _, t := range []struct {
		dst **table
		es  []entry
	}{{&g.exact, l.exact}, {&g.region, l.region}, {&g.raion, l.raion}, {&g.around, l.around}, {&g.loose, l.loose}} {
		all.Go(func() { *t.dst = buildTable(t.es, l.places, rank) })
	}
	all.Wait()
	return g
}

// struckRegions are Russia's regions that border on Ukraine or are hit most.
var struckRegions = map[string]bool{"RU-BEL": true, "RU-KRS": true, "RU-BRY": true, "RU-VOR": true, "RU-ROS": true, "RU-KDA": true}

func nearWar(p *Place) bool {
	r := p.Region()
	return r != nil && struckRegions[r.ID]
}

// importance orders the readings of a name: countries and regions, then
// settlements by population, where Ukraine's and the border's weigh more.
func importance(p *Place) int64 {
	n := int64(p.Population)
	weight := int64(1)
	switch {
	case p.Country == "UA":
		n, weight = n+500, 60
	case nearWar(p):
		n, weight = n+300, 20
	case keepsRegions(p.Country):
		weight = 4
	}
	switch p.Class {
	case State, Area:
		return math.MaxInt64 / 2
	case Oblast:
		n += 1_000_000
	case Raion:
		n += 20_000
	case CityDistrict:
		n += int64(p.Parent.Population / 100)
	}
	return n * weight
}

// aliases returns the other names of each place, nil for most.
func (l *loader) aliases() [][]string {
	out := make([][]string, len(l.rows))
	for i := range l.rows {
		if a := l.rows[i][colAliases]; a != "" {
			out[i] = strings.FieldsFunc(a, bar)
		}
	}
	return out
}
