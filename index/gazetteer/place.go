package gazetteer

import "incidentbot/index/incident"

// Name returns the display name in a language.
func (p *Place) Name(l incident.Lang) string {
	for i, m := range incident.Langs {
		if m == l {
			return p.Names[i]
		}
	}
	return p.Names[0]
}

// Region returns the region that p is or lies in: an Oblast, or a city that is
// its own region (Kyiv, Sevastopol, Moscow). It is nil for a country, an area
// and a place of a country whose regions we do not keep.
func (p *Place) Region() *Place {
	for ; p != nil; p = p.Parent {
		if p.Class == Oblast || p.ownRegion {
			return p
		}
	}
	return nil
}

// Within reports whether p is q or lies in it.
func (p *Place) Within(q *Place) bool {
	for ; p != nil; p = p.Parent {
		if p == q {
			return true
		}
	}
	return false
}

// Settlement reports whether p is a town or a village.
func (p *Place) Settlement() bool { return p.Class == Village || p.Class == Town }

// Incident returns p as events carry it. A city's district is given as its
// city. The point of anything larger than a settlement is approximate.
func (p *Place) Incident() incident.Place {
	if p.Class == CityDistrict && p.Parent != nil {
		p = p.Parent
	}
	out := incident.Place{ID: p.ID, Name: p.Names[0], Kind: p.kind(), Country: p.Country, Lat: p.Lat, Lon: p.Lon, Approx: !p.Settlement()}
	if r := p.Region(); r != nil {
		out.Region = r.Names[0]
	}
	return out
}

func (p *Place) kind() incident.PlaceKind {
	switch p.Class {
	case Raion, CityDistrict:
		return incident.District
	case Oblast, Area:
		return incident.Region
	case State:
		return incident.Country
	}
	return incident.City
}
