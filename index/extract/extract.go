package extract

import (
	"sync"
	"time"

	"incidentbot/index/extract/date"
	"incidentbot/index/extract/quantity"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// Extractor turns articles into reports. It is safe for concurrent use.
type Extractor struct {
	gaz   *gazetteer.Gazetteer
	packs [len(incident.Langs)]*pack
	pool  sync.Pool
}

// New returns an extractor that knows the places of g.
func New(g *gazetteer.Gazetteer) *Extractor {
	x := &Extractor{gaz: g}
	for i, t := range [len(incident.Langs)]string{enTable + enThings, ukTable + ukThings, ruTable + ruThings} {
		x.packs[i] = newPack(t)
	}
	x.pool.New = func() any { return new(article) }
	return x
}

// latest is the last day that an undated text can betray as its own where it is
// not known when it was fetched: weekdays repeat after some years, so a bound
// must stand somewhere.
var latest = incident.NewDay(2027, 1, 1)

// fetchedBy returns the day on which the article was fetched, else latest.
func fetchedBy(art *incident.Article) incident.Day {
	if art.Fetched == "" {
		return latest
	}
	if t, err := time.Parse(time.RFC3339, art.Fetched); err == nil {
		return incident.DayOf(t).Add(1) // the zone may be a day ahead
	}
	return latest
}

// Extract returns what art says: no report where it tells of no attack.
func (x *Extractor) Extract(art *incident.Article) incident.Extraction { return x.run(art, nil) }

func (x *Extractor) run(art *incident.Article, t *tracer) incident.Extraction {
	a := x.pool.Get().(*article)
	defer x.pool.Put(a)
	a.trace = t
	return x.read(a, art)
}

// read extracts art with the scratch a.
func (x *Extractor) read(a *article, art *incident.Article) incident.Extraction {
	a.reset()
	a.text = append(a.text, art.Text...)
	a.lang = a.langOf(art.Lang)
	a.pack = x.packs[langIndex(a.lang)]
	e := incident.Extraction{Lang: a.lang, PublishedBasis: incident.PublishedNone}
	a.pub = art.PublishedDay()
	if a.pub.Known() {
		if e.PublishedBasis = art.PublishedBasis; e.PublishedBasis == "" {
			e.PublishedBasis = incident.PublishedGiven
		}
	}
	a.read()
	if !a.tells() {
		e.Published = a.pub
		return e
	}
	a.newsList = a.any(0, min(len(a.toks), 40), digest) >= 0
	a.digest = a.newsList || a.headlines()
	a.findWhens(fetchedBy(art))
	if a.pub.Known() && e.PublishedBasis == incident.PublishedNone {
		e.PublishedBasis = incident.PublishedText
	}
	e.Published = a.pub
	a.qtys = quantity.Find(a.qtys[:0], a.text, a.toks)
	a.findPlaces(x.gaz)
	a.findHolders()
	a.findCounts(a.qtys)
	a.findFacts()
	a.traceStages()
	a.gather(x.gaz)
	e.Reports = a.reports()
	a.traceFacts()
	return e
}

// langOf returns the language to read the text in: what its letters say, and
// where they leave Ukrainian or Russian open, as in a short text, what was given.
func (a *article) langOf(given incident.Lang) incident.Lang {
	n := letters(a.text)
	l := n.lang()
	if l != incident.English && (given == incident.Ukrainian || given == incident.Russian) && !n.distinct() {
		return given
	}
	return l
}

// headlines reports a list of headlines or a bulleted digest: its items have no
// day of their own.
func (a *article) headlines() bool {
	lines, starts, bullets := 0, 0, 0
	for i := range a.sents {
		s := &a.sents[i]
		if i == 0 || a.toks[s.from].Break > 0 {
			starts++
		}
		if s.bullet {
			bullets++
		}
		if s.heading && (i == 0 || a.toks[s.from].Break > 0) {
			lines++
		}
	}
	return lines >= 5 && lines*4 >= starts*3 && starts*4 >= len(a.sents)*3 || bullets >= 5 && bullets*3 >= len(a.sents)*2
}

// tells reports that the text has any word of an attack or its effect.
func (a *article) tells() bool {
	return a.has&(kill|hurt|attack|launch|down|harm|cut|weapon) != 0
}

// findWhens finds the dates; an undated text may betray its day, none later than by.
func (a *article) findWhens(by incident.Day) {
	a.whens = date.Find(a.whens, a.text, a.toks, a.pub)
	if !a.pub.Known() {
		if d, ok := date.Infer(a.whens, by); ok {
			a.pub = d
			a.whens = date.Find(a.whens[:0], a.text, a.toks, d)
		}
	}
	for k := range a.whens {
		w := &a.whens[k]
		if n := w.Last + 1; w.Span && w.Day.Known() && n < len(a.toks) && !a.toks[n].Space && a.toks[n].Hash == hashOwn {
			w.Span = false // "from Thursday's strike"
		}
	}
}

var hashOwn = token.Scan(nil, []byte("a's"))[1].Hash // alone it would be a mark and a letter

// maxFacts bounds the facts of one article: later stages compare them with each other.
const maxFacts = 500

// findFacts reads the facts of every sentence and where and when they hold.
func (a *article) findFacts() {
	th := thread{place: -1, when: -1, listWhen: -1}
	for s := range a.sents {
		if len(a.facts) > maxFacts {
			a.note("article", -1, -1, "more facts than an article has: the rest is not read")
			break
		}
		a.sides(s)
		from := len(a.facts)
		a.casualties(s)
		a.barrage(s)
		a.damage(s)
		a.outages(s)
		a.attacks(s)
		a.strikes(s)
		a.weapons(s)
		a.placeFacts(s, from, &th)
		a.dateFacts(s, from, &th)
	}
	a.placeOpening()
}

// placeOpening gives what the opening sentence says without a place the place
// that the next one tells of: "Damaged: a school, two houses. So ended the attack on A."
func (a *article) placeOpening() {
	p := -1
	for k := range a.facts {
		if f := &a.facts[k]; f.sent == 0 && !f.lost && f.place >= 0 || f.sent > 1 {
			break
		} else if f.sent == 1 && f.place >= 0 && !a.places[f.place].country() {
			p = f.place
			break
		}
	}
	for k := 0; p >= 0 && k < len(a.facts) && a.facts[k].sent == 0; k++ {
		if f := &a.facts[k]; f.lost {
			f.place, f.national, f.lost = p, false, false
		}
	}
}

func langIndex(l incident.Lang) int {
	for i, m := range incident.Langs {
		if m == l {
			return i
		}
	}
	return 0
}
