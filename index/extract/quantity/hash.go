package quantity

import (
	"strings"

	"incidentbot/index/token"
)

// The little words that the rules name.
var (
	hA, hAn, hThe               = token.Hash("a"), token.Hash("an"), token.Hash("the")
	hTo, hFrom, hOf, hOut, hAnd = token.Hash("to"), token.Hash("from"), token.Hash("of"), token.Hash("out"), token.Hash("and")
	hDoUk, hVid, hOt            = token.Hash("до"), token.Hash("від"), token.Hash("от")
	hZ, hS, hIz, hIzUk          = token.Hash("з"), token.Hash("с"), token.Hash("из"), token.Hash("із")
	hI, hIRu, hTa               = token.Hash("і"), token.Hash("и"), token.Hash("та")
	hNo, hM                     = token.Hash("no"), token.Hash("m")
	hAs, hPo                    = token.Hash("as"), token.Hash("по")
	hP, hN, hR                  = token.Hash("p"), token.Hash("н"), token.Hash("р")
	hDay                        = token.Hash("day")
)

func set(words string) map[uint64]bool {
	m := map[uint64]bool{}
	for w := range strings.FieldsSeq(words) {
		m[token.Hash(w)] = true
	}
	return m
}

var (
	alternative = set("or або чи или")
	between     = set("between між между")
	// pronounBefore and pronounAfter make "one" and "один" no number.
	pronounBefore = set("this that the which every each any no")
	pronounAfter  = set("another one's одного одному одним одну одної одного другого друга other")
)

var (
	hDoba, hMore, hThan, hAUnit = token.Hash("доба"), token.Hash("more"), token.Hash("than"), token.Hash("т")
	years                       = set("years year yrs років роки рік року лет года год")
	hours                       = set("годині година час часов часа часу")
	tensOf                      = set("десяток сотню сотня")
	joiner                      = set("and or та і й и або или")
	// models are the numbers by which drones and missiles are called.
	models = map[int32]bool{1: true, 2: true, 3: true, 8: true, 24: true, 25: true, 28: true, 29: true, 31: true, 22: true, 34: true, 35: true, 47: true, 55: true, 59: true, 72: true, 101: true, 107: true, 131: true, 136: true, 238: true, 555: true}
)
