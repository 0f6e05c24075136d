package extract

import (
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// Extractor turns articles into reports. It is safe for concurrent use.
type Extractor struct {
	gaz *gazetteer.Gazetteer
}

// New returns an extractor that knows the places of g.
func New(g *gazetteer.Gazetteer) *Extractor { return &Extractor{gaz: g} }

// Extract returns what a says: no report where it tells of no attack.
func (x *Extractor) Extract(a *incident.Article) incident.Extraction {
	return incident.Extraction{Lang: Lang([]byte(a.Text)), PublishedBasis: incident.PublishedNone}
}
