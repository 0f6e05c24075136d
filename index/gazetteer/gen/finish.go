package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// readRaions adds Ukraine's raions (overrides.tsv) and the districts of Russia's
// western regions, whose names are respelled from the romanised ones.
func (w *world) readRaions(in inputs) error {
	for _, r := range w.overrides {
		if r[0] != "raion" {
			continue
		}
		p := fromOverride(r, classRaion)
		p.country, p.parent = "UA", w.region[p.id[:5]]
		p.ownAdjectives()
		if i := strings.LastIndexByte(p.uk, ' '); i > 0 {
			p.adjectives = append(p.adjectives, title(roman(p.uk[:i])))
		}
		w.add(p)
	}
	b, err := os.ReadFile(filepath.Join(in.citiesJSON, "admin2.json"))
	if err != nil {
		return err
	}
	var all []struct{ Code, Name string }
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	for _, a := range all {
		if strings.HasPrefix(a.Code, "RU.") && western[a.Code[3:5]] {
			w.addRussianDistrict(a.Code, apostrophes.Replace(a.Name))
		}
	}
	return nil
}

// western holds the admin1 codes of the regions whose districts are kept.
var western = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields("09 41 10 86 61 38 43 56 76 25 69 77 60 52 42 47 62 67 65 84 01 72 57 88 37 83") {
		m[c] = true
	}
	return m
}()

func (w *world) addRussianDistrict(code, name string) {
	base, ok := strings.CutSuffix(name, " Rayon")
	if !ok || !strings.HasSuffix(base, "skiy") && !strings.HasSuffix(base, "tskiy") {
		return
	}
	ru := cyrillicRU(base)
	short := strings.TrimSuffix(base, "iy") + "y"
	p := &place{id: code, class: classRaion, country: "RU", parent: w.region[code[:5]], en: short + " District", ru: ru + " район", uk: toUkrainian(ru) + " район"}
	p.adjectives = []string{short, base, ru, toUkrainian(ru)}
	if c := w.centreOf(code, base); c != nil {
		p.en = c.en + " District"
		p.adjectives = append(p.adjectives, c.en)
		p.lat, p.lon, p.n = c.lat, c.lon, 1
	}
	p.anglicise()
	w.add(p)
}

// centreOf finds the settlement that a district is named for.
func (w *world) centreOf(code, base string) *place {
	stem := strings.TrimSuffix(strings.TrimSuffix(latinFold(base), "ski"), "n")
	if len(stem) < 4 {
		return nil
	}
	if best := w.named(code[:5], stem); best != nil {
		return best
	}
	return w.named(code[:5], stem[:len(stem)-1])
}

// named returns the biggest settlement of a region whose name begins so and is hardly longer.
func (w *world) named(admin1, stem string) *place {
	var best *place
	for _, p := range w.order {
		if p.settlement() && p.admin1 == admin1 && strings.HasPrefix(latinFold(p.en), stem) && len(latinFold(p.en)) <= len(stem)+3 && (best == nil || p.population > best.population) {
			best = p
		}
	}
	return best
}

// addDistricts adds the hand-written districts of cities and the villages.
func (w *world) addDistricts() error {
	for _, r := range w.overrides {
		switch r[0] {
		case "district":
			p := fromOverride(r, classDistrict)
			city := w.byID[p.parent]
			if city == nil {
				return fmt.Errorf("overrides: %s is in no known city", p.id)
			}
			p.country, p.lat, p.lon, p.n = city.country, city.lat, city.lon, 1
			p.ownAdjectives()
			p.adjectives = append(p.adjectives, strings.TrimSuffix(p.en, "yi District")+"yy", strings.TrimSuffix(p.en, "yi District")+"iy")
			w.add(p)
		case "place":
			w.addPlace(fromOverride(r, ""))
		}
	}
	return nil
}

// addPlace adds a hand-written settlement, unless the packages have one of that
// name within 15 km, which then gets the hand-written names.
func (w *world) addPlace(p *place) {
	p.country = "UA"
	if strings.HasPrefix(p.parent, "RU") {
		p.country = "RU"
	}
	p.admin1, p.admin2 = p.parent[:min(5, len(p.parent))], p.parent
	for i := -2; i <= 2; i++ {
		for j := -2; j <= 2; j++ {
			k := cell(p.lat, p.lon)
			for _, q := range w.grid[[2]int{k[0] + i, k[1] + j}] {
				if abs(q.lat-p.lat) < 0.14 && abs(q.lon-p.lon) < 0.2 && (latinFold(q.en) == latinFold(p.en) || q.ru == p.ru) {
					q.rename(p)
					return
				}
			}
		}
	}
	w.add(p)
}

func abs(x float64) float64 { return max(x, -x) }

// rename gives q the names of p; its own become aliases. One that p lists as
// "-NAME" is wrong, or so old that only its namesakes are meant by it: it goes.
func (q *place) rename(p *place) {
	q.aliases = append(append(q.aliases, q.en, q.uk, q.ru), p.aliases...)
	q.aliases = slices.DeleteFunc(q.aliases, func(a string) bool {
		return strings.HasPrefix(a, "-") || slices.Contains(p.aliases, "-"+a)
	})
	q.en, q.uk, q.ru = p.en, p.uk, p.ru
}

// applyNames gives the big towns their usual names and old spellings.
func (w *world) applyNames() error {
	byName := map[string]*place{}
	for _, p := range w.order {
		if !p.settlement() || p.country != "UA" && p.country != "RU" && p.country != "US" {
			continue
		}
		for _, n := range append([]string{p.en, p.uk, p.ru}, p.aliases...) {
			k := p.admin1 + latinFold(roman(n))
			if q := byName[k]; q == nil || q.population < p.population {
				byName[k] = p
			}
		}
	}
	for _, r := range w.overrides {
		if r[0] != "name" {
			continue
		}
		p := fromOverride(r, "")
		var q *place
		for _, n := range append([]string{p.en, p.uk, p.ru}, p.aliases...) {
			if c := byName[r[2]+latinFold(roman(n))]; c != nil && (q == nil || c.population > q.population) {
				q = c
			}
		}
		if q == nil {
			fmt.Println("no such settlement:", r[2], p.en)
			continue
		}
		q.rename(p)
	}
	return nil
}

// mergeTwins joins rows of one settlement that the packages list twice: the same
// name within three kilometres.
func (w *world) mergeTwins() error {
	gone := map[*place]bool{}
	for _, p := range w.order {
		if !p.settlement() || !keeps(p.country) || gone[p] {
			continue
		}
		k := cell(p.lat, p.lon)
		for i := -1; i <= 1; i++ {
			for j := -1; j <= 1; j++ {
				for _, q := range w.grid[[2]int{k[0] + i, k[1] + j}] {
					if q != p && !gone[q] && q.population <= p.population && twins(p, q) {
						p.aliases = append(append(p.aliases, q.en, q.uk, q.ru), q.aliases...)
						gone[q] = true
						delete(w.byID, q.id)
					}
				}
			}
		}
	}
	w.order = slices.DeleteFunc(w.order, func(p *place) bool { return gone[p] })
	return nil
}

func twins(p, q *place) bool {
	near := abs(p.lat-q.lat) < 0.03 && abs(p.lon-q.lon) < 0.045 && p.admin1 == q.admin1
	return near && (latinFold(p.en) == latinFold(q.en) || p.ru != "" && p.ru == q.ru)
}

// finish sets parents, classes and the points of regions and raions.
func (w *world) finish() error {
	raion := map[string]*place{}
	for _, p := range w.order {
		if p.class == classRaion {
			raion[p.id] = p
		}
	}
	for _, p := range w.order {
		if !p.settlement() {
			continue
		}
		p.class = classVillage
		if p.population >= 5000 {
			p.class = classTown
		}
		p.anglicise()
		w.setParent(p, raion)
		for q := w.byID[p.parent]; q != nil; q = w.byID[q.parent] {
			q.mean(p)
		}
	}
	for _, p := range w.order {
		if p.class == classOblast || p.class == classRaion || p.class == classState {
			p.population = 0
		}
		p.tidy()
	}
	return nil
}

// ownRegions are the cities that are a region of their own, by admin1 code.
var ownRegions = map[string]string{"UA.12": "703448", "UA.20": "694423", "RU.48": "524901", "RU.66": "498817", "BY.04": "625144"}

func (w *world) setParent(p *place, raion map[string]*place) {
	city, own := ownRegions[p.admin1]
	switch {
	case own && p.id == city:
		p.parent = p.country
	case own: // a part of the city, not a town
		p.parent, p.class = city, classDistrict
	case raion[p.admin2] != nil:
		p.parent = p.admin2
	case w.region[p.admin1] != "":
		p.parent = w.region[p.admin1]
	default:
		p.parent = p.country
	}
}

// anglicise spells a name of the three countries as English texts do: without
// the signs for soft consonants, -sky and not -skiy.
func (p *place) anglicise() {
	if !keeps(p.country) || p.country == "MD" {
		return
	}
	en := strings.TrimPrefix(p.en, "gorod ")
	p.uk, p.ru = strings.TrimPrefix(p.uk, "Город "), strings.TrimPrefix(p.ru, "Город ")
	en = strings.NewReplacer("'", "", "’", "", "ʼ", "", "ë", "yo", "Ë", "Yo").Replace(en)
	if p.country == "RU" {
		en = strings.TrimSpace(strings.NewReplacer("skiy ", "sky ", "yy ", "y ", "iy ", "y ").Replace(en + " "))
	}
	if en != p.en {
		p.aliases = append(p.aliases, p.en)
		p.en = en
	}
}

// mean moves the point of an area towards the settlement in it.
func (q *place) mean(p *place) {
	if q.settlement() || q.class == classDistrict {
		return
	}
	q.n++
	q.lat += (p.lat - q.lat) / float64(q.n)
	q.lon += (p.lon - q.lon) / float64(q.n)
}

// tidy drops the aliases and adjectives that repeat.
func (p *place) tidy() {
	clean := func(in []string, seen ...string) []string {
		var out []string
		for _, a := range in {
			a = strings.TrimSpace(apostrophes.Replace(a))
			if a != "" && !slices.Contains(seen, a) && !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
		return out
	}
	p.aliases = clean(p.aliases, p.en, p.uk, p.ru)
	p.adjectives = clean(p.adjectives)
}

// write writes the rows, parents first, and returns the file's size.
func (w *world) write(path string) (int, error) {
	slices.SortStableFunc(w.order, func(a, b *place) int {
		return cmp.Or(-cmp.Compare(level(a), level(b)), strings.Compare(a.country, b.country), strings.Compare(a.parent, b.parent), strings.Compare(a.en, b.en))
	})
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	for _, p := range w.order {
		num := func(x float64) string { return strconv.FormatFloat(float64(int64(x*1000+0.5))/1000, 'f', -1, 64) }
		uk, ru := p.uk, p.ru
		row := []string{p.id, p.class, p.parent, p.country, num(p.lat), num(p.lon), strconv.Itoa(p.population), p.en, uk, ru, strings.Join(p.aliases, "|"), strings.Join(p.adjectives, "|")}
		if _, err := fmt.Fprintln(z, strings.Join(row, "\t")); err != nil {
			return 0, err
		}
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	return b.Len(), os.WriteFile(path, b.Bytes(), 0o644)
}

// level orders rows so that a parent stands before its children.
func level(p *place) string {
	switch p.class {
	case classVillage, classTown:
		return classDistrict
	case classDistrict:
		return classTown
	}
	return p.class
}
