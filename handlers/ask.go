package handlers

import (
	"maps"
	"slices"
	"strings"

	"incidentbot/index/gazetteer"
)

// commandKinds are the commands and what they ask for.
var commandKinds = map[string]Kind{
	"start": KindStart, "help": KindHelp, "about": KindAbout, "privacy": KindPrivacy,
	"city": KindList, "region": KindList, "district": KindList, "place": KindList, "date": KindList, "day": KindList,
	"search": KindSearch, "latest": KindLatest, "event": KindEvent, "toll": KindToll, "compare": KindCompare,
	"accuracy": KindAccuracy, "near": KindNear, "map": KindMap, "chart": KindChart, "export": KindExport,
	"sources": KindSources, "follow": KindFollow, "alerts": KindFollow,
}

// CommandNames are all the commands that Handle reads, in order of the alphabet,
// those that no menu offers too.
func CommandNames() []string { return slices.Sorted(maps.Keys(commandKinds)) }

// tap reads a button's data.
func (t *turn) tap(data string) {
	q, err := ParseData(data)
	if err != nil {
		t.mistake("stale")
		return
	}
	if q.Place != "" && t.h.archive.Places().ByID(q.Place) == nil && !strings.HasPrefix(q.Place, "x:") {
		t.mistake("stale")
		return
	}
	t.answer(q)
}

// text reads a question in words.
func (t *turn) text(s string) {
	if t.r.At != nil && s == "" {
		t.answer(Question{Kind: KindNear, At: t.r.At})
		return
	}
	if s == "" {
		t.mistake("empty")
		t.examples()
		return
	}
	if !strings.HasPrefix(s, "/") {
		t.sentence(s)
		return
	}
	name, arg, _ := strings.Cut(s[1:], " ")
	name, _, _ = strings.Cut(name, "@")
	kind, ok := commandKinds[strings.ToLower(name)]
	if !ok {
		t.mistake("command.unknown", "Command", "/"+short(name, 40))
		t.examples()
		return
	}
	t.command(strings.ToLower(name), kind, strings.TrimSpace(arg))
}

// command answers a command with its argument.
func (t *turn) command(name string, kind Kind, arg string) {
	switch {
	case kind == KindList && arg == "":
		t.missing(name)
	case kind == KindList:
		t.listing(name, arg)
	case kind == KindSearch && arg == "":
		t.missing("search")
	case kind == KindSearch:
		t.answer(Question{Kind: KindSearch, Words: arg})
	case kind == KindEvent && (arg == "" || !validEventID(strings.ToLower(arg))):
		t.missing("event")
	case kind == KindEvent:
		t.answer(Question{Kind: KindEvent, Event: strings.ToLower(arg)})
	case kind == KindLatest && arg != "":
		t.listing(name, arg)
	default:
		t.commandMore(kind, arg)
	}
}

// missing says what a command wants, with an example.
func (t *turn) missing(name string) {
	id := "missing." + name
	switch name {
	case "region", "district", "place":
		id = "missing.city"
	case "day":
		id = "missing.date"
	}
	t.mistake(id)
	t.examples()
}

// listing answers /city and /date with a place, a period, or both.
func (t *turn) listing(name, arg string) {
	f := t.find(arg, true)
	q := Question{Kind: KindList, From: f.from, To: f.to}
	switch {
	case f.several != nil:
		t.choice(f, q)
		return
	case f.oddDay():
		t.unreadDay(arg)
		return
	case f.place == nil && !q.period() && !f.narrows() && name != "latest":
		t.unread(name, arg)
		return
	case f.place == nil && f.rest != "":
		t.unknownPlace(f.rest, q)
		return
	}
	t.rest(f, q)
}

// rest asks for what was found, with the words left over as a search.
func (t *turn) rest(f found, q Question) {
	if f.place != nil {
		q.Place = f.place.ID
	}
	f.narrow(&q)
	if f.rest != "" {
		q.Kind, q.Words = KindSearch, f.rest
	}
	t.answer(q)
	t.alsoNamed(f)
}

// alsoNamed offers the same question about the other places that were named.
func (t *turn) alsoNamed(f found) {
	if len(f.others) == 0 || t.a.Status == Failed {
		return
	}
	t.say(Note, t.p.T("others", "Place", f.place.Name(t.p.Lang())))
	var row []Button
	for _, p := range f.others {
		q := t.q
		q.Place, q.Offset = p.ID, 0
		row = append(row, t.to(p.Name(t.p.Lang()), q))
	}
	t.row(row...)
}

// unread says that an argument names neither a place nor days.
func (t *turn) unread(name, arg string) {
	if name == "date" || name == "day" {
		t.unreadDay(arg)
		return
	}
	t.unknownPlace(arg, Question{Kind: KindList})
}

// unreadDay says that a text names no day that there is.
func (t *turn) unreadDay(text string) {
	t.mistake("date.unread", "Text", short(text, 60))
	t.examples()
}

// oddDay reports whether numbers are left beside a period: "31 February 2024".
func (f *found) oddDay() bool {
	return f.from.Known() && f.rest != "" && strings.Trim(f.rest, "0123456789 .-/") == ""
}

// sentence answers words without a command.
func (t *turn) sentence(s string) {
	f := t.find(s, false)
	q := Question{Kind: KindList, From: f.from, To: f.to}
	if t.r.Context.Kind != KindNone && f.fragment() {
		t.continuation(f)
		return
	}
	switch {
	case greetings[strings.ToLower(strings.Trim(s, " !.,"))]:
		t.answer(Question{Kind: KindStart})
	case f.oddDay():
		t.unreadDay(s)
	case f.several != nil:
		t.choice(f, q)
	case f.place == nil && !q.period() && f.rest == "" && !f.narrows() && !f.latest:
		t.mistake("sentence.unread")
		t.examples()
	case f.latest && f.rest == "":
		q.Kind = KindLatest
		t.rest(f, q)
	case f.toll && f.rest == "" && !q.day() && (f.place != nil || q.period()):
		q.Kind = KindToll
		t.rest(f, q)
	default:
		t.rest(f, q)
	}
}

// Continues reports whether a line of a conversation goes on from the answer
// before ("and Odesa?"), where no reply says so.
func Continues(line string) bool {
	first, _, more := strings.Cut(strings.ToLower(strings.TrimSpace(line)), " ")
	return more && slices.Contains([]string{"and", "а", "и", "і", "й", "та"}, first)
}

// fragment reports whether a text makes sense only beside the question before it.
func (f *found) fragment() bool {
	named := f.place != nil || f.several != nil
	return f.rest == "" && !f.asks && !f.latest && !f.toll && (named != f.from.Known() || !named && f.narrows())
}

// continuation asks the question before with another place or period.
func (t *turn) continuation(f found) {
	q := t.r.Context
	q.Offset, q.Event = 0, ""
	if q.Kind == KindEvent || q.Kind == KindCompare || q.Kind == KindNear || q.Kind == KindLatest {
		q = Question{Kind: KindList, Place: q.Place, From: q.From, To: q.To}
	}
	if f.from.Known() {
		q.From, q.To = f.from, f.to
	}
	if f.narrows() {
		f.narrow(&q)
	}
	if f.several != nil {
		t.choice(f, q)
		return
	}
	if f.place != nil {
		q.Place = f.place.ID
	}
	t.answer(q)
}

// choice asks which of several places is meant.
func (t *turn) choice(f found, q Question) {
	t.a.Status = Ask
	names := make([]string, 0, len(f.several))
	for _, p := range f.several[:min(len(f.several), 8)] {
		name := t.reading(p)
		names = append(names, name)
		q.Place = p.ID
		t.row(t.to(name, q))
	}
	t.say(Note, t.p.T("ask.place", "Name", f.name, "Places", strings.Join(names, "; ")))
}

// reading names a place so that it cannot be taken for its namesakes.
func (t *turn) reading(p *gazetteer.Place) string {
	name := p.Name(t.p.Lang())
	if r := p.Region(); r != nil && r != p {
		return t.p.T("place.in", "Name", name, "Region", r.Name(t.p.Lang()))
	}
	return name
}

// unknownPlace says that a name is not known, and offers those like it.
func (t *turn) unknownPlace(name string, q Question) {
	if t.misspelt(name, q) {
		return
	}
	t.a.Status = NotFound
	t.say(Note, t.p.T("place.unknown", "Name", short(name, 60)))
	t.row(t.to(t.p.T("button.search", "Words", short(name, 24)), Question{Kind: KindSearch, Words: name}))
	t.coverage()
}

// offer makes a button of each place that a question may be about.
func (t *turn) offer(places []*gazetteer.Place, q Question) {
	for _, p := range places {
		q.Place = p.ID
		t.row(t.to(t.reading(p), q))
	}
}

// misspelt offers the places whose names are nearest, if there are any.
func (t *turn) misspelt(name string, q Question) bool {
	like := distinctPlaces(t.h.archive.Places().Suggest(name, 4))
	if len(like) == 0 {
		return false
	}
	t.a.Status = Ask
	t.say(Note, t.p.T("place.like", "Name", short(name, 60)))
	t.offer(like, q)
	t.row(t.to(t.p.T("button.search", "Words", short(name, 24)), Question{Kind: KindSearch, Words: name}))
	return true
}
