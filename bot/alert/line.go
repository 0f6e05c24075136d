package alert

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// Line writes a subscription as Parse reads it: places by their names in a
// language, by id where the name alone would be read otherwise, then the
// conditions. The circle and when the subscription began are not in it.
func (s *Subscription) Line(g *gazetteer.Gazetteer, l incident.Lang) string {
	var places, terms []string
	for _, id := range s.Places {
		places = append(places, placeWord(id, g, l))
	}
	for _, w := range s.Weapons {
		terms = append(terms, string(w))
	}
	for _, f := range []struct {
		name string
		n    int
	}{{"killed", int(s.MinKilled)}, {"injured", int(s.MinInjured)}, {"launched", s.MinLaunched}} {
		if f.n > 0 {
			terms = append(terms, f.name+">="+strconv.Itoa(f.n))
		}
	}
	terms = append(terms, s.switches()...)
	return strings.Join(slices.DeleteFunc([]string{strings.Join(places, ", "), strings.Join(terms, " ")}, func(p string) bool { return p == "" }), ", ")
}

// switches are the conditions that are no threshold, as Parse reads them.
func (s *Subscription) switches() []string {
	var out []string
	for _, w := range []struct {
		on   bool
		word string
	}{{s.Outage, "outage"}, {s.Silent, "silent"}, {s.OnlyNew, "new"}} {
		if w.on {
			out = append(out, w.word)
		}
	}
	if s.Quiet != nil {
		out = append(out, "quiet "+s.Quiet.String())
	}
	if s.Quiet != nil && s.QuietKilled > 0 {
		out = append(out, fmt.Sprintf("unless %d", s.QuietKilled))
	}
	if s.Digest != nil {
		out = append(out, fmt.Sprintf("digest %d", *s.Digest))
	}
	return out
}

// placeWord is a place's name if Parse reads that place and nothing else in it.
func placeWord(id string, g *gazetteer.Gazetteer, l incident.Lang) string {
	if p := g.ByID(id); p != nil {
		name := p.Name(l)
		s, err := Parse(name, g, time.Time{})
		if err == nil && len(s.Places) == 1 && s.Places[0] == id && !strings.ContainsAny(name, ",;") && len(s.switches()) == 0 && len(s.Weapons) == 0 {
			return name
		}
	}
	return "#" + id
}
