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
	deadWords = `(?:killed|dead|deaths?|загибл\p{L}*|вбит\p{L}*|убит\p{L}*|погибш\p{L}*)`
	hurtWords = `(?:injured|wounded|hurt|поранен\p{L}*|постраждал\p{L}*|ранен\p{L}*|пострадавш\p{L}*)`
	moreWords = `(more than|over|понад|більше(?: ніж)?|более|больше|свыше)`
	fromWords = `(?:at least|щонайменше|не менше(?: ніж)?|не менее|минимум|мінімум)`
	people    = `(?:people |persons |людей |осіб |людини |человека? |were |was )*`
)

var (
	signed = regexp.MustCompile(`(?i)(` + deadWords + `|` + hurtWords + `)\s*(>=|≥|>)\s*(\d{1,5})`)
	worded = regexp.MustCompile(`(?i)(?:` + moreWords + `|` + fromWords + `)\s+(\d{1,5})\s+` + people + `(` + deadWords + `|` + hurtWords + `)`)
	hurt   = regexp.MustCompile(`(?i)^` + hurtWords + `$`)
)

// severity takes the least toll out of a question: "killed>=10", "more than 5
// injured", "щонайменше 10 загиблих". What is left is returned beside it.
func severity(text string) (l least, rest string) {
	take := func(word, number string, more bool) {
		n, _ := strconv.Atoi(number) // five digits at most
		if more {
			n++
		}
		if hurt.MatchString(word) {
			l.Injured = n
		} else {
			l.Killed = n
		}
	}
	rest = signed.ReplaceAllStringFunc(text, func(s string) string {
		m := signed.FindStringSubmatch(s)
		take(m[1], m[3], m[2] == ">")
		return " "
	})
	rest = worded.ReplaceAllStringFunc(rest, func(s string) string {
		m := worded.FindStringSubmatch(s)
		take(m[3], m[2], m[1] != "")
		return " "
	})
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
