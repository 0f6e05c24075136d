package handlers

import (
	"slices"
	"strings"
	"time"

	"incidentbot/index/incident"
)

// ref returns the number in the answer of an event's source n.
func (t *turn) ref(e *incident.Event, n int) int {
	if n < 1 || n > len(e.Sources) {
		return 0
	}
	s := &e.Sources[n-1]
	if k, ok := t.numbers[s.Article]; ok {
		return k
	}
	return t.cite(Source{Article: s.Article, Outlet: s.Outlet, Title: s.Title, URL: s.URL, Published: s.Published})
}

// cite adds a source to the answer's list and returns its number.
func (t *turn) cite(s Source) int {
	if k, ok := t.numbers[s.Article]; ok {
		return k
	}
	s.N = len(t.a.Sources) + 1
	s.Title, s.Outlet = clean(s.Title), clean(s.Outlet)
	t.a.Sources = append(t.a.Sources, s)
	t.numbers[s.Article] = s.N
	return s.N
}

// refs returns references to an event's sources, each once.
func (t *turn) refs(e *incident.Event, ns []int) []Span {
	var out []Span
	for _, n := range ns {
		if k := t.ref(e, n); k > 0 && !slices.ContainsFunc(out, func(s Span) bool { return s.Source == k }) {
			out = append(out, Span{Source: k})
		}
	}
	return out
}

// saying keeps the claims that say the very count which the event shows, so that
// no figure stands over another one's sentence; all where none says it alone.
func saying(e *incident.Event, claims []int) []int {
	var same []int
	for _, i := range claims {
		c := &e.Claims[i]
		n, counted := shown(e, c.Field, c.Key)
		if v, ok := c.Interval(); ok && counted && int(v.Min) == n {
			same = append(same, i)
		}
	}
	if len(same) > 0 {
		return same
	}
	return claims
}

// shown is the count of an event's field.
func shown(e *incident.Event, f incident.Field, key string) (n int, ok bool) {
	switch f {
	case incident.FieldLaunched:
		n, ok = e.Launched[incident.Weapon(key)]
	case incident.FieldIntercepted:
		n, ok = e.Intercepted[incident.Weapon(key)]
	case incident.FieldOutage:
		for _, o := range e.Outages {
			if string(o.Utility) == key && o.Count != nil {
				return *o.Count, true
			}
		}
	}
	return n, ok
}

// makers returns the sources that state a fact and the standing claims of it.
// A fact without a claim of its own is its reports'.
func makers(e *incident.Event, f incident.Field, key string) (sources, claims []int) {
	for i := range e.Claims {
		c := &e.Claims[i]
		if c.Field == f && c.Key == key && !c.Superseded {
			claims = append(claims, i)
		}
	}
	claims = saying(e, claims)
	for _, i := range claims {
		if n := e.Claims[i].Source; !slices.Contains(sources, n) {
			sources = append(sources, n)
		}
	}
	if len(sources) > 0 {
		return sources, claims
	}
	for i := range e.Reports {
		r := &e.Reports[i]
		if r.Replaced || r.Withdrawn || !reports(r, f, key) {
			continue
		}
		for _, s := range e.Sources {
			if s.Article == r.Article && !slices.Contains(sources, s.N) {
				sources = append(sources, s.N)
			}
		}
	}
	if len(sources) == 0 && len(e.Sources) == 1 {
		sources = []int{1}
	}
	return sources, nil
}

func reports(r *incident.SourcedReport, f incident.Field, key string) bool {
	switch f {
	case incident.FieldLaunched:
		_, ok := r.Launched[incident.Weapon(key)]
		return ok
	case incident.FieldIntercepted:
		_, ok := r.Intercepted[incident.Weapon(key)]
		return ok
	case incident.FieldDamage:
		return slices.Contains(r.Damage, incident.Damage(key))
	case incident.FieldWeapon:
		return slices.Contains(r.Weapons, incident.Weapon(key))
	case incident.FieldAttacker:
		return r.Attacker == incident.Attacker(key)
	case incident.FieldOutage:
		return slices.ContainsFunc(r.Outages, func(o incident.Outage) bool { return string(o.Utility) == key })
	}
	return false
}

// toll says who was killed and injured: the second line of an answer.
func (t *turn) toll(e *incident.Event, others int) []Span {
	if e.Killed == nil && e.Injured == nil && !counted(e, incident.FieldKilled) && !counted(e, incident.FieldInjured) {
		return []Span{{Text: t.p.T("toll.unsaid")}}
	}
	out := t.figure(e, incident.FieldKilled, e.Killed, others)
	out = append(out, Span{Text: " · "})
	return append(out, t.figure(e, incident.FieldInjured, e.Injured, others)...)
}

// counted reports whether a standing claim speaks of a field, with a number or without.
func counted(e *incident.Event, f incident.Field) bool {
	return slices.ContainsFunc(e.Claims, func(c incident.EventClaim) bool { return c.Field == f && !c.Superseded })
}

// figure says one toll: the leading figure, then at most n of those that differ from it.
func (t *turn) figure(e *incident.Event, f incident.Field, fig *incident.Figure, n int) []Span {
	out := []Span{{Text: t.p.T("field."+string(f)) + ": "}}
	if fig == nil {
		return append(out, t.unnumbered(e, f)...)
	}
	out = append(out, Span{Text: t.p.Interval(fig.Lead), Style: Bold})
	if fig.Claim >= 0 && fig.Claim < len(e.Claims) {
		out = append(out, t.claimRef(e, fig.Claim)...)
	}
	for _, i := range distinct(e, fig.Others, n) {
		out = append(out, Span{Text: "; " + t.accordingTo(e, i)})
		out = append(out, t.claimRef(e, i)...)
	}
	return out
}

// unnumbered tells "some, number not said" from "not said".
func (t *turn) unnumbered(e *incident.Event, f incident.Field) []Span {
	sources, claims := makers(e, f, "")
	if len(claims) == 0 {
		return []Span{{Text: t.p.T("figure.unsaid")}}
	}
	for _, i := range claims {
		t.quote(e, i)
	}
	return append([]Span{{Text: t.p.T("figure.some")}}, t.refs(e, sources)...)
}

// distinct returns at most n of the claims, newest first, each figure once.
func distinct(e *incident.Event, claims []int, n int) []int {
	var out []int
	var seen []incident.Interval
	for _, i := range claims {
		if i < 0 || i >= len(e.Claims) {
			continue
		}
		if v, ok := e.Claims[i].Interval(); ok && !slices.Contains(seen, v) && len(out) < n {
			seen, out = append(seen, v), append(out, i)
		}
	}
	return out
}

// accordingTo says a figure with its speaker, or whose report it is.
func (t *turn) accordingTo(e *incident.Event, claim int) string {
	c := &e.Claims[claim]
	v, _ := c.Interval()
	n := t.p.Interval(v)
	if who := clean(c.Speaker); who != "" {
		return t.p.T("figure.according", "N", n, "Who", who)
	}
	if s := sourceOf(e, c.Source); s != nil && s.Outlet != "" {
		return t.p.T("figure.according", "N", n, "Who", clean(s.Outlet))
	}
	return t.p.T("figure.elsewhere", "N", n)
}

func sourceOf(e *incident.Event, n int) *incident.Source {
	if n < 1 || n > len(e.Sources) {
		return nil
	}
	return &e.Sources[n-1]
}

// claimRef refers to a claim's source and keeps its sentence for the quotes.
func (t *turn) claimRef(e *incident.Event, claim int) []Span {
	t.quote(e, claim)
	return t.refs(e, []int{e.Claims[claim].Source})
}

// published says when a text was published: with the time of day where it is known.
func (t *turn) published(s string) string {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		at = at.In(t.r.Zone)
		return at.Format("15:04") + ", " + t.p.Day(incident.DayOf(at))
	}
	if d, err := incident.ParseDay(cut(s, 10)); err == nil && d.Known() {
		return t.p.Day(d)
	}
	return ""
}

// list joins words with commas.
func commas(words []string) string { return strings.Join(words, ", ") }
