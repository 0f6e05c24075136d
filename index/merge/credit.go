package merge

import (
	"strings"

	"incidentbot/index/token"
)

// agencies maps how an agency is written, folded, to its name.
var agencies = map[string]string{
	"reuters": "Reuters", "рейтер": "Reuters", "рейтерс": "Reuters", "afp": "AFP", "ap": "AP", "dpa": "dpa",
	"укрінформ": "Ukrinform", "укринформ": "Ukrinform", "ukrinform": "Ukrinform",
	"уніан": "UNIAN", "униан": "UNIAN", "unian": "UNIAN", "уніану": "UNIAN",
	"тасс": "TASS", "tass": "TASS", "интерфакс": "Interfax", "interfax": "Interfax", "інтерфакс": "Interfax",
	"інтерфакс-україна": "Interfax-Ukraine", "интерфакс-украина": "Interfax-Ukraine", "interfax-ukraine": "Interfax-Ukraine",
	"суспільне": "Suspilne", "суспільного": "Suspilne", "suspilne": "Suspilne",
}

// creditWords introduce a credited agency: "reports X", "повідомляє X", "Source: X".
var creditWords = map[string]bool{
	"source": true, "via": true, "reports": true, "джерело": true, "источник": true, "повідомляє": true, "передає": true,
	"пише": true, "сообщает": true, "передает": true, "пишет": true, "посиланням": true, "на": true, "ссылкой": true,
	"told": true, "повідомило": true, "повідомив": true, "сообщило": true, "сообщил": true, "передав": true, "передал": true,
	"агентство": true, "агентству": true, "агентства": true, "agency": true, "даними": true, "данным": true,
}

// sayWords follow an agency that is credited: "Reuters reported", "TASS, said".
var sayWords = map[string]bool{
	"reported": true, "reports": true, "said": true, "says": true, "writes": true, "wrote": true,
	"повідомляє": true, "повідомило": true, "повідомив": true, "передає": true, "пише": true, "сообщает": true, "сообщило": true, "передает": true, "пишет": true,
}

const creditBytes = 800 // holds creditReach tokens of any of our languages

const creditReach = 40 // tokens from either end of a text within which a credit line stands

// Credit returns the agency that a text credits as its source, "" if none. A
// credit is an agency's name in the text's first or last lines, set off by a
// dash or brackets, after a word such as "reports" or "джерело", after
// "according to", or before a word such as "reported".
func Credit(text string) string {
	b := []byte(text)
	if len(b) <= 2*creditBytes {
		return credited(b, true, true)
	}
	if c := credited(b[:creditBytes], true, false); c != "" {
		return c
	}
	return credited(b[len(b)-creditBytes:], false, true)
}

// credited looks for a credit in a text's head, its tail, or both.
func credited(b []byte, head, tail bool) string {
	toks := token.Scan(nil, b)
	for i := range toks {
		near := head && i < creditReach || tail && i >= len(toks)-creditReach
		if !near || toks[i].Case == token.Lower {
			continue
		}
		name, ok := agencies[token.Fold(string(toks[i].Text(b)))]
		if !ok {
			continue
		}
		if head && i == 0 || tail && i == len(toks)-1 {
			return name
		}
		if i == 0 {
			continue
		}
		prev := token.Fold(string(toks[i-1].Text(b)))
		according := prev == "to" && i > 1 && token.Fold(string(toks[i-2].Text(b))) == "according"
		says := i+1 < len(toks) && sayWords[token.Fold(string(toks[i+1].Text(b)))]
		if strings.Contains("–—-(/:©", prev) || creditWords[prev] || according || says {
			return name
		}
	}
	return ""
}
