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
		terms = append(terms, termWord(string(w), l))
	}
	for _, f := range []struct {
		name string
		n    int
	}{{"killed", int(s.MinKilled)}, {"injured", int(s.MinInjured)}, {"launched", s.MinLaunched}} {
		if f.n > 0 {
			terms = append(terms, termWord(f.name, l)+">="+strconv.Itoa(f.n))
		}
	}
	terms = append(terms, s.switches(l)...)
	return strings.Join(slices.DeleteFunc([]string{strings.Join(places, ", "), strings.Join(terms, " ")}, func(p string) bool { return p == "" }), ", ")
}

// switches are the conditions that are no threshold, as Parse reads them.
func (s *Subscription) switches(l incident.Lang) []string {
	var out []string
	for _, w := range []struct {
		on   bool
		word string
	}{{s.Outage, "outage"}, {s.Silent, "silent"}, {s.OnlyNew, "new"}} {
		if w.on {
			out = append(out, termWord(w.word, l))
		}
	}
	if s.Quiet != nil {
		out = append(out, termWord("quiet", l)+" "+s.Quiet.String())
	}
	if s.Quiet != nil && s.QuietKilled > 0 {
		out = append(out, fmt.Sprintf("%s %d", termWord("unless", l), s.QuietKilled))
	}
	if s.Digest != nil {
		out = append(out, fmt.Sprintf("%s %d", termWord("digest", l), *s.Digest))
	}
	return out
}

// placeWord is a place's name if Parse reads that place and nothing else in it.
func placeWord(id string, g *gazetteer.Gazetteer, l incident.Lang) string {
	if p := g.ByID(id); p != nil {
		name := p.Name(l)
		s, err := Parse(name, g, time.Time{})
		if err == nil && slices.Equal(s.Places, []string{id}) && len(s.switches(l))+len(s.Weapons) == 0 && !strings.ContainsAny(name, ",;") {
			return name
		}
	}
	return "#" + id
}

// termWord is a condition's word in a language.
func termWord(word string, l incident.Lang) string {
	if w := termWords[l][word]; w != "" {
		return w
	}
	return word
}

var termWords = map[incident.Lang]map[string]string{
	incident.Ukrainian: {
		"drone": "дрон", "missile": "ракета", "artillery": "артилерія", "bomb": "бомба", "rocket": "рсзв", "mine": "міна", "gunfire": "стрілянина",
		"killed": "загиблих", "injured": "поранених", "launched": "запущено", "outage": "знеструмлення", "silent": "тихо", "new": "нові",
		"quiet": "тиша", "unless": "крім", "digest": "дайджест",
	},
	incident.Russian: {
		"drone": "дрон", "missile": "ракета", "artillery": "артиллерия", "bomb": "бомба", "rocket": "рсзо", "mine": "мина", "gunfire": "стрельба",
		"killed": "погибших", "injured": "раненых", "launched": "выпущено", "outage": "отключения", "silent": "тихо", "new": "новые",
		"quiet": "тишина", "unless": "кроме", "digest": "дайджест",
	},
}
