package date

import (
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// Find appends the date expressions of toks, which are text's tokens, to dst.
// pub is the day of publication, 0 if unknown: then only what the text itself dates has a Day.
func Find(dst []Mention, text []byte, toks []token.Token, pub incident.Day) []Mention {
	return dst
}

// Infer returns the day of publication that the mentions of an undated text
// betray: a day of a month with its weekday that fit one year only, from 2022
// to today. Find is then called again with that day; what it dates is BasisInferred.
func Infer(ms []Mention, today incident.Day) (incident.Day, bool) { return 0, false }

// Period finds the period that a question names ("yesterday", "2-5 January 2024",
// "травень 2024", "2024-01"). A day or month without a year is the newest one not after today.
func Period(question string, today incident.Day) (Range, bool) { return Range{}, false }
