package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"incidentbot/index/incident"
)

// column is one column of the CSV form.
type column struct {
	name string
	cell func(e *Event) string
}

func columns() []column {
	return []column{
		{"id", func(e *Event) string { return e.ID }},
		{"place", func(e *Event) string { return e.Place.Name }},
		{"place_id", func(e *Event) string { return e.Place.ID }},
		{"place_kind", func(e *Event) string { return string(e.Place.Kind) }},
		{"region", func(e *Event) string { return e.Place.Region }},
		{"country", func(e *Event) string { return e.Place.Country }},
		{"lat", func(e *Event) string { return degrees(e.Place.Lat) }},
		{"lon", func(e *Event) string { return degrees(e.Place.Lon) }},
		{"approx", func(e *Event) string { return strconv.FormatBool(e.Place.Approx) }},
		{"date", func(e *Event) string { return e.Date.String() }},
		{"date_end", func(e *Event) string { return e.DateEnd.String() }},
		{"date_basis", func(e *Event) string { return string(e.DateBasis) }},
		{"weapons", func(e *Event) string { return joined(e.Weapons) }},
		{"attacker", func(e *Event) string { return string(e.Attacker) }},
		{"killed_min", func(e *Event) string { return e.Killed.cell(true) }},
		{"killed_max", func(e *Event) string { return e.Killed.cell(false) }},
		{"killed", func(e *Event) string { return e.Killed.shown() }},
		{"injured_min", func(e *Event) string { return e.Injured.cell(true) }},
		{"injured_max", func(e *Event) string { return e.Injured.cell(false) }},
		{"injured", func(e *Event) string { return e.Injured.shown() }},
		{"launched", func(e *Event) string { return counts(e.Launched) }},
		{"intercepted", func(e *Event) string { return counts(e.Intercepted) }},
		{"damage", func(e *Event) string { return joined(e.Damage) }},
		{"outages", outages},
		{"grade", func(e *Event) string { return e.Grade }},
		{"articles", func(e *Event) string { return strconv.Itoa(e.Articles) }},
		{"independent", func(e *Event) string { return strconv.Itoa(e.Independent) }},
		{"sources", sources},
		{"claims", claims},
		{"history", history},
		{"part_of", func(e *Event) string { return deref(e.PartOf) }},
		{"background", func(e *Event) string { return strconv.FormatBool(e.Background) }},
	}
}

type csvWriter struct {
	w    *csv.Writer
	cols []column
}

func newCSV(w *bufio.Writer) *csvWriter { return &csvWriter{csv.NewWriter(w), columns()} }

func (c *csvWriter) begin() error {
	row := make([]string, len(c.cols))
	for i, col := range c.cols {
		row[i] = col.name
	}
	return c.w.Write(row)
}

func (c *csvWriter) event(e *Event) error {
	row := make([]string, len(c.cols))
	for i, col := range c.cols {
		row[i] = harmless(col.cell(e))
	}
	return c.w.Write(row)
}

func (c *csvWriter) end() error {
	c.w.Flush()
	return c.w.Error()
}

// harmless keeps a spreadsheet from running a cell as a formula. Numbers stay numbers.
func harmless(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func joined[T ~string](vs []T) string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = string(v)
	}
	return strings.Join(out, ";")
}

// cell is one end of a toll: empty where nothing was said or the end is open.
func (t *Toll) cell(lower bool) string {
	if t == nil {
		return ""
	}
	p := t.Max
	if lower {
		p = t.Min
	}
	if p == nil {
		return ""
	}
	return strconv.Itoa(int(*p))
}

func (t *Toll) shown() string {
	if t == nil {
		return ""
	}
	return t.Shown
}

func counts(m map[incident.Weapon]int) string {
	var out []string
	for _, w := range slices.Sorted(maps.Keys(m)) {
		out = append(out, fmt.Sprintf("%s:%d", w, m[w]))
	}
	return strings.Join(out, ";")
}

func outages(e *Event) string {
	var out []string
	for _, o := range e.Outages {
		s := string(o.Utility)
		if o.Count != nil {
			s += ":" + strconv.Itoa(*o.Count)
		}
		if o.Count != nil && o.Unit != nil {
			s += " " + *o.Unit
		}
		out = append(out, s)
	}
	return strings.Join(out, ";")
}

// sources lists where to read on: address, else outlet, else the article's id.
func sources(e *Event) string {
	var out []string
	for _, s := range e.Sources {
		where := deref(s.URL)
		if where == "" {
			where = strings.TrimSpace(deref(s.Outlet) + " " + s.Article)
		}
		out = append(out, fmt.Sprintf("[%d] %s", s.N, where))
	}
	return strings.Join(out, "; ")
}

// claims lists the tolls' standing words with their sources.
func claims(e *Event) string {
	var out []string
	for _, c := range e.Claims {
		if c.Superseded || c.Field != incident.FieldKilled && c.Field != incident.FieldInjured {
			continue
		}
		out = append(out, fmt.Sprintf("%s [%d] %s: %q", c.Field, c.Source, c.Speaker, c.Quote))
	}
	return strings.Join(out, "; ")
}

func history(e *Event) string {
	var out []string
	for _, h := range e.History {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s..%s", deref(h.At), h.Field, bound(h.Min), bound(h.Max))))
	}
	return strings.Join(out, "; ")
}

func bound(p *int32) string {
	if p == nil {
		return ""
	}
	return strconv.Itoa(int(*p))
}

func deref(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
