package gazetteer

import (
	"sync"
	"unicode/utf8"

	"incidentbot/index/token"
)

// Class is what a place is.
type Class uint8

// The classes, finest first.
const (
	Village      Class = iota + 1 // a settlement of fewer than 5,000, or of unknown size
	Town                          // any other settlement
	CityDistrict                  // part of a city; Parent is the city
	Raion                         // district or hromada of a region
	Oblast                        // region, republic, krai; Kyiv and Sevastopol are towns that are their own region
	State                         // country
	Area                          // an everyday name for more than one region or for a sea: Donbas, the Black Sea
)

// Place is one place. Places are shared: read, never change them.
type Place struct {
	ID         string    // GeoNames id; "UA-63" (ISO 3166-2) for a region, "UA" for a country, our own for the rest
	Names      [3]string // display names, by index in incident.Langs; uk and ru are never empty
	Class      Class
	Parent     *Place // settlement -> raion or region; city district -> city; raion -> region; region -> country; nil for a country
	Country    string // ISO 3166-1 alpha-2
	Lat, Lon   float64
	Population int32
	// Common is set where a form of the name is an ordinary word in some language
	// ("Суми" sums, "Reading"): such a name needs a cue beside it.
	// Candidate.Common says it of the form that was met.
	Common bool

	ownRegion bool
}

// Case is a set of grammatical cases that a written form can be in.
type Case uint8

// The cases; English forms and undeclined ones have all of them.
const (
	Nominative Case = 1 << iota
	Genitive
	Dative
	Accusative
	Instrumental
	Locative
	AnyCase = Nominative | Genitive | Dative | Accusative | Instrumental | Locative
)

// Candidate is one reading of a written name.
type Candidate struct {
	Place *Place
	Cases Case
	// Loose is set where only the romanised, spelling-folded key matched: a weaker reading.
	Loose bool
	// Common is set where this very form is an ordinary word or a person's name
	// somewhere: "Суми", but not "Sumy".
	Common bool
	// Hromada is set where the name is the adjective of the place with "громада"
	// or "община": the community around it, not the settlement itself.
	Hromada bool
}

// Gazetteer knows places by name in English, Ukrainian and Russian, in every
// case. It is safe for concurrent use; Find allocates nothing.
type Gazetteer struct {
	places  []Place
	rank    []int64 // importance, by index in places
	byID    map[string]int32
	aliases [][]string // written names beside the display names, by index in places
	exact   *table
	region  *table // adjectives that need "область", "region" … after them
	raion   *table // adjectives that need "район", "district" … after them
	around  *table // adjectives that need "громада" after them
	loose   *table
	nouns   map[uint64]noun
	names   func() []named // every name, sorted by its folded text; made at the first use
	near    func() []named // the names that Suggest measures against
}

// Find returns the readings of the longest name that begins at toks[i], most
// important place first, and how many tokens it covers; 0 if none. A region's
// adjective counts only with its word ("Харківська область", "Kharkiv region",
// "Харківщина"), a raion's likewise; in a list ("Харківській та Сумській
// областях") each adjective is found by itself. Names must be capitalised.
// The slice is shared: read, never change it.
func (g *Gazetteer) Find(text []byte, toks []token.Token, i int) ([]Candidate, int) {
	if t := &toks[i]; t.Kind != token.Word || t.Case == token.Lower {
		return nil, 0
	}
	c, n := g.find(toks, i)
	switch {
	case n == 0:
		return g.findLoose(text, toks, i)
	case n == 1 && abbreviation(text, &toks[i]) && c[0].Place.Settlement():
		return nil, 0
	}
	return c, n
}

// abbreviation reports whether a word is up to three capitals: ОВА, США.
func abbreviation(text []byte, t *token.Token) bool {
	return t.Case == token.Upper && t.End-t.Start <= 6 && utf8.RuneCount(t.Text(text)) <= 3
}

// ByID returns the place with that id, or nil.
func (g *Gazetteer) ByID(id string) *Place {
	if i, ok := g.byID[id]; ok {
		return &g.places[i]
	}
	return nil
}

// Load builds the gazetteer from the embedded table. It takes some tenths of a
// second; a process needs one.
func Load() (*Gazetteer, error) {
	l, err := read(tableFile)
	if err != nil {
		return nil, err
	}
	g := l.build()
	g.names = sync.OnceValue(g.sortNames)
	g.near = sync.OnceValue(g.nearNames)
	return g, nil
}
