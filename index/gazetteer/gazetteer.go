package gazetteer

import (
	"incidentbot/index/incident"
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
	Common bool
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
}

// Gazetteer knows places by name in English, Ukrainian and Russian, in every
// case. It is safe for concurrent use; looking up allocates nothing.
type Gazetteer struct {
	places []Place
}

// Load builds the gazetteer from the embedded table. It takes some tenths of a
// second; a process needs one.
func Load() (*Gazetteer, error) { return &Gazetteer{}, nil }

// Find returns the readings of the longest name that begins at toks[i], most
// important place first, and how many tokens it covers; 0 if none. A region's
// adjective counts only with its word ("Харківська область", "Kharkiv region",
// "Харківщина"), a raion's likewise. One-word names must be capitalised.
func (g *Gazetteer) Find(text []byte, toks []token.Token, i int) ([]Candidate, int) { return nil, 0 }

// Lookup returns the places that a user can mean by name, in any language,
// spelling and case, most important first; nil if none.
func (g *Gazetteer) Lookup(name string) []*Place { return nil }

// Suggest returns up to n places whose name is nearest to a misspelt one.
func (g *Gazetteer) Suggest(name string, n int) []*Place { return nil }

// Prefix returns up to n places with a name that begins like prefix, most important first.
func (g *Gazetteer) Prefix(prefix string, n int) []*Place { return nil }

// ByID returns the place with that id, or nil.
func (g *Gazetteer) ByID(id string) *Place { return nil }

// Near returns the settlements within km of a point, nearest first.
func (g *Gazetteer) Near(lat, lon, km float64) []*Place { return nil }

// Name returns the display name in a language.
func (p *Place) Name(l incident.Lang) string {
	for i, m := range incident.Langs {
		if m == l {
			return p.Names[i]
		}
	}
	return p.Names[0]
}

// Region returns the region that p is or lies in, nil for a country or an area.
func (p *Place) Region() *Place { return nil }

// Within reports whether p is q or lies in it.
func (p *Place) Within(q *Place) bool {
	for ; p != nil; p = p.Parent {
		if p == q {
			return true
		}
	}
	return false
}

// Incident returns p as events carry it. A city's district is given as its city.
func (p *Place) Incident() incident.Place { return incident.Place{} }
