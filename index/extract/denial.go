package extract

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// zeros finds "no one was hurt", "без постраждалих", "no casualties".
func (a *article) zeros(s int, trigs []trigger) {
	for ti := range trigs {
		t := &trigs[ti]
		why := a.denied(t)
		if why == "" {
			continue
		}
		for _, fc := range [...]struct {
			c class
			f incident.Field
		}{{kill, incident.FieldKilled}, {hurt, incident.FieldInjured}} {
			if t.class&fc.c != 0 {
				a.facts = append(a.facts, fact{field: fc.f, value: incident.Exactly(0), figure: true, first: a.denialStart(t), last: a.denialEnd(t), at: t.first, sent: s, reason: why, place: -1, also: -1, scene: -1})
			}
		}
		t.class = 0
	}
}

// denied returns why the trigger is said not to have happened, "" if it did.
func (a *article) denied(t *trigger) string {
	if a.is(t.first, nobody) {
		if a.uninformed(t.first) {
			return ""
		}
		return "none said"
	}
	for k := t.first - 1; k >= 0 && k >= t.first-7; k-- {
		switch {
		case a.is(k, info):
			return ""
		case a.is(k, nobody):
			return "no one"
		case a.is(k, negation) && a.uninformed(k):
			return ""
		case a.is(k, negation) && (k == t.first-1 || k >= t.first-3 && a.onlyFillers(k+1, t.first)):
			return "negated"
		case a.stop(k) || a.mark(k, ',') || a.mark(k, ';') || a.is(k, clause) || a.toks[k+1].Break > 1 || a.counted1(k):
			return a.deniedAfter(t)
		}
	}
	return a.deniedAfter(t)
}

func (a *article) counted1(k int) bool { return a.toks[k].Kind == token.Number }

// onlyFillers: people and forms of "be" may stand between a denial and its word.
func (a *article) onlyFillers(i, j int) bool {
	for ; i < j; i++ {
		if a.toks[i].Kind != token.Word || a.lex[i].class&(person|single|also|kill|hurt|conj) == 0 && (a.lang != incident.English || a.lex[i].class&harm == 0) {
			return false
		}
	}
	return true
}

// deniedAfter: "постраждалих немає", "пострадавших нет", "жертв не было".
func (a *article) deniedAfter(t *trigger) string {
	if t.class&noun == 0 {
		return ""
	}
	from := t.last + 1
	if a.lang != incident.English && a.mark(from, ',') { // "постраждалих, за попередніми даними, немає"
		for k := from + 1; k < len(a.toks) && k <= from+7 && !a.stop(k); k++ {
			if a.mark(k, ',') && a.is(k+1, negation) {
				from = k + 1
				break
			}
		}
	}
	for k := from; k < len(a.toks) && k <= from+3; k++ {
		if a.toks[k].Kind == token.Mark || a.toks[k].Break > 0 || a.is(k, prep|clause) {
			return ""
		}
		if a.is(k, negation) && a.lang != incident.English {
			return "none there"
		}
		if a.is(k, conj|kill|hurt) {
			continue
		}
	}
	return ""
}

// uninformed: "no information on casualties".
func (a *article) uninformed(k int) bool {
	return a.any(max(0, k-3), min(len(a.toks), k+4), info) >= 0
}

func (a *article) denialStart(t *trigger) int {
	for k := t.first - 1; k >= 0 && k >= t.first-7; k-- {
		if a.is(k, nobody|negation) {
			return k
		}
	}
	return t.first
}

func (a *article) denialEnd(t *trigger) int {
	for k := t.last + 1; k < len(a.toks) && k <= t.last+4; k++ {
		if a.is(k, negation) && a.denialStart(t) == t.first {
			return k
		}
	}
	return t.last
}
