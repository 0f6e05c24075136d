package extract

import "incidentbot/index/incident"

// Explain extracts a and returns, for people and goldens, every stage's
// verdicts one a line with the reason of each.
func (x *Extractor) Explain(a *incident.Article) string { return "" }
