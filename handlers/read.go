package handlers

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"incidentbot/index/extract/date"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// found is what a text names.
type found struct {
	place   *gazetteer.Place
	several []*gazetteer.Place // readings to choose from, where none is meant surely
	others  []*gazetteer.Place // further places that the text names
	name    string             // the words that name the place or might
	from    incident.Day
	to      incident.Day
	weapons []incident.Weapon
	outages []incident.Utility
	least   least
	rest    string // content words that are none of these
	latest  bool
	toll    bool
	asks    bool // has a question's own words: it is no mere fragment
}

// find reads place, period, weapons and the words left over. A command's argument
// may be a place as a whole; a sentence's places are found by their forms.
func (t *turn) find(text string, argument bool) found {
	var f found
	f.least, text = severity(text)
	rest := text
	if r, ok := date.Period(text, t.today()); ok {
		f.from, f.to = r.From, r.To
		rest = clean(r.Rest)
	}
	rest = trimJoiners(rest)
	if argument && rest != "" {
		if places := t.lookup(rest); len(places) > 0 {
			f.name = rest
			f.place, f.several = t.choose(places)
			return f
		}
	}
	rest = t.findPlace(&f, rest)
	if f.place != nil {
		rest = t.findOthers(&f, rest)
	}
	f.words(rest)
	return f
}

const maxOthers = 3 // further places of a question that are offered

// findOthers takes further sure places out of the text, so that nobody searches for their names.
func (t *turn) findOthers(f *found, rest string) string {
	for range maxOthers {
		var next found
		left := t.findPlace(&next, rest)
		if next.place == nil {
			break
		}
		rest = left
		if next.place != f.place && !slices.Contains(f.others, next.place) {
			f.others = append(f.others, next.place)
		}
	}
	return rest
}

// lookup returns the places that a name means, which may say its region as
// answers do: "Pervomaisk (Luhansk Oblast)", "Pervomaisk, Luhansk Oblast".
func (t *turn) lookup(name string) []*gazetteer.Place {
	g := t.h.archive.Places()
	places := g.Lookup(name)
	i := strings.IndexAny(name, "(,")
	if len(places) > 0 || i <= 0 {
		return t.namesakes(places)
	}
	regions := g.Lookup(strings.Trim(name[i:], " (),"))
	return slices.DeleteFunc(t.namesakes(g.Lookup(strings.TrimSpace(name[:i]))), func(p *gazetteer.Place) bool {
		return !slices.ContainsFunc(regions, p.Within)
	})
}

// findPlace takes the first place out of text, capitalised or not.
func (t *turn) findPlace(f *found, text string) string {
	for _, form := range []string{text, titled(text)} {
		b := []byte(form)
		toks := token.Scan(nil, b)
		for i := range toks {
			if form != text && len(toks) > 1 && isStop(string(toks[i].Text(b))) {
				continue
			}
			places, n := t.placesAt(b, toks, i, form != text)
			if len(places) == 0 {
				continue
			}
			start, end := int(toks[i].Start), int(toks[i+n-1].End)
			f.name = text[start:end]
			f.place, f.several = t.choose(t.namesakes(places))
			return text[:start] + " " + text[end:]
		}
	}
	return text
}

// placesAt returns the places whose name begins at toks[i], and its length in
// tokens. A country in a sentence is where only after a preposition ("in Russia");
// elsewhere it is who ("what did Russia hit"), unless nothing else is said.
func (t *turn) placesAt(text []byte, toks []token.Token, i int, titled bool) ([]*gazetteer.Place, int) {
	cued := i > 0 && cues[strings.ToLower(string(toks[i-1].Text(text)))]
	cs, n := t.h.archive.Places().Find(text, toks, i)
	var places []*gazetteer.Place
	for _, c := range cs {
		switch {
		case titled && (c.Loose || c.Place.Common && !cued): // too weak for a word that was not capitalised
		case c.Place.Class == gazetteer.State && !cued && n < len(toks):
		default:
			places = append(places, c.Place)
		}
	}
	return places, n
}

// cues are the words after which an ordinary word is a place after all.
var cues = map[string]bool{
	"in": true, "near": true, "at": true, "of": true, "on": true, "у": true, "в": true, "во": true, "на": true, "під": true, "под": true, "біля": true,
	"місто": true, "місті": true, "город": true, "городе": true, "city": true, "town": true,
}

// titled capitalises every word whose capital has as many bytes.
func titled(s string) string {
	b := []byte(s)
	start := true
	for i, r := range s {
		u := unicode.ToUpper(r)
		if start && u != r && utf8.RuneLen(u) == utf8.RuneLen(r) {
			utf8.EncodeRune(b[i:], u)
		}
		start = r == ' ' || r == '-'
	}
	return string(b)
}

// choose returns the place that a name means, or the readings to ask about: the
// only one, a dominant one, or the only one with events.
func (t *turn) choose(places []*gazetteer.Place) (*gazetteer.Place, []*gazetteer.Place) {
	places = distinctPlaces(places)
	switch {
	case len(places) == 0:
		return nil, nil
	case len(places) == 1 || dominant(places[0], places[1]):
		return places[0], nil
	}
	var with []*gazetteer.Place
	for _, p := range places[:min(len(places), 8)] {
		f := (&Question{Place: p.ID}).filter()
		f.Limit = 1
		if page, err := t.h.archive.Events(t.ctx, f); err == nil && page.Total > 0 {
			with = append(with, p)
		}
	}
	switch len(with) {
	case 0:
		return nil, places
	case 1:
		return with[0], nil
	}
	return nil, with
}

// namesakes adds the towns that share a Ukrainian name with the first place: one
// spelling in Latin letters is often just one of several in use.
func (t *turn) namesakes(places []*gazetteer.Place) []*gazetteer.Place {
	if len(places) == 0 || places[0].Class >= gazetteer.CityDistrict || places[0].Population >= known {
		return places
	}
	more := t.h.archive.Places().Lookup(places[0].Name(incident.Ukrainian))
	out := slices.Concat(places, more)
	slices.SortStableFunc(out, func(a, b *gazetteer.Place) int { return cmp.Compare(b.Population, a.Population) })
	return out
}

// distinctPlaces takes a city's district as its city, for events are kept by city.
func distinctPlaces(places []*gazetteer.Place) []*gazetteer.Place {
	var out []*gazetteer.Place
	seen := map[string]bool{}
	for _, p := range places {
		if p.Class == gazetteer.CityDistrict && p.Parent != nil {
			p = p.Parent
		}
		if !seen[p.ID] {
			seen[p.ID] = true
			out = append(out, p)
		}
	}
	return out
}

// dominant reports whether nobody would mean b by the name of both.
func dominant(a, b *gazetteer.Place) bool {
	if a.Class >= gazetteer.Oblast && b.Class < gazetteer.Oblast && b.Population < known {
		return true
	}
	return a.Population >= 50_000 && a.Population >= 4*b.Population
}

// narrow puts the kind of event that a text names into a question.
func (f *found) narrow(q *Question) { q.Weapons, q.Outages, q.Least = f.weapons, f.outages, f.least }

// narrows reports whether a text names a kind of event.
func (f *found) narrows() bool { return len(f.weapons)+len(f.outages) > 0 || f.least != least{} }

// words sorts what is left: weapons, intent, and words to search for.
func (f *found) words(text string) {
	b := []byte(text)
	var rest []string
	for _, tok := range token.Scan(nil, b) {
		if tok.Kind == token.Mark {
			f.asks = f.asks || string(tok.Text(b)) == "?" && len(rest) > 0
			continue
		}
		w := string(tok.Text(b))
		meaning, ok := meanings[strings.ToLower(w)]
		switch {
		case !ok:
			rest = append(rest, w)
		case meaning.weapon != "":
			f.weapons = append(f.weapons, meaning.weapon)
		case meaning.outage != "":
			f.outages = append(f.outages, meaning.outage)
		default:
			f.latest = f.latest || meaning.latest
			f.toll = f.toll || meaning.toll
			f.asks = f.asks || !meaning.joins
		}
	}
	f.rest = strings.Join(rest, " ")
}

func isStop(w string) bool {
	_, ok := meanings[strings.ToLower(w)]
	return ok
}

// trimJoiners drops what links a fragment to the question before it ("and", "а в").
func trimJoiners(s string) string {
	s = strings.Trim(s, " ?!.,;:")
	for {
		w, tail, ok := strings.Cut(s, " ")
		if !ok || !meanings[strings.ToLower(w)].joins {
			return s
		}
		s = strings.TrimSpace(tail)
	}
}
