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
}

const creditReach = 40 // tokens from either end of a text within which a credit line stands

// Credit returns the agency that a text credits as its source, "" if none. A
// credit is an agency's name in the text's first or last lines, set off by a
// dash or brackets, or after a word such as "reports" or "джерело".
func Credit(text string) string {
	b := []byte(text)
	toks := token.Scan(nil, b)
	for i := range toks {
		if i >= creditReach && i < len(toks)-creditReach || toks[i].Case == token.Lower {
			continue
		}
		name, ok := agencies[token.Fold(string(toks[i].Text(b)))]
		if !ok {
			continue
		}
		if i == 0 || i == len(toks)-1 {
			return name
		}
		prev := string(toks[i-1].Text(b))
		if strings.Contains("–—-(/:©", prev) || creditWords[token.Fold(prev)] {
			return name
		}
	}
	return ""
}
