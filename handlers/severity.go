package handlers

import (
	"regexp"
	"strconv"

	"incidentbot/index/incident"
)

// least is the smallest toll that a question asks for; 0 asks for none.
type least struct {
	Killed  int `json:"killed,omitempty"`
	Injured int `json:"injured,omitempty"`
}

func (l least) valid() bool {
	return l.Killed >= 0 && l.Killed <= maxLeast && l.Injured >= 0 && l.Injured <= maxLeast
}

const maxLeast = 100_000

// The words of a toll, and of its least number, in the three languages.
const (
	deadWords = `killed|dead|deaths?|die[ds]?|загибл\p{L}*|загину\p{L}*|вбит\p{L}*|убит\p{L}*|погиб\p{L}*`
	hurtWords = `injured|wounded|hurt|поранен\p{L}*|постраждал\p{L}*|ранен\p{L}*|пострадавш\p{L}*`
	moreWords = `more than|over|понад|більше(?: ніж)?|более|больше|свыше`
	fromWords = `at least|щонайменше|не менше(?: ніж)?|не менее|минимум|мінімум`
	people    = `people|persons|людей|осіб|людини|человека?`

	tollWord = `(?P<word>` + deadWords + `|` + hurtWords + `)`
	bound    = `(?P<bound>` + moreWords + `|` + fromWords + `)\s+(?P<n>\d{1,5})`
)

var (
	// The ways to ask for a toll: "killed>=10", "more than 10 people were killed",
	// "killed more than 10 people"; not "killed over 3 days".
	leasts = []*regexp.Regexp{
		regexp.MustCompile(`(?i)` + tollWord + `\s*(?P<bound>>=|≥|>)\s*(?P<n>\d{1,5})`),
		regexp.MustCompile(`(?i)` + bound + `\s+(?:(?:` + people + `|were|was)\s+)*` + tollWord),
		regexp.MustCompile(`(?i)` + tollWord + `\s+` + bound + `\s+(?:` + people + `)`),
	}
	hurt = regexp.MustCompile(`(?i)^(?:` + hurtWords + `)$`)
	more = regexp.MustCompile(`(?i)^(?:>|` + moreWords + `)$`)
)

// severity takes the least toll out of a question: "killed>=10", "more than 5
// injured", "щонайменше 10 загиблих". What is left is returned beside it.
func severity(text string) (l least, rest string) {
	rest = text
	for _, r := range leasts {
		rest = r.ReplaceAllStringFunc(rest, func(s string) string {
			m := r.FindStringSubmatch(s)
			n, _ := strconv.Atoi(m[r.SubexpIndex("n")]) // five digits at most
			if more.MatchString(m[r.SubexpIndex("bound")]) {
				n++
			}
			if hurt.MatchString(m[r.SubexpIndex("word")]) {
				l.Injured = n
			} else {
				l.Killed = n
			}
			return " "
		})
	}
	if l == (least{}) {
		return l, text
	}
	return l, clean(rest)
}

// severe says the least toll of a question in words, "" if it asks for none.
func (t *turn) severe(q *Question) string {
	s := ""
	for _, f := range []struct {
		field incident.Field
		n     int
	}{{incident.FieldKilled, q.Least.Killed}, {incident.FieldInjured, q.Least.Injured}} {
		if f.n > 0 {
			s = comma(s, t.p.T("field."+string(f.field))+": "+t.p.Interval(incident.Interval{Min: int32(f.n), Max: incident.Open}))
		}
	}
	return s
}
