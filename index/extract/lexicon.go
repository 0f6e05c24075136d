package extract

import (
	"strings"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// class is a set of meanings that a word can have. The grammar knows only
// these; the words of a language are data in lex_*.go.
type class uint64

const (
	kill         class = 1 << iota // makes or tells a death: killed, died, загинув
	hurt                           // makes or tells an injury
	active                         // the trigger's count follows it: killing, вбило
	noun                           // the trigger is itself a noun: dead, загиблих, injuries
	person                         // people who can be counted as victims
	single                         // one unnamed person without a numeral: a man, жінка
	attack                         // an attack as verb or noun
	weapon                         // arg: weapon
	launch                         // fired, launched, випустив
	down                           // shot down, збито
	harm                           // damaged, destroyed, hit, пошкоджено
	object                         // arg: a kind of thing that is hit
	utility                        // arg: a supply
	cut                            // without, cut off, знеструмлено
	say                            // said, reported, повідомив
	office                         // mayor, governor, голова
	sideRU                         // arg none: Russian, ворог
	sideUA                         // Ukrainian, ЗСУ
	negation                       // no, not, без, не
	nobody                         // no one, ніхто
	sub                            // including, among, у тому числі
	more                           // another, ще
	prep                           // in, on, at, over, у, на, по, над
	from                           // from, з, из
	conj                           // and, та, и
	clause                         // while, after, but, що, который
	regionWord                     // region, oblast, область
	districtWord                   // district, район, громада
	townWord                       // city, town, village, місто, село
	backRef                        // the capital
	back                           // earlier, нагадаємо
	hypo                           // may, threat, plans
	soldier                        // troops, soldiers, військових
	age                            // 67-year-old, 71-річний
	unit                           // households, абонентів; arg: unit
	also                           // be-forms and other helpers of the passive: were, було
	defence                        // air defence: names the doer of interceptions
	nation                         // country-wide: across the country, по всій країні
	total                          // toll, number of dead, кількість
	notLocal                       // footers and notes: photo credit, read also
	talks                          // talks, aid, summit
	official                       // emergency service, police, administration
	agency                         // Reuters, ТАСС
	media                          // local media, ЗМІ
	of                             // out of, із, из
	all                            // all, всі
	borderWord                     // border, neighbouring
	info                           // information, mention: "no information on casualties" says nothing
	blame                          // blamed, accused
	digest                         // opens a list of the day's news: its items have no day of their own
	wave                           // a wave, a massive attack: of the whole country where no place is named
	governor                       // an office over a region: governor, ОВА
	accident                       // gas explosion, road accident
	rise                           // rose, зросла: a toll's growth, its figure follows
	adjectival                     // Russian, ворожий: says whose the thing is that follows
	pair                           // a couple: two people
	direction                      // north, south-east, kilometres
	none_                          // a filler that keeps a phrase from being read by its words
)

// lex is what one word or phrase means.
type lex struct {
	class  class
	weapon uint8 // 1 + index in incident.Weapons, 0 none
	object uint8 // 1 + index in incident.Damages
	util   uint8 // 1 + index in utilities
	unit   uint8 // 1 + index in units
	words  uint8 // tokens it covers
}

var utilities = [...]incident.Utility{incident.Electricity, incident.Heating, incident.Water, incident.Gas, incident.Internet}

var units = [...]string{"households", "people", "buildings", "settlements", "customers"}

// pack is one language's lexicon.
type pack struct {
	heads   *token.Table[head] // by the first word of an entry
	phrases []phrase
}

// head is what begins with one word: the word alone, class 0 if it is no entry,
// and the phrases from…to.
type head struct {
	lex      lex
	from, to uint32
}

// phrase is an entry of several words; rest are the hashes after the first.
type phrase struct {
	rest []uint64
	lex  lex
}

var classNames = map[string]class{
	"kill": kill, "hurt": hurt, "active": active, "noun": noun, "person": person, "single": single, "attack": attack,
	"launch": launch, "down": down, "harm": harm, "cut": cut, "say": say, "office": office, "ru": sideRU, "ua": sideUA,
	"neg": negation, "nobody": nobody, "sub": sub, "more": more, "prep": prep, "from": from, "conj": conj, "clause": clause,
	"region": regionWord, "district": districtWord, "town": townWord, "backref": backRef, "back": back, "hypo": hypo,
	"soldier": soldier, "age": age, "be": also, "defence": defence, "nation": nation, "total": total, "note": notLocal,
	"talks": talks, "official": official, "agency": agency, "media": media, "of": of, "all": all, "filler": none_,
	"border": borderWord, "direction": direction, "pair": pair, "adj": adjectival, "accident": accident, "rise": rise, "governor": governor, "wave": wave, "blame": blame, "digest": digest, "info": info, "weapon": weapon, "object": object, "utility": utility, "unit": unit,
}

// draft is a lexicon in the making.
type draft struct {
	single map[uint64]lex
	multi  map[uint64][]phrase
}

// pack lays the entries out for reading.
func (d *draft) pack() *pack {
	p := &pack{}
	heads := make(map[uint64]head, len(d.single))
	for h, e := range d.single {
		from := uint32(len(p.phrases))
		p.phrases = append(p.phrases, d.multi[h]...)
		heads[h] = head{e, from, uint32(len(p.phrases))}
	}
	p.heads = token.TableOf(heads)
	return p
}

// newPack reads a table. A line is "classes [arg]: words"; words are separated
// by spaces, a word's parts by "_", its forms by "stem/ending,ending" where
// "@name" stands for a set of endings declared by a line "@name: ending …".
// "-" is the empty ending.
func newPack(table string) *pack {
	d := &draft{single: map[uint64]lex{}, multi: map[uint64][]phrase{}}
	sets := map[string][]string{}
	for _, line := range strings.Split(table, "\n") {
		head, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(head, "#") {
			continue
		}
		if strings.HasPrefix(head, "@") {
			sets[head] = strings.Fields(words)
			continue
		}
		e := readHead(head)
		for _, w := range strings.Fields(words) {
			d.addAll(w, e, sets)
		}
	}
	return d.pack()
}

// readHead reads "kill,noun" or "weapon drone" or "object energy".
func readHead(head string) lex {
	var e lex
	f := strings.Fields(head)
	for _, name := range strings.Split(f[0], ",") {
		c, ok := classNames[name]
		if !ok {
			panic("extract: unknown class in a lexicon: " + name)
		}
		e.class |= c
	}
	for _, arg := range f[1:] {
		e.setArg(arg)
	}
	return e
}

func (e *lex) setArg(arg string) {
	for i, w := range incident.Weapons {
		if e.class&weapon != 0 && string(w) == arg {
			e.weapon = uint8(i + 1)
		}
	}
	if e.class&weapon != 0 && arg == string(incident.MissileDrone) {
		e.weapon = both
	}
	for i, d := range incident.Damages {
		if e.class&object != 0 && string(d) == arg {
			e.object = uint8(i + 1)
		}
	}
	for i, u := range utilities {
		if e.class&utility != 0 && string(u) == arg {
			e.util = uint8(i + 1)
		}
	}
	for i, u := range units {
		if e.class&unit != 0 && u == arg {
			e.unit = uint8(i + 1)
		}
	}
}

// addAll adds every form of a table word.
func (d *draft) addAll(word string, e lex, sets map[string][]string) {
	forms := []string{""}
	for i, part := range strings.Split(word, "_") {
		stem, ends, ok := strings.Cut(part, "/")
		var variants []string
		if !ok {
			variants = []string{stem}
		}
		for _, end := range strings.Split(ends, ",") {
			switch {
			case !ok:
			case strings.HasPrefix(end, "@"):
				for _, s := range sets[end] {
					variants = append(variants, stem+strings.TrimPrefix(s, "-"))
				}
			default:
				variants = append(variants, stem+strings.TrimPrefix(end, "-"))
			}
		}
		var next []string
		for _, f := range forms {
			for _, v := range variants {
				if i > 0 {
					next = append(next, f+" "+v)
				} else {
					next = append(next, v)
				}
			}
		}
		forms = next
	}
	for _, f := range forms {
		d.add(f, e)
	}
}

// add adds one form; a form given twice has both meanings.
func (d *draft) add(form string, e lex) {
	toks := token.Scan(nil, []byte(form))
	if len(toks) == 0 {
		return
	}
	e.words = uint8(len(toks))
	if len(toks) == 1 {
		d.single[toks[0].Hash] = d.single[toks[0].Hash].join(e)
		return
	}
	rest := make([]uint64, len(toks)-1)
	for i := range rest {
		rest[i] = toks[i+1].Hash
	}
	h := toks[0].Hash
	for i, q := range d.multi[h] {
		if equal(q.rest, rest) {
			d.multi[h][i].lex = q.lex.join(e)
			return
		}
	}
	d.multi[h] = append(d.multi[h], phrase{rest, e})
	if _, ok := d.single[h]; !ok {
		d.single[h] = lex{words: 1}
	}
}

func equal(a, b []uint64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (e lex) join(f lex) lex {
	f.class |= e.class
	f.weapon = max(e.weapon, f.weapon)
	f.object = max(e.object, f.object)
	f.util = max(e.util, f.util)
	f.unit = max(e.unit, f.unit)
	return f
}

// longest returns the longest entry that begins with the word of h, which
// stands before toks; class 0 if there is none.
func (p *pack) longest(h *head, toks []token.Token) lex {
	best := h.lex
	for k := h.from; k < h.to; k++ {
		if q := &p.phrases[k]; len(q.rest) >= int(best.words) && q.begins(toks) {
			best = q.lex
		}
	}
	return best
}

// begins reports that toks begin with the words after the phrase's first.
func (q *phrase) begins(toks []token.Token) bool {
	if len(q.rest) > len(toks) {
		return false
	}
	for k, h := range q.rest {
		if toks[k].Hash != h {
			return false
		}
	}
	return true
}
