package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// defender returns the country whose air defence counts the weapons of f: "Kyiv's
// air force counted 142 drones"; "" if none is named.
func (a *article) defender(f *fact) string {
	if !isArms(f.field) || a.lang != incident.English {
		return ""
	}
	st := &a.sents[f.sent]
	country := ""
	for k := st.from; k < st.to; k++ {
		if !a.is(k, defence) {
			continue
		}
		for j := k - 1; j >= st.from && j >= k-3; j-- {
			switch {
			case a.is(j, sideUA):
				return "UA"
			case a.is(j, sideRU):
				return "RU"
			}
		}
		if n := k + a.rest(k) + 1; a.is(n, prep) { // "the defence ministry in Moscow"
			switch {
			case a.is(n+1, sideUA):
				return "UA"
			case a.is(n+1, sideRU):
				return "RU"
			}
		}
		for p := range a.places { // "the defence ministry", of the country that the text is about there
			m := &a.places[p]
			if m.first >= st.from {
				break
			}
			if m.role == location && a.sents[max(0, f.sent-1)].from <= m.first {
				country = m.incident().Country
			}
		}
	}
	return country
}

// targetCountry decides which country a nationwide fact is of.
func (a *article) targetCountry(f *fact) string {
	switch a.sideFor(f) {
	case incident.Russia:
		return "UA"
	case incident.Ukraine:
		return "RU"
	}
	if c := a.defender(f); c != "" {
		return c
	}
	ua, ru := 0, 0
	for k := range a.places {
		m := &a.places[k]
		if m.role != location {
			continue
		}
		switch m.incident().Country {
		case "UA":
			ua++
		case "RU":
			ru++
		}
	}
	if ru > ua {
		return "RU"
	}
	return "UA"
}

// hourOnly reports a time of day alone in an English text whose opening names a day.
func (a *article) hourOnly(w int) bool {
	m := &a.whens[w]
	if a.lang != incident.English {
		return false
	}
	n := m.Last + 1
	return m.Weak || m.Night && m.First > 0 && m.First == m.Last && a.toks[m.First-1].Hash == hashThe && a.is(n, attack|wave) // "the overnight assault"
}

// aftermath returns the only scene of the place, of a day or two before, where
// the fact is damage that its sentence names no attack for: what is seen the day after.
func (a *article) aftermath(id string, day incident.Day, f *fact) int {
	if a.lang != incident.English || !day.Known() || f.field != incident.FieldDamage && f.field != incident.FieldOutage {
		return -1
	}
	st := &a.sents[f.sent]
	if a.any(st.from, st.to, weapon|launch) >= 0 || a.any(st.from, st.to, attack) >= 0 {
		return -1
	}
	s := a.onlyScene(id, day)
	if s < 0 || !a.scenes[s].day.Known() || a.scenes[s].day > day || day-a.scenes[s].day > 2 {
		return -1
	}
	return s
}

// headDay returns the day of a heading that dates all below it: "What happened on
// Friday, 8 April?"; 0 if there is none.
func (a *article) headDay() incident.Day {
	if a.lang != incident.English || len(a.sents) == 0 {
		return 0
	}
	st := &a.sents[0]
	for k := st.from; k < min(st.to, st.from+6); k++ {
		if a.toks[k].Hash != hashHappened {
			continue
		}
		for i := range a.whens {
			if w := &a.whens[i]; w.First < st.to && w.Dated() && w.Basis == incident.BasisStated {
				return w.Day
			}
		}
	}
	return 0
}

var hashHappened = token.Hash("happened")
