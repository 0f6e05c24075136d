package index

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"incidentbot/index/token"
)

// analyzerName is the analyzer's name in mappings; a change of what it does needs another.
const analyzerName = "incident1"

// registerAnalyzer makes our analyzer known to bleve, once a process.
var registerAnalyzer = sync.OnceValue(func() error {
	return registry.RegisterAnalyzer(analyzerName, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return analyzer{}, nil
	})
})

// analyzer cuts a text in English, Ukrainian or Russian into terms in one pass:
// words folded as the gazetteer folds them, without stop words, with the ending
// of their alphabet's languages taken off.
type analyzer struct{}

// Analyze returns the text's terms. They share one buffer.
func (analyzer) Analyze(text []byte) analysis.TokenStream {
	toks := token.Scan(make([]token.Token, 0, len(text)/6+4), text)
	out := make(analysis.TokenStream, 0, len(toks))
	cells := make([]analysis.Token, len(toks))
	buf := make([]byte, 0, len(text))
	for i := range toks {
		t := &toks[i]
		from := len(buf)
		buf = appendTerm(buf, t, text)
		if len(buf) == from {
			continue
		}
		k := len(out)
		cells[k] = analysis.Token{
			Term: buf[from:len(buf):len(buf)], Start: int(t.Start), End: int(t.End), Position: k + 1, Type: analysis.AlphaNumeric,
		}
		out = append(out, &cells[k])
	}
	return out
}

// appendTerm appends the indexed form of a token: nothing for a mark or a stop word.
func appendTerm(buf []byte, t *token.Token, text []byte) []byte {
	if t.Kind == token.Mark {
		return buf
	}
	from := len(buf)
	buf = token.AppendFold(buf, t.Text(text))
	switch w := buf[from:]; {
	case t.Kind != token.Word:
	case stopWords[string(w)]:
		return buf[:from]
	case t.Cyrillic:
		return buf[:from+stemCyrillic(w)]
	default:
		return buf[:from+stemEnglish(w)]
	}
	return buf
}

// term returns the indexed form of a token, "" for a mark or a stop word.
func term(t *token.Token, text []byte) string {
	var buf [64]byte
	return string(appendTerm(buf[:0], t, text))
}

// terms returns the distinct indexed forms in a text.
func terms(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range (analyzer{}).Analyze([]byte(text)) {
		if w := string(t.Term); !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

var stopWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
a an the of to in on at by for with from as and or but not no is are was were be been being it its this that these those
he she they them his her their which who whom whose what when where how than then so such if into over under about after
before has have had will would can could may might i we you our your there also more most s t
і й та а але або чи що як це у в на з із зі до від за по про для без не ні є був була було були його її їх він вона воно вони
який яка яке які того тому також ще вже при через під над між ми ви я
и но или что как это в во на с со к ко от за по о об обо для без не ни есть был была было были его ее их он она оно они
который которая которое которые того тому также еще уже при через под над между мы вы`) {
		m[token.Fold(w)] = true
	}
	return m
}()

// stemEnglish takes plural and the commonest verbal endings off w, in place, and
// returns how many bytes are left.
func stemEnglish(w []byte) int {
	n := len(w)
	ends := func(s string) bool { return n >= len(s) && string(w[n-len(s):]) == s }
	switch {
	case n > 4 && ends("ies"):
		w[n-3] = 'y'
		return n - 2
	case n > 5 && ends("ing"):
		return undouble(w[:n-3])
	case n > 4 && ends("ed"):
		return undouble(w[:n-2])
	case n > 4 && (ends("shes") || ends("ches") || ends("sses") || ends("xes")):
		return n - 2
	case n > 4 && ends("es"):
		return n - 2
	case n > 3 && ends("s") && !ends("ss") && !ends("us"):
		return n - 1
	case n > 4 && ends("e"):
		return n - 1
	}
	return n
}

func undouble(w []byte) int {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && strings.IndexByte("bdgmnprt", w[n-1]) >= 0 {
		return n - 1
	}
	return n
}

// endings are those of Ukrainian and Russian nouns, adjectives and verbs, by
// length in letters; the longest that leaves three letters is taken off.
var endings = func() (by [6]map[string]bool) {
	for _, e := range strings.Fields(`
а я о е є и і ї у ю ь й ы э
ам ям ах ях ою ею єю ей ой ий ій ый ие ые ое ая яя ую юю ем єм ом им ім ым ым их іх ых ов ев єв ів їв ом ия ія ию ію ии ії
ть ла ло ли ал ял ил ів ав яв ив ет ит ют ут ат ят ує ює
ами ями ого его ому ему ими ыми іми ими ого ієї ією ией иям иях іям іях ать ять ити іти ить еть уть ють ала ила іла яла али или
іли яли ало ило вши ено єно ані ані ені ено аны ены ана ена ано тся ться
ость ості остей анням ення ання ення ений ений ений енный ированн ться ется ится ются уться 
ення ання іння ення енню анню ення енням анням овано`) {
		if n := len([]rune(e)); n < len(by) {
			if by[n] == nil {
				by[n] = map[string]bool{}
			}
			by[n][e] = true
		}
	}
	return by
}()

// stemCyrillic returns how many bytes of w are left without its ending and then
// without a suffix that alternates (Харків, Харкова; житло, житловий).
func stemCyrillic(w []byte) int {
	n := strip(w)
	for _, s := range [...]string{"ов", "ев", "єв", "ів", "їв"} {
		if m := n - len(s); m >= 3*len("х") && string(w[m:n]) == s {
			return m
		}
	}
	return n
}

// strip returns how many bytes of w are left without its longest known ending.
func strip(w []byte) int {
	var at [len(endings)]int // where the last n letters begin
	i, n := len(w), 0
	for n < len(at)-1 && i > 0 {
		for i--; i > 0 && w[i]&0xC0 == 0x80; i-- {
		}
		n++
		at[n] = i
	}
	letters := n + utf8.RuneCount(w[:i])
	for ; n > 0; n-- {
		if letters-n >= 3 && endings[n][string(w[at[n]:])] {
			return at[n]
		}
	}
	return len(w)
}
