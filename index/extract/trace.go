package extract

import (
	"fmt"
	"strings"

	"incidentbot/index/incident"
)

// tracer collects the verdicts of the stages, one a line.
type tracer struct{ b strings.Builder }

// note records a verdict on tokens i to j when the article is explained.
func (a *article) note(stage string, i, j int, why string) {
	if a.trace == nil {
		return
	}
	if i < 0 {
		fmt.Fprintf(&a.trace.b, "%s: %s\n", stage, why)
		return
	}
	fmt.Fprintf(&a.trace.b, "%s %q: %s\n", stage, a.span(i, min(j, len(a.toks)-1)), why)
}

// traceStages writes what the stages before the facts found.
func (a *article) traceStages() {
	if a.trace == nil {
		return
	}
	for _, s := range a.sents {
		a.note(fmt.Sprintf("sentence p%d", s.para), s.from, s.to-1, map[bool]string{true: "bullet"}[s.bullet])
	}
	for k := range a.whens {
		w := &a.whens[k]
		a.note("date", w.First, w.Last, fmt.Sprintf("%s %s span=%t weak=%t (%s)", w.Day, w.Basis, w.Span, w.Weak, w.Reason))
	}
	for k := range a.places {
		m := &a.places[k]
		p := m.incident()
		a.note("place", m.first, m.last, fmt.Sprintf("%s %s, %s absorbed=%t (%s)", p.Name, p.Kind, roleNames[m.role], m.absorbed, m.reason))
	}
	for k := range a.counts {
		c := &a.counts[k]
		a.note("count", c.first, c.last, fmt.Sprintf("%s of %s part=%t implied=%t", c.value, thingNames[c.thing], c.part, c.implied))
	}
	for k := range a.votes {
		v := &a.votes[k]
		a.note("side", v.word, v.word, fmt.Sprintf("%s at %q", v.side, a.word(v.at)))
	}
}

var thingNames = [...]string{"?", "bare", "people", "troops", "arms", "supply", "objects", "foreign"}

// traceFacts writes the facts with the scene that each went to.
func (a *article) traceFacts() {
	if a.trace == nil {
		return
	}
	for k := range a.facts {
		f := &a.facts[k]
		where := "nowhere"
		if f.scene >= 0 {
			where = fmt.Sprintf("%s %s", a.scenes[f.scene].place.Name, a.scenes[f.scene].day)
		}
		what := ""
		if f.figure {
			what = f.value.String()
		}
		a.note(fmt.Sprintf("fact %s %s", f.field, what), f.first, f.last, fmt.Sprintf("%s -> %s, side %s", f.reason, where, f.side))
	}
}

// Explain extracts art and returns, for people and goldens, every stage's
// verdicts one a line with the reason of each, and the reports.
func (x *Extractor) Explain(art *incident.Article) string {
	t := &tracer{}
	e := x.run(art, t)
	fmt.Fprintf(&t.b, "language %s, published %s (%s)\n", e.Lang, e.Published, e.PublishedBasis)
	for i := range e.Reports {
		r := &e.Reports[i]
		fmt.Fprintf(&t.b, "report %s (%s) %s %s %v %s", r.Place.Name, r.Place.Kind, r.Date, r.DateBasis, r.Weapons, r.Attacker)
		if r.Killed != nil {
			fmt.Fprintf(&t.b, " killed %s", r.Killed)
		}
		if r.Injured != nil {
			fmt.Fprintf(&t.b, " injured %s", r.Injured)
		}
		fmt.Fprintf(&t.b, " launched %v intercepted %v damage %v outages %d main %t\n", r.Launched, r.Intercepted, r.Damage, len(r.Outages), r.Main)
	}
	return t.b.String()
}
