package handlers

import (
	"slices"
	"strings"

	"incidentbot/index/incident"
)

const maxClaims = 14 // sentences on an event's page

// event is the page of one event: all that is known of it, and who says so.
func (t *turn) event() {
	e, err := t.h.archive.Event(t.ctx, t.q.Event)
	if err != nil {
		t.fail(err)
		return
	}
	t.q.Event = e.ID // it may have been asked for by an id it had before
	t.a.Events = []incident.Event{e}
	t.citeAll(&e)
	t.a.Understood = t.headline(&e)
	t.q.Place, t.q.From, t.q.To = e.Place.ID, e.Date, max(e.Date, e.DateEnd)
	t.block(Title, Span{Text: t.headline(&e), Style: Bold})
	if e.Grade == incident.GradeWithdrawn {
		t.takenBack(&e)
		return
	}
	t.block(Line, t.toll(&e, 4)...)
	t.ranges(&e)
	t.block(Line, t.detail(&e)...)
	t.attacker(&e)
	t.history(&e)
	t.say(Note, t.standing(&e))
	t.whenAndWhere(&e)
	t.waves(&e)
	t.claims(&e)
	t.eventButtons(&e)
}

// takenBack is the page of an event of which no report stands: why, what is told
// in its place, and what was said.
func (t *turn) takenBack(e *incident.Event) {
	why := "taken.newer"
	if slices.ContainsFunc(e.Reports, func(r incident.SourcedReport) bool { return r.Withdrawn }) {
		why = "taken.operator"
	}
	t.say(Line, t.p.T(why))
	var now []Button
	for _, id := range e.Instead[:min(len(e.Instead), maxParts)] {
		o, err := t.h.archive.Event(t.ctx, id)
		if err != nil {
			continue // the page is worth showing without it
		}
		if len(now) == 0 {
			t.say(Line, t.p.T("taken.now"))
		}
		t.block(Item, Span{Text: "• " + t.headline(&o)})
		now = append(now, t.to(short(t.placeName(&o.Place), 24), Question{Kind: KindEvent, Event: o.ID}))
	}
	t.claims(e)
	t.row(now...)
	place := Question{Kind: KindList, Place: e.Place.ID}
	t.row(t.to(t.placeName(&e.Place), place))
}

// ranges says between which figures the speakers differ.
func (t *turn) ranges(e *incident.Event) {
	for _, f := range []incident.Field{incident.FieldKilled, incident.FieldInjured} {
		fig := e.Killed
		if f == incident.FieldInjured {
			fig = e.Injured
		}
		if fig == nil || fig.Interval == fig.Lead || len(fig.Others) == 0 {
			continue
		}
		t.say(Line, t.p.T("range."+string(f), "Range", t.p.Interval(fig.Interval)))
	}
}

// attacker says who is blamed, by whom.
func (t *turn) attacker(e *incident.Event) {
	sides := []incident.Attacker{e.Attacker}
	if e.Attacker == incident.Unknown || e.Attacker == "" {
		sides = sides[:0]
		for _, a := range []incident.Attacker{incident.Russia, incident.Ukraine} {
			if _, claims := makers(e, incident.FieldAttacker, string(a)); len(claims) > 0 {
				sides = append(sides, a)
			}
		}
	}
	if len(sides) == 0 {
		t.say(Line, t.p.T("attacker.unsaid"))
		return
	}
	for _, a := range sides {
		out := []Span{{Text: t.p.T("attacker", "Side", t.p.T("side."+string(a)))}}
		t.block(Line, append(out, t.makersOf(e, string(a), incident.FieldAttacker)...)...)
	}
}

// history tells a toll's steps: "killed: 1 at 07:10 → 3 at 08:40".
func (t *turn) history(e *incident.Event) {
	for _, f := range []incident.Field{incident.FieldKilled, incident.FieldInjured} {
		var steps []string
		day := ""
		for _, c := range e.History {
			if c.Field != f {
				continue
			}
			claim := incident.Claim{Min: c.Min, Max: c.Max}
			v, ok := claim.Interval()
			if !ok {
				continue
			}
			step := t.p.Interval(v)
			if at := t.step(c.At, &day); at != "" {
				id := "history.step"
				if len(c.At) <= len("2024-01-02") {
					id = "history.day"
				}
				step = t.p.T(id, "N", step, "At", at)
			}
			steps = append(steps, step)
		}
		if len(steps) > 1 {
			t.say(Line, t.p.T("history", "Field", t.p.T("field."+string(f)), "Steps", strings.Join(steps, " → ")))
		}
	}
}

// step says when a figure was published; the day only where it changes.
func (t *turn) step(at string, day *string) string {
	m, ok := moment(at)
	if !ok {
		return ""
	}
	if len(at) <= 10 {
		*day = at
		return t.p.ShortDay(incident.DayOf(m))
	}
	m = m.In(t.r.Zone)
	d := incident.DayOf(m)
	if *day == d.String() {
		return m.Format("15:04")
	}
	*day = d.String()
	return m.Format("15:04") + ", " + t.p.ShortDay(d)
}

// whenAndWhere says why the date was read so, and how sure the place is.
func (t *turn) whenAndWhere(e *incident.Event) {
	basis := string(e.DateBasis)
	if basis == "" {
		basis = string(incident.BasisNone)
	}
	t.say(Note, t.p.T("basis."+basis, "Text", passage(e.DateText, "")))
	if e.Place.Approx && breadth(e) == 0 {
		t.say(Note, t.p.T("place.approx.why", "Name", t.placeName(&e.Place)))
	}
	if len(e.PlacesAlso) > 0 {
		names := make([]string, len(e.PlacesAlso))
		for i := range e.PlacesAlso {
			names[i] = t.placeName(&e.PlacesAlso[i])
		}
		t.say(Note, t.p.T("place.also", "Places", commas(names)))
	}
}

// waves links a part with its total and a total with its parts.
func (t *turn) waves(e *incident.Event) {
	if e.PartOf != "" {
		t.say(Note, t.p.T("wave.part"))
		t.row(t.to(t.p.T("button.wave"), Question{Kind: KindEvent, Event: e.PartOf}))
	}
	if breadth(e) > 0 && e.Date.Known() {
		t.say(Note, t.p.T("wave.total"))
		t.parts(e)
		t.row(t.to(t.p.T("button.parts"), Question{Kind: KindList, Place: e.Place.ID, From: e.Date, To: max(e.Date, e.DateEnd)}))
	}
}

const maxParts = 8 // parts of a wave that its page lists

// parts lists the places of a wave with their own figures, which the total holds already.
func (t *turn) parts(wave *incident.Event) {
	f := (&Question{Place: wave.Place.ID, From: wave.Date, To: max(wave.Date, wave.DateEnd)}).filter()
	f.Limit = 4 * maxParts
	page, err := t.h.archive.Events(t.ctx, f)
	if err != nil {
		return // the wave's own page is worth showing without them
	}
	shown := 0
	for i := range page.Events {
		e := &page.Events[i]
		if e.PartOf != wave.ID || shown == maxParts {
			continue
		}
		shown++
		t.block(Item, append([]Span{{Text: t.placeName(&e.Place) + " – "}}, t.toll(e, 1)...)...)
	}
}

// claims quotes what was not quoted yet, up to a page of sentences.
func (t *turn) claims(e *incident.Event) {
	for i := range e.Claims {
		if len(t.quotes) >= maxClaims {
			break
		}
		t.quote(e, i)
	}
}

// citeAll lists an event's sources under their own numbers, which /compare takes.
func (t *turn) citeAll(e *incident.Event) {
	for i := range e.Sources {
		t.ref(e, e.Sources[i].N)
	}
}

func (t *turn) eventButtons(e *incident.Event) {
	t.row(t.to(t.p.T("button.follow"), Question{Kind: KindFollow, Event: e.ID}), t.share(e),
		t.to(t.p.T("button.export"), Question{Kind: KindExport, Event: e.ID}))
	place := Question{Kind: KindList, Place: e.Place.ID}
	day := Question{Kind: KindList, From: e.Date, To: e.Date}
	row := []Button{t.to(t.placeName(&e.Place), place)}
	if e.Date.Known() {
		row = append(row, t.to(t.p.Day(e.Date), day), t.to(t.p.T("button.map"), day.with(KindMap)))
	}
	t.row(row...)
	t.row(t.wrong(e, incident.FieldKilled, e.Killed != nil), t.wrong(e, incident.FieldInjured, e.Injured != nil))
	t.row(t.wrong(e, incident.FieldLaunched, len(e.Launched) > 0), t.wrong(e, incident.FieldIntercepted, len(e.Intercepted) > 0),
		t.wrong(e, incident.FieldOutage, slices.ContainsFunc(e.Outages, func(o incident.Outage) bool { return o.Count != nil })))
	var compare Button
	if len(e.Sources) > 1 {
		compare = t.to(t.p.T("button.compare"), Question{Kind: KindCompare, Event: e.ID, Pair: [2]int{1, 2}})
	}
	t.row(compare, t.deepLink(e))
}

// deepLink is the event's address in Telegram, to copy or to open.
func (t *turn) deepLink(e *incident.Event) Button {
	if t.r.Bot == "" {
		return Button{}
	}
	return Button{Label: t.p.T("button.link"), URL: "https://t.me/" + t.r.Bot + "?start=e_" + e.ID}
}

// wrong offers to correct a figure of the event, if it has one.
func (t *turn) wrong(e *incident.Event, f incident.Field, has bool) Button {
	if !has {
		return Button{}
	}
	return t.to(t.p.T("button.wrong", "Field", t.p.T("field."+string(f))), Question{Kind: KindWrong, Event: e.ID, Words: string(f)})
}
