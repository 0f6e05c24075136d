package extract

import "incidentbot/index/incident"

// launchedAt returns the place that the sentence said f's weapons were launched at before, -1 if none.
func (a *article) launchedAt(f *fact) int {
	for k := len(a.facts) - 1; k >= 0 && a.facts[k].sent == f.sent; k-- {
		if g := &a.facts[k]; g.field == incident.FieldLaunched && g.weapon == f.weapon && g.last < f.first {
			return g.place
		}
	}
	return -1
}

// saidOfAll reports that an earlier sentence said f's figure of the whole country.
func (a *article) saidOfAll(f *fact) bool {
	for k := range a.facts {
		g := &a.facts[k]
		if g.sent >= f.sent {
			return false
		}
		if g.field == f.field && g.weapon == f.weapon && g.national && g.value == f.value && f.value.Floor() > 2 {
			return true
		}
	}
	return false
}
