package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// otherSide reports that sentence s tells of an attack by the other side than
// the one that attacked the place the text went on about: it is of no place said.
func (a *article) otherSide(s int, th *thread) bool {
	if th.place < 0 {
		return false
	}
	at := s - 1
	for ; at >= 0 && a.sents[at].from > a.places[th.place].first; at-- {
	}
	x, y := a.onlySide(s), a.onlySide(at)
	return x != "" && y != "" && x != y
}

// onlySide returns the one side whose attack sentence s tells of, "" if none or both.
func (a *article) onlySide(s int) incident.Attacker {
	side := incident.Attacker("")
	for k := len(a.votes) - 1; k >= 0 && a.votes[k].sent >= s; k-- {
		v := &a.votes[k]
		if v.sent > s {
			continue
		}
		if a.is(v.at, down) || side != "" && side != v.side {
			return ""
		}
		side = v.side
	}
	return side
}

// tallied reports that sentence s goes on with its paragraph's tally of the
// day's strikes ("4 missile strikes. … Besides, 55 air strikes"): a town named
// in between is an example.
func (a *article) tallied(s int, th *thread) bool {
	if th.place < 0 || !a.places[th.place].settlement() {
		return false
	}
	open := s
	for open > 0 && a.sents[open-1].para == a.sents[s].para {
		open--
	}
	for open < s && !a.tally(open) {
		open++
	}
	st := &a.sents[open]
	return open < s && a.tally(s) && a.places[th.place].first >= st.to
}

// tally: "завдав 4 ракетних ударів", "carried out 19 air strikes".
func (a *article) tally(s int) bool {
	st := &a.sents[s]
	if st.has&(attack|weapon) == 0 {
		return false
	}
	for k := st.from; k+2 < st.to; k++ {
		if a.toks[k].Kind == token.Number && (a.is(k+1, attack|weapon) || a.is(k+2, attack|weapon) || k+3 < st.to && a.is(k+3, attack|weapon)) && !a.is(k+1, person|object) {
			return true
		}
	}
	return false
}
